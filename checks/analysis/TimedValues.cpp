//===--- TimedValues.cpp - Expressions of a timed run ---------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/DeadlineFlow.h"
#include "analysis/Durations.h"
#include "analysis/TimedRun.h"
#include "analysis/UnitAnalysis.h"
#include <cmath>

using namespace clang;

namespace async_tidy {

TimedValue TimedRun::number(double N) {
  Value V;
  V.Is = Kind::Number;
  V.Number = N;
  return V;
}

static bool isNumeric(QualType T) {
  T = T.getNonReferenceType();
  return T->isArithmeticType() || T->isEnumeralType();
}

static TimedValue fromConstant(const TimeValue &Known, QualType T) {
  TimedValue V;
  V.Is =
      isNumeric(T) ? TimedValue::Kind::Number : (isInstantType(T) ? TimedValue::Kind::Instant : TimedValue::Kind::Time);
  V.Number = Known.Seconds;
  V.Never = Known.Maximum && V.Is != TimedValue::Kind::Number;
  return V;
}

/// What the compiler itself can tell.
TimedValue TimedRun::constant(const Expr *E) {
  QualType T = E->getType();
  if (E->isInstantiationDependent() || !(isNumeric(T) || isTimeType(T)))
    return {};
  if (std::optional<TimeValue> Known = Owner.constant(E))
    return fromConstant(*Known, T);
  return {};
}

TimedValue TimedRun::lookup(const ValueDecl *D) {
  for (const TimedRun *Run = this; Run; Run = Run->Maker)
    if (Run->Now)
      if (auto It = Run->Now->Known.find(D); It != Run->Now->Known.end())
        return It->second;
  if (const auto *Function = dyn_cast<FunctionDecl>(D)) {
    Value V;
    V.Is = Kind::Callable;
    V.Function = Function;
    return V;
  }
  return {};
}

std::optional<bool> TimedRun::truth(const Expr *Condition) {
  Value V = eval(Condition);
  if (!V.is(Kind::Number))
    return std::nullopt;
  return V.Number != 0;
}

void TimedRun::assign(const Expr *To, Value V) {
  const ValueDecl *D = namedObject(To);
  if (!D || !Now)
    return;
  if (V && isa<VarDecl>(D))
    Now->Known[D] = std::move(V);
  else
    Now->Known[D] = Value(); // Hides what a run around this one knows.
}

std::vector<TimedValue> TimedRun::elements(const Expr *Container) {
  std::vector<Value> Result;
  const Expr *E = stripToObject(Container);
  for (unsigned Depth = 0; E && Depth < 12; ++Depth) {
    E = stripToObject(E);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
      // Arrays keep their size; a container may have grown since.
      bool Fixed = Var && (Var->getType().getNonReferenceType().isConstQualified() || Var->isConstexpr() ||
                           Var->getType()->isConstantArrayType());
      E = Fixed ? Var->getAnyInitializer() : nullptr;
    } else if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E)) {
      E = List->getSubExpr();
    } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
      E = Construct->getNumArgs() > 0 ? Construct->getArg(0) : nullptr;
    } else if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E)) {
      E = Cast->getSubExpr();
    } else if (const auto *List = dyn_cast<InitListExpr>(E)) {
      if (List->getNumInits() == 1 && isa<InitListExpr>(stripToObject(List->getInit(0)))) {
        E = List->getInit(0); // The array in a `std::array`.
        continue;
      }
      if (!List->getType()->isArrayType())
        return {};
      unsigned Size = List->getNumInits();
      if (const auto *Array = Unit.context().getAsConstantArrayType(List->getType()))
        Size = std::min<uint64_t>(Array->getZExtSize(), 1000);
      for (unsigned I = 0; I < Size; ++I)
        Result.push_back(eval(I < List->getNumInits() ? List->getInit(I) : List->getArrayFiller()));
      return Result;
    } else {
      return {};
    }
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// Operators
//===----------------------------------------------------------------------===//

/// Products of what callers give stay products; nothing else does.
TimedValue TimedRun::combinedGiven(BinaryOperatorKind Op, const TimedValue &L, const TimedValue &R) {
  constexpr size_t MostFactors = 4;
  std::optional<Amount> Left = L.amount(), Right = R.amount();
  if (!Left || !Right || Left->Parameters.size() + Right->Parameters.size() > MostFactors)
    return {};
  TimedValue V;
  if (Op == BO_Mul) {
    V.Is = L.Is == Kind::Number ? R.Is : L.Is;
    V.Number = Left->Number * Right->Number;
    V.Given = std::move(Left->Parameters);
    llvm::append_range(V.Given, Right->Parameters);
    llvm::sort(V.Given);
  } else if (Op == BO_Div && Right->isKnown() && Right->Number != 0) {
    V.Is = L.Is == R.Is ? Kind::Number : L.Is;
    V.Number = Left->Number / Right->Number;
    V.Given = std::move(Left->Parameters);
  }
  return V;
}

