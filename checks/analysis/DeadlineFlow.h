//===--- DeadlineFlow.h - Which objects have a deadline, and where -*- C++ -*- ---===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Deadlines that are set on an object and not around one wait: a member of the stream (`expires_after`), a timer whose
/// handler cancels or closes the object, a watchdog that is started beside it. A deadline holds at an operation when it
/// was set on every path to it and not taken away again. Bodies that are called set and take away as well.
///
/// A handler closes what it calls a changing member on. A deadline on a part of an object (its lowest layer) bounds the
/// object; one on the whole does not bound what was taken out of it (`stream.socket()`). For members of a class, a
/// watchdog counts wherever the unit starts it. Exceptions are not followed.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_DEADLINEFLOW_H
#define ASYNC_TIDY_ANALYSIS_DEADLINEFLOW_H

#include "analysis/ObjectPath.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseSet.h"

namespace async_tidy {

class UnitAnalysis;

struct ObjectDeadline {
  bool Holds = false;
  const clang::ParmVarDecl *Depends = nullptr; ///< Holds only when this parameter carries a time.
  /// Where a deadline of the object stands that does not reach the operation; null when there is none.
  const clang::Expr *Missed = nullptr;
  bool TakenAway = false; ///< Missed is what took it away.
};

class DeadlineFlow {
public:
  explicit DeadlineFlow(UnitAnalysis &Unit) : Unit(Unit) {}

  /// What bounds one of \p Objects at \p At, a call or an await of \p Body.
  ObjectDeadline at(const FunctionBody &Body, const clang::Expr *At, llvm::ArrayRef<ObjectPath> Objects);

  /// The parameters of \p Body's function whose objects have a deadline when it returns.
  llvm::SmallVector<unsigned, 2> leftBounded(const FunctionBody &Body);

  /// The parts of its own object that have a deadline when \p Body returns.
  std::vector<ObjectPath> leftBoundedOfThis(const FunctionBody &Body);

  /// The fields that have a deadline in every object that the unit makes: a watchdog closes them, or a constructor
  /// gives them a lasting one.
  const llvm::DenseSet<const clang::NamedDecl *> &watchedFields();

  /// True for a timer that never expires by itself: it is set to the end of time, and nowhere to anything else.
  bool isEvent(const ObjectPath &Timer);

  /// True when \p Call awaits a timer that expires.
  bool isFiniteSleep(const FunctionBody &Body, const CallSite &Call);

  /// True when \p Field may hold a time: its initialiser is one, or some code of the unit gives it a value. \p None
  /// says which values stand for no deadline.
  bool mayHoldTime(const clang::FieldDecl *Field, llvm::function_ref<bool(const clang::Expr *)> MeansNone);

  /// The value that \p Field has in every object that the unit makes; null when it may have another one.
  const clang::Expr *onlyValue(const clang::FieldDecl *Field);

  /// True for a coroutine that waits for time to pass and for nothing else.
  bool onlySleeps(const FunctionBody &Body);

private:
  struct Fact {
    ObjectPath Object, Timer;
    const clang::ParmVarDecl *Depends = nullptr;
    bool Closes = false;                           ///< By a handler: works for the whole and for its parts.
    llvm::SmallVector<const clang::Expr *, 1> Set; ///< Where; on any of them.
  };
  struct Kill {
    ObjectPath Object, Timer;
    const clang::Expr *At = nullptr;
  };
  struct Flow {
    std::vector<Fact> Facts;
    std::vector<Kill> Kills;
    llvm::DenseMap<const clang::Stmt *, llvm::BitVector> State;
    llvm::BitVector Exit;

    void add(ObjectPath Object, ObjectPath Timer, const clang::ParmVarDecl *Depends, bool Closes,
             const clang::Expr *Set);
  };

  const Flow &flow(const FunctionBody &Body);
  void collect(const FunctionBody &Body, const CallSite &Call, Flow &Into);
  void collectMember(const FunctionBody &Body, const CallSite &Call, Flow &Into);
  void collectCallee(const FunctionBody &Body, const CallSite &Call, const FunctionBody &Callee, Flow &Into);
  void run(const FunctionBody &Body, Flow &Result);
  void addClosed(const CallSite &Call, const ObjectPath &Timer, const clang::Expr *Handler, Flow &Into);
  llvm::SmallVector<ObjectPath, 4> closedBy(const FunctionBody &Body, unsigned Depth = 0);
  static bool covers(const Fact &F, const ObjectPath &Object);
  void findTimers();
  void findGivenFields();
  void findWatched();
  bool isWatched(const ObjectPath &Object);

  UnitAnalysis &Unit;
  llvm::DenseMap<const FunctionBody *, std::unique_ptr<Flow>> Flows;
  llvm::DenseMap<const FunctionBody *, bool> Pauses;
  llvm::DenseSet<const clang::NamedDecl *> NeverExpires, Expires, Watched;
  llvm::DenseMap<const clang::FieldDecl *, llvm::SmallVector<const clang::Expr *, 1>> Given;
  llvm::DenseMap<const clang::CXXConstructorDecl *, std::vector<CallSite>> Constructed;
  bool TimersKnown = false, WatchedKnown = false, GivenKnown = false;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_DEADLINEFLOW_H
