//===--- OwnedValues.cpp --------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/OwnedValues.h"
#include "analysis/UnitAnalysis.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace async_tidy {

bool ownsItsValue(const VarDecl &Var) {
  if (!Var.getType()->isReferenceType())
    return true;
  // A reference to a temporary keeps it.
  const Expr *Init = Var.getInit() ? stripWrapping(Var.getInit()) : nullptr;
  return Init && Init->isPRValue();
}

static bool isMade(const Expr *Made) {
  // Moved out of another variable of this function, which is then the owner no longer.
  if (Made->isXValue())
    if (const auto *From = dyn_cast_or_null<VarDecl>(namedObject(Made)))
      return From->hasLocalStorage() && !isa<ParmVarDecl>(From) && !From->getType()->isReferenceType();
  if (isa<CallExpr>(Made) || suspensionOperand(Made))
    return Made->isPRValue();
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Made))
    return llvm::any_of(Construct->arguments(), [](const Expr *Arg) {
      return !isa<CXXDefaultArgExpr>(Arg) && !isa<CXXNullPtrLiteralExpr>(Arg->IgnoreParenImpCasts());
    });
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Made))
    return Choice->isPRValue();
  return false;
}

/// The nearest node around \p E that is more than a cast, parentheses or a temporary.
static const Stmt *around(const FunctionBody &Body, const Stmt *E, const Stmt **Inner = nullptr) {
  const Stmt *Parent = Body.parent(E);
  while (isa_and_nonnull<ImplicitCastExpr, ParenExpr, MaterializeTemporaryExpr, CXXBindTemporaryExpr, ExprWithCleanups>(
      Parent)) {
    E = Parent;
    Parent = Body.parent(Parent);
  }
  if (Inner)
    *Inner = E;
  return Parent;
}

/// A member call or operator on the object \p E; null when E is used in another way.
static const CallExpr *callOn(const FunctionBody &Body, const Expr *E) {
  const Stmt *Inner = nullptr;
  const Stmt *Parent = around(Body, E, &Inner);
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(Parent))
    return dyn_cast_or_null<CXXMemberCallExpr>(around(Body, Member));
  if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Parent))
    if (Operator->getNumArgs() > 0 && Operator->getArg(0) == Inner)
      return Operator;
  return nullptr;
}

const Expr *madeBy(const FunctionBody &Body, const VarDecl &Var) {
  const Expr *Made = Var.getInit() ? stripWrapping(Var.getInit()) : nullptr;
  if (const auto *List = dyn_cast_or_null<InitListExpr>(Made);
      List && List->getNumInits() == 1 && List->getType() == List->getInit(0)->getType())
    Made = stripWrapping(List->getInit(0)); // `auto task{f()};`
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Made);
      Construct && Construct->getNumArgs() == 1 && Construct->getConstructor()->isCopyOrMoveConstructor())
    Made = stripWrapping(Construct->getArg(0));
  if (!Made || isMade(Made))
    return Made;
  if (!isa<CXXConstructExpr>(Made))
    return nullptr;
  for (const Expr *Use : Body.uses(&Var))
    if (auto Call = CallSite::of(callOn(Body, Use)); Call && !Call->Args.empty())
      if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->Callee);
          Method && (Method->isCopyAssignmentOperator() || Method->isMoveAssignmentOperator()))
        if (const Expr *Assigned = stripWrapping(Call->Args.front()); isMade(Assigned))
          return Assigned;
  return nullptr;
}

static bool isDroppedThere(const FunctionBody &Body, const Expr *E) {
  const Stmt *Parent = around(Body, E);
  return !isa_and_nonnull<Expr, DeclStmt, ReturnStmt, CoreturnStmt>(Parent);
}

/// True when the mention \p E is a capture of a lambda that nobody uses.
static bool isCaptureOfUnusedLambda(const FunctionBody &Body, const Expr *E) {
  const Stmt *Parent = around(Body, E);
  if (isa_and_nonnull<CXXConstructExpr>(Parent))
    Parent = around(Body, Parent);
  const auto *Lambda = dyn_cast_or_null<LambdaExpr>(Parent);
  if (!Lambda)
    return false;
  const Stmt *Outer = around(Body, Lambda);
  if (isa_and_nonnull<CXXConstructExpr>(Outer))
    Outer = around(Body, Outer);
  const auto *Declaration = dyn_cast_or_null<DeclStmt>(Outer);
  if (!Declaration || !Declaration->isSingleDecl())
    return false;
  const auto *Var = dyn_cast<VarDecl>(Declaration->getSingleDecl());
  return Var && Body.uses(Var).empty();
}

