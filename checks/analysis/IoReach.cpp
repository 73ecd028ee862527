//===--- IoReach.cpp ------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/IoReach.h"
#include "analysis/Blocking.h"
#include "analysis/ParameterFlow.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitAnalysis.h"

using namespace clang;

namespace async_tidy {

/// True for calls that wait for something outside of the program while they hold their thread.
static bool blocksOnIo(const Roles &Models, const CallSite &Call) {
  static constexpr StringRef Outside[] = {"file", "process", "network", "http", "database", "rpc"};
  auto Blocking = Models.call<BlockingEntry>(Role::BlockingCall, Call);
  if (!Blocking && isa<CXXConstructExpr>(Call.E))
    Blocking = Models.type<BlockingEntry>(Role::BlockingConstruct, recordOf(Call.E->getType()));
  return Blocking && llvm::is_contained(Outside, Blocking->Category);
}

/// The body of what \p E calls when it is a callable: a lambda, or a function that is named.
const FunctionBody *IoReach::callable(const Expr *E) {
  E = stripToObject(E);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
    return lambdaBody(Unit, Lambda);
  if (const auto *Var = dyn_cast_or_null<VarDecl>(namedObject(E)); Var && Var->getInit() && !isa<ParmVarDecl>(Var))
    if (const auto *Lambda = dyn_cast<LambdaExpr>(stripToObject(Var->getInit())))
      return lambdaBody(Unit, Lambda);
  const FunctionDecl *Function = resolveCallable(E);
  return Function ? Unit.body(Function) : nullptr;
}

bool IoReach::reaches(const CallSite &Call, Via How) {
  const Roles &Models = Unit.roles();
  if (auto Io = Models.call<IoEntry>(Role::Io, Call))
    return !Io->Idle;
  if (How == Via::Thread && blocksOnIo(Models, Call))
    return true;
  if (Unit.meaning(Role::Offload, Call))
    for (const Expr *Argument : Call.Args)
      if (const FunctionBody *Work = callable(Argument); Work && reaches(*Work, Via::Thread))
        return true;
  if (Call.isVirtualDispatch())
    return false;
  const FunctionBody *Callee = Unit.body(Call.Callee);
  return Callee && reaches(*Callee, How);
}

bool IoReach::reaches(const FunctionBody &Body, Via How) {
  auto &Known = How == Via::Thread ? ByThread : ByCoroutine;
  auto [It, New] = Known.try_emplace(&Body, false); // A recursive call adds nothing to itself.
  if (!New)
    return It->second;
  bool Reaches = llvm::any_of(Body.calls(), [&](const CallSite &Call) { return reaches(Call, How); });
  return Known[&Body] = Reaches;
}

/// The calls that evaluating \p E makes, with those of the local that it names.
template <typename Visitor> void IoReach::forEachCall(const FunctionBody &Body, const Expr *E, Visitor Visit) {
  const Expr *Object = stripToObject(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Object))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()); Var && Var->getInit() && !isa<ParmVarDecl>(Var))
      Object = Var->getInit();
  for (const CallSite &Call : Body.calls()) {
    bool Within = false;
    for (const Stmt *Around = Call.E; Around && !Within; Around = Body.parent(Around))
      Within = Around == Object || Around == E;
    if (Within)
      Visit(Call);
  }
}

bool IoReach::reaches(const FunctionBody &Body, const Expr *E) {
  bool Reaches = false;
  forEachCall(Body, E, [&](const CallSite &Call) { Reaches = Reaches || reaches(Call, Via::Coroutine); });
  return Reaches;
}

/// What the program says of the function of \p Call, where it makes work to await.
std::optional<Atom> IoReach::askedOf(const CallSite &Call) {
  ProgramFacts &Program = Unit.program();
  if (!Call.Callee || Call.isVirtualDispatch() || isa<CXXConstructExpr>(Call.E) || !Program.isOfProject(Call.Callee))
    return std::nullopt;
  QualType Result = Call.Callee->getReturnType();
  if (Result->isDependentType() || !Unit.awaitables().classify(Result.getNonReferenceType()))
    return std::nullopt;
  return Program.atom(Predicate::ReachesIo, Call.Callee);
}

std::optional<Condition> IoReach::whenReaches(const FunctionBody &Body, const Expr *E) {
  if (reaches(Body, E))
    return Condition();
  SmallVector<Atom, 2> Asked;
  forEachCall(Body, E, [&](const CallSite &Call) {
    if (std::optional<Atom> A = askedOf(Call))
      Asked.push_back(*A);
  });
  if (Asked.size() < 2)
    return Asked.empty() ? std::nullopt : std::optional(Condition{{Asked.front()}, {}});
  ProgramFacts &Program = Unit.program();
  Atom Any(Predicate::ReachesIo, partOf(Program.id(&Body.function()), "awaited", Body.order(E)));
  for (const Atom &A : Asked)
    Program.facts().rule(Any, {{A}, {}});
  return Condition{{Any}, {}};
}

void IoReach::describe(const FunctionBody &Body) {
  ProgramFacts &Program = Unit.program();
  Atom Head = Program.atom(Predicate::ReachesIo, &Body.function());
  if (reaches(Body, Via::Coroutine)) {
    Program.facts().fact(Head);
    return;
  }
  for (const CallSite &Call : Body.calls())
    if (std::optional<Atom> A = askedOf(Call))
      Program.facts().rule(Head, {{*A}, {}});
}

} // namespace async_tidy
