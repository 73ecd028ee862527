//===--- TimedRun.cpp - Statements of a timed run -------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/TimedRun.h"
#include "analysis/Durations.h"
#include "analysis/ObjectPath.h"
#include "analysis/StopTokens.h"
#include "analysis/UnitAnalysis.h"
#include <cmath>

using namespace clang;

namespace async_tidy {

/// Rounds after which a loop counts as one of unknown length.
static constexpr unsigned MostRounds = 1000;
/// The same where only a `break` or `return` can end it.
static constexpr unsigned MostUnknownRounds = 24;

bool TimedValue::operator==(const TimedValue &Other) const {
  return Is == Other.Is && Number == Other.Number && Given == Other.Given && Never == Other.Never &&
         Task == Other.Task && Function == Other.Function && Maker == Other.Maker;
}

std::optional<Amount> TimedValue::amount() const {
  if ((Is != Kind::Number && Is != Kind::Time) || Never)
    return std::nullopt;
  return Amount{Number, Given};
}

TimedRun::TimedRun(TimedWork &Owner, const FunctionBody &Body, TimedRun *Maker)
    : Owner(Owner), Unit(Owner.Unit), Body(Body), Maker(Maker) {
  Now.emplace();
}

void TimedRun::bind(const ParmVarDecl *Parameter, Value V) {
  if (V)
    Now->Known[Parameter] = std::move(V);
}

void TimedRun::bindToCallers() {
  for (const ParmVarDecl *Parameter : Body.function().parameters()) {
    QualType T = Parameter->getType();
    if (T->isReferenceType() && !T.getNonReferenceType().isConstQualified())
      continue;
    T = T.getNonReferenceType();
    Value V;
    if (isTimeType(T) && !isInstantType(T))
      V.Is = Kind::Time;
    else if (T->isArithmeticType() && !T->isBooleanType())
      V.Is = Kind::Number;
    V.Number = 1;
    V.Given = {Parameter->getFunctionScopeIndex()};
    bind(Parameter, std::move(V));
  }
}

void TimedRun::run() {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Body.function()))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      eval(Init->getInit());
  exec(Body.body());
  join(Exit, std::move(Now));
  join(Exit, std::move(Raised));
}

Work TimedRun::asWork() const {
  Work W;
  W.Time = Exit ? Exit->Spent : Timeline();
  W.Endless = Endless;
  if (!EndlessHere)
    W.EndsWith = EndsWith;
  W.Loops = Loops;
  W.Io = Io;
  W.OnlySleeps = Awaits && OnlySleeps && !W.Time.Terms.empty();
  W.NoAwait = !Awaits && Calls;
  if (Stoppable || looksAtStopToken(Unit, Body)) {
    W.Stops = Work::Stop::Stops;
  } else if (!HeldWith.empty()) {
    W.HeldWith = HeldWith;
    W.HeldThrough = HeldThrough;
  } else if (Held) {
    W.Held = Held;
    W.HeldName = HeldName;
    W.HeldThrough = HeldThrough;
    W.Stops = Work::Stop::GoesOn;
  } else if (Owner.blocks(Body, W.Held, W.HeldName)) {
    W.Stops = Work::Stop::GoesOn;
  } else if (Hops && Calls) {
    // Moved to another thread and called something there.
    for (const CallSite &Call : llvm::reverse(Body.calls()))
      if (Call.Callee && !isa<CXXConstructExpr>(Call.E) && !inSystemHeader(*Call.Callee) &&
          !Unit.isLibraryCode(*Call.Callee)) {
        W.Held = Call.E;
        W.HeldName = displayName(*Call.Callee);
        W.Stops = Work::Stop::GoesOn;
        break;
      }
  }
  return W;
}

//===----------------------------------------------------------------------===//
// Paths
//===----------------------------------------------------------------------===//

/// The longer path goes on, with what is known on both.
void TimedRun::join(Path &Into, Path From) {
  if (!From)
    return;
  if (!Into) {
    Into = std::move(From);
    return;
  }
  bool Longer = From->Spent.Sum > Into->Spent.Sum;
  if (Longer || (From->Spent.Sum == Into->Spent.Sum && From->Spent.open() > Into->Spent.open()))
    std::swap(*Into, *From);
  for (auto &[D, V] : Into->Known) {
    auto Other = From->Known.find(D);
    if (Other != From->Known.end() && Other->second == V)
      continue;
    bool Both = Other != From->Known.end();
    // Work that only one path makes may be awaited by a later one that asks for it.
    if (V.is(Kind::Work) &&
        (!Both || !Other->second.is(Kind::Work) || Other->second.Task->Time.Sum <= V.Task->Time.Sum))
      continue;
    V = Both && Other->second.is(Kind::Work) ? Other->second : Value();
  }
  for (auto &[D, V] : From->Known)
    if (V.is(Kind::Work))
      Into->Known.try_emplace(D, V);
}

