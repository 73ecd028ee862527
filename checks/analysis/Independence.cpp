//===--- Independence.cpp -------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Independence.h"
#include "analysis/UnitIndex.h"

using namespace clang;

namespace async_tidy {

using Operation = Independence::Operation;

static bool decide(IndependenceResult &Out, Answer Is, std::string Because, SourceLocation At) {
  Out.Is = Is;
  Out.Because = std::move(Because);
  Out.At = At;
  return false;
}

//===----------------------------------------------------------------------===//
// Data
//===----------------------------------------------------------------------===//

/// The member below a mention: `url` for the mention of `job` in `job.url`.
static const FieldDecl *memberBelow(const FunctionBody &Body, const Stmt *Mention) {
  const Stmt *Around = Body.parent(Mention);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Around))
    Around = Body.parent(Around);
  const auto *Member = dyn_cast_or_null<MemberExpr>(Around);
  return Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
}

/// True when the mention only picks the entry of this iteration (`jobs[i]`) or asks for a number (`jobs.size()`).
static bool readsOwnElement(const Stretch &In, const Stmt *Mention) {
  const FunctionBody &Body = In.body();
  const Stmt *Around = Body.parent(Mention);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr>(Around) ||
         (isa_and_nonnull<MemberExpr>(Around) && isa<FieldDecl>(cast<MemberExpr>(Around)->getMemberDecl())))
    Around = Body.parent(Around);
  auto IsCounter = [&](const Expr *Index) {
    const auto *Ref = dyn_cast<DeclRefExpr>(stripToObject(Index));
    return Ref && (In.isInduction(Ref->getDecl()) || In.isInner(Ref->getDecl()));
  };
  if (const auto *Subscript = dyn_cast_or_null<ArraySubscriptExpr>(Around))
    return IsCounter(Subscript->getIdx());
  if (isa_and_nonnull<CXXForRangeStmt>(Around))
    return true;
  if (isa_and_nonnull<MemberExpr>(Around))
    Around = Body.parent(Around);
  const auto *E = dyn_cast_or_null<Expr>(Around);
  auto Call = CallSite::of(E);
  if (!Call || !Call->Object)
    return false;
  if (Call->Args.size() == 1 && E->isGLValue())
    return IsCounter(Call->Args.front());
  return Call->Args.empty() && E->getType()->isIntegralOrEnumerationType();
}

/// True for a member call that changes its object and still may run beside others: it makes its own connection, or the
/// unit does start it beside others.
bool Independence::isFree(const Write &Change) {
  auto Call = CallSite::of(Change.Call);
  if (!Change.OfObject || !Call || !Call->Callee)
    return false;
  const CalleeEffects &Callee = Effects.of(Call->Callee);
  return (Callee.OwnConnection && !Callee.Orders && !Callee.OrdersObject) ||
         isStartedTogether(Call->Callee, /*CountSpawns=*/true);
}

std::optional<Place> outerRead(const Stretch &In, const Stmt *S) {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    const ValueDecl *D = Ref->getDecl();
    if (!isa<VarDecl, BindingDecl>(D) || In.isInner(D) || In.isInduction(D))
      return std::nullopt;
    return Place{Place::Kind::Outer, D, memberBelow(In.body(), S)};
  }
  const auto *Member = dyn_cast<MemberExpr>(S);
  if (!Member || !isa<CXXThisExpr>(stripToObject(Member->getBase())) || !isa<FieldDecl>(Member->getMemberDecl()))
    return std::nullopt;
  return Place{Place::Kind::Outer, Member->getMemberDecl(), memberBelow(In.body(), S)};
}

/// Something that this iteration needs and another one changes.
bool Independence::conflicts(const Stretch &In, const Stretch::Nodes &Needed, Result &Out) {
  for (const Stmt *S : Needed) {
    std::optional<Place> Mentioned = outerRead(In, S);
    if (!Mentioned)
      continue;
    const Place &Read = *Mentioned;
    for (const Write &Change : In.writes()) {
      bool WholeThis = Change.Object.What == Place::Kind::Outer && !Change.Object.Root && isa<FieldDecl>(Read.Root);
      if (!WholeThis && !Change.Object.overlaps(Read))
        continue;
      if (Change.Through && !Change.Object.Element && Needed.contains(Change.At))
        continue; // A loan of its own, judged as such.
      if ((Change.Object.Element && readsOwnElement(In, S)) || isFree(Change))
        continue;
      if (WholeThis)
        return !decide(Out, Answer::Unknown,
                       "a member call may change '" + Read.name() + "', which the next iteration reads",
                       Change.At->getBeginLoc());
      return !decide(Out, Answer::Dependent, "'" + Read.name() + "' is changed by one iteration and read by the next",
                     Change.At->getBeginLoc());
    }
  }
  return false;
}

