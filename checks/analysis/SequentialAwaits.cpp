//===--- SequentialAwaits.cpp ---------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Independence.h"
#include "analysis/Transactions.h"
#include "llvm/ADT/MapVector.h"

using namespace clang;

namespace async_tidy {

/// True when \p Await is always reached when \p Statement is, and before anything else that the statement guards.
static bool isUnconditional(const FunctionBody &Body, const Expr *Await, const Stmt *Statement) {
  for (const Stmt *Child = Await; Child != Statement; Child = Body.parent(Child)) {
    const Stmt *Parent = Body.parent(Child);
    if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Parent)) {
      if (Child != Choice->getCond())
        return false;
    } else if (const auto *Binary = dyn_cast<BinaryOperator>(Parent); Binary && Binary->isLogicalOp()) {
      if (Child != Binary->getLHS())
        return false;
    } else if (const auto *If = dyn_cast<IfStmt>(Parent)) {
      if (Child != If->getCond() && Child != If->getInit() && Child != If->getConditionVariableDeclStmt())
        return false;
    } else if (const auto *For = dyn_cast<CXXForRangeStmt>(Parent)) {
      if (Child != For->getRangeInit())
        return false;
    } else if (!isa<Expr, DeclStmt, CoreturnStmt>(Parent) || isa<StmtExpr>(Parent)) {
      return false;
    }
  }
  return true;
}

/// True for an await that yields nothing, or whose result nobody takes: it is there for what it does.
static bool isCommand(const FunctionBody &Body, const Expr *Await) {
  if (Await->getType()->isVoidType())
    return true;
  return llvm::any_of(Body.discarded(), [&](const Expr *E) { return stripWrapping(E) == Await; });
}

static bool throws(UnitAnalysis &Unit, const FunctionBody *Body, unsigned Depth = 0) {
  if (!Body)
    return true;
  bool Throws = false;
  auto Visit = [&](const Stmt *S, auto &Self) -> void {
    Throws |= isa<CXXThrowExpr>(S);
    for (const Stmt *Child : S->children())
      if (Child && Body->order(Child))
        Self(Child, Self);
  };
  Visit(Body->body(), Visit);
  for (const CallSite &Call : Body->calls())
    if (const FunctionBody *Callee = Depth < 3 && !Throws ? Unit.body(Call.Callee) : nullptr)
      Throws = throws(Unit, Callee, Depth + 1);
  return Throws;
}

/// When \p Await waits for work on I/O that it starts itself; nothing when it does not.
std::optional<Condition> Independence::whenWorkOnIo(const FunctionBody &Body, const Stretch &Whole, const Expr *Await) {
  const Expr *Operand = suspensionOperand(Await);
  if (!Operand || Operand->isTypeDependent())
    return std::nullopt;
  const Expr *E = stripToObject(Operand);
  if (E->isGLValue()) {
    // A task that was made before starts here only when it is a lazy one.
    Awaitable Info = Unit.awaitables().classifyIn(E->getType().getNonReferenceType(), Body.promise());
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    if (!Ref || Info.Kind != AwaitableKind::Lazy || Info.Running || !Info.CoroutineType)
      return std::nullopt;
  }
  if (classify(Whole, Await).What != Operation::Kind::Work)
    return std::nullopt;
  return Io.whenReaches(Body, Operand);
}

