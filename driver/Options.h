//===--- Options.h - The command line ---------------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the user asks for. Options have the names that they have in clang-tidy wherever it has one.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_OPTIONS_H
#define ASYNC_TIDY_DRIVER_OPTIONS_H

#include "CompileCommands.h"
#include "Configuration.h"
#include "Workers.h"

namespace async_tidy::driver {

/// The values are the visibility bits in Options.td.
enum Command : unsigned {
  CheckCommand = 1 << 1,
  ExtractCommand = 1 << 2,
  LinkCommand = 1 << 3,
  ReportCommand = 1 << 4,
  MergeCommand = 1 << 5,
  ExplainCommand = 1 << 6,
  ListCommand = 1 << 7,
  InitCommand = 1 << 8,
  ConfigCommand = 1 << 9,
  FixCommand = 1 << 10,
  BaselineCommand = 1 << 11,
};

/// A way to print findings, and where: `jsonl:findings.jsonl`.
struct OutputRequest {
  std::string Format;
  std::string File; ///< Empty: the standard output.
};

struct Options {
  Command What = CheckCommand;
  std::vector<std::string> Paths; ///< What the command is about: sources, records, a check, folders.
  std::string BuildFolder;        ///< As given; empty when it is to be looked for.
  std::unique_ptr<clang::tooling::CompilationDatabase> Flags; ///< What stands behind `--`.
  ConfigurationArguments Configuration;
  WorkerLimits Limits;
  std::string Cache; ///< As given.
  bool UseCache = true;
  std::string Root; ///< As given.
  std::optional<Shard> Part;
  std::string Result; ///< `-o`.
  std::string Linked, Index, Records;
  std::string Action;   ///< Of the baseline: `write` or `prune`.
  std::string Baseline; ///< As given.
  std::string Since;    ///< A revision of git.
  std::vector<OutputRequest> Outputs;
  std::optional<bool> Color;
  bool Quiet = false, Yes = false, ParseBodies = false, Diff = false;
  bool ShareHeaders = true;   ///< Parse headers that several units include once for all.
  bool UnusedNolints = false; ///< Report comments that silence nothing.
  std::string Fault;          ///< For tests: which fault happens in which file, `crash@name.cpp`.
};

/// Parses the command line. Without a value, the program ends with the code in \p ExitCode: help was asked for, or the
/// command line is wrong, which has been said.
std::optional<Options> parseOptions(int Argc, const char **Argv, int &ExitCode);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_OPTIONS_H
