//===--- TypePatterns.cpp -------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/TypePatterns.h"
#include "clang/AST/ASTContext.h"

using namespace clang;

namespace async_tidy {

static void remember(KnownArguments &Arguments, const TemplateTypeParmType *Parameter, TemplateArgument Value) {
  if (Parameter->getDepth() != 0)
    return;
  if (Arguments.size() <= Parameter->getIndex())
    Arguments.resize(Parameter->getIndex() + 1);
  Arguments[Parameter->getIndex()] = Value;
}

/// Matches the arguments of a partial specialisation; parameters stand for anything, and are remembered.
static std::optional<KnownArguments> match(ArrayRef<TemplateArgument> Patterns, ArrayRef<TemplateArgument> Given) {
  KnownArguments Known;
  if (Patterns.size() != Given.size())
    return std::nullopt;
  for (auto [Pattern, Value] : llvm::zip_equal(Patterns, Given)) {
    if (!Pattern.isDependent()) {
      if (!Pattern.structurallyEquals(Value))
        return std::nullopt;
      continue;
    }
    const auto *Parameter =
        Pattern.getKind() == TemplateArgument::Type ? Pattern.getAsType()->getAs<TemplateTypeParmType>() : nullptr;
    if (!Parameter)
      return std::nullopt;
    remember(Known, Parameter, Value);
  }
  return Known;
}

/// What Clang would instantiate for these arguments.
static ClassPattern patternFor(ClassTemplateDecl &Template, ArrayRef<TemplateArgument> Given) {
  SmallVector<ClassTemplatePartialSpecializationDecl *, 4> Partial;
  Template.getPartialSpecializations(Partial);
  for (const ClassTemplatePartialSpecializationDecl *Specialization : Partial)
    if (auto Known = match(Specialization->getTemplateArgs().asArray(), Given))
      return {Specialization->getDefinition(), std::move(*Known)};
  return {Template.getTemplatedDecl()->getDefinition(), KnownArguments(Given.begin(), Given.end())};
}

const CXXRecordDecl *patternRecord(QualType T) {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  if (const CXXRecordDecl *Record = T->getAsCXXRecordDecl()) {
    // A nested class that nothing here needed is only there as a part of the pattern.
    if (const CXXRecordDecl *Member = Record->getDefinition() ? nullptr : Record->getInstantiatedFromMemberClass())
      return Member->getDefinition();
    const auto *Specialization = dyn_cast<ClassTemplateSpecializationDecl>(Record);
    if (!Specialization || Specialization->getDefinition())
      return Record;
    return patternFor(*Specialization->getSpecializedTemplate(), Specialization->getTemplateArgs().asArray()).Record;
  }
  if (const auto *Specialization = T->getAs<TemplateSpecializationType>())
    if (const auto *Template =
            dyn_cast_or_null<ClassTemplateDecl>(Specialization->getTemplateName().getAsTemplateDecl()))
      return Template->getTemplatedDecl();
  return nullptr;
}

const ClassTemplateDecl *templateOf(QualType T) {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  if (const auto *Specialization = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl()))
    return Specialization->getSpecializedTemplate()->getCanonicalDecl();
  if (const auto *Written = T->getAs<TemplateSpecializationType>())
    if (const auto *Template = dyn_cast_or_null<ClassTemplateDecl>(Written->getTemplateName().getAsTemplateDecl()))
      return Template->getCanonicalDecl();
  if (const CXXRecordDecl *Pattern = T->getAsCXXRecordDecl())
    if (const ClassTemplateDecl *Template = Pattern->getDescribedClassTemplate())
      return Template->getCanonicalDecl();
  return nullptr;
}

static KnownArguments argumentsOf(const CXXRecordDecl *Record) {
  KnownArguments Arguments;
  // A class inside a specialisation is written in terms of the parameters of that specialisation.
  for (const DeclContext *DC = Record; DC && Arguments.empty(); DC = DC->getParent())
    if (const auto *Specialization = dyn_cast<ClassTemplateSpecializationDecl>(DC))
      Arguments.assign(Specialization->getTemplateArgs().asArray().begin(),
                       Specialization->getTemplateArgs().asArray().end());
  return Arguments;
}

KnownArguments argumentsOf(QualType T) {
  const CXXRecordDecl *Record = T.isNull() ? nullptr : T.getNonReferenceType()->getAsCXXRecordDecl();
  return Record ? argumentsOf(Record) : KnownArguments();
}

