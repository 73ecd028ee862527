//===--- UnstructuredTasksCheck.cpp - async-unstructured-tasks ------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnstructuredTasksCheck.h"
#include "analysis/Fixes.h"

using namespace clang;

namespace async_tidy {

/// What the task is called: the coroutine that is started, or the variable that has its handle.
static std::string nameOf(const AbandonedTask &Task) {
  auto Call = CallSite::of(stripToObject(Task.Task));
  // A lambda in a variable goes by the name of the variable.
  if (Call && isa<CXXOperatorCallExpr>(Call->E) && Call->Object)
    if (const ValueDecl *Named = namedObject(Call->Object); Named && Named->getIdentifier())
      return Named->getNameAsString();
  if (Call && Call->Callee && Task.Task != Task.Start)
    return displayName(*Call->Callee);
  return Call && Call->Callee && !Call->Callee->isOverloadedOperator() ? displayName(*Call->Callee)
                                                                       : Task.Handle->getNameAsString();
}

static StringRef fate(AwaitableKind Kind) {
  switch (Kind) {
  case AwaitableKind::Cancels:
    return "the end of its handle cancels it half-way";
  case AwaitableKind::Terminates:
    return "the end of its handle ends the program";
  default:
    return "it runs on with a reference to what is gone";
  }
}

std::string UnstructuredTasksCheck::advice(const AbandonedTask &Task, const FunctionBody &Body) {
  const FixEntry *Group = Task.Library ? Task.Library->fix("group") : nullptr;
  if (!Group)
    return "start them in a group that joins them on every path";
  std::string Root = Task.Root.empty() ? "" : spellNamespace(Task.Root, &Body.function(), context());
  return fillPlaceholders(Group->Advice.empty() ? "start them in a group ('" + Group->Text + "')" : Group->Advice,
                          {{"root", Root}});
}

void UnstructuredTasksCheck::checkFunction(const FunctionBody &Body) {
  if (!Body.isCoroutine())
    return;
  std::vector<AbandonedTask> Tasks = abandonedTasks(unit(), Body);
  if (Tasks.empty())
    return;
  const AbandonedTask &Task = Tasks.front();
  auto Diag = report(Task.Start->getBeginLoc(),
                     "'%0', which uses '%1', is left behind when this coroutine ends before it is joined: %2; %3");
  if (!Diag)
    return;
  *Diag << nameOf(Task) << Task.Uses->getNameAsString() << fate(Task.Kind) << advice(Task, Body);
  Diag.reset();
  const auto *E = dyn_cast<Expr>(Task.Leaves);
  note(Task.Leaves->getBeginLoc(), E && suspensionOperand(E)        ? "an error that this await throws leaves it behind"
                                   : isa<CXXThrowExpr>(Task.Leaves) ? "this exception leaves it behind"
                                                                    : "this return leaves it behind");
  note(Task.Uses->getLocation(), "'%0' ends with the coroutine") << Task.Uses->getNameAsString();
}

} // namespace async_tidy
