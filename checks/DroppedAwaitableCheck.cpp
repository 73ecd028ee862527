//===--- DroppedAwaitableCheck.cpp - async-dropped-awaitable --------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DroppedAwaitableCheck.h"
#include "analysis/ProgramRoles.h"
#include "analysis/TaskFixes.h"
#include "analysis/UnitIndex.h"
#include "clang-tidy/utils/OptionsUtils.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"

using namespace clang;
using namespace clang::tidy::utils;

namespace async_tidy {

DroppedAwaitableCheck::DroppedAwaitableCheck(StringRef Name, tidy::ClangTidyContext *Context,
                                             std::shared_ptr<UnitAnalysis> Unit)
    : AsyncCheck(Name, Context, std::move(Unit)), AllowCastToVoid(flag("AllowCastToVoid", true)),
      AllowedTypes(options::parseStringList(Options.get("AllowedTypes", ""))),
      AllowedCallees(options::parseStringList(Options.get("AllowedCallees", ""))) {}

void DroppedAwaitableCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "AllowCastToVoid", AllowCastToVoid);
  Options.store(Opts, "AllowedTypes", options::serializeStringList(AllowedTypes));
  Options.store(Opts, "AllowedCallees", options::serializeStringList(AllowedCallees));
}

void DroppedAwaitableCheck::registerMatchers(ast_matchers::MatchFinder *Finder) {
  AsyncCheck::registerMatchers(Finder);
  Finder->addMatcher(ast_matchers::fieldDecl(ast_matchers::hasInClassInitializer(ast_matchers::expr())).bind("field"),
                     this);
}

void DroppedAwaitableCheck::check(const ast_matchers::MatchFinder::MatchResult &Result) {
  if (const auto *Field = Result.Nodes.getNodeAs<FieldDecl>("field")) {
    unit().begin(*Result.Context);
    checkMember(*Field, Field->getInClassInitializer());
    return;
  }
  AsyncCheck::check(Result);
}

void DroppedAwaitableCheck::describeUnit() { describeRoles(unit()); }

void DroppedAwaitableCheck::checkFunction(const FunctionBody &Body) {
  for (const Expr *E : Body.discarded())
    checkDiscarded(Body, E);
  for (const CallSite &Call : Body.calls())
    if (Call.Callee && Call.Callee->getOverloadedOperator() == OO_Equal && Call.Object && !Call.Args.empty() &&
        unit().roles().object(Role::Ignore, namedObject(Call.Object)))
      checkValue(Body, stripWrapping(Call.Args.front()), Call.loc(), DropForm::Ignored, Call.E);
  for (const VarDecl *Var : Body.variables())
    checkVariable(Body, *Var);
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Body.function()))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (Init->isWritten() && Init->isMemberInitializer())
        checkMember(*Init->getMember(), Init->getInit());
}

static std::string nameOf(const Expr *Made, QualType T) {
  if (auto Call = CallSite::of(Made); Call && Call->Callee)
    return displayName(*Call->Callee);
  if (const CXXRecordDecl *Record = T->getAsCXXRecordDecl())
    return Record->getNameAsString();
  return T.getAsString();
}

static StringRef consequence(const Awaitable &Info) {
  switch (Info.Kind) {
  case AwaitableKind::Eager:
    return "it runs on, but its result and its error are lost";
  case AwaitableKind::Cancels:
    return "dropping it cancels its work at once";
  case AwaitableKind::Detaches:
    return "it runs on alone and nobody sees its error";
  case AwaitableKind::Terminates:
    return "dropping it while it runs ends the program";
  case AwaitableKind::Lazy:
  case AwaitableKind::Unknown:
    break;
  }
  return "so its work never runs";
}

