//===--- Project.h - What belongs to a project ------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Tells code of the project from code of others. The root is the folder under version control, or with a
/// `.clang-tidy`,
/// `.clangd` or `.async-tidy.yaml`, that holds all sources. Without one it is the innermost folder that holds the
/// sources, the folders they are compiled in and the include folders beside them. Below the root, folders that by
/// convention hold what others wrote do not belong to the project.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_PROJECT_H
#define ASYNC_TIDY_DRIVER_PROJECT_H

#include "CompileCommands.h"

namespace async_tidy::driver {

class Project {
public:
  explicit Project(std::string Root) : Root(std::move(Root)) {}
  /// The project of \p Units.
  static Project of(llvm::ArrayRef<Unit> Units);

  const std::string &root() const { return Root; }
  /// True for a folder of headers that others wrote.
  bool isForeign(llvm::StringRef Folder) const;
  /// \p File from the root, with slashes; as it is when it lies outside.
  std::string relative(llvm::StringRef File) const;

private:
  std::string Root;
};

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_PROJECT_H
