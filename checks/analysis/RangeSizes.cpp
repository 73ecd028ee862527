//===--- RangeSizes.cpp ---------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/RangeSizes.h"
#include "analysis/Effects.h"
#include "analysis/ParameterFlow.h"
#include "analysis/UnitIndex.h"
#include "analysis/ValueFate.h"

using namespace clang;

namespace async_tidy {

using Kind = RangeSize::Kind;

static constexpr unsigned MaxDepth = 8;

RangeSize RangeSize::plus(const RangeSize &Other) const {
  RangeSize Sum = Other.Is > Is ? Other : *this;
  if (Is == Kind::Constant && Other.Is == Kind::Constant)
    Sum.Count = Count + Other.Count;
  for (const RangeSize *Part : {this, &Other})
    for (const ValueDecl *Source : Part->Sources)
      if (!llvm::is_contained(Sum.Sources, Source))
        Sum.Sources.push_back(Source);
  return Sum;
}

RangeSize RangeSize::times(const RangeSize &Other) const {
  if ((Is == Kind::Constant && Count == 0) || (Other.Is == Kind::Constant && Other.Count == 0))
    return constant(0);
  RangeSize Product = plus(Other);
  if (Is == Kind::Constant && Other.Is == Kind::Constant)
    Product.Count = Count * Other.Count;
  return Product;
}

void forEachNode(const FunctionBody &Body, const Stmt *S, llvm::function_ref<void(const Stmt *)> Visit) {
  if (!S || !Body.order(S))
    return;
  Visit(S);
  if (isa<LambdaExpr>(S))
    return;
  for (const Stmt *Child : S->children())
    if (Child)
      forEachNode(Body, Child, Visit);
}

std::optional<int64_t> constantNumber(const Expr *E, const ASTContext &Context) {
  Expr::EvalResult Value;
  if (!E || E->isValueDependent() || !E->getType()->isIntegralOrEnumerationType() || !E->EvaluateAsInt(Value, Context))
    return std::nullopt;
  return Value.Val.getInt().getSExtValue();
}

/// The number of elements that the type or the text of \p Range fixes.
static std::optional<uint64_t> fixedSize(const Expr *Range) {
  Range = stripToObject(Range);
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(Range))
    Range = stripWrapping(List->getSubExpr());
  if (const auto *List = dyn_cast<InitListExpr>(Range))
    return List->getNumInits();
  QualType T = Range->getType().getNonReferenceType();
  if (const auto *Array = dyn_cast<ConstantArrayType>(T->getUnqualifiedDesugaredType()))
    return Array->getSize().getZExtValue();
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  Record = Record ? Record->getDefinition() : nullptr;
  if (!Record || Record->getNumBases() || std::distance(Record->field_begin(), Record->field_end()) != 1)
    return std::nullopt;
  if (const auto *Array =
          dyn_cast<ConstantArrayType>((*Record->field_begin())->getType()->getUnqualifiedDesugaredType()))
    return Array->getSize().getZExtValue();
  return std::nullopt;
}

const InitListExpr *listOf(const Expr *Init) {
  if (!Init)
    return nullptr;
  Init = stripToObject(Init);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Init); Construct && Construct->getNumArgs() >= 1)
    Init = stripWrapping(Construct->getArg(0));
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(Init))
    return dyn_cast<InitListExpr>(stripWrapping(List->getSubExpr()));
  return nullptr;
}

bool isNumber(const Expr *E) { return E->getType()->isIntegralOrEnumerationType(); }

const Expr *sizedObject(const Expr *E) {
  E = stripWrapping(E);
  while (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    E = stripWrapping(Cast->getSubExpr());
  auto Call = CallSite::of(E);
  if (!Call || !E->getType()->isIntegerType() || E->getType()->isBooleanType())
    return nullptr;
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->Callee);
  if (Call->Object && Call->Args.empty() && Method && Method->isConst() && Method->getParent()->isInStdNamespace())
    return Call->Object;
  // `std::size(x)`, `std::ssize(x)`, `std::distance(x.begin(), x.end())`.
  if (!Call->Object && !Call->Args.empty() && Call->Callee && Call->Callee->isInStdNamespace() &&
      Call->Args.front()->getType()->isRecordType() && Call->Args.size() == 1)
    return Call->Args.front();
  // A class of the project that has a size.
  if (Call->Object && Call->Args.empty() && Method && Method->isConst())
    return Call->Object;
  return nullptr;
}

