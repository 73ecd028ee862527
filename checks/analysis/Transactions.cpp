//===--- Transactions.cpp -------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Transactions.h"
#include "analysis/Roles.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace async_tidy {

/// True for names that are made of \p Word, and perhaps of words that say what is committed, or how.
static bool names(const NamedDecl &D, StringRef Word) {
  std::string Name;
  for (char C : D.getDeclName().isIdentifier() ? D.getName() : StringRef())
    if (C != '_')
      Name += llvm::toLower(C);
  size_t At = StringRef(Name).find(Word);
  if (At == StringRef::npos)
    return false;
  static constexpr StringRef Around[] = {"", "async", "co", "coro", "transaction", "tx", "txn", "all", "asynccoro"};
  return llvm::is_contained(Around, StringRef(Name).take_front(At)) &&
         llvm::is_contained(Around, StringRef(Name).drop_front(At + Word.size()));
}

static bool isTransaction(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  bool Commits = false, RollsBack = false;
  anyBaseOrSelf(Record, [&](const CXXRecordDecl *R) {
    if (const CXXRecordDecl *Definition = R->getDefinition())
      for (const CXXMethodDecl *Method : Definition->methods()) {
        Commits |= names(*Method, "commit");
        RollsBack |= names(*Method, "rollback") || names(*Method, "abort");
      }
    return false;
  });
  return Commits && RollsBack;
}

bool isInTransaction(const FunctionBody &Body, const Expr *E) {
  if (llvm::any_of(Body.function().parameters(),
                   [](const ParmVarDecl *Parameter) { return isTransaction(Parameter->getType()); }))
    return true;
  for (const VarDecl *Var : Body.variables())
    if (const DeclStmt *Made = Body.declaration(Var);
        Made && Body.order(Made) < Body.order(E) && isTransaction(Var->getType().getNonReferenceType()))
      return true;
  return llvm::any_of(Body.calls(), [&](const CallSite &Call) {
    if (!Call.Callee || Body.order(Call.E) <= Body.order(E))
      return false;
    return names(*Call.Callee, "commit") || names(*Call.Callee, "rollback");
  });
}

} // namespace async_tidy