/// What to do where co_await cannot be written.
std::string DroppedAwaitableCheck::advice(const FunctionBody &Body, QualType T) {
  if (Body.isCoroutine())
    return "";
  auto Library = unit().roles().libraryOf(T->getAsCXXRecordDecl());
  if (Library)
    for (StringRef Remedy : {"spawn", "run"})
      if (const FixEntry *Fix = Library->fix(Remedy)) {
        std::string Text = !Fix->Advice.empty() ? Fix->Advice : "start it with '" + Fix->Text + "'";
        return "; '" + displayName(Body.function()) +
               "' is not a coroutine: " + fillPlaceholders(Text, {{"root", Library.Root.str()}, {"task", "..."}});
      }
  return "; '" + displayName(Body.function()) +
         "' is not a coroutine: return the awaitable, or hand it to what runs it";
}

/// What says that the value is awaitable: the callee and what it returns.
static std::optional<std::pair<SourceLocation, std::string>> originOf(const Expr *Made, const Awaitable &Info,
                                                                      QualType T) {
  auto Call = CallSite::of(Made);
  if (!Call || !Call->Callee || Call->Callee->getLocation().isInvalid())
    return std::nullopt;
  StringRef Why = Info.Kind == AwaitableKind::Lazy      ? ", which does nothing before it is awaited"
                  : Info.Kind == AwaitableKind::Eager   ? ", which starts at once"
                  : Info.Kind == AwaitableKind::Cancels ? ", which is cancelled when it is destroyed"
                                                        : "";
  std::string Type = T.getAsString(Call->Callee->getASTContext().getPrintingPolicy());
  return std::pair(Call->Callee->getLocation(),
                   "'" + displayName(*Call->Callee) + "' returns '" + Type + "'" + Why.str());
}

bool DroppedAwaitableCheck::isAllowed(QualType T, const Expr *Made) {
  const Roles &Models = unit().roles();
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  auto Call = CallSite::of(Made);
  if (Call && Models.call(Role::DroppableCall, *Call))
    return true;
  auto Matches = [](ArrayRef<StringRef> Names, const NamedDecl *D) {
    return D && !Names.empty() &&
           (llvm::is_contained(Names, qualifiedName(*D)) || llvm::is_contained(Names, D->getNameAsString()));
  };
  return Matches(AllowedTypes, Record) || (Call && Matches(AllowedCallees, Call->Callee));
}

void DroppedAwaitableCheck::checkDiscarded(const FunctionBody &Body, const Expr *E) {
  const Expr *Made = stripWrapping(E);
  DropForm Form = DropForm::Operand;
  const Stmt *Around = Body.parent(E);
  while (isa_and_nonnull<ExprWithCleanups, ParenExpr, ConditionalOperator>(Around))
    Around = Body.parent(Around);
  if (const auto *Cast = dyn_cast_or_null<ExplicitCastExpr>(Around); Cast && Cast->getType()->isVoidType()) {
    if (AllowCastToVoid)
      return;
    Form = DropForm::Statement; // Of a task that runs, the cast says nothing.
  } else if (!isa_and_nonnull<Expr, ForStmt>(Around) ||
             (isa<ForStmt>(Around) && cast<ForStmt>(Around)->getBody() == E)) {
    Form = DropForm::Statement;
  }
  checkValue(Body, Made, E->getBeginLoc(), Form, E);
}

