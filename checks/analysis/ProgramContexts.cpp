//===--- ProgramContexts.cpp - Threads, across the files of a program -----===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ExecutionContext.h"
#include "analysis/ParameterFlow.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/UnitIndex.h"

using namespace clang;

namespace async_tidy {

//===----------------------------------------------------------------------===//
// Hops
//===----------------------------------------------------------------------===//

/// True when the code that reaches \p S (null: the end of the body) has come by \p Before: no branch or loop around
/// \p Before leaves \p S out. Jumps are not followed.
static bool isAlwaysBefore(const FunctionBody &Body, const Stmt *Before, const Stmt *S) {
  if (S && Body.order(Before) >= Body.order(S))
    return false;
  for (const Stmt *Inner = Before, *Around = Body.parent(Before); Around;
       Inner = Around, Around = Body.parent(Around)) {
    bool Conditional = isa<SwitchStmt, CXXCatchStmt, ConditionalOperator, ForStmt, WhileStmt, CXXForRangeStmt>(Around);
    if (const auto *If = dyn_cast<IfStmt>(Around))
      Conditional = Inner == If->getThen() || Inner == If->getElse();
    if (Conditional && !(S && Body.isWithin(S, Inner)))
      return false;
  }
  return true;
}

SmallVector<std::pair<const Expr *, const FunctionDecl *>, 4> ExecutionContexts::possibleHops(const FunctionBody &Body,
                                                                                              const Stmt *S) {
  SmallVector<std::pair<const Expr *, const FunctionDecl *>, 4> Hops;
  for (const Expr *Suspension : Body.suspensions()) {
    const Expr *Operand = suspensionOperand(Suspension);
    if (!Operand || !isAlwaysBefore(Body, Suspension, S))
      continue;
    if (hop(Body, Operand, Thread::Loop)) {
      Hops.clear();
      continue;
    }
    auto Call = CallSite::of(stripToObject(Operand));
    if (Call && !Call->isVirtualDispatch() && !isa<CXXConstructExpr>(Call->E) &&
        Unit.program().isOfProject(Call->Callee))
      Hops.emplace_back(Suspension, Call->Callee);
  }
  return Hops;
}

Atom ExecutionContexts::movedAfter(const FunctionBody &Body,
                                   ArrayRef<std::pair<const Expr *, const FunctionDecl *>> Hops, Predicate There,
                                   Predicate Back) {
  ProgramFacts &Program = Unit.program();
  std::optional<Atom> Before;
  for (auto [Suspension, Callee] : Hops) {
    Atom Here(Predicate::Moved, partOf(Program.id(&Body.function()), There == Predicate::MovesToPool ? "pool" : "loop",
                                       Body.order(Suspension)));
    Program.facts().rule(Here, {{Program.atom(There, Callee)}, {}});
    if (Before)
      Program.facts().rule(Here, {{*Before}, {Program.atom(Back, Callee)}});
    Before = Here;
  }
  return *Before;
}

std::optional<Condition> ExecutionContexts::loopWhen(const FunctionBody &Body, const Stmt *S) {
  if (!Unit.program().isActive())
    return at(Body, S) == Thread::Loop ? std::optional(Condition()) : std::nullopt;
  Condition When;
  auto Hops = possibleHops(Body, S);
  Thread FromLoop = at(flow(Body, Thread::Loop), Body, S, Thread::Loop);
  if (FromLoop != Thread::Loop) {
    // Something in another file may have brought it back.
    if (FromLoop == Thread::Unknown || Hops.empty())
      return std::nullopt;
    When.If.push_back(movedAfter(Body, Hops, Predicate::MovesToLoop, Predicate::MovesToPool));
    return When;
  }
  if (!fixedAt(Body, S))
    When.Unless.push_back(Unit.program().atom(Predicate::OnlyOnPool, &Body.function()));
  if (!Hops.empty())
    When.Unless.push_back(movedAfter(Body, Hops, Predicate::MovesToPool, Predicate::MovesToLoop));
  return When;
}

void ExecutionContexts::describeHops(const FunctionBody &Body) {
  ProgramFacts &Program = Unit.program();
  const FunctionDecl *Function = &Body.function();
  auto Say = [&](Thread To) {
    if (To == Thread::Pool)
      Program.facts().fact(Program.atom(Predicate::MovesToPool, Function));
    else if (To == Thread::Loop)
      Program.facts().fact(Program.atom(Predicate::MovesToLoop, Function));
  };
  auto Follow = [&](const FunctionDecl *Callee) {
    for (Predicate P : {Predicate::MovesToPool, Predicate::MovesToLoop})
      Program.facts().rule(Program.atom(P, Function), {{Program.atom(P, Callee)}, {}});
  };
  if (Body.isCoroutine()) {
    const Flow &FromLoop = flow(Body, Thread::Loop), &FromPool = flow(Body, Thread::Pool);
    if (FromLoop.Hops && FromLoop.Exit == FromPool.Exit)
      Say(FromLoop.Exit);
    if (auto Hops = possibleHops(Body, nullptr); !Hops.empty())
      Follow(Hops.back().second);
    return;
  }
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Body.body());
  const auto *Return = Block && !Block->body_empty() ? dyn_cast<ReturnStmt>(Block->body_back()) : nullptr;
  const Expr *Value = Return ? Return->getRetValue() : nullptr;
  if (!Value)
    return;
  std::optional<Thread> To = hop(Body, Value, Thread::Loop);
  if (To && To == hop(Body, Value, Thread::Pool))
    return Say(*To);
  if (auto Call = CallSite::of(stripToObject(Value)); Call && Program.isOfProject(Call->Callee))
    Follow(Call->Callee);
}

