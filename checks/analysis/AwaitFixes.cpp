//===--- AwaitFixes.cpp ---------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/AwaitFixes.h"
#include "analysis/Fixes.h"
#include "analysis/UnitAnalysis.h"

using namespace clang;

namespace async_tidy {

/// True when `co_await` can be written at \p S and takes a \p T.
static bool canAwait(UnitAnalysis &Unit, const FunctionBody &Body, const Stmt *S, QualType T, const Awaitable &Info) {
  if (!Body.isCoroutine() || !Body.promise() || Body.inHandler(S) || Info.Generator || !Info.CanBeAwaited)
    return false;
  for (const Stmt *Around = S; Around; Around = Body.parent(Around))
    if (isa<CXXDefaultArgExpr, CXXDefaultInitExpr>(Around))
      return false;
  return Unit.awaitables().accepts(Body.promise(), T);
}

/// True when awaiting yields what has to be awaited again: more than the author can be said to have meant.
static bool yieldsAwaitables(UnitAnalysis &Unit, const FunctionBody &Body, const Awaitable &Info) {
  return !Info.Result.isNull() && (Unit.awaitables().classifyIn(Info.Result, Body.promise()) ||
                                   !Unit.awaitables().heldAwaitable(Info.Result, Body.promise()).isNull());
}

bool isAwaitedAs(UnitAnalysis &Unit, const FunctionBody &Body, const Expr *At, const Expr *Made,
                 const Awaitable &Info) {
  return canAwait(Unit, Body, At, Made->getType(), Info) && !yieldsAwaitables(Unit, Body, Info);
}

SmallVector<FixItHint, 2> awaitFix(UnitAnalysis &Unit, const FunctionBody &Body, const Expr *E, const Awaitable &Info) {
  const Expr *Made = stripWrapping(E);
  if (!isAwaitedAs(Unit, Body, E, Made, Info))
    return {};
  return insertAwait(Made, Body);
}

SmallVector<FixItHint, 2> ignoredFix(UnitAnalysis &Unit, const FunctionBody &Body, const Expr *Assignment,
                                     const Expr *Made, const Awaitable &Info) {
  if (!canAwait(Unit, Body, Assignment, Made->getType(), Info) || !Info.YieldsVoid ||
      yieldsAwaitables(Unit, Body, Info))
    return {};
  if (!*Info.YieldsVoid)
    return insertAwait(Made, Body);
  // A void result cannot be assigned: the await alone says the same.
  if (Assignment->getBeginLoc().isMacroID() || Made->getBeginLoc().isMacroID())
    return {};
  return {FixItHint::CreateReplacement(CharSourceRange::getCharRange(Assignment->getBeginLoc(), Made->getBeginLoc()),
                                       "co_await ")};
}

SmallVector<FixItHint, 2> variableFix(UnitAnalysis &Unit, const FunctionBody &Body, const VarDecl &Var,
                                      const Awaitable &Info) {
  const DeclStmt *Declaration = Body.declaration(&Var);
  const Expr *Init = Var.getInit();
  if (!Declaration || !Declaration->isSingleDecl() || !Init || !Info.YieldsVoid || Var.isReferenced() ||
      yieldsAwaitables(Unit, Body, Info) ||
      !canAwait(Unit, Body, Declaration, Var.getType().getNonReferenceType(), Info) || Var.getLocation().isMacroID() ||
      Init->getBeginLoc().isMacroID() || Init->getEndLoc().isMacroID() || Var.getInitStyle() != VarDecl::CInit)
    return {};
  const Expr *Made = stripWrapping(Init);
  if (*Info.YieldsVoid) {
    if (!isa_and_nonnull<CompoundStmt>(Body.parent(Declaration)))
      return {};
    return {FixItHint::CreateReplacement(CharSourceRange::getCharRange(Declaration->getBeginLoc(), Init->getBeginLoc()),
                                         "co_await ")};
  }
  SmallVector<FixItHint, 2> Hints;
  const TypeSourceInfo *Written = Var.getTypeSourceInfo();
  if (!Written)
    return {};
  TypeLoc Type = Written->getTypeLoc();
  if (!Type.getType()->getContainedAutoType()) {
    SourceRange Range = Type.getSourceRange();
    if (Range.getBegin().isMacroID() || Var.getType()->isReferenceType())
      return {};
    Hints.push_back(FixItHint::CreateReplacement(Range, "auto"));
  }
  for (FixItHint &Hint : insertAwait(Made, Body))
    Hints.push_back(std::move(Hint));
  return Hints;
}

} // namespace async_tidy
