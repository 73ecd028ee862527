//===--- UncancellableTimeoutCheck.cpp - async-uncancellable-timeout ------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UncancellableTimeoutCheck.h"
#include "analysis/Durations.h"
#include "analysis/Fixes.h"

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
  for (const DeadlineSite &Site : unit().timedWork().deadlines(Body))
    if (outlives(Site))
      reportSite(Site);
}

void UncancellableTimeoutCheck::reportSite(const DeadlineSite &Site) {
  const Work &W = Site.Of;
  bool Held = W.Stops == Work::Stop::GoesOn;
  std::string Name = "'" + (W.Name.empty() ? std::string("the work") : W.Name) + "'";
  auto Diag = report(Site.At->getBeginLoc(),
                     Site.Expiry == ExpiryEffect::Waits
                         ? "the deadline of '%0' does nothing: it waits for %1, %2; hand it a stop token that it looks "
                           "at"
                         : "'%0' only stops waiting: %1 goes on when the time is up, %2; hand it a stop token that it "
                           "looks at");
  if (!Diag)
    return;
  std::string Because = "and nothing tells it to stop";
  if (W.IgnoresToken)
    Because = "which never looks at the stop token that it is handed";
  else if (Held)
    Because = "which cannot be stopped";
  *Diag << Site.Name << Name << Because;
  Diag.reset();

  if (Held) {
    for (const Expr *Call : W.HeldThrough)
      if (auto Through = CallSite::of(Call); Through && Through->Callee && Call != W.Made)
        note(Call->getBeginLoc(), "'%0' is called here") << displayName(*Through->Callee);
    if (W.Held && W.Held != W.Made)
      note(W.Held->getBeginLoc(), "'%0' runs to its end here") << W.HeldName;
  }
  if (Site.Call != Site.At)
    note(Site.Call->getBeginLoc(), "the deadline is set here");
}

} // namespace async_tidy
