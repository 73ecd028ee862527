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
/// Where the driver has left an index of the program beside the compilation database, the checks use it.
///
/// What the user writes keeps the last word: our checks come first in the list of globs, so that any `-*` or `-async-*`
/// of a .clang-tidy or a .clangd switches them off, and an `async.Index` that is set is left as it is.
///
//===----------------------------------------------------------------------===//

#include "Clangd.h"
#include "analysis/WatchedFiles.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

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

/// The driver's index for \p File: in `.async-tidy` beside the nearest compilation database, which is looked for as
/// clangd does; empty when there is no database.
static std::string programIndex(StringRef File) {
  for (StringRef Folder = sys::path::parent_path(File); !Folder.empty(); Folder = sys::path::parent_path(Folder))
    for (StringRef Below : {"", "build"}) {
      SmallString<256> Path(Folder);
      sys::path::append(Path, Below, "compile_commands.json");
      if (!sys::fs::exists(Path))
        continue;
      sys::path::remove_filename(Path);
      sys::path::append(Path, ".async-tidy", "index.sqlite");
      return Path.str().str();
    }
  return "";
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
    if (std::string Index = programIndex(File); !Index.empty() && !Options.CheckOptions.count("async.Index")) {
      // It may be written while the file is open.
      async_tidy::WatchedFiles::ofProcess().read(Index);
      if (sys::fs::exists(Index))
        Options.CheckOptions["async.Index"] = ClangTidyOptions::ClangTidyValue(Index);
    }
  };
}
