//===--- ValueFate.cpp ----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ValueFate.h"

using namespace clang;

namespace async_tidy {

/// True for `std::move(x)` and other calls that are the object that they are given.
static bool isMove(const Stmt *S) {
  const auto *Call = dyn_cast<CallExpr>(S);
  return Call && Call->getNumArgs() == 1 && !isa<CXXMemberCallExpr, CXXOperatorCallExpr>(Call) &&
         stripToObject(Call) == stripToObject(Call->getArg(0));
}

static bool isCopy(const Stmt *S) {
  const auto *Construct = dyn_cast<CXXConstructExpr>(S);
  return Construct && Construct->getNumArgs() == 1 && Construct->getConstructor()->isCopyOrMoveConstructor();
}

const Stmt *meaningfulParent(const FunctionBody &Body, const Stmt *E, const Stmt **Inner) {
  const Stmt *Parent = Body.parent(E);
  while (
      Parent &&
      (isa<ImplicitCastExpr, ParenExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr, ExprWithCleanups, ConstantExpr>(
           Parent) ||
       isMove(Parent) || isCopy(Parent))) {
    E = Parent;
    Parent = Body.parent(Parent);
  }
  if (Inner)
    *Inner = E;
  return Parent;
}

/// True for what outlives the function: a member, a global, an object behind a reference or a pointer.
static bool outlives(const Expr *Object) {
  for (const Expr *E = Object; E;) {
    E = stripToObject(E);
    if (isa<CXXThisExpr>(E))
      return true;
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      if (!isa<FieldDecl>(Member->getMemberDecl()))
        return true;
      E = Member->getBase();
    } else if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
      return !Var || !Var->hasLocalStorage() || Var->getType()->isReferenceType() || Var->getType()->isPointerType();
    } else if (auto Call = CallSite::of(E)) {
      if (!Call->Object)
        return true; // An object that somebody else has.
      E = Call->Object;
    } else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E)) {
      E = Subscript->getBase();
    } else {
      return true;
    }
  }
  return true;
}

static const VarDecl *localAtRoot(const Expr *Object) {
  for (const Expr *E = Object; E;) {
    E = stripToObject(E);
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return dyn_cast<VarDecl>(Ref->getDecl());
    else if (auto Call = CallSite::of(E))
      E = Call->Object;
    else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
      E = Subscript->getBase();
    else
      return nullptr;
  }
  return nullptr;
}

static ValueFate fateOfLocal(const FunctionBody &Body, const VarDecl &Var, unsigned Depth) {
  if (!Var.hasLocalStorage())
    return {Fate::Stored, &Var, nullptr};
  ValueFate Result = {Fate::Local, &Var, nullptr};
  if (Depth < 4)
    for (const Expr *Use : Body.uses(&Var))
      if (ValueFate Of = fateOf(Body, Use, Depth + 1); Of.What > Result.What)
        Result = {Of.What, &Var, Of.End};
  return Result;
}

static ValueFate assignedTo(const FunctionBody &Body, const Expr *Target, const Stmt *End, unsigned Depth) {
  if (outlives(Target))
    return {Fate::Stored, nullptr, End};
  const VarDecl *Var = localAtRoot(Target);
  if (!Var || Depth >= 4)
    return {Fate::Passed, Var, End};
  ValueFate Result = {Fate::Local, Var, nullptr};
  for (const Expr *Use : Body.uses(Var))
    if (stripToObject(Target) != Use)
      if (ValueFate Of = fateOf(Body, Use, Depth + 1); Of.What > Result.What)
        Result = {Of.What, Var, Of.End};
  return Result;
}

ValueFate fateOf(const FunctionBody &Body, const Expr *E, unsigned Depth) {
  const Stmt *Inner = nullptr;
  const Stmt *Parent = meaningfulParent(Body, E, &Inner);
  if (isa_and_nonnull<ReturnStmt, CoreturnStmt>(Parent))
    return {Fate::Returned, nullptr, Parent};
  if (const auto *Statement = dyn_cast_or_null<DeclStmt>(Parent)) {
    for (const Decl *D : Statement->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D);
          Var && Var->getInit() && stripToObject(Var->getInit()) == stripToObject(E))
        return fateOfLocal(Body, *Var, Depth);
    return {Fate::Passed, nullptr, Parent};
  }
  const auto *Around = dyn_cast_or_null<Expr>(Parent);
  if (!Around) {
    if (const auto *If = dyn_cast_or_null<IfStmt>(Parent); If && If->getCond() == Inner)
      return {Fate::Passed, nullptr, Parent};
    if (const auto *While = dyn_cast_or_null<WhileStmt>(Parent); While && While->getCond() == Inner)
      return {Fate::Passed, nullptr, Parent};
    if (const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(Parent); Loop && Loop->getBody() == Inner)
      return {Fate::Dropped, nullptr, Parent};
    if (isa_and_nonnull<SwitchStmt, CXXForRangeStmt>(Parent) || !Parent)
      return {Parent ? Fate::Passed : Fate::Stored, nullptr, Parent}; // Without a parent: a member's initialiser.
    return {Fate::Dropped, nullptr, Parent};
  }
  if (suspensionOperand(Around))
    return {Fate::Awaited, nullptr, Around};
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(Around)) {
    if (Cast->getType()->isVoidType())
      return {Fate::Dropped, nullptr, Around};
    return fateOf(Body, Around, Depth);
  }
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Around))
    return Choice->getCond() == Inner ? ValueFate{Fate::Passed, nullptr, Around} : fateOf(Body, Around, Depth);
  if (const auto *Binary = dyn_cast<BinaryOperator>(Around)) {
    if (Binary->getOpcode() == BO_Comma)
      return Binary->getLHS() == Inner ? ValueFate{Fate::Dropped, nullptr, Around} : fateOf(Body, Around, Depth);
    if (Binary->isAssignmentOp() && Binary->getRHS() == Inner)
      return assignedTo(Body, Binary->getLHS(), Around, Depth);
    return {Fate::Passed, nullptr, Around};
  }
  if (isa<InitListExpr, CXXConstructExpr, StmtExpr, MemberExpr>(Around) && !isa<MemberExpr>(Around))
    return fateOf(Body, Around, Depth);
  auto Call = CallSite::of(Around);
  if (Call && Call->Object && Call->Object != Inner) {
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Around); Operator && Operator->getOperator() == OO_Equal)
      return assignedTo(Body, Call->Object, Around, Depth);
    if (outlives(Call->Object))
      return {Fate::Stored, nullptr, Around};
  }
  return {Fate::Passed, nullptr, Around};
}

} // namespace async_tidy
