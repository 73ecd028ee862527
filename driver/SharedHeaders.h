//===--- SharedHeaders.h - Headers that are parsed once ---------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Nearly all of the time that a unit takes is the parsing of headers that others wrote, and the units of a project
/// include mostly the same ones. This finds which units can have which of them parsed once for all: those with the same
/// command but for the main file, which include these headers whatever the conditions around other code say, by
/// themselves or by way of headers of the project.
///
/// The units of one command form a tree: headers that more of them include come first, and units that go on differently
/// go on from a copy. That a unit means the same with headers that come first is not known here, and is watched while
/// it is parsed (SharedHeadersGuard.h).
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_SHAREDHEADERS_H
#define ASYNC_TIDY_DRIVER_SHAREDHEADERS_H

#include "CompileCommands.h"
#include "Configuration.h"
#include "Project.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace async_tidy::driver {

struct SharedHeaders {
  std::vector<std::string> Names; ///< As they stand between `<` and `>`.
  std::vector<size_t> Units;      ///< That go on from here, in their order.
  std::vector<SharedHeaders> Further;

  size_t anyUnit() const { return Units.empty() ? Further.front().anyUnit() : Units.front(); }
};

struct SharingPlan {
  std::vector<SharedHeaders> Trees;
  std::vector<size_t> Alone;      ///< Units that share nothing.
  std::vector<std::string> Mains; ///< By unit: the main file as the command names it.
};

/// \p Chosen are places in \p Units, in the order in which they are wanted.
SharingPlan planSharedHeaders(llvm::ArrayRef<Unit> Units, llvm::ArrayRef<size_t> Chosen, const Project &P,
                              Configuration &Config, llvm::vfs::FileSystem &Files);

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_SHAREDHEADERS_H
