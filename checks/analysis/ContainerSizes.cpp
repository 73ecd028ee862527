//===--- ContainerSizes.cpp - What is put into a container ----------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Effects.h"
#include "analysis/ParameterFlow.h"
#include "analysis/RangeSizes.h"
#include "analysis/UnitIndex.h"
#include "analysis/ValueFate.h"

using namespace clang;

namespace async_tidy {

using Kind = RangeSize::Kind;

RangeSize RangeSizes::ofContainer(const FunctionBody &Body, const VarDecl &Var, unsigned Depth) {
  return remember(&Body, &Var, [&] { return computeContainer(Body, Var, Depth); });
}

RangeSize RangeSizes::computeContainer(const FunctionBody &Body, const VarDecl &Var, unsigned Depth) {
  const Expr *Init = Var.getInit();
  bool Alias = Var.getType()->isReferenceType() || Var.getType()->isPointerType();
  const DeclStmt *Declared = Body.declaration(&Var);
  if (Var.isCXXForRangeDecl()) {
    const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(Body.parent(Declared));
    // A piece of a range that is cut into pieces.
    if (Loop && ofRange(Body, Loop->getRangeInit(), Depth + 1).Is == Kind::Limited)
      return RangeSize::of(Kind::Limited);
    return RangeSize::of(Kind::RunTime, Declared);
  }
  if (!Var.hasLocalStorage()) {
    if (const InitListExpr *List = listOf(Init); List && Var.getType().isConstQualified())
      return RangeSize::constant(List->getNumInits());
    if (Var.isConstexpr() || Var.getType().isConstQualified())
      return Init ? ofRange(Body, Init, Depth + 1) : RangeSize::of(Kind::RunTime);
    // A table that nobody in the unit changes.
    RangeSize Data = RangeSize::of(Kind::RunTime, nullptr);
    Data.Sources.push_back(&Var);
    return Data;
  }
  if (Alias && Init) {
    RangeSize Size = ofRange(Body, Init, Depth + 1);
    Size.Sources.push_back(&Var);
    return Size;
  }
  RangeSize Size = RangeSize::constant(0);
  if (const InitListExpr *List = listOf(Init)) {
    Size = RangeSize::constant(List->getNumInits());
  } else if (Init) {
    auto Made = CallSite::of(stripToObject(Init));
    bool Construct = Made && isa<CXXConstructExpr>(stripToObject(Init));
    if (Construct && Made->Args.size() >= 2 && !isNumber(Made->Args.front())) {
      // Two iterators: `v(all.begin(), all.begin() + 8)`.
      RangeSize Whole = RangeSize::of(Kind::RunTime, Init);
      if (auto First = CallSite::of(stripToObject(Made->Args[0])); First && First->Object)
        Whole = ofRange(Body, First->Object, Depth + 1);
      auto Last = CallSite::of(stripToObject(Made->Args[1]));
      if (Last && isa<CXXOperatorCallExpr>(Last->E))
        for (const Expr *Part : Last->Args)
          if (isNumber(Part))
            Whole = ofNumber(Body, Part, Depth + 1);
      Size = Whole.Is == Kind::Constant && Whole.Count == 0 ? RangeSize::of(Kind::RunTime, Init) : Whole;
    } else if (!Construct || !Made->Args.empty()) {
      Size = ofRange(Body, Init, Depth + 1);
    }
  }
  Size.Sources.push_back(&Var);
  bool Cut = false;
  for (const Expr *Use : Body.uses(&Var)) {
    const Stmt *Parent = meaningfulParent(Body, Use);
    const auto *Member = dyn_cast_or_null<MemberExpr>(Parent);
    auto Call = CallSite::of(dyn_cast_or_null<Expr>(Member ? Body.parent(Member) : Parent));
    if (!Call) {
      // Captured by a lambda that may fill it.
      if (isa_and_nonnull<LambdaExpr>(Parent) &&
          llvm::any_of(cast<LambdaExpr>(Parent)->captures(), [&](const LambdaCapture &C) {
            return C.capturesVariable() && C.getCapturedVar() == &Var && C.getCaptureKind() == LCK_ByRef;
          }))
        Size = Size.plus(RangeSize::of(Kind::Unknown, Parent));
      continue;
    }
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->Callee);
    if (Call->Object && namedObject(Call->Object) == &Var) {
      if (!Method || Method->isConst() || Call->Args.empty())
        continue;
      if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call->E)) {
        if (Operator->getOperator() == OO_Equal) {
          RangeSize Other = ofRange(Body, Call->Args.front(), Depth + 1);
          Size = Size.plus(Other);
        }
        continue;
      }
      if (isNumber(Call->Args.front()) && Method->getParamDecl(0)->getType()->isIntegerType() &&
          (Call->Args.size() == 1 || Method->getReturnType()->isVoidType()) && !repeatingLoop(Body, Call->E)) {
        // `resize`, `reserve`, `assign`: a constant is a promise, the rest says nothing new.
        RangeSize To = ofNumber(Body, Call->Args.front(), Depth + 1);
        if (To.Is < Kind::Unknown && !(To.Is == Kind::Constant && To.Count == 0))
          Cut = true;
        else if (To.Is == Kind::RunTime && Size.Is < Kind::Unknown)
          Size = Size.plus(To);
        continue;
      }
      // `erase(begin + 5, end)`.
      auto From = CallSite::of(stripToObject(Call->Args.front()));
      if (From && isa<CXXOperatorCallExpr>(From->E))
        for (const Expr *Part : From->Args)
          Cut |= isNumber(Part) && isLimit(Body, Part);
      RangeSize Added = RangeSize::constant(1);
      // `insert(end, first, last)`.
      if (Call->Args.size() >= 3)
        Added = RangeSize::of(Kind::RunTime, Call->E);
      const Stmt *Scope = Declared ? Body.parent(Declared) : nullptr;
      RangeSize Runs = ofRuns(Body, Call->E, Scope, Depth + 1);
      // Work that is made by a callable of the caller's.
      if (Runs.Is == Kind::RunTime && Runs.Parameter) {
        ParameterFlow Flow(Unit, Body);
        for (const Expr *Argument : Call->Args)
          if (auto Position = Flow.from(Argument); Position && Flow.isCallable(*Position))
            Runs.Is = Kind::Given;
      }
      Size = Size.plus(Added.times(Runs));
      continue;
    }
    // Filled through an iterator by an algorithm over another range, or lent to somebody.
    bool Reads = Unit.roles().call(Role::Gather, *Call) || stripToObject(Use) == stripToObject(Call->E);
    if (Reads || !Call->Callee)
      continue;
    for (unsigned I = 0; I < Call->Args.size() && I < Call->Callee->getNumParams(); ++I) {
      if (namedObject(Call->Args[I]) != &Var)
        continue;
      QualType T = Call->Callee->getParamDecl(I)->getType();
      if (!T->isLValueReferenceType() || T->getPointeeType().isConstQualified())
        continue;
      if (!Call->Callee->isInStdNamespace()) {
        Size = Size.plus(RangeSize::of(Kind::Unknown, Call->E));
        continue;
      }
      // An inserter: as many as the range that the algorithm goes through has.
      RangeSize Through = RangeSize::of(Kind::Constant);
      for (const Stmt *Around = Body.parent(Call->E); Around; Around = Body.parent(Around)) {
        auto Algorithm = CallSite::of(dyn_cast<Expr>(Around));
        if (!Algorithm)
          continue;
        const Expr *From = Algorithm->Args.empty() ? nullptr : Algorithm->Args.front();
        if (auto Begin = CallSite::of(From ? stripToObject(From) : nullptr);
            Begin && Begin->Object && Begin->Args.empty())
          From = Begin->Object;
        if (From && !Body.isWithin(Use, From))
          Through = ofRange(Body, From, Depth + 1);
      }
      Size = Size.plus(Through);
    }
  }
  if (Cut && Size.Is > Kind::Limited) {
    Size.Is = Kind::Limited;
    Size.Decides = nullptr;
  }
  return Size;
}

} // namespace async_tidy
