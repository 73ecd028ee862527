//===--- Drops.cpp --------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Drops.h"
#include "analysis/OwnedValues.h"
#include "analysis/UnitIndex.h"

using namespace clang;

namespace async_tidy {

bool isBackgroundTask(UnitAnalysis &Unit, const Awaitable &Info, const Expr *Made, DropForm Form) {
  if (Info.Kind == AwaitableKind::Detaches)
    return true;
  const Roles &Models = Unit.roles();
  auto Call = CallSite::of(Made);
  if (Call)
    if (auto Spawn = Unit.meaning<SpawnEntry>(Role::Spawn, *Call);
        Spawn && (Spawn->Handle == HandleFate::Returned || Spawn->Handle == HandleFate::Kept))
      return true;
  if (Form != DropForm::Statement || Info.Kind != AwaitableKind::Eager || !Info.CoroutineType ||
      suspensionOperand(Made))
    return false;
  // An operation of the library is no task, even where it returns the type of one.
  for (Role Operation :
       {Role::LockCall, Role::Semaphore, Role::Sleep, Role::Yield, Role::Io, Role::Gather, Role::Race, Role::Timeout})
    if (Call && Models.call(Operation, *Call))
      return false;
  return true;
}

bool isIgnoredHandle(UnitAnalysis &Unit, const VarDecl &Var, const Awaitable &Info, const Expr *Made) {
  return Var.getIdentifier() && Var.getName() == "_" && isBackgroundTask(Unit, Info, Made, DropForm::Ignored);
}

bool yieldsLock(UnitAnalysis &Unit, const Expr *Made, const Awaitable &Info) {
  const Roles &Models = Unit.roles();
  auto Call = CallSite::of(Made);
  if (!Call || !Call->Callee)
    return false;
  if (Models.call(Role::LockCall, *Call))
    return true;
  const CXXRecordDecl *Mutex = Call->objectRecord();
  const CXXRecordDecl *Result = recordOf(Info.Result);
  if (!Mutex || !Result || !(Result = Result->getDefinition()) || Result->hasTrivialDestructor())
    return false;
  if (Models.type(Role::Guard, Result))
    return true;
  // A guard: it refers back to the object, and has something to do at its end.
  return llvm::any_of(Result->fields(), [&](const FieldDecl *Field) {
    const CXXRecordDecl *Target = recordOf(Field->getType());
    return (Field->getType()->isPointerType() || Field->getType()->isReferenceType()) && Target &&
           Target->getCanonicalDecl() == Mutex->getCanonicalDecl();
  });
}

/// What to call a temporary.
static std::string nameOf(const Expr *Made) {
  if (auto Call = CallSite::of(Made); Call && Call->Callee)
    return displayName(*Call->Callee);
  if (const CXXRecordDecl *Record = Made->getType()->getAsCXXRecordDecl())
    return Record->getNameAsString();
  return Made->getType().getAsString();
}

static bool isAllowed(const Roles &Models, const DropPolicy &Policy, QualType T, const Expr *Made) {
  auto Call = CallSite::of(Made);
  if (Call && Models.call(Role::DroppableCall, *Call))
    return true;
  auto Names = [](ArrayRef<StringRef> List, const NamedDecl *D) {
    return D && !List.empty() &&
           (llvm::is_contained(List, qualifiedName(*D)) || llvm::is_contained(List, D->getNameAsString()));
  };
  return Names(Policy.Types, T->getAsCXXRecordDecl()) || (Call && Names(Policy.Callees, Call->Callee));
}

namespace {

/// The drops of one function.
class DropSearch {
public:
  DropSearch(UnitAnalysis &Unit, const FunctionBody &Body, const DropPolicy &Policy)
      : Unit(Unit), Body(Body), Policy(Policy), Types(Unit.awaitables()) {}

  SmallVector<Drop, 4> run() {
    for (const Expr *E : Body.discarded())
      discarded(E);
    for (const CallSite &Call : Body.calls())
      if (Call.Callee && Call.Callee->getOverloadedOperator() == OO_Equal && Call.Object && !Call.Args.empty() &&
          Unit.roles().object(Role::Ignore, namedObject(Call.Object)))
        value(stripWrapping(Call.Args.front()), Call.loc(), DropForm::Ignored, Call.E);
    for (const VarDecl *Var : Body.variables())
      if (!Var->hasAttr<UnusedAttr>() && !Var->getType()->isDependentType())
        variable(*Var);
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Body.function()))
      for (const CXXCtorInitializer *Init : Constructor->inits())
        if (Init->isWritten() && Init->isMemberInitializer())
          if (auto Found = droppedMember(Unit, *Init->getMember(), Init->getInit(), Policy))
            Drops.push_back(*Found);
    return std::move(Drops);
  }

private:
  bool allowed(QualType T, const Expr *Made) { return isAllowed(Unit.roles(), Policy, T, Made); }
  /// The library, or its type, says that nobody needs to wait.
  static bool mayBeDropped(const Awaitable &Info) { return Info.Droppable || Info.Kind == AwaitableKind::Detaches; }

  void discarded(const Expr *E) {
    DropForm Form = DropForm::Operand;
    const Stmt *Around = Body.parent(E);
    while (isa_and_nonnull<ExprWithCleanups, ParenExpr, ConditionalOperator>(Around))
      Around = Body.parent(Around);
    if (const auto *Cast = dyn_cast_or_null<ExplicitCastExpr>(Around); Cast && Cast->getType()->isVoidType()) {
      if (Policy.AllowCastToVoid)
        return;
      Form = DropForm::Statement; // Of a task that runs, the cast says nothing.
    } else if (!isa_and_nonnull<Expr, ForStmt>(Around) ||
               (isa<ForStmt>(Around) && cast<ForStmt>(Around)->getBody() == E)) {
      Form = DropForm::Statement;
    }
    value(stripWrapping(E), E->getBeginLoc(), Form, E);
  }