void TimedRun::leave(const Expr *Result) {
  Value V = eval(Result);
  if (!Now)
    return;
  if (V.is(Kind::Callable) && V.Maker == this)
    V.Maker = nullptr; // Its variables end here.
  if (!HasReturned || (V.is(Kind::Work) && (!Returned.is(Kind::Work) || Returned.Task->Time.Sum < V.Task->Time.Sum)))
    Returned = V;
  else if (!(Returned == V) && !Returned.is(Kind::Work))
    Returned = Value();
  HasReturned = true;
  join(Exit, std::move(Now));
  Now.reset();
}

void TimedRun::raise() {
  if (Now)
    join(*RaiseTo, Now);
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

void TimedRun::exec(const Stmt *S) {
  if (!S || !Now || !Owner.spend())
    return;
  if (const auto *Return = dyn_cast<ReturnStmt>(S))
    return leave(Return->getRetValue());
  if (const auto *Return = dyn_cast<CoreturnStmt>(S))
    return leave(Return->getOperand());
  if (const auto *If = dyn_cast<IfStmt>(S))
    return execIf(If);
  if (const auto *Switch = dyn_cast<SwitchStmt>(S))
    return execSwitch(Switch);
  if (const auto *Try = dyn_cast<CXXTryStmt>(S))
    return execTry(Try);
  if (const auto *Range = dyn_cast<CXXForRangeStmt>(S))
    return execRange(Range);
  if (const auto *For = dyn_cast<ForStmt>(S))
    return loop(
        For->getInit(), For->getCond(),
        [&]() -> std::optional<bool> {
          exec(For->getConditionVariableDeclStmt());
          return For->getCond() ? truth(For->getCond()) : true;
        },
        For->getBody(), [&] { eval(For->getInc()); }, For->getInc(), For->getCond() && For->getInc());
  if (const auto *While = dyn_cast<WhileStmt>(S))
    return loop(
        nullptr, While->getCond(),
        [&] {
          exec(While->getConditionVariableDeclStmt());
          return truth(While->getCond());
        },
        While->getBody(), [] {}, nullptr, false);
  if (const auto *Do = dyn_cast<DoStmt>(S)) {
    bool First = true;
    return loop(
        nullptr, Do->getCond(),
        [&]() -> std::optional<bool> { return std::exchange(First, false) ? true : truth(Do->getCond()); },
        Do->getBody(), [] {}, nullptr, false);
  }
  if (isa<BreakStmt, ContinueStmt>(S)) {
    if (Path *To = isa<BreakStmt>(S) ? BreakTo : ContinueTo)
      join(*To, std::move(Now));
    Now.reset();
    return;
  }
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D))
        declare(Var);
    return;
  }
  if (const auto *E = dyn_cast<Expr>(S)) {
    eval(E);
    return;
  }
  if (isa<CXXCatchStmt>(S))
    return;
  for (const Stmt *Child : S->children())
    exec(Child);
}

void TimedRun::declare(const VarDecl *Var) {
  Value V = Var->getInit() ? eval(Var->getInit()) : Value();
  if (!Now)
    return;
  // What a reference stands for may change behind it.
  if (V)
    Now->Known[Var] = std::move(V);
  else
    Now->Known.erase(Var);
}

void TimedRun::execIf(const IfStmt *If) {
  exec(If->getInit());
  exec(If->getConditionVariableDeclStmt());
  if (!Now)
    return;
  std::optional<bool> Holds = If->isConsteval() ? std::optional<bool>(If->isNegatedConsteval()) : truth(If->getCond());
  if (!Now)
    return;
  if (Holds)
    return exec(*Holds ? If->getThen() : If->getElse());
  State Before = *Now;
  exec(If->getThen());
  Path Then = std::move(Now);
  Now = std::move(Before);
  exec(If->getElse());
  join(Now, std::move(Then));
}

