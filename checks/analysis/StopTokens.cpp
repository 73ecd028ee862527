//===--- StopTokens.cpp - Who looks at a request to stop ------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/StopTokens.h"
#include "analysis/ParameterFlow.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace async_tidy {

bool isStopToken(UnitAnalysis &Unit, QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record || !Unit.roles().type(Role::StopToken, Record))
    return false;
  const auto *Of = dyn_cast<ClassTemplateSpecializationDecl>(Record);
  if (!Of || Of->getTemplateArgs().size() == 0 || Of->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return true;
  return Of->getTemplateArgs()[0].getAsType()->isBooleanType();
}

namespace {
/// Reads each function once.
class TokenSearch {
public:
  explicit TokenSearch(UnitAnalysis &Unit) : Unit(Unit) {}

  bool looks(const FunctionBody &Body) {
    if (!Seen.insert(&Body).second || Seen.size() > 200)
      return false;
    for (const CallSite &Call : Body.calls())
      if (isToken(Call.Object) || handsOn(Call))
        return true;
    // Functions that have the token or the flag from elsewhere.
    for (const CallSite &Call : Body.calls())
      if (const FunctionBody *Callee = Call.isVirtualDispatch() ? nullptr : Unit.body(Call.Callee);
          Callee && !Callee->isCoroutine() && looks(*Callee))
        return true;
    return llvm::any_of(Body.lambdas(), [&](const LambdaExpr *Lambda) {
      const FunctionBody *Inside = lambdaBody(Unit, Lambda);
      return Inside && looks(*Inside);
    });
  }

private:
  bool isToken(const Expr *E) { return E && isStopToken(Unit, E->IgnoreParenImpCasts()->getType()); }

  /// A token that is handed to a function without a body is looked at there. A copy of it is not.
  bool handsOn(const CallSite &Call) {
    const auto *Constructor = dyn_cast_or_null<CXXConstructorDecl>(Call.Callee);
    if (Constructor && isStopToken(Unit, Unit.context().getCanonicalTagType(Constructor->getParent())))
      return false;
    return !Unit.body(Call.Callee) && llvm::any_of(Call.Args, [&](const Expr *E) { return isToken(E); });
  }

  UnitAnalysis &Unit;
  llvm::SmallPtrSet<const FunctionBody *, 16> Seen;
};
} // namespace

bool looksAtStopToken(UnitAnalysis &Unit, const FunctionBody &Body) { return TokenSearch(Unit).looks(Body); }

} // namespace async_tidy
