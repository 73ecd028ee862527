//===--- Revision.h - How the files were at a revision of git ---*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Asks git which files are different now from what they were at a revision: changed, added, deleted, renamed, and
/// those that are not under version control and not ignored.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_REVISION_H
#define ASYNC_TIDY_DRIVER_REVISION_H

#include "OtherContents.h"
#include "llvm/Support/Error.h"

namespace async_tidy::driver {

/// The contents at \p Name of all files that differ now, below the top of the checkout that holds \p Folder. An error
/// with what git says when there is no git, no checkout or no such revision.
llvm::Expected<OtherContents> contentsAt(llvm::StringRef Name, llvm::StringRef Folder);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_REVISION_H
