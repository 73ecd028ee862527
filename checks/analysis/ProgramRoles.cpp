//===--- ProgramRoles.cpp -------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ProgramRoles.h"
#include "analysis/ErrorHandling.h"
#include "analysis/InferredRoles.h"
#include "analysis/IoReach.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/UnitIndex.h"

using namespace clang;

namespace async_tidy {

std::optional<Atom> openAtom(UnitAnalysis &Unit, Predicate P, const Expr *Awaited) {
  auto Call = CallSite::of(Awaited ? stripToObject(Awaited) : nullptr);
  if (!Call || Call->isVirtualDispatch() || !Unit.program().isOpen(Call->Callee))
    return std::nullopt;
  return Unit.program().atom(P, Call->Callee);
}

/// True when \p Call is handed work that is made for it: a task, a lambda.
static bool isGivenNewWork(UnitAnalysis &Unit, const FunctionBody &Body, const CallSite &Call) {
  auto IsGiven = [&](const Expr *E) { return E != Call.E && Body.isWithin(E, Call.E); };
  return llvm::any_of(Body.lambdas(), IsGiven) || llvm::any_of(Body.calls(), [&](const CallSite &Inner) {
           return IsGiven(Inner.E) && stripToObject(Inner.E) == Inner.E && !Inner.E->isTypeDependent() &&
                  Unit.awaitables().classify(Inner.E->getType());
         });
}

/// True when awaiting \p Operand is waiting for time, a lock, a permit or a turn, or for what was handed in.
static bool isPause(UnitAnalysis &Unit, const FunctionBody &Body, const Expr *Operand) {
  const Roles &Models = Unit.roles();
  if (Models.type(Role::HopType, recordOf(Operand->getType())))
    return true;
  auto Call = CallSite::of(stripToObject(Operand));
  if (!Call)
    return false;
  if (Unit.meaning(Role::Sleep, *Call))
    return true;
  if (Unit.meaning(Role::Gather, *Call))
    return !isGivenNewWork(Unit, Body, *Call);
  return llvm::any_of(ArrayRef<Role>{Role::Yield, Role::Hop, Role::LockCall, Role::Semaphore, Role::GeneratorNext},
                      [&](Role R) { return bool(Models.call(R, *Call)); }) ||
         (Call->Object && Models.type(Role::Queue, Call->objectRecord()));
}

static void describeCoroutine(UnitAnalysis &Unit, const FunctionBody &Body) {
  ProgramFacts &Program = Unit.program();
  const FunctionDecl *Function = &Body.function();
  bool Waits = false, Works = false;
  Condition Pauses;
  for (const Expr *Suspension : Body.suspensions()) {
    const Expr *Operand = suspensionOperand(Suspension);
    if (!Operand || isa<DeclRefExpr, MemberExpr>(stripToObject(Operand)))
      continue; // Its executor, or an object that was made elsewhere.
    Waits = true;
    if (isPause(Unit, Body, Operand))
      continue;
    if (std::optional<Atom> A = openAtom(Unit, Predicate::Pauses, Operand))
      Pauses.If.push_back(*A);
    else
      Works = true;
  }
  if (Waits && !Works)
    Program.facts().rule(Program.atom(Predicate::Pauses, Function), Pauses);
}

static void describePlain(UnitAnalysis &Unit, const FunctionBody &Body) {
  ProgramFacts &Program = Unit.program();
  const FunctionDecl *Function = &Body.function();
  for (const ReturnStmt *Return : Body.returns())
    if (Return->getRetValue())
      for (Predicate P : {Predicate::ReturnsTask, Predicate::Pauses, Predicate::HandlesErrors})
        if (std::optional<Atom> A = openAtom(Unit, P, Return->getRetValue()))
          Program.facts().rule(Program.atom(P, Function), {{*A}, {}});
  if (auto Spawn = Unit.inferred().function(Role::Spawn, Function);
      Spawn && static_cast<const SpawnEntry *>(Spawn.Entry)->Handle == HandleFate::Returned)
    Program.facts().fact(Program.atom(Predicate::ReturnsTask, Function));
  if (Unit.inferred().function(Role::Sleep, Function) || Unit.inferred().function(Role::Gather, Function))
    Program.facts().fact(Program.atom(Predicate::Pauses, Function));
}

void describeRoles(UnitAnalysis &Unit) {
  ProgramFacts &Program = Unit.program();
  if (!Program.isFirst("roles"))
    return;
  IoReach Io(Unit);
  for (const FunctionDecl *Function : Unit.index().functions()) {
    const FunctionBody *Body = Program.isOfProject(Function) ? Unit.body(Function) : nullptr;
    QualType Result = Function->getReturnType();
    if (!Body || Result->isVoidType() || Result->isArithmeticType() || Result->isDependentType())
      continue;
    if (Body->isCoroutine())
      describeCoroutine(Unit, *Body);
    else
      describePlain(Unit, *Body);
    if (!Unit.awaitables().classify(Result.getNonReferenceType()))
      continue;
    Io.describe(*Body);
    if (errorsIn(Unit, *Body).Handled)
      Program.facts().fact(Program.atom(Predicate::HandlesErrors, Function));
  }
}

} // namespace async_tidy
