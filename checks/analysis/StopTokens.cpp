//===--- StopTokens.cpp - Who looks at a request to stop ------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/StopTokens.h"
#include "analysis/ParameterFlow.h"
#include "clang/AST/DeclTemplate.h"

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

bool looksAtStopToken(UnitAnalysis &Unit, const FunctionBody &Body, unsigned Depth) {
  auto IsToken = [&](const Expr *E) { return E && isStopToken(Unit, E->IgnoreParenImpCasts()->getType()); };
  for (const CallSite &Call : Body.calls()) {
    if (IsToken(Call.Object))
      return true;
    const auto *Constructor = dyn_cast_or_null<CXXConstructorDecl>(Call.Callee);
    bool Copies = Constructor && isStopToken(Unit, Unit.context().getCanonicalTagType(Constructor->getParent()));
    if (Copies || llvm::none_of(Call.Args, IsToken))
      continue;
    const FunctionBody *Callee = Unit.body(Call.Callee);
    if (!Callee || Depth > 6 || (Callee != &Body && looksAtStopToken(Unit, *Callee, Depth + 1)))
      return true;
  }
  // Helpers that share the object of a member, or a flag that is not a parameter.
  for (const CallSite &Call : Body.calls())
    if (const FunctionBody *Callee = Depth < 4 && !Call.isVirtualDispatch() ? Unit.body(Call.Callee) : nullptr;
        Callee && Callee != &Body && !Callee->isCoroutine() && looksAtStopToken(Unit, *Callee, Depth + 1))
      return true;
  for (const LambdaExpr *Lambda : Body.lambdas())
    if (const FunctionBody *Inside = lambdaBody(Unit, Lambda); Inside && looksAtStopToken(Unit, *Inside, Depth + 1))
      return true;
  return false;
}

} // namespace async_tidy
