//===--- TextLines.h - The lines of a text ----------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The text of a file and where its lines begin.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_TEXTLINES_H
#define ASYNC_TIDY_DRIVER_TEXTLINES_H

#include "program/Finding.h"
#include "llvm/Support/MemoryBuffer.h"

namespace async_tidy::driver {

class TextLines {
public:
  TextLines() = default; ///< Of a file that cannot be read: one empty line.
  explicit TextLines(std::unique_ptr<llvm::MemoryBuffer> Buffer);

  llvm::StringRef text() const { return Buffer ? Buffer->getBuffer() : llvm::StringRef(); }
  /// Line \p Number, from 1, without its end; empty when there is none.
  llvm::StringRef line(unsigned Number) const;
  /// The place of \p Offset, or of the end of the text when it lies behind it, in a file called \p File.
  program::Place place(llvm::StringRef File, unsigned Offset) const;

private:
  std::unique_ptr<llvm::MemoryBuffer> Buffer;
  std::vector<unsigned> Starts = {0};
};

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_TEXTLINES_H
