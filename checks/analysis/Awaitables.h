//===--- Awaitables.h - What co_await accepts, and what dropping does -----===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Awaitable types, found by structure ([expr.await]): the three awaiter members, a member or free
/// `operator co_await`, a promise type, or an `await_transform` of the enclosing coroutine's promise. A library model
/// only adds what structure cannot show.
///
/// The *kind* of an awaitable says what dropping one does. Lazy and eager are read from `initial_suspend` of its
/// promise; an awaiter without a promise starts when it is awaited and counts as lazy; the other kinds come from
/// models.
///
/// Deliberate limits: without overload resolution, a template of `operator co_await` or `await_transform` accepts a
/// type when its parameter names the type's own template, or when an instantiation for that type exists. A template
/// whose parameter is a bare type parameter accepts by itself nothing that is not awaitable anyway. Arithmetic types,
/// enumerations and types that a model calls values are not awaitable.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_AWAITABLES_H
#define ASYNC_TIDY_ANALYSIS_AWAITABLES_H

#include "analysis/Roles.h"
#include "analysis/TypePatterns.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseMap.h"

namespace async_tidy {

struct Awaitable {
  bool Accepted = false;      ///< co_await takes it.
  bool CoroutineType = false; ///< A coroutine can return it.
  bool CanBeAwaited = false;  ///< By an operator or as an awaiter, not only because a coroutine returns it.
  bool Running = false;       ///< Stands for work that was started elsewhere.
  bool Generator = false;     ///< Its items are awaited one by one.
  bool Droppable = false;     ///< A model says that it is fine to drop.
  AwaitableKind Kind = AwaitableKind::Unknown;
  clang::QualType Result;                        ///< What co_await yields; null when it cannot be told.
  std::optional<bool> YieldsVoid;                ///< Known more often than the result.
  const clang::CXXRecordDecl *Promise = nullptr; ///< Of a coroutine that returns the type.
  const clang::CXXRecordDecl *Awaiter = nullptr; ///< What co_await suspends with; its pattern when it is a template.
  const clang::FunctionDecl *InitialSuspend = nullptr; ///< Where lazy or eager was read.

  explicit operator bool() const { return Accepted; }
};

class Awaitables {
public:
  Awaitables(const clang::ASTContext &Context, const Roles &Models) : Context(Context), Models(Models) {}

  /// What \p T is, whoever awaits it. References are looked through.
  Awaitable classify(clang::QualType T);

  /// What \p T is in a coroutine whose promise is \p Promise (null in a plain function).
  Awaitable classifyIn(clang::QualType T, const clang::CXXRecordDecl *Promise);

  /// True when `co_await` in a coroutine with this promise takes a \p T. A null promise accepts nothing.
  bool accepts(const clang::CXXRecordDecl *Promise, clang::QualType T);

  /// The awaitable among the template arguments of a holder (vector, pair, optional, a range of them ...); null type
  /// when \p T holds none.
  clang::QualType heldAwaitable(clang::QualType T, const clang::CXXRecordDecl *Promise);

  /// The promise type of coroutines that return \p T; null when there is none.
  const clang::CXXRecordDecl *promiseOf(clang::QualType T);

private:
  Awaitable compute(const clang::CXXRecordDecl *Record, clang::QualType T);
  bool isAwaiter(const clang::CXXRecordDecl *Record, clang::QualType *Result);
  void readAwaiter(Awaitable &Info, clang::QualType Awaiter, const KnownArguments &Arguments);
  const clang::FunctionDecl *memberOperator(const clang::CXXRecordDecl *Record);
  const clang::FunctionDecl *freeOperator(const clang::CXXRecordDecl *Record, clang::QualType T);
  bool parameterTakes(const clang::FunctionDecl &Function, const clang::FunctionTemplateDecl *Template,
                      clang::QualType T);
  void readKind(Awaitable &Info);
  void readVoid(Awaitable &Info);

  const clang::ASTContext &Context;
  const Roles &Models;
  llvm::DenseMap<const clang::Type *, Awaitable> Cache;
  llvm::DenseMap<const clang::Type *, const clang::CXXRecordDecl *> Promises;
};

/// Members of \p Record or its bases that are called \p Name; template patterns are returned as their templates.
llvm::SmallVector<clang::NamedDecl *, 4> membersNamed(const clang::CXXRecordDecl *Record, clang::DeclarationName Name);

/// The function that \p D is, or the pattern of the function template that it is; null for anything else.
clang::FunctionDecl *asFunction(clang::NamedDecl *D);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_AWAITABLES_H
