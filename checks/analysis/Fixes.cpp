//===--- Fixes.cpp --------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Fixes.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace async_tidy {

std::optional<std::string> sourceText(CharSourceRange Range, const ASTContext &Context) {
  if (Range.isInvalid() || Range.getBegin().isMacroID() || Range.getEnd().isMacroID())
    return std::nullopt;
  bool Invalid = false;
  StringRef Text = Lexer::getSourceText(Range, Context.getSourceManager(), Context.getLangOpts(), &Invalid);
  if (Invalid || Text.empty())
    return std::nullopt;
  return Text.str();
}

std::optional<std::string> sourceText(const Expr *E, const ASTContext &Context) {
  return sourceText(CharSourceRange::getTokenRange(E->getSourceRange()), Context);
}

/// True when a unary operator in front of \p E would take only a part of it.
static bool bindsLooserThanUnary(const Expr *E) {
  E = E->IgnoreImplicit();
  if (isa<BinaryOperator, AbstractConditionalOperator>(E))
    return true;
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
    return Operator->isInfixBinaryOp() && Operator->getOperator() != OO_PlusPlus &&
           Operator->getOperator() != OO_MinusMinus;
  return false;
}

/// True when what stands around \p E takes its operand tighter than a unary operator: `E.x`, `E->x`, `E()`, `E[i]`,
/// `E++`.
static bool isTakenByPostfix(const Expr *E, const FunctionBody &Body) {
  const Stmt *Inner = E;
  const Stmt *Around = Body.parent(E);
  while (isa_and_nonnull<ImplicitCastExpr, ExprWithCleanups, MaterializeTemporaryExpr, CXXBindTemporaryExpr>(Around)) {
    Inner = Around;
    Around = Body.parent(Around);
  }
  if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Around);
      Construct && Construct->getBeginLoc() == E->getBeginLoc() && Construct->getEndLoc() == E->getEndLoc())
    return false;
  if (isa_and_nonnull<MemberExpr, CXXDependentScopeMemberExpr>(Around))
    return true;
  if (const auto *Subscript = dyn_cast_or_null<ArraySubscriptExpr>(Around))
    return Subscript->getBase() == Inner;
  if (const auto *Unary = dyn_cast_or_null<UnaryOperator>(Around))
    return Unary->isPostfix();
  if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Around))
    switch (Operator->getOperator()) {
    case OO_Call:
    case OO_Subscript:
    case OO_Arrow:
      return Operator->getNumArgs() > 0 && Operator->getArg(0) == Inner;
    default:
      return false;
    }
  if (const auto *Call = dyn_cast_or_null<CallExpr>(Around))
    return Call->getCallee() == Inner;
  return false;
}

std::vector<StringRef> commentsIn(SourceLocation Begin, SourceLocation End, const ASTContext &Context) {
  const SourceManager &SM = Context.getSourceManager();
  std::vector<StringRef> Comments;
  FileID File = SM.getFileID(Begin);
  StringRef Buffer = SM.getBufferData(File);
  Lexer Raw(SM.getLocForStartOfFile(File), Context.getLangOpts(), Buffer.begin(),
            Buffer.begin() + SM.getFileOffset(Begin), Buffer.end());
  Raw.SetCommentRetentionState(true);
  Token Tok;
  while (!Raw.LexFromRawLexer(Tok) && SM.getFileOffset(Tok.getLocation()) < SM.getFileOffset(End))
    if (Tok.is(tok::comment))
      Comments.push_back(Buffer.substr(SM.getFileOffset(Tok.getLocation()), Tok.getLength()));
  return Comments;
}

bool losesComments(ArrayRef<FixItHint> Edits, const ASTContext &Context) {
  return llvm::any_of(Edits, [&](const FixItHint &Edit) {
    if (!Edit.RemoveRange.isValid())
      return false;
    CharSourceRange Removed =
        Lexer::makeFileCharRange(Edit.RemoveRange, Context.getSourceManager(), Context.getLangOpts());
    return Removed.isValid() &&
           llvm::any_of(commentsIn(Removed.getBegin(), Removed.getEnd(), Context), [&](StringRef Comment) {
             return llvm::none_of(Edits,
                                  [&](const FixItHint &E) { return StringRef(E.CodeToInsert).contains(Comment); });
           });
  });
}

SmallVector<FixItHint, 2> insertAwait(const Expr *E, const FunctionBody &Body) {
  SmallVector<FixItHint, 2> Hints;
  const ASTContext &Context = Body.function().getASTContext();
  SourceLocation Begin = E->getBeginLoc(), End = E->getEndLoc();
  if (Begin.isMacroID() || End.isMacroID())
    return Hints;
  End = Lexer::getLocForEndOfToken(End, 0, Context.getSourceManager(), Context.getLangOpts());
  bool Inside = bindsLooserThanUnary(E), Outside = isTakenByPostfix(E, Body);
  if (!Inside && !Outside) {
    Hints.push_back(FixItHint::CreateInsertion(Begin, "co_await "));
    return Hints;
  }
  Hints.push_back(FixItHint::CreateInsertion(Begin, Outside ? (Inside ? "(co_await (" : "(co_await ") : "co_await ("));
  Hints.push_back(FixItHint::CreateInsertion(End, Outside && Inside ? "))" : ")"));
  return Hints;
}

