//===--- UnreferencedTaskCheck.cpp - async-unreferenced-task --------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnreferencedTaskCheck.h"
#include "analysis/ProgramRoles.h"
#include "analysis/TaskFixes.h"
#include "clang-tidy/utils/OptionsUtils.h"

using namespace clang;
using namespace clang::tidy::utils;

namespace async_tidy {

using Problem = BackgroundTask::Problem;

UnreferencedTaskCheck::UnreferencedTaskCheck(StringRef Name, tidy::ClangTidyContext *Context,
                                             std::shared_ptr<UnitAnalysis> Unit)
    : AsyncCheck(Name, Context, std::move(Unit)),
      AllowedTypes(options::parseStringList(Options.get("AllowedTypes", ""))),
      AllowedCallees(options::parseStringList(Options.get("AllowedCallees", ""))) {}

void UnreferencedTaskCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "AllowedTypes", options::serializeStringList(AllowedTypes));
  Options.store(Opts, "AllowedCallees", options::serializeStringList(AllowedCallees));
}

void UnreferencedTaskCheck::checkFunction(const FunctionBody &Body) {
  for (const BackgroundTask &Task : unreferencedTasks(unit(), Body))
    if (!isAllowed(Task))
      reportTask(Body, Task);
}

void UnreferencedTaskCheck::describeUnit() { describeRoles(unit()); }

bool UnreferencedTaskCheck::isAllowed(const BackgroundTask &Task) const {
  auto Matches = [](ArrayRef<StringRef> Names, const NamedDecl *D) {
    return D && !Names.empty() &&
           (llvm::is_contained(Names, qualifiedName(*D)) || llvm::is_contained(Names, D->getNameAsString()));
  };
  for (const Expr *Part : {Task.Start, Task.Task}) {
    if (!Part)
      continue;
    if (Matches(AllowedTypes, recordOf(Part->getType())))
      return true;
    if (auto Call = CallSite::of(stripToObject(Part)); Call && Matches(AllowedCallees, Call->Callee))
      return true;
  }
  return false;
}

/// What the task is called: the coroutine, or the variable that has it.
static std::string nameOf(const BackgroundTask &Task) {
  const Expr *E = Task.Task ? stripToObject(Task.Task) : Task.Start;
  // A lambda in a variable goes by the name of the variable.
  if (auto Call = CallSite::of(E); Call && isa<CXXOperatorCallExpr>(E) && Call->Object)
    if (const ValueDecl *Named = namedObject(Call->Object); Named && Named->getIdentifier())
      return Named->getNameAsString();
  if (Task.Errors.Task)
    return displayName(*Task.Errors.Task);
  if (isa<LambdaExpr>(E))
    return "lambda";
  if (const ValueDecl *Named = namedObject(E); Named && Named->getIdentifier())
    return Named->getNameAsString();
  if (auto Call = CallSite::of(E); Call && Call->Callee)
    return displayName(*Call->Callee);
  return "task";
}

static StringRef handleEnd(AwaitableKind Kind) {
  switch (Kind) {
  case AwaitableKind::Cancels:
    return "the end of the handle cancels it";
  case AwaitableKind::Terminates:
    return "the end of the handle while it runs ends the program";
  default:
    return "nobody can wait for it or see its error";
  }
}

static std::string describe(const BackgroundTask &Task, const std::string &Name) {
  auto Call = CallSite::of(Task.Start);
  std::string Starter = Call && Call->Callee ? displayName(*Call->Callee) : "this call";
  switch (Task.What) {
  case Problem::ErrorLost:
    return "'" + Name + "' runs in the background and its error is thrown away";
  case Problem::ErrorIgnored:
    return "'" + Name + "' runs in the background and its handler ignores the error, so a failure goes unnoticed";
  case Problem::HandleDropped:
    return "nothing keeps the handle that '" + Starter + "' returns for '" + Name + "': " + handleEnd(Task.Kind).str();
  case Problem::HandleDies:
    return "the handle of '" + Name + "' ends with this function: " + handleEnd(Task.Kind).str();
  case Problem::Detached:
    return "'" + Name + "' is detached: nobody can wait for it or see its error";
  case Problem::Thread:
    return "a thread is detached in a coroutine: nobody can wait for it, and it may outlive what it uses";
  case Problem::Called:
    return "'" + Name + "' starts at once and nothing keeps what it returns: " +
           (Task.Kind == AwaitableKind::Cancels ? "the end of the temporary cancels it"
                                                : "nobody can wait for it or see its error");
  case Problem::FireAndForget:
    return "'" + Name + "' runs on its own and nothing handles an error that leaves it";
  }
  return {};
}

