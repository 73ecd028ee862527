//===--- CalleeEffects.cpp ------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Effects.h"

using namespace clang;

namespace async_tidy {

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

/// The result type of a `const` member operator of \p Record; null when there is none.
static QualType constOperatorResult(const CXXRecordDecl *Record, OverloadedOperatorKind Operator) {
  QualType Result;
  anyBaseOrSelf(Record, [&](const CXXRecordDecl *R) {
    R = R->getDefinition();
    if (!R)
      return false;
    const ASTContext &Context = R->getASTContext();
    for (const NamedDecl *D : R->lookup(Context.DeclarationNames.getCXXOperatorName(Operator)))
      if (const auto *Method = dyn_cast<CXXMethodDecl>(D); Method && Method->isConst())
        Result = Method->getReturnType();
    return !Result.isNull();
  });
  return Result;
}

const CXXRecordDecl *mutablePointee(QualType T) {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  if (!T->isPointerType()) {
    // A smart pointer hands out something that is not const although it is const itself; an optional does not.
    const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
    T = Record ? constOperatorResult(Record, OO_Arrow) : QualType();
    if (T.isNull())
      return nullptr;
    if (const CXXRecordDecl *Next = T->getAsCXXRecordDecl())
      return Next == Record ? nullptr : mutablePointee(T);
  }
  if (!T->isPointerType() || T->getPointeeType().isConstQualified())
    return nullptr;
  return T->getPointeeType()->getAsCXXRecordDecl();
}

bool refersElsewhere(QualType T) {
  if (T.isNull())
    return false;
  T = T.getNonReferenceType();
  if (T->isPointerType())
    return true;
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  return Record && (!constOperatorResult(Record, OO_Arrow).isNull() || !constOperatorResult(Record, OO_Star).isNull());
}

//===----------------------------------------------------------------------===//
// Callees
//===----------------------------------------------------------------------===//

bool EffectSummaries::isConcurrent(QualType T) const {
  auto Is = [&](const CXXRecordDecl *Record) {
    if (!Record)
      return false;
    const Roles &Models = Unit.roles();
    if (Models.type(Role::Concurrent, Record) || Models.type(Role::Executor, Record))
      return true;
    return !ConcurrentTypes.empty() && anyBaseOrSelf(Record, [&](const CXXRecordDecl *R) {
      return llvm::is_contained(ConcurrentTypes, qualifiedName(*R)) ||
             llvm::is_contained(ConcurrentTypes, R->getNameAsString());
    });
  };
  return Is(recordOf(T)) || Is(mutablePointee(T));
}

bool EffectSummaries::isOrdered(QualType T) const {
  const Roles &Models = Unit.roles();
  const CXXRecordDecl *Record = recordOf(T), *Pointee = mutablePointee(T);
  return (Record && Models.type(Role::Ordered, Record)) || (Pointee && Models.type(Role::Ordered, Pointee));
}

const CalleeEffects &EffectSummaries::of(const FunctionDecl *Function) {
  static const CalleeEffects Unknown;
  const FunctionBody *Body = Unit.body(Function);
  if (!Body || !Body->body())
    return Unknown;
  auto &Entry = Known[&Body->function()];
  if (Entry)
    return *Entry; // Of a recursive call: what is known so far.
  Entry = std::make_unique<CalleeEffects>();
  CalleeEffects &Result = *Entry;
  Result.Known = true;
  Result.Parameters.resize(Body->function().getNumParams());
  Stretch Whole(*this, *Body, {Body->body()});
  CalleeEffects Found = Result;
  for (const Write &Change : Whole.writes()) {
    if (Change.Object.What != Place::Kind::Outer)
      continue;
    const ValueDecl *Root = Change.Object.Root;
    if (!Root) {
      Found.ChangesObject = true;
    } else if (const auto *Field = dyn_cast<FieldDecl>(Root)) {
      Found.Members.insert(Field);
    } else if (const auto *Parameter = dyn_cast<ParmVarDecl>(Root);
               Parameter && Parameter->getDeclContext() == &Body->function()) {
      if (Parameter->getType()->isReferenceType() || refersElsewhere(Parameter->getType()))
        Found.Parameters.set(Parameter->getFunctionScopeIndex());
    } else {
      Found.Variables.insert(Root);
    }
  }
  Whole.visit(Body->body(), [&](const Stmt *S) {
    if (const auto *Member = dyn_cast<MemberExpr>(S)) {
      if (isa<CXXThisExpr>(stripToObject(Member->getBase())) && isa<FieldDecl>(Member->getMemberDecl()))
        Found.Reads.insert(Member->getMemberDecl());
    } else if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()); Var && Var->hasGlobalStorage())
        Found.Reads.insert(Var);
    }
  });
  Found.Suspends = !Body->suspensions().empty();
  const Roles &Models = Unit.roles();
  for (const VarDecl *Var : Body->variables())
    Found.OwnConnection |= isOrdered(Var->getType()) && !Var->getType()->isReferenceType();
  // What a lambda captures belongs to no object that its caller names.
  const auto *Method = dyn_cast<CXXMethodDecl>(&Body->function());
  bool HasObject = Method && Method->isInstance() && !Method->getParent()->isLambda();
  auto OrderedOn = [&](const Place &On) {
    if (On.What != Place::Kind::Outer)
      return;
    bool OfObject = HasObject && (!On.Root || isa<FieldDecl>(On.Root));
    (OfObject ? Found.OrdersObject : Found.Orders) = true;
  };
  for (const CallSite &Call : Body->calls()) {
    if (Models.call(Role::LockCall, Call) && Call.Object)
      OrderedOn(Whole.place(Call.Object));
    if (auto Io = Models.call<IoEntry>(Role::Io, Call))
      if (const Expr *Object = Call.select(Io->Object))
        if (Place On = Whole.place(Object);
            !isa_and_nonnull<ParmVarDecl>(On.Root) && !isConcurrent(stripToObject(Object)->getType()))
          OrderedOn(On);
    if (!Call.Callee || Call.isVirtualDispatch() || (Call.Object && !isa<CXXThisExpr>(stripToObject(Call.Object))))
      continue;
    const CalleeEffects &Callee = of(Call.Callee);
    Found.Orders |= Callee.Orders;
    if (Call.Object && Callee.OrdersObject)
      OrderedOn({Place::Kind::Outer});
    for (const ValueDecl *Read : Callee.Reads)
      if (Call.Object || !isa<FieldDecl>(Read))
        Found.Reads.insert(Read);
  }
  // The map may have grown meanwhile; the entry itself has not moved.
  Result = std::move(Found);
  return Result;
}

} // namespace async_tidy
