//===--- EditorFiles.h - The set-up files for editors -----------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The files of the folder `editors` that `init` can put where the editor looks for them; compiled in.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_EDITORFILES_H
#define ASYNC_TIDY_DRIVER_EDITORFILES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace async_tidy::driver {

struct EditorFile {
  llvm::StringRef Source;     ///< Its name below `editors`.
  llvm::StringRef Target;     ///< Where it goes: below the project or, with a leading `~`, below the user's home.
  llvm::StringRef UserFolder; ///< Outside of the project: a folder that is there when the user has this editor.
  llvm::StringRef Text;
};

llvm::ArrayRef<EditorFile> editorFiles();

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_EDITORFILES_H
