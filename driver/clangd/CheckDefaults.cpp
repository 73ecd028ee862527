//===--- CheckDefaults.cpp - The checks run without configuration ---------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Two decisions of clangd's are completed. Which checks are on when nobody says so: ours as well. Which checks are
/// fast enough to run at each edit: ours are, test/bench measures it; a check that clangd does not know is dropped
/// without a word otherwise.
///
/// What the user writes keeps the last word: our checks come first in the list of globs, so that any `-*` or `-async-*`
/// of a .clang-tidy or a .clangd switches them off.
///
//===----------------------------------------------------------------------===//

#include "Clangd.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/StringSet.h"

using namespace llvm;
using clang::clangd::TidyProvider;
using clang::tidy::ClangTidyOptions;

static const StringSet<> &ourChecks() {
  static const StringSet<> Names = {
#define ASYNC_TIDY_CHECK(CLASS, NAME) NAME,
#include "Checks.inc"
#undef ASYNC_TIDY_CHECK
  };
  return Names;
}

std::optional<bool> stockIsFastCheck(StringRef Check)
    ASYNC_TIDY_STOCK("_ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
std::optional<bool> isFastCheck(StringRef Check)
    ASYNC_TIDY_WRAPPED("_ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");

std::optional<bool> isFastCheck(StringRef Check) {
  if (ourChecks().contains(Check))
    return true;
  return stockIsFastCheck(Check);
}

TidyProvider stockDefaultChecks() ASYNC_TIDY_STOCK("_ZN5clang6clangd20provideDefaultChecksEv");
TidyProvider defaultChecks() ASYNC_TIDY_WRAPPED("_ZN5clang6clangd20provideDefaultChecksEv");

TidyProvider defaultChecks() {
  return [Stock = stockDefaultChecks()](ClangTidyOptions &Options, StringRef File) {
    Stock(Options, File);
    std::string Checks;
    for (StringRef Name : ourChecks().keys())
      Checks += Name.str() + ",";
    Options.Checks = Checks + Options.Checks.value_or("");
  };
}
