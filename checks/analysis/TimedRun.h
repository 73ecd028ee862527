//===--- TimedRun.h - Runs a function with what is known --------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// An abstract interpreter for one function: it knows numbers, times, work and callables, and takes everything else
/// for unknown. It follows statements as they are written; where a condition is unknown it goes both ways and keeps the
/// path that took longer, with the values that both agree on. An exception is thrown after the longest await of its
/// `try`. A loop is run round by round while its condition is not false and something moves on; when it does not come
/// to an end, one round stands for it.
///
/// What the object of a deadline (`stream.expires_after(5s)`) is awaited for next takes that time once, unless the
/// work has deadlines of its own.
///
/// A number or time that the callers of the function hand over is a value with parameters (TimedValue::Given): it can
/// be multiplied, waited for and counted up to in a loop; everything else takes it for unknown.
///
/// Deliberate limits: numbers that a reference or pointer may change are unknown from then on; conditions that exclude
/// each other are not related; integers are as wide as they need to be.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_TIMEDRUN_H
#define ASYNC_TIDY_ANALYSIS_TIMEDRUN_H

#include "analysis/TimedWork.h"

namespace async_tidy {

struct TimedValue {
  enum class Kind {
    Unknown,
    Number,
    Time,     ///< A duration, in seconds.
    Instant,  ///< Seconds after the start of the run that asked for the time.
    Timer,    ///< An object that was set to a time.
    Token,    ///< A completion token with a deadline.
    Work,     ///< An awaitable, or a container of several: then the longest of them.
    Callable, ///< A function or lambda.
  };
  Kind Is = Kind::Unknown;
  double Number = 0;
  /// Not empty for what only callers know: Number times what these parameters are given.
  std::vector<unsigned> Given;
  bool Never = false; ///< The greatest time.
  std::shared_ptr<const Work> Task;
  const clang::FunctionDecl *Function = nullptr;
  class TimedRun *Maker = nullptr;         ///< The run whose variables a lambda sees; it is still going on.
  const clang::Expr *Origin = nullptr;     ///< What was written: the lambda, or the call that makes a token.
  const clang::Expr *HandedOver = nullptr; ///< The call that handed it to the function that has it now.
  Found<Entry> From;                       ///< Of a token.
  Found<ShieldEntry> Shields;              ///< Of a token that keeps cancellation away.
  std::string ShieldName;

  explicit operator bool() const { return Is != Kind::Unknown; }
  /// For numbers and times: one that is known.
  bool is(Kind K) const { return Is == K && Given.empty(); }
  bool isTime() const { return is(Kind::Time) || is(Kind::Instant) || is(Kind::Timer); }
  bool isGiven(Kind K) const { return Is == K && !Given.empty(); }
  /// A number, or seconds, that is known or given.
  std::optional<Amount> amount() const;
  bool operator==(const TimedValue &Other) const;
};

class TimedRun {
public:
  using Kind = TimedValue::Kind;
  using Value = TimedValue;

  /// \p Maker is the run in which a lambda was made.
  TimedRun(TimedWork &Owner, const FunctionBody &Body, TimedRun *Maker = nullptr);

  void bind(const clang::ParmVarDecl *Parameter, Value V);
  /// Lets numbers and times among the parameters stand for what callers give.
  void bindToCallers();
  void run();
  /// What awaiting the coroutine amounts to, after run().
  Work asWork() const;
  const Value &returned() const { return Returned; }

private:
  using Values = llvm::DenseMap<const clang::ValueDecl *, Value>;
  struct State {
    Timeline Spent;
    Values Known;
    llvm::DenseMap<const clang::ValueDecl *, TimeTerm> Limits; ///< Set on an object and not used yet.
  };
  using Path = std::optional<State>;

  // Statements.
  void exec(const clang::Stmt *S);
  void execIf(const clang::IfStmt *If);
  void execSwitch(const clang::SwitchStmt *Switch);
  void execTry(const clang::CXXTryStmt *Try);
  void execRange(const clang::CXXForRangeStmt *Range);
  void loop(const clang::Stmt *Init, const clang::Expr *Condition, llvm::function_ref<std::optional<bool>()> Goes,
            const clang::Stmt *Round, llvm::function_ref<void()> Next, const clang::Expr *Increment, bool Counts);
  bool mayEnd(const clang::Expr *Condition);
  std::optional<RoundsOf> roundsGiven(const clang::Expr *Condition, const clang::Expr *Increment);
  void declare(const clang::VarDecl *Var);
  void leave(const clang::Expr *Result);
  void raise();
  static void join(Path &Into, Path From);