void TimedRun::execSwitch(const SwitchStmt *Switch) {
  exec(Switch->getInit());
  exec(Switch->getConditionVariableDeclStmt());
  eval(Switch->getCond());
  const auto *Block = dyn_cast<CompoundStmt>(Switch->getBody());
  if (!Now || !Block)
    return;
  State Before = *Now;
  Path Out;
  Path *Outer = std::exchange(BreakTo, &Out);
  bool HasDefault = false;
  for (auto It = Block->body_begin(); It != Block->body_end(); ++It) {
    if (!isa<SwitchCase>(*It))
      continue;
    HasDefault |= isa<DefaultStmt>(*It);
    Now = Before;
    for (auto Rest = It; Rest != Block->body_end() && Now; ++Rest)
      exec(*Rest);
    join(Out, std::move(Now));
  }
  BreakTo = Outer;
  if (!HasDefault && !Switch->isAllEnumCasesCovered())
    join(Out, std::move(Before));
  Now = std::move(Out);
}

void TimedRun::execTry(const CXXTryStmt *Try) {
  State Before = *Now;
  Path Thrown;
  Path *Outer = std::exchange(RaiseTo, &Thrown);
  exec(Try->getTryBlock());
  RaiseTo = Outer;
  Path After = std::move(Now);
  if (!Thrown)
    Thrown = std::move(Before);
  else
    join(*RaiseTo, Thrown); // What no handler takes.
  for (unsigned I = 0; I < Try->getNumHandlers(); ++I) {
    Now = Thrown;
    exec(Try->getHandler(I)->getHandlerBlock());
    join(After, std::move(Now));
  }
  Now = std::move(After);
}

void TimedRun::execRange(const CXXForRangeStmt *Range) {
  exec(Range->getInit());
  Value Held = eval(Range->getRangeInit());
  if (!Now)
    return;
  const VarDecl *Var = Range->getLoopVariable();
  std::vector<Value> Elements = elements(Range->getRangeInit());
  if (Elements.empty()) {
    // One round stands for all.
    State Before = *Now;
    Path Out, Next;
    Path *Break = std::exchange(BreakTo, &Out), *Continue = std::exchange(ContinueTo, &Next);
    if (Held.is(Kind::Work))
      Now->Known[Var] = Held;
    exec(Range->getBody());
    join(Now, std::move(Next));
    BreakTo = Break;
    ContinueTo = Continue;
    join(Now, std::move(Out));
    join(Now, std::move(Before));
    return;
  }
  // The iterator is what moves on.
  const auto *Iterator = cast<ValueDecl>(Range->getBeginStmt()->getSingleDecl());
  unsigned Index = 0;
  loop(
      nullptr, nullptr,
      [&]() -> std::optional<bool> {
        if (Index >= Elements.size())
          return false;
        Now->Known[Iterator] = number(Index);
        Now->Known[Var] = Elements[Index++];
        return true;
      },
      Range->getBody(), [] {}, nullptr, true);
}

/// True when a condition that is unknown as a whole has a part that is known, and so may end the loop.
bool TimedRun::mayEnd(const Expr *Condition) {
  if (!Condition)
    return false;
  Condition = stripToObject(Condition);
  if (const auto *Operator = dyn_cast<BinaryOperator>(Condition); Operator && Operator->getOpcode() == BO_LAnd)
    return mayEnd(Operator->getLHS()) || mayEnd(Operator->getRHS());
  return truth(Condition).has_value();
}

/// True when something in \p Round, the body of a loop, may leave the loop.
static bool mayLeave(const Stmt *Round) {
  if (!Round || isa<LambdaExpr>(Round))
    return false;
  return isa<BreakStmt, ReturnStmt, CoreturnStmt, GotoStmt, IndirectGotoStmt, CXXThrowExpr>(Round) ||
         llvm::any_of(Round->children(), mayLeave);
}

/// How often a loop `for (int i = 0; i < n; ++i)` goes round, where callers hand \p n over; also from n down.
std::optional<RoundsOf> TimedRun::roundsGiven(const Expr *Condition, const Expr *Increment) {
  const auto *Operator = Condition ? dyn_cast<BinaryOperator>(Condition->IgnoreParenImpCasts()) : nullptr;
  const auto *Step = Increment ? dyn_cast<UnaryOperator>(Increment->IgnoreParenImpCasts()) : nullptr;
  if (!Operator || !Step || !Step->isIncrementDecrementOp())
    return std::nullopt;
  if (Operator->getOpcode() == BO_LAnd) {
    std::optional<RoundsOf> Left = roundsGiven(Operator->getLHS(), Increment);
    return Left ? Left : roundsGiven(Operator->getRHS(), Increment);
  }
  if (!Operator->isRelationalOp() && Operator->getOpcode() != BO_NE)
    return std::nullopt;
  const ValueDecl *Counter = namedObject(Step->getSubExpr());
  const Expr *Low = Operator->getLHS(), *High = Operator->getRHS();
  if (Counter && namedObject(High) == Counter)
    std::swap(Low, High);
  if (!Counter || namedObject(Low) != Counter)
    return std::nullopt;
  Value First = lookup(Counter), Last = eval(High);
  if (Step->isDecrementOp())
    std::swap(First, Last);
  constexpr double MostOffset = 1000;
  if (!First.is(Kind::Number) || std::abs(First.Number) > MostOffset || !Last.isGiven(Kind::Number) ||
      Last.Number != 1 || Last.Given.size() != 1)
    return std::nullopt;
  bool Inclusive = Operator->getOpcode() == BO_LE || Operator->getOpcode() == BO_GE;
  return RoundsOf{Last.Given.front(), int(Inclusive) - int(First.Number)};
}

