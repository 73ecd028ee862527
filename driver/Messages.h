//===--- Messages.h - What the driver says of itself ------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Messages about the run go to the error stream, each in one line; findings go to the output. A progress line on a
/// terminal is taken away before a message and comes back after it.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_MESSAGES_H
#define ASYNC_TIDY_DRIVER_MESSAGES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Twine.h"
#include <chrono>

namespace async_tidy::driver {

/// `1 file`, `2 files`, `2 fixes`.
std::string plural(size_t Count, llvm::StringRef Word);

class Messages {
public:
  explicit Messages(bool Quiet);
  ~Messages() { endProgress(); }

  void error(const llvm::Twine &Text) { line("error", Text); }
  void warning(const llvm::Twine &Text) { line("warning", Text); }
  /// What `--quiet` leaves out.
  void information(const llvm::Twine &Text);

  /// Progress over \p Total units from now on. A terminal has a line that is redrawn; elsewhere a plain line comes now
  /// and then.
  void beginProgress(size_t Total);
  void progress(size_t Done, llvm::ArrayRef<llvm::StringRef> Running);
  void endProgress();

private:
  void line(llvm::StringRef Kind, const llvm::Twine &Text);
  void clear();
  std::string describe(size_t Done, llvm::ArrayRef<llvm::StringRef> Running) const;

  using Clock = std::chrono::steady_clock;
  bool Quiet, Terminal, Active = false, Drawn = false;
  size_t Total = 0;
  Clock::time_point Begin, Last;
};

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_MESSAGES_H
