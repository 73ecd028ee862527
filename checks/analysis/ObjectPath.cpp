//===--- ObjectPath.cpp - Which object an expression means ---===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ObjectPath.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace async_tidy {

bool ObjectPath::isWithin(const ObjectPath &Whole) const {
  return Root == Whole.Root && This == Whole.This && Members.size() >= Whole.Members.size() &&
         std::equal(Whole.Members.begin(), Whole.Members.end(), Members.begin());
}

std::string memberNames(ArrayRef<const NamedDecl *> Members) {
  std::string Names;
  for (const NamedDecl *Member : Members)
    Names += (Names.empty() ? "" : ".") + Member->getNameAsString();
  return Names;
}

static const NamedDecl *canonical(const NamedDecl *D) {
  if (const auto *Function = dyn_cast<FunctionDecl>(D))
    if (const FunctionDecl *Pattern = Function->getTemplateInstantiationPattern())
      D = Pattern;
  return cast<NamedDecl>(D->getCanonicalDecl());
}

static bool isPointerLike(QualType T) {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    return true;
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record || !Record->hasDefinition())
    return false;
  for (const auto *Method : Record->methods())
    if (Method->getOverloadedOperator() == OO_Arrow)
      return true;
  for (const CXXBaseSpecifier &Base : Record->bases())
    if (isPointerLike(Base.getType()))
      return true;
  return false;
}

static ObjectPath pathOf(const Expr *E, const FunctionBody &Body, unsigned Depth) {
  ObjectPath Path;
  E = stripToObject(E);
  if (!E || Depth > 12)
    return Path;
  if (isa<CXXThisExpr>(E)) {
    Path.This = true;
    return Path;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    Path = pathOf(Member->getBase(), Body, Depth + 1);
    if (Path && isa<FieldDecl>(Member->getMemberDecl()))
      Path.Members.push_back(canonical(Member->getMemberDecl()));
    return Path;
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
    return pathOf(Subscript->getBase(), Body, Depth + 1);
  if (const auto *List = dyn_cast<InitListExpr>(E); List && List->getNumInits() == 1)
    return pathOf(List->getInit(0), Body, Depth + 1);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *D = Ref->getDecl();
    if (const auto *Var = dyn_cast<VarDecl>(D); Var && !isa<ParmVarDecl>(Var) && Var->hasInit()) {
      bool Alias = Var->getType()->isReferenceType() || Var->getType()->isPointerType() || Var->isInitCapture();
      if (Var->isCXXForRangeDecl()) {
        const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(Body.parent(Body.declaration(Var)));
        ObjectPath Range = Loop ? pathOf(Loop->getRangeInit(), Body, Depth + 1) : ObjectPath();
        if (Range) {
          Range.Members.push_back(Var);
          return Range;
        }
      } else if (Alias || isPointerLike(Var->getType())) {
        ObjectPath Inner = pathOf(Var->getInit(), Body, Depth + 1);
        // A smart pointer that a call hands back owns what was made there.
        bool Made = !Alias && CallSite::of(stripToObject(Var->getInit())) && !(Inner.This && Inner.Members.empty());
        if (Inner && !Made)
          return Inner;
      }
    }
    if (isa<VarDecl, BindingDecl>(D))
      Path.Root = cast<ValueDecl>(D->getCanonicalDecl());
    return Path;
  }
  std::optional<CallSite> Call = CallSite::of(E);
  if (!Call)
    return Path;
  if (isa<CXXConstructExpr>(E))
    return Call->Args.size() == 1 ? pathOf(Call->Args.front(), Body, Depth + 1) : Path;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E)) {
    switch (Operator->getOperator()) {
    case OO_Arrow:
    case OO_Star:
    case OO_Subscript:
      return pathOf(Operator->getArg(0), Body, Depth + 1);
    default:
      return Path;
    }
  }
  // An accessor: a part of its object, or of its first argument.
  if (Call->Object)
    Path = pathOf(Call->Object, Body, Depth + 1);
  else if (!Call->Args.empty() && Call->Callee && (E->isGLValue() || E->getType()->isPointerType()))
    Path = pathOf(Call->Args.front(), Body, Depth + 1);
  if (Path && Call->Callee &&
      !(Call->Object && isPointerLike(stripToObject(Call->Object)->getType()) && E->getType()->isPointerType()))
    // `shared_from_this()` is the object itself.
    if (!(Path.This && Path.Members.empty() && inSystemHeader(*Call->Callee)))
      Path.Members.push_back(canonical(Call->Callee));
  return Path;
}

ObjectPath objectPath(const Expr *E, const FunctionBody &Body) { return pathOf(E, Body, 0); }

ObjectPath atCaller(const ObjectPath &Path, const FunctionDecl &Callee, const CallSite &Call,
                    const FunctionBody &Caller) {
  ObjectPath Base;
  if (Path.This) {
    const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
    if (Method && Method->getParent()->isLambda())
      Base.This = true; // The captured one.
    else if (Call.Object)
      Base = objectPath(Call.Object, Caller);
  } else if (const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(Path.Root);
             Parameter && Parameter->getFunctionScopeIndex() < Callee.getNumParams() &&
             Callee.getParamDecl(Parameter->getFunctionScopeIndex())->getCanonicalDecl() == Path.Root) {
    unsigned Index = Parameter->getFunctionScopeIndex();
    if (Index < Call.Args.size())
      Base = objectPath(Call.Args[Index], Caller);
  } else if (const auto *Var = dyn_cast_or_null<VarDecl>(Path.Root);
             Var && (Var->hasGlobalStorage() || Var->getDeclContext() != &Callee)) {
    Base.Root = Path.Root; // A global, or a variable around the lambda.
  }
  if (Base)
    Base.Members.append(Path.Members.begin(), Path.Members.end());
  return Base;
}

bool isHandedIn(const ObjectPath &Path, const FunctionBody &Body) {
  if (Path.This) {
    const auto *First = Path.Members.empty() ? nullptr : dyn_cast<FieldDecl>(Path.Members.front());
    return First && (First->getType()->isReferenceType() || First->getType()->isPointerType());
  }
  const auto *Var = dyn_cast_or_null<VarDecl>(Path.Root);
  if (!Var || Var->hasGlobalStorage())
    return false;
  if (Var->getDeclContext() != &Body.function() && !Var->isInitCapture()) {
    for (const LambdaCapture &Capture : [&]() -> ArrayRef<LambdaCapture> {
           const auto *Method = dyn_cast<CXXMethodDecl>(&Body.function());
           return Method && Method->getParent()->isLambda()
                      ? ArrayRef<LambdaCapture>(Method->getParent()->captures_begin(),
                                                Method->getParent()->captures_end())
                      : ArrayRef<LambdaCapture>();
         }())
      if (Capture.capturesVariable() && Capture.getCapturedVar() == Var && Capture.getCaptureKind() == LCK_ByCopy &&
          !isPointerLike(Var->getType()) && !Var->getType()->isReferenceType())
        return false;
    return true;
  }
  if (!isa<ParmVarDecl>(Var))
    return false;
  if (Var->getType()->isReferenceType() || Var->getType()->isPointerType())
    return true;
  if (!isPointerLike(Var->getType()))
    return false;
  // A smart pointer that can be copied shares the object with the caller.
  const CXXRecordDecl *Record = Var->getType()->getAsCXXRecordDecl();
  return Record && llvm::none_of(Record->ctors(),
                                 [](const CXXConstructorDecl *C) { return C->isCopyConstructor() && C->isDeleted(); });
}

} // namespace async_tidy
