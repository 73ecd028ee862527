//===--- AwaitableFate.cpp - What bounds an awaitable on its way ---===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Deadlines.h"
#include "analysis/Durations.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitAnalysis.h"

using namespace clang;

namespace async_tidy {

static constexpr unsigned MaxDepth = 8;
static constexpr unsigned MaxMoves = 64; ///< From variable to variable.
static constexpr unsigned MaxConditions = 4;

static bool isForever(const Expr *Duration, const ASTContext &Context) {
  std::optional<TimeValue> Value = constantTime(Duration, Context);
  return Value && Value->Maximum;
}

/// A completion token that is a timeout, here or in the variable that is named.
bool DeadlineAnalysis::hasDeadlineToken(const FunctionBody &Body, const Expr *Argument, unsigned Depth) {
  if (!Argument || Depth > MaxDepth || isa<LambdaExpr>(Argument))
    return false;
  if (auto Call = CallSite::of(Argument))
    if (auto Entry = Unit.roles().call<TimeoutEntry>(Role::Timeout, *Call);
        Entry && llvm::any_of(Entry->Tokens,
                              [&](const std::string &Name) { return Unit.roles().namesCall(Entry, Name, *Call); }))
      return llvm::none_of(Call->Args,
                           [&](const Expr *A) { return isTimeType(A->getType()) && isForever(A, Unit.context()); });
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Argument))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()); Var && Var->getInit() && !isa<ParmVarDecl>(Var))
      return hasDeadlineToken(Body, Var->getInit(), Depth + 1);
  for (const Stmt *Child : Argument->children())
    if (const auto *E = dyn_cast_or_null<Expr>(Child))
      if (hasDeadlineToken(Body, E, Depth + 1))
        return true;
  return false;
}

/// True when the wait for \p Other, one side of a race, is over after a while.
bool DeadlineAnalysis::endsInTime(const FunctionBody &Body, const Expr *Other, unsigned Depth) {
  const Expr *E = stripToObject(Other);
  if (!E || Depth > MaxDepth || !recordOf(E->getType()))
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    return Var && !isa<ParmVarDecl>(Var) && Var->getInit() ? endsInTime(Body, Var->getInit(), Depth + 1)
                                                           : Var != nullptr;
  }
  auto Call = CallSite::of(E);
  if (!Call)
    return false;
  const Roles &Models = Unit.roles();
  if (isa<CXXConstructExpr>(E))
    return llvm::any_of(Call->Args, [&](const Expr *A) { return endsInTime(Body, A, Depth + 1); });
  if (Models.call(Role::Sleep, *Call))
    return Flow.isFiniteSleep(Body, *Call);
  if (Models.call(Role::Timeout, *Call) || isRace(Body, *Call))
    return true;
  if (Models.call(Role::Io, *Call) || Models.call(Role::LockCall, *Call) || Models.call(Role::Semaphore, *Call))
    return false;
  if (Call->Object && Models.type(Role::Queue, Call->objectRecord()))
    return false;
  if (Models.call(Role::Gather, *Call) || Models.call(Role::Spawn, *Call) || Models.call(Role::Shield, *Call))
    return llvm::any_of(Call->Args, [&](const Expr *A) { return endsInTime(Body, A, Depth + 1); });
  const FunctionBody *Callee = Unit.body(Call->Callee);
  if (!Callee)
    // A member of a task (`.start()`, `std::move(t).via(executor)`) is the task; what is not known may well end.
    return !(Call->Object && isa<CXXMemberCallExpr>(E) && CallSite::of(stripToObject(Call->Object))) ||
           endsInTime(Body, Call->Object, Depth + 1);
  if (!Callee->isCoroutine())
    return llvm::any_of(Callee->returns(), [&](const ReturnStmt *R) {
      return R->getRetValue() && endsInTime(*Callee, R->getRetValue(), Depth + 1);
    });
  if (Flow.onlySleeps(*Callee))
    return true;
  return waits(*Callee).empty() && llvm::any_of(Callee->suspensions(), [&](const Expr *S) {
           const Expr *Operand = suspensionOperand(S);
           return Operand && endsInTime(*Callee, Operand, Depth + 1);
         });
}

bool DeadlineAnalysis::isRace(const FunctionBody &Body, const CallSite &Call) {
  auto Entry = Unit.roles().call<RaceEntry>(Role::Race, Call);
  if (!Entry || Entry->Conditions.empty())
    return bool(Entry);
  auto IsCondition = [&](const Expr *Argument) {
    return llvm::any_of(Entry->Conditions, [&](const std::string &Name) {
      return Unit.roles().names(Entry, Name, recordOf(Argument->getType()));
    });
  };
  // The condition stands in a member call on the race, or on the variable that holds it.
  const VarDecl *Held = nullptr;
  for (const Stmt *Around = Body.parent(Call.E); Around && !Held; Around = Body.parent(Around))
    if (const auto *Declaration = dyn_cast<DeclStmt>(Around))
      Held = dyn_cast<VarDecl>(*Declaration->decl_begin());
  return llvm::any_of(Body.calls(), [&](const CallSite &Await) {
    return isa<CXXMemberCallExpr>(Await.E) && Await.Object &&
           (Body.isWithin(Call.E, Await.Object) || (Held && namedObject(Await.Object) == Held)) &&
           llvm::any_of(Await.Args, IsCondition);
  });
}