/// An object that the operations themselves change, so that they have to follow each other.
bool Independence::lends(const Stretch &In, const Stretch::Nodes &Needed, Result &Out) {
  for (const Write &Change : In.writes()) {
    if (!Needed.contains(Change.At) || Change.Object.Element)
      continue;
    Place::Kind What = Change.Object.What;
    if (What != Place::Kind::Outer && What != Place::Kind::Opaque)
      continue;
    if (Change.Assigns && Change.Object.Root && In.isInduction(Change.Object.Root) && !Change.Through)
      continue;
    if (isFree(Change))
      continue;
    if (What == Place::Kind::Opaque)
      return !decide(Out, Answer::Unknown, "each iteration may work on the same object", Change.At->getBeginLoc());
    return !decide(Out, Answer::Dependent,
                   "each iteration works on '" + Change.Object.name() + "', which takes one operation after another",
                   Change.At->getBeginLoc());
  }
  for (const Stmt *S : Needed) {
    const auto *E = dyn_cast<Expr>(S);
    auto Call = CallSite::of(E);
    if (!Call)
      continue;
    const CalleeEffects &Callee =
        Call->Callee && !Call->isVirtualDispatch() ? Effects.of(Call->Callee) : Effects.of(nullptr);
    auto IsShared = [&](const Expr *Object) {
      Place On = In.place(Object);
      return On.What == Place::Kind::Opaque || (On.What == Place::Kind::Outer && !On.Element);
    };
    if (Callee.Orders || (Callee.OrdersObject && Call->Object && IsShared(Call->Object)))
      return !decide(Out, Answer::Dependent, calleeName(*Call) + " takes a lock or works on one connection",
                     E->getBeginLoc());
    auto Check = [&](const Expr *Used) {
      if (!Used || !Effects.isOrdered(stripToObject(Used)->getType()))
        return false;
      Place On = In.place(Used);
      return On.What == Place::Kind::Outer && !On.Element;
    };
    if (Check(Call->Object) || llvm::any_of(Call->Args, Check))
      return !decide(Out, Answer::Dependent, calleeName(*Call) + " is ordered on an object that iterations share",
                     E->getBeginLoc());
  }
  return false;
}

//===----------------------------------------------------------------------===//
// Control
//===----------------------------------------------------------------------===//

static const Expr *conditionOf(const Stmt *Loop) {
  if (const auto *For = dyn_cast<ForStmt>(Loop))
    return For->getCond();
  if (const auto *While = dyn_cast<WhileStmt>(Loop))
    return While->getCond();
  if (const auto *Do = dyn_cast<DoStmt>(Loop))
    return Do->getCond();
  return nullptr;
}

/// True when it is settled before the loop how often it runs.
bool Independence::controlled(const Stretch &In, const Stmt *Loop, Result &Out) {
  if (const auto *For = dyn_cast<CXXForRangeStmt>(Loop)) {
    if (For->getCoawaitLoc().isValid())
      return decide(Out, Answer::Dependent, "the next item is awaited", For->getCoawaitLoc());
    // Growing the range while going through it makes a list of work that feeds itself.
    Place Range = In.place(For->getRangeInit());
    for (const Write &Change : In.writes())
      if (Range.What == Place::Kind::Outer && Change.Object.overlaps(Range) && !Change.Object.Element &&
          !Change.Through)
        return decide(Out, Answer::Dependent, "the loop changes '" + Range.name() + "', which it goes through",
                      Change.At->getBeginLoc());
    return true;
  }
  const Expr *Condition = conditionOf(Loop);
  if (!Condition)
    return decide(Out, Answer::Unknown, "nothing bounds the loop", Loop->getBeginLoc());
  Stretch::Nodes Needed = In.decides(Condition);
  if (Stretch::awaits(Needed))
    return decide(Out, Answer::Dependent, "what was awaited decides whether the loop goes on",
                  Condition->getBeginLoc());
  if (conflicts(In, Needed, Out) || lends(In, Needed, Out))
    return false;
  const ValueDecl *Counter = nullptr;
  In.visit(Condition, [&](const Stmt *S) {
    const auto *Ref = dyn_cast<DeclRefExpr>(S);
    if (Ref && In.isInduction(Ref->getDecl()))
      Counter = Ref->getDecl();
  });
  if (!Counter)
    return decide(Out, Answer::Unknown, "no variable counts the iterations", Condition->getBeginLoc());
  const auto *Var = dyn_cast<VarDecl>(Counter);
  if (!Var || !Var->hasLocalStorage() || Var->getType()->isReferenceType() ||
      Var->getDeclContext() != &In.body().function())
    return decide(Out, Answer::Unknown, "other tasks may count '" + Counter->getNameAsString() + "' too",
                  Condition->getBeginLoc());
  return true;
}