/// True when \p Later and what comes before it in the stretch touch one object, and one of them changes it.
bool Independence::meets(const Stretch &In, const Stretch::Nodes &Needed, const Expr *Later) {
  const FunctionBody &Body = In.body();
  // What takes the result of the later await is not in the way.
  auto IsBefore = [&](const Stmt *S) {
    return !Needed.contains(S) && Body.order(S) < Body.order(Later) && !Body.isWithin(Later, S);
  };
  struct Access {
    Place Object;
    bool Own;
  };
  std::vector<Access> Reads, Ordered;
  bool Orders[2] = {false, false};
  auto Look = [&](const Stmt *S) {
    bool Own = Needed.contains(S);
    if (!Own && !IsBefore(S))
      return;
    if (std::optional<Place> Read = outerRead(In, S))
      Reads.push_back({*Read, Own});
    auto Call = CallSite::of(dyn_cast<Expr>(S));
    if (!Call)
      return;
    if (Call->Callee && !Call->isVirtualDispatch()) {
      const CalleeEffects &Callee = Effects.of(Call->Callee);
      Orders[Own] |= Callee.Orders;
      if (Callee.OrdersObject && Call->Object) {
        Place On = In.place(Call->Object);
        if (On.What == Place::Kind::Outer)
          Ordered.push_back({On, Own});
        else
          Orders[Own] = true;
      }
      bool OnThis = Call->Object && isa<CXXThisExpr>(stripToObject(Call->Object));
      for (const ValueDecl *Read : Callee.Reads)
        if (OnThis || !isa<FieldDecl>(Read))
          Reads.push_back({{Place::Kind::Outer, Read}, Own});
    }
    auto Use = [&](const Expr *Used) {
      if (!Used || !Effects.isOrdered(stripToObject(Used)->getType()))
        return;
      if (Place On = In.place(Used); On.What == Place::Kind::Outer)
        Ordered.push_back({On, Own});
    };
    Use(Call->Object);
    for (const Expr *Argument : Call->Args)
      Use(Argument);
  };
  In.visitAll(Look);
  if (Orders[0] && Orders[1])
    return true;
  for (const Access &A : Ordered)
    for (const Access &B : Ordered)
      if (A.Own && !B.Own && A.Object.overlaps(B.Object))
        return true;

  auto Overlap = [](const Place &A, const Place &B) {
    if (A.What != Place::Kind::Outer || B.What != Place::Kind::Outer)
      return A.What == Place::Kind::Opaque && B.What == Place::Kind::Opaque;
    // A call may change any member of the object that it is made on.
    if (!A.Root || !B.Root)
      return (!A.Root || isa<FieldDecl>(A.Root)) && (!B.Root || isa<FieldDecl>(B.Root));
    return A.overlaps(B);
  };
  for (const Write &Change : In.writes()) {
    bool Own = Needed.contains(Change.At);
    if ((!Own && !IsBefore(Change.At)) || isFree(Change))
      continue;
    for (const Access &Read : Reads)
      if (Read.Own != Own && Overlap(Change.Object, Read.Object))
        return true;
    for (const Write &Other : In.writes())
      if (!Own && Needed.contains(Other.At) && !isFree(Other) && Overlap(Change.Object, Other.Object))
        return true;
  }
  return false;
}

/// True when an earlier await, or what is done with its result, may be there to keep \p Later from being reached.
bool Independence::mayStop(const FunctionBody &Body, const Stretch &In, const AwaitsInARow &Before, const Expr *Later) {
  auto Next = awaitedCall(Later);
  for (const Expr *Earlier : Before.Awaits) {
    auto Call = awaitedCall(Earlier);
    if (!isCommand(Body, Earlier) || (Call && Next && Call->Callee && Call->Callee == Next->Callee))
      continue;
    // Two commands, of which the first has no reason of its own to fail; or one whose effect the second may ask for.
    if (!isCommand(Body, Later) || !Call || !Call->Callee ||
        (!Unit.roles().call(Role::Io, *Call) && throws(Unit, Unit.body(Call->Callee))))
      return true;
  }
  bool Stops = false;
  In.visitAll([&](const Stmt *S) {
    if (Body.order(S) >= Body.order(Later) || Body.isWithin(Later, S))
      return;
    Stops |= isa<ReturnStmt, CoreturnStmt, CXXThrowExpr, BreakStmt, ContinueStmt, GotoStmt, IndirectGotoStmt>(S);
    // `check(result);`
    auto Call = CallSite::of(dyn_cast<Expr>(S));
    if (!Call || !Call->Callee || inSystemHeader(*Call->Callee) || isa<CXXConstructExpr>(S) ||
        !isCommand(Body, Call->E) || !Stretch::awaits(In.decides(S)) || suspensionOperand(Call->E))
      return;
    bool Changes = llvm::any_of(In.writes(), [&](const Write &Change) { return Change.Call == Call->E; });
    const FunctionBody *Callee = Unit.body(Call->Callee);
    Stops |= Callee ? throws(Unit, Callee) : !Changes;
  });
  return Stops;
}

/// True when the code before \p Later keeps or compares what a member function without a body says of an object that
/// outlives the stretch: `count = sessions.size();`. It may be what the awaits are about.
bool Independence::looksBetween(const Stretch &In, const Stretch::Nodes &Needed, const Expr *Later) {
  const FunctionBody &Body = In.body();
  auto IsToldOnly = [&](const Stmt *S) {
    for (S = Body.parent(S); isa_and_nonnull<Expr>(S); S = Body.parent(S))
      if (auto Call = CallSite::of(cast<Expr>(S)); Call && Call->E->getType()->isVoidType())
        return true;
    return false;
  };
  bool Looks = false;
  In.visitAll([&](const Stmt *S) {
    const auto *Call = dyn_cast<CXXMemberCallExpr>(S);
    const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
    if (Looks || !Method || Needed.contains(S) || Body.order(S) >= Body.order(Later) || Body.isWithin(Later, S))
      return;
    Looks = Method->isConst() && !Call->getType()->isVoidType() && !inSystemHeader(*Method) && !Unit.body(Method) &&
            !Unit.roles().libraryOf(Method->getParent()).Library &&
            In.place(Call->getImplicitObjectArgument()).What == Place::Kind::Outer && !Stretch::awaits(In.decides(S)) &&
            !IsToldOnly(S);
  });
  return Looks;
}