/// What the function behind \p Call does with the awaitable or callable that it is handed as \p Argument.
std::optional<DeadlineAnalysis::Uses> DeadlineAnalysis::ofParameter(const CallSite &Call, const Expr *Argument) {
  const FunctionBody *Callee = Unit.body(Call.Callee);
  if (!Callee)
    return std::nullopt;
  for (unsigned I = 0; I < Call.Args.size(); ++I) {
    if (Call.Args[I] != Argument || Call.Callee->getNumParams() == 0)
      continue;
    const ParmVarDecl *Parameter = nullptr;
    const FunctionDecl &Function = Callee->function();
    if (I < Function.getNumParams())
      Parameter = Function.getParamDecl(I);
    if (!Parameter)
      return std::nullopt;
    auto [It, New] = Parameters.try_emplace(Parameter);
    if (New) {
      Uses Found;
      Followed Seen;
      for (const Expr *Mention : Callee->uses(Parameter))
        follow(*Callee, Mention, Found, Seen, 1);
      Parameters[Parameter] = Found;
    }
    return Parameters[Parameter];
  }
  return std::nullopt;
}

static bool throwsIn(const Stmt *S) {
  return S && (isa<CXXThrowExpr>(S) || (!isa<LambdaExpr>(S) && llvm::any_of(S->children(), throwsIn)));
}

bool DeadlineAnalysis::bounds(const FunctionBody &Body, const CallSite &Call, const Expr *Argument) {
  const Roles &Models = Unit.roles();
  for (auto Entry : Models.calls<TimeoutEntry>(Role::Timeout, Call)) {
    if (!Entry->Operators.empty() || !Entry->Tokens.empty())
      continue;
    const Expr *Duration = Call.select(Entry->Duration);
    if ((Entry->Duration && !Duration) || (Duration && isForever(Duration, Unit.context())))
      continue;
    const Expr *Work = Call.select(Entry->Work);
    if (!Work || Body.isWithin(Argument, Work))
      return true;
  }
  if (isRace(Body, Call))
    return llvm::any_of(Call.Args,
                        [&](const Expr *Other) {
                          return Other != Argument && !Body.isWithin(Argument, Other) && endsInTime(Body, Other);
                        }) ||
           (Call.Object && !Body.isWithin(Argument, Call.Object) && endsInTime(Body, Call.Object));
  // A watchdog beside it that throws takes the others with it.
  if (auto Gather = Models.call<GatherEntry>(Role::Gather, Call); Gather && Gather->Failure == GatherFailure::FailFast)
    for (const Expr *Other : Call.Args)
      if (auto Beside = CallSite::of(stripToObject(Other)); Beside && !Body.isWithin(Argument, Other))
        if (const FunctionBody *Watchdog = Unit.body(Beside->Callee);
            Watchdog && Flow.onlySleeps(*Watchdog) && throwsIn(Watchdog->body()))
          return true;
  // A token with a deadline, or with a cancellation signal that a watchdog emits.
  SmallVector<ObjectPath, 4> Others;
  for (const Expr *Other : Call.Args)
    if (Other != Argument) {
      if (hasDeadlineToken(Body, Other))
        return true;
      SmallVector<const Stmt *, 8> Queue{Other};
      while (!Queue.empty()) {
        const Stmt *S = Queue.pop_back_val();
        if (!S || isa<LambdaExpr>(S))
          continue;
        if (const auto *Ref = dyn_cast<DeclRefExpr>(S); Ref && isa<VarDecl>(Ref->getDecl()) && recordOf(Ref->getType()))
          Others.push_back(objectPath(Ref, Body));
        else if (const auto *Member = dyn_cast<MemberExpr>(S); Member && isa<FieldDecl>(Member->getMemberDecl()))
          Others.push_back(objectPath(Member, Body));
        llvm::append_range(Queue, S->children());
      }
    }
  return Flow.at(Body, Call.E, Others).Holds;
}