/// True when \p Call and the calls on what it returns only go on building the object: each returns the object itself,
/// and the last one is dropped.
static bool onlyBuilds(const FunctionBody &Body, const CallExpr *Call, const VarDecl &Var) {
  const CXXRecordDecl *Own = recordOf(Var.getType());
  for (; Call; Call = callOn(Body, Call)) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee());
    if (!Method || !Method->getReturnType()->isLValueReferenceType() || !Own || recordOf(Call->getType()) != Own)
      return false;
    if (isDroppedThere(Body, Call))
      return true;
  }
  return false;
}

bool isVariableUsed(const FunctionBody &Body, const VarDecl &Var, const Awaitable &Info, bool CastToVoidCounts) {
  for (const Expr *Use : Body.uses(&Var)) {
    if (isCaptureOfUnusedLambda(Body, Use))
      continue;
    const Stmt *Parent = around(Body, Use);
    if (const auto *Cast = dyn_cast_or_null<ExplicitCastExpr>(Parent); Cast && Cast->getType()->isVoidType()) {
      if (CastToVoidCounts)
        return true;
      continue;
    }
    if (!isa_and_nonnull<Expr, DeclStmt, ReturnStmt, CoreturnStmt, CXXForRangeStmt>(Parent))
      continue; // A statement that only names it.
    if (const CallExpr *Call = callOn(Body, Use)) {
      const FunctionDecl *Callee = Call->getDirectCallee();
      const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
      if (Method && (Method->isCopyAssignmentOperator() || Method->isMoveAssignmentOperator()))
        continue;
      if (Method && Method->isConst() && Info.Kind == AwaitableKind::Lazy && !Info.Running &&
          (Method->getReturnType()->isBooleanType() || Method->getReturnType()->isArithmeticType()))
        continue;
      if (onlyBuilds(Body, Call, Var))
        continue;
    }
    return true;
  }
  return false;
}

/// True when \p Call, a call on the container, only fills it or asks for its size.
static bool onlyFills(const FunctionBody &Body, const CallExpr *Call, const VarDecl &Var) {
  auto Site = CallSite::of(Call);
  for (const Expr *Argument : Site->Args) {
    // Another container of the same type receives or gives its content (swap, splice, merge).
    if (Argument->isLValue() && !Argument->getType().isConstQualified() &&
        Argument->getType().getCanonicalType().getUnqualifiedType() ==
            Var.getType().getCanonicalType().getUnqualifiedType())
      return false;
  }
  if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Site->Callee);
      Method && (Method->isCopyAssignmentOperator() || Method->isMoveAssignmentOperator()))
    return true;
  QualType Result = Call->getType();
  if (isDroppedThere(Body, Call) || Result->isVoidType() || Result->isArithmeticType())
    return true;
  // `tasks[i] = f()`, `tasks.back() = f()`.
  const Stmt *Inner = nullptr;
  const Stmt *Parent = around(Body, Call, &Inner);
  if (const auto *Assign = dyn_cast_or_null<CXXOperatorCallExpr>(Parent))
    if (Assign->getOperator() == OO_Equal && Assign->getArg(0) == Inner)
      return true;
  // `tasks.insert(tasks.end(), f())`.
  for (const Stmt *Outer = Parent; isa_and_nonnull<CXXConstructExpr, CallExpr>(Outer); Outer = around(Body, Outer))
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Outer))
      return namedObject(Member->getImplicitObjectArgument()) == &Var && onlyFills(Body, Member, Var);
  return false;
}

bool isContainerUsed(const FunctionBody &Body, const VarDecl &Var) {
  for (const Expr *Use : Body.uses(&Var)) {
    if (isCaptureOfUnusedLambda(Body, Use))
      continue;
    const Stmt *Parent = around(Body, Use);
    if (!isa_and_nonnull<Expr, DeclStmt, ReturnStmt, CoreturnStmt, CXXForRangeStmt>(Parent))
      continue;
    // An element of an array that is assigned to.
    if (const auto *Subscript = dyn_cast_or_null<ArraySubscriptExpr>(Parent)) {
      const Stmt *Inner = nullptr;
      const auto *Assign = dyn_cast_or_null<CXXOperatorCallExpr>(around(Body, Subscript, &Inner));
      if (Assign && Assign->getOperator() == OO_Equal && Assign->getArg(0) == Inner)
        continue;
      return true;
    }
    const CallExpr *Call = callOn(Body, Use);
    if (!Call || !onlyFills(Body, Call, Var))
      return true;
  }
  return false;
}

