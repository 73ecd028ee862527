//===--- main.cpp - clangd with the checks inside -------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Everything that clangd 22 does, with its own command line. The checks register themselves when the program starts;
/// what else is different from clangd is in the other files of this folder, one difference in each.
///
//===----------------------------------------------------------------------===//

#include "Clangd.h"

int main(int Count, char *Arguments[]) { return clang::clangd::clangdMain(Count, Arguments); }
