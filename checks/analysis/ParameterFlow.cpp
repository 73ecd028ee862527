//===--- ParameterFlow.cpp ------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ParameterFlow.h"
#include "analysis/UnitAnalysis.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace async_tidy {

bool isCallableType(QualType T) {
  T = T.getNonReferenceType();
  if (T->isFunctionType() || T->isFunctionPointerType())
    return true;
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return false;
  return !membersNamed(Record, Record->getASTContext().DeclarationNames.getCXXOperatorName(OO_Call)).empty();
}

const FunctionBody *lambdaBody(UnitAnalysis &Unit, const LambdaExpr *Lambda) {
  if (const FunctionTemplateDecl *Template = Lambda->getLambdaClass()->getDependentLambdaCallOperator())
    for (const FunctionDecl *Instantiation : Template->specializations())
      if (const FunctionBody *Body = Unit.body(Instantiation))
        return Body;
  return Unit.body(Lambda->getCallOperator());
}

ParameterFlow::ParameterFlow(UnitAnalysis &Unit, const FunctionBody &Body) : Unit(Unit), Function(Body.function()) {
  for (const ParmVarDecl *Parameter : Function.parameters())
    if (isWork(Parameter->getType()))
      MadeFrom[Parameter] = Parameter->getFunctionScopeIndex();
  Bodies.push_back(&Body);
  addLambdas(Body, 0);
  if (!any())
    return;
  // Each round can only add locals; wrappers have few.
  for (unsigned Round = 0; Round < 6; ++Round) {
    bool Changed = false;
    for (const FunctionBody *In : Bodies)
      Changed |= spread(*In);
    if (!Changed)
      break;
  }
}

void ParameterFlow::addLambdas(const FunctionBody &In, unsigned Depth) {
  if (Depth > 3)
    return;
  for (const LambdaExpr *Lambda : In.lambdas())
    if (const FunctionBody *Body = lambdaBody(Unit, Lambda)) {
      Bodies.push_back(Body);
      // A lambda that is handed the work is called with it.
      for (const ParmVarDecl *Own : Body->function().parameters())
        for (const ParmVarDecl *Parameter : Function.parameters())
          if (const CXXRecordDecl *Record = recordOf(Own->getType());
              Record && Record == recordOf(Parameter->getType()) && MadeFrom.contains(Parameter))
            MadeFrom.try_emplace(Own, MadeFrom.lookup(Parameter));
      addLambdas(*Body, Depth + 1);
    }
}

bool ParameterFlow::isWork(QualType T) const {
  if (T->isDependentType())
    return false;
  T = T.getNonReferenceType();
  if (isCallableType(T))
    return true;
  if (!T->isRecordType())
    return false;
  Awaitable Info = Unit.awaitables().classify(T);
  if (Info)
    return !Info.Generator;
  return !Unit.awaitables().heldAwaitable(T, nullptr).isNull();
}

bool ParameterFlow::isCallable(unsigned Position) const {
  return Position < Function.getNumParams() && isCallableType(Function.getParamDecl(Position)->getType());
}

bool ParameterFlow::add(const ValueDecl *D, std::optional<unsigned> Position) {
  return D && Position && MadeFrom.try_emplace(D, *Position).second;
}

/// The variable at the root of `v`, `v.member`, `v[0]`, `*v`.
static const ValueDecl *rootOf(const Expr *E) {
  while (E) {
    E = stripToObject(E);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return Ref->getDecl();
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
      E = Subscript->getBase();
    else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
      E = Operator->getNumArgs() > 0 ? Operator->getArg(0) : nullptr;
    else
      return nullptr;
  }
  return nullptr;
}

bool ParameterFlow::spread(const FunctionBody &In) {
  bool Changed = false;
  for (const VarDecl *Var : In.variables())
    if (Var->getInit() && !Var->getType()->isArithmeticType())
      Changed |= add(Var, from(Var->getInit()));
  for (const Stmt *Loop : In.loops())
    if (const auto *For = dyn_cast<CXXForRangeStmt>(Loop))
      Changed |= add(For->getLoopVariable(), from(For->getRangeInit()));
  for (const LambdaExpr *Lambda : In.lambdas())
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable())
        if (const auto *Var = dyn_cast<VarDecl>(Capture.getCapturedVar()); Var && Var->isInitCapture())
          Changed |= add(Var, from(Var->getInit()));
  // A local object that is given the work: `batch.push_back(limited(task))`.
  for (const CallSite &Call : In.calls()) {
    const auto *Into = dyn_cast_or_null<VarDecl>(Call.Object ? rootOf(Call.Object) : nullptr);
    if (!Into || isa<ParmVarDecl>(Into) || !Into->hasLocalStorage())
      continue;
    for (const Expr *Argument : Call.Args)
      Changed |= add(Into, from(Argument));
  }
  return Changed;
}

std::optional<unsigned> ParameterFlow::called(const CallSite &Call) const {
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call.E); Operator && Operator->getOperator() == OO_Call)
    return from(Operator->getArg(0));
  if (const auto *Plain = dyn_cast<CallExpr>(Call.E); Plain && !Call.Callee)
    return from(Plain->getCallee());
  // `std::invoke(f, ...)`.
  if (auto Now = Unit.roles().call<CallbackEntry>(Role::Callback, Call); Now && Now->Runs == CallableFate::Now)
    for (const Expr *Argument : Call.Args)
      if (auto Position = from(Argument); Position && isCallable(*Position))
        return Position;
  return std::nullopt;
}

std::optional<unsigned> ParameterFlow::from(const Expr *E) const {
  if (!E)
    return std::nullopt;
  E = stripToObject(E);
  auto FirstOf = [&](auto &&Range) -> std::optional<unsigned> {
    for (const auto *Child : Range)
      if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
        if (auto Position = from(Sub))
          return Position;
    return std::nullopt;
  };
  if (suspensionOperand(E))
    return std::nullopt;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    auto It = MadeFrom.find(Ref->getDecl());
    return It == MadeFrom.end() ? std::nullopt : std::optional<unsigned>(It->second);
  }
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable())
        if (auto It = MadeFrom.find(Capture.getCapturedVar()); It != MadeFrom.end())
          return It->second;
    return FirstOf(Lambda->capture_inits());
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    QualType T = Call->getType();
    if (T->isVoidType() || T->isArithmeticType() || T->isDependentType())
      return std::nullopt;
    CallSite Site = *CallSite::of(Call);
    if (auto Position = called(Site)) {
      bool Work = isWork(T);
      return Work ? Position : std::nullopt;
    }
    if (Site.Object)
      if (auto Position = from(Site.Object))
        return Position;
    return FirstOf(Site.Args);
  }
  if (isa<CXXConstructExpr, InitListExpr, ConditionalOperator, BinaryOperator, UnaryOperator, ArraySubscriptExpr,
          CXXNewExpr, ExplicitCastExpr, CXXParenListInitExpr>(E))
    return FirstOf(E->children());
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return from(Member->getBase());
  return std::nullopt;
}

} // namespace async_tidy
