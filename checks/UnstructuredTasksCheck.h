//===--- UnstructuredTasksCheck.h - async-unstructured-tasks ----*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_UNSTRUCTUREDTASKSCHECK_H
#define ASYNC_TIDY_UNSTRUCTUREDTASKSCHECK_H

#include "AsyncCheck.h"
#include "analysis/AbandonedTasks.h"

namespace async_tidy {

/// Finds coroutines that start tasks one by one and join them later by hand, where a return or an error in between
/// leaves a task behind that refers to the coroutine's frame.
///
/// What counts as a start, as joined and as a path stands in analysis/AbandonedTasks.h. One finding for a coroutine, at
/// the first task that can be left behind. Tasks in a group, and handles that nobody joins at all, are not looked at:
/// the latter belong to async-unreferenced-task.
///
/// For the user-facing documentation see docs/checks/unstructured-tasks.md.
class UnstructuredTasksCheck : public AsyncCheck {
public:
  using AsyncCheck::AsyncCheck;
  void checkFunction(const FunctionBody &Body) override;

private:
  std::string advice(const AbandonedTask &Task, const FunctionBody &Body);
};

} // namespace async_tidy

#endif // ASYNC_TIDY_UNSTRUCTUREDTASKSCHECK_H