bool RangeSizes::isMachine(const Expr *E) {
  E = stripWrapping(E);
  if (auto Call = CallSite::of(E))
    return static_cast<bool>(Unit.roles().call(Role::MachineSize, *Call));
  const ValueDecl *D = namedObject(E);
  return D && Unit.roles().object(Role::MachineSize, D);
}

/// `min(a, b)`, `first(8)`, `range | take(8)`: limited as soon as one of its numbers is no size.
std::optional<RangeSize> RangeSizes::ofLimiter(const FunctionBody &Body, const CallSite &Call, unsigned Depth) {
  bool Limits = static_cast<bool>(Unit.roles().call(Role::Limiter, Call));
  if (!Limits)
    if (const ValueDecl *Object = Call.Object ? namedObject(Call.Object) : nullptr)
      Limits = Unit.roles().object(Role::Limiter, Object);
  // `range | take(8)`.
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call.E);
      !Limits && Operator && Operator->getOperator() == OO_Pipe && Operator->getNumArgs() == 2) {
    if (auto Adaptor = CallSite::of(stripToObject(Operator->getArg(1))))
      if (ofLimiter(Body, *Adaptor, Depth + 1))
        return RangeSize::of(Kind::Limited);
    return ofRange(Body, Operator->getArg(0), Depth + 1);
  }
  if (!Limits)
    return std::nullopt;
  RangeSize Least = RangeSize::of(Kind::RunTime, Call.E);
  auto Consider = [&](const Expr *Argument) {
    if (!isNumber(Argument))
      return;
    RangeSize Size = ofNumber(Body, Argument, Depth + 1);
    if (Size.Is == Kind::Given)
      Size = RangeSize::of(Kind::Limited);
    if (Size.Is < Least.Is || (Size.Is == Kind::Constant && Least.Is == Kind::Constant && Size.Count < Least.Count))
      Least = Size;
  };
  for (const Expr *Argument : Call.Args) {
    if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(stripWrapping(Argument)))
      for (const Expr *Element : cast<InitListExpr>(stripWrapping(List->getSubExpr()))->inits())
        Consider(Element);
    else
      Consider(Argument);
  }
  if (Least.Is == Kind::Constant)
    Least = RangeSize::of(Kind::Limited);
  return Least;
}

RangeSize RangeSizes::remember(const FunctionBody *Body, const ValueDecl *D, Compute Size) {
  bool Number = D->getType()->isIntegralOrEnumerationType();
  auto [It, New] = Known.try_emplace({Body, D}, Number ? RangeSize::of(Kind::Unknown) : RangeSize::constant(0));
  if (!New)
    return It->second;
  RangeSize Result = Size();
  return Known[{Body, D}] = Result;
}

RangeSize RangeSizes::ofNumber(const FunctionBody &Body, const Expr *E, unsigned Depth) {
  if (!E || Depth > MaxDepth)
    return RangeSize::of(Kind::Unknown);
  E = stripToObject(E);
  while (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    E = stripToObject(Cast->getSubExpr());
  if (const auto *List = dyn_cast<InitListExpr>(E); List && List->getNumInits() == 1)
    E = stripToObject(List->getInit(0));
  if (auto Known = constantNumber(E, Unit.context()))
    return RangeSize::constant(std::max<int64_t>(*Known, 0));
  if (isMachine(E))
    return RangeSize::of(Kind::Machine);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    RangeSize Left = ofNumber(Body, Binary->getLHS(), Depth + 1), Right = ofNumber(Body, Binary->getRHS(), Depth + 1);
    switch (Binary->getOpcode()) {
    case BO_Rem:
      return Right.Is == Kind::Constant ? RangeSize::of(Kind::Limited) : Left;
    case BO_Mul:
      return Left.times(Right);
    case BO_Div:
    case BO_Sub:
    case BO_Shr:
      return Left;
    default:
      return Left.plus(Right);
    }
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    RangeSize Then = ofNumber(Body, Choice->getTrueExpr(), Depth + 1),
              Else = ofNumber(Body, Choice->getFalseExpr(), Depth + 1);
    // `n > 8 ? 8 : n`.
    if ((Then.Is == Kind::Constant) != (Else.Is == Kind::Constant) &&
        isa<BinaryOperator>(stripWrapping(Choice->getCond())))
      return RangeSize::of(Kind::Limited);
    return Then.plus(Else);
  }
  if (auto Call = CallSite::of(E)) {
    if (auto Limited = ofLimiter(Body, *Call, Depth))
      return *Limited;
    if (const Expr *Object = sizedObject(E)) {
      RangeSize Size = ofRange(Body, Object, Depth + 1);
      if (const ValueDecl *Named = namedObject(Object))
        Size.Sources.push_back(Named);
      return Size;
    }
    // `max(1, cores)`.
    if (Call->Callee && Call->Callee->isInStdNamespace() && !Call->Object && !Call->Args.empty() &&
        llvm::all_of(Call->Args, [](const Expr *A) { return isNumber(A); })) {
      RangeSize Size = RangeSize::constant(0);
      for (const Expr *Argument : Call->Args)
        Size = Size.plus(ofNumber(Body, Argument, Depth + 1));
      return Size;
    }
    // A helper that computes it.
    if (const FunctionBody *Callee = Call->isVirtualDispatch() ? nullptr : Unit.body(Call->Callee))
      if (Callee->returns().size() == 1 && Callee->returns().front()->getRetValue())
        return ofNumber(*Callee, Callee->returns().front()->getRetValue(), Depth + 1);
    return RangeSize::of(Kind::RunTime, E);
  }
  if (suspensionOperand(E))
    return RangeSize::of(Kind::RunTime, E);
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
      return ofField(*Field, E, Depth);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      return ofVariable(Body, *Var, Depth);
    return RangeSize::of(Kind::RunTime, E);
  }
  return RangeSize::of(Kind::Unknown, E);
}

