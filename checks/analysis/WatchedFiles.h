//===--- WatchedFiles.h - What was read beside the sources ------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The models and the index that units of this process were analysed with. Findings that stay on a screen are out of
/// date when one of these files changes; whoever shows them asks here. The list belongs to the process, like the files,
/// and is locked.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_WATCHEDFILES_H
#define ASYNC_TIDY_ANALYSIS_WATCHEDFILES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Chrono.h"
#include <mutex>

namespace async_tidy {

class WatchedFiles {
public:
  static WatchedFiles &ofProcess();

  /// Remembers that \p Path is read now, or would be if it were there.
  void read(llvm::StringRef Path);
  /// True when a file has changed, come or gone since it was read, or since this was last asked.
  bool haveChanged();

private:
  /// What tells one state of a file from the next; all zero when it is not there.
  struct Stamp {
    llvm::sys::TimePoint<> Written;
    uint64_t Size = 0, Identity = 0;
    bool operator==(const Stamp &) const = default;
  };
  static Stamp stampOf(llvm::StringRef Path);

  std::mutex Mutex;
  llvm::StringMap<Stamp> Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_WATCHEDFILES_H
