//===--- UncancellableTimeoutCheck.cpp - async-uncancellable-timeout ------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UncancellableTimeoutCheck.h"
#include "analysis/ProgramFacts.h"
#include "analysis/TimeFacts.h"

using namespace clang;

namespace async_tidy {

/// True when the end of the wait leaves the work running.
static bool outlives(const DeadlineSite &Site) {
  const Work &W = Site.Of;
  if (Site.OfOperation || !W.Made || W.Neutral)
    return false;
  if (W.Stops == Work::Stop::GoesOn)
    return true;
  return Site.Expiry == ExpiryEffect::Abandons && !W.TakesToken && (!W.OnlySleeps || W.IgnoresToken) && !W.Event;
}

void UncancellableTimeoutCheck::checkFunction(const FunctionBody &Body) {
  for (const DeadlineSite &Site : unit().timedWork().deadlines(Body)) {
    const Work &W = Site.Of;
    if (outlives(Site)) {
      reportSite(Site, {});
    } else if (!Site.OfOperation && !W.HeldWith.empty()) {
      Pending When;
      When.When.If.push_back(ofAll(unit(), Predicate::RunsOn, W.HeldWith, Body));
      When.Via = 0;
      reportSite(Site, When);
    }
  }
}

void UncancellableTimeoutCheck::reportSite(const DeadlineSite &Site, const Pending &When) {
  const Work &W = Site.Of;
  bool Held = W.Stops == Work::Stop::GoesOn || !When.isDecided();
  std::string Because = W.IgnoresToken ? "because it never looks at the stop token that it is handed"
                        : Held         ? "because nothing can stop it"
                                       : "because nothing tells it to stop";
  std::string Name = W.Name.empty() ? "the work" : W.Name;
  Report Out;
  Out.At = Site.At->getBeginLoc();
  Out.Message =
      Site.Expiry == ExpiryEffect::Waits
          ? "the deadline of '" + Site.Name + "' does nothing: it waits until '" + Name + "' has run to its end, "
          : "'" + Site.Name + "' stops waiting when the time is up, and '" + Name + "' goes on, ";
  Out.Message += Because;
  if (!W.IgnoresToken)
    Out.Message += "; hand it a stop token and look at it there";
  if (Held)
    Out.Steps = heldSteps(W);
  if (Site.Call != Site.At)
    Out.Notes.emplace_back(Site.Call->getBeginLoc(), "the deadline is set here");
  emit(Out, When);
}

void UncancellableTimeoutCheck::describeUnit() { describeWork(unit()); }

} // namespace async_tidy
