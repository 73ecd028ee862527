//===--- UnboundedShieldCheck.cpp - async-unbounded-shield ----------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnboundedShieldCheck.h"
#include "analysis/Fixes.h"
#include "analysis/ProgramFacts.h"
#include "analysis/TimeFacts.h"

using namespace clang;

namespace async_tidy {

UnboundedShieldCheck::UnboundedShieldCheck(StringRef Name, tidy::ClangTidyContext *Context,
                                           std::shared_ptr<UnitAnalysis> Unit)
    : AsyncCheck(Name, Context, std::move(Unit)), LongestSeconds(number("LongestSeconds", 60)) {}

void UnboundedShieldCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "LongestSeconds", LongestSeconds);
}

void UnboundedShieldCheck::checkFunction(const FunctionBody &Body) {
  for (const ShieldSite &Site : unit().timedWork().shields(Body)) {
    const Work &W = Site.Of;
    // One operation may have a long deadline; many of them are a run of their own.
    bool Long = W.Time.Sum > LongestSeconds && W.Time.waits() > 1;
    if (W.Endless || W.Loops || Long)
      reportSite(Body, Site);
  }
}

void UnboundedShieldCheck::reportSite(const FunctionBody &Body, const ShieldSite &Site) {
  const Work &W = Site.Of;
  std::string Name = W.Name.empty() ? "what it shields" : "'" + W.Name + "'";
  std::string How = "has no deadline, so a cancelled run waits for it for ever";
  if (!W.Endless && W.Loops)
    How = "goes on round after round, so a cancelled run waits for it for ever";
  else if (!W.Endless)
    How = "may take " + secondsText(W.Time.Sum) + ", and a cancelled run waits for all of it";
  std::string Advice = "put a deadline inside the shield";
  if (const FixEntry *Fix = Site.From.Library->fix("timeout")) {
    std::string Root = spellNamespace(Site.From.Root, &Body.function(), context());
    StringRef Text = Fix->Text;
    Text.consume_front("co_await ");
    if (!Text.empty())
      Advice += ": '" +
                fillPlaceholders(Text, {{"root", Root}, {"work", "..."}, {"duration", "std::chrono::seconds(5)"}}) +
                "'";
    else if (!Fix->Advice.empty())
      Advice += "; " + fillPlaceholders(Fix->Advice, {{"root", Root}});
  }
  Report Out;
  Out.At = Site.At->getBeginLoc();
  Out.Message = Name + " is shielded by '" + Site.Name + "' and " + How + "; " + Advice;
  if (W.Endless && W.Endless != W.Made && W.Endless != Site.At)
    Out.Notes.emplace_back(W.Endless->getBeginLoc(), "nothing ends this wait");
  else if (Site.FromHereOn && W.Made)
    Out.Notes.emplace_back(W.Made->getBeginLoc(), "it is awaited here");
  Pending When;
  if (!W.Loops && !W.EndsWith.empty())
    When.When.Unless.push_back(ofAll(unit(), Predicate::Ends, W.EndsWith, Body));
  emit(Out, When);
}

void UnboundedShieldCheck::describeUnit() { describeWork(unit()); }

} // namespace async_tidy
