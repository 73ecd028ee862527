//===--- CancelledPaths.cpp -----------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/CancelledPaths.h"
#include "analysis/ErrorHandling.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/ValueFate.h"

using namespace clang;

namespace async_tidy {

std::optional<Continuation> CancelledPaths::from(const CXXCatchStmt &Handler) {
  PathState Start;
  Knowledge.addStartValues(Start);
  for (const CFGBlock *Block : Graph)
    if (Block->getLabel() == &Handler && swallows(*Block, 0, Start))
      return Found;
  return std::nullopt;
}

std::optional<Continuation> CancelledPaths::fromAwait() {
  PathState Start;
  for (const ValueDecl *D : Error.Codes)
    if (isErrorCode(D->getType()))
      Start.Truths[D] = true;
    else if (isResultOrError(D->getType()))
      Start.Truths[D] = false;
  for (const CFGBlock *Block : Graph)
    for (unsigned Index = 0; const CFGElement &Element : *Block) {
      ++Index;
      auto Statement = Element.getAs<CFGStmt>();
      if (Statement && Statement->getStmt() == Error.Await)
        return swallows(*Block, Index, Start) && Found.Checked ? std::optional(Found) : std::nullopt;
    }
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// What happens on a path
//===----------------------------------------------------------------------===//

void CancelledPaths::learn(const ValueDecl *D, const Expr *From, PathState &P) {
  const Expr *Object = stripToObject(From);
  const auto *Ref = dyn_cast<DeclRefExpr>(Object);
  if (ErrorKnowledge::holdsCurrentException(Object) || (Ref && P.Kept.contains(Ref->getDecl()))) {
    P.Kept.insert(D);
    P.Truths[D] = true;
  } else if (auto Known = ErrorKnowledge::truth(Object)) {
    P.Truths[D] = *Known;
  } else if (Knowledge.isAboutError(Object, P)) {
    P.Derived.insert(D);
    if (isErrorCode(D->getType()))
      P.Truths[D] = true;
  } else if (Error.Try && Body.isWithin(From, Error.Try) && !Body.isWithin(From, Error.Try->getTryBlock()) &&
             !ErrorKnowledge::mentions(From, [&](const ValueDecl *Other) { return Other == D; })) {
    P.Derived.insert(D); // What the handler writes is about the error; a counter is not.
  }
}

void CancelledPaths::declare(const VarDecl *Var, PathState &P) {
  P.Truths.erase(Var);
  P.Kept.erase(Var);
  P.Derived.erase(Var);
  if (const Expr *Init = Var->getInit())
    learn(Var, Init, P);
}

void CancelledPaths::assign(const Expr *To, const Expr *From, PathState &P) {
  const auto *Ref = dyn_cast<DeclRefExpr>(stripToObject(To));
  if (!Ref)
    return;
  const ValueDecl *D = Ref->getDecl();
  P.Truths.erase(D);
  P.Kept.erase(D);
  P.Derived.erase(D);
  learn(D, From, P);
}

/// Assignments by an operator; objects that are given the exception (`errors.push_back(std::current_exception())`).
void CancelledPaths::assign(const CallSite &Call, PathState &P) {
  const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call.E);
  if (Operator && Operator->isAssignmentOp() && Operator->getNumArgs() == 2) {
    assign(Operator->getArg(0), Operator->getArg(1), P);
    return;
  }
  const auto *Ref = Call.Object ? dyn_cast<DeclRefExpr>(stripToObject(Call.Object)) : nullptr;
  if (!Ref || !isa<VarDecl>(Ref->getDecl()))
    return;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
  if (!Method || Method->isConst())
    return;
  P.Truths.erase(Ref->getDecl());
  for (const Expr *Argument : Call.Args)
    if (ErrorKnowledge::holdsCurrentException(Argument)) {
      P.Kept.insert(Ref->getDecl());
      return;
    }
  for (const Expr *Argument : Call.Args)
    if (Knowledge.isAboutError(Argument, P))
      P.Derived.insert(Ref->getDecl());
}

/// True when the exception that \p E has is given to somebody who will see it.
bool CancelledPaths::isHandedOn(const Expr *E, const PathState &P) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (!P.Kept.contains(Ref->getDecl()))
      return false;
  ValueFate Fate = fateOf(Body, E);
  if (Fate.Local && Fate.Local->hasLocalStorage())
    return false; // A local has it now.
  if (Fate.What == Fate::Returned || Fate.What == Fate::Stored || Fate.What == Fate::Awaited)
    return true;
  if (Fate.What != Fate::Passed || !Fate.End)
    return false;
  const auto *Taker = dyn_cast<Expr>(Fate.End);
  auto Call = CallSite::of(Taker);
  if (!Call)
    return false;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Taker))
    return Operator->getOperator() == OO_LessLess ? false : !Operator->isAssignmentOp() && !Operator->isComparisonOp();
  // A local container keeps it; a question about it does not; a member of the local itself does not.
  if (Call->Object && !Knowledge.isOutside(Call->Object) && namedObject(Call->Object) &&
      isa<VarDecl>(namedObject(Call->Object)))
    return false;
  if (!Call->Callee || isa<CXXConversionDecl>(Call->Callee))
    return false;
  // A function that only takes it in is a logger.
  const auto *Method = dyn_cast<CXXMethodDecl>(Call->Callee);
  return !Call->Callee->getReturnType()->isVoidType() || (Method && !Method->isConst() && !Method->isStatic());
}

