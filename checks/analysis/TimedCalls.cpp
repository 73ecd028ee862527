//===--- TimedCalls.cpp - Calls and awaits of a timed run -----------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Durations.h"
#include "analysis/ExecutionContext.h"
#include "analysis/ObjectPath.h"
#include "analysis/ProgramFacts.h"
#include "analysis/StopTokens.h"
#include "analysis/TimedRun.h"
#include "analysis/UnitAnalysis.h"

using namespace clang;

namespace async_tidy {

std::string TimedRun::nameOf(const CallSite &Call) {
  if (Call.Callee)
    return displayName(*Call.Callee);
  const auto *Plain = dyn_cast<CallExpr>(Call.E);
  const ValueDecl *Named = Plain ? namedObject(Plain->getCallee()) : nullptr;
  return Named ? Named->getNameAsString() : "the callable";
}

TimedValue TimedRun::made(Work W) {
  Value V;
  V.Is = Kind::Work;
  V.Task = std::make_shared<const Work>(std::move(W));
  return V;
}

const TimedValue *TimedRun::Evaluated::select(const Selector &S) const {
  if (S.What == Selector::Kind::Object)
    return &Object;
  const Expr *E = Site.select(S);
  for (auto [Arg, V] : llvm::zip(Site.Args, Args))
    if (Arg == E)
      return &V;
  return nullptr;
}

/// A task or callable among the arguments.
const TimedValue *TimedRun::Evaluated::work() const {
  for (const Value &V : Args)
    if (V.is(Kind::Work) || V.is(Kind::Callable))
      return &V;
  return nullptr;
}

bool TimedRun::isAwaitable(QualType T) {
  return !T.isNull() && !T->isVoidType() && Unit.awaitables().classifyIn(T, Body.promise());
}

//===----------------------------------------------------------------------===//
// Awaits
//===----------------------------------------------------------------------===//

static bool mentions(const Stmt *S, const ValueDecl *D) {
  if (!S)
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S); Ref && Ref->getDecl() == D)
    return true;
  if (const auto *Member = dyn_cast<MemberExpr>(S); Member && Member->getMemberDecl() == D)
    return true;
  return llvm::any_of(S->children(), [D](const Stmt *Child) { return mentions(Child, D); });
}

void TimedRun::await(const Expr *Suspension) {
  const Expr *Operand = suspensionOperand(Suspension);
  Value V = eval(Operand);
  if (!Now || isa<CoyieldExpr>(Suspension))
    return;
  const CXXRecordDecl *Record = recordOf(Operand->getType());
  if (Record && Unit.roles().type(Role::HopType, Record)) {
    Hops = true;
    return;
  }
  // The coroutine asks for something of its own: its executor, its token.
  bool Asks = !V && isa<DeclRefExpr, MemberExpr>(stripToObject(Operand)) &&
              !Unit.awaitables().classifyIn(Operand->getType(), Body.promise()).CoroutineType;
  if (Asks || (V.is(Kind::Work) && V.Task->Neutral)) {
    Hops |= V.is(Kind::Work) && V.Task->Hop;
    return;
  }
  Awaits = true;
  bool Limited = false, Charged = false;
  for (auto It = Now->Limits.begin(); It != Now->Limits.end(); ++It)
    if (mentions(Operand, It->first)) {
      Limited = true;
      if (It->second.Each > 0 && !(V.is(Kind::Work) && V.Task->Time.hasDeadline())) {
        Now->Spent.add(It->second);
        It->second.Each = 0; // It runs on for what follows.
        Charged = true;
      }
    }
  const Work *W = V.is(Kind::Work) ? V.Task.get() : nullptr;
  if (W && W->Started && W->Started->Sum < Now->Spent.Sum) {
    Timeline End = *W->Started;
    End.add(W->Time);
    if (End.Sum > Now->Spent.Sum)
      Now->Spent = std::move(End);
  } else if (W) {
    Timeline Time = W->Time;
    if (Charged)
      Time.dropOpen(); // It ends with the deadline of its object, if not before.
    Now->Spent.add(Time);
  }
  const Expr *Open = Limited ? nullptr : W ? W->Endless : Operand;
  bool OpenHere = Open && !(W && !W->EndsWith.empty());
  if (Open && !Endless)
    Endless = Open;
  EndlessHere |= OpenHere;
  if (Open && !OpenHere)
    llvm::append_range(EndsWith, W->EndsWith);
  Loops |= W && W->Loops;
  for (size_t Index : OpenShields) {
    Work &Under = Owner.Into->Shields[Index].Of;
    bool Here = OpenHere || (W && W->Loops);
    if (Open && !Here && !Under.EndsWith.empty())
      llvm::append_range(Under.EndsWith, W->EndsWith);
    if ((!Under.Made && (Open || Here)) || (Here && !Under.EndsWith.empty())) {
      Under.Made = Operand;
      Under.Endless = Open;
      Under.Loops = W && W->Loops;
      Under.Name = W ? W->Name : std::string();
      Under.EndsWith = Here ? decltype(Under.EndsWith)() : W->EndsWith;
    }
  }
  OnlySleeps &= W && W->OnlySleeps;
  if (W && W->Io && !Io)
    Io = W->Io;
  if (W && W->Stops == Work::Stop::GoesOn) {
    if (!Held) {
      Held = W->Held;
      HeldName = W->HeldName;
      if (HeldWith.empty())
        HeldThrough = W->HeldThrough;
    }
  } else if (W && !W->HeldWith.empty()) {
    if (HeldWith.empty())
      HeldThrough = W->HeldThrough;
    llvm::append_range(HeldWith, W->HeldWith);
  } else {
    Stoppable = true;
  }
  raise();
}