KnownArguments deduce(QualType Parameter, QualType T) {
  KnownArguments Arguments;
  Parameter = Parameter.getNonReferenceType();
  T = T.getNonReferenceType().getUnqualifiedType();
  if (const auto *Own = Parameter->getAs<TemplateTypeParmType>()) {
    remember(Arguments, Own, TemplateArgument(T));
    return Arguments;
  }
  const auto *Wanted = Parameter->getAs<TemplateSpecializationType>();
  if (!Wanted || templateOf(Parameter) != templateOf(T))
    return Arguments;
  KnownArguments Given = argumentsOf(T);
  for (auto [Pattern, Value] : llvm::zip(Wanted->template_arguments(), Given))
    if (Pattern.getKind() == TemplateArgument::Type)
      if (const auto *Own = Pattern.getAsType()->getAs<TemplateTypeParmType>())
        remember(Arguments, Own, Value);
  return Arguments;
}

/// The arguments of a specialisation that is written in terms of other parameters.
static std::optional<KnownArguments> substituteAll(const TemplateSpecializationType &T, const KnownArguments &Arguments,
                                                   const ASTContext &Context) {
  KnownArguments Result;
  for (const TemplateArgument &Argument : T.template_arguments()) {
    if (!Argument.isDependent()) {
      Result.push_back(Context.getCanonicalTemplateArgument(Argument));
      continue;
    }
    if (Argument.getKind() != TemplateArgument::Type)
      return std::nullopt;
    QualType Value = substitute(Argument.getAsType(), Arguments, Context);
    if (Value.isNull())
      return std::nullopt;
    Result.push_back(TemplateArgument(Value.getCanonicalType()));
  }
  return Result;
}

QualType substitute(QualType T, const KnownArguments &Arguments, const ASTContext &Context) {
  if (T.isNull() || (!T->isDependentType() && !T->isUndeducedType()))
    return T;
  if (const auto *Parameter = T->getAs<TemplateTypeParmType>()) {
    if (Parameter->getDepth() != 0 || Parameter->getIndex() >= Arguments.size() ||
        Arguments[Parameter->getIndex()].getKind() != TemplateArgument::Type)
      return QualType();
    return Context.getQualifiedType(Arguments[Parameter->getIndex()].getAsType(), T.getQualifiers());
  }
  if (const auto *Reference = T->getAs<ReferenceType>()) {
    QualType Referred = substitute(Reference->getPointeeType(), Arguments, Context);
    if (Referred.isNull() || Referred->isVoidType())
      return QualType();
    return isa<LValueReferenceType>(Reference) ? Context.getLValueReferenceType(Referred)
                                               : Context.getRValueReferenceType(Referred);
  }
  if (T->getAs<TemplateSpecializationType>()) {
    ClassPattern Class = classPattern(T, Arguments, Context);
    if (Class.Record && Class.Arguments.empty() && !Class.Record->isDependentContext())
      return Context.getCanonicalTagType(Class.Record);
  }
  return QualType();
}

ClassPattern classPattern(QualType T, const KnownArguments &Arguments, const ASTContext &Context) {
  if (T.isNull())
    return {};
  T = T.getNonReferenceType();
  if (T->getAs<TemplateTypeParmType>()) {
    T = substitute(T, Arguments, Context);
    return T.isNull() ? ClassPattern() : classPattern(T, {}, Context);
  }
  if (const CXXRecordDecl *Record = T->getAsCXXRecordDecl()) {
    if (Record->getDefinition())
      return {Record->getDefinition(), Record->isDependentContext() ? Arguments : KnownArguments()};
    if (const auto *Specialization = dyn_cast<ClassTemplateSpecializationDecl>(Record))
      return patternFor(*Specialization->getSpecializedTemplate(), Specialization->getTemplateArgs().asArray());
    return {};
  }
  const auto *Written = T->getAs<TemplateSpecializationType>();
  const auto *Template =
      Written ? dyn_cast_or_null<ClassTemplateDecl>(Written->getTemplateName().getAsTemplateDecl()) : nullptr;
  if (!Template)
    return {};
  auto Given = substituteAll(*Written, Arguments, Context);
  if (!Given)
    return {Template->getTemplatedDecl()->getDefinition(), {}};
  void *Position = nullptr;
  if (const auto *Known = const_cast<ClassTemplateDecl *>(Template)->findSpecialization(*Given, Position);
      Known && Known->getDefinition())
    return {Known->getDefinition(), {}};
  return patternFor(const_cast<ClassTemplateDecl &>(*Template), *Given);
}

} // namespace async_tidy