void DroppedAwaitableCheck::checkValue(const FunctionBody &Body, const Expr *Made, SourceLocation Loc, DropForm Form,
                                       const Expr *Dropped) {
  // A reference is somebody else's object: a builder that returns itself, an assignment.
  QualType T = Made->getType();
  if (T->isDependentType() || !Made->isPRValue() || !T->isRecordType() || isAllowed(T, Made))
    return;
  Awaitables &Types = unit().awaitables();
  Awaitable Info = Types.classifyIn(T, Body.promise());
  if (!Info) {
    checkHeldValue(Body, Made, Loc);
    return;
  }
  if (Info.Droppable || isBackgroundTask(unit(), Info, Made, Form))
    return;
  std::string Name = nameOf(Made, T);
  const Expr *Await = suspensionOperand(Made) ? Made : nullptr;
  std::string Message;
  if (Await)
    Message = "the result of this await is itself awaitable and is dropped: " + consequence(Info).str();
  else if (Info.Generator)
    Message = "'" + Name + "' makes a generator that is never iterated, so it produces nothing";
  else if (yieldsLock(unit(), Made, Info))
    Message = "'" + Name + "' is never awaited, so the lock is not taken";
  else
    Message =
        "'" + Name + "' is never awaited" + (Info.Kind == AwaitableKind::Lazy ? ", " : ": ") + consequence(Info).str();
  Report Out;
  Out.At = Loc;
  Out.Message = Message + (Info.Generator ? std::string() : advice(Body, T));
  Out.Fix.Title = "await '" + Name + "'";
  if (Form != DropForm::Ignored)
    Out.Fix.Edits.append(awaitFix(unit(), Body, Dropped, Info));
  else
    Out.Fix.Edits.append(ignoredFix(unit(), Body, Dropped, Made, Info));
  if (offersSeveral() && Form == DropForm::Statement)
    for (Repair &Other : otherPlaces(unit(), Body, Made, Info))
      Out.Others.push_back(std::move(Other));
  if (!Await)
    if (auto Origin = originOf(Made, Info, T))
      Out.Notes.push_back(std::move(*Origin));
  // A wrapper in another file may hand back a task that runs: that is a matter of background tasks.
  Pending When;
  if (std::optional<Atom> Starts = openAtom(unit(), Predicate::ReturnsTask, Made))
    When.When.Unless.push_back(*Starts);
  emit(Out, When);
}

/// A range, tuple or pointer of awaitables that nobody takes.
void DroppedAwaitableCheck::checkHeldValue(const FunctionBody &Body, const Expr *Made, SourceLocation Loc) {
  QualType Held = unit().awaitables().heldAwaitable(Made->getType(), Body.promise());
  if (Held.isNull())
    return;
  Awaitable Info = unit().awaitables().classifyIn(Held, Body.promise());
  if (Info.Droppable || Info.Kind == AwaitableKind::Detaches)
    return;
  const Expr *Operand = suspensionOperand(Made);
  std::string Succeed;
  if (auto Call = CallSite::of(Operand ? stripToObject(Operand) : nullptr))
    if (auto Gather = unit().roles().call<GatherEntry>(Role::Gather, *Call); Gather && !Gather->Succeed.empty())
      Succeed = "; '" + Gather->Succeed + "' fails when one of them does";
  if (Operand) {
    if (auto Diag = report(Loc, "the awaitables that this await yields are dropped, and with them their errors%0"))
      *Diag << Succeed;
  } else if (auto Diag = report(Loc, "'%0' returns awaitables that are never awaited: %1")) {
    *Diag << nameOf(Made, Made->getType()) << consequence(Info);
  }
}

