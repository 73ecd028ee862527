//===--- IoReach.cpp ------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/IoReach.h"
#include "analysis/Blocking.h"
#include "analysis/ParameterFlow.h"
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

bool IoReach::reaches(const FunctionBody &Body, const Expr *E) {
  const Expr *Object = stripToObject(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Object))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()); Var && Var->getInit() && !isa<ParmVarDecl>(Var))
      Object = Var->getInit();
  for (const CallSite &Call : Body.calls()) {
    bool Within = false;
    for (const Stmt *Around = Call.E; Around && !Within; Around = Body.parent(Around))
      Within = Around == Object || Around == E;
    if (Within && reaches(Call, Via::Coroutine))
      return true;
  }
  return false;
}

} // namespace async_tidy
