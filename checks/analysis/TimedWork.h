//===--- TimedWork.h - How long awaited work may take -----------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What stands under a deadline or inside a shield: how much time the work may take by its own constant deadlines and
/// pauses, whether it ends by itself, and whether anything in it can be told to stop.
///
/// The answers come from running a function with what is known at compile time (see TimedRun.h). Awaits in sequence
/// add up, a gather takes its longest child, a race its shortest, branches that cannot be decided the longer one, a
/// loop as many rounds as its condition allows; a loop of unknown length takes one. Calls in the unit are run with the
/// arguments that they are given, so that a helper is worth what its caller hands it: a duration, a number of tries, a
/// callable, a task. What cannot be told takes no time: the sum is a time that the deadlines themselves allow.
///
/// With a program to ask (ProgramFacts.h), a function in another file takes what that file says of it: a sum in which
/// its parameters stand for themselves, alone or in products (program/WorkTime.h).
///
/// A deadline in a helper that is handed the work belongs to the call that hands it over.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_TIMEDWORK_H
#define ASYNC_TIDY_ANALYSIS_TIMEDWORK_H

#include "analysis/Durations.h"
#include "analysis/FunctionBody.h"
#include "analysis/Roles.h"
#include "program/WorkTime.h"
#include <set>

namespace async_tidy {

class BlockingAnalysis;
class DeadlineFlow;
class TimedRun;
class UnitAnalysis;

/// A deadline or a pause, and how many times it is waited for.
struct TimeTerm {
  const clang::Expr *At = nullptr;
  llvm::SmallVector<const clang::Expr *, 3> Through; ///< The calls that lead there, the outermost first.
  std::string Name;                                  ///< Of what has the deadline; of the call that pauses.
  double Each = 0;                                   ///< Seconds.
  unsigned Times = 1;
  bool Pause = false;
  std::vector<unsigned> Given;                  ///< Each is multiplied by what these parameters are given.
  std::vector<RoundsOf> Rounds;                 ///< Times is multiplied by these.
  const clang::FunctionDecl *Open = nullptr;    ///< A function in another file, which says how long it takes.
  std::vector<std::optional<Amount>> Arguments; ///< What Open is given.

  bool isKnown() const { return !Open && Given.empty(); }
};

/// Terms in the order in which they are waited for, equal ones together.
struct Timeline {
  llvm::SmallVector<TimeTerm, 2> Terms;
  double Sum = 0;

