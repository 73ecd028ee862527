//===--- FrameReferences.h - What a task borrows from a frame ---*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether a task that a function makes refers to the function's own frame: to a local or a parameter that it has by
/// value, through a reference, a pointer, a view, a capture, or the object of a member coroutine or of a lambda that is
/// one.
///
/// What a local pointer or smart pointer refers to is not in the frame, nor is what a reference parameter refers to or
/// a member of the function's object. An executor, and a task that is handed on, are not borrowed.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_FRAMEREFERENCES_H
#define ASYNC_TIDY_ANALYSIS_FRAMEREFERENCES_H

#include "analysis/FunctionBody.h"

namespace async_tidy {

class UnitAnalysis;

/// The variable of \p Body's frame that the task made by \p Task refers to; null when it owns all that it uses.
const clang::ValueDecl *frameReference(UnitAnalysis &Unit, const FunctionBody &Body, const clang::Expr *Task);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_FRAMEREFERENCES_H
