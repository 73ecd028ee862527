//===--- CompileCommands.h - The units of a project -------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads what the build system says of each translation unit, and makes of it commands that Clang takes: response files
/// are expanded, flags that only another compiler knows are dropped.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_COMPILECOMMANDS_H
#define ASYNC_TIDY_DRIVER_COMPILECOMMANDS_H

#include "Digest.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Support/Error.h"

namespace async_tidy::driver {

/// One way in which one source is compiled.
struct Unit {
  std::string File; ///< Absolute, without dots.
  std::string Directory;
  std::vector<std::string> Arguments;

  /// The digest of all of it.
  std::string command() const;
};

/// \p Path made absolute from \p Directory, without dots.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Directory = {});

/// The folder with a compile_commands.json for a run that names none: the one given, or found as clang-tidy does, from
/// \p Start upwards, or in a folder `build` beside.
std::string findBuildFolder(llvm::StringRef Start);

/// The units of the compile_commands.json in \p BuildFolder, sorted, equal ones once. An error says what is wrong with
/// the file.
llvm::Expected<std::vector<Unit>> readCompileCommands(llvm::StringRef BuildFolder);

/// The units that `-- flags` on the command line describe.
std::vector<Unit> unitsFromFlags(const clang::tooling::CompilationDatabase &Flags, llvm::ArrayRef<std::string> Files);

/// Takes out of \p Arguments what Clang's driver does not know, and what would make it write files.
void dropForeignFlags(std::vector<std::string> &Arguments);

/// The units whose file is one of \p Paths or below it; all for no paths. \p Unknown gets the paths without a unit.
std::vector<Unit> unitsBelow(std::vector<Unit> Units, llvm::ArrayRef<std::string> Paths,
                             std::vector<std::string> &Unknown);

/// A part of a project for one of several machines: of the units' files the \p Index-th of \p Count parts, from 1. A
/// file stays in its part when others come and go, and wherever the project is checked out.
struct Shard {
  unsigned Index = 1, Count = 1;

  /// Parses `2/4`.
  static llvm::Expected<Shard> parse(llvm::StringRef Text);
  bool has(llvm::StringRef File, llvm::StringRef Root) const;
};

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_COMPILECOMMANDS_H
