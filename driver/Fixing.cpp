//===--- Fixing.cpp -------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fixing.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace llvm;

namespace async_tidy::driver {
namespace {

bool touches(const FindingFix &Fix, const UnitRecord &Record) {
  return any_of(Fix.Edits, [&](const FindingEdit &Edit) {
    return any_of(Record.Reads, [&](const FileRead &Read) { return Read.Path == Edit.File; });
  });
}

class Session {
public:
  Session(ProjectRun &Run, const ProjectReport &R) : Run(Run) {
    for (const ReportedFinding &F : R.Findings)
      if (F.isOpen() && !F.Fixes.empty())
        Tried.push_back({&F, FixFate::Applied, {}});
  }

  FixResult run() {
    for (TriedFix &T : Tried)
      if (!canBeTried(T))
        T.Fate = FixFate::CannotBeTried;
    settle();
    giveSecondChances();
    return {Tried, patch()};
  }

private:
  bool canBeTried(const TriedFix &T) const {
    bool Known = false;
    for (const UnitRecord &Record : Run.records())
      if (touches(T.fix(), Record)) {
        Known = true;
        if (Record.Status != UnitStatus::Read)
          return false;
      }
    return Known;
  }

  /// The edits of all fixes that are applied; those that do not fit beside earlier ones are marked.
  Patch patch() {
    Patch P;
    for (TriedFix &T : Tried)
      if (T.Fate == FixFate::Applied && !P.add(T.fix()))
        T.Fate = FixFate::Overlaps;
    return P;
  }

  /// Takes fixes back until the others do no harm.
  void settle() {
    for (;;) {
      Patch P = patch();
      if (P.contents().empty())
        return;
      std::vector<UnitRecord> Records = Run.recordsWith(P.contents());
      if (!takeBackErrors(P, Records) && !takeBackIneffective(P, Run.reportOn(Records)))
        return;
    }
  }

  bool takeBackErrors(const Patch &P, ArrayRef<UnitRecord> Records) {
    SmallPtrSet<TriedFix *, 8> Blamed;
    for (const UnitRecord &Record : Records) {
      if (Record.Status == UnitStatus::Read || !concerns(P.contents(), Record))
        continue;
      const Finding *Error = nullptr;
      for (const Finding &F : Record.Findings)
        if (isCompileError(F)) {
          Error = &F;
          break;
        }
      TriedFix *Culprit = nearest(P, Record, Error);
      if (!Culprit || !Blamed.insert(Culprit).second)
        continue;
      Culprit->Fate = FixFate::DoesNotCompile;
      Culprit->Because = Error ? Error->Message : Record.Problem;
    }
    return !Blamed.empty();
  }

  TriedFix *nearest(const Patch &P, const UnitRecord &Record, const Finding *Error) {
    TriedFix *Nearest = nullptr;
    unsigned Least = ~0u;
    for (TriedFix &T : Tried) {
      if (T.Fate != FixFate::Applied || !touches(T.fix(), Record))
        continue;
      std::optional<unsigned> Distance =
          Error ? P.distance(T.fix(), Error->Start.File, Error->Start.Offset) : std::nullopt;
      // One in another file is blamed when there is none in this one.
      if (Nearest && Distance.value_or(~0u) >= Least)
        continue;
      Nearest = &T;
      Least = Distance.value_or(~0u);
    }
    return Nearest;
  }

  bool takeBackIneffective(const Patch &P, const ProjectReport &Now) {
    bool Any = false;
    for (TriedFix &T : Tried) {
      if (T.Fate != FixFate::Applied)
        continue;
      auto [First, Last] = P.moved(T.Of->Start.File, T.Of->Start.Offset);
      if (any_of(Now.Findings, [&, First = First, Last = Last](const ReportedFinding &F) {
            return F.Rule == T.Of->Rule && !F.Suppressed && F.Start.File == T.Of->Start.File &&
                   F.Start.Offset >= First && F.Start.Offset <= Last;
          })) {
        T.Fate = FixFate::HasNoEffect;
        Any = true;
      }
    }
    return Any;
  }

  void giveSecondChances() {
    std::vector<TriedFix *> Blamed;
    for (TriedFix &T : Tried)
      if (T.Fate == FixFate::DoesNotCompile)
        Blamed.push_back(&T);
    if (Blamed.size() < 2)
      return; // Who was blamed alone was tried alone.
    for (TriedFix *T : Blamed) {
      std::vector<TriedFix> Before = Tried;
      T->Fate = FixFate::Applied;
      settle();
      if (T->Fate != FixFate::Applied)
        Tried = std::move(Before);
    }
  }

  ProjectRun &Run;
  std::vector<TriedFix> Tried;
};

} // namespace

FixResult tryFixes(ProjectRun &Run, const ProjectReport &R) { return Session(Run, R).run(); }

} // namespace async_tidy::driver
