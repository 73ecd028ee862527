//===--- UnitRecord.cpp ---------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitRecord.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace async_tidy::driver {
namespace {

constexpr StringLiteral Format = "async-tidy unit record 2";

StringRef nameOf(UnitStatus Status) {
  switch (Status) {
  case UnitStatus::Read:
    return "read";
  case UnitStatus::Unparsed:
    return "unparsed";
  case UnitStatus::Failed:
    return "failed";
  }
  llvm_unreachable("not a status");
}

Error damaged(StringRef Why) { return createStringError("not a unit record of this version, or damaged: " + Why); }

StringRef takeLine(StringRef &Text) {
  auto [Line, Rest] = Text.split('\n');
  Text = Rest;
  return Line;
}

} // namespace

static bool fromJSON(const json::Value &V, UnitStatus &S, json::Path Path) {
  for (UnitStatus Status : {UnitStatus::Read, UnitStatus::Unparsed, UnitStatus::Failed}) {
    if (V.getAsString() == nameOf(Status)) {
      S = Status;
      return true;
    }
  }
  Path.report("expected the status of a unit");
  return false;
}

static json::Value toJSON(const NolintName &N) {
  return json::Object{{"start", N.Start},
                      {"end", N.End},
                      {"check", json::fixUTF8(N.Check)},
                      {"word", N.Word},
                      {"scopeBegin", N.ScopeBegin},
                      {"scopeEnd", N.ScopeEnd},
                      {"functionUSR", json::fixUTF8(N.FunctionUSR)},
                      {"functionName", json::fixUTF8(N.FunctionName)},
                      {"isUsed", N.IsUsed}};
}

static bool fromJSON(const json::Value &V, NolintName &N, json::Path Path) {
  json::ObjectMapper Map(V, Path);
  return Map && Map.map("start", N.Start) && Map.map("end", N.End) && Map.map("check", N.Check) &&
         Map.map("word", N.Word) && Map.map("scopeBegin", N.ScopeBegin) && Map.map("scopeEnd", N.ScopeEnd) &&
         Map.map("functionUSR", N.FunctionUSR) && Map.map("functionName", N.FunctionName) &&
         Map.map("isUsed", N.IsUsed);
}

std::string UnitRecord::serialize() const {
  std::string Body;
  raw_string_ostream OS(Body);
  OS << json::Value(json::Object{{"root", Root},
                                 {"file", File},
                                 {"command", Command},
                                 {"status", nameOf(Status)},
                                 {"problem", json::fixUTF8(Problem)},
                                 {"headerFilter", Policy.HeaderFilter},
                                 {"excludeHeaderFilter", Policy.ExcludeHeaderFilter},
                                 {"warningsAsErrors", Policy.WarningsAsErrors},
                                 {"milliseconds", Milliseconds},
                                 {"findings", Findings},
                                 {"nolints", Nolints}})
     << '\n';
  for (const FileRead &Read : Reads)
    OS << Read.Content.text() << ' ' << Read.Path << '\n';
  for (const std::string &Path : Absent)
    OS << "absent " << Path << '\n';
  OS << "facts\n" << Facts;
  return (Format + "\n" + Digest::of(Body).text() + "\n" + Body).str();
}

Expected<UnitRecord> UnitRecord::parse(StringRef Text) {
  if (takeLine(Text) != Format)
    return damaged("no header");
  Digest Expected = Digest::parse(takeLine(Text));
  if (Digest::of(Text) != Expected)
    return damaged("wrong digest");

  llvm::Expected<json::Value> Meta = json::parse(takeLine(Text));
  if (!Meta)
    return Meta.takeError();
  UnitRecord Record;
  json::Path::Root Root("record");
  json::ObjectMapper Map(*Meta, Root);
  if (!Map || !Map.map("root", Record.Root) || !Map.map("file", Record.File) || !Map.map("command", Record.Command) ||
      !Map.map("status", Record.Status) || !Map.map("problem", Record.Problem) ||
      !Map.map("headerFilter", Record.Policy.HeaderFilter) ||
      !Map.map("excludeHeaderFilter", Record.Policy.ExcludeHeaderFilter) ||
      !Map.map("warningsAsErrors", Record.Policy.WarningsAsErrors) || !Map.map("milliseconds", Record.Milliseconds) ||
      !Map.map("findings", Record.Findings) || !Map.map("nolints", Record.Nolints))
    return Root.getError();

  while (true) {
    if (Text.empty())
      return damaged("no facts");
    StringRef Line = takeLine(Text);
    if (Line == "facts")
      break;
    auto [Key, Path] = Line.split(' ');
    if (Key == "absent")
      Record.Absent.push_back(Path.str());
    else
      Record.Reads.push_back({Path.str(), Digest::parse(Key)});
  }
  Record.Facts = Text.str();
  return Record;
}

} // namespace async_tidy::driver