void DroppedAwaitableCheck::checkVariable(const FunctionBody &Body, const VarDecl &Var) {
  if (Var.hasAttr<UnusedAttr>() || Var.getType()->isDependentType())
    return;
  if (const auto *Decomposition = dyn_cast<DecompositionDecl>(&Var)) {
    checkBindings(Body, *Decomposition);
    return;
  }
  if (!ownsItsValue(Var) || isNamedInUnreadText(Body, Var, context()))
    return;
  Awaitables &Types = unit().awaitables();
  QualType T = Var.getType().getNonReferenceType();
  const Expr *Made = madeBy(Body, Var);
  Awaitable Info = Types.classifyIn(T, Body.promise());
  if (!Info) {
    QualType Held = Types.heldAwaitable(T, Body.promise());
    if (Held.isNull() || isAllowed(Held, Made))
      return;
    Awaitable Element = Types.classifyIn(Held, Body.promise());
    if (Element.Droppable || Element.Kind == AwaitableKind::Detaches || !isFilled(unit(), Body, Var) ||
        isContainerUsed(Body, Var) || (Element.Kind == AwaitableKind::Cancels && isScopedToSuspension(Body, Var)))
      return;
    if (auto Diag = report(Var.getBeginLoc(), "the awaitables in '%0' are never awaited: %1%2"))
      *Diag << Var.getName() << (Element.Kind == AwaitableKind::Lazy ? "their work never runs" : consequence(Element))
            << advice(Body, Held);
    return;
  }
  if (Info.Droppable || Info.Kind == AwaitableKind::Detaches || !Made || isAllowed(T, Made) ||
      isVariableUsed(Body, Var, Info, AllowCastToVoid) || isIgnoredHandle(unit(), Var, Info, Made))
    return;
  // An event, a latch, an awaitable counter: an object to work with, not work.
  if (isa<CXXConstructExpr>(Made) && !Info.CoroutineType && !Body.uses(&Var).empty())
    return;
  if (Info.Kind == AwaitableKind::Cancels && isScopedToSuspension(Body, Var))
    return;
  auto Diag = report(Var.getBeginLoc(), "%0%1");
  if (!Diag)
    return;
  std::string Name = Var.getNameAsString();
  if (Info.Generator)
    *Diag << "'" + Name + "' is never iterated, so it produces nothing" << "";
  else if (yieldsLock(unit(), Made, Info))
    *Diag << "'" + Name + "' is an awaitable and not the lock: without 'co_await' the lock is not held"
          << advice(Body, T);
  else
    *Diag << "'" + Name + "' is never awaited" + (Info.Kind == AwaitableKind::Lazy ? ", " : ": ") +
                 consequence(Info).str()
          << advice(Body, T);
  Diag->title("await it where '" + Name + "' is made");
  for (const FixItHint &Hint : variableFix(unit(), Body, Var, Info))
    *Diag << Hint;
  Diag.reset();
  if (auto Origin = originOf(Made, Info, T))
    note(Origin->first, "%0") << Origin->second;
}

void DroppedAwaitableCheck::checkBindings(const FunctionBody &Body, const DecompositionDecl &Decomposition) {
  if (!ownsItsValue(Decomposition) || !Decomposition.getInit())
    return;
  for (const BindingDecl *Binding : Decomposition.bindings()) {
    if (Binding->hasAttr<UnusedAttr>() || Binding->getType().isNull() || Binding->getType()->isDependentType())
      continue;
    QualType T = Binding->getType().getNonReferenceType();
    Awaitable Info = unit().awaitables().classifyIn(T, Body.promise());
    if (!Info || Info.Droppable || Info.Kind == AwaitableKind::Detaches || isAllowed(T, Decomposition.getInit()) ||
        !Body.uses(Binding).empty())
      continue;
    if (Info.Kind == AwaitableKind::Cancels && isScopedToSuspension(Body, Decomposition))
      continue;
    if (auto Diag = report(Decomposition.getBeginLoc(), "'%0' is never awaited: %1%2"))
      *Diag << Binding->getName()
            << (Info.Kind == AwaitableKind::Lazy ? StringRef("its work never runs") : consequence(Info))
            << advice(Body, T);
  }
}

/// A member that is given an awaitable and that no code of its class, all of which is here, ever names again.
void DroppedAwaitableCheck::checkMember(const FieldDecl &Field, const Expr *Init) {
  QualType T = Field.getType();
  if (!Init || T->isDependentType() || Field.hasAttr<UnusedAttr>())
    return;
  Awaitable Info = unit().awaitables().classify(T);
  const Expr *Made = stripWrapping(Init);
  if (auto Call = CallSite::of(Made); Call && isa<CXXConstructExpr>(Made) && Call->Args.size() == 1)
    Made = stripWrapping(Call->Args.front());
  if (!Info || Info.Droppable || Info.Kind == AwaitableKind::Detaches || Info.Kind == AwaitableKind::Cancels ||
      isAllowed(T, Made) || !isa<CallExpr>(Made) || !isClosedClass(*cast<CXXRecordDecl>(Field.getParent())) ||
      Field.getAccess() != AS_private || unit().index().isTouched(&Field))
    return;
  if (auto Diag = report(Made->getBeginLoc(), "'%0' keeps an awaitable that nothing ever awaits: %1"))
    *Diag << Field.getName()
          << (Info.Kind == AwaitableKind::Lazy ? StringRef("its work never runs") : consequence(Info));
}

} // namespace async_tidy
