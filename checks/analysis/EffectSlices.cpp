//===--- EffectSlices.cpp -------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Effects.h"

using namespace clang;

namespace async_tidy {

void Stretch::findInductions() {
  llvm::SmallPtrSet<const ValueDecl *, 8> Candidates, Refuted;
  for (const Write &Change : Writes) {
    if (Change.Object.What != Place::Kind::Outer || !isa_and_nonnull<VarDecl>(Change.Object.Root))
      continue;
    if (Change.Through)
      continue;
    bool Plain = Change.Assigns && !Change.Object.Element && !Change.Object.Member &&
                 (!Change.Value || !awaits(decides(Change.Value)));
    (Plain ? Candidates : Refuted).insert(Change.Object.Root);
  }
  for (const ValueDecl *D : Candidates)
    if (!Refuted.contains(D))
      Inductions.insert(D);
}

/// A local that every iteration assigns before it reads it is as good as one of its own.
void Stretch::findReplaced() {
  const auto *For = dyn_cast_or_null<ForStmt>(Loop);
  const Stmt *Content = Parts.empty() ? nullptr : Parts.back();
  if (For)
    Content = For->getBody();
  else if (const auto *While = dyn_cast_or_null<WhileStmt>(Loop))
    Content = While->getBody();
  else if (const auto *Do = dyn_cast_or_null<DoStmt>(Loop))
    Content = Do->getBody();
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Content);
  if (!Loop || !Block)
    return;
  for (const Write &Change : Writes) {
    const auto *Var = dyn_cast_or_null<VarDecl>(Change.Object.Root);
    if (!Var || !Change.Assigns || !Change.Value || Change.Object.What != Place::Kind::Outer || Change.Object.Member ||
        Change.Object.Element || !Var->hasLocalStorage() || Var->getType()->isReferenceType() ||
        refersElsewhere(Var->getType()))
      continue;
    if (const auto *Binary = dyn_cast<BinaryOperator>(Change.At); Binary && Binary->isCompoundAssignmentOp())
      continue;
    auto Operator = CallSite::of(Change.Call);
    if (Operator && (!Operator->Callee || Operator->Callee->getOverloadedOperator() != OO_Equal))
      continue;
    const Stmt *Statement = Change.At;
    while (isa_and_nonnull<ExprWithCleanups, ParenExpr>(Body.parent(Statement)))
      Statement = Body.parent(Statement);
    if (Body.parent(Statement) != Block)
      continue;
    bool ReadBefore = false;
    for (const Expr *Use : Body.uses(Var))
      if (contains(Use)) {
        bool Assigned = false, InValue = false;
        for (const Stmt *Around = Use; Around; Around = Body.parent(Around)) {
          Assigned |= Around == Change.At;
          InValue |= Around == Change.Value;
        }
        ReadBefore |= Assigned ? InValue : Body.order(Use) < Body.order(Change.At);
      }
    if (!ReadBefore)
      Inner.insert(Var);
  }
}

SmallVector<const Expr *, 4> Stretch::conditions(const Stmt *S) const {
  SmallVector<const Expr *, 4> Found;
  auto Around = [&](const Stmt *Inside) {
    for (const Stmt *Child = Inside; Child && !llvm::is_contained(Parts, Child); Child = Body.parent(Child)) {
      const Stmt *Parent = Body.parent(Child);
      if (const auto *If = dyn_cast_or_null<IfStmt>(Parent)) {
        if ((Child == If->getThen() || Child == If->getElse()) && If->getCond())
          Found.push_back(If->getCond());
      } else if (const auto *Switch = dyn_cast_or_null<SwitchStmt>(Parent)) {
        if (Child == Switch->getBody())
          Found.push_back(Switch->getCond());
      } else if (const auto *While = dyn_cast_or_null<WhileStmt>(Parent)) {
        Found.push_back(While->getCond());
      } else if (const auto *For = dyn_cast_or_null<ForStmt>(Parent)) {
        if (For->getCond() && Child != For->getInit())
          Found.push_back(For->getCond());
      } else if (const auto *Do = dyn_cast_or_null<DoStmt>(Parent)) {
        Found.push_back(Do->getCond());
      } else if (const auto *Choice = dyn_cast_or_null<ConditionalOperator>(Parent)) {
        if (Child != Choice->getCond())
          Found.push_back(Choice->getCond());
      } else if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(Parent)) {
        if (Binary->isLogicalOp() && Child == Binary->getRHS())
          Found.push_back(Binary->getLHS());
      }
      if (llvm::is_contained(Parts, Parent))
        break;
    }
  };
  Around(S);
  for (const Stmt *Continue : Continues)
    if (Continue != S && Body.order(Continue) < Body.order(S))
      Around(Continue);
  return Found;
}

bool Stretch::awaits(const Nodes &Of) {
  return llvm::any_of(Of, [](const Stmt *S) { return isa<CoroutineSuspendExpr, DependentCoawaitExpr>(S); });
}

Stretch::Nodes Stretch::decides(const Stmt *S) const {
  Nodes Found;
  SmallVector<const Stmt *, 16> Work{S};
  llvm::SmallPtrSet<const ValueDecl *, 8> Followed;
  llvm::SmallPtrSet<const Stmt *, 16> Explained;
  auto Push = [&](const Stmt *Next) {
    if (Next && contains(Next))
      Work.push_back(Next);
  };
  while (!Work.empty()) {
    const Stmt *Next = Work.pop_back_val();
    if (!Explained.insert(Next).second)
      continue;
    for (const Expr *Condition : conditions(Next))
      Work.push_back(Condition);
    visit(Next, [&](const Stmt *Node) {
      Found.insert(Node);
      const auto *Ref = dyn_cast<DeclRefExpr>(Node);
      if (!Ref)
        return;
      const ValueDecl *D = Ref->getDecl();
      if (const auto *Binding = dyn_cast<BindingDecl>(D))
        D = dyn_cast<VarDecl>(Binding->getDecomposedDecl());
      if (!D || (!isInner(D) && !isInduction(D)) || !Followed.insert(D).second)
        return;
      if (const auto *Var = dyn_cast<VarDecl>(D); Var && isInner(D)) {
        Push(Var->getInit());
        if (Var->isCXXForRangeDecl())
          for (const Stmt *Other : Body.loops())
            if (const auto *Range = dyn_cast<CXXForRangeStmt>(Other); Range && Range->getLoopVariable() == Var)
              Push(Range->getRangeInit());
      }
      for (const Write &Change : Writes)
        if (Change.Object.Root == D)
          Push(Change.At);
    });
  }
  return Found;
}

} // namespace async_tidy
