//===--- BlockingFacts.cpp ------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/BlockingFacts.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/UnitIndex.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;

namespace async_tidy {

/// "opens a file" reads better than a category.
static StringRef effectOf(StringRef Category) {
  return llvm::StringSwitch<StringRef>(Category)
      .Case("sleep", "sleeps")
      .Case("file", "waits for a file")
      .Case("filesystem", "waits for the file system")
      .Case("console", "waits for the console")
      .Case("process", "waits for a process")
      .Case("network", "waits for the network")
      .Case("http", "waits for a server")
      .Case("database", "waits for the database")
      .Case("rpc", "waits for a remote call")
      .Case("lock", "waits for a lock")
      .Case("cpu", "computes for long")
      .Default("waits");
}

Words blockingWords(const BlockingCause &Cause) {
  if (!Cause.isDecided())
    return {{"last", "${last}"}, {"effect", "${effect}"}, {"consequence", "${consequence}"}};
  return {{"last", Cause.Steps.back().Name},
          {"effect", effectOf(Cause.Category).str()},
          {"consequence", Cause.Deadlock ? "on the thread that has to do the work, which can stop it for ever"
                                         : "and stops every other task on this event loop"}};
}

SmallVector<std::pair<SourceLocation, std::string>, 4> blockingNotes(const BlockingCause &Cause, unsigned First) {
  SmallVector<std::pair<SourceLocation, std::string>, 4> Notes;
  for (const BlockingStep &Step : llvm::drop_begin(Cause.Steps, First)) {
    std::string Name = "'" + Step.Name + "'";
    std::string Text;
    if (Step.What == BlockingStep::Kind::Destroys)
      Text = Name + " is destroyed at the end of its scope";
    else if (Step.What == BlockingStep::Kind::Spins)
      Text = "this loop spins on " + Name;
    else if (&Step == &Cause.Steps.back() && Cause.isDecided())
      Text = Name + " " + effectOf(Cause.Category).str() + " here";
    else
      Text = "which calls " + Name + " here";
    Notes.emplace_back(Step.Loc, std::move(Text));
  }
  return Notes;
}

void describeBlocking(UnitAnalysis &Unit, BlockingAnalysis &Blocking) {
  ProgramFacts &Program = Unit.program();
  for (const FunctionDecl *Function : Unit.index().functions()) {
    if (Function->isDependentContext() || !Unit.body(Function))
      continue;
    CalleeFacts Known = Blocking.facts(Function);
    // The parts of an object may be known only where its destructor is written.
    if (const auto *Destructor = dyn_cast<CXXDestructorDecl>(Function))
      Known.Blocks = blockingEither(Known.Blocks, Blocking.destruction(*Destructor->getParent()));
    for (const BlockingCause *Cause = Known.Blocks.get(); Cause; Cause = Cause->Otherwise.get()) {
      SmallVector<program::FindingNote, 4> Steps;
      for (const auto &[Loc, Text] : blockingNotes(*Cause, 0))
        Steps.push_back(Program.note(Loc, Text));
      Atom Head = Program.atom(Predicate::Blocks, Function);
      if (Cause->isDecided())
        Program.facts().fact(Head, Steps, blockingWords(*Cause));
      else
        Program.facts().rule(Head, Cause->When, Steps, 0);
    }
    for (unsigned Index : Known.CallsParameters.set_bits())
      Program.facts().fact(Program.atom(Predicate::Calls, Function, Index));
    for (const auto &[Index, When] : Known.CallsWhen)
      Program.facts().rule(Program.atom(Predicate::Calls, Function, Index), When);
  }
}

} // namespace async_tidy
