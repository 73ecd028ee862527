//===--- SwallowedCancellationCheck.h - async-swallowed-cancellation ---*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_SWALLOWEDCANCELLATIONCHECK_H
#define ASYNC_TIDY_SWALLOWEDCANCELLATIONCHECK_H

#include "AsyncCheck.h"
#include "analysis/CancellationFlow.h"

namespace async_tidy {

/// Finds handlers (and checks of error codes) that take the cancellation of an await for any other error, after which
/// the coroutine goes on: whoever cancels it waits in vain.
///
/// A handler counts when it catches everything, or a base of a type that stands for cancellation, and some path from it
/// leads to another await. How paths are followed, and what ends them, stands in analysis/CancellationFlow.h. A
/// coroutine whose library stops work without telling it (by destroying it) has nothing to swallow. A handler for
/// nothing but the cancellation is taken to mean it.
///
/// For the user-facing documentation see docs/checks/swallowed-cancellation.md.
class SwallowedCancellationCheck : public AsyncCheck {
public:
  using AsyncCheck::AsyncCheck;
  void checkFunction(const FunctionBody &Body) override;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_SWALLOWEDCANCELLATIONCHECK_H
