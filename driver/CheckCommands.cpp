//===--- CheckCommands.cpp - The commands that analyse units --------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Baseline.h"
#include "Commands.h"
#include "Outputs.h"
#include "ProjectRun.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <set>

using namespace llvm;

namespace async_tidy::driver {
namespace {

std::string recordName(const UnitRecord &Record) {
  return DigestBuilder().add(Record.File).add(Record.Command).digest().text() + ".unit";
}

/// Writes each record to a file in \p Folder, which is there afterwards even when there are none.
bool writeRecords(ArrayRef<UnitRecord> Records, StringRef Folder, Messages &Out) {
  if (std::error_code Failed = sys::fs::create_directories(Folder)) {
    Out.error(Folder + ": " + Failed.message());
    return false;
  }
  for (const UnitRecord &Record : Records) {
    SmallString<256> Path(Folder);
    sys::path::append(Path, recordName(Record));
    if (Error Failed = writeThenRename(Path, Record.serialize())) {
      Out.error(toString(std::move(Failed)));
      return false;
    }
  }
  return true;
}

void summarize(const ProjectReport &R, const ProjectRun &Run, double Seconds, Messages &Out) {
  std::set<StringRef> Files;
  for (const ReportedFinding &F : R.Findings)
    if (F.isOpen() && !isCompileError(F))
      Files.insert(F.Start.File);
  std::string Text =
      R.shown() == 0 ? "no findings" : plural(R.shown(), "finding") + " in " + plural(Files.size(), "file");
  Text += " (" + plural(R.Units, "unit");
  if (Run.fromCache() != 0)
    Text += formatv(", {0} unchanged", Run.fromCache()).str();
  if (auto Failed = count_if(Run.records(), [](const UnitRecord &U) { return U.Status != UnitStatus::Read; }))
    Text += formatv(", {0} with errors", Failed).str();
  Out.information(Text + formatv(", {0:f1} s)", Seconds).str());
}

/// Marks what the baseline or an earlier revision has as known. False, with a message, when one cannot be read.
bool markKnown(ProjectRun &Run, ProjectReport &R, const Options &O, Messages &Out) {
  if (!applyBaseline(R, O, Out))
    return false;
  if (!O.Since.empty()) {
    Expected<ProjectReport> Then = Run.reportSince(O.Since);
    if (!Then) {
      Out.error(toString(Then.takeError()));
      return false;
    }
    unsigned Fixed = Baseline().rewritten(*Then).apply(R).size();
    Out.information(plural(R.shown(), "finding") + " new and " + Twine(Fixed) + " gone since " + O.Since);
  }
  return true;
}

} // namespace

int runCheck(const Options &O, Messages &Out) {
  auto Begin = std::chrono::steady_clock::now();
  auto Run = ProjectRun::start(O, Out);
  if (!Run)
    return 2;
  if (!O.Records.empty() && !writeRecords(Run->records(), absolutePath(O.Records), Out))
    return 2;
  ProjectReport R = Run->report();
  if (!markKnown(*Run, R, O, Out))
    return 2;
  if (Error Failed = printReport(R, O)) {
    Out.error(toString(std::move(Failed)));
    return 2;
  }
  tellProblems(R, Out);
  summarize(R, *Run, std::chrono::duration<double>(std::chrono::steady_clock::now() - Begin).count(), Out);
  return Run->exitCode(R);
}

int runExtract(const Options &O, Messages &Out) {
  if (O.Result.empty()) {
    Out.error("extract needs -o, the folder for the records");
    return 2;
  }
  auto Run = ProjectRun::start(O, Out);
  if (!Run)
    return 2;
  ArrayRef<UnitRecord> Records = Run->records();
  std::string Path = absolutePath(O.Result);
  if (Records.size() == 1 && StringRef(Path).ends_with(".unit")) {
    if (Error Failed = writeThenRename(Path, Records.front().serialize())) {
      Out.error(toString(std::move(Failed)));
      return 2;
    }
  } else if (!writeRecords(Records, Path, Out)) {
    return 2;
  }
  tellProblems(makeReport(Records, {}, Run->project()), Out);
  Out.information(plural(Records.size(), "unit") + " in " + O.Result);
  bool Failed = Run->pathsMissing() ||
                any_of(Records, [](const UnitRecord &Record) { return Record.Status != UnitStatus::Read; });
  return Failed ? 3 : 0;
}

} // namespace async_tidy::driver