  void value(const Expr *Made, SourceLocation Loc, DropForm Form, const Expr *Dropped) {
    // A reference is somebody else's object: a builder that returns itself, an assignment.
    QualType T = Made->getType();
    if (T->isDependentType() || !Made->isPRValue() || !T->isRecordType() || allowed(T, Made))
      return;
    if (Awaitable Info = Types.classifyIn(T, Body.promise())) {
      if (!Info.Droppable && !isBackgroundTask(Unit, Info, Made, Form))
        Drops.push_back({Drop::Value, Loc, nameOf(Made), T, Info, Made, Dropped, nullptr, Form});
      return;
    }
    QualType Held = Types.heldAwaitable(T, Body.promise());
    if (Held.isNull())
      return;
    if (Awaitable Info = Types.classifyIn(Held, Body.promise()); !mayBeDropped(Info))
      Drops.push_back({Drop::Held, Loc, nameOf(Made), Held, Info, Made, Dropped, nullptr, Form});
  }

  void variable(const VarDecl &Var) {
    if (const auto *Decomposition = dyn_cast<DecompositionDecl>(&Var)) {
      bindings(*Decomposition);
      return;
    }
    if (!ownsItsValue(Var) || isNamedInUnreadText(Body, Var, Unit.context()))
      return;
    QualType T = Var.getType().getNonReferenceType();
    const Expr *Made = madeBy(Body, Var);
    Awaitable Info = Types.classifyIn(T, Body.promise());
    if (!Info) {
      container(Var, Types.heldAwaitable(T, Body.promise()), Made);
      return;
    }
    if (mayBeDropped(Info) || !Made || allowed(T, Made) || isVariableUsed(Body, Var, Info, Policy.AllowCastToVoid) ||
        isIgnoredHandle(Unit, Var, Info, Made))
      return;
    // An event, a latch, an awaitable counter: an object to work with, not work.
    if (isa<CXXConstructExpr>(Made) && !Info.CoroutineType && !Body.uses(&Var).empty())
      return;
    if (!isBackgroundOf(Var, Info))
      Drops.push_back({Drop::Variable, Var.getBeginLoc(), Var.getNameAsString(), T, Info, Made, nullptr, &Var});
  }

  void container(const VarDecl &Var, QualType Held, const Expr *Made) {
    if (Held.isNull() || allowed(Held, Made))
      return;
    Awaitable Info = Types.classifyIn(Held, Body.promise());
    if (!mayBeDropped(Info) && isFilled(Unit, Body, Var) && !isContainerUsed(Body, Var) && !isBackgroundOf(Var, Info))
      Drops.push_back({Drop::Container, Var.getBeginLoc(), Var.getNameAsString(), Held, Info, nullptr, nullptr, &Var});
  }

  void bindings(const DecompositionDecl &Decomposition) {
    if (!ownsItsValue(Decomposition) || !Decomposition.getInit())
      return;
    for (const BindingDecl *Binding : Decomposition.bindings()) {
      if (Binding->hasAttr<UnusedAttr>() || Binding->getType().isNull() || Binding->getType()->isDependentType())
        continue;
      QualType T = Binding->getType().getNonReferenceType();
      Awaitable Info = Types.classifyIn(T, Body.promise());
      if (Info && !mayBeDropped(Info) && !allowed(T, Decomposition.getInit()) && Body.uses(Binding).empty() &&
          !isBackgroundOf(Decomposition, Info))
        Drops.push_back({Drop::Binding, Decomposition.getBeginLoc(), Binding->getNameAsString(), T, Info});
    }
  }

  /// Work that goes on beside this coroutine while the variable lives.
  bool isBackgroundOf(const VarDecl &Var, const Awaitable &Info) {
    return Info.Kind == AwaitableKind::Cancels && isScopedToSuspension(Body, Var);
  }

  UnitAnalysis &Unit;
  const FunctionBody &Body;
  const DropPolicy &Policy;
  Awaitables &Types;
  SmallVector<Drop, 4> Drops;
};

} // namespace

SmallVector<Drop, 4> dropsIn(UnitAnalysis &Unit, const FunctionBody &Body, const DropPolicy &Policy) {
  return DropSearch(Unit, Body, Policy).run();
}

std::optional<Drop> droppedMember(UnitAnalysis &Unit, const FieldDecl &Field, const Expr *Init,
                                  const DropPolicy &Policy) {
  QualType T = Field.getType();
  if (!Init || T->isDependentType() || Field.hasAttr<UnusedAttr>())
    return std::nullopt;
  Awaitable Info = Unit.awaitables().classify(T);
  const Expr *Made = stripWrapping(Init);
  if (auto Call = CallSite::of(Made); Call && isa<CXXConstructExpr>(Made) && Call->Args.size() == 1)
    Made = stripWrapping(Call->Args.front());
  if (!Info || Info.Droppable || Info.Kind == AwaitableKind::Detaches || Info.Kind == AwaitableKind::Cancels ||
      isAllowed(Unit.roles(), Policy, T, Made) || !isa<CallExpr>(Made) ||
      !isClosedClass(*cast<CXXRecordDecl>(Field.getParent())) || Field.getAccess() != AS_private ||
      Unit.index().isTouched(&Field))
    return std::nullopt;
  return Drop{Drop::Member, Made->getBeginLoc(), Field.getNameAsString(), T, Info, Made};
}

} // namespace async_tidy
