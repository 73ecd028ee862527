//===--- ResourceDirectory.cpp - Where Clang's own headers are ------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// clangd expects Clang's headers (`stddef.h` and the like) in a folder beside its own. This program may be anywhere,
/// so when they are not there, those are taken that belong to the Clang library that it runs on, and then those of the
/// Clang that it was built with. `--resource-dir` comes before all of them.
///
//===----------------------------------------------------------------------===//

#include "Clangd.h"
#include "clang/Basic/Version.h"
#include "clang/Options/OptionUtils.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <dlfcn.h>

using namespace llvm;

static bool hasHeaders(StringRef Folder) { return sys::fs::exists(Folder + "/include/stddef.h"); }

/// The folder that belongs to the shared library which \p Symbol is in.
static std::string besideLibraryOf(void *Symbol) {
  Dl_info Library;
  SmallString<256> Path;
  if (!dladdr(Symbol, &Library) || !Library.dli_fname || sys::fs::real_path(Library.dli_fname, Path))
    return "";
  return clang::GetResourcesPath(StringRef(Path));
}

std::string stockResourcesPath(const char *Program, void *Main)
    ASYNC_TIDY_STOCK("_ZN5clang16GetResourcesPathB5cxx11EPKcPv");
std::string resourcesPath(const char *Program, void *Main)
    ASYNC_TIDY_WRAPPED("_ZN5clang16GetResourcesPathB5cxx11EPKcPv");

std::string resourcesPath(const char *Program, void *Main) {
  std::string Stock = stockResourcesPath(Program, Main);
  if (hasHeaders(Stock))
    return Stock;
  std::string Beside = besideLibraryOf(reinterpret_cast<void *>(&clang::getClangFullRepositoryVersion));
  for (StringRef Folder : {StringRef(Beside), StringRef(ASYNC_TIDY_RESOURCE_DIR)})
    if (!Folder.empty() && hasHeaders(Folder))
      return Folder.str();
  return Stock;
}
