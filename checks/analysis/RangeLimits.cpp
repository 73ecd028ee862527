//===--- RangeLimits.cpp - Limits that the code sets ----------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ParameterFlow.h"
#include "analysis/RangeSizes.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/ValueFate.h"

using namespace clang;

namespace async_tidy {

/// True when \p E can be a limit: a constant, or a number that is neither a size nor counted here.
bool RangeSizes::isLimit(const FunctionBody &Body, const Expr *E) {
  E = stripWrapping(E);
  while (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    E = stripWrapping(Cast->getSubExpr());
  if (auto Known = constantNumber(E, Unit.context()))
    return *Known > 1;
  if (isMachine(E))
    return true;
  if (const auto *Binary = dyn_cast<BinaryOperator>(E); Binary && Binary->isMultiplicativeOp())
    return isLimit(Body, Binary->getLHS());
  if (auto Call = CallSite::of(E))
    return !sizedObject(E) || !Call->Callee->isInStdNamespace();
  const ValueDecl *D = namedObject(E);
  if (!D)
    return false;
  const auto *Var = dyn_cast<VarDecl>(D);
  if (!Var || !Var->hasLocalStorage())
    return true;
  for (const Expr *Use : Body.uses(Var)) {
    const Stmt *Parent = meaningfulParent(Body, Use);
    if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(Parent); Unary && Unary->isIncrementDecrementOp())
      return false;
  }
  return !Var->getInit() || isa<ParmVarDecl>(Var) || isLimit(Body, Var->getInit());
}

/// True when \p S leaves the code around it, or holds it up.
static bool hasConsequence(const FunctionBody &Body, const Stmt *S) {
  bool Has = false;
  forEachNode(Body, S, [&](const Stmt *Node) {
    Has |= isa<ReturnStmt, CoreturnStmt, BreakStmt, ContinueStmt, CXXThrowExpr, GotoStmt>(Node);
    if (const auto *E = dyn_cast<Expr>(Node)) {
      Has |= suspensionOperand(E) != nullptr;
      if (auto Call = CallSite::of(E); Call && Call->Callee) {
        Has |= Call->Callee->isNoReturn();
        // Cuts the range: a member that is not const, with a number or a place.
        const auto *Method = dyn_cast<CXXMethodDecl>(Call->Callee);
        Has |= Call->Object && Method && !Method->isConst() && !isa<CXXConstructorDecl>(Method);
      }
      if (const auto *Binary = dyn_cast<BinaryOperator>(E))
        Has |= Binary->isAssignmentOp();
    }
  });
  return Has;
}

bool RangeSizes::isChecked(const FunctionBody &Body, ArrayRef<const ValueDecl *> Objects, const Stmt *At) {
  bool Checked = false;
  auto IsCounted = [&](const Expr *E) {
    if (const Expr *Object = sizedObject(E))
      return llvm::is_contained(Objects, namedObject(Object));
    E = stripWrapping(E);
    while (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
      E = stripWrapping(Cast->getSubExpr());
    return isNumber(E) && llvm::is_contained(Objects, namedObject(E));
  };
  forEachNode(Body, Body.body(), [&](const Stmt *Node) {
    const auto *Binary = dyn_cast<BinaryOperator>(Node);
    if (Checked || !Binary || !(Binary->isRelationalOp() || Binary->isEqualityOp()) ||
        Body.order(Binary) > Body.order(At))
      return;
    if (!(IsCounted(Binary->getLHS()) && isLimit(Body, Binary->getRHS())) &&
        !(IsCounted(Binary->getRHS()) && isLimit(Body, Binary->getLHS())))
      return;
    const Stmt *Around = Body.enclosing<IfStmt, WhileStmt, ForStmt, DoStmt, CallExpr, ConditionalOperator>(Binary);
    if (const auto *If = dyn_cast_or_null<IfStmt>(Around); If && Body.isWithin(Binary, If->getCond()))
      Checked = Body.isWithin(At, If) || hasConsequence(Body, If->getThen()) ||
                (If->getElse() && hasConsequence(Body, If->getElse()));
    else if (const auto *While = dyn_cast_or_null<WhileStmt>(Around))
      Checked = Body.isWithin(Binary, While->getCond());
    else
      Checked = Around != nullptr && !isa<ForStmt>(Around); // An assertion, a clamp.
  });
  return Checked;
}

bool RangeSizes::isCounted(const FunctionBody &Body, const Stmt *Loop, const Stmt *At) {
  bool Counted = false;
  forEachNode(Body, Loop, [&](const Stmt *Node) {
    const auto *Binary = dyn_cast<BinaryOperator>(Node);
    if (Counted || !Binary || !(Binary->isRelationalOp() || Binary->getOpcode() == BO_EQ) ||
        !isNumber(Binary->getLHS()))
      return;
    const Stmt *Around = Body.enclosing<IfStmt, WhileStmt, DoStmt, ForStmt>(Binary);
    if (!Around || Around == Loop || !Body.isWithin(Around, Loop))
      return;
    const Expr *Left = Binary->getLHS(), *Right = Binary->getRHS();
    auto IsCount = [&](const Expr *E) { return !constantNumber(E, Unit.context()); };
    if (!(IsCount(Left) && isLimit(Body, Right)) && !(IsCount(Right) && isLimit(Body, Left)))
      return;
    if (const auto *If = dyn_cast<IfStmt>(Around))
      Counted = Body.isWithin(At, If->getThen()) || hasConsequence(Body, If->getThen());
    else if (const auto *While = dyn_cast<WhileStmt>(Around))
      Counted = Body.isWithin(Binary, While->getCond());
  });
  return Counted;
}

} // namespace async_tidy
