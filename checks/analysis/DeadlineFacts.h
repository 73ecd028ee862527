//===--- DeadlineFacts.h - Unbounded waits, in words ------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a message says of the operation at the end of an unbounded wait. Where that is in another file, the places that
/// the end of the chain fills.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_DEADLINEFACTS_H
#define ASYNC_TIDY_ANALYSIS_DEADLINEFACTS_H

#include "analysis/Deadlines.h"
#include "program/UnitFacts.h"

namespace async_tidy {

class ProgramFacts;

struct WaitText {
  std::string Last;    ///< The name of the operation.
  std::string Effect;  ///< "waits for a peer".
  std::string Usual;   ///< "10 to 30 s".
  std::string Seconds; ///< A number.

  Words words() const { return {{"last", Last}, {"effect", Effect}, {"usual", Usual}, {"seconds", Seconds}}; }
};

WaitText waitText(const UnboundedWait &Wait);

/// The parameter of an atom of Predicate::Waits: on which argument the operation works, and which one says for how
/// long.
struct WaitParameter {
  static constexpr unsigned None = 255, This = 254;
  unsigned Object = None, Limit = None;

  unsigned encode() const { return Object | Limit << 8; }
};

/// Says that a member of \p Function's object, \p Members from `this` on, has a deadline when it returns.
Atom boundsPart(ProgramFacts &Program, const clang::FunctionDecl *Function,
                llvm::ArrayRef<const clang::NamedDecl *> Members);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_DEADLINEFACTS_H
