//===--- EditorMessages.cpp -----------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EditorMessages.h"
#include "Catalogue.h"
#include "Uri.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace async_tidy::driver {
namespace {

/// The numbers that the protocol gives to severities and tags.
enum LspSeverity { LspWarning = 2, LspInformation = 3 };
enum LspTag { LspUnnecessary = 1 };

} // namespace

/// The folder with the pages: beside the installed program, or in the source tree that it was built from.
static std::string pagesFolder() {
  std::string Program = sys::fs::getMainExecutable(nullptr, nullptr);
  SmallString<256> Installed(sys::path::parent_path(Program));
  sys::path::append(Installed, "..", ASYNC_TIDY_INSTALLED_PAGES);
  sys::path::remove_dots(Installed, /*remove_dot_dot=*/true);
  return sys::fs::is_directory(Installed) ? Installed.str().str() : ASYNC_TIDY_SOURCE_PAGES;
}

static std::string pageOf(StringRef Check) {
  Check.consume_front("async-");
  static const std::string Base =
      StringRef(ASYNC_TIDY_DOCS_URL).empty() ? pathUri(pagesFolder()) : std::string(ASYNC_TIDY_DOCS_URL);
  return Base + "/" + Check.str() + ".md";
}

void completeDiagnostic(json::Object &Diagnostic) {
  std::optional<StringRef> Check = Diagnostic.getString("code");
  const Rule *Known = findRule(Check.value_or(""));
  if (!Known)
    return;
  Diagnostic["source"] = "async-tidy";
  Diagnostic["codeDescription"] = json::Object{{"href", pageOf(*Check)}};
  // An error is what the user made one.
  if (Known->Level == Severity::Low && Diagnostic.getInteger("severity") == LspWarning)
    Diagnostic["severity"] = static_cast<int>(LspInformation);
  if (is_contained(Known->Tags, "lost-work"))
    Diagnostic["tags"] = json::Array{static_cast<int>(LspUnnecessary)};
  json::Object *Data = Diagnostic.getObject("data");
  if (!Data)
    Data = (Diagnostic["data"] = json::Object{}).getAsObject();
  (*Data)["severity"] = nameOf(Known->Level);
  (*Data)["tags"] = json::Array(Known->Tags);
}

void markPreferredFixes(json::Array &Actions) {
  StringSet<> Seen;
  for (json::Value &Action : Actions) {
    json::Object *Fix = Action.getAsObject();
    const json::Array *For =
        Fix && Fix->getString("kind") == StringRef("quickfix") ? Fix->getArray("diagnostics") : nullptr;
    const json::Object *Finding = For && !For->empty() ? For->front().getAsObject() : nullptr;
    if (!Finding || !findRule(Finding->getString("code").value_or("")))
      continue;
    std::string Key;
    raw_string_ostream(Key) << json::Value(json::Object(*Finding));
    if (Seen.insert(Key).second)
      (*Fix)["isPreferred"] = true;
  }
}

} // namespace async_tidy::driver
