//===--- Help.h - What the driver says about its use ------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_HELP_H
#define ASYNC_TIDY_DRIVER_HELP_H

#include "Options.h"

namespace async_tidy::driver {

struct CommandHelp {
  Command What;
  llvm::StringLiteral Name, Operands, Summary, Examples;
};

llvm::ArrayRef<CommandHelp> commandHelps();
const CommandHelp &commandHelp(Command What);

/// The formats that `--output` takes.
std::vector<llvm::StringRef> outputFormats();

void printOverview(llvm::raw_ostream &OS);
void printUsage(llvm::raw_ostream &OS, const CommandHelp &Help);
void printVersion(llvm::raw_ostream &OS);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_HELP_H
