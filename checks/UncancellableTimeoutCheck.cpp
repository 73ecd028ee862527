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
  StringRef Because = W.IgnoresToken ? "because it never looks at the stop token that it is handed"
                      : Held         ? "because nothing can stop it"
                                     : "because nothing tells it to stop";
  auto Diag = report(Site.At->getBeginLoc(),
                     Site.Expiry == ExpiryEffect::Waits
                         ? "the deadline of '%0' does nothing: it waits until '%1' has run to its end, %2%3"
                         : "'%0' stops waiting when the time is up, and '%1' goes on, %2%3");
  if (!Diag)
    return;
  *Diag << Site.Name << (W.Name.empty() ? "the work" : W.Name) << Because
        << (W.IgnoresToken ? "" : "; hand it a stop token and look at it there");
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
