//===--- FunctionBody.cpp -------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/FunctionBody.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprConcepts.h"

using namespace clang;

namespace async_tidy {

const Expr *suspensionOperand(const Expr *E) {
  if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(E))
    return Suspend->getOperand();
  if (const auto *Await = dyn_cast<DependentCoawaitExpr>(E))
    return Await->getOperand();
  return nullptr;
}

std::optional<CallSite> awaitedCall(const Expr *Suspension) {
  const Expr *E = stripToObject(suspensionOperand(Suspension));
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()); Var && Var->getInit() && !isa<ParmVarDecl>(Var))
      E = stripToObject(Var->getInit());
  return CallSite::of(E);
}

class BodyWalk {
public:
  explicit BodyWalk(FunctionBody &Out) : Out(Out) {}

  void run() {
    const FunctionDecl &Function = Out.Function;
    const Stmt *Whole = Function.getBody();
    if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(&Function))
      for (const CXXCtorInitializer *Init : Ctor->inits())
        visit(Init->getInit(), nullptr);
    Out.Coroutine = dyn_cast_or_null<CoroutineBodyStmt>(Whole);
    Out.Body = Out.Coroutine ? Out.Coroutine->getBody() : Whole;
    if (Out.Coroutine)
      if (const VarDecl *Promise = Out.Coroutine->getPromiseDecl())
        Out.Promise = Promise->getType()->getAsCXXRecordDecl();
    visit(Out.Body, nullptr);
  }

