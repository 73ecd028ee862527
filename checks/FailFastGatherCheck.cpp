//===--- FailFastGatherCheck.cpp - async-fail-fast-gather -----------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FailFastGatherCheck.h"
#include "analysis/Fixes.h"
#include "clang-tidy/utils/OptionsUtils.h"

using namespace clang;
using namespace clang::tidy::utils;

namespace async_tidy {

FailFastGatherCheck::FailFastGatherCheck(StringRef Name, tidy::ClangTidyContext *Context,
                                         std::shared_ptr<UnitAnalysis> Unit)
    : AsyncCheck(Name, Context, std::move(Unit)),
      AllowedCallees(options::parseStringList(Options.get("AllowedCallees", ""))) {}

void FailFastGatherCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Opts) {
  AsyncCheck::storeOptions(Opts);
  Options.store(Opts, "AllowedCallees", options::serializeStringList(AllowedCallees));
}

bool FailFastGatherCheck::isAllowed(const FragileGather &Gather) const {
  return llvm::any_of(std::initializer_list<const Expr *>{Gather.Gather, Gather.Child}, [&](const Expr *E) {
    auto Call = CallSite::of(E ? stripToObject(E) : nullptr);
    return Call && Call->Callee &&
           (llvm::is_contained(AllowedCallees, qualifiedName(*Call->Callee)) ||
            llvm::is_contained(AllowedCallees, StringRef(displayName(*Call->Callee))));
  });
}

static std::string nameOf(const Expr *Call) {
  auto Site = CallSite::of(Call ? stripToObject(Call) : nullptr);
  return Site && Site->Callee ? displayName(*Site->Callee) : "";
}

/// The call to write instead.
std::string FailFastGatherCheck::advice(const FragileGather &Gather, const FunctionBody &Body) {
  const FixEntry *Settled = Gather.Entry.Library ? Gather.Entry.Library->fix("gather_settled") : nullptr;
  if (!Gather.Entry->Settle.empty())
    return "use '" + Gather.Entry->Settle + "' and look at each result";
  if (!Settled)
    return "let each of them catch its own error and return it";
  std::string Root = Gather.Entry.Root.empty() ? "" : spellNamespace(Gather.Entry.Root, &Body.function(), context());
  return fillPlaceholders(Settled->Advice.empty() ? "write '" + Settled->Text + "' and look at each result"
                                                  : Settled->Advice,
                          {{"root", Root}, {"children", "..."}});
}

void FailFastGatherCheck::checkFunction(const FunctionBody &Body) {
  if (!Body.isCoroutine())
    return;
  for (const FragileGather &Gather : fragileGathers(unit(), Body)) {
    if (isAllowed(Gather))
      continue;
    std::string Child = nameOf(Gather.Child);
    auto Diag = report(Gather.Gather->getBeginLoc(),
                       "the first %0 that fails ends this gather and throws away the results of the others, which are "
                       "used one by one; %1");
    if (!Diag)
      continue;
    *Diag << (Child.empty() ? "task" : "'" + Child + "'") << advice(Gather, Body);
    Diag.reset();
    if (Gather.Errors.Fails)
      note(Gather.Errors.Fails->getBeginLoc(), "an error that is thrown here leaves the task");
    else if (Gather.Child)
      note(Gather.Child->getBeginLoc(), "nothing here shows that this one handles its own errors");
    note(Gather.Use->getBeginLoc(), "here a result is used for itself");
  }
}

} // namespace async_tidy