TimedValue TimedRun::combined(BinaryOperatorKind Op, const TimedValue &L, const TimedValue &R) {
  auto Numeric = [](const TimedValue &V) { return V.is(Kind::Number) || V.is(Kind::Time) || V.is(Kind::Instant); };
  auto Make = [](Kind K, double N) {
    TimedValue V;
    V.Is = K;
    V.Number = N;
    return V;
  };
  auto Truth = [&](bool B) { return Make(Kind::Number, B); };
  if (Op == BO_LAnd || Op == BO_LOr) {
    bool Decides = Op == BO_LOr;
    for (const TimedValue &V : {L, R})
      if (V.is(Kind::Number) && (V.Number != 0) == Decides)
        return Truth(Decides);
    return L.is(Kind::Number) && R.is(Kind::Number) ? Truth(!Decides) : TimedValue();
  }
  if (!L.Given.empty() || !R.Given.empty())
    return combinedGiven(Op, L, R);
  if (!Numeric(L) || !Numeric(R) || L.Never || R.Never)
    return {};
  double A = L.Number, B = R.Number;
  bool Both = L.is(Kind::Number) && R.is(Kind::Number);
  switch (Op) {
  case BO_Add:
  case BO_AddAssign:
    return Make(L.is(Kind::Instant) || R.is(Kind::Instant) ? Kind::Instant : L.Is, A + B);
  case BO_Sub:
  case BO_SubAssign:
    return Make(L.is(Kind::Instant) && R.is(Kind::Instant) ? Kind::Time : L.Is, A - B);
  case BO_Mul:
  case BO_MulAssign:
    return Make(Both ? Kind::Number : Kind::Time, A * B);
  case BO_Div:
  case BO_DivAssign:
    if (B == 0)
      return {};
    return Make(L.Is == R.Is ? Kind::Number : L.Is, A / B);
  case BO_Rem:
  case BO_RemAssign:
    return Both && B != 0 ? Make(Kind::Number, std::fmod(A, B)) : TimedValue();
  case BO_Shl:
  case BO_ShlAssign:
    return Both && B >= 0 && B < 63 ? Make(Kind::Number, std::ldexp(A, int(B))) : TimedValue();
  case BO_Shr:
  case BO_ShrAssign:
    return Both && B >= 0 && B < 63 ? Make(Kind::Number, std::floor(std::ldexp(A, -int(B)))) : TimedValue();
  case BO_LT:
    return Truth(A < B);
  case BO_GT:
    return Truth(A > B);
  case BO_LE:
    return Truth(A <= B);
  case BO_GE:
    return Truth(A >= B);
  case BO_EQ:
    return Truth(A == B);
  case BO_NE:
    return Truth(A != B);
  default:
    return {};
  }
}

TimedValue TimedRun::evalOperator(const BinaryOperator *Operator) {
  BinaryOperatorKind Op = Operator->getOpcode();
  if (Op == BO_Assign) {
    Value V = eval(Operator->getRHS());
    assign(Operator->getLHS(), V);
    return V;
  }
  if (Op == BO_LAnd || Op == BO_LOr) {
    Value L = eval(Operator->getLHS());
    if (!Now || (L.is(Kind::Number) && (L.Number != 0) == (Op == BO_LOr)))
      return L;
    State Before = *Now;
    Value R = eval(Operator->getRHS());
    // A condition that goes on is the longer way.
    if (!Now)
      Now = std::move(Before);
    return combined(Op, L, R);
  }
  Value L = eval(Operator->getLHS()), R = eval(Operator->getRHS());
  if (Op == BO_Comma)
    return R;
  Value Result = combined(Op, L, R);
  // Whole numbers stay whole.
  if (Result.is(Kind::Number) && Operator->getType()->isIntegerType())
    Result.Number = std::trunc(Result.Number);
  if (Operator->isCompoundAssignmentOp())
    assign(Operator->getLHS(), Result);
  return Result;
}

TimedValue TimedRun::evalUnary(const UnaryOperator *Operator) {
  Value V = eval(Operator->getSubExpr());
  if (!V.is(Kind::Number) && !V.is(Kind::Time)) {
    if (Operator->isIncrementDecrementOp() && !V.Given.empty())
      assign(Operator->getSubExpr(), {});
    return Operator->getOpcode() == UO_Plus ? V : Value();
  }
  Value Changed = V;
  switch (Operator->getOpcode()) {
  case UO_PreInc:
  case UO_PostInc:
    ++Changed.Number;
    break;
  case UO_PreDec:
  case UO_PostDec:
    --Changed.Number;
    break;
  case UO_Minus:
    V.Number = -V.Number;
    return V;
  case UO_LNot:
    return number(V.Number == 0);
  case UO_Plus:
    return V;
  default:
    return {};
  }
  assign(Operator->getSubExpr(), Changed);
  return Operator->isPostfix() ? V : Changed;
}

