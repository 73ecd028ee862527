//===--- BlockingCallCheck.h - async-blocking-call --------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_BLOCKINGCALLCHECK_H
#define ASYNC_TIDY_BLOCKINGCALLCHECK_H

#include "AsyncCheck.h"
#include "analysis/Blocking.h"

namespace async_tidy {

/// Finds calls that block the thread and are reached from a coroutine, so that every other task on its event loop
/// stands still.
///
/// Counts as reached: what the coroutine calls itself, or through functions of this unit to any depth, while it is on
/// the loop; the destructors of its objects; callables that a callee calls at once. Work that is handed to another
/// thread, stored callables, and functions that neither a body in the program nor a model describes are not followed.
/// How each of these is decided stands in analysis/Blocking.h and analysis/ExecutionContext.h.
///
/// For the user-facing documentation see docs/checks/blocking-call.md.
class BlockingCallCheck : public AsyncCheck {
public:
  BlockingCallCheck(llvm::StringRef Name, clang::tidy::ClangTidyContext *Context, std::shared_ptr<UnitAnalysis> Unit);
  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Opts) override;
  void checkFunction(const FunctionBody &Body) override;
  void describeUnit() override;

private:
  void reportBlockage(const FunctionBody &Body, const Blockage &Found, const BlockingCause &Cause,
                      const Condition &OnLoop);

  const std::string Categories;
  BlockingAnalysis::Categories Enabled;
  /// A logger opens its file once, whoever logs first: what keeps the file, and the coroutine that was told so.
  llvm::DenseMap<const clang::ValueDecl *, const FunctionBody *> Keepers;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_BLOCKINGCALLCHECK_H
