//===--- BlockingObjects.cpp ---------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Blocking.h"
#include "analysis/UnitAnalysis.h"

using namespace clang;

namespace async_tidy {

/// What the destructor of a \p T waits for; \p Ready receives the members after which it does not.
BlockingCauseRef BlockingAnalysis::ofDestructor(QualType T, SmallVectorImpl<std::string> &Ready) {
  if (T.isNull() || T->isDependentType() || T->isReferenceType())
    return nullptr;
  if (const auto *Array = Unit.context().getAsArrayType(T))
    return ofDestructor(Array->getElementType(), Ready);
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record || !(Record = Record->getDefinition()) || Record->hasTrivialDestructor())
    return nullptr;
  const Roles &Models = Unit.roles();
  if (auto Entry = Models.type<BlockingEntry>(Role::BlockingDestroy, Record)) {
    if (!on(Entry->Category))
      return nullptr;
    llvm::append_range(Ready, Entry->Ready);
    return blockingOperation(Entry->Category, BlockingStep::Kind::Operation, Record->getLocation(),
                             "~" + Record->getName().str(), Entry);
  }
  if (!DestructorsInProgress.insert(Record).second)
    return nullptr;
  BlockingCauseRef Cause;
  if (Models.type(Role::Holder, Record)) {
    // A copyable holder that is used through -> shares what it points to and need not be the last to let go.
    bool Shares = Record->hasUserDeclaredCopyConstructor() &&
                  llvm::none_of(Record->ctors(),
                                [](const CXXConstructorDecl *C) { return C->isCopyConstructor() && C->isDeleted(); }) &&
                  !membersNamed(Record, Unit.context().DeclarationNames.getCXXOperatorName(OO_Arrow)).empty();
    if (const auto *Holder = dyn_cast<ClassTemplateSpecializationDecl>(Record); Holder && !Shares)
      for (const TemplateArgument &Argument : Holder->getTemplateArgs().asArray()) {
        SmallVector<TemplateArgument, 4> Elements;
        if (Argument.getKind() == TemplateArgument::Pack)
          llvm::append_range(Elements, Argument.pack_elements());
        else
          Elements.push_back(Argument);
        for (const TemplateArgument &Element : Elements)
          if (!Cause && Element.getKind() == TemplateArgument::Type)
            Cause = ofDestructor(Element.getAsType(), Ready);
      }
  } else if (!inSystemHeader(*Record) && !Unit.isLibraryCode(*Record)) {
    if (const CXXDestructorDecl *Destructor = Record->getDestructor(); Destructor && Destructor->isUserProvided())
      Cause = through(Destructor, BlockingStep::Kind::Calls, Destructor->getLocation(), displayName(*Destructor));
    for (const FieldDecl *Field : Record->fields())
      if (!(Cause && Cause->isDecided()) && !Field->getType()->isPointerType())
        Cause = blockingEither(Cause, ofDestructor(Field->getType(), Ready));
    for (const CXXBaseSpecifier &Base : Record->bases())
      if (!(Cause && Cause->isDecided()))
        Cause = blockingEither(Cause, ofDestructor(Base.getType(), Ready));
  }
  DestructorsInProgress.erase(Record);
  return Cause;
}

BlockingCauseRef BlockingAnalysis::destruction(const CXXRecordDecl &Class) {
  SmallVector<std::string, 2> Ready;
  return ofDestructor(Unit.context().getCanonicalTagType(&Class), Ready);
}

/// True when the value of \p Var is moved away or returned, so that nothing is left for its destructor to do.
static bool isMovedFrom(const FunctionBody &Body, const VarDecl &Var) {
  for (const Expr *Use : Body.uses(&Var)) {
    if (Use->isXValue())
      return true;
    for (const Stmt *Around = Body.parent(Use); Around; Around = Body.parent(Around)) {
      if (isa<ReturnStmt, CoreturnStmt>(Around))
        return true;
      if (const auto *Call = dyn_cast<CallExpr>(Around)) {
        if (Call->isXValue() && Call->getNumArgs() == 1 && stripToObject(Call) == Use)
          return true;
        break;
      }
      if (!isa<ImplicitCastExpr, ParenExpr, CXXConstructExpr, ExplicitCastExpr>(Around))
        break;
    }
  }
  return false;
}

