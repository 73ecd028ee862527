//===--- UnitCache.cpp ----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitCache.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace async_tidy::driver {

Error writeThenRename(StringRef Path, StringRef Content) {
  if (std::error_code Failed = sys::fs::create_directories(sys::path::parent_path(Path)))
    return createStringError(Failed, sys::path::parent_path(Path) + ": " + Failed.message());
  int File;
  SmallString<256> Temporary;
  if (std::error_code Failed = sys::fs::createUniqueFile(Path + ".%%%%%%%%", File, Temporary))
    return createStringError(Failed, Path + ": " + Failed.message());
  raw_fd_ostream OS(File, /*shouldClose=*/true);
  OS << Content;
  OS.close();
  std::error_code Failed = OS.error();
  OS.clear_error();
  if (!Failed)
    Failed = sys::fs::rename(Temporary, Path);
  if (!Failed)
    return Error::success();
  (void)sys::fs::remove(Temporary);
  return createStringError(Failed, Path + ": " + Failed.message());
}

std::string UnitCache::keyOf(const Unit &U, StringRef Configuration, StringRef Root) {
  return DigestBuilder().add(toolIdentity()).add(U.command()).add(Configuration).add(Root).digest().text();
}

std::string UnitCache::fileNamed(StringRef Name) const {
  SmallString<256> Path(Folder);
  sys::path::append(Path, Name);
  return Path.str().str();
}

std::string UnitCache::pathOf(StringRef Key) const {
  SmallString<256> Path(Folder);
  sys::path::append(Path, "units", "llvmcache-" + Key);
  return Path.str().str();
}

/// Sets the access time of a file, which pruning goes by, where the file system leaves it as it is.
static void noteUse(StringRef Path) {
  sys::fs::file_status Status;
  auto Now = std::chrono::system_clock::now();
  if (sys::fs::status(Path, Status) || Now - Status.getLastAccessedTime() < std::chrono::hours(24))
    return;
  Expected<sys::fs::file_t> File = sys::fs::openNativeFileForRead(Path);
  if (!File)
    return consumeError(File.takeError());
  (void)sys::fs::setLastAccessAndModificationTime(*File, Now, Status.getLastModificationTime());
  (void)sys::fs::closeFile(*File);
}

std::optional<UnitRecord> UnitCache::find(StringRef Key, unsigned *Milliseconds) {
  if (!isUsed())
    return std::nullopt;
  std::string Path = pathOf(Key);
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return std::nullopt;
  noteUse(Path);
  Expected<UnitRecord> Record = UnitRecord::parse((*Buffer)->getBuffer());
  if (!Record) {
    consumeError(Record.takeError());
    if (!std::exchange(WarnedOfDamage, true))
      Out.warning("the cache in " + Folder + " is damaged; what cannot be used is made again");
    return std::nullopt;
  }
  if (Milliseconds)
    *Milliseconds = Record->Milliseconds;
  if (!Files.holds(*Record))
    return std::nullopt;
  return std::move(*Record);
}

void UnitCache::store(StringRef Key, StringRef Serialized) {
  if (isUsed())
    complain(writeThenRename(pathOf(Key), Serialized));
}

void UnitCache::prune() {
  if (!isUsed())
    return;
  CachePruningPolicy Policy;
  Policy.Interval = std::chrono::hours(1);
  Policy.Expiration = std::chrono::hours(30 * 24);
  Policy.MaxSizePercentageOfAvailableSpace = 50;
  pruneCache(fileNamed("units"), Policy);
}

void UnitCache::complain(Error Failed) {
  if (Failed && !std::exchange(WarnedOfWriting, true))
    Out.warning("results are not kept: " + toString(std::move(Failed)));
  else
    consumeError(std::move(Failed));
}

} // namespace async_tidy::driver
