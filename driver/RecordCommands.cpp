//===--- RecordCommands.cpp - The commands that take records --------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Baseline.h"
#include "Commands.h"
#include "Linking.h"
#include "Outputs.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace async_tidy::driver {
namespace {

Expected<std::unique_ptr<MemoryBuffer>> readFile(StringRef Path) {
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return createStringError(Path + ": " + Buffer.getError().message());
  return std::move(*Buffer);
}

/// The files that \p Paths name: records, and folders of records.
Expected<std::vector<std::string>> recordFiles(ArrayRef<std::string> Paths) {
  std::vector<std::string> Files;
  for (const std::string &Path : Paths) {
    if (!sys::fs::is_directory(Path)) {
      Files.push_back(Path);
      continue;
    }
    std::error_code Failed;
    for (sys::fs::directory_iterator It(Path, Failed), End; It != End && !Failed; It.increment(Failed))
      if (StringRef(It->path()).ends_with(".unit"))
        Files.push_back(It->path());
    if (Failed)
      return createStringError(Path + ": " + Failed.message());
  }
  return Files;
}

/// The records in \p Paths in an order that does not depend on the names of the files; one for each unit.
Expected<std::vector<UnitRecord>> readRecords(ArrayRef<std::string> Paths) {
  Expected<std::vector<std::string>> Files = recordFiles(Paths);
  if (!Files)
    return Files.takeError();
  std::vector<UnitRecord> Records;
  for (const std::string &File : *Files) {
    Expected<std::unique_ptr<MemoryBuffer>> Text = readFile(File);
    if (!Text)
      return Text.takeError();
    Expected<UnitRecord> Record = UnitRecord::parse((*Text)->getBuffer());
    if (!Record)
      return createStringError(File + ": " + toString(Record.takeError()));
    Records.push_back(std::move(*Record));
  }
  if (Records.empty())
    return createStringError("no records given");
  auto Key = [](const UnitRecord &R) { return std::tie(R.File, R.Command); };
  stable_sort(Records, [&](const UnitRecord &A, const UnitRecord &B) { return Key(A) < Key(B); });
  auto Same = [&](const UnitRecord &A, const UnitRecord &B) { return Key(A) == Key(B); };
  Records.erase(std::unique(Records.begin(), Records.end(), Same), Records.end());
  return Records;
}

int fail(Error Failed, Messages &Out) {
  Out.error(toString(std::move(Failed)));
  return 2;
}

} // namespace

int runLink(const Options &O, Messages &Out) {
  if (O.Result.empty())
    return fail(createStringError("link needs -o, the file for the result"), Out);
  Expected<std::vector<UnitRecord>> Records = readRecords(O.Paths);
  if (!Records)
    return fail(Records.takeError(), Out);
  std::vector<Finding> Findings = linkRecords(*Records, O.Index, Out);
  if (Error Failed = writeThenRename(absolutePath(O.Result), serializeLinked(Findings)))
    return fail(std::move(Failed), Out);
  return 0;
}

int runReport(const Options &O, Messages &Out) {
  if (O.UnusedNolints && O.What == ReportCommand && O.Linked.empty())
    return fail(createStringError("--report-unused-nolint needs --linked: comments may be for what links find"), Out);
  Expected<std::vector<UnitRecord>> Records = readRecords(O.Paths);
  if (!Records)
    return fail(Records.takeError(), Out);
  std::vector<Finding> Linked;
  if (O.What == MergeCommand) {
    Linked = linkRecords(*Records, O.Index, Out);
  } else if (!O.Linked.empty()) {
    Expected<std::unique_ptr<MemoryBuffer>> Text = readFile(O.Linked);
    if (!Text)
      return fail(Text.takeError(), Out);
    Expected<std::vector<Finding>> Parsed = parseLinked((*Text)->getBuffer());
    if (!Parsed)
      return fail(createStringError(O.Linked + ": " + toString(Parsed.takeError())), Out);
    Linked = std::move(*Parsed);
  }
  ProjectReport R = makeReport(*Records, std::move(Linked), Project(Records->front().Root), O.UnusedNolints);
  if (!applyBaseline(R, O, Out))
    return 2;
  if (Error Failed = printReport(R, O))
    return fail(std::move(Failed), Out);
  tellProblems(R, Out);
  return R.exitCode();
}

} // namespace async_tidy::driver
