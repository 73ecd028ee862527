//===--- StopTokens.h - Who looks at a request to stop ----------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether a function looks at a stop token, of the types that the library models name: it calls a member of one, makes
/// something from one, or hands one to a function that looks at it. A function without a body is believed. Flags
/// (a class template over `bool`) count when the model names their template.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_STOPTOKENS_H
#define ASYNC_TIDY_ANALYSIS_STOPTOKENS_H

#include "analysis/UnitAnalysis.h"

namespace async_tidy {

/// True for a stop token, and for references and pointers to one.
bool isStopToken(UnitAnalysis &Unit, clang::QualType T);

/// True when \p Body, or what it calls, looks at a stop token.
bool looksAtStopToken(UnitAnalysis &Unit, const FunctionBody &Body);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_STOPTOKENS_H