/// True for `co_return result.error();` and its like: what leaves the loop is a part of what was awaited, and not
/// simply the value that was looked for.
static bool handsOnError(const Stretch &In, const Stmt *Exit, const Expr *Condition) {
  const auto *Negated = dyn_cast<UnaryOperator>(stripWrapping(Condition));
  bool OfAwaited = false, IsPart = Negated && Negated->getOpcode() == UO_LNot;
  for (const Stmt *Child : Exit->children())
    In.visit(Child, [&](const Stmt *S) {
      IsPart |= isa<MemberExpr>(S);
      if (const auto *Ref = dyn_cast<DeclRefExpr>(S); Ref && In.isInner(Ref->getDecl()))
        if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()); Var && Var->getInit())
          OfAwaited |= Stretch::awaits(In.decides(Var->getInit()));
    });
  return OfAwaited && IsPart;
}

/// Statements that leave \p Loop.
static SmallVector<const Stmt *, 4> exitsOf(const Stretch &In, const Stmt *Loop) {
  const FunctionBody &Body = In.body();
  SmallVector<const Stmt *, 4> Exits;
  auto Find = [&](const Stmt *S) {
    const auto *Call = dyn_cast<CallExpr>(S);
    bool NeverReturns = Call && Call->getDirectCallee() && Call->getDirectCallee()->isNoReturn();
    if (isa<ReturnStmt, CoreturnStmt, GotoStmt, IndirectGotoStmt, CXXThrowExpr>(S) || NeverReturns)
      Exits.push_back(S);
    else if (isa<BreakStmt>(S) && Body.enclosing<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt, SwitchStmt>(S) == Loop)
      Exits.push_back(S);
  };
  if (const auto *For = dyn_cast<CXXForRangeStmt>(Loop))
    In.visit(For->getBody(), Find);
  else
    In.visit(Loop, Find);
  return Exits;
}

/// True when the loop always ends after \p Await, so that it is reached once at most.
static bool endsLoop(const Stretch &In, const Stmt *Loop, const Expr *Await) {
  SmallVector<const Expr *, 4> Around = In.conditions(Await);
  for (const Stmt *Exit : exitsOf(In, Loop)) {
    if (const Stmt *Handler = In.body().enclosing<CXXCatchStmt>(Exit); Handler && In.contains(Handler))
      continue;
    bool Within = false;
    for (const Stmt *S = Await; S; S = In.body().parent(S))
      Within |= S == Exit;
    if (!Within && In.body().order(Exit) < In.body().order(Await))
      continue;
    if (llvm::all_of(In.conditions(Exit), [&](const Expr *E) { return llvm::is_contained(Around, E); }))
      return true;
  }
  return false;
}

/// True when nothing but the loop's own variables can end it early. Exits that hand on an awaited error are remembered.
bool Independence::exits(const Stretch &In, const Stmt *Loop, Result &Out) {
  const FunctionBody &Body = In.body();
  for (const Stmt *Exit : exitsOf(In, Loop)) {
    SourceLocation At = Exit->getBeginLoc();
    bool HandsOn = isa<ReturnStmt, CoreturnStmt, CXXThrowExpr, CallExpr>(Exit);
    if (const Stmt *Handler = Body.enclosing<CXXCatchStmt>(Exit); Handler && In.contains(Handler)) {
      if (!HandsOn)
        return decide(Out, Answer::Dependent, "an error of what was awaited decides whether the loop goes on", At);
      Out.FailFast = true;
      decide(Out, Answer::Dependent, "an error of what was awaited ends the loop", At);
      continue;
    }
    SmallVector<const Expr *, 4> Conditions = In.conditions(Exit);
    if (const Expr *Own = conditionOf(Loop))
      llvm::erase(Conditions, Own);
    if (Conditions.empty())
      return decide(Out, Answer::Dependent, "the loop ends in its first iteration", At);
    Stretch::Nodes Needed;
    for (const Expr *Condition : Conditions)
      Needed.insert_range(In.decides(Condition));
    if (Stretch::awaits(Needed)) {
      bool Error = HandsOn && handsOnError(In, Exit, Conditions.front());
      if (!Error)
        return decide(Out, Answer::Dependent, "what was awaited decides whether the loop goes on", At);
      Out.FailFast = true;
      decide(Out, Answer::Dependent, "an error of what was awaited ends the loop", At);
      continue;
    }
    for (const Stmt *S : Needed) {
      bool Fixed = true;
      if (isa<CXXThisExpr>(S)) {
        Fixed = false;
      } else if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
        const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
        if (Var && !In.isInner(Var) && !In.isInduction(Var))
          Fixed = Var->isConstexpr() || (Var->getType().isConstQualified() && Var->getType()->isScalarType()) ||
                  (Var->hasLocalStorage() && Var->getType()->isArithmeticType() &&
                   Var->getDeclContext() == &Body.function());
      } else if (auto Call = CallSite::of(dyn_cast<Expr>(S)); Call && !isa<CXXConstructExpr>(S)) {
        Fixed = Call->Object || !Call->Args.empty();
      }
      if (!Fixed)
        return decide(Out, Answer::Unknown, "what ends the loop may change while it waits", At);
    }
    if (conflicts(In, Needed, Out) || lends(In, Needed, Out))
      return false;
  }
  return true;
}