/// Says of what \p After has more than \p Before, which is its beginning, that it comes in \p Rounds.
static void repeat(Timeline &After, const Timeline &Before, const RoundsOf &Rounds) {
  Timeline Whole = Before;
  for (size_t I = 0; I < After.Terms.size(); ++I) {
    TimeTerm Term = After.Terms[I];
    if (I < Before.Terms.size()) {
      if (Term.At != Before.Terms[I].At || Term.Times < Before.Terms[I].Times)
        return; // Something that ran beside it has taken its place.
      Term.Times -= Before.Terms[I].Times;
    }
    if (Term.Times == 0)
      continue;
    Term.Rounds.push_back(Rounds);
    Whole.add(std::move(Term));
  }
  After = std::move(Whole);
}

void TimedRun::loop(const Stmt *Init, const Expr *Condition, llvm::function_ref<std::optional<bool>()> Goes,
                    const Stmt *Round, llvm::function_ref<void()> Next, const Expr *Increment, bool Counts) {
  exec(Init);
  if (!Now)
    return;
  State Start = *Now;
  std::optional<RoundsOf> Given = roundsGiven(Condition, Increment);
  Path ExitBefore = Exit, RaisedBefore = *RaiseTo;
  Path Out, Again;
  Path *Break = std::exchange(BreakTo, &Out), *Continue = std::exchange(ContinueTo, &Again);
  const Expr *EndlessBefore = Endless;
  bool AwaitsBefore = std::exchange(Awaits, false), Ends = true, Hopeful = true;
  for (unsigned Rounds = 0; Now; ++Rounds) {
    State BeforeRound = *Now;
    std::optional<bool> On = Goes();
    if (!Now)
      break;
    unsigned Most = MostRounds;
    if (!On && Rounds == 0) {
      Path After = std::exchange(Now, BeforeRound);
      if (!mayEnd(Condition))
        Hopeful = false;
      Now = std::move(After);
    }
    if (!Hopeful)
      Most = mayLeave(Round) ? MostUnknownRounds : 1;
    if (On == false) {
      join(Out, std::move(Now));
      Now.reset();
      break;
    }
    if (Rounds >= Most || !Owner.spend()) {
      Ends = false;
      break;
    }
    exec(Round);
    join(Now, std::move(Again));
    Again.reset();
    if (Now)
      Next();
    // A counted loop without a known number moves on although nothing that is known does.
    // The condition of a `do` loop comes after its first round.
    if (Now && Rounds > 0 && llvm::all_of(Now->Known, [&](const auto &Entry) {
          return Entry.second.is(Kind::Work) || BeforeRound.Known.lookup(Entry.first) == Entry.second;
        })) {
      Ends = false;
      break;
    }
  }
  if (!Ends) {
    Values Last = Now ? Now->Known : Values();
    Now = Start;
    Exit = std::move(ExitBefore);
    *RaiseTo = std::move(RaisedBefore);
    Out.reset();
    // What the rounds change is unknown in the one that stands for them.
    for (auto &[D, V] : Last)
      if (!V.is(Kind::Work) && !(Start.Known.lookup(D) == V))
        Now->Known.erase(D);
    std::optional<bool> On = Goes();
    if (Now) {
      Path Skipped = On ? Path() : Now;
      Timeline Before = Now->Spent;
      exec(Round);
      join(Now, std::move(Again));
      if (Now)
        Next();
      if (Now && Given)
        repeat(Now->Spent, Before, *Given);
      if (On == true)
        Now.reset(); // Only a break leaves it.
      join(Out, std::move(Now));
      join(Out, std::move(Skipped));
    }
    if (Awaits && !Counts && !EndlessBefore)
      Loops = true;
  }
  Awaits |= AwaitsBefore;
  BreakTo = Break;
  ContinueTo = Continue;
  Now = std::move(Out);
}

} // namespace async_tidy