/// Where the error comes from that nobody will see.
static void noteFailure(const BackgroundTask &Task, const std::string &Name, Report &Into) {
  if (Task.Errors.Fails)
    Into.Notes.emplace_back(Task.Errors.Fails->getBeginLoc(), "an error that is thrown here leaves '" + Name + "'");
  else if (Task.Errors.Task && !Task.Errors.Task->hasBody() && Task.Errors.Task->getLocation().isValid())
    Into.Notes.emplace_back(Task.Errors.Task->getLocation(),
                            "nothing here shows that '" + Name + "' handles its own errors");
}

/// True when \p Handler does nothing at all, so that another one can take its place.
static bool isReplaceable(const Expr *Handler) {
  const auto *Lambda = dyn_cast<LambdaExpr>(stripToObject(Handler));
  if (!Lambda)
    return !isa<DeclRefExpr>(stripToObject(Handler)) ||
           !isa<FunctionDecl>(cast<DeclRefExpr>(stripToObject(Handler))->getDecl());
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Lambda->getBody());
  return Block && Block->body_empty();
}

/// True when \p Call can be handed a lambda: a template that is only declared cannot be, as a lambda has no linkage.
static bool takesLambda(const Expr *Call) {
  auto Site = CallSite::of(Call);
  if (!Site || !Site->Callee || !Site->Callee->isTemplateInstantiation())
    return Site.has_value();
  const FunctionDecl *Pattern = Site->Callee->getTemplateInstantiationPattern();
  return Pattern && Pattern->isDefined();
}

void UnreferencedTaskCheck::reportTask(const FunctionBody &Body, const BackgroundTask &Task) {
  std::string Name = nameOf(Task);
  auto Fill = [&](StringRef Text) { return fillPlaceholders(Text, {{"root", Task.Root.str()}, {"task", "..."}}); };
  const FixEntry *Handler = Task.Library ? Task.Library->fix("handler") : nullptr;
  const FixEntry *Keep = Task.Library ? Task.Library->fix("background") : nullptr;

  Report Out;
  Out.At = Task.Start->getBeginLoc();
  std::string Advice;
  if (Task.Handler && Handler && !Handler->Text.empty() && isReplaceable(Task.Handler) && takesLambda(Task.Start) &&
      sourceText(Task.Handler, context())) {
    Out.Fix.Title = "report the error of '" + Name + "' in its handler";
    Out.Fix.Edits.push_back(FixItHint::CreateReplacement(Task.Handler->getSourceRange(), Fill(Handler->Text)));
    if (!Handler->Include.empty())
      Out.Fix.Includes.push_back(Fill(Handler->Include));
  }
  if (Out.Fix.Edits.empty()) {
    const FixEntry *Remedy = Task.Handler && Handler && !Handler->Advice.empty() ? Handler : Keep;
    if (Task.What == Problem::Thread)
      Advice = "; keep it in an object that joins it";
    else if (Remedy && !Remedy->Advice.empty())
      Advice = "; " + Fill(Remedy->Advice);
    else if (Task.Handler)
      Advice = "; report the error in the handler";
  }
  Out.Message = describe(Task, Name) + Advice;
  if (offersSeveral() && Task.What != Problem::Thread)
    if (auto Await = awaitInstead(unit(), Body, Task.Start, Task.Task, Name))
      Out.Others.push_back(std::move(*Await));
  if (Task.What != Problem::Thread)
    noteFailure(Task, Name, Out);
  Pending When;
  When.When = Task.When;
  emit(Out, When);
}

} // namespace async_tidy