  void add(TimeTerm Term);
  void add(const Timeline &Other);
  bool hasDeadline() const {
    return llvm::any_of(Terms, [](const TimeTerm &T) { return !T.Pause && T.isKnown(); });
  }
  /// True when a part of it only another file or a caller knows.
  bool isOpen() const {
    return !llvm::all_of(Terms, [](const TimeTerm &T) { return T.isKnown(); });
  }
  void dropOpen() {
    llvm::erase_if(Terms, [](const TimeTerm &T) { return !T.isKnown(); });
  }
  /// How much there is that only others know; more of it is longer.
  unsigned open() const {
    unsigned Count = 0;
    for (const TimeTerm &T : Terms)
      Count += (T.isKnown() ? 0 : T.Times) + unsigned(T.Rounds.size());
    return Count;
  }
  /// How many times something that is known is waited for.
  unsigned waits() const {
    unsigned Count = 0;
    for (const TimeTerm &T : Terms)
      Count += T.isKnown() ? T.Times : 0;
    return Count;
  }
};

/// Work that somebody can await.
struct Work {
  std::string Name;
  const clang::Expr *Made = nullptr; ///< The call or lambda that makes it.
  Timeline Time;
  const clang::Expr *Endless = nullptr;               ///< What in it has no deadline; null when it ends by itself.
  llvm::SmallVector<const clang::Expr *, 1> EndsWith; ///< Calls into other files: when all of these end, it does.
  bool Loops = false;                                 ///< It has a deadline for each round and none for their number.
  enum class Stop { Unknown, Stops, GoesOn };
  Stop Stops = Stop::Unknown;        ///< Whether it ends early when it is told to.
  const clang::Expr *Held = nullptr; ///< What cannot be stopped.
  std::string HeldName;
  llvm::SmallVector<const clang::Expr *, 3> HeldThrough; ///< The calls that lead to Held, or to the first of HeldWith.
  /// Calls into other files: when none of these stops, it does not.
  llvm::SmallVector<const clang::Expr *, 1> HeldWith;
  bool NoAwait = false;      ///< A coroutine that calls something and never awaits.
  bool TakesToken = false;   ///< It was handed a stop token and may look at it.
  bool IgnoresToken = false; ///< It was handed one and never looks at it.
  bool OnlySleeps = false;
  bool Event = false;   ///< Stands for something that others do.
  bool Neutral = false; ///< Awaiting it is not worth a word: a hop, a lock, a question to the coroutine itself.
  Found<IoEntry> Io;
  bool Hop = false;                ///< Moves the coroutine to a pool.
  std::optional<Timeline> Started; ///< Runs since then, whether it is awaited or not.
};

/// A timeout or a race with a timer, and what it bounds.
struct DeadlineSite {
  const clang::Expr *At = nullptr; ///< Where it stands: the call that hands the work over.
  const clang::Expr *Call = nullptr;
  std::string Name;
  std::optional<double> Limit; ///< Seconds, where they are known.
  Work Of;
  ExpiryEffect Expiry = ExpiryEffect::Unknown;
  Found<Entry> From;
  bool OfOperation = false; ///< An argument of the operation itself.
};

/// Work that is kept from cancellation.
struct ShieldSite {
  const clang::Expr *At = nullptr;
  std::string Name;
  Work Of;
  Found<ShieldEntry> From;
  bool FromHereOn = false; ///< Everything that the coroutine awaits after it.
};

class TimedWork {
public:
  explicit TimedWork(UnitAnalysis &Unit);
  ~TimedWork();

  /// What running \p Body meets, in the order in which it does.
  llvm::ArrayRef<DeadlineSite> deadlines(const FunctionBody &Body) { return sites(Body).Deadlines; }
  llvm::ArrayRef<ShieldSite> shields(const FunctionBody &Body) { return sites(Body).Shields; }

  /// What awaiting the function of \p Body, or the task that it returns, amounts to when nothing is known of its
  /// arguments; null for other functions.
  const Work *work(const FunctionBody &Body);

private:
  friend class TimedRun;
  struct Sites {
    std::vector<DeadlineSite> Deadlines;
    std::vector<ShieldSite> Shields;
    std::optional<Work> Result;
  };
  const Sites &sites(const FunctionBody &Body);
  bool isWorthRunning(const FunctionBody &Body);
  /// The body of \p Function: of this unit, or of a constant function of a library.
  const FunctionBody *body(const clang::FunctionDecl *Function);
  bool blocks(const FunctionBody &Body, const clang::Expr *&Call, std::string &Name);
  /// False when a run has become too long to go on.
  bool spend() { return Steps > 0 && --Steps > 0; }
  /// constantTime(), each expression once.
  std::optional<TimeValue> constant(const clang::Expr *E);

  UnitAnalysis &Unit;
  std::unique_ptr<DeadlineFlow> Flow;
  std::unique_ptr<BlockingAnalysis> Blocking;
  llvm::DenseMap<const FunctionBody *, std::unique_ptr<Sites>> Known;
  llvm::DenseMap<const FunctionBody *, std::shared_ptr<Work>> Results; ///< Of coroutines that need no arguments.
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<FunctionBody>> Constant;
  void add(DeadlineSite Site);
  size_t add(ShieldSite Site);

  llvm::DenseMap<const clang::Expr *, std::optional<TimeValue>> Constants;
  llvm::SmallVector<const FunctionBody *, 16> Running; ///< Functions that are being run, to end recursion.
  Sites *Into = nullptr;
  unsigned Steps = 0;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TIMEDWORK_H