/// True for calls of one function that differ in what they do, an enumerator, and agree on the object they do it to.
static bool areOperationsOnOneThing(const Expr *Earlier, const Expr *Later) {
  auto A = awaitedCall(Earlier), B = awaitedCall(Later);
  if (!A || !B || !A->Callee || A->Callee != B->Callee)
    return false;
  bool Differs = false, Shares = false;
  for (auto [One, Other] : llvm::zip(A->Args, B->Args)) {
    const ValueDecl *Named = namedObject(One), *Same = namedObject(Other);
    if (!Named || !Same)
      continue;
    if (isa<EnumConstantDecl>(Named) && isa<EnumConstantDecl>(Same))
      Differs |= Named != Same;
    else
      Shares |= Named == Same && isa<VarDecl>(Named) && !cast<VarDecl>(Named)->getType()->isReferenceType() &&
                Named->getType()->isRecordType() && cast<VarDecl>(Named)->hasLocalStorage();
  }
  return Differs && Shares;
}

bool Independence::canStartWith(const FunctionBody &Body, const Stretch &In, const AwaitsInARow &Before,
                                const Expr *Later) {
  const Expr *Operand = suspensionOperand(Later);
  Stretch::Nodes Needed = In.decides(Operand);
  for (const Stmt *S : Needed)
    if (const auto *E = dyn_cast<Expr>(S);
        E && suspensionOperand(E) && classify(In, E).What != Operation::Kind::Trivial)
      return false;
  auto Same = [&](const Expr *Other) {
    llvm::FoldingSetNodeID A, B;
    suspensionOperand(Other)->Profile(A, Unit.context(), /*Canonical=*/true);
    Operand->Profile(B, Unit.context(), /*Canonical=*/true);
    return A == B;
  };
  auto OnOneThing = [&](const Expr *Other) { return areOperationsOnOneThing(Other, Later); };
  return llvm::none_of(Before.Awaits, Same) && llvm::none_of(Before.Awaits, OnOneThing) &&
         !mayStop(Body, In, Before, Later) && !meets(In, Needed, Later) && !looksBetween(In, Needed, Later);
}

void Independence::inARow(const Stretch &Whole, const CompoundStmt *Block, std::vector<AwaitsInARow> &Out) {
  const FunctionBody &Body = Whole.body();
  AwaitsInARow Row;
  auto Close = [&] {
    if (Row.Awaits.size() > 1)
      Out.push_back(Row);
    Row = {};
  };
  SmallVector<const Stmt *, 8> Since; ///< The statements from that of the first await of the row on.
  for (const Stmt *Statement : Block->body()) {
    Since.push_back(Statement);
    for (const Expr *Await : Body.suspensions()) {
      if (!Body.isWithin(Await, Statement))
        continue;
      bool Direct = isUnconditional(Body, Await, Statement);
      if (Direct && classify(Whole, Await).What == Operation::Kind::Trivial)
        continue;
      bool Nested = llvm::any_of(Body.suspensions(), [&](const Expr *Other) {
        return Other != Await && (Body.isWithin(Other, Await) || Body.isWithin(Await, Other)) &&
               classify(Whole, Other).What != Operation::Kind::Trivial;
      });
      std::optional<Condition> OnIo = Direct && !Nested ? whenWorkOnIo(Body, Whole, Await) : std::nullopt;
      if (!OnIo) {
        Close();
        continue;
      }
      if (!Row.Awaits.empty() && !canStartWith(Body, Stretch(Effects, Body, Since), Row, Await))
        Close();
      // What decides whether a statement of this block is left can only come last.
      bool Starts = isa<Expr, DeclStmt, CoreturnStmt>(Statement);
      if (Row.Awaits.empty()) {
        Since.assign(1, Statement);
        if (!Starts)
          continue;
      }
      Row.Awaits.push_back(Await);
      Row.Statements.push_back(Statement);
      Row.OnIo.push_back(std::move(*OnIo));
      if (!Starts)
        Close();
    }
  }
  Close();
}

std::vector<AwaitsInARow> Independence::inARow(const FunctionBody &Body) {
  std::vector<AwaitsInARow> Out;
  llvm::MapVector<const CompoundStmt *, unsigned> Blocks;
  for (const Expr *Await : Body.suspensions())
    if (const Stmt *Block = Body.enclosing<CompoundStmt>(Await))
      ++Blocks[cast<CompoundStmt>(Block)];
  Blocks.remove_if([](const auto &Entry) { return Entry.second < 2; });
  if (Blocks.empty())
    return Out;
  Stretch Whole(Effects, Body, {Body.body()});
  for (const auto &[Block, Awaits] : Blocks)
    inARow(Whole, Block, Out);
  llvm::erase_if(Out, [&](const AwaitsInARow &Row) { return isInTransaction(Body, Row.Awaits.back()); });
  return Out;
}

} // namespace async_tidy