/// An allocator, a comparator or a tag: an argument without content.
static bool isTag(Awaitables &Types, QualType T) {
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  return Record && Record->hasDefinition() && Record->isEmpty() && !Types.classify(T);
}

bool isFilled(UnitAnalysis &Unit, const FunctionBody &Body, const VarDecl &Var) {
  if (const Expr *Init = Var.getInit()) {
    const Expr *Made = stripWrapping(Init);
    if (isa<CallExpr>(Made) || suspensionOperand(Made))
      return true;
    if (const auto *List = dyn_cast<InitListExpr>(Made))
      return List->getNumInits() > 0;
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(Made))
      for (const Expr *Argument : Construct->arguments()) {
        const Expr *Value = stripWrapping(Argument);
        if (!isa<CXXDefaultArgExpr>(Value) && !Value->getType()->isArithmeticType() &&
            !Value->getType()->isNullPtrType() && !isTag(Unit.awaitables(), Value->getType()))
          return true;
      }
  }
  for (const Expr *Use : Body.uses(&Var)) {
    if (isa_and_nonnull<ArraySubscriptExpr>(around(Body, Use)))
      return true;
    if (const CallExpr *Call = callOn(Body, Use))
      if (auto Site = CallSite::of(Call); Site && llvm::any_of(Site->Args, [](const Expr *Arg) {
                                            return Arg->getType()->isRecordType() || Arg->getType()->isDependentType();
                                          }))
        return true;
    if (const CallExpr *Call = callOn(Body, Use))
      if (isa<CXXOperatorCallExpr>(Call) && cast<CXXOperatorCallExpr>(Call)->getOperator() == OO_Subscript)
        return true;
  }
  return false;
}

bool isNamedInUnreadText(const FunctionBody &Body, const VarDecl &Var, const ASTContext &Context) {
  if (!Context.getDiagnostics().hasUncompilableErrorOccurred() || !Var.getIdentifier())
    return false;
  // What follows an open brace is in the lambda so far.
  if (llvm::any_of(Body.uses(&Var), [&](const Expr *Use) { return Body.enclosing<LambdaExpr>(Use); }))
    return true;
  const SourceManager &SM = Context.getSourceManager();
  SourceRange Range = Body.function().getSourceRange();
  if (Range.getBegin().isMacroID() || Range.getEnd().isMacroID())
    return false;
  auto [File, Begin] = SM.getDecomposedLoc(Range.getBegin());
  unsigned End = SM.getFileOffset(Range.getEnd());
  StringRef Text = SM.getBufferData(File);
  Lexer Reader(SM.getLocForStartOfFile(File), Context.getLangOpts(), Text.begin(), Text.begin() + Begin, Text.end());
  size_t Written = 0;
  for (Token T; !Reader.LexFromRawLexer(T) && SM.getFileOffset(T.getLocation()) <= End;)
    if (T.is(tok::raw_identifier) && T.getRawIdentifier() == Var.getName())
      ++Written;
  return Written > Body.uses(&Var).size() + 1; // Its declaration is the other one.
}

bool isScopedToSuspension(const FunctionBody &Body, const VarDecl &Var) {
  const DeclStmt *Declaration = Body.declaration(&Var);
  const Stmt *Scope = Declaration ? Body.enclosing<CompoundStmt>(Declaration) : nullptr;
  for (const Expr *Suspension : Body.suspensions()) {
    if (Body.order(Suspension) <= Body.order(Declaration))
      continue;
    // Within the initialiser it comes before the object is there.
    bool InScope = false, InDeclaration = false;
    for (const Stmt *Around = Suspension; Around; Around = Body.parent(Around)) {
      InScope |= Around == Scope;
      InDeclaration |= Around == Declaration;
    }
    if (InScope && !InDeclaration)
      return true;
  }
  return false;
}

bool isClosedClass(const CXXRecordDecl &Class) {
  const CXXRecordDecl *Definition = Class.getDefinition();
  if (!Definition || Definition->hasFriends())
    return false;
  return llvm::all_of(Definition->methods(), [](const CXXMethodDecl *Method) {
    return Method->isImplicit() || Method->isDefaulted() || Method->isDeleted() || Method->isPureVirtual() ||
           Method->hasBody();
  });
}

} // namespace async_tidy
