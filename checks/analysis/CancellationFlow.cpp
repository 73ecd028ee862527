//===--- CancellationFlow.cpp ---------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/CancellationFlow.h"
#include "analysis/CancelledPaths.h"
#include "analysis/ErrorHandling.h"
#include "analysis/UnitAnalysis.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;

namespace async_tidy {
namespace {

class CancellationFlow {
public:
  CancellationFlow(UnitAnalysis &Unit, const FunctionBody &Body)
      : Unit(Unit), Context(Unit.context()), Body(Body), Ways(Unit, Body) {}

  std::vector<SwallowedCancellation> run() {
    if (Body.isCoroutine() && !Body.function().isDependentContext()) {
      for (const Expr *Suspension : Body.suspensions())
        if (isa<CoroutineSuspendExpr>(Suspension) && !Suspension->isTypeDependent())
          collect(Suspension);
      for (const auto &[Try, Awaits] : Tries)
        checkTry(*Try, Awaits);
      for (const auto &[Await, Variables] : Codes)
        checkCode(Await, Variables);
    }
    return std::move(Swallowed);
  }

private:
  using Variables = SmallVector<const ValueDecl *, 2>;

  void collect(const Expr *Suspension) {
    SmallVector<const CXXTryStmt *, 2> Around;
    const Stmt *Inner = Suspension;
    for (const Stmt *S = Body.parent(Suspension); S; Inner = S, S = Body.parent(S))
      if (const auto *Try = dyn_cast<CXXTryStmt>(S); Try && Try->getTryBlock() == Inner)
        Around.push_back(Try);
    bool Code = yieldsErrorCode(Suspension);
    if ((Around.empty() && !Code) || Ways.of(Suspension).empty())
      return;
    if (!Code) {
      for (const CXXTryStmt *Try : Around)
        Tries[Try].push_back(Suspension);
      return;
    }
    auto Call = CallSite::of(stripToObject(suspensionOperand(Suspension)));
    bool Codes = llvm::any_of(Ways.of(Suspension), [](const Cancellation &C) { return C.IsCode; });
    // The wait for a timer is cancelled to wake it up.
    if (Codes && !(Call && Unit.meaning(Role::Sleep, *Call)))
      this->Codes.push_back({Suspension, codeVariables(Body, Suspension)});
  }

  void checkTry(const CXXTryStmt &Try, ArrayRef<const Expr *> Awaits) {
    // What each await may raise; an earlier handler takes some of it away.
    SmallVector<std::pair<const Expr *, Cancellation>, 4> Open;
    for (const Expr *Await : Awaits) {
      // What an inner handler deals with does not come here.
      bool Inner = false;
      const Stmt *Below = Await;
      for (const Stmt *Around = Body.parent(Await); Around && Around != &Try && !Inner;
           Below = Around, Around = Body.parent(Around))
        if (const auto *Nested = dyn_cast<CXXTryStmt>(Around); Nested && Nested->getTryBlock() == Below)
          for (const Cancellation &Way : Ways.of(Await))
            for (unsigned I = 0; I < Nested->getNumHandlers(); ++I)
              Inner |=
                  Ways.catches(*Nested->getHandler(I), Way) && !endsInThrow(Nested->getHandler(I)->getHandlerBlock());
      if (!Inner)
        for (const Cancellation &Way : Ways.of(Await))
          Open.push_back({Await, Way});
    }
    for (unsigned I = 0; I < Try.getNumHandlers() && !Open.empty(); ++I) {
      const CXXCatchStmt &Catch = *Try.getHandler(I);
      auto Caught = llvm::find_if(Open, [&](const auto &Entry) { return Ways.catches(Catch, Entry.second); });
      if (Caught == Open.end())
        continue;
      auto [Await, Way] = *Caught;
      const CXXRecordDecl *Class = Catch.getExceptionDecl() ? recordOf(Catch.getExceptionDecl()->getType()) : nullptr;
      // A handler for nothing but cancellation means it.
      bool Explicit =
          Class && llvm::any_of(Open, [&](const auto &Entry) {
            return Entry.second.Record && Entry.second.Record->getCanonicalDecl() == Class->getCanonicalDecl();
          });
      if (!Explicit)
        checkHandler(Try, Catch, Await, Way);
      llvm::erase_if(Open, [&](const auto &Entry) { return Ways.catches(Catch, Entry.second); });
    }
  }

