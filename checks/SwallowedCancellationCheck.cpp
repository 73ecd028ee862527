//===--- SwallowedCancellationCheck.cpp - async-swallowed-cancellation ----===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SwallowedCancellationCheck.h"

using namespace clang;

namespace async_tidy {

static std::string awaitedName(const Expr *Await) {
  const Expr *Operand = stripToObject(suspensionOperand(Await));
  if (auto Call = CallSite::of(Operand); Call && Call->Callee)
    return "'" + displayName(*Call->Callee) + "'";
  if (const ValueDecl *Named = namedObject(Operand); Named && Named->getIdentifier())
    return "'" + Named->getNameAsString() + "'";
  return "the awaited operation";
}

/// What to write instead.
static std::string advice(const SwallowedCancellation &Found) {
  if (!Found.Handler)
    return "end the loop when the code is '" + Found.Type + "'";
  if (!Found.IsCode)
    return "put 'catch (const " + Found.Type + " &) { throw; }' before it";
  if (const VarDecl *Error = Found.Handler->getExceptionDecl(); Error && Error->getIdentifier())
    if (const CXXRecordDecl *Class = recordOf(Error->getType());
        Class && Class->hasDefinition() && Class->getNumBases() > 0)
      return "rethrow when '" + Error->getNameAsString() + ".code()' is '" + Found.Type + "'";
  return "rethrow when the code of the error is '" + Found.Type + "'";
}

void SwallowedCancellationCheck::checkFunction(const FunctionBody &Body) {
  if (!Body.isCoroutine())
    return;
  for (const SwallowedCancellation &Found : swallowedCancellations(unit(), Body)) {
    std::string What = Found.Handler ? "this handler takes the cancellation of %0 for any other error"
                                     : "this check takes the cancellation of %0 for any other failure";
    if (Found.Spins)
      What += ", and as every await throws again after it, the loop spins";
    else if (Found.Loops)
      What += " and the loop goes on, so cancelling '%1' does nothing";
    else
      What += " and the coroutine goes on, so cancelling '%1' does nothing";
    auto Diag = report(Found.Handler ? Found.Handler->getBeginLoc() : Found.Check->getBeginLoc(), What + "; %2");
    if (!Diag)
      continue;
    *Diag << awaitedName(Found.Await) << displayName(Body.function()) << advice(Found);
    Diag.reset();
    note(Found.Await->getBeginLoc(), "cancellation arrives here, as '%0'") << Found.Type;
    if (Found.GoesOn && Found.GoesOn != Found.Await)
      note(Found.GoesOn->getBeginLoc(), "the coroutine goes on with this");
  }
}

} // namespace async_tidy