/// A value whose destructor waits although its type's does not say so: the result of an asynchronous call, handed on by
/// helpers, members that pass it on, and aggregates.
BlockingCauseRef BlockingAnalysis::ofResult(const FunctionBody &Body, const Expr *Value,
                                            SmallVectorImpl<std::string> &Ready, unsigned Level) {
  if (!Value || Level > 6)
    return nullptr;
  const Expr *E = stripToObject(Value);
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    for (const Expr *Init : List->inits())
      if (BlockingCauseRef Cause = ofResult(Body, Init, Ready, Level + 1))
        return Cause;
    return nullptr;
  }
  if (const auto *Var = dyn_cast_or_null<VarDecl>(namedObject(E)); Var && Level > 0)
    return Var->hasInit() && Var->hasLocalStorage() && !isa<ParmVarDecl>(Var)
               ? ofResult(Body, Var->getInit(), Ready, Level + 1)
               : nullptr;
  auto Call = CallSite::of(E);
  if (!Call || !Call->Callee)
    return nullptr;
  if (auto Entry = Unit.roles().call<BlockingEntry>(Role::BlockingResult, *Call)) {
    if (!on(Entry->Category) || isHarmless(Body, *Call, Entry))
      return nullptr;
    llvm::append_range(Ready, Entry->Ready);
    return blockingOperation(Entry->Category, BlockingStep::Kind::Operation, Call->loc(), calledName(*Call), Entry);
  }
  const CXXRecordDecl *Result = E->getType()->getAsCXXRecordDecl();
  if (!Result || !Result->getDefinition() || !E->isPRValue() || isa<CXXConstructExpr>(E))
    return nullptr;
  if (Call->Object && isa<CXXMemberCallExpr>(E)) {
    BlockingCauseRef Cause = ofResult(Body, Call->Object, Ready, Level + 1);
    // `share()` hands the duty on; `get()` fulfils it.
    return Cause && llvm::any_of(
                        Ready,
                        [&](const std::string &Name) {
                          return !membersNamed(Result, DeclarationName(&Unit.context().Idents.get(Name))).empty();
                        })
               ? Cause
               : nullptr;
  }
  const FunctionBody *Callee = Unit.body(Call->Callee);
  if (!Callee || Callee->isCoroutine())
    return nullptr;
  for (const ReturnStmt *Return : Callee->returns())
    if (BlockingCauseRef Inner = ofResult(*Callee, Return->getRetValue(), Ready, Level + 1))
      return blockingThrough(Inner, BlockingStep::Kind::Calls, Call->loc(), calledName(*Call));
  return nullptr;
}

BlockingCauseRef BlockingAnalysis::ofVariable(const FunctionBody &Body, const VarDecl &Var) {
  const Roles &Models = Unit.roles();
  if (Var.getType()->isReferenceType())
    return nullptr;
  BlockingCauseRef Cause;
  SmallVector<std::string, 2> Ready;
  std::string Name = Var.getName().str();
  if (const Expr *Init = Var.getInit())
    Cause = ofResult(Body, Init, Ready);
  if (!Cause && Models.type(Role::Holder, recordOf(Var.getType())))
    for (const CallSite &Call : Body.calls())
      if (!Cause && Call.Object && namedObject(Call.Object) == &Var)
        for (const Expr *Argument : Call.Args)
          if (!Cause)
            Cause = ofResult(Body, Argument, Ready);
  if (!Cause)
    Cause = ofDestructor(Var.getType(), Ready);
  if (!Cause || isMovedFrom(Body, Var))
    return nullptr;
  for (const LambdaExpr *Lambda : Body.lambdas())
    if (const FunctionBody *Inner = Unit.body(Lambda->getCallOperator()))
      for (const CallSite &Call : Inner->calls())
        if (Call.Callee && Call.Object && rootVariable(Call.Object) == &Var &&
            llvm::is_contained(Ready, unqualifiedName(*Call.Callee)))
          return nullptr;
  for (const CallSite &Call : Body.calls())
    if (Call.Callee && Call.Object && llvm::is_contained(Ready, unqualifiedName(*Call.Callee))) {
      // The variable itself, an element of it, or the loop variable over it.
      const ValueDecl *On = rootVariable(Call.Object);
      if (On == &Var)
        return nullptr;
      if (const auto *Element = dyn_cast_or_null<VarDecl>(On))
        if (const DeclStmt *Declaration = Body.declaration(Element))
          if (const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(Body.parent(Declaration)))
            if (rootVariable(Loop->getRangeInit()) == &Var)
              return nullptr;
    }
  return blockingThrough(Cause, BlockingStep::Kind::Destroys, Var.getBeginLoc(), std::move(Name));
}

