//===--- Proposition.h - What can be said of a function ---------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The language in which units speak of their functions to each other: atoms such as 'f blocks', and rules that derive
/// an atom when all of some atoms hold and none of some others do. A new question of an analysis is a new predicate,
/// its level, and the rules that the analysis writes.
///
/// A rule may only deny atoms of a lower level than its head. That makes the answer unique, whatever the order of the
/// units: within a level the rules are monotone, and a level begins when all below it are decided.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_PROGRAM_PROPOSITION_H
#define ASYNC_TIDY_PROGRAM_PROPOSITION_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace async_tidy {

/// A function of the program, or a point in one: the hash of its USR, which for a function with internal linkage is
/// taken together with its file. 64 bits hold millions of functions without a collision.
using FunctionId = uint64_t;

FunctionId functionId(llvm::StringRef USR, llvm::StringRef File = {});
/// A thing that belongs to \p Function: a point in its body, a virtual call on one class, a part of its object.
FunctionId partOf(FunctionId Function, llvm::StringRef What, uint64_t Number = 0);

/// What an atom says of its function. Those with a parameter say it of one argument of a call.
enum class Predicate : uint8_t {
  Defined,       ///< The program has its body.
  Named,         ///< Some code of the program calls it or names it.
  Started,       ///< Some code starts it as a task of its own, or gives it to code that nobody knows.
  StartsOnPool,  ///< Runs its argument on a thread that may block.
  MovesToPool,   ///< Awaiting it moves the coroutine to such a thread.
  MovesToLoop,   ///< Awaiting it moves the coroutine to an event loop.
  Bounds,        ///< Ends the wait for its argument in time; of a part of an object or a field: it has a deadline.
  ReturnsTask,   ///< Starts a task and hands back its handle.
  KeepsTask,     ///< Starts a task, or takes one, and looks after it.
  HandlesErrors, ///< No error leaves it.
  Pauses,        ///< Awaiting it waits for a timer, a lock or a queue and for no work.
  ReachesIo,     ///< Awaiting it waits for input or output.
  Ends,          ///< Awaiting it comes to an end by its own deadlines.
  RunsOn,        ///< Awaiting it waits for work that nothing can stop.
  Throttles,     ///< It waits for a permit before it works, or limits how much of what it is handed runs at once.
  Moved,         ///< By this point of a coroutine, code of another file has moved it.
  OnLoop,        ///< Starts on an event loop somewhere.
  OnPool,        ///< Starts on a thread that may block somewhere.
  OnlyOnPool,    ///< Starts there and nowhere else.
  Calls,         ///< Calls its argument before it returns, on the thread of its caller.
  Blocks,        ///< Calling it blocks the thread.
  Keeps,         ///< Answers for what it awaits: nobody waits for it, or somebody starts it as a task.
  Exposed,       ///< Some way to it bounds nothing.
  Waits,         ///< Awaiting it waits for I/O on its argument that nothing bounds.
  Takes,         ///< Awaiting it takes some time by its own deadlines and pauses; the explanation says how much.
  Count
};

/// The level of a predicate; see above.
constexpr unsigned levelOf(Predicate P) {
  if (P < Predicate::Moved)
    return 0;
  switch (P) {
  case Predicate::Moved:
    return 1;
  case Predicate::OnLoop:
  case Predicate::OnPool:
    return 2;
  case Predicate::OnlyOnPool:
  case Predicate::Keeps:
  case Predicate::Calls:
    return 3;
  case Predicate::Blocks:
  case Predicate::Exposed:
    return 4;
  default:
    return 5;
  }
}
inline constexpr unsigned NumLevels = 6;

/// Predicates that callers write of the functions that they name; the others are written where the body is.
constexpr bool isOfCallers(Predicate P) {
  switch (P) {
  case Predicate::Named:
  case Predicate::Started:
  case Predicate::OnLoop:
  case Predicate::OnPool:
  case Predicate::OnlyOnPool:
  case Predicate::Keeps:
  case Predicate::Exposed:
    return true;
  default:
    return false;
  }
}

struct Atom {
  FunctionId Function = 0;
  uint16_t Parameter = 0;
  Predicate P = Predicate::Defined;
  uint8_t Zero8 = 0;
  uint32_t Zero32 = 0;

  Atom() = default;
  Atom(Predicate P, FunctionId Function, uint16_t Parameter = 0) : Function(Function), Parameter(Parameter), P(P) {}
  friend auto operator<=>(const Atom &, const Atom &) = default;
};
static_assert(sizeof(Atom) == 16);

/// Holds when every atom of If does and none of Unless.
struct Condition {
  llvm::SmallVector<Atom, 2> If, Unless;

  bool empty() const { return If.empty() && Unless.empty(); }
  Condition &operator&=(const Condition &Other) {
    If.append(Other.If);
    Unless.append(Other.Unless);
    return *this;
  }
  friend bool operator==(const Condition &, const Condition &) = default;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_PROGRAM_PROPOSITION_H
