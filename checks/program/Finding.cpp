//===--- Finding.cpp ------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Finding.h"

using namespace llvm;

namespace async_tidy::program {
namespace {

/// Sources and paths may hold any bytes; JSON takes UTF-8 only.
json::Value text(StringRef S) { return json::isUTF8(S) ? S.str() : json::fixUTF8(S); }

} // namespace

StringRef nameOf(FindingLevel Level) {
  switch (Level) {
  case FindingLevel::Warning:
    return "warning";
  case FindingLevel::Error:
    return "error";
  case FindingLevel::Remark:
    return "remark";
  }
  llvm_unreachable("not a level");
}

json::Value toJSON(const Place &P) {
  return json::Object{{"file", text(P.File)}, {"offset", P.Offset}, {"line", P.Line}, {"column", P.Column}};
}

bool fromJSON(const json::Value &V, Place &P, json::Path Path) {
  json::ObjectMapper Map(V, Path);
  return Map && Map.map("file", P.File) && Map.map("offset", P.Offset) && Map.map("line", P.Line) &&
         Map.map("column", P.Column);
}

json::Value toJSON(const FindingNote &N) { return json::Object{{"at", N.At}, {"message", text(N.Message)}}; }

bool fromJSON(const json::Value &V, FindingNote &N, json::Path Path) {
  json::ObjectMapper Map(V, Path);
  return Map && Map.map("at", N.At) && Map.map("message", N.Message);
}

json::Value toJSON(const FindingEdit &E) {
  return json::Object{{"file", text(E.File)}, {"offset", E.Offset}, {"length", E.Length}, {"text", text(E.Text)}};
}

bool fromJSON(const json::Value &V, FindingEdit &E, json::Path Path) {
  json::ObjectMapper Map(V, Path);
  return Map && Map.map("file", E.File) && Map.map("offset", E.Offset) && Map.map("length", E.Length) &&
         Map.map("text", E.Text);
}

json::Value toJSON(const FindingFix &F) {
  return json::Object{{"description", text(F.Description)}, {"edits", F.Edits}};
}

bool fromJSON(const json::Value &V, FindingFix &F, json::Path Path) {
  json::ObjectMapper Map(V, Path);
  return Map && Map.map("description", F.Description) && Map.map("edits", F.Edits);
}

bool fromJSON(const json::Value &V, FindingLevel &L, json::Path Path) {
  std::optional<StringRef> Name = V.getAsString();
  for (FindingLevel Level : {FindingLevel::Warning, FindingLevel::Error, FindingLevel::Remark}) {
    if (Name == nameOf(Level)) {
      L = Level;
      return true;
    }
  }
  Path.report("expected a level: warning, error or remark");
  return false;
}

json::Value toJSON(const Finding &F) {
  json::Object O{{"rule", F.Rule},
                 {"level", nameOf(F.Level)},
                 {"message", text(F.Message)},
                 {"start", F.Start},
                 {"end", F.End},
                 {"snippet", text(F.Snippet)},
                 {"fingerprint", F.Fingerprint},
                 {"suppressed", F.Suppressed},
                 {"notes", F.Notes},
                 {"chain", F.Chain},
                 {"fixes", F.Fixes}};
  if (F.IsOnlyUse)
    O["onlyUse"] = true;
  if (!F.FunctionUSR.empty() || !F.FunctionName.empty())
    O["function"] = json::Object{{"usr", text(F.FunctionUSR)}, {"name", text(F.FunctionName)}};
  return O;
}

bool fromJSON(const json::Value &V, Finding &F, json::Path Path) {
  json::ObjectMapper Map(V, Path);
  bool Right = Map && Map.map("rule", F.Rule) && Map.map("level", F.Level) && Map.map("message", F.Message) &&
               Map.map("start", F.Start) && Map.map("end", F.End) && Map.map("snippet", F.Snippet) &&
               Map.map("fingerprint", F.Fingerprint) && Map.map("suppressed", F.Suppressed) &&
               Map.map("notes", F.Notes) && Map.map("chain", F.Chain) && Map.map("fixes", F.Fixes) &&
               Map.mapOptional("onlyUse", F.IsOnlyUse);
  if (!Right)
    return false;
  if (const json::Value *Function = V.getAsObject()->get("function")) {
    json::ObjectMapper Around(*Function, Path.field("function"));
    return Around && Around.map("usr", F.FunctionUSR) && Around.map("name", F.FunctionName);
  }
  return true;
}

} // namespace async_tidy::program