RangeSize RangeSizes::ofVariable(const FunctionBody &Body, const VarDecl &Var, unsigned Depth) {
  return remember(&Body, &Var, [&] { return computeVariable(Body, Var, Depth); });
}

RangeSize RangeSizes::computeVariable(const FunctionBody &Body, const VarDecl &Var, unsigned Depth) {
  if (isa<ParmVarDecl>(Var)) {
    RangeSize Given = RangeSize::of(Kind::RunTime);
    Given.Sources.push_back(&Var);
    for (const Expr *Use : Body.uses(&Var)) {
      // `n = std::min(n, 8);`
      const Stmt *Parent = meaningfulParent(Body, Use);
      if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(Parent);
          Assign && Assign->getOpcode() == BO_Assign && stripToObject(Assign->getLHS()) == Use) {
        RangeSize Size = ofNumber(Body, Assign->getRHS(), Depth + 2);
        if (Size.Is < Kind::Unknown)
          return RangeSize::of(Kind::Limited);
      }
    }
    return Given;
  }
  RangeSize Size = Var.getInit() ? ofNumber(Body, Var.getInit(), Depth + 1) : RangeSize::constant(0);
  if (!Var.hasLocalStorage())
    return Size;
  Size.Sources.push_back(&Var);
  for (const Expr *Use : Body.uses(&Var)) {
    const Stmt *Parent = meaningfulParent(Body, Use);
    const auto *Assign = dyn_cast_or_null<BinaryOperator>(Parent);
    if (!Assign || !Assign->isAssignmentOp() || stripToObject(Assign->getLHS()) != Use)
      continue;
    if (Assign->getOpcode() == BO_Assign) {
      RangeSize Other = ofNumber(Body, Assign->getRHS(), Depth + 2);
      // A clamp, by a function or by a condition.
      bool Clamped = Other.Is == Kind::Limited || (Other.Is == Kind::Constant && Body.enclosing<IfStmt>(Assign));
      if (Clamped && Size.Is > Kind::Limited)
        return RangeSize::of(Kind::Limited);
      Size = Size.plus(Other);
    } else {
      Size = Size.plus(ofNumber(Body, Assign->getRHS(), Depth + 2).times(ofRuns(Body, Assign, nullptr, Depth + 2)));
    }
  }
  return Size;
}

/// A member is as large as what the unit puts into it, when that is all bounded; otherwise it is data.
RangeSize RangeSizes::ofField(const FieldDecl &Field, const Expr *E, unsigned Depth) {
  return remember(nullptr, &Field, [&] { return computeField(Field, E, Depth); });
}