/// True when a `try` of this body is around \p S.
bool CancelledPaths::isTried(const Stmt *S) const {
  for (const Stmt *Around = Body.parent(S); Around; S = Around, Around = Body.parent(Around))
    if (const auto *Try = dyn_cast<CXXTryStmt>(Around); Try && S == Try->getTryBlock())
      return true;
  return false;
}

/// The path comes to an await.
std::optional<bool> CancelledPaths::suspend(const Expr *Suspension, PathState &P) {
  const Expr *Operand = suspensionOperand(Suspension);
  if (Error.Await) {
    if (Suspension == Error.Await) {
      Found.Checked = P.Checked;
      return P.Checked != nullptr;
    }
    // Another operation has its own code in the same variable now.
    for (const ValueDecl *D : codeVariables(Body, Suspension))
      if (llvm::is_contained(Error.Codes, D))
        return false;
    return std::nullopt;
  }
  if (Operand && Ways.isTrivial(Operand))
    return std::nullopt;
  bool Again = Body.isWithin(Suspension, Error.Try->getTryBlock());
  if (!P.Kept.empty()) {
    if (!P.Passed)
      P.Passed = Suspension;
    return std::nullopt;
  }
  // It throws as well: what matters is whether the path comes back, and out of every `try` it ends the coroutine.
  if (Error.Sticky && !Again)
    return isTried(Suspension) ? std::nullopt : std::optional(false);
  Found.GoesOn = Suspension;
  Found.Loops = Again;
  return true;
}

