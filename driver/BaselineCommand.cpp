//===--- BaselineCommand.cpp ----------------------------------------------===//
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
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace async_tidy::driver {

static void tellStale(const Baseline &Stale, Messages &Out) {
  for (const auto &[Key, Entry] : Stale.entries())
    Out.warning("stale in the baseline: " + Key.Rule + " in " + Key.Path +
                (Key.Function.empty() ? "" : " (" + Key.Function + ")") + ": " + Key.Snippet);
  if (!Stale.entries().empty())
    Out.information("'async-tidy baseline prune' removes what is stale");
}

bool applyBaseline(ProjectReport &R, const Options &O, Messages &Out) {
  if (O.Baseline.empty())
    return true;
  Expected<Baseline> Known = Baseline::read(O.Baseline);
  if (!Known) {
    Out.error(toString(Known.takeError()));
    return false;
  }
  tellStale(Known->apply(R), Out);
  return true;
}

/// Has git merge the baseline line by line, so that branches that both add to it do not conflict.
static void addMergeRule(StringRef File, Messages &Out) {
  SmallString<256> Attributes(sys::path::parent_path(File));
  sys::path::append(Attributes, ".gitattributes");
  std::string Line = ("/" + sys::path::filename(File) + " merge=union\n").str(), Text;
  if (auto Old = MemoryBuffer::getFile(Attributes))
    Text = (*Old)->getBuffer().str();
  if (StringRef(Text).contains(Line))
    return;
  if (!Text.empty() && Text.back() != '\n')
    Text += '\n';
  if (Error Failed = writeThenRename(Attributes, Text + Line))
    Out.warning(toString(std::move(Failed)));
  else
    Out.information("git merges it line by line: " + Attributes);
}

int runBaseline(const Options &O, Messages &Out) {
  bool Prune = O.Action == "prune";
  if (O.Part) {
    Out.error("a part of a project has no baseline");
    return 2;
  }
  std::string File = absolutePath(O.Baseline.empty() ? StringRef(DefaultBaseline) : StringRef(O.Baseline));
  Baseline Old;
  if (Prune || sys::fs::exists(File)) {
    Expected<Baseline> Read = Baseline::read(File);
    if (!Read) {
      Out.error(toString(Read.takeError()));
      return 2;
    }
    Old = std::move(*Read);
  }
  auto Run = ProjectRun::start(O, Out);
  if (!Run)
    return 2;
  ProjectReport R = Run->report();
  if (R.exitCode() >= 2) {
    tellProblems(R, Out);
    Out.error("some units could not be analysed, so the baseline stays as it is");
    return 3;
  }
  Baseline New = Prune ? Old.without(Old.apply(R)) : Old.rewritten(R);
  if (Error Failed = writeThenRename(File, New.text())) {
    Out.error(toString(std::move(Failed)));
    return 2;
  }
  Out.information(plural(New.size(), "finding") + " in " + File +
                  (Prune ? ", " + std::to_string(Old.size() - New.size()) + " removed" : ""));
  if (!Prune)
    addMergeRule(File, Out);
  return 0;
}

} // namespace async_tidy::driver