RangeSize RangeSizes::computeField(const FieldDecl &Field, const Expr *E, unsigned Depth) {
  bool Number = Field.getType()->isIntegralOrEnumerationType();
  RangeSize Size = RangeSize::of(Kind::Constant);
  bool Any = false;
  auto Add = [&](const RangeSize &Part) {
    Size = Any ? Size.plus(Part) : Part;
    Any = true;
  };
  if (Depth > 4) // Members that are filled from members.
    return RangeSize::of(Kind::RunTime, E);
  if (const Expr *Init = Field.getInClassInitializer()) {
    if (const InitListExpr *List = listOf(Init))
      Add(RangeSize::constant(List->getNumInits()));
  }
  const auto *Canonical = Field.getCanonicalDecl();
  for (const FunctionDecl *Function : Unit.index().functions()) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Function);
    const FunctionBody *In =
        Method && Method->getParent()->getCanonicalDecl() == cast<CXXRecordDecl>(Field.getParent())->getCanonicalDecl()
            ? Unit.body(Function)
            : nullptr;
    if (!In)
      continue;
    if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(Function))
      for (const CXXCtorInitializer *Init : Ctor->inits())
        if (Init->isWritten() && Init->getMember() && Init->getMember()->getCanonicalDecl() == Canonical) {
          if (const InitListExpr *List = listOf(Init->getInit()))
            Add(RangeSize::constant(List->getNumInits()));
          else if (Number)
            Add(ofNumber(*In, Init->getInit(), Depth + 2));
          else if (auto Made = CallSite::of(stripWrapping(Init->getInit()));
                   Made && !Made->Args.empty() && isNumber(Made->Args.front()))
            Add(ofNumber(*In, Made->Args.front(), Depth + 2));
          else if (!Made || !Made->Args.empty())
            return RangeSize::of(Kind::RunTime, E);
        }
    for (const CallSite &Call : In->calls()) {
      const auto *Member = Call.Object ? dyn_cast<MemberExpr>(stripToObject(Call.Object)) : nullptr;
      const auto *Callee = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
      if (!Member || Member->getMemberDecl()->getCanonicalDecl() != Canonical || !Callee || Callee->isConst())
        continue;
      if (Call.Args.empty() || isa<CXXOperatorCallExpr>(Call.E))
        continue;
      if (isNumber(Call.Args.front()) && Callee->getParamDecl(0)->getType()->isIntegerType())
        Add(ofNumber(*In, Call.Args.front(), Depth + 2));
      else
        Add(ofRuns(*In, Call.E, nullptr, Depth + 2).times(RangeSize::constant(1)));
    }
  }
  // What others put in is not seen when the member can be reached from outside, unless it is const.
  if (Any && Size.Is < Kind::Unknown && (Field.getType().isConstQualified() || Size.Is == Kind::Machine))
    return Size;
  RangeSize Data = RangeSize::of(Kind::RunTime, E);
  Data.Sources.push_back(&Field);
  return Data;
}

