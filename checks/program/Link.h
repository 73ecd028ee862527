//===--- Link.h - The units of a program put together -----------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Decides what the units left open: derives every atom that their rules give, and the findings whose condition holds.
///
/// Level by level (Proposition.h), and in rounds within a level: an atom becomes true in the first round in which one
/// of its rules fires, and of the rules that fire in this round the least by content explains it. So an explanation is
/// a shortest one, it never runs in a circle, and neither the order of the units nor how often a header was seen
/// changes anything. The time is linear in the size of the rules.
///
/// What functions take is put together last: a call of a function that the program has becomes the terms of its sum. A
/// call of a function that leads back to its caller adds nothing.
///
/// A virtual call has an atom of its own, which holds when the predicate does of every function that the call may end
/// in, of those that the program has.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_PROGRAM_LINK_H
#define ASYNC_TIDY_PROGRAM_LINK_H

#include "program/UnitFacts.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>

namespace async_tidy {

/// Why an atom holds.
struct Explanation {
  std::vector<program::FindingNote> Steps;
  Words End;
};

/// What is known of the rest of a program to those who link only a part of it: the plugin and the editor with an index.
class ProgramKnowledge {
public:
  virtual ~ProgramKnowledge() = default;
  virtual std::optional<Explanation> lookup(const Atom &A) = 0;
  /// The overriders of a method and the classes that derive from a class, directly.
  virtual std::vector<UnitFacts::OverrideRecord> overriders(FunctionId Method) = 0;
  virtual std::vector<FunctionId> derived(FunctionId Class) = 0;
};

class LinkedProgram {
public:
  /// Everything that holds of what the units left open, each once, by place.
  std::vector<program::Finding> Findings;

  bool holds(const Atom &A) const;
  /// Why \p A, which holds, does.
  Explanation explain(const Atom &A) const;
  /// Every atom that a unit derives, once for each unit that does, in no particular order.
  void forEachDerived(llvm::function_ref<void(const Atom &, llvm::StringRef Unit)> Visit) const;

private:
  friend class Linker;

  struct Derivation {
    uint32_t Unit = ~0u; ///< ~0: not by a rule but by what was known.
    uint32_t Rule = 0;
  };
  Explanation explain(uint32_t Id, Explanation Above) const;

  llvm::ArrayRef<UnitFacts> Units;
  std::vector<Atom> Atoms;
  std::vector<bool> True;
  std::vector<Derivation> Why;
  llvm::DenseMap<uint32_t, Explanation> Given;
  llvm::DenseMap<uint32_t, uint32_t> Continues; ///< Of a virtual call: the function that is shown.
  llvm::DenseMap<std::pair<uint64_t, uint32_t>, uint32_t> Ids;
  std::vector<std::pair<uint32_t, uint32_t>> Fired; ///< Atom and unit.
};

/// The result refers to \p Units, which have to outlive it.
LinkedProgram link(llvm::ArrayRef<UnitFacts> Units, ProgramKnowledge *Rest = nullptr);

} // namespace async_tidy

#endif // ASYNC_TIDY_PROGRAM_LINK_H
