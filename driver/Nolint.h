//===--- Nolint.h - Comments that silence findings --------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Which NOLINT comments silence nothing. They are read as clang-tidy reads them: names are globs, a comment counts on
/// its line, on the next one, or for the lines between NOLINTBEGIN and a NOLINTEND with the same list, also where a
/// macro is written.
///
/// Only names that begin with `async-` are judged: nobody here knows what other names, and comments without one,
/// silence in runs of other tools. A unit judges a name when the checks that it means are on, and then knows the
/// findings that the unit has. Findings that come out of linking are added when all records are there; a comment in a
/// header is unused when no unit has a use for it. A list that takes names away (`-async-x`) is left alone, and so is
/// every comment of a run in which some unit could not be analysed.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_NOLINT_H
#define ASYNC_TIDY_DRIVER_NOLINT_H

#include "Catalogue.h"
#include "UnitRecord.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang {
class ASTContext;
class SourceLocation;
class SourceManager;
} // namespace clang

namespace async_tidy::driver {

class FunctionTable;

/// What a unit sees of NOLINT comments.
class NolintComments {
public:
  /// Looks for comments in the files of the project that the unit has read.
  void gather(clang::ASTContext &Context, const FunctionTable &Functions);
  /// A finding of \p Check at \p At was silenced.
  void addUse(llvm::StringRef Check, clang::SourceLocation At, const clang::SourceManager &SM);

  /// The names whose checks are all on, with what the unit has a use for marked.
  std::vector<NolintName> judged(llvm::function_ref<bool(llvm::StringRef Check)> IsOn) const;

private:
  struct Use {
    std::string Check, File;
    unsigned Offset;
  };

  std::vector<NolintName> Names;
  std::vector<Use> Uses;
};

/// A finding for each name that silences nothing in \p Records, nor among the findings in \p Linked.
std::vector<Finding> unusedNolints(llvm::ArrayRef<UnitRecord> Records, llvm::ArrayRef<Finding> Linked);

/// The rule of those findings, which is the driver's own.
const Rule &unusedNolintRule();

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_NOLINT_H