//===----------------------------------------------------------------------===//
// Calls in general
//===----------------------------------------------------------------------===//

/// A number that a callee may change is unknown from then on; a container that is given work holds it.
void TimedRun::afterCall(const Evaluated &Call) {
  if (!Now || !Call.Site.Callee)
    return;
  for (unsigned I = 0; I < Call.Site.Args.size() && I < Call.Site.Callee->getNumParams(); ++I) {
    QualType T = Call.Site.Callee->getParamDecl(I)->getType();
    bool Lent = (T->isLValueReferenceType() || T->isPointerType()) && !T->getPointeeType().isConstQualified();
    const ValueDecl *D = Lent ? namedObject(Call.Site.Args[I]) : nullptr;
    if (!D)
      continue;
    auto It = Now->Known.find(D);
    if (It != Now->Known.end() && (It->second.Is == Kind::Number || It->second.Is == Kind::Time))
      It->second = Value();
  }
  const auto *Into = dyn_cast_or_null<VarDecl>(Call.Site.Object ? namedObject(Call.Site.Object) : nullptr);
  if (!Into || !isa<CXXMemberCallExpr>(Call.Site.E) || Unit.body(Call.Site.Callee))
    return;
  for (const Value &V : Call.Args)
    if (V.is(Kind::Work)) {
      Value &Kept = Now->Known[Into];
      if (!Kept.is(Kind::Work) || Kept.Task->Time.Sum < V.Task->Time.Sum)
        Kept = V;
    } else if (V.is(Kind::Time) || V.is(Kind::Instant)) {
      Value &Kept = Now->Known[Into];
      if (Call.Args.size() == 1 && (!Kept || Kept.is(Kind::Timer))) {
        Kept = V;
        Kept.Is = Kind::Timer;
        Kept.Number -= V.is(Kind::Instant) ? Now->Spent.Sum : 0;
      }
    }
}

