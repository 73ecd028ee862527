//===--- ProgramIndex.h - What a link found, for one unit -------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The atoms that hold in a program, with their explanations, and its class hierarchy, in one SQLite file. Those who
/// see one unit at a time, the plugin and the editor, link it with this instead of with the facts of all units.
///
/// An index is written whole beside its place and then renamed, so that a reader never sees half of one. It is of the
/// past: a unit does not ask it about the functions that it defines itself, and leaves out what it said itself of
/// others when the index was made.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_PROGRAM_PROGRAMINDEX_H
#define ASYNC_TIDY_PROGRAM_PROGRAMINDEX_H

#include "program/Link.h"
#include <memory>

struct sqlite3;
struct sqlite3_stmt;

namespace async_tidy {

/// Writes the index of \p Program, which \p Units were linked to.
llvm::Error writeIndex(const LinkedProgram &Program, llvm::ArrayRef<UnitFacts> Units, llvm::StringRef File);

class ProgramIndex : public ProgramKnowledge {
public:
  /// \p Unit is the main file of the unit that asks.
  static llvm::Expected<std::unique_ptr<ProgramIndex>> open(llvm::StringRef File, llvm::StringRef Unit);
  ~ProgramIndex() override;

  std::optional<Explanation> lookup(const Atom &A) override;
  std::vector<UnitFacts::OverrideRecord> overriders(FunctionId Method) override;
  std::vector<FunctionId> derived(FunctionId Class) override;

private:
  ProgramIndex() = default;

  sqlite3 *Database = nullptr;
  sqlite3_stmt *Lookup = nullptr, *Overriders = nullptr, *Derived = nullptr;
  std::string Unit;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_PROGRAM_PROGRAMINDEX_H
