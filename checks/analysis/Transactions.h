//===--- Transactions.h - Work that counts as a whole only ------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Whether an expression stands in a transaction: the function is handed, or has made before it, an object whose class
/// has both a way to commit and a way to roll back; or after it, the function commits or rolls back. Read from the
/// names of members and functions, in any spelling: `commit`, `asyncCommit`, `commit_transaction`, `roll_back`.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_TRANSACTIONS_H
#define ASYNC_TIDY_ANALYSIS_TRANSACTIONS_H

#include "analysis/FunctionBody.h"

namespace async_tidy {

/// True when \p E, a node of \p Body, belongs to a transaction of that body.
bool isInTransaction(const FunctionBody &Body, const clang::Expr *E);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TRANSACTIONS_H