SmallVector<FixItHint, 2> replaceExpr(const Expr *E, std::string Text, const FunctionBody &Body) {
  SmallVector<FixItHint, 2> Hints;
  if (E->getBeginLoc().isMacroID() || E->getEndLoc().isMacroID())
    return Hints;
  if (isTakenByPostfix(E, Body))
    Text = "(" + Text + ")";
  Hints.push_back(FixItHint::CreateReplacement(E->getSourceRange(), Text));
  return Hints;
}

std::string describeEdits(ArrayRef<FixItHint> Edits) {
  // The change that says most; headers that it needs are a detail.
  const FixItHint *Longest = nullptr;
  for (const FixItHint &Edit : Edits)
    if (!StringRef(Edit.CodeToInsert).starts_with("#include") &&
        (!Longest || Edit.CodeToInsert.size() > Longest->CodeToInsert.size()))
      Longest = &Edit;
  if (!Longest)
    return "add the missing header";
  StringRef Code = StringRef(Longest->CodeToInsert).trim();
  if (Code.empty())
    return "remove this";
  static constexpr size_t Shown = 60;
  StringRef Line = Code.take_until([](char C) { return C == '\n'; }).take_front(Shown);
  bool Inserts =
      Longest->RemoveRange.getBegin() == Longest->RemoveRange.getEnd() && !Longest->RemoveRange.isTokenRange();
  return (Inserts ? "insert '" : "write '") + Line.str() + (Line.size() < Code.size() ? "...'" : "'");
}

std::string fillPlaceholders(StringRef Text, ArrayRef<std::pair<StringRef, std::string>> Values) {
  std::string Out;
  while (!Text.empty()) {
    size_t Open = Text.find('{');
    Out += Text.take_front(Open);
    if (Open == StringRef::npos)
      break;
    Text = Text.drop_front(Open);
    bool Filled = false;
    for (const auto &[Name, Value] : Values)
      if (Text.starts_with(("{" + Name + "}").str())) {
        Out += Value;
        Text = Text.drop_front(Name.size() + 2);
        Filled = true;
        break;
      }
    if (!Filled) {
      Out += Text.front();
      Text = Text.drop_front();
    }
  }
  return Out;
}

/// True when every `{root}::a::b` of \p Text is declared in this unit.
static bool isDeclared(StringRef Text, StringRef Root, const ASTContext &Context) {
  while (true) {
    StringRef After = Text.split("{root}::").second;
    if (After.empty())
      return true;
    StringRef Path = After.take_while([](char C) { return llvm::isAlnum(C) || C == '_' || C == ':'; });
    const DeclContext *In = Context.getTranslationUnitDecl();
    std::string Whole = (Root + "::" + Path.rtrim(':')).str();
    for (StringRef Rest = Whole; !Rest.empty();) {
      auto [Head, Tail] = Rest.split("::");
      const DeclContext *Next = nullptr;
      auto Names = In->lookup(&Context.Idents.get(Head));
      if (Names.empty())
        return false;
      for (NamedDecl *D : Names)
        if (auto *Namespace = dyn_cast<NamespaceDecl>(D))
          Next = Namespace;
      if (!Next)
        break;
      In = Next;
      Rest = Tail;
    }
    Text = After;
  }
}

std::string neededInclude(const FixEntry &Fix, StringRef Root, const ASTContext &Context) {
  if (Fix.Include.empty() || (isDeclared(Fix.Text, Root, Context) && isDeclared(Fix.Before, Root, Context)))
    return "";
  std::string Path = Root.str();
  for (size_t At; (At = Path.find("::")) != std::string::npos;)
    Path.replace(At, 2, "/");
  return fillPlaceholders(Fix.Include, {{"root_path", Path}});
}

std::string spellNamespace(StringRef Qualified, const DeclContext *At, const ASTContext &Context) {
  // Only aliases of the file that the text is for: what is said of a header must not depend on the unit around it.
  const SourceManager &SM = Context.getSourceManager();
  const SourceLocation Place = cast<Decl>(At)->getLocation();
  const FileID File = Place.isValid() ? SM.getFileID(SM.getExpansionLoc(Place)) : SM.getMainFileID();
  auto IsAlias = [&](const Decl &D) {
    const auto *Alias = dyn_cast<NamespaceAliasDecl>(&D);
    return Alias && SM.isInFileID(SM.getExpansionLoc(D.getLocation()), File) &&
           Alias->getNamespace()->getQualifiedNameAsString() == Qualified;
  };
  // From the innermost scope outwards, the way that the name would be looked up.
  for (const DeclContext *Scope = At; Scope; Scope = Scope->getParent()) {
    if (!Scope->isNamespace() && !Scope->isTranslationUnit())
      continue;
    SmallVector<DeclContext *, 8> Blocks;
    const_cast<DeclContext *>(Scope)->collectAllContexts(Blocks);
    for (const DeclContext *Block : Blocks)
      for (const Decl *D : Block->decls())
        if (IsAlias(*D))
          return cast<NamedDecl>(D)->getNameAsString();
  }
  return Qualified.str();
}

} // namespace async_tidy
