//===--- Durations.cpp - Constant std::chrono values ---===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Durations.h"
#include "analysis/CallSite.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/Support/FormatVariadic.h"
#include <cmath>

using namespace clang;

namespace async_tidy {

/// The length of a tick, from a ratio among the template arguments: a class template of two integers.
static std::optional<double> tickOf(const CXXRecordDecl *Record) {
  const auto *Duration = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Record);
  if (!Duration)
    return std::nullopt;
  for (const TemplateArgument &Argument : Duration->getTemplateArgs().asArray()) {
    if (Argument.getKind() != TemplateArgument::Type)
      continue;
    const auto *Ratio = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Argument.getAsType()->getAsCXXRecordDecl());
    if (!Ratio || Ratio->getTemplateArgs().size() != 2)
      continue;
    const TemplateArgument &Num = Ratio->getTemplateArgs()[0], &Den = Ratio->getTemplateArgs()[1];
    if (Num.getKind() == TemplateArgument::Integral && Den.getKind() == TemplateArgument::Integral)
      return double(Num.getAsIntegral().getExtValue()) / double(Den.getAsIntegral().getExtValue());
  }
  return std::nullopt;
}

std::optional<TimeValue> timeOf(const APValue &Value, QualType T) {
  if (Value.isInt()) {
    const llvm::APSInt &Number = Value.getInt();
    bool Greatest = Number.isSigned() ? Number.isMaxSignedValue() : Number.isMaxValue();
    return TimeValue{Number.isSigned() ? double(Number.getExtValue()) : double(Number.getZExtValue()),
                     Greatest && Number.getBitWidth() >= 32};
  }
  if (Value.isFloat()) {
    const llvm::APFloat &Number = Value.getFloat();
    return TimeValue{Number.convertToDouble(), Number.isInfinity() || Number.isLargest()};
  }
  const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Value.isStruct() || Value.getStructNumBases() != 0 || Value.getStructNumFields() != 1 || !Record ||
      !Record->hasDefinition())
    return std::nullopt;
  std::optional<TimeValue> Inner = timeOf(Value.getStructField(0), Record->field_begin()->getType());
  if (Inner && Value.getStructField(0).isStruct())
    return Inner; // A point in time is made of a duration.
  if (Inner)
    if (std::optional<double> Tick = tickOf(Record))
      Inner->Seconds *= *Tick;
  return Inner;
}

std::optional<double> tickOf(QualType T) {
  const CXXRecordDecl *Record = T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  return tickOf(Record && Record->hasDefinition() ? Record->getDefinition() : Record);
}

bool isInstantType(QualType T) { return isTimeType(T) && !tickOf(T); }

bool isTimeType(QualType T) {
  if (T.isNull())
    return false;
  const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || !(Record = Record->getDefinition()))
    return false;
  auto Field = Record->field_begin();
  if (Field == Record->field_end() || std::next(Field) != Record->field_end() || Record->getNumBases() != 0)
    return false;
  return tickOf(Record) || isTimeType(Field->getType());
}

const ValueDecl *timeSource(const Expr *E) {
  for (unsigned Depth = 0; E && Depth < 6; ++Depth) {
    if (const ValueDecl *Named = namedObject(E))
      return isa<VarDecl, FieldDecl>(Named) ? Named : nullptr;
    auto Call = CallSite::of(stripToObject(E)); // A conversion between durations.
    E = Call && Call->Args.size() == 1 && !Call->Object ? Call->Args.front() : nullptr;
  }
  return nullptr;
}

std::optional<TimeValue> constantTime(const Expr *E, const ASTContext &Context) {
  for (unsigned Depth = 0; E && Depth < 4; ++Depth) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E))
      E = Default->getExpr();
    else if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(E))
      E = Default->getExpr();
    if (!E || E->isValueDependent() || E->isTypeDependent())
      return std::nullopt;
    Expr::EvalResult Result;
    if (E->EvaluateAsRValue(Result, Context) && !Result.HasSideEffects)
      return timeOf(Result.Val, E->getType());
    // A variable that cannot change is worth what it was set to.
    const auto *Var = dyn_cast_or_null<VarDecl>(namedObject(E));
    if (!Var || isa<ParmVarDecl>(Var) || !Var->getType().isConstQualified() || !Var->getAnyInitializer())
      return std::nullopt;
    E = Var->getAnyInitializer();
  }
  return std::nullopt;
}

const WaitClass &waitClass(StringRef Name) {
  static constexpr WaitClass Classes[] = {{"model", "waits for a model", "60 to 120 s", 90, 60, 120},
                                          {"web", "waits for a server", "10 to 30 s", 30, 10, 30},
                                          {"internal", "waits for a service", "1 to 5 s", 5, 1, 5},
                                          {"io", "waits for a peer", "10 to 30 s", 30, 10, 30}};
  for (const WaitClass &Class : Classes)
    if (Class.Name == Name)
      return Class;
  return Classes[std::size(Classes) - 1];
}

} // namespace async_tidy