private:
  void visit(const Stmt *S, const Stmt *Parent) {
    if (!S)
      return;
    Out.Nodes[S] = {Parent, ++Counter};
    if (const auto *E = dyn_cast<Expr>(S))
      visitExpr(E);
    else
      visitStmt(S);
  }

  void discard(const Expr *E) {
    const Expr *Inner = E->IgnoreParens();
    if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(Inner))
      Inner = Cleanups->getSubExpr()->IgnoreParens();
    if (const auto *Choice = dyn_cast<ConditionalOperator>(Inner)) {
      discard(Choice->getTrueExpr());
      discard(Choice->getFalseExpr());
    } else if (const auto *Binary = dyn_cast<BinaryOperator>(Inner); Binary && Binary->getOpcode() == BO_Comma) {
      discard(Binary->getRHS()); // The left is dropped wherever the comma stands.
    } else if (const auto *Block = dyn_cast<StmtExpr>(Inner)) {
      if (!Block->getSubStmt()->body_empty())
        if (const auto *Last = dyn_cast<Expr>(Block->getSubStmt()->body_back()))
          discard(Last);
    } else {
      Out.Discarded.push_back(Inner);
    }
  }

  /// A child in a place where a statement is expected: the value of an expression is dropped there.
  void visitStatement(const Stmt *S, const Stmt *Parent) {
    if (const auto *E = dyn_cast_or_null<Expr>(S))
      discard(E);
    visit(S, Parent);
  }

  void visitVariable(const VarDecl *Var, const DeclStmt *Statement) {
    if (Var->hasLocalStorage()) {
      Out.Variables.push_back(Var);
      Out.Declarations[Var] = Statement;
    }
    if (const auto *Decomposition = dyn_cast<DecompositionDecl>(Var))
      for (const BindingDecl *Binding : Decomposition->bindings())
        if (const VarDecl *Holding = Binding->getHoldingVar())
          visit(Holding->getInit(), Statement);
    visit(Var->getInit(), Statement);
  }

  void visitStmt(const Stmt *S) {
    switch (S->getStmtClass()) {
    case Stmt::CompoundStmtClass:
      for (const Stmt *Child : cast<CompoundStmt>(S)->body())
        visitStatement(Child, S);
      return;
    case Stmt::DeclStmtClass:
      for (const Decl *D : cast<DeclStmt>(S)->decls())
        if (const auto *Var = dyn_cast<VarDecl>(D))
          visitVariable(Var, cast<DeclStmt>(S));
      return;
    case Stmt::IfStmtClass: {
      const auto *If = cast<IfStmt>(S);
      visitStatement(If->getInit(), S);
      visitCondition(If->getConditionVariableDeclStmt(), If->getCond(), S);
      if (If->isConstexpr() && !If->getCond()->isValueDependent()) {
        if (std::optional<const Stmt *> Kept = If->getNondiscardedCase(Out.Function.getASTContext())) {
          visitStatement(*Kept, S);
          return;
        }
      }
      visitStatement(If->getThen(), S);
      visitStatement(If->getElse(), S);
      return;
    }
    case Stmt::SwitchStmtClass: {
      const auto *Switch = cast<SwitchStmt>(S);
      visitStatement(Switch->getInit(), S);
      visitCondition(Switch->getConditionVariableDeclStmt(), Switch->getCond(), S);
      visitStatement(Switch->getBody(), S);
      return;
    }
    case Stmt::CaseStmtClass:
    case Stmt::DefaultStmtClass:
      visitStatement(cast<SwitchCase>(S)->getSubStmt(), S);
      return;
    case Stmt::LabelStmtClass:
      visitStatement(cast<LabelStmt>(S)->getSubStmt(), S);
      return;
    case Stmt::AttributedStmtClass:
      visitStatement(cast<AttributedStmt>(S)->getSubStmt(), S);
      return;
    case Stmt::WhileStmtClass: {
      const auto *While = cast<WhileStmt>(S);
      Out.Loops.push_back(S);
      visitCondition(While->getConditionVariableDeclStmt(), While->getCond(), S);
      visitStatement(While->getBody(), S);
      return;
    }
    case Stmt::DoStmtClass: {
      const auto *Do = cast<DoStmt>(S);
      Out.Loops.push_back(S);
      visitStatement(Do->getBody(), S);
      visit(Do->getCond(), S);
      return;
    }
    case Stmt::ForStmtClass: {
      const auto *For = cast<ForStmt>(S);
      Out.Loops.push_back(S);
      visitStatement(For->getInit(), S);
      visitCondition(For->getConditionVariableDeclStmt(), For->getCond(), S);
      if (For->getInc()) {
        discard(For->getInc());
        visit(For->getInc(), S);
      }
      visitStatement(For->getBody(), S);
      return;
    }
    case Stmt::CXXForRangeStmtClass: {
      const auto *For = cast<CXXForRangeStmt>(S);
      Out.Loops.push_back(S);
      visitStatement(For->getInit(), S);
      if (const VarDecl *Range = dyn_cast_or_null<VarDecl>(
              For->getRangeStmt() ? cast<DeclStmt>(For->getRangeStmt())->getSingleDecl() : nullptr))
        visit(Range->getInit(), S);
      // The loop variable's initialiser (*begin) is not written; the variable is.
      if (const VarDecl *Variable = For->getLoopVariable()) {
        Out.Variables.push_back(Variable);
        Out.Declarations[Variable] = For->getLoopVarStmt() ? cast<DeclStmt>(For->getLoopVarStmt()) : nullptr;
        Out.Nodes[For->getLoopVarStmt()] = {S, ++Counter};
      }
      visitStatement(For->getBody(), S);
      return;
    }
    case Stmt::CXXTryStmtClass: {
      const auto *Try = cast<CXXTryStmt>(S);
      visit(Try->getTryBlock(), S);
      for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
        visit(Try->getHandler(I), S);
      return;
    }
    case Stmt::CXXCatchStmtClass:
      visit(cast<CXXCatchStmt>(S)->getHandlerBlock(), S);
      return;
    case Stmt::ReturnStmtClass:
      Out.Returns.push_back(cast<ReturnStmt>(S));
      visit(cast<ReturnStmt>(S)->getRetValue(), S);
      return;
    case Stmt::CoreturnStmtClass:
      visit(cast<CoreturnStmt>(S)->getOperand(), S);
      return;
    case Stmt::CoroutineBodyStmtClass:
      visit(cast<CoroutineBodyStmt>(S)->getBody(), S);
      return;
    default:
      for (const Stmt *Child : S->children())
        visit(Child, S);
    }
  }

  void visitCondition(const DeclStmt *Declaration, const Expr *Condition, const Stmt *Parent) {
    visit(Declaration, Parent);
    visit(Condition, Parent);
  }

  void visitExpr(const Expr *E) {
    switch (E->getStmtClass()) {
    // Unevaluated operands run nothing.
    case Stmt::UnaryExprOrTypeTraitExprClass:
    case Stmt::CXXNoexceptExprClass:
    case Stmt::RequiresExprClass:
    case Stmt::ConceptSpecializationExprClass:
    case Stmt::SizeOfPackExprClass:
      return;
    case Stmt::CXXTypeidExprClass:
      if (!cast<CXXTypeidExpr>(E)->isPotentiallyEvaluated())
        return;
      break;
    case Stmt::LambdaExprClass:
      visitLambda(cast<LambdaExpr>(E));
      return;
    case Stmt::CXXDefaultArgExprClass:
      visit(cast<CXXDefaultArgExpr>(E)->getExpr(), E);
      return;
    case Stmt::CXXDefaultInitExprClass:
      visit(cast<CXXDefaultInitExpr>(E)->getExpr(), E);
      return;
    case Stmt::InitListExprClass: {
      const auto *List = cast<InitListExpr>(E);
      if (const InitListExpr *Semantic = List->isSemanticForm() ? List : List->getSemanticForm())
        List = Semantic;
      for (const Expr *Init : List->inits())
        visit(Init, E);
      return;
    }
    case Stmt::StmtExprClass: {
      const CompoundStmt *Block = cast<StmtExpr>(E)->getSubStmt();
      Out.Nodes[Block] = {E, ++Counter};
      for (const Stmt *Child : Block->body())
        if (Child == Block->body_back())
          visit(Child, Block); // Its value is the value of the expression.
        else
          visitStatement(Child, Block);
      return;
    }
    case Stmt::GenericSelectionExprClass:
      visit(cast<GenericSelectionExpr>(E)->getResultExpr(), E);
      return;
    case Stmt::ChooseExprClass:
      if (!cast<ChooseExpr>(E)->isConditionDependent())
        visit(cast<ChooseExpr>(E)->getChosenSubExpr(), E);
      return;
    case Stmt::OpaqueValueExprClass:
      visit(cast<OpaqueValueExpr>(E)->getSourceExpr(), E);
      return;
    case Stmt::CXXRewrittenBinaryOperatorClass:
      visit(cast<CXXRewrittenBinaryOperator>(E)->getSemanticForm(), E);
      return;
    case Stmt::DeclRefExprClass:
      Out.Uses[cast<DeclRefExpr>(E)->getDecl()].push_back(E);
      return;
    case Stmt::MaterializeTemporaryExprClass:
    default:
      break;
    }
    if (const Expr *Operand = suspensionOperand(E)) {
      Out.Suspensions.push_back(E);
      visit(Operand, E);
      return;
    }
    if (const auto *Binary = dyn_cast<BinaryOperator>(E); Binary && Binary->getOpcode() == BO_Comma)
      discard(Binary->getLHS());
    if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E); Cast && Cast->getType()->isVoidType())
      discard(Cast->getSubExpr());
    if (std::optional<CallSite> Call = CallSite::of(E))
      Out.Calls.push_back(std::move(*Call));
    for (const Stmt *Child : E->children())
      visit(Child, E);
  }

  void visitLambda(const LambdaExpr *Lambda) {
    Out.Lambdas.push_back(Lambda);
    // The initialiser of `[x]` and `[&x]` is a mention of x; that of `[y = f()]` is an expression of this function.
    for (const Expr *Init : Lambda->capture_inits())
      visit(Init, Lambda);
  }

  FunctionBody &Out;
  unsigned Counter = 0;
};

FunctionBody::FunctionBody(const FunctionDecl &Function) : Function(Function) { BodyWalk(*this).run(); }

ArrayRef<const Expr *> FunctionBody::uses(const ValueDecl *D) const {
  auto It = Uses.find(D);
  return It == Uses.end() ? ArrayRef<const Expr *>() : ArrayRef<const Expr *>(It->second);
}

const Stmt *FunctionBody::written(const Stmt *S) const {
  const Stmt *Result = S;
  for (const Stmt *Around = parent(S); Around; Around = parent(Around))
    if (isa<CXXDefaultArgExpr, CXXDefaultInitExpr>(Around))
      if (const Stmt *User = parent(Around))
        Result = User;
  return Result;
}

} // namespace async_tidy