TimedValue TimedRun::arithmetic(const Evaluated &Call) {
  const Expr *E = Call.Site.E;
  QualType T = E->getType();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    const Value *First = Call.Args.empty() ? nullptr : &Call.Args.front();
    if (isTimeType(T)) {
      if (!First)
        return {};
      Value V = *First;
      if (V.Is == Kind::Number) {
        V.Is = Kind::Time;
        V.Number *= tickOf(T).value_or(1);
      }
      return V;
    }
    Value Whole;
    for (const Value &V : Call.Args) {
      if (V.is(Kind::Callable) || V.is(Kind::Work))
        return V; // A `std::function`, a wrapper of a task.
      if ((V.Is == Kind::Time || V.is(Kind::Instant)) && !Construct->getConstructor()->isCopyOrMoveConstructor()) {
        Whole = V;
        Whole.Is = Kind::Timer;
        Whole.Number -= V.is(Kind::Instant) ? Now->Spent.Sum : 0;
      }
    }
    return Whole;
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E)) {
    SmallVector<Value, 2> Operands;
    if (Call.Site.Object)
      Operands.push_back(Call.Object);
    Operands.append(Call.Args.begin(), Call.Args.end());
    const Expr *Left = Operator->getArg(0);
    if (Operator->getOperator() == OO_Equal && Operands.size() == 2) {
      if (isTimeType(T) || Operands[1].is(Kind::Work))
        assign(Left, Operands[1]);
      return Operands[1];
    }
    if (Operator->getOperator() == OO_Subscript && Operands.size() == 2 && Operands[1].is(Kind::Number)) {
      std::vector<Value> All = elements(Left);
      return Operands[1].Number >= 0 && Operands[1].Number < double(All.size()) ? All[size_t(Operands[1].Number)]
                                                                                : Value();
    }
    if (Operands.size() != 2 || !Operands[0] || !Operands[1] || Operands[0].is(Kind::Work))
      return {};
    static const std::pair<OverloadedOperatorKind, BinaryOperatorKind> Known[] = {{OO_Plus, BO_Add},
                                                                                  {OO_Minus, BO_Sub},
                                                                                  {OO_Star, BO_Mul},
                                                                                  {OO_Slash, BO_Div},
                                                                                  {OO_PlusEqual, BO_AddAssign},
                                                                                  {OO_MinusEqual, BO_SubAssign},
                                                                                  {OO_StarEqual, BO_MulAssign},
                                                                                  {OO_SlashEqual, BO_DivAssign},
                                                                                  {OO_Less, BO_LT},
                                                                                  {OO_Greater, BO_GT},
                                                                                  {OO_LessEqual, BO_LE},
                                                                                  {OO_GreaterEqual, BO_GE},
                                                                                  {OO_EqualEqual, BO_EQ},
                                                                                  {OO_ExclaimEqual, BO_NE}};
    for (auto [Overloaded, Op] : Known)
      if (Overloaded == Operator->getOperator()) {
        Value V = combined(Op, Operands[0], Operands[1]);
        if (BinaryOperator::isCompoundAssignmentOp(Op))
          assign(Left, V);
        return V;
      }
    return {};
  }
  if (!Call.Site.Callee)
    return {};
  bool NoArguments = Call.Site.Args.empty();
  if (NoArguments && !Call.Site.Object && isInstantType(T)) {
    Value V = number(Now->Spent.Sum);
    V.Is = Kind::Instant;
    return V;
  }
  if (NoArguments && Call.Object.Is == Kind::Time && T->isArithmeticType())
    if (std::optional<double> Tick = tickOf(Call.Site.Object->getType())) {
      Value V = Call.Object;
      V.Is = Kind::Number;
      V.Number /= *Tick;
      return V;
    }
  return {};
}