TimedValue TimedRun::evalMember(const MemberExpr *Member) {
  if (!Member->getType()->isPlaceholderType())
    eval(Member->getBase());
  const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
  if (!Field || !Now)
    return {};
  if (auto It = Now->Known.find(Field); It != Now->Known.end())
    return It->second;
  if (!isNumeric(Field->getType()) && !isTimeType(Field->getType()))
    return {};
  // A member of a constant object.
  const auto *Var = dyn_cast_or_null<VarDecl>(namedObject(Member->getBase()));
  if (Var && Var->getType().isConstQualified() && !Var->getType()->isReferenceType() && Var->getAnyInitializer() &&
      !Var->getAnyInitializer()->isValueDependent() && !isa<ParmVarDecl>(Var))
    if (const APValue *Whole = Var->evaluateValue(); Whole && Whole->isStruct())
      if (const auto *Record = Var->getType()->getAsCXXRecordDecl(); Record == Field->getParent())
        if (auto Known = timeOf(Whole->getStructField(Field->getFieldIndex()), Field->getType()))
          return fromConstant(*Known, Field->getType());
  if (Var && (isa<ParmVarDecl>(Var) || Var->hasLocalStorage()) && !isa<CXXThisExpr>(stripToObject(Member->getBase())))
    return {}; // Filled in by somebody.
  if (const Expr *Only = Owner.Flow->onlyValue(Field))
    return constant(Only);
  return {};
}

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

TimedValue TimedRun::eval(const Expr *E) {
  if (!E || !Now || !Owner.spend())
    return {};
  E = stripToObject(E);
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E))
    return eval(Default->getExpr());
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(E))
    return eval(Default->getExpr());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (Value V = lookup(Ref->getDecl()))
      return V;
  if (Value V = constant(E))
    return V;
  if (suspensionOperand(E)) {
    await(E);
    return {};
  }
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
    for (auto [Capture, Init] : llvm::zip(Lambda->captures(), Lambda->capture_inits()))
      if (Capture.capturesVariable() && Now)
        if (Value V = eval(Init); V && Now)
          Now->Known[Capture.getCapturedVar()] = V;
    Value V;
    V.Is = Kind::Callable;
    V.Function = Lambda->getCallOperator();
    V.Maker = this;
    V.Origin = Lambda;
    return V;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return evalMember(Member);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return evalUnary(Unary);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return evalOperator(Binary);
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
    // A comparison by `<=>`.
    Value L = eval(Rewritten->getLHS()), R = eval(Rewritten->getRHS());
    return combined(Rewritten->getOperator(), L, R);
  }
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(E)) {
    std::optional<bool> Holds = truth(Choice->getCond());
    if (!Now)
      return {};
    if (Holds)
      return eval(*Holds ? Choice->getTrueExpr() : Choice->getFalseExpr());
    State Before = *Now;
    Value Yes = eval(Choice->getTrueExpr());
    Path Then = std::move(Now);
    Now = std::move(Before);
    Value No = eval(Choice->getFalseExpr());
    join(Now, std::move(Then));
    if (Yes.is(Kind::Work) && No.is(Kind::Work))
      return Yes.Task->Time.Sum >= No.Task->Time.Sum ? Yes : No;
    return Yes == No ? Yes : Value();
  }
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    return eval(Cast->getSubExpr());
  if (const auto *Throw = dyn_cast<CXXThrowExpr>(E)) {
    eval(Throw->getSubExpr());
    raise();
    Now.reset();
    return {};
  }
  if (const auto *Block = dyn_cast<StmtExpr>(E)) {
    exec(Block->getSubStmt());
    return {};
  }
  if (const auto *Index = dyn_cast<ArraySubscriptExpr>(E)) {
    Value At = eval(Index->getIdx());
    std::vector<Value> All = elements(Index->getBase());
    return At.is(Kind::Number) && At.Number >= 0 && At.Number < double(All.size()) ? All[size_t(At.Number)] : Value();
  }
  if (auto Site = CallSite::of(E))
    return call(*Site);
  if (isa<InitListExpr, CXXParenListInitExpr>(E)) {
    // Several tasks in one list are worth the longest.
    Value Longest;
    for (const Stmt *Child : E->children()) {
      Value V = eval(dyn_cast_or_null<Expr>(Child));
      if (!Longest || (V.is(Kind::Work) && (!Longest.is(Kind::Work) || V.Task->Time.Sum > Longest.Task->Time.Sum)))
        Longest = V;
    }
    bool Single = std::distance(E->child_begin(), E->child_end()) == 1;
    return Single || Longest.is(Kind::Work) ? Longest : Value();
  }
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(E)) {
    Value V = eval(List->getSubExpr());
    return V.is(Kind::Work) ? V : Value();
  }
  for (const Stmt *Child : E->children())
    if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
      eval(Sub);
  return {};
}

} // namespace async_tidy
