//===--- OtherContents.h - A file system with some files changed ---*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A view of the file system in which some files have another content, or are not there: how the project was at a
/// revision, or how it would be with fixes applied. Nothing is written, and paths are what they are, so that results of
/// the two states can be compared.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_OTHERCONTENTS_H
#define ASYNC_TIDY_DRIVER_OTHERCONTENTS_H

#include "UnitRecord.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <optional>

namespace async_tidy::driver {

/// Contents by absolute path; nothing for a file that is not there.
using OtherContents = std::map<std::string, std::optional<std::string>, std::less<>>;

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> withContents(const OtherContents &Contents,
                                                             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Base);

/// True when \p Contents can change what is known of the unit.
bool concerns(const OtherContents &Contents, const UnitRecord &Record);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_OTHERCONTENTS_H
