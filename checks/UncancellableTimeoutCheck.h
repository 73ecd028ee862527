//===--- UncancellableTimeoutCheck.h - async-uncancellable-timeout -*- C++ -*-//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_UNCANCELLABLETIMEOUTCHECK_H
#define ASYNC_TIDY_UNCANCELLABLETIMEOUTCHECK_H

#include "AsyncCheck.h"
#include "analysis/TimedWork.h"

namespace async_tidy {

/// Flags timeouts around work that does not stop when its time is up: either the wait ends and the work goes on, with
/// its thread, its connection and its effects, or the timeout waits for the work and the deadline does nothing.
///
/// Counts as one: work that is handed to another thread without a stop token that it looks at; a coroutine whose awaits
/// lead to such work only, or that blocks and never awaits; and any work under a timeout that the model says abandons
/// it, unless it was handed a token.
///
/// Deliberate limits: a function without a body is believed to look at the token that it is handed; a coroutine of
/// which nobody has the body is believed to stop. Waiting for what others do (a promise, a gate) abandons nothing.
///
/// For the user-facing documentation see docs/checks/uncancellable-timeout.md.
class UncancellableTimeoutCheck : public AsyncCheck {
public:
  using AsyncCheck::AsyncCheck;
  void checkFunction(const FunctionBody &Body) override;
  void describeUnit() override;

private:
  void reportSite(const DeadlineSite &Site, const Pending &When);
};

} // namespace async_tidy

#endif // ASYNC_TIDY_UNCANCELLABLETIMEOUTCHECK_H