/// What happens to the path at \p S: nothing, or the answer.
std::optional<bool> CancelledPaths::step(const Stmt *S, PathState &P) {
  if (isa<CXXThrowExpr>(S) && !cast<CXXThrowExpr>(S)->getSubExpr())
    return false;
  if (Knowledge.namesCancellation(S))
    return false;
  if (const auto *E = dyn_cast<Expr>(S)) {
    if (auto Call = CallSite::of(E)) {
      // What a question throws inside of the try comes back to this handler.
      bool Throws = Error.Try && Body.isWithin(S, Error.Try->getTryBlock()) && !Call->E->getType()->isBooleanType();
      if ((!Throws && Knowledge.asks(*Call)) || (Call->Callee && Call->Callee->isNoReturn()))
        return false;
      assign(*Call, P);
    }
    if (const auto *Binary = dyn_cast<BinaryOperator>(E); Binary && Binary->getOpcode() == BO_Assign)
      assign(Binary->getLHS(), Binary->getRHS(), P);
    if (isa<DeclRefExpr>(E) && isHandedOn(E, P))
      return false;
    if (ErrorKnowledge::isCurrentException(E) && isHandedOn(E, P))
      return false;
    if (suspensionOperand(E) && isa<CoroutineSuspendExpr>(E))
      return suspend(E, P);
  }
  if (const auto *Statement = dyn_cast<DeclStmt>(S))
    for (const Decl *D : Statement->decls())
      if (const auto *Var = dyn_cast<VarDecl>(D))
        declare(Var, P);
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// The way through the graph
//===----------------------------------------------------------------------===//

static const Expr *conditionOf(const CFGBlock &Block) {
  const Stmt *Terminator = Block.getTerminatorStmt();
  if (!Terminator || isa<CXXForRangeStmt, CXXTryStmt, SwitchStmt>(Terminator))
    return nullptr;
  return dyn_cast_or_null<Expr>(Block.getLastCondition());
}

/// The statement that asks \p Condition.
const Stmt *CancelledPaths::statementOf(const Expr *Condition) const {
  const Stmt *Around = Body.enclosing<IfStmt, WhileStmt, ForStmt, DoStmt, ConditionalOperator>(Condition);
  if (isa_and_nonnull<IfStmt, ConditionalOperator>(Around))
    return Around;
  return Condition;
}

/// True when some path from \p Index in \p Block lets the coroutine go on as if it were not cancelled.
bool CancelledPaths::swallows(const CFGBlock &Block, unsigned Index, PathState P) {
  if (++Steps > 4000)
    return false;
  if (Index == 0) {
    std::string Key = std::to_string(Block.getBlockID());
    for (const auto &[D, Is] : P.Truths)
      Key += "," + std::to_string(reinterpret_cast<uintptr_t>(D)) + (Is ? "+" : "-");
    Key += P.Kept.empty() ? "" : "k";
    Key += P.Passed ? "p" : "";
    Key += P.Checked ? "c" : "";
    if (!Visited.insert(Key).second)
      return false;
  }
  for (unsigned I = 0; const CFGElement &Element : Block) {
    if (I++ < Index)
      continue;
    if (auto Statement = Element.getAs<CFGStmt>())
      if (std::optional<bool> Answer = step(Statement->getStmt(), P))
        return *Answer;
  }
  if (&Block == &Graph.getExit()) {
    if (!P.Passed)
      return false;
    Found.GoesOn = P.Passed;
    Found.Loops = Body.isWithin(P.Passed, Error.Try->getTryBlock());
    return !Error.Sticky || Found.Loops;
  }
  auto Follow = [&](const CFGBlock::AdjacentBlock &Edge) {
    const CFGBlock *Next = Edge.getReachableBlock();
    return Next && swallows(*Next, 0, P);
  };
  if (const Expr *Condition = conditionOf(Block); Condition && Block.succ_size() == 2) {
    using Value = ErrorKnowledge::Value;
    Value Is = Knowledge.evaluate(Condition, P);
    if (Is == Value::Settled)
      return false;
    if (Error.Await && !P.Checked &&
        (Knowledge.isAboutError(Condition, P) || Is == Value::True || Is == Value::False) &&
        ErrorKnowledge::mentions(Condition, [&](const ValueDecl *D) { return Knowledge.isErrorVariable(D); }))
      P.Checked = statementOf(Condition);
    const CFGBlock::AdjacentBlock &Then = *Block.succ_begin(), &Else = *(Block.succ_begin() + 1);
    switch (Is) {
    case Value::True:
      return Follow(Then);
    case Value::False:
      return Follow(Else);
    case Value::AboutError:
      return Follow(Then) && Follow(Else);
    default:
      return Follow(Then) || Follow(Else);
    }
  }
  if (const auto *Switch = dyn_cast_or_null<SwitchStmt>(Block.getTerminatorStmt());
      Switch && Knowledge.isAboutError(Switch->getCond(), P))
    return false; // Its cases are for different errors.
  for (const CFGBlock::AdjacentBlock &Edge : Block.succs())
    if (Follow(Edge))
      return true;
  return false;
}

} // namespace async_tidy
