//===--- TimeoutLadderCheck.cpp - async-timeout-ladder --------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TimeoutLadderCheck.h"
#include "analysis/Durations.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace async_tidy {

TimeoutLadderCheck::TimeoutLadderCheck(StringRef Name, tidy::ClangTidyContext *Context,
                                       std::shared_ptr<UnitAnalysis> Unit)
    : AsyncCheck(Name, Context, std::move(Unit)), CheckRanges(flag("CheckRanges", false)) {}

void TimeoutLadderCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "CheckRanges", CheckRanges);
}

void TimeoutLadderCheck::checkFunction(const FunctionBody &Body) {
  for (const DeadlineSite &Site : unit().timedWork().deadlines(Body)) {
    if (!Site.Limit || *Site.Limit <= 0)
      continue;
    // A thousandth is rounding.
    if (Site.Of.Time.hasDeadline() && Site.Of.Time.Sum > *Site.Limit * 1.001)
      reportLadder(Site);
    else if (CheckRanges && Site.Of.Io)
      reportRange(Site);
  }
}

/// `10 x 60 s + 2 x 500 ms`; the sum says enough of what comes after the sixth term.
static std::string termsText(const Timeline &Time) {
  std::string Text;
  unsigned Shown = 0;
  for (const TimeTerm &Term : Time.Terms) {
    if (!Text.empty())
      Text += " + ";
    if (++Shown > 6)
      return Text + "...";
    if (Term.Times > 1)
      Text += std::to_string(Term.Times) + " x ";
    Text += secondsText(Term.Each);
  }
  return Text;
}

void TimeoutLadderCheck::reportLadder(const DeadlineSite &Site) {
  const Timeline &Time = Site.Of.Time;
  std::string Name = Site.Of.Name.empty() ? "the work" : "'" + Site.Of.Name + "'";
  bool One = Time.Terms.size() == 1 && Time.Terms.front().Times == 1;
  auto Diag = report(Site.At->getBeginLoc(),
                     One ? "%0 is given %1, but the deadline inside it is %2: it never gets that far"
                         : "%0 is given %1, but the deadlines inside it allow %2 (%3): the outer one ends it before "
                           "they do");
  if (!Diag)
    return;
  *Diag << Name << secondsText(*Site.Limit) << secondsText(Time.Sum);
  if (!One)
    *Diag << termsText(Time);
  Diag.reset();

  llvm::SmallPtrSet<const Expr *, 8> Seen;
  for (const TimeTerm &Term : Time.Terms) {
    for (const Expr *Call : Term.Through)
      if (Call != Site.At && Call != Site.Of.Made && Seen.insert(Call).second)
        if (auto Through = CallSite::of(Call); Through && Through->Callee)
          note(Call->getBeginLoc(), "'%0' is called here") << displayName(*Through->Callee);
    if (!Seen.insert(Term.At).second)
      continue;
    // What grows from round to round stands in one place.
    Timeline Here;
    for (const TimeTerm &Other : Time.Terms)
      if (Other.At == Term.At)
        Here.add(Other);
    if (Term.Pause)
      note(Term.At->getBeginLoc(), "pauses here: %0") << termsText(Here);
    else
      note(Term.At->getBeginLoc(), "the deadline of %0 is set here: %1")
          << (Term.Name.empty() ? "the work" : "'" + Term.Name + "'") << termsText(Here);
  }
  if (Site.Call != Site.At)
    note(Site.Call->getBeginLoc(), "the outer deadline is set here");
}

void TimeoutLadderCheck::reportRange(const DeadlineSite &Site) {
  const WaitClass &Class = waitClass(Site.Of.Io->Class);
  if (*Site.Limit >= Class.Least && *Site.Limit <= Class.Most)
    return;
  if (auto Diag = report(Site.At->getBeginLoc(), "'%0' %1 and is given %2; %3 are usual"))
    *Diag << Site.Of.Name << Class.Waits << secondsText(*Site.Limit) << Class.Usual;
}

} // namespace async_tidy
