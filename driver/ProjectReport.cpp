//===--- ProjectReport.cpp -------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProjectReport.h"
#include "Nolint.h"
#include "clang-tidy/GlobList.h"
#include "llvm/Support/Regex.h"
#include <map>

using namespace llvm;

namespace async_tidy::driver {

bool isCompileError(const Finding &F) { return F.Rule == "clang-diagnostic-error"; }
bool isConfigurationError(const Finding &F) { return F.Rule == "async-configuration"; }

unsigned ProjectReport::shown() const {
  return count_if(Findings, [](const ReportedFinding &F) { return F.isOpen() && !isCompileError(F); });
}

int ProjectReport::exitCode() const {
  if (any_of(Findings, isConfigurationError))
    return 2;
  if (!Problems.empty() || any_of(Findings, isCompileError))
    return 3;
  return shown() != 0;
}

namespace {

/// What the configurations of the units say of findings that belong to none of them.
class Policies {
public:
  explicit Policies(ArrayRef<UnitRecord> Records) {
    for (const UnitRecord &Record : Records) {
      MainFiles.try_emplace(Record.File, &Record.Policy);
      if (!is_contained(All, Record.Policy))
        All.push_back(Record.Policy);
    }
  }

  bool shows(const Finding &F) const {
    if (MainFiles.contains(F.Start.File))
      return true;
    return any_of(All, [&](const UnitPolicy &Policy) {
      return (Policy.HeaderFilter.empty() || Regex(Policy.HeaderFilter).match(F.Start.File)) &&
             (Policy.ExcludeHeaderFilter.empty() || !Regex(Policy.ExcludeHeaderFilter).match(F.Start.File));
    });
  }

  bool makesAnError(const Finding &F) const {
    auto Asks = [&](const UnitPolicy &Policy) {
      return clang::tidy::GlobList(Policy.WarningsAsErrors).contains(F.Rule);
    };
    auto Own = MainFiles.find(F.Start.File);
    return Own != MainFiles.end() ? Asks(*Own->second) : any_of(All, Asks);
  }

private:
  std::map<std::string, const UnitPolicy *, std::less<>> MainFiles;
  std::vector<UnitPolicy> All;
};

/// Sorts, and keeps one of the findings that are the same.
void unite(std::vector<Finding> &Findings) {
  sort(Findings, [](const Finding &A, const Finding &B) {
    auto Key = [](const Finding &F) { return std::tie(F.Start, F.Rule, F.Message); };
    return Key(A) != Key(B) ? Key(A) < Key(B) : A < B;
  });
  auto Last = Findings.begin();
  for (auto It = Findings.begin(); It != Findings.end(); ++It) {
    if (It == Findings.begin())
      continue;
    if (Last->isSameAs(*It)) {
      Last->Level = std::max(Last->Level, It->Level);
      Last->Suppressed &= It->Suppressed;
    } else if (++Last != It) {
      *Last = std::move(*It);
    }
  }
  if (!Findings.empty())
    Findings.erase(std::next(Last), Findings.end());
}

void addFingerprints(std::vector<Finding> &Findings, const Project &P) {
  std::map<Digest, unsigned> Seen;
  for (Finding &F : Findings) {
    auto Parts = DigestBuilder().add(F.Rule).add(P.relative(F.Start.File)).add(F.FunctionUSR).add(F.Snippet);
    unsigned Ordinal = Seen[Parts.digest()]++;
    F.Fingerprint = Parts.add(std::to_string(Ordinal)).digest().text();
  }
}

} // namespace

ProjectReport makeReport(ArrayRef<UnitRecord> Records, std::vector<Finding> Linked, const Project &P,
                         bool WithUnusedNolints) {
  ProjectReport R;
  R.Root = P.root();
  R.Units = Records.size();
  std::vector<Finding> All;
  Policies Configured(Records);
  if (WithUnusedNolints)
    append_range(Linked, unusedNolints(Records, Linked));
  for (Finding &F : Linked) {
    if (F.IsOnlyUse || !Configured.shows(F))
      continue;
    if (Configured.makesAnError(F))
      F.Level = FindingLevel::Error;
    All.push_back(std::move(F));
  }
  for (const UnitRecord &Record : Records) {
    append_range(All, Record.Findings);
    if (!Record.Problem.empty())
      R.Problems.push_back({Record.File, Record.Problem});
  }
  unite(All);
  addFingerprints(All, P);
  for (Finding &F : All)
    R.Findings.emplace_back(std::move(F));
  sort(R.Problems);
  R.Problems.erase(std::unique(R.Problems.begin(), R.Problems.end()), R.Problems.end());
  return R;
}

} // namespace async_tidy::driver
