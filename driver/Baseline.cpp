//===--- Baseline.cpp -----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Baseline.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace async_tidy::driver {
namespace {

BaselineKey keyOf(const ProjectReport &R, const Finding &F) {
  return {F.Rule, Project(R.Root).relative(F.Start.File), F.FunctionName, F.Snippet};
}

/// Findings of these stay errors of the run: of Clang, and of a configuration that cannot be used.
bool canBeKnown(const Finding &F) { return !F.Suppressed && !isCompileError(F) && !isConfigurationError(F); }

bool parseEntry(const json::Value &V, json::Path Path, BaselineKey &Key, BaselineEntry &Entry) {
  Entry.Count = 1;
  json::ObjectMapper Map(V, Path);
  if (!Map || !Map.map("rule", Key.Rule) || !Map.map("path", Key.Path) || !Map.map("function", Key.Function) ||
      !Map.map("snippet", Key.Snippet) || !Map.mapOptional("count", Entry.Count) ||
      !Map.mapOptional("reason", Entry.Reason))
    return false;
  for (const auto &[Name, Unused] : *V.getAsObject())
    if (!is_contained({"rule", "path", "function", "snippet", "count", "reason"}, StringRef(Name))) {
      Path.field(Name).report("unknown key; accepted: rule, path, function, snippet, count, reason");
      return false;
    }
  return true;
}

} // namespace

Expected<Baseline> Baseline::parse(StringRef Text, StringRef File) {
  Baseline B;
  unsigned Line = 0;
  while (!Text.empty()) {
    StringRef Entry;
    std::tie(Entry, Text) = Text.split('\n');
    ++Line;
    if (Entry.trim().empty())
      continue;
    auto Mistake = [&](Error E) { return createStringError(File + ":" + Twine(Line) + ": " + toString(std::move(E))); };
    Expected<json::Value> V = json::parse(Entry);
    if (!V)
      return Mistake(V.takeError());
    json::Path::Root Root("entry");
    BaselineKey Key;
    BaselineEntry Read;
    if (!parseEntry(*V, Root, Key, Read))
      return Mistake(Root.getError());
    // A line that comes twice was added on two branches.
    BaselineEntry &Known = B.Entries[Key];
    Known.Count = std::max(Known.Count, Read.Count);
    if (Known.Reason.empty())
      Known.Reason = Read.Reason;
  }
  return B;
}

Expected<Baseline> Baseline::read(StringRef File) {
  auto Buffer = MemoryBuffer::getFile(File);
  if (!Buffer)
    return createStringError("cannot read the baseline " + File + ": " + Buffer.getError().message());
  return parse((*Buffer)->getBuffer(), File);
}

Baseline Baseline::rewritten(const ProjectReport &R) const {
  Baseline B;
  for (const ReportedFinding &F : R.Findings)
    if (canBeKnown(F)) {
      BaselineEntry &Entry = B.Entries[keyOf(R, F)];
      ++Entry.Count;
      Entry.Reason = F.Reason;
    }
  for (auto &[Key, Entry] : B.Entries)
    if (auto Old = Entries.find(Key); Old != Entries.end())
      Entry.Reason = Old->second.Reason;
  return B;
}

Baseline Baseline::apply(ProjectReport &R) const {
  std::map<BaselineKey, BaselineEntry> Left = Entries;
  auto Take = [](BaselineEntry &Entry, ReportedFinding &F) {
    --Entry.Count;
    F.State = BaselineState::Known;
    F.Reason = Entry.Reason;
  };
  std::vector<ReportedFinding *> Unmatched;
  for (ReportedFinding &F : R.Findings) {
    if (!canBeKnown(F) || F.State == BaselineState::Known)
      continue;
    F.State = BaselineState::New;
    if (auto It = Left.find(keyOf(R, F)); It != Left.end() && It->second.Count > 0)
      Take(It->second, F);
    else
      Unmatched.push_back(&F);
  }

  // What is left of an entry may have gone to another file, with its function.
  std::map<BaselineKey, std::vector<BaselineEntry *>> Moved;
  auto Anywhere = [](BaselineKey Key) {
    Key.Path.clear();
    return Key;
  };
  for (auto &[Key, Entry] : Left)
    if (Entry.Count > 0 && !Key.Function.empty())
      Moved[Anywhere(Key)].push_back(&Entry);
  for (ReportedFinding *F : Unmatched) {
    auto It = Moved.find(Anywhere(keyOf(R, *F)));
    if (It == Moved.end())
      continue;
    for (BaselineEntry *Entry : It->second)
      if (Entry->Count > 0) {
        Take(*Entry, *F);
        break;
      }
  }

  Baseline Stale;
  for (const auto &[Key, Entry] : Left)
    if (Entry.Count > 0)
      Stale.Entries[Key] = Entry;
  return Stale;
}

Baseline Baseline::without(const Baseline &Stale) const {
  Baseline B = *this;
  for (const auto &[Key, Gone] : Stale.Entries)
    if (auto It = B.Entries.find(Key); It != B.Entries.end() && (It->second.Count -= Gone.Count) == 0)
      B.Entries.erase(It);
  return B;
}

std::string Baseline::text() const {
  std::string Text;
  raw_string_ostream Out(Text);
  for (const auto &[Key, Entry] : Entries) {
    json::OStream J(Out);
    J.object([&, &Key = Key, &Entry = Entry] {
      J.attribute("rule", Key.Rule);
      J.attribute("path", Key.Path);
      J.attribute("function", Key.Function);
      J.attribute("snippet", Key.Snippet);
      if (Entry.Count != 1)
        J.attribute("count", Entry.Count);
      if (!Entry.Reason.empty())
        J.attribute("reason", Entry.Reason);
    });
    Out << '\n';
  }
  return Text;
}

unsigned Baseline::size() const {
  unsigned Count = 0;
  for (const auto &[Key, Entry] : Entries)
    Count += Entry.Count;
  return Count;
}

} // namespace async_tidy::driver