RangeSize RangeSizes::ofRange(const FunctionBody &Body, const Expr *E, unsigned Depth) {
  if (!E || Depth > MaxDepth)
    return RangeSize::of(Kind::Unknown);
  E = stripToObject(E);
  while (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    E = stripToObject(Cast->getSubExpr());
  if (auto Fixed = fixedSize(E))
    return RangeSize::constant(*Fixed);
  if (isMachine(E))
    return RangeSize::of(Kind::Machine);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (!Var)
      return RangeSize::of(Kind::RunTime, E);
    if (const auto *Parameter = dyn_cast<ParmVarDecl>(Var)) {
      bool Work = !Unit.awaitables().heldAwaitable(Var->getType(), nullptr).isNull();
      RangeSize Size = RangeSize::of(Work ? Kind::Given : Kind::RunTime, E);
      Size.Parameter = Parameter;
      Size.Sources.push_back(Var);
      // Cut to size before it is used.
      for (const CallSite &Call : Body.calls())
        if (Call.Object && namedObject(Call.Object) == Var && !Call.Args.empty() && isNumber(Call.Args.front()) &&
            !isa<CXXOperatorCallExpr>(Call.E))
          if (RangeSize Cut = ofNumber(Body, Call.Args.front(), Depth + 2);
              Cut.Is < Kind::Unknown && !cast<CXXMethodDecl>(Call.Callee)->isConst())
            return RangeSize::of(Kind::Limited);
      return Size;
    }
    return ofContainer(Body, *Var, Depth);
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
      return ofField(*Field, E, Depth);
  if (const auto *List = listOf(E))
    return RangeSize::constant(List->getNumInits());
  if (auto Call = CallSite::of(E)) {
    if (auto Limited = ofLimiter(Body, *Call, Depth))
      return *Limited;
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
      if (Construct->getNumArgs() == 0)
        return RangeSize::constant(0);
      if (isNumber(Construct->getArg(0)))
        return ofNumber(Body, Construct->getArg(0), Depth + 1);
    }
    // `iota(0, n)`: a range of numbers is as long as they are apart.
    if (!Call->Args.empty() && llvm::all_of(Call->Args, [](const Expr *A) { return isNumber(A); }) && !Call->Object) {
      RangeSize Size = RangeSize::constant(0);
      for (const Expr *Argument : Call->Args)
        Size = Size.plus(ofNumber(Body, Argument, Depth + 1));
      return Size;
    }
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E); Operator && Operator->getOperator() == OO_Call) {
      if (Call->Args.size() == 1 && !isNumber(Call->Args.front()))
        return ofRange(Body, Call->Args.front(), Depth + 1);
      if (!Call->Args.empty() && llvm::all_of(Call->Args, [](const Expr *A) { return isNumber(A); }))
        return ofNumber(Body, Call->Args.back(), Depth + 1);
    }
    if (const FunctionBody *Callee = Call->isVirtualDispatch() ? nullptr : Unit.body(Call->Callee))
      if (!Callee->isCoroutine() && Callee->returns().size() == 1 && Callee->returns().front()->getRetValue()) {
        RangeSize Size = ofRange(*Callee, Callee->returns().front()->getRetValue(), Depth + 1);
        Size.Sources.clear();
        if (Size.Is == Kind::Given || Size.Is == Kind::RunTime)
          Size = RangeSize::of(Kind::RunTime, E);
        return Size;
      }
    // `builder.finish()`: what was put into the builder.
    if (const auto *Owner =
            Call->Object && Call->Args.empty() ? dyn_cast_or_null<VarDecl>(namedObject(Call->Object)) : nullptr;
        Owner && Owner->hasLocalStorage() && !isa<ParmVarDecl>(Owner) && Body.declaration(Owner))
      if (RangeSize Size = ofContainer(Body, *Owner, Depth + 1); Size.Is != Kind::Constant || Size.Count > 0)
        return Size;
    // A view, an adaptor: as long as what it is made of.
    for (const Expr *Argument : Call->Args)
      if (!isNumber(Argument) && recordOf(Argument->getType()) && !isCallableType(Argument->getType())) {
        RangeSize Size = ofRange(Body, Argument, Depth + 1);
        if (Size.Is < Kind::Unknown && !isa<CXXConstructExpr>(E))
          Size = RangeSize::of(Kind::RunTime, E); // Any call may make more of it.
        return Size;
      }
    return RangeSize::of(Kind::RunTime, E);
  }
  return RangeSize::of(Kind::RunTime, E);
}