/// True for an await that is the same in each iteration, unless its results are collected as samples.
bool Independence::repeats(const Stretch &In, const Stmt *Loop, const Expr *Await, Result &Out) {
  const auto *For = dyn_cast<CXXForRangeStmt>(Loop);
  for (const Stmt *S : In.decides(suspensionOperand(Await)))
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      const ValueDecl *D = Ref->getDecl();
      if (const auto *Binding = dyn_cast<BindingDecl>(D))
        D = dyn_cast<VarDecl>(Binding->getDecomposedDecl());
      if (D && (In.isInduction(D) || (For && For->getLoopVariable() == D)))
        return false;
    }
  const Expr *Operand = stripToObject(suspensionOperand(Await));
  bool HasInput = false;
  if (auto Call = CallSite::of(Operand))
    for (const Expr *Arg : Call->Args) {
      QualType T = stripWrapping(Arg)->getType();
      HasInput |= !isa<CXXDefaultArgExpr>(Arg) &&
                  (T->isRecordType() || T->isArrayType() || isa<StringLiteral>(stripWrapping(Arg))) &&
                  !refersElsewhere(T);
    }
  bool IsCollected = llvm::any_of(In.writes(), [&](const Write &Change) {
    if (Change.Object.What != Place::Kind::Outer ||
        (Change.Assigns && !Change.Object.Element && !isa<CompoundAssignOperator>(Change.At)))
      return false;
    return In.decides(Change.At).contains(Await);
  });
  if (HasInput && IsCollected)
    return false;
  return !decide(Out, Answer::Unknown, "each iteration awaits the same", Await->getBeginLoc());
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

static std::optional<uint64_t> rangeSize(const Expr *Range) {
  Range = stripWrapping(Range);
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(Range))
    Range = stripWrapping(List->getSubExpr());
  if (const auto *List = dyn_cast<InitListExpr>(Range))
    return List->getNumInits();
  QualType T = Range->getType().getNonReferenceType();
  if (const auto *Array = dyn_cast<ConstantArrayType>(T->getUnqualifiedDesugaredType()))
    return Array->getSize().getZExtValue();
  // A class that is nothing but an array.
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  Record = Record ? Record->getDefinition() : nullptr;
  if (!Record || Record->getNumBases() || std::distance(Record->field_begin(), Record->field_end()) != 1)
    return std::nullopt;
  if (const auto *Array =
          dyn_cast<ConstantArrayType>((*Record->field_begin())->getType()->getUnqualifiedDesugaredType()))
    return Array->getSize().getZExtValue();
  return std::nullopt;
}

