//===--- Linking.cpp ------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Linking.h"
#include "program/ProgramIndex.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace async_tidy::driver {

constexpr StringLiteral Format = "async-tidy linked findings 1";

/// \p Complain gets the error when the index cannot be written.
static std::vector<Finding> linkRecords(ArrayRef<UnitRecord> Records, StringRef Index, Messages &Out,
                                        function_ref<void(Error)> Complain) {
  std::vector<UnitFacts> Units;
  for (const UnitRecord &Record : Records) {
    if (Record.Facts.empty())
      continue;
    if (Expected<UnitFacts> Facts = UnitFacts::parse(Record.Facts))
      Units.push_back(std::move(*Facts));
    else
      Out.warning(Record.File + ": " + toString(Facts.takeError()));
  }
  LinkedProgram Program = link(Units);
  if (!Index.empty())
    Complain(writeIndex(Program, Units, Index));
  return std::move(Program.Findings);
}

std::vector<Finding> linkRecords(ArrayRef<UnitRecord> Records, StringRef Index, Messages &Out) {
  return linkRecords(Records, Index, Out, [&](Error Problem) {
    if (Problem)
      Out.warning("the index of the program cannot be written: " + toString(std::move(Problem)));
  });
}

std::vector<Finding> linkWithCache(ArrayRef<UnitRecord> Records, UnitCache &Cache, Messages &Out) {
  if (!Cache.isUsed())
    return linkRecords(Records, "", Out);
  DigestBuilder Facts;
  Facts.add(toolIdentity());
  for (const UnitRecord &Record : Records)
    Facts.add(Record.File).add(Digest::of(Record.Facts).text());
  std::string Key = Facts.digest().text(), File = Cache.fileNamed("linked"), Index = Cache.fileNamed("index.sqlite");

  auto Kept = MemoryBuffer::getFile(File, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (Kept) {
    auto [KeptKey, Text] = (*Kept)->getBuffer().split('\n');
    if (KeptKey == Key) {
      if (Expected<std::vector<Finding>> Findings = parseLinked(Text))
        return std::move(*Findings);
      else
        consumeError(Findings.takeError());
    }
  }
  auto Complain = [&](Error Problem) { Cache.complain(std::move(Problem)); };
  std::vector<Finding> Findings = linkRecords(Records, Index, Out, Complain);
  Complain(writeThenRename(File, Key + "\n" + serializeLinked(Findings)));
  return Findings;
}

std::string serializeLinked(ArrayRef<Finding> Findings) {
  std::string Body;
  raw_string_ostream(Body) << json::Value(json::Object{{"findings", json::Array(Findings)}}) << '\n';
  return (Format + "\n" + Digest::of(Body).text() + "\n" + Body).str();
}

Expected<std::vector<Finding>> parseLinked(StringRef Text) {
  auto [Header, Rest] = Text.split('\n');
  auto [Expected, Body] = Rest.split('\n');
  if (Header != Format || Digest::parse(Expected) != Digest::of(Body))
    return createStringError("not the result of this version's link, or damaged");
  llvm::Expected<json::Value> Parsed = json::parse(Body);
  if (!Parsed)
    return Parsed.takeError();
  std::vector<Finding> Findings;
  json::Path::Root Root("linked");
  json::ObjectMapper Map(*Parsed, Root);
  if (!Map || !Map.map("findings", Findings))
    return Root.getError();
  return Findings;
}

} // namespace async_tidy::driver
