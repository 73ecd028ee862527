//===--- Digest.h - Names for contents --------------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The digest by which the driver knows a content again: of a file, a command, a configuration, this tool. It guards
/// against change, not against malice.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_DIGEST_H
#define ASYNC_TIDY_DRIVER_DIGEST_H

#include "llvm/ADT/StringRef.h"
#include <array>
#include <string>

namespace async_tidy::driver {

struct Digest {
  uint64_t Low = 0, High = 0;

  static Digest of(llvm::StringRef Content);
  /// 32 hexadecimal digits.
  std::string text() const;
  /// The digest that \p Text names; zero when it names none.
  static Digest parse(llvm::StringRef Text);

  friend auto operator<=>(const Digest &, const Digest &) = default;
};

/// Gathers the parts of a compound content: equal digests mean equal lists of parts, not only equal concatenations.
class DigestBuilder {
public:
  DigestBuilder &add(llvm::StringRef Part);
  Digest digest() const { return Digest::of(Parts); }

private:
  std::string Parts;
};

/// What this program is made of: the build ids of the executable and of the LLVM and Clang libraries that it runs with.
/// Results of another build are not used.
const std::string &toolIdentity();

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_DIGEST_H