void DeadlineAnalysis::follow(const FunctionBody &Body, const Expr *Value, Uses &Out, Followed &Seen, unsigned Depth,
                              Condition When) {
  const Roles &Models = Unit.roles();
  SmallVector<Condition, 1> &Before = Seen[Value];
  if (Depth > MaxMoves || Before.size() == MaxConditions || is_contained(Before, When))
    return;
  Before.push_back(When);
  bool Started = false;
  auto Variable = [&](const ValueDecl *Var) {
    for (const Expr *Mention : Body.uses(Var))
      if (!Body.isWithin(Value, Mention) && Body.order(Mention) > Body.order(Value))
        follow(Body, Mention, Out, Seen, Depth + 1, When);
  };
  const Stmt *Inner = Value;
  for (const Stmt *Around = Body.parent(Value); Around; Inner = Around, Around = Body.parent(Around)) {
    if (const auto *Declaration = dyn_cast<DeclStmt>(Around)) {
      for (const Decl *D : Declaration->decls())
        if (const auto *Var = dyn_cast<VarDecl>(D); Var && Var->getInit() && Body.isWithin(Inner, Var->getInit()))
          Variable(Var);
      if (Started)
        Out.push_back({Fate::Started, nullptr, When});
      return;
    }
    if (isa<ReturnStmt>(Around)) {
      Out.push_back({Fate::Returned, nullptr, When});
      return;
    }
    if (const auto *Loop = dyn_cast<CXXForRangeStmt>(Around)) {
      if (Loop->getLoopVariable())
        for (const Expr *Mention : Body.uses(Loop->getLoopVariable()))
          follow(Body, Mention, Out, Seen, Depth + 1, When);
      return;
    }
    const auto *E = dyn_cast<Expr>(Around);
    if (!E || isa<LambdaExpr>(E))
      break;
    if (suspensionOperand(E)) {
      Out.push_back({Fate::Awaited, E, When});
      return;
    }
    if (const auto *Assign = dyn_cast<BinaryOperator>(E); Assign && Assign->isAssignmentOp()) {
      if (const ValueDecl *Target = namedObject(Assign->getLHS()))
        Variable(Target);
      return;
    }
    std::optional<CallSite> Call = CallSite::of(E);
    if (!Call)
      continue;
    const auto *Plain = dyn_cast<CallExpr>(E);
    bool IsObject = isa<CXXMemberCallExpr>(E) && Plain->getCallee() == Inner;
    if (Plain && Plain->getCallee() == Inner && !IsObject)
      continue; // The callee: what the call yields is what is followed.
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
    if (Operator && Operator->getOperator() == OO_Call && Call->Object == Inner)
      continue;
    if (Operator && Operator->isAssignmentOp()) {
      if (const ValueDecl *Target = namedObject(Operator->getArg(0)); Target && Operator->getArg(0) != Inner)
        Variable(Target);
      return;
    }
    const Expr *Argument = IsObject ? Call->Object : dyn_cast<Expr>(Inner);
    if (stripToObject(E) != E && !isa<CXXConstructExpr>(E))
      continue; // std::move and its like.
    if (bounds(Body, *Call, Argument)) {
      Out.push_back({Fate::Bounded, nullptr, {}});
      return;
    }
    if (isa<CXXConstructExpr>(E))
      continue;
    if (Models.call(Role::Wait, *Call)) {
      Out.push_back({Fate::Started, nullptr, When});
      return;
    }
    if (Models.call(Role::Spawn, *Call) || Models.call(Role::Detach, *Call)) {
      Started = true;
      continue;
    }
    if (Models.call(Role::Gather, *Call) || Models.call(Role::Race, *Call) || Models.call(Role::Shield, *Call) ||
        Models.call(Role::Timeout, *Call))
      continue;
    if (std::optional<Uses> Inside = ofParameter(*Call, Argument); Inside && !Inside->empty()) {
      bool Awaits = false;
      for (const Use &U : *Inside) {
        if (U.What == Fate::Bounded) {
          Out.push_back(U);
          return;
        }
        When &= U.When;
        Started |= U.What == Fate::Started;
        Awaits |= U.What != Fate::Started;
      }
      if (Awaits)
        continue; // Its result stands for the wait.
      break;
    }
    // Put into a container: what is awaited later is the container.
    if (Call->Object && Call->Object != Inner && !IsObject && Models.type(Role::Holder, Call->objectRecord())) {
      if (const ValueDecl *Container = namedObject(Call->Object))
        Variable(Container);
      return;
    }
    bool GivenTime = llvm::any_of(Call->Args, [&](const Expr *A) {
      return A != Inner && !isa<CXXDefaultArgExpr>(A) && isTimeType(A->getType()) && !isForever(A, Unit.context());
    });
    const auto *Position = llvm::find(Call->Args, Argument);
    if (Unit.program().isOpen(Call->Callee) && Position != Call->Args.end() && !IsObject) {
      // With a time, it bounds what it is given unless the program shows that it does not.
      if (GivenTime)
        When.If.push_back(Unit.program().atom(Predicate::Defined, Call->Callee));
      When.Unless.push_back(
          Unit.program().atom(Predicate::Bounds, Call->Callee, unsigned(Position - Call->Args.begin())));
    } else if (!Unit.body(Call->Callee) && Call->Object != Inner && !IsObject && GivenTime) {
      Out.push_back({Fate::Bounded, nullptr, {}});
      return;
    }
    if (E->getType()->isVoidType())
      Started = true;
  }
  if (Started)
    Out.push_back({Fate::Started, nullptr, When});
}

DeadlineAnalysis::Uses DeadlineAnalysis::follow(const FunctionBody &Body, const Expr *Value) {
  Uses Out;
  Followed Seen;
  follow(Body, Value, Out, Seen, 0);
  return Out;
}

} // namespace async_tidy