std::optional<uint64_t> tripCount(const Stmt *Loop, const ASTContext &Context) {
  if (const auto *For = dyn_cast<CXXForRangeStmt>(Loop))
    return For->getRangeInit() ? rangeSize(For->getRangeInit()) : std::nullopt;
  auto Constant = [&](const Expr *E) -> std::optional<int64_t> {
    Expr::EvalResult Value;
    if (!E || E->isValueDependent() || !E->getType()->isIntegralOrEnumerationType() ||
        !E->EvaluateAsInt(Value, Context))
      return std::nullopt;
    return Value.Val.getInt().getExtValue();
  };
  if (const auto *Do = dyn_cast<DoStmt>(Loop))
    return Constant(Do->getCond()) == 0 ? std::optional<uint64_t>(1) : std::nullopt;
  if (const auto *While = dyn_cast<WhileStmt>(Loop))
    return Constant(While->getCond()) == 0 ? std::optional<uint64_t>(0) : std::nullopt;
  const auto *For = cast<ForStmt>(Loop);
  const auto *Condition = For->getCond() ? dyn_cast<BinaryOperator>(For->getCond()->IgnoreParenImpCasts()) : nullptr;
  const auto *Init = dyn_cast_or_null<DeclStmt>(For->getInit());
  const auto *Step = For->getInc() ? dyn_cast<UnaryOperator>(For->getInc()->IgnoreParenImpCasts()) : nullptr;
  if (!Condition || !Init || !Init->isSingleDecl() || !Step || !Step->isIncrementOp())
    return std::nullopt;
  const auto *Var = dyn_cast<VarDecl>(Init->getSingleDecl());
  const auto *Left = dyn_cast<DeclRefExpr>(Condition->getLHS()->IgnoreParenImpCasts());
  auto From = Var ? Constant(Var->getInit()) : std::nullopt, To = Constant(Condition->getRHS());
  if (!Left || Left->getDecl() != Var || !From || !To)
    return std::nullopt;
  switch (Condition->getOpcode()) {
  case BO_LT:
  case BO_NE:
    return std::max<int64_t>(*To - *From, 0);
  case BO_LE:
    return std::max<int64_t>(*To - *From + 1, 0);
  default:
    return std::nullopt;
  }
}

IndependenceResult Independence::iterations(const FunctionBody &Body, const Stmt *Loop) {
  Result Out;
  SmallVector<const Stmt *, 4> Parts = repeatedParts(Body, Loop);
  auto IsIn = [&](const Stmt *S) {
    for (; S; S = Body.parent(S))
      if (llvm::is_contained(Parts, S))
        return true;
    return false;
  };
  if (llvm::none_of(Body.suspensions(), [&](const Expr *S) { return IsIn(S) && repeatingLoop(Body, S) == Loop; }))
    return Out;

  Stretch In(Effects, Body, Parts, Loop);
  SmallVector<const Expr *, 4> Work;
  for (const Expr *Suspension : Body.suspensions()) {
    if (!IsIn(Suspension) || endsLoop(In, Loop, Suspension))
      continue;
    Operation Op = classify(In, Suspension);
    switch (Op.What) {
    case Operation::Kind::Trivial:
      continue;
    case Operation::Kind::Work:
      Work.push_back(Suspension);
      if (repeatingLoop(Body, Suspension) == Loop)
        Out.Awaits.push_back(Suspension);
      continue;
    case Operation::Kind::Cheap:
    case Operation::Kind::Running:
      decide(Out, Answer::Dependent, Op.Because, Suspension->getBeginLoc());
      return Out;
    case Operation::Kind::Unknown:
      decide(Out, Answer::Unknown, Op.Because, Suspension->getBeginLoc());
      return Out;
    }
  }
  if (Out.Awaits.empty())
    return Out;
  Out.TripCount = tripCount(Loop, Unit.context());
  if (Out.TripCount && *Out.TripCount <= 1) {
    decide(Out, Answer::Dependent, "the loop runs at most once", Loop->getBeginLoc());
    return Out;
  }
  if (!controlled(In, Loop, Out) || !exits(In, Loop, Out)) {
    Out.FailFast = false;
    return Out;
  }
  Result Reason;
  for (const Expr *Await : Work) {
    Stretch::Nodes Needed = In.decides(suspensionOperand(Await));
    for (const Expr *Condition : In.conditions(Await))
      Needed.insert_range(In.decides(Condition));
    if (lends(In, Needed, Reason) || conflicts(In, Needed, Reason) || repeats(In, Loop, Await, Reason)) {
      decide(Out, Reason.Is, Reason.Because, Reason.At);
      Out.FailFast = false;
      return Out;
    }
  }
  if (isStartedTogether(&Body.function(), /*CountSpawns=*/false)) {
    decide(Out, Answer::Unknown, "several of these loops already run at once", Loop->getBeginLoc());
    Out.FailFast = false;
    return Out;
  }
  for (const Write &Change : In.writes())
    if (Change.Object.What == Place::Kind::Outer && Change.Object.Root && !In.isInduction(Change.Object.Root) &&
        !Change.Through)
      Out.Collected.push_back(Change);
  if (!Out.FailFast)
    Out.Is = Answer::Independent;
  return Out;
}

} // namespace async_tidy
