//===--- CheckCommands.cpp - The commands that analyse units --------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "Commands.h"
#include "Linking.h"
#include "Outputs.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <set>

using namespace llvm;

namespace async_tidy {
namespace {

/// Whether all configuration that applies to \p Units can be used; says what is wrong.
bool verifyConfiguration(Configuration &Config, ArrayRef<Unit> Units, Messages &Out) {
  std::vector<std::string> Errors;
  for (const Unit &U : Units)
    Config.verify(U.File, Errors);
  for (const std::string &Error : Errors)
    Out.error(Error);
  return Errors.empty();
}

std::string cacheFolder(const Options &O, const Selection &S) {
  if (!O.UseCache)
    return {};
  if (!O.Cache.empty())
    return absolutePath(O.Cache);
  return S.BuildFolder.empty() ? std::string() : S.BuildFolder + "/.async-tidy";
}

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

std::string plural(size_t Count, StringRef Word) {
  return formatv("{0} {1}{2}", Count, Word, Count == 1 ? "" : "s").str();
}

void summarize(const Report &R, const AnalysisResult &Result, double Seconds, Messages &Out) {
  std::set<StringRef> Files;
  for (const Finding &F : R.Findings)
    if (!F.Suppressed && !isCompileError(F))
      Files.insert(F.Start.File);
  std::string Text =
      R.shown() == 0 ? "no findings" : plural(R.shown(), "finding") + " in " + plural(Files.size(), "file");
  Text += " (" + plural(R.Units, "unit");
  if (Result.FromCache != 0)
    Text += formatv(", {0} unchanged", Result.FromCache).str();
  Out.information(Text + formatv(", {0:f1} s)", Seconds).str());
}

/// What check and extract begin with: nothing when the program has to end with \p ExitCode.
struct Analysed {
  Selection Units;
  AnalysisResult Result;
};

std::optional<Analysed> analyseSelected(const Options &O, Messages &Out, std::optional<UnitCache> &Cache) {
  Expected<Configuration> Config = Configuration::create(O.Configuration);
  if (!Config) {
    Out.error(toString(Config.takeError()));
    return std::nullopt;
  }
  Expected<Selection> S = selectUnits(O, Out);
  if (!S) {
    Out.error(toString(S.takeError()));
    return std::nullopt;
  }
  if (!verifyConfiguration(*Config, S->Units, Out))
    return std::nullopt;
  Cache.emplace(cacheFolder(O, *S), Out);
  AnalysisResult Result = analyse(S->Units, S->Of, *Config, O, *Cache, Out);
  return Analysed{std::move(*S), std::move(Result)};
}

void tellProblems(const Report &R, Messages &Out) {
  Project Here(absolutePath("."));
  for (const UnitProblem &Problem : R.Problems)
    Out.error(Here.relative(Problem.File) + ": " + Problem.Message);
}

} // namespace

int runCheck(const Options &O, Messages &Out) {
  auto Begin = std::chrono::steady_clock::now();
  std::optional<UnitCache> Cache;
  std::optional<Analysed> Done = analyseSelected(O, Out, Cache);
  if (!Done)
    return 2;
  const Project &P = Done->Units.Of;
  std::vector<UnitRecord> &Records = Done->Result.Records;
  if (!O.Records.empty() && !writeRecords(Records, absolutePath(O.Records), Out))
    return 2;
  // A part of a program cannot answer for the rest of it; merge does.
  std::vector<Finding> Linked;
  if (!O.Part)
    Linked = O.Paths.empty() ? linkWithCache(Records, *Cache, Out) : linkRecords(Records, "", Out);
  Report R = makeReport(Records, std::move(Linked), P);
  if (Error Failed = printReport(R, O)) {
    Out.error(toString(std::move(Failed)));
    return 2;
  }
  tellProblems(R, Out);
  summarize(R, Done->Result, std::chrono::duration<double>(std::chrono::steady_clock::now() - Begin).count(), Out);
  int Code = R.exitCode();
  return Done->Units.PathsMissing && Code != 2 ? 3 : Code;
}

int runExtract(const Options &O, Messages &Out) {
  if (O.Result.empty()) {
    Out.error("extract needs -o, the folder for the records");
    return 2;
  }
  std::optional<UnitCache> Cache;
  std::optional<Analysed> Done = analyseSelected(O, Out, Cache);
  if (!Done)
    return 2;
  const Project &P = Done->Units.Of;
  ArrayRef<UnitRecord> Records = Done->Result.Records;
  std::string Path = absolutePath(O.Result);
  if (Records.size() == 1 && StringRef(Path).ends_with(".unit")) {
    if (Error Failed = writeThenRename(Path, Records.front().serialize())) {
      Out.error(toString(std::move(Failed)));
      return 2;
    }
  } else if (!writeRecords(Records, Path, Out)) {
    return 2;
  }
  Report R = makeReport(Records, {}, P);
  tellProblems(R, Out);
  Out.information(plural(Records.size(), "unit") + " in " + O.Result);
  bool Failed = Done->Units.PathsMissing ||
                any_of(Records, [](const UnitRecord &Record) { return Record.Status != UnitStatus::Read; });
  return Failed ? 3 : 0;
}

} // namespace async_tidy
