//===--- AwaitedOperations.cpp --------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Independence.h"
#include "analysis/UnitIndex.h"

using namespace clang;

namespace async_tidy {

using Operation = Independence::Operation;

std::string calleeName(const CallSite &Call) {
  return Call.Callee ? "'" + displayName(*Call.Callee) + "'" : "a callable";
}

std::string awaitedName(const Expr *Await) {
  const Expr *Operand = stripToObject(suspensionOperand(Await));
  if (auto Call = CallSite::of(Operand); Call && Call->Callee)
    return "'" + displayName(*Call->Callee) + "'";
  if (const ValueDecl *Named = namedObject(Operand))
    return "'" + Named->getNameAsString() + "'";
  return "the operation";
}

Operation Independence::ofCall(const Stretch &In, const CallSite &Call, unsigned Depth) {
  using Kind = Operation::Kind;
  const Roles &Models = Unit.roles();
  auto Cheap = [](std::string Because) { return Operation{Kind::Cheap, std::move(Because)}; };
  if (Models.call(Role::Sleep, Call))
    return Cheap("it awaits a timer in each iteration");
  if (Models.call(Role::Yield, Call))
    return Cheap("it gives other tasks a turn in each iteration");
  if (auto Hop = Models.call<HopEntry>(Role::Hop, Call))
    if ((Hop->To != HopTarget::Token && Hop->To != HopTarget::Origin) || Models.call(Role::Offload, Call))
      return Cheap("it moves to another executor in each iteration");
  if (auto Gather = Models.call<GatherEntry>(Role::Gather, Call)) {
    bool Range = Gather->Range || llvm::any_of(Call.Args, [&](const Expr *Arg) {
                   return !Unit.awaitables().heldAwaitable(Arg->getType(), In.body().promise()).isNull();
                 });
    if (Range)
      return Cheap("each iteration awaits several at once already");
  }
  const CXXRecordDecl *Object = Call.objectRecord();
  if (Object && Models.type(Role::Group, Object))
    return Cheap("it waits for a group of tasks");
  if (Object && Call.Object) {
    Awaitable Info = Unit.awaitables().classifyIn(stripToObject(Call.Object)->getType(), In.body().promise());
    if (Info && (Info.Running || Models.call(Role::GeneratorNext, Call)))
      return {Kind::Running, "it waits for work that already runs"};
  }
  if (!Call.Callee)
    return {Kind::Unknown, "what it calls is not known"};
  if (Call.Callee->getOverloadedOperator() == OO_Call && !Unit.body(Call.Callee))
    return {Kind::Unknown, "what the callable does is not known"};

  const FunctionBody *Body = Call.isVirtualDispatch() ? nullptr : Unit.body(Call.Callee);
  if (Body && Body->isCoroutine() && Depth < 3) {
    if (Body->suspensions().empty())
      return {Kind::Unknown, calleeName(Call) + " never waits"};
    Stretch Whole(Effects, *Body, {Body->body()});
    bool Work = false;
    for (const Expr *Suspension : Body->suspensions()) {
      Operation Inner = classify(Whole, Suspension, Depth + 1);
      Work |= Inner.What != Kind::Cheap && Inner.What != Kind::Trivial;
    }
    if (!Work)
      return Cheap(calleeName(Call) + " only waits for a timer, a lock or a queue");
  }

  bool NoArguments = llvm::all_of(Call.Args, [](const Expr *Arg) { return isa<CXXDefaultArgExpr>(Arg); });
  Awaitable Made = Unit.awaitables().classifyIn(Call.E->getType(), In.body().promise());
  if (NoArguments && !Made.CoroutineType) {
    if (!Call.Object)
      return {Kind::Trivial, ""};
    if (Made.YieldsVoid.value_or(Made.Result.isNull()))
      return {Kind::Unknown, calleeName(Call) + " may wait for something that already runs"};
  }
  return {Kind::Work, ""};
}

Operation Independence::classify(const Stretch &In, const Expr *Await, unsigned Depth) {
  using Kind = Operation::Kind;
  const Roles &Models = Unit.roles();
  const Expr *Operand = suspensionOperand(Await);
  if (isa<CoyieldExpr>(Await))
    return {Kind::Unknown, "it yields its items one by one"};
  if (!Operand || Operand->isTypeDependent())
    return {Kind::Unknown, "what it awaits depends on template parameters"};

  // A queue, a lock or a permit stays one inside a timeout.
  Operation Nested{Kind::Work, ""};
  In.visit(Operand, [&](const Stmt *S) {
    const auto *E = dyn_cast<Expr>(S);
    auto Call = CallSite::of(E);
    if (!Call || isa<CXXConstructExpr>(E))
      return;
    const CXXRecordDecl *Object = Call->objectRecord();
    if (Models.call(Role::LockCall, *Call))
      Nested = {Kind::Cheap, "it takes a lock in each iteration"};
    else if (Models.call(Role::Semaphore, *Call))
      Nested = {Kind::Cheap, "it takes a permit in each iteration"};
    else if (Models.call(Role::GeneratorNext, *Call))
      Nested = {Kind::Cheap, "it awaits the next item of a stream"};
    else if (Object && Models.type(Role::Queue, Object) && isa<CXXMemberCallExpr>(E))
      Nested = {Kind::Cheap, "it waits for a queue"};
  });
  if (Nested.What == Kind::Cheap)
    return Nested;

  const Expr *E = stripToObject(Operand);
  // A local that was made in this iteration stands for the call that made it.
  for (unsigned Step = 0; Step < 3; ++Step) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (!Var || !In.isInner(Var) || Var->isCXXForRangeDecl() || Var->getType()->isReferenceType() || !Var->getInit())
      break;
    E = stripToObject(Var->getInit());
  }
  QualType T = E->getType().getNonReferenceType();
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (Record && Models.type(Role::HopType, Record))
    return {Kind::Cheap, "it moves to another executor in each iteration"};
  if (Record && (Models.type(Role::Generator, Record) || Models.type(Role::Group, Record)))
    return {Kind::Cheap, "it awaits a stream or a group of tasks"};
  auto Call = CallSite::of(E);
  if (Call && isa<CXXConstructExpr>(E)) {
    Operation Made = ofCall(In, *Call, Depth);
    return Made.What == Kind::Cheap ? Made : Operation{Kind::Unknown, "it awaits an object of its own making"};
  }
  if (Call && E->isPRValue())
    return ofCall(In, *Call, Depth);
  if (isa<ConditionalOperator>(E) && E->isPRValue())
    return {Kind::Work, ""};
  if (!E->isGLValue()) {
    if (!Record || Models.type(Role::Value, Record))
      return {Kind::Cheap, "it awaits a time"};
    return {Kind::Unknown, "it awaits an object of its own making"};
  }

