//===--- Deadlines.h - Which awaits can last for ever -*- C++ -*- ---===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// An await is unbounded when it leads to an I/O operation of a library model and nothing ends it in time: no deadline
/// argument, no timeout or race around it, no deadline on its object (see DeadlineFlow.h), none of these in every
/// caller. The answer for a body is remembered; recursion ends because a body contributes nothing to itself.
///
/// Where it is reported: the coroutine that owns the object of the operation keeps it. A coroutine that was handed the
/// object passes it up to those who await it, and keeps it only when nobody in the unit does or when it is started as a
/// task of its own. Plain functions always pass it up.
///
/// Values are followed through calls, locals, containers and parameters; what a function without a body does with an
/// awaitable is unknown: it counts as a bound when it is given a duration or a point in time, and otherwise hands the
/// awaitable on. A virtual call leads nowhere: the overrider keeps what it awaits.
///
/// With a program to ask (ProgramFacts.h), what other files decide becomes a condition: whether a function without a
/// body here waits on the object that it is handed, whether one bounds its argument, who else awaits this coroutine and
/// under which bound.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_DEADLINES_H
#define ASYNC_TIDY_ANALYSIS_DEADLINES_H

#include "analysis/DeadlineFlow.h"
#include "analysis/Roles.h"
#include "program/Proposition.h"

namespace async_tidy {

class UnitAnalysis;

/// One step from an await down to the operation.
struct WaitStep {
  clang::SourceLocation Loc;
  std::string Name;
};

struct UnboundedWait {
  const clang::Expr *Site = nullptr;        ///< The `co_await`; null where a plain function hands the awaitable back.
  const clang::Expr *Call = nullptr;        ///< The operation or the call that leads to it.
  Found<IoEntry> Io;                        ///< Null when the operation is in another file.
  Condition When;                           ///< With such an operation, the first atom leads on to it.
  llvm::SmallVector<WaitStep, 3> Steps;     ///< From this body's call down to the operation.
  llvm::SmallVector<ObjectPath, 2> Objects; ///< What a deadline could be set on; the operation's object comes first.
  bool HasObject = false;                   ///< The first of Objects is that of the operation.
  const clang::ParmVarDecl *Depends = nullptr; ///< Unbounded only when this parameter's value says so.
  const clang::Expr *Missed = nullptr;         ///< A deadline that does not reach this await.
  bool TakenAway = false;
  bool Event = false; ///< Waits for a timer that never expires.
};

class DeadlineAnalysis {
public:
  explicit DeadlineAnalysis(UnitAnalysis &Unit) : Unit(Unit), Flow(Unit) {}

  /// What \p Body awaits without a bound and has to answer for, in source order.
  std::vector<UnboundedWait> reported(const FunctionBody &Body);

  /// Tells the program what the functions of this unit wait for, bound and leave unbounded.
  void describe();

private:
  enum class Fate { Bounded, Awaited, Returned, Started };
  struct Use {
    Fate What = Fate::Started;
    const clang::Expr *Suspension = nullptr;
    Condition When; ///< What functions of other files must not do on the way.
  };
  using Uses = llvm::SmallVector<Use, 2>;
  /// The expressions that were followed, each once under a condition: ways that meet again would double at each
  /// meeting.
  using Followed = llvm::DenseMap<const clang::Expr *, llvm::SmallVector<Condition, 1>>;

  const std::vector<UnboundedWait> &waits(const FunctionBody &Body);
  void addOperation(const FunctionBody &Body, const CallSite &Call, Found<IoEntry> Io,
                    std::vector<UnboundedWait> &Into);
  void addCallee(const FunctionBody &Body, const CallSite &Call, const FunctionBody &Callee,
                 std::vector<UnboundedWait> &Into);
  void addEvent(const FunctionBody &Body, const CallSite &Call, std::vector<UnboundedWait> &Into);
  void addOpenCallee(const FunctionBody &Body, const CallSite &Call, std::vector<UnboundedWait> &Into);
  void describeBody(const FunctionBody &Body);
  void describeCallers(const clang::FunctionDecl *Function, llvm::ArrayRef<struct Mention> Mentions);
  /// True for the coroutine that has the object of \p Wait, or made it.
  static bool owns(const FunctionBody &Body, const UnboundedWait &Wait);
  void place(const FunctionBody &Body, UnboundedWait Wait, std::vector<UnboundedWait> &Into);
  void addBoundsElsewhere(const FunctionBody &Body, UnboundedWait &Wait);
  std::optional<UnboundedWait> mapped(const UnboundedWait &Wait, const FunctionBody &Callee, const CallSite &Call,
                                      const FunctionBody &Caller);
  bool keeps(const FunctionBody &Body, const UnboundedWait &Wait);
  bool everyCallerBounds(const FunctionBody &Body, const UnboundedWait &Wait);
  llvm::SmallVector<std::pair<const FunctionBody *, const clang::Expr *>, 4> callers(const FunctionBody &Body);

  Uses follow(const FunctionBody &Body, const clang::Expr *Value);
  void follow(const FunctionBody &Body, const clang::Expr *Value, Uses &Out, Followed &Seen, unsigned Depth,
              Condition When = {});
  /// True when handing \p Argument to \p Call bounds it.
  bool bounds(const FunctionBody &Body, const CallSite &Call, const clang::Expr *Argument);
  bool endsInTime(const FunctionBody &Body, const clang::Expr *Other, unsigned Depth = 0);
  bool hasDeadlineToken(const FunctionBody &Body, const clang::Expr *Argument, unsigned Depth = 0);
  bool isRace(const FunctionBody &Body, const CallSite &Call);
  std::optional<Uses> ofParameter(const CallSite &Call, const clang::Expr *Argument);

  UnitAnalysis &Unit;
  DeadlineFlow Flow;
  llvm::DenseMap<const FunctionBody *, std::unique_ptr<std::vector<UnboundedWait>>> Waits;
  llvm::DenseMap<std::pair<const FunctionBody *, const clang::Expr *>, bool> Asking;
  llvm::DenseMap<const clang::ParmVarDecl *, Uses> Parameters;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_DEADLINES_H
