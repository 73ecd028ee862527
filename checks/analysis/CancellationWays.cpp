//===--- CancellationWays.cpp ---------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/CancellationWays.h"
#include "analysis/ErrorHandling.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/UnitIndex.h"

using namespace clang;

namespace async_tidy {

/// The class called \p Qualified in this unit; null when there is none.
static const CXXRecordDecl *findRecord(const ASTContext &Context, StringRef Qualified) {
  const DeclContext *In = Context.getTranslationUnitDecl();
  const CXXRecordDecl *Last = nullptr;
  for (StringRef Rest = Qualified; !Rest.empty();) {
    auto [Head, Tail] = Rest.split("::");
    const DeclContext *Next = nullptr;
    for (NamedDecl *D : In->lookup(&Context.Idents.get(Head))) {
      if (auto *Namespace = dyn_cast<NamespaceDecl>(D))
        Next = Namespace;
      const NamedDecl *Meant = D;
      if (const auto *Alias = dyn_cast<TypedefNameDecl>(D))
        Meant = Alias->getUnderlyingType()->getAsCXXRecordDecl();
      else if (const auto *Shadow = dyn_cast<UsingShadowDecl>(D))
        Meant = Shadow->getTargetDecl();
      if (const auto *Record = dyn_cast_or_null<CXXRecordDecl>(Meant); Record && Record->hasDefinition())
        Last = Record->getDefinition(), Next = Last;
    }
    if (!Next)
      return nullptr;
    In = Next;
    Rest = Tail;
    if (Rest.empty())
      return Last && In == Last ? Last : nullptr;
  }
  return nullptr;
}

static bool isSameOrBase(const CXXRecordDecl *Base, const CXXRecordDecl *Derived) {
  return anyBaseOrSelf(Derived,
                       [&](const CXXRecordDecl *R) { return R->getCanonicalDecl() == Base->getCanonicalDecl(); });
}

/// True for the root of a hierarchy of exceptions.
static bool isRoot(const CXXRecordDecl *Record) { return Record->getNumBases() == 0 && Record->isPolymorphic(); }

bool CancellationWays::isTrivial(const Expr *Operand) {
  const Expr *Object = stripToObject(Operand);
  if (!isa<DeclRefExpr, MemberExpr>(Object))
    return false;
  Awaitable Info = Unit.awaitables().classifyIn(Object->getType(), Body.promise());
  return !Info.CoroutineType && !Info.Running;
}

SmallVector<Cancellation, 2> CancellationWays::of(const Expr *Suspension) {
  SmallVector<Cancellation, 2> Out;
  const Expr *Operand = suspensionOperand(Suspension);
  if (!Operand || isTrivial(Operand))
    return Out;
  const Expr *Object = stripToObject(Operand);
  auto Call = CallSite::of(Object);
  Found<CancelledOperation> Raised;
  if (Call && Call->Callee)
    Raised = Unit.roles().call<CancelledOperation>(Role::CancellationRaise, *Call);
  if (!Raised)
    Raised = Unit.roles().type<CancelledOperation>(Role::CancellationRaise, recordOf(Object->getType()));
  if (Raised) {
    addExceptions(*Raised.Library, Raised->Exceptions, Out);
    return Out;
  }
  SmallVector<const LibraryModel *, 3> Libraries;
  auto Add = [&](const Decl *D) {
    const LibraryModel *Library = D ? Unit.roles().libraryOf(D).Library : nullptr;
    if (Library && Library->Cancellation.isRaised() && !llvm::is_contained(Libraries, Library))
      Libraries.push_back(Library);
  };
  Add(Body.promise());
  Add(recordOf(Body.function().getReturnType()));
  Add(recordOf(Object->getType()));
  if (Call)
    Add(Call->Callee);
  for (const LibraryModel *Library : Libraries) {
    const CancellationEntry &Model = Library->Cancellation;
    addExceptions(*Library, Model.Exceptions, Out);
    if (!Model.Codes.empty()) {
      StringRef Code = Model.Codes.front();
      Out.push_back({Code.substr(Code.rfind(':') + 1).str(), nullptr, Library, true});
    }
  }
  if (!Unit.roles().libraryOf(Body.promise()).Library)
    for (const CXXRecordDecl *Own : ownCancellations())
      Out.push_back({Own->getNameAsString(), Own, nullptr, false});
  return Out;
}

void CancellationWays::addExceptions(const LibraryModel &Library, const Names &List,
                                     SmallVectorImpl<Cancellation> &Out) {
  for (const std::string &Name : List) {
    const CXXRecordDecl *Record = nullptr;
    SmallVector<std::string, 2> Absolute = Roles::expand(Library, Name);
    for (const std::string &Candidate : Absolute)
      if (!Record)
        Record = findRecord(Unit.context(), Candidate);
    Out.push_back({Record ? qualifiedName(*Record) : Absolute.front(), Record, &Library, false});
  }
}

static const CXXThrowExpr *findThrow(const Stmt *S) {
  if (!S)
    return nullptr;
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return Block->body_empty() ? nullptr : findThrow(Block->body_back());
  const auto *E = dyn_cast<Expr>(S);
  const auto *Throw = E ? dyn_cast<CXXThrowExpr>(stripWrapping(E)) : nullptr;
  return Throw && Throw->getSubExpr() ? Throw : nullptr;
}

/// Classes of this unit that are thrown where a stop token says so.
ArrayRef<const CXXRecordDecl *> CancellationWays::ownCancellations() {
  if (OwnKnown)
    return Own;
  OwnKnown = true;
  for (const FunctionDecl *Function : Unit.index().functions()) {
    const FunctionBody *In = Unit.body(Function);
    if (!In)
      continue;
    for (const CallSite &Call : In->calls()) {
      if (!Unit.roles().call(Role::CancellationAsk, Call))
        continue;
      const auto *If = dyn_cast_or_null<IfStmt>(In->enclosing<IfStmt>(Call.E));
      const auto *Throw = If ? findThrow(If->getThen()) : nullptr;
      const CXXRecordDecl *Thrown = Throw ? recordOf(Throw->getSubExpr()->getType()) : nullptr;
      if (Thrown && !inSystemHeader(*Thrown) && !llvm::is_contained(Own, Thrown->getCanonicalDecl()))
        Own.push_back(Thrown->getCanonicalDecl());
    }
  }
  return Own;
}

bool CancellationWays::catches(const CXXCatchStmt &Catch, const Cancellation &What) {
  if (!Catch.getExceptionDecl())
    return true;
  const CXXRecordDecl *Caught = recordOf(Catch.getExceptionDecl()->getType());
  if (!Caught || !(Caught = Caught->getDefinition()))
    return false;
  if (What.Record)
    return isSameOrBase(Caught, What.Record);
  if (isRoot(Caught) && Caught->isInStdNamespace())
    return true;
  if (!What.Library)
    return false;
  for (const std::string &Base : What.Library->Cancellation.Base)
    for (const std::string &Name : Roles::expand(*What.Library, Base)) {
      if (qualifiedName(*Caught) == Name)
        return true;
      if (const CXXRecordDecl *Record = What.IsCode ? findRecord(Unit.context(), Name) : nullptr;
          Record && isSameOrBase(Caught, Record))
        return true;
    }
  return false;
}

SmallVector<const ValueDecl *, 2> codeVariables(const FunctionBody &Body, const Expr *Suspension) {
  SmallVector<const ValueDecl *, 2> Out;
  if (const Stmt *Statement = Body.enclosing<DeclStmt>(Suspension))
    for (const Decl *D : cast<DeclStmt>(Statement)->decls()) {
      const auto *Var = dyn_cast<VarDecl>(D);
      if (!Var || !Var->getInit() || stripToObject(Var->getInit()) != Suspension)
        continue;
      if (const auto *Decomposition = dyn_cast<DecompositionDecl>(Var)) {
        for (const BindingDecl *Binding : Decomposition->bindings())
          if (isErrorCode(Binding->getType()))
            Out.push_back(Binding);
      } else {
        Out.push_back(Var);
      }
    }
  // `redirect_error(token, ec)`, `token[ec]`.
  SmallVector<const Expr *, 8> Open = {suspensionOperand(Suspension)};
  while (!Open.empty()) {
    const Expr *E = stripToObject(Open.pop_back_val());
    auto Call = CallSite::of(E);
    if (!Call)
      continue;
    for (const Expr *Argument : Call->Args) {
      const Expr *Object = stripToObject(Argument);
      if (const auto *Ref = dyn_cast<DeclRefExpr>(Object); Ref && isErrorCode(Ref->getType()))
        Out.push_back(Ref->getDecl());
      Open.push_back(Argument);
    }
    if (Call->Object)
      Open.push_back(Call->Object);
  }
  return Out;
}

} // namespace async_tidy