  // An object that was made elsewhere: an element, a member, a constant.
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
        Var && Var->hasGlobalStorage() && (Var->isConstexpr() || T.isConstQualified()))
      return {Kind::Trivial, ""};
  Awaitable Info = Unit.awaitables().classifyIn(T, In.body().promise());
  if (Info.Kind != AwaitableKind::Lazy || Info.Running || !Info.CoroutineType)
    return {Kind::Running, "what it awaits already runs"};
  Place From = In.place(E);
  if (From.What == Place::Kind::Outer && !From.Element)
    return {Kind::Unknown, "each iteration awaits the same object"};
  if (From.Root && isGathered(In.body(), From.Root, Await))
    return {Kind::Running, "the tasks were awaited together before"};
  return {Kind::Work, ""};
}

bool Independence::isGathered(const FunctionBody &Body, const ValueDecl *Container, const Stmt *Before) {
  for (const CallSite &Call : Body.calls()) {
    if (Body.order(Call.E) >= Body.order(Before) || !Unit.roles().call(Role::Gather, Call))
      continue;
    for (const Expr *Use : Body.uses(Container))
      for (const Stmt *Around = Use; Around; Around = Body.parent(Around))
        if (Around == Call.E)
          return true;
  }
  return false;
}

/// True when calls of \p Function are started side by side somewhere in the unit.
bool Independence::isStartedTogether(const FunctionDecl *Function, bool CountSpawns, unsigned Depth) {
  const Roles &Models = Unit.roles();
  llvm::SmallDenseMap<const Stmt *, unsigned> Gathers;
  llvm::SmallPtrSet<const Expr *, 8> Seen;
  for (const Mention &At : Unit.index().mentions(Function)) {
    if (!At.In || !Seen.insert(At.E).second)
      continue;
    const Stmt *Loop = repeatingLoop(*At.In, At.E);
    bool InLoop = Loop != nullptr;
    if (auto Call = CallSite::of(At.E); Call && Call->Object && InLoop) {
      // Calls on an object of their own say nothing about calls on one.
      Place On = Stretch(Effects, *At.In, repeatedParts(*At.In, Loop), Loop).place(Call->Object);
      if (On.What != Place::Kind::Outer || On.Element)
        continue;
    }
    for (const Stmt *Around = At.E; Around; Around = At.In->parent(Around)) {
      const auto *E = dyn_cast<Expr>(Around);
      if (E && suspensionOperand(E))
        break;
      auto Call = CallSite::of(E);
      if (!Call || E == At.E)
        continue;
      if (auto Gather = Models.call<GatherEntry>(Role::Gather, *Call)) {
        if (Gather->Range || ++Gathers[E] > 1)
          return true;
      } else if (CountSpawns && InLoop && Models.call(Role::Spawn, *Call)) {
        return true;
      } else if (Call->Object && !isa<CXXConstructExpr>(E) &&
                 !Unit.awaitables().heldAwaitable(stripToObject(Call->Object)->getType(), At.In->promise()).isNull()) {
        return true; // Into a container of tasks.
      }
    }
    if (const auto *Lambda = dyn_cast<CXXMethodDecl>(&At.In->function());
        Lambda && Lambda->getParent()->isLambda() && Depth < 2 && isStartedTogether(Lambda, CountSpawns, Depth + 1))
      return true;
  }
  return false;
}

} // namespace async_tidy