  static bool endsInThrow(const Stmt *Block) {
    const auto *Compound = dyn_cast_or_null<CompoundStmt>(Block);
    if (!Compound || Compound->body_empty())
      return false;
    const auto *Last = dyn_cast<Expr>(Compound->body_back());
    return Last && isa<CXXThrowExpr>(stripWrapping(Last));
  }

  void checkHandler(const CXXTryStmt &Try, const CXXCatchStmt &Catch, const Expr *Await, const Cancellation &Way) {
    if (!graph())
      return;
    CancelledError Error;
    Error.Try = &Try;
    Error.Exception = Catch.getExceptionDecl();
    Error.Ways = {Way};
    Error.Sticky = Way.Library && Way.Library->Cancellation.Sticky;
    std::optional<Continuation> Next = CancelledPaths(Unit, Body, *Graph, Ways, Error).from(Catch);
    if (!Next)
      return;
    SwallowedCancellation &Result = Swallowed.emplace_back();
    Result.Handler = &Catch;
    Result.Await = Await;
    Result.GoesOn = Next->GoesOn;
    Result.Type = Way.Name;
    Result.IsCode = Way.IsCode;
    Result.Loops = Next->Loops;
    Result.Sticky = Error.Sticky;
    Result.Spins = Next->Loops && Error.Sticky && spins(Try);
  }

  /// True when the innermost loop around \p Try has no end and no await outside of the \c try.
  bool spins(const CXXTryStmt &Try) {
    const Stmt *Loop = Body.enclosing<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(&Try);
    const Expr *Condition = nullptr;
    if (const auto *For = dyn_cast_or_null<ForStmt>(Loop))
      Condition = For->getCond();
    else if (const auto *While = dyn_cast_or_null<WhileStmt>(Loop))
      Condition = While->getCond();
    else
      return false;
    bool True = !Condition;
    if (Condition && !Condition->isValueDependent())
      Condition->EvaluateAsBooleanCondition(True, Context);
    if (!True)
      return false;
    return llvm::none_of(Body.suspensions(),
                         [&](const Expr *S) { return Body.isWithin(S, Loop) && !Body.isWithin(S, Try.getTryBlock()); });
  }

  void checkCode(const Expr *Await, const Variables &Into) {
    if (Into.empty() || !graph() || !Body.enclosing<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Await))
      return;
    CancelledError Error;
    Error.Await = Await;
    Error.Codes = Into;
    Error.Ways = Ways.of(Await);
    std::optional<Continuation> Next = CancelledPaths(Unit, Body, *Graph, Ways, Error).fromAwait();
    if (!Next)
      return;
    SwallowedCancellation &Result = Swallowed.emplace_back();
    Result.Check = Next->Checked;
    Result.Await = Await;
    Result.GoesOn = Await;
    for (const Cancellation &Way : Error.Ways)
      if (Way.IsCode)
        Result.Type = Way.Name;
    Result.IsCode = Result.Loops = true;
  }

  const CFG *graph() {
    if (!GraphTried) {
      GraphTried = true;
      CFG::BuildOptions Options;
      Options.setAllAlwaysAdd();
      Graph = CFG::buildCFG(&Body.function(), const_cast<Stmt *>(Body.body()), &Context, Options);
    }
    return Graph.get();
  }

  UnitAnalysis &Unit;
  ASTContext &Context;
  const FunctionBody &Body;
  CancellationWays Ways;
  llvm::MapVector<const CXXTryStmt *, SmallVector<const Expr *, 2>> Tries;
  SmallVector<std::pair<const Expr *, Variables>, 2> Codes;
  std::vector<SwallowedCancellation> Swallowed;
  std::unique_ptr<CFG> Graph;
  bool GraphTried = false;
};

} // namespace

std::vector<SwallowedCancellation> swallowedCancellations(UnitAnalysis &Unit, const FunctionBody &Body) {
  return CancellationFlow(Unit, Body).run();
}

} // namespace async_tidy