TimedValue TimedRun::enter(const Evaluated &Call, const FunctionDecl *Function, TimedRun *Of) {
  const FunctionBody *Callee = Owner.body(Function);
  if (!Callee || Callee->function().isDependentContext() || Owner.Running.size() > 24 ||
      llvm::is_contained(Owner.Running, Callee))
    return {};
  bool Plain = !Of && llvm::none_of(Call.Args, [](const Value &V) { return bool(V); });
  const Expr *HandedOver = nullptr;
  for (const Value &V : Call.Args)
    HandedOver = HandedOver ? HandedOver : V.HandedOver;
  if (!HandedOver)
    HandedOver = Call.Object.HandedOver;
  Work W;
  if (auto It = Owner.Results.find(Callee); Plain && It != Owner.Results.end()) {
    W = *It->second;
  } else {
    TimedRun Run(Owner, *Callee, Of);
    for (auto [Parameter, V] : llvm::zip(Callee->function().parameters(), Call.Args)) {
      Value Given = V;
      if (Given.is(Kind::Work) || Given.is(Kind::Callable)) {
        if (!Given.HandedOver)
          Given.HandedOver = Call.Site.E;
        if (Given.Task && Given.Task->Started) {
          Work Fresh = *Given.Task;
          Fresh.Started.reset(); // The callee has a clock of its own.
          Given.Task = std::make_shared<const Work>(std::move(Fresh));
        }
      }
      Run.bind(Parameter, std::move(Given));
    }
    Owner.Running.push_back(Callee);
    Run.run();
    Owner.Running.pop_back();
    if (!Callee->isCoroutine()) {
      Value Result = Run.returned();
      if (Result.is(Kind::Work)) {
        Work Inner = *Result.Task;
        for (TimeTerm &Term : Inner.Time.Terms)
          if (!llvm::is_contained(Term.Through, Call.Site.E))
            Term.Through.insert(Term.Through.begin(), Call.Site.E);
        Inner.Started.reset();
        const Expr *Handed = Result.HandedOver;
        Result = made(std::move(Inner));
        // The task that was handed in is the caller's again.
        Result.HandedOver = Handed == Call.Site.E ? nullptr : Handed;
      }
      return Result;
    }
    W = Run.asWork();
    if (Plain)
      Owner.Results[Callee] = std::make_shared<Work>(W);
  }
  W.Name = displayName(Callee->function());
  W.Made = Call.Site.E;
  for (TimeTerm &Term : W.Time.Terms)
    Term.Through.insert(Term.Through.begin(), Call.Site.E);
  W.HeldThrough.insert(W.HeldThrough.begin(), Call.Site.E);
  noteTokens(Call, Function, W);
  Awaitable Info = Unit.awaitables().classifyIn(Call.Site.E->getType(), Body.promise());
  if (Now && (Info.Running || Info.Kind == AwaitableKind::Eager || Info.Kind == AwaitableKind::Cancels))
    W.Started = Now->Spent;
  Value Result = made(std::move(W));
  Result.HandedOver = HandedOver;
  return Result;
}

/// Tokens among the arguments: work that is handed one stops, unless it is seen not to look at it.
void TimedRun::noteTokens(const Evaluated &Call, const FunctionDecl *Function, Work &W) {
  bool Given = llvm::any_of(Call.Site.Args,
                            [&](const Expr *E) { return isStopToken(Unit, E->IgnoreParenImpCasts()->getType()); });
  if (!Given)
    return;
  const FunctionBody *Callee = Function ? Unit.body(Function) : nullptr;
  bool Looks = !Callee || looksAtStopToken(Unit, *Callee);
  (Looks ? W.TakesToken : W.IgnoresToken) = true;
  if (Looks)
    W.Stops = Work::Stop::Stops;
}

TimedValue TimedRun::unknownWork(const Evaluated &Call) {
  if (!isAwaitable(Call.Site.E->getType()))
    return {};
  // What is made from one task alone is that task: a conversion, a `Try` of it.
  const Value *Only = nullptr;
  unsigned Tasks = 0;
  auto Count = [&](const Value &V) {
    if (V.is(Kind::Work)) {
      ++Tasks;
      Only = &V;
    }
  };
  llvm::for_each(Call.Args, Count);
  Count(Call.Object);
  if (Tasks == 1)
    return *Only;
  // What calls one callable and hands back its task takes as long.
  if (Tasks == 0 && llvm::count_if(Call.Args, [](const Value &V) { return V.is(Kind::Callable); }) == 1)
    if (Value Called = asTask(*Call.work(), Call))
      return Called;
  Work W;
  W.Name = nameOf(Call.Site);
  W.Made = W.Endless = Call.Site.E;
  bool NoArguments = llvm::all_of(Call.Site.Args, [](const Expr *A) { return isa<CXXDefaultArgExpr>(A); });
  Awaitable Info = Unit.awaitables().classifyIn(Call.Site.E->getType(), Body.promise());
  if (NoArguments && !Info.CoroutineType && !Call.Site.Object)
    W.Neutral = true; // `co_await get_executor()`.
  W.Event = NoArguments && Call.Site.Object && !Unit.roles().call(Role::Io, Call.Site);
  noteTokens(Call, Call.Site.Callee, W);
  if (!W.Neutral && !Call.Site.isVirtualDispatch() && Unit.program().isOpen(Call.Site.Callee)) {
    TimeTerm Term;
    Term.At = Call.Site.E;
    Term.Name = W.Name;
    Term.Open = Call.Site.Callee;
    for (const Value &V : Call.Args)
      Term.Arguments.push_back(V.amount());
    if (llvm::none_of(Term.Arguments, [](const auto &A) { return A.has_value(); }))
      Term.Arguments.clear();
    W.EndsWith.push_back(Call.Site.E);
    if (!W.TakesToken)
      W.HeldWith.push_back(Call.Site.E);
    W.Time.add(std::move(Term));
  }
  return made(std::move(W));
}

