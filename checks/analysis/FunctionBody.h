//===--- FunctionBody.h - One downward walk over a function -----*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What rules ask of a function or coroutine: its calls, awaits, variables, statements whose value is dropped, and for
/// each node what stands around it. Built in one walk from the top, so that no rule needs Clang's parent map of the
/// whole translation unit.
///
/// The walk covers what runs when the function runs: the body, the initialisers of a constructor, default arguments and
/// default member initialisers that are used. It leaves out unevaluated operands, branches that `if constexpr`
/// discards, and the bodies of nested lambdas, which are functions of their own (their captures belong to this one).
/// Of a coroutine it covers what was written, not what the compiler adds.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_FUNCTIONBODY_H
#define ASYNC_TIDY_ANALYSIS_FUNCTIONBODY_H

#include "analysis/CallSite.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"

namespace async_tidy {

class FunctionBody {
public:
  explicit FunctionBody(const clang::FunctionDecl &Function);

  const clang::FunctionDecl &function() const { return Function; }
  bool isCoroutine() const { return Coroutine != nullptr; }
  const clang::CoroutineBodyStmt *coroutine() const { return Coroutine; }
  /// The promise type of a coroutine; null in a plain function and while types still depend on template parameters.
  const clang::CXXRecordDecl *promise() const { return Promise; }
  /// The body as written: for a coroutine without what the compiler adds.
  const clang::Stmt *body() const { return Body; }

  /// Calls and constructions in source order.
  llvm::ArrayRef<CallSite> calls() const { return Calls; }
  /// `co_await` and `co_yield` expressions in source order.
  llvm::ArrayRef<const clang::Expr *> suspensions() const { return Suspensions; }
  /// Expressions whose value nobody takes: statements, the left of a comma, the branches of a dropped `?:`, the
  /// increment of a `for`, operands of a cast to void.
  llvm::ArrayRef<const clang::Expr *> discarded() const { return Discarded; }
  /// Variables with automatic storage, in source order, without parameters.
  llvm::ArrayRef<const clang::VarDecl *> variables() const { return Variables; }
  llvm::ArrayRef<const clang::LambdaExpr *> lambdas() const { return Lambdas; }
  llvm::ArrayRef<const clang::Stmt *> loops() const { return Loops; }
  llvm::ArrayRef<const clang::ReturnStmt *> returns() const { return Returns; }

  /// Mentions of a variable or structured binding in this body, its captures by lambdas included (a capture by
  /// reference is the mention that the capture holds).
  llvm::ArrayRef<const clang::Expr *> uses(const clang::ValueDecl *D) const;

  template <typename Callback> void forEachMention(Callback Visit) const {
    for (const auto &[D, Expressions] : Uses)
      for (const clang::Expr *E : Expressions)
        Visit(D, E);
  }

  /// The node around \p S; null for the outermost one and for nodes that are not of this body.
  const clang::Stmt *parent(const clang::Stmt *S) const { return Nodes.lookup(S).Parent; }
  /// The nearest node around \p S of one of the types; null when there is none.
  template <typename... T> const clang::Stmt *enclosing(const clang::Stmt *S) const {
    for (S = parent(S); S; S = parent(S))
      if (llvm::isa<T...>(S))
        return S;
    return nullptr;
  }
  /// True when \p S is \p Top or stands in it.
  bool isWithin(const clang::Stmt *S, const clang::Stmt *Top) const {
    for (; S; S = parent(S))
      if (S == Top)
        return true;
    return false;
  }
  /// True when \p S stands in a `catch` handler of this function, where `co_await` is not allowed.
  bool inHandler(const clang::Stmt *S) const { return enclosing<clang::CXXCatchStmt>(S) != nullptr; }
  /// The position of \p S in the walk; later in the source is greater. Zero for nodes of another body.
  unsigned order(const clang::Stmt *S) const { return Nodes.lookup(S).Order; }
  /// Where \p S is written in this function: for a default argument or initialiser, the call that uses it.
  const clang::Stmt *written(const clang::Stmt *S) const;
  /// Statements that declare \p Var.
  const clang::DeclStmt *declaration(const clang::VarDecl *Var) const { return Declarations.lookup(Var); }

private:
  friend class BodyWalk;

  const clang::FunctionDecl &Function;
  const clang::CoroutineBodyStmt *Coroutine = nullptr;
  const clang::CXXRecordDecl *Promise = nullptr;
  const clang::Stmt *Body = nullptr;
  std::vector<CallSite> Calls;
  std::vector<const clang::Expr *> Suspensions, Discarded;
  std::vector<const clang::VarDecl *> Variables;
  std::vector<const clang::LambdaExpr *> Lambdas;
  std::vector<const clang::Stmt *> Loops;
  std::vector<const clang::ReturnStmt *> Returns;
  struct Node {
    const clang::Stmt *Parent = nullptr;
    unsigned Order = 0;
  };
  llvm::DenseMap<const clang::Stmt *, Node> Nodes;
  llvm::DenseMap<const clang::ValueDecl *, std::vector<const clang::Expr *>> Uses;
  llvm::DenseMap<const clang::VarDecl *, const clang::DeclStmt *> Declarations;
};

/// The operand of a `co_await` or `co_yield` as it was written; null for other expressions.
const clang::Expr *suspensionOperand(const clang::Expr *E);

/// The call whose result \p Suspension awaits, through the local that it was kept in.
std::optional<CallSite> awaitedCall(const clang::Expr *Suspension);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_FUNCTIONBODY_H
