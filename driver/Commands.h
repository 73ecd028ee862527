//===--- Commands.h - The commands ------------------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Each command of the driver is a function that returns the exit code of the program.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_COMMANDS_H
#define ASYNC_TIDY_DRIVER_COMMANDS_H

#include "Messages.h"
#include "Options.h"

namespace async_tidy::driver {

int runCheck(const Options &O, Messages &Out);
int runExtract(const Options &O, Messages &Out);
int runLink(const Options &O, Messages &Out);
/// Also the command `merge`, which links first.
int runReport(const Options &O, Messages &Out);
int runExplain(const Options &O, Messages &Out);
int runList(const Options &O, Messages &Out);
int runInit(const Options &O, Messages &Out);
int runFix(const Options &O, Messages &Out);
int runBaseline(const Options &O, Messages &Out);
int runConfig(const Options &O, Messages &Out);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_COMMANDS_H
