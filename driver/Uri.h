//===--- Uri.h - paths as URIs ----------------------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_URI_H
#define ASYNC_TIDY_DRIVER_URI_H

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace async_tidy::driver {

/// \p Path as a URI reference (RFC 3986): a `file` URI when it is absolute, else a relative reference. Each byte that
/// has a meaning in URIs, or none in ASCII, is written as a number.
inline std::string pathUri(llvm::StringRef Path) {
  std::string Uri = Path.starts_with("/") ? "file://" : "";
  for (char C : Path) {
    if (llvm::isAlnum(C) || llvm::StringRef("/-._~").contains(C))
      Uri += C;
    else
      Uri += "%" + llvm::utohexstr(static_cast<unsigned char>(C), /*LowerCase=*/false, /*Width=*/2);
  }
  return Uri;
}

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_URI_H