RangeSize RangeSizes::ofLoop(const FunctionBody &Body, const Stmt *Loop, unsigned Depth) {
  if (Depth > MaxDepth)
    return RangeSize::of(Kind::Unknown);
  if (const auto *For = dyn_cast<CXXForRangeStmt>(Loop)) {
    RangeSize Size = ofRange(Body, For->getRangeInit(), Depth + 1);
    if (const ValueDecl *Named = namedObject(For->getRangeInit()))
      Size.Sources.push_back(Named);
    // A range of tasks comes from the caller; so does data that the caller's callable turns into tasks.
    if (Size.Is >= Kind::Given)
      Size.Decides = Loop;
    return Size;
  }
  const Expr *Condition = nullptr;
  if (const auto *For = dyn_cast<ForStmt>(Loop))
    Condition = For->getCond();
  else if (const auto *While = dyn_cast<WhileStmt>(Loop))
    Condition = While->getCond();
  else if (const auto *Do = dyn_cast<DoStmt>(Loop))
    Condition = Do->getCond();
  if (isa<DoStmt>(Loop) && Condition && constantNumber(Condition, Unit.context()) == 0)
    return RangeSize::constant(1);
  RangeSize Size = RangeSize::of(Kind::RunTime, Loop);
  const auto *Binary = Condition ? dyn_cast<BinaryOperator>(stripWrapping(Condition)) : nullptr;
  // `i < n && more`: the first comparison bounds it.
  while (Binary && Binary->getOpcode() == BO_LAnd) {
    const auto *Left = dyn_cast<BinaryOperator>(stripWrapping(Binary->getLHS()));
    Binary = Left && Left->isRelationalOp() ? Left : dyn_cast<BinaryOperator>(stripWrapping(Binary->getRHS()));
  }
  if (!Binary || !(Binary->isRelationalOp() || Binary->getOpcode() == BO_NE))
    return Size;
  // The side that moves, and the side that it moves to.
  auto Moves = [&](const Expr *E) {
    const ValueDecl *D = namedObject(E);
    const auto *Var = dyn_cast_or_null<VarDecl>(D);
    if (!Var || !isNumber(E))
      return false;
    for (const Expr *Use : Body.uses(Var)) {
      if (!Body.isWithin(Use, Loop))
        continue;
      const Stmt *Parent = meaningfulParent(Body, Use);
      if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(Parent); Unary && Unary->isIncrementDecrementOp())
        return true;
      if (const auto *Assign = dyn_cast_or_null<CompoundAssignOperator>(Parent);
          Assign && stripToObject(Assign->getLHS()) == Use)
        return true;
    }
    return false;
  };
  const Expr *To = Moves(Binary->getLHS()) ? Binary->getRHS() : Moves(Binary->getRHS()) ? Binary->getLHS() : nullptr;
  const Expr *Moving = To == Binary->getRHS() ? Binary->getLHS() : Binary->getRHS();
  if (!To)
    return Size;
  // Counting down ends at a constant and starts at the number.
  const auto *Var = dyn_cast_or_null<VarDecl>(namedObject(Moving));
  bool Down = false;
  for (const Expr *Use : Body.uses(Var))
    if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(meaningfulParent(Body, Use)))
      Down |= Unary->isDecrementOp() && Body.isWithin(Use, Loop);
  if (Down) {
    RangeSize From = isa<ParmVarDecl>(Var) ? RangeSize::of(Kind::RunTime, Loop)
                     : Var->getInit()      ? ofNumber(Body, Var->getInit(), Depth + 1)
                                           : RangeSize::of(Kind::Unknown);
    if (From.Is >= Kind::Given)
      From.Decides = Loop;
    return From;
  }
  RangeSize Bound = ofNumber(Body, To, Depth + 1);
  if (Bound.Is >= Kind::Given)
    Bound.Decides = Loop;
  // `for (j = i; j < min(i + 8, n); ++j)`: a step of the loop around.
  const auto *Start = Var && Var->getInit() ? dyn_cast_or_null<VarDecl>(namedObject(Var->getInit())) : nullptr;
  bool Offset = false;
  if (Start)
    forEachNode(Body, To, [&](const Stmt *Node) {
      const auto *Sum = dyn_cast<BinaryOperator>(Node);
      Offset |= Sum && Sum->getOpcode() == BO_Add &&
                ((namedObject(Sum->getLHS()) == Start && isLimit(Body, Sum->getRHS())) ||
                 (namedObject(Sum->getRHS()) == Start && isLimit(Body, Sum->getLHS())));
    });
  // The same with a name: `end = min(i + 8, n)`.
  if (const auto *End = dyn_cast_or_null<VarDecl>(namedObject(To)); Start && End && End->getInit())
    forEachNode(Body, End->getInit(), [&](const Stmt *Node) {
      const auto *Ref = dyn_cast<DeclRefExpr>(Node);
      Offset |= Ref && Ref->getDecl() == Start;
    });
  if (Offset)
    return RangeSize::of(Kind::Limited);
  if (Bound.Is == Kind::Constant) {
    auto From = Var && Var->getInit() ? constantNumber(Var->getInit(), Unit.context()) : std::nullopt;
    bool Inclusive = Binary->getOpcode() == BO_LE || Binary->getOpcode() == BO_GE;
    Bound.Count = std::max<int64_t>(int64_t(Bound.Count) - From.value_or(0) + Inclusive, 0);
  }
  return Bound;
}

RangeSize RangeSizes::ofRuns(const FunctionBody &Body, const Stmt *S, const Stmt *Until, unsigned Depth) {
  RangeSize Runs = RangeSize::constant(1);
  for (const Stmt *Loop = repeatingLoop(Body, S); Loop; Loop = repeatingLoop(Body, Loop)) {
    if (Until && Body.isWithin(Until, Loop))
      break;
    Runs = Runs.times(ofLoop(Body, Loop, Depth + 1));
  }
  return Runs;
}

} // namespace async_tidy
