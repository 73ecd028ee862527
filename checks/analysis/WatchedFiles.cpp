//===--- WatchedFiles.cpp -------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/WatchedFiles.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace async_tidy {

WatchedFiles &WatchedFiles::ofProcess() {
  static WatchedFiles Files;
  return Files;
}

WatchedFiles::Stamp WatchedFiles::stampOf(StringRef Path) {
  sys::fs::file_status Status;
  if (sys::fs::status(Path, Status) || !sys::fs::exists(Status))
    return {};
  return {Status.getLastModificationTime(), Status.getSize(), Status.getUniqueID().getFile()};
}

void WatchedFiles::read(StringRef Path) {
  Stamp Now = stampOf(Path);
  std::lock_guard<std::mutex> Lock(Mutex);
  // Who read an older state is still to be told.
  Known.try_emplace(Path, Now);
}

bool WatchedFiles::haveChanged() {
  std::lock_guard<std::mutex> Lock(Mutex);
  bool Changed = false;
  for (auto &[Path, Last] : Known)
    if (Stamp Now = stampOf(Path); Now != Last) {
      Last = Now;
      Changed = true;
    }
  return Changed;
}

} // namespace async_tidy
