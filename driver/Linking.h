//===--- Linking.h - Findings that need more than one unit ------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Hands the facts of all units to the analysis of the program (checks/program), and keeps what comes out: findings, in
/// a file of the phase `link` or in the cache, and the index that the plugin and the editor read.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_LINKING_H
#define ASYNC_TIDY_DRIVER_LINKING_H

#include "Messages.h"
#include "UnitCache.h"
#include "UnitRecord.h"

namespace async_tidy::driver {

/// The findings that come out of the facts of \p Records. With \p Index, the index of the program is written there.
std::vector<Finding> linkRecords(llvm::ArrayRef<UnitRecord> Records, llvm::StringRef Index, Messages &Out);

/// The same, from the cache when the facts are those of the last time.
std::vector<Finding> linkWithCache(llvm::ArrayRef<UnitRecord> Records, UnitCache &Cache, Messages &Out);

/// The file of the phase `link`.
std::string serializeLinked(llvm::ArrayRef<Finding> Findings);
llvm::Expected<std::vector<Finding>> parseLinked(llvm::StringRef Text);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_LINKING_H