TimedValue TimedRun::asTask(const Value &V, const Evaluated &Call) {
  if (V.is(Kind::Work))
    return V;
  if (!V.is(Kind::Callable))
    return {};
  Evaluated Invoked;
  Invoked.Site = Call.Site;
  Invoked.Site.Args.clear();
  Value Result = enter(Invoked, V.Function, V.Maker);
  if (!Result.is(Kind::Work))
    return {};
  Result.HandedOver = V.HandedOver;
  return Result;
}

TimedValue TimedRun::call(const CallSite &Site) {
  Evaluated Call;
  Call.Site = Site;
  if (Site.Object)
    Call.Object = eval(Site.Object);
  Value Called;
  if (const auto *Plain = dyn_cast<CallExpr>(Site.E); Plain && !Site.Callee)
    Called = eval(Plain->getCallee());
  for (const Expr *Argument : Site.Args)
    Call.Args.push_back(eval(Argument));
  if (!Now)
    return {};
  Calls |= !isa<CXXConstructExpr>(Site.E) &&
           (!Site.Callee || (!inSystemHeader(*Site.Callee) && !Unit.isLibraryCode(*Site.Callee)));

  // A callable that is known.
  bool Invokes = Site.Callee && Site.Callee->getOverloadedOperator() == OO_Call;
  const Value &Callable = Invokes ? Call.Object : Called;
  if (Callable.is(Kind::Callable) && (Invokes || !Site.Callee)) {
    Value Result = enter(Call, Callable.Function, Callable.Maker);
    if (!Result)
      Result = unknownWork(Call);
    if (Result.is(Kind::Work) && !Result.HandedOver)
      Result.HandedOver = Callable.HandedOver;
    return Result;
  }
  bool Done = false;
  Value Result;
  if (Site.Callee)
    Result = byRole(Call, Done);
  if (!Done)
    Result = arithmetic(Call);
  if (!Done && !Result && Site.Callee && !Site.isVirtualDispatch()) {
    bool Numeric = Site.E->getType()->isArithmeticType() || isTimeType(Site.E->getType());
    bool Interesting = isAwaitable(Site.E->getType()) || Numeric ||
                       llvm::any_of(Call.Args, [](const Value &V) { return V.Task || V.is(Kind::Callable); });
    if (Interesting && Unit.body(Site.Callee))
      Result = enter(Call, Site.Callee, nullptr);
    else if (Numeric && Site.Callee->isConstexpr() && !Call.Args.empty() &&
             llvm::all_of(Call.Args, [](const Value &V) { return bool(V); }))
      Result = enter(Call, Site.Callee, nullptr);
  }
  if (!Done && !Result)
    Result = unknownWork(Call);
  afterCall(Call);
  if (!Now)
    return {};
  // A token in another one: `as_tuple(cancel_after(5s, ...))`.
  if (!Result && !isAwaitable(Site.E->getType()))
    for (const Value &V : Call.Args)
      if (V.is(Kind::Token))
        return V;
  // A completion token that bounds or shields the operation.
  for (const Value &V : Call.Args)
    if (V.is(Kind::Token) && isAwaitable(Site.E->getType())) {
      if (V.Shields) {
        ShieldSite Found{V.Origin, V.ShieldName, Result.Task ? *Result.Task : Work(), V.Shields, false};
        Owner.add(std::move(Found));
      } else {
        Value Limit = V;
        Limit.Is = Kind::Time;
        Result = limited(Call, V.Origin, Limit, Result, ExpiryEffect::Cancels, V.From);
      }
    }
  return Result;
}

} // namespace async_tidy