/// A loop that does nothing but look at an atomic until it changes.
BlockingCauseRef BlockingAnalysis::ofLoop(const FunctionBody &Body, const Stmt *Loop) {
  if (!on("spin"))
    return nullptr;
  const Roles &Models = Unit.roles();
  auto Inside = [&](const Stmt *S) {
    for (const Stmt *Around = S; Around; Around = Body.parent(Around))
      if (Around == Loop)
        return true;
    return false;
  };
  for (const Expr *Suspension : Body.suspensions())
    if (Inside(Suspension))
      return nullptr;
  const Expr *Condition = nullptr;
  const Stmt *Content = nullptr;
  if (const auto *While = dyn_cast<WhileStmt>(Loop)) {
    Condition = While->getCond();
    Content = While->getBody();
  } else if (const auto *Do = dyn_cast<DoStmt>(Loop)) {
    Condition = Do->getCond();
    Content = Do->getBody();
  } else if (const auto *For = dyn_cast<ForStmt>(Loop); For && !For->getInc()) {
    Condition = For->getCond();
    Content = For->getBody();
  }
  if (!Condition || !Content)
    return nullptr;
  std::string Watched;
  for (const CallSite &Call : Body.calls()) {
    if (!Inside(Call.E))
      continue;
    auto Hint = Models.call<BlockingEntry>(Role::BlockingCall, Call);
    if (Hint && Hint->Category == "spin")
      continue;
    const CXXRecordDecl *Record = Call.objectRecord();
    if (!Record || !Models.type(Role::Concurrent, Record))
      return nullptr;
    // A compare-and-exchange that is tried again makes progress with others; it does not wait for them.
    if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.Callee))
      for (const ParmVarDecl *Parameter : Method->parameters())
        if (Parameter->getType()->isLValueReferenceType() && !Parameter->getType()->getPointeeType().isConstQualified())
          return nullptr;
    if (const ValueDecl *Object = rootVariable(Call.Object))
      Watched = Object->getName().str();
  }
  if (Watched.empty())
    return nullptr;
  // The body may hold hints to the processor or the scheduler, and nothing else.
  auto IsIdle = [&](const Stmt *S, auto &Self) -> bool {
    if (isa<NullStmt>(S))
      return true;
    if (const auto *Block = dyn_cast<CompoundStmt>(S))
      return llvm::all_of(Block->body(), [&](const Stmt *Child) { return Self(Child, Self); });
    const auto *E = dyn_cast<Expr>(S);
    const auto *Call = E ? dyn_cast<CallExpr>(stripWrapping(E)) : nullptr;
    if (!Call)
      return E && isa<StmtExpr>(stripWrapping(E));
    if (Call->getBuiltinCallee())
      return true;
    auto Site = CallSite::of(Call);
    auto Hint = Models.call<BlockingEntry>(Role::BlockingCall, *Site);
    return Hint && Hint->Category == "spin";
  };
  if (!IsIdle(Content, IsIdle))
    return nullptr;
  return blockingOperation("spin", BlockingStep::Kind::Spins, Loop->getBeginLoc(), Watched);
}

} // namespace async_tidy
