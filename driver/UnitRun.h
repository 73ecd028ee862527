//===--- UnitRun.h - Parses and checks one unit -----------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One run of Clang over one unit with the checks, as clang-tidy does it, with two differences that make it faster:
/// include folders outside the project count as those of the system, in their place in the search order, and bodies of
/// functions in system headers are skipped while parsing. No check looks into such bodies, except for those of the
/// functions that the language calls around an await, which are kept.
///
/// Headers that several units begin with can be parsed once for all of them (SharedHeaders.h).
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_UNITRUN_H
#define ASYNC_TIDY_DRIVER_UNITRUN_H

#include "CompileCommands.h"
#include "Configuration.h"
#include "Project.h"
#include "UnitRecord.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace async_tidy::driver {

struct UnitRunSettings {
  /// Where files are read from; null: the file system as it is.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
  bool SkipBodies = true;
};

/// Runs in a process of its own: changes the working directory, and does not give back memory.
UnitRecord runUnit(const Unit &U, const Project &P, const Configuration &Config, const UnitRunSettings &Settings);

/// How Clang is called for \p U, with what \p Options add.
std::vector<std::string> clangArguments(const Unit &U, const clang::tidy::ClangTidyOptions &Options);

/// What a copy of a process that has parsed shared headers goes on with: a unit, or more headers.
struct Continuation {
  const Unit *Of = nullptr;
  std::string Main; ///< The main file as the command names it.
  std::vector<std::string> Headers;
};

/// Parses \p Headers as \p Any and the other units that share them do, and asks \p Next, which copies the process, how
/// to go on (continueAsTask). A process that cannot go on leaves the common work.
UnitRecord runFromSharedHeaders(llvm::ArrayRef<std::string> Headers, const Unit &Any, const Project &P,
                                const Configuration &Config, const UnitRunSettings &Settings,
                                llvm::function_ref<Continuation()> Next);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_UNITRUN_H
