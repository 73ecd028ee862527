//===--- FrameReferences.cpp ----------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/FrameReferences.h"
#include "analysis/Effects.h"
#include "analysis/IterationLifetimes.h"
#include "analysis/ParameterFlow.h"

using namespace clang;

namespace async_tidy {
namespace {

class Borrows {
public:
  Borrows(UnitAnalysis &Unit, const FunctionBody &Body) : Unit(Unit), Body(Body) {}

  /// The variable that the object \p E is, or is a part of, when the frame has it.
  const ValueDecl *object(const Expr *E, unsigned Depth = 0) const {
    E = stripToObject(E);
    if (Depth > 8)
      return nullptr;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
      if (const auto *Binding = dyn_cast<BindingDecl>(Ref->getDecl()))
        Var = dyn_cast<VarDecl>(Binding->getDecomposedDecl());
      if (!Var || !Var->hasLocalStorage() || Ref->refersToEnclosingVariableOrCapture())
        return nullptr;
      if (!Var->getType()->isReferenceType())
        return Var;
      // A name for an element or a part of something in the frame.
      if (Var->isCXXForRangeDecl())
        for (const Stmt *Loop : Body.loops())
          if (const auto *For = dyn_cast<CXXForRangeStmt>(Loop); For && For->getLoopVariable() == Var)
            return object(For->getRangeInit(), Depth + 1);
      return Var->getInit() && !isa<ParmVarDecl>(Var) ? object(Var->getInit(), Depth + 1) : nullptr;
    }
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      return Member->isArrow() ? nullptr : object(Member->getBase(), Depth + 1);
    if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
      return Subscript->getBase()->IgnoreImpCasts()->getType()->isArrayType() ? object(Subscript->getBase(), Depth + 1)
                                                                              : nullptr;
    if (auto Call = CallSite::of(E); Call && Call->Object && E->isGLValue())
      return refersElsewhere(stripToObject(Call->Object)->getType()) ? nullptr : object(Call->Object, Depth + 1);
    return nullptr;
  }

  /// The same for what the pointer or view \p E refers to.
  const ValueDecl *pointee(const Expr *E) const {
    const ValueDecl *Found = nullptr;
    auto Visit = [&](const Stmt *S, auto &Self) -> void {
      if (Found || isa<LambdaExpr>(S))
        return;
      if (const auto *Unary = dyn_cast<UnaryOperator>(S); Unary && Unary->getOpcode() == UO_AddrOf)
        Found = object(Unary->getSubExpr());
      else if (const auto *Decay = dyn_cast<ImplicitCastExpr>(S);
               Decay && Decay->getCastKind() == CK_ArrayToPointerDecay)
        Found = object(Decay->getSubExpr());
      else if (const auto *Ref = dyn_cast<DeclRefExpr>(S);
               Ref && Ref->getType()->isRecordType() && !isView(Ref->getType()) && !refersElsewhere(Ref->getType()))
        Found = object(Ref); // `view(text)`, `span(buffer)`, `ref(counter)`.
      for (const Stmt *Child : S->children())
        if (Child)
          Self(Child, Self);
    };
    Visit(E, Visit);
    return Found;
  }

  /// What \p Lambda has captured of the frame by reference.
  const ValueDecl *captured(const LambdaExpr *Lambda) const {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && Capture.getCaptureKind() == LCK_ByRef)
        if (const auto *Var = dyn_cast<VarDecl>(Capture.getCapturedVar()); Var && Var->hasLocalStorage() &&
                                                                           !Var->getType()->isReferenceType() &&
                                                                           Var->getDeclContext() == &Body.function())
          return Var;
    return nullptr;
  }

  const ValueDecl *of(const Expr *Task) const {
    const ValueDecl *Found = nullptr;
    auto Visit = [&](const Stmt *S, auto &Self) -> void {
      if (Found)
        return;
      if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
        Found = captured(Lambda);
        return;
      }
      const auto *E = dyn_cast<Expr>(S);
      auto Call = CallSite::of(E);
      if (Call && !isa<CXXConstructExpr>(E) && isTask(E->getType()))
        Found = ofCall(*Call);
      for (const Stmt *Child : S->children())
        if (Child)
          Self(Child, Self);
    };
    Visit(Task, Visit);
    return Found;
  }

private:
  bool isTask(QualType T) const {
    return static_cast<bool>(Unit.awaitables().classifyIn(T.getNonReferenceType(), Body.promise()));
  }

  bool isExecutor(QualType T) const {
    const Roles &Models = Unit.roles();
    for (const CXXRecordDecl *Record : {recordOf(T), mutablePointee(T)})
      if (Record && Models.type(Role::Executor, Record))
        return true;
    return false;
  }

  const ValueDecl *ofCall(const CallSite &Call) const {
    if (!Call.Callee)
      return nullptr;
    if (Call.Object) {
      const Expr *Object = stripToObject(Call.Object);
      const CXXRecordDecl *Class = recordOf(Object->getType());
      bool Owns = Class && Class->isLambda() && Class->captures().begin() == Class->captures().end();
      if (!Owns && !isTask(Object->getType()) && !isExecutor(Object->getType()) &&
          !refersElsewhere(Object->getType()) && Unit.awaitables().promiseOf(Call.E->getType()))
        if (const ValueDecl *Var = object(Call.Object))
          return Var;
    }
    for (unsigned I = 0; I < Call.Args.size() && I < Call.Callee->getNumParams(); ++I) {
      QualType T = Call.Callee->getParamDecl(I)->getType();
      const Expr *Argument = Call.Args[I];
      if (isTask(T) || isExecutor(T) || isa<CXXDefaultArgExpr>(Argument))
        continue;
      // A spawn takes what it is given by forwarding references, and keeps it.
      if (T->isRValueReferenceType())
        continue;
      if (isForwarding(*Call.Callee, I) && !isCoroutine(*Call.Callee))
        continue;
      const ValueDecl *Var = nullptr;
      if (T->isReferenceType())
        Var = object(Argument);
      else if (T->isPointerType() || isView(T))
        Var = pointee(Argument);
      if (Var)
        return Var;
    }
    return nullptr;
  }

  static bool isForwarding(const FunctionDecl &Callee, unsigned I) {
    const FunctionDecl *Pattern = Callee.getTemplateInstantiationPattern();
    if (!Pattern || I >= Pattern->getNumParams())
      return false;
    QualType Written = Pattern->getParamDecl(I)->getType();
    return Written->isRValueReferenceType() && Written->getPointeeType()->isTemplateTypeParmType();
  }
  bool isCoroutine(const FunctionDecl &Callee) const {
    const FunctionBody *Own = Unit.body(&Callee);
    return Own && Own->isCoroutine();
  }

  UnitAnalysis &Unit;
  const FunctionBody &Body;
};

} // namespace

const ValueDecl *frameReference(UnitAnalysis &Unit, const FunctionBody &Body, const Expr *Task) {
  return Task ? Borrows(Unit, Body).of(Task) : nullptr;
}

} // namespace async_tidy
