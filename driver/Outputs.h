//===--- Outputs.h - Prints a report ----------------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Prints findings as plain text, and in the formats that `--output` asks for (report/Formats.h). All of them have the
/// same findings in the same order.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_OUTPUTS_H
#define ASYNC_TIDY_DRIVER_OUTPUTS_H

#include "Messages.h"
#include "Options.h"
#include "ProjectReport.h"
#include "llvm/Support/raw_ostream.h"

namespace async_tidy::driver {

/// The findings as Clang prints diagnostics: with the source line, notes, and a fix below. Paths below the current
/// folder are relative to it. Suppressed findings are left out.
void printText(const ProjectReport &R, llvm::raw_ostream &OS, bool Color);

/// Says which units could not be analysed, and why; paths below the current folder are relative to it.
void tellProblems(const ProjectReport &R, Messages &Out);

/// Prints \p R in every way that was asked for. An error when a file cannot be written.
llvm::Error printReport(const ProjectReport &R, const Options &O);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_OUTPUTS_H