//===----------------------------------------------------------------------===//
// Starts
//===----------------------------------------------------------------------===//

void ExecutionContexts::describeParameters(const FunctionBody &Body) {
  ProgramFacts &Program = Unit.program();
  for (unsigned I = 0; I < Body.function().getNumParams(); ++I) {
    const ParmVarDecl *Parameter = Body.function().getParamDecl(I);
    QualType T = Parameter->getType().getNonReferenceType();
    if (!isCallableType(T) && !Unit.awaitables().classify(T))
      continue;
    SmallVector<Start, 4> All;
    for (const Expr *Use : Body.uses(Parameter))
      starts(Body, Use, All);
    bool Pool = !All.empty();
    for (const Start &S : All) {
      Thread Where = S.As ? fixedAt(*S.As, S.At).value_or(Thread::Loop) : S.Where;
      Pool &= Where == Thread::Pool && S.When.empty();
      if (Where == Thread::Pool && !S.When.If.empty())
        Program.facts().rule(Program.atom(Predicate::StartsOnPool, &Body.function(), I), {S.When.If, {}});
    }
    if (Pool)
      Program.facts().fact(Program.atom(Predicate::StartsOnPool, &Body.function(), I));
  }
}

void ExecutionContexts::describeStarts(const FunctionDecl *Function, ArrayRef<Mention> Mentions) {
  ProgramFacts &Program = Unit.program();
  Atom OnLoop = Program.atom(Predicate::OnLoop, Function), OnPool = Program.atom(Predicate::OnPool, Function);
  bool Any = false;
  for (const Mention &M : Mentions) {
    if (!M.In) {
      Program.facts().fact(OnLoop);
      Any = true;
      continue;
    }
    if (M.In->function().getCanonicalDecl() == Function->getCanonicalDecl())
      continue;
    Any = true;
    SmallVector<Start, 2> All;
    starts(*M.In, M.E, All);
    for (Start &S : All) {
      std::optional<Thread> Where = S.As ? fixedAt(*S.As, S.At) : S.Where;
      if (Where) {
        Program.facts().rule(*Where == Thread::Loop ? OnLoop : OnPool, S.When);
        continue;
      }
      for (Predicate P : {Predicate::OnLoop, Predicate::OnPool}) {
        Condition Same = S.When;
        Same.If.push_back(Program.atom(P, &S.As->function()));
        Program.facts().rule(Program.atom(P, Function), Same);
      }
    }
  }
  if (Any)
    Program.facts().fact(Program.atom(Predicate::Named, Function));
}

void ExecutionContexts::describe() {
  if (!Unit.program().isFirst("threads"))
    return;
  ProgramFacts &Program = Unit.program();
  auto MakesTask = [&](const FunctionDecl *Function) {
    QualType Result = Function->getReturnType();
    return !Function->isDependentContext() && !Result->isDependentType() && !Result->isUndeducedType() &&
           bool(Unit.awaitables().classify(Result.getNonReferenceType()));
  };
  Unit.index().forEachMentioned([&](const FunctionDecl *Function, ArrayRef<Mention> Mentions) {
    if (Program.isOfProject(Function) && MakesTask(Function))
      describeStarts(Function, Mentions);
  });
  for (const FunctionDecl *Function : Unit.index().functions()) {
    const FunctionBody *Body = Function->isDependentContext() ? nullptr : Unit.body(Function);
    if (!Body)
      continue;
    describeParameters(*Body);
    if (!MakesTask(Function) && !Body->isCoroutine())
      continue;
    describeHops(*Body);
    // A start that is known to nobody is taken to be on a loop.
    Program.facts().rule(Program.atom(Predicate::OnLoop, Function), {{}, {Program.atom(Predicate::Named, Function)}});
    Program.facts().rule(Program.atom(Predicate::OnlyOnPool, Function),
                         {{Program.atom(Predicate::OnPool, Function)}, {Program.atom(Predicate::OnLoop, Function)}});
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Function))
      for (const CXXMethodDecl *Overridden : Method->overridden_methods())
        for (Predicate P : {Predicate::Named, Predicate::OnLoop, Predicate::OnPool})
          Program.facts().rule(Program.atom(P, Function), {{Program.atom(P, Overridden)}, {}});
  }
}

} // namespace async_tidy
