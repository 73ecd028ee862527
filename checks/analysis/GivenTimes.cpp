//===--- GivenTimes.cpp - Which fields may hold a time --------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/DeadlineFlow.h"
#include "analysis/Durations.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/UnitIndex.h"

using namespace clang;

namespace async_tidy {

/// The values that \p S gives to fields: assignments, and aggregates that say more than the defaults.
static void givenIn(const Stmt *S, llvm::function_ref<void(const FieldDecl *, const Expr *)> Visit) {
  if (!S)
    return;
  auto Assigned = [&](const Expr *Target, const Expr *Value) {
    if (const auto *Member = dyn_cast<MemberExpr>(Target->IgnoreParenImpCasts()))
      if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
        Visit(Field, Value);
  };
  if (const auto *Binary = dyn_cast<BinaryOperator>(S); Binary && Binary->isAssignmentOp())
    Assigned(Binary->getLHS(), Binary->getRHS());
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S);
      Operator && Operator->isAssignmentOp() && Operator->getNumArgs() == 2)
    Assigned(Operator->getArg(0), Operator->getArg(1));
  if (const auto *List = dyn_cast<InitListExpr>(S)) {
    if (const InitListExpr *Semantic = List->isSemanticForm() ? List : List->getSemanticForm())
      List = Semantic;
    if (const CXXRecordDecl *Record = List->getType()->getAsCXXRecordDecl(); Record && Record->hasDefinition()) {
      unsigned Index = Record->getNumBases();
      for (const FieldDecl *Field : Record->fields()) {
        if (Index >= List->getNumInits())
          break;
        if (const Expr *Init = List->getInit(Index++); Init && !isa<CXXDefaultInitExpr, ImplicitValueInitExpr>(Init))
          Visit(Field, Init);
      }
    }
  }
  for (const Stmt *Child : S->children())
    givenIn(Child, Visit);
}

void DeadlineFlow::findGivenFields() {
  if (std::exchange(GivenKnown, true))
    return;
  auto Add = [&](const FieldDecl *Field, const Expr *Value) { Given[Field->getCanonicalDecl()].push_back(Value); };
  for (const FunctionDecl *Function : Unit.index().functions()) {
    if (const FunctionBody *Body = Unit.body(Function)) {
      givenIn(Body->body(), Add);
      for (const CallSite &Call : Body->calls())
        if (const auto *Constructor = dyn_cast_or_null<CXXConstructorDecl>(Call.Callee))
          Constructed[cast<CXXConstructorDecl>(Constructor->getCanonicalDecl())].push_back(Call);
    }
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Function))
      for (const CXXCtorInitializer *Init : Constructor->inits())
        if (Init->getAnyMember() && Init->isWritten())
          Add(Init->getAnyMember(), Init->getInit());
  }
  SmallVector<const DeclContext *, 8> Scopes{Unit.context().getTranslationUnitDecl()};
  while (!Scopes.empty())
    for (const Decl *D : Scopes.pop_back_val()->decls()) {
      if (inSystemHeader(*D))
        continue;
      if (const auto *Namespace = dyn_cast<NamespaceDecl>(D))
        Scopes.push_back(Namespace);
      else if (const auto *Var = dyn_cast<VarDecl>(D); Var && Var->hasInit())
        givenIn(Var->getInit(), Add);
    }
}

bool DeadlineFlow::mayHoldTime(const FieldDecl *Field, llvm::function_ref<bool(const Expr *)> MeansNone) {
  const Expr *Default = Field->getInClassInitializer();
  if (Default && !MeansNone(Default))
    return true;
  findGivenFields();
  auto It = Given.find(Field->getCanonicalDecl());
  if (It == Given.end())
    return !Default;
  return llvm::any_of(It->second, [&](const Expr *Value) {
    // A constructor's parameter is what the unit's objects are made with.
    const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(timeSource(Value));
    const auto *Constructor = Parameter ? dyn_cast<CXXConstructorDecl>(Parameter->getDeclContext()) : nullptr;
    auto Made =
        Constructor ? Constructed.find(cast<CXXConstructorDecl>(Constructor->getCanonicalDecl())) : Constructed.end();
    if (Made == Constructed.end())
      return !MeansNone(Value);
    unsigned Index = Parameter->getFunctionScopeIndex();
    return llvm::any_of(
        Made->second, [&](const CallSite &Call) { return Index >= Call.Args.size() || !MeansNone(Call.Args[Index]); });
  });
}

const Expr *DeadlineFlow::onlyValue(const FieldDecl *Field) {
  const auto *Record = dyn_cast<CXXRecordDecl>(Field->getDeclContext());
  const SourceManager &SM = Unit.context().getSourceManager();
  // Other units may give another value to what a header declares.
  if (!Record || !Field->hasInClassInitializer() ||
      (!Field->getType().isConstQualified() && !SM.isInMainFile(SM.getExpansionLoc(Record->getLocation()))))
    return nullptr;
  findGivenFields();
  return Given.contains(Field->getCanonicalDecl()) ? nullptr : Field->getInClassInitializer();
}

} // namespace async_tidy