  // Expressions.
  Value eval(const clang::Expr *E);
  Value evalOperator(const clang::BinaryOperator *Operator);
  Value evalUnary(const clang::UnaryOperator *Operator);
  Value evalMember(const clang::MemberExpr *Member);
  Value constant(const clang::Expr *E);
  Value lookup(const clang::ValueDecl *D);
  /// The elements of a constant list; none when it is not known.
  std::vector<Value> elements(const clang::Expr *Container);
  static Value number(double N);
  static Value combined(clang::BinaryOperatorKind Op, const Value &L, const Value &R);
  static Value combinedGiven(clang::BinaryOperatorKind Op, const Value &L, const Value &R);
  void assign(const clang::Expr *To, Value V);
  std::optional<bool> truth(const clang::Expr *Condition);
  void await(const clang::Expr *Suspension);

  // Calls.
  struct Evaluated {
    CallSite Site;
    Value Object;
    llvm::SmallVector<Value, 4> Args;

    const Value *select(const Selector &S) const;
    /// Work and callables among the arguments.
    const Value *work() const;
  };
  Value call(const CallSite &Site);
  Value arithmetic(const Evaluated &Call);
  Value byRole(const Evaluated &Call, bool &Done);
  Value timeout(const Evaluated &Call, Found<TimeoutEntry> Entry);
  Value race(const Evaluated &Call, Found<Entry> From, ExpiryEffect Expiry, const Selector &Children);
  bool isRace(const CallSite &Call, Found<RaceEntry> Entry);
  ExpiryEffect expiryOf(const CallSite &Call, Found<RaceEntry> Entry);
  Value gather(const Evaluated &Call, const GatherEntry &Entry);
  Value sleep(const Evaluated &Call, const SleepEntry &Entry);
  Value shield(const Evaluated &Call, Found<ShieldEntry> Entry);
  Value offload(const Evaluated &Call, const OffloadEntry &Entry);
  bool isOpaqueCallable(const clang::Expr *E);
  Value operation(const Evaluated &Call, Found<IoEntry> Entry);
  Value limited(const Evaluated &Call, const clang::Expr *At, Value Limit, const Value &Of, ExpiryEffect Expiry,
                Found<Entry> From);
  Value enter(const Evaluated &Call, const clang::FunctionDecl *Function, TimedRun *Maker);
  Value unknownWork(const Evaluated &Call);
  Value made(Work W);
  /// The work that \p V is, or that calling it yields.
  Value asTask(const Value &V, const Evaluated &Call);
  void afterCall(const Evaluated &Call);
  bool isAwaitable(clang::QualType T);
  static std::string nameOf(const CallSite &Call);
  void noteTokens(const Evaluated &Call, const clang::FunctionDecl *Function, Work &W);

  TimedWork &Owner;
  UnitAnalysis &Unit;
  const FunctionBody &Body;
  TimedRun *Maker;

  Path Now, Exit, Raised;
  Path *BreakTo = nullptr, *ContinueTo = nullptr, *RaiseTo = &Raised;
  Value Returned;
  bool HasReturned = false;

  // What the awaits of the function have been so far, on whatever path.
  const clang::Expr *Endless = nullptr;
  bool Loops = false, Awaits = false, Stoppable = false, Hops = false, OnlySleeps = true, Calls = false;
  const clang::Expr *Held = nullptr;
  std::string HeldName;
  llvm::SmallVector<const clang::Expr *, 3> HeldThrough;
  llvm::SmallVector<const clang::Expr *, 1> HeldWith, EndsWith;
  bool EndlessHere = false; ///< Not for what a function in another file does.
  Found<IoEntry> Io;
  std::vector<size_t> OpenShields; ///< Shields of the owner that this function's awaits are under.
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TIMEDRUN_H
