//===--- ProjectRun.cpp ---------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ProjectRun.h"
#include "Linking.h"
#include "Revision.h"

using namespace llvm;

namespace async_tidy::driver {
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

} // namespace

ProjectRun::ProjectRun(const Options &O, Messages &Out, Configuration Config, Selection Selected)
    : O(O), Out(Out), Config(std::move(Config)), Selected(std::move(Selected)),
      Cache(cacheFolder(O, this->Selected), Out) {}

std::unique_ptr<ProjectRun> ProjectRun::start(const Options &O, Messages &Out) {
  Expected<Configuration> Config = Configuration::create(O.Configuration);
  if (!Config) {
    Out.error(toString(Config.takeError()));
    return nullptr;
  }
  Expected<Selection> Selected = selectUnits(O, Out);
  if (!Selected) {
    Out.error(toString(Selected.takeError()));
    return nullptr;
  }
  if (!verifyConfiguration(*Config, Selected->Units, Out))
    return nullptr;
  std::unique_ptr<ProjectRun> Run(new ProjectRun(O, Out, std::move(*Config), std::move(*Selected)));
  Run->Result = analyse(Run->Selected.Units, Run->project(), Run->Config, O, Run->Cache, Out);
  return Run;
}

ProjectReport ProjectRun::report() {
  // The index is that of the whole project.
  if (O.Part || !O.Paths.empty())
    return reportOn(records());
  std::vector<Finding> Linked = linkWithCache(records(), Cache, Out);
  return makeReport(records(), std::move(Linked), project(), O.UnusedNolints);
}

ProjectReport ProjectRun::reportOn(ArrayRef<UnitRecord> Records) {
  std::vector<Finding> Linked = O.Part ? std::vector<Finding>() : linkRecords(Records, "", Out);
  // What a part leaves open may be what a comment is for.
  return makeReport(Records, std::move(Linked), project(), O.UnusedNolints && !O.Part);
}

std::vector<UnitRecord> ProjectRun::recordsWith(const OtherContents &Other) {
  std::vector<UnitRecord> Records = records();
  std::vector<Unit> Concerned;
  std::vector<size_t> Places;
  for (auto [Index, Record] : enumerate(Records))
    if (concerns(Other, Record)) {
      Concerned.push_back(Selected.Units[Index]);
      Places.push_back(Index);
    }
  AnalysisResult Again = analyse(Concerned, project(), Config, O, Cache, Out, &Other);
  for (auto [Place, Record] : zip_equal(Places, Again.Records))
    Records[Place] = std::move(Record);
  return Records;
}

Expected<ProjectReport> ProjectRun::reportSince(StringRef Revision) {
  Expected<OtherContents> Then = contentsAt(Revision, project().root());
  if (!Then)
    return Then.takeError();
  std::vector<UnitRecord> Records = recordsWith(*Then);
  // Units that were not there yet have nothing to say.
  erase_if(Records, [&](const UnitRecord &Record) {
    auto It = Then->find(Record.File);
    return It != Then->end() && !It->second;
  });
  return reportOn(Records);
}

int ProjectRun::exitCode(const ProjectReport &R) const {
  int Code = R.exitCode();
  return pathsMissing() && Code != 2 ? 3 : Code;
}

} // namespace async_tidy::driver
