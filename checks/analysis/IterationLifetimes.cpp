//===--- IterationLifetimes.cpp -------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/IterationLifetimes.h"
#include "analysis/Effects.h"

using namespace clang;

namespace async_tidy {

bool IterationLifetimes::isInLoop(const Stmt *S) const {
  for (; S; S = Body.parent(S))
    if (S == Loop)
      return true;
  return false;
}

const VarDecl *IterationLifetimes::loopVariable() const {
  if (const auto *For = dyn_cast<CXXForRangeStmt>(Loop))
    return For->getLoopVariable();
  const auto *For = dyn_cast<ForStmt>(Loop);
  const auto *Init = dyn_cast_or_null<DeclStmt>(For ? For->getInit() : nullptr);
  return Init && Init->isSingleDecl() ? dyn_cast<VarDecl>(Init->getSingleDecl()) : nullptr;
}

/// True when the object \p E is still there when the tasks run.
bool IterationLifetimes::outlives(const Expr *E, unsigned Depth) const {
  E = stripToObject(E);
  if (Depth > 8)
    return false;
  if (isa<CXXThisExpr, StringLiteral>(E))
    return true;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *D = Ref->getDecl();
    const VarDecl *Var = dyn_cast<VarDecl>(D);
    if (const auto *Binding = dyn_cast<BindingDecl>(D))
      Var = dyn_cast<VarDecl>(Binding->getDecomposedDecl());
    if (!Var || Var->hasGlobalStorage() || isa<ParmVarDecl>(Var))
      return true;
    if (Var == loopVariable())
      return isa<CXXForRangeStmt>(Loop) && Var->getType()->isReferenceType() && rangeOutlives();
    const DeclStmt *Declaration = Body.declaration(Var);
    return Declaration && !isInLoop(Declaration);
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return Member->isArrow() ? pointeeOutlives(Member->getBase(), Depth + 1) : outlives(Member->getBase(), Depth + 1);
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
    return pointeeOutlives(Subscript->getBase(), Depth + 1);
  if (auto Call = CallSite::of(E); Call && Call->Object && E->isGLValue())
    return refersElsewhere(stripToObject(Call->Object)->getType()) ? pointeeOutlives(Call->Object, Depth + 1)
                                                                   : outlives(Call->Object, Depth + 1);
  return false;
}

/// The same for what a pointer refers to: a copy of a pointer is as good as the pointer, unless it is the owner.
bool IterationLifetimes::pointeeOutlives(const Expr *Pointer, unsigned Depth) const {
  const Expr *E = stripToObject(Pointer);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E); Ref && Ref->getDecl() == loopVariable())
    return isa<CXXForRangeStmt>(Loop) && rangeOutlives();
  // `p.operator->()`, `p.get()`.
  if (auto Call = CallSite::of(E); Call && Call->Object && Depth < 8 && refersElsewhere(E->getType()))
    return refersElsewhere(stripToObject(Call->Object)->getType()) ? pointeeOutlives(Call->Object, Depth + 1)
                                                                   : outlives(Call->Object, Depth + 1);
  return outlives(E, Depth);
}

bool IterationLifetimes::rangeOutlives() const {
  const Expr *Range = cast<CXXForRangeStmt>(Loop)->getRangeInit();
  return Range->isLValue() && outlives(Range, 1);
}

bool isView(QualType T) {
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  Record = Record ? Record->getDefinition() : nullptr;
  if (!Record || !Record->isTriviallyCopyable())
    return false;
  return llvm::any_of(Record->fields(),
                      [](const FieldDecl *Field) {
                        return Field->getType()->isPointerType() || Field->getType()->isReferenceType() ||
                               isView(Field->getType());
                      }) ||
         llvm::any_of(Record->bases(), [](const CXXBaseSpecifier &Base) { return isView(Base.getType()); });
}

/// True when nothing below \p E is a temporary or a local of the iteration that a view could look at.
bool IterationLifetimes::viewsOutlive(const Expr *E) const {
  bool Fine = true;
  auto Check = [&](const Stmt *S, auto &Self) -> void {
    if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(S))
      Fine &= Temporary->getType()->isScalarType() || isView(Temporary->getType());
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S); Ref && isa<VarDecl, BindingDecl>(Ref->getDecl()))
      Fine &= Ref->getType()->isScalarType() || isView(Ref->getType().getNonReferenceType()) || outlives(Ref);
    for (const Stmt *Child : S->children())
      if (Child)
        Self(Child, Self);
  };
  Check(E, Check);
  return Fine;
}

bool IterationLifetimes::argumentsOutlive(const Expr *Operand) const {
  bool Fine = true;
  auto Check = [&](const Stmt *S, auto &Self) -> void {
    const auto *E = dyn_cast<Expr>(S);
    Fine &= !isa<LambdaExpr>(S);
    auto Call = CallSite::of(E);
    if (Call && !isa<CXXConstructExpr>(E) && Unit.awaitables().classifyIn(E->getType(), Body.promise())) {
      Fine &= Call->Callee != nullptr;
      if (Call->Object)
        Fine &= refersElsewhere(stripToObject(Call->Object)->getType()) ? pointeeOutlives(Call->Object)
                                                                        : outlives(Call->Object);
      for (unsigned I = 0; Call->Callee && I < Call->Args.size(); ++I) {
        QualType T =
            I < Call->Callee->getNumParams() ? Call->Callee->getParamDecl(I)->getType() : Call->Args[I]->getType();
        if (Unit.awaitables().classifyIn(T.getNonReferenceType(), Body.promise()))
          continue; // A task that is handed over.
        if (T->isReferenceType())
          Fine &= !isa<CXXDefaultArgExpr>(Call->Args[I]) && outlives(Call->Args[I]);
        else if (T->isPointerType() || isView(T))
          Fine &= viewsOutlive(Call->Args[I]);
      }
    }
    for (const Stmt *Child : S->children())
      if (Child)
        Self(Child, Self);
  };
  Check(Operand, Check);
  return Fine;
}

} // namespace async_tidy
