//===--- GatherFixes.cpp --------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/GatherFixes.h"
#include "analysis/Fixes.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace async_tidy {
namespace {

class RowRewriter {
public:
  RowRewriter(UnitAnalysis &Unit, const FunctionBody &Body, const AwaitsInARow &Row)
      : Unit(Unit), Context(Unit.context()), SM(Context.getSourceManager()), Body(Body), Row(Row) {}

  GatherFix run() {
    GatherFix Fix;
    QualType T = stripWrapping(suspensionOperand(Row.Awaits.front()))->getType().getNonReferenceType();
    auto Own = Unit.roles().libraryOf(Body.function().getReturnType()->getAsCXXRecordDecl());
    Library = Unit.roles().libraryOf(T->getAsCXXRecordDecl());
    if (!Library)
      Library = Own;
    Entry = Library ? Library->fix("gather") : nullptr;
    if (Entry && !Entry->Text.empty() && Own.Library == Library.Library && rewrite(Fix))
      return Fix;
    Fix.Edits.clear();
    Fix.Advice = "start them together";
    if (Entry)
      Fix.Advice =
          fillPlaceholders(Entry->Advice.empty() ? "await them together with '" + Entry->Text + "'" : Entry->Advice,
                           {{"root", root()}, {"children", "..."}});
    return Fix;
  }

private:
  std::string root() { return Library.Root.empty() ? "" : spellNamespace(Library.Root, &Body.function(), Context); }
  SourceLocation after(SourceLocation Last) { return Lexer::getLocForEndOfToken(Last, 0, SM, Context.getLangOpts()); }

  /// The one variable that \p Statement declares from what \p Await yields; null for any other statement.
  static const VarDecl *declared(const Stmt *Statement, const Expr *Await) {
    const auto *Declaration = dyn_cast<DeclStmt>(Statement);
    const auto *Var =
        Declaration && Declaration->isSingleDecl() ? dyn_cast<VarDecl>(Declaration->getSingleDecl()) : nullptr;
    if (!Var || isa<DecompositionDecl>(Var) || !Var->hasLocalStorage() || Var->getType()->isReferenceType() ||
        Var->getInitStyle() != VarDecl::CInit || Var->hasAttrs() || !Var->getInit())
      return nullptr;
    const Expr *Init = Var->getInit()->IgnoreImplicit();
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(Init); Construct && Construct->getNumArgs() == 1)
      Init = Construct->getArg(0)->IgnoreImplicit();
    return stripWrapping(Init) == Await ? Var : nullptr;
  }

  bool isConsecutive() {
    const auto *Block = dyn_cast_or_null<CompoundStmt>(Body.parent(Row.Statements.front()));
    if (!Block)
      return false;
    const auto *At = llvm::find(Block->body(), Row.Statements.front());
    for (const Stmt *Statement : Row.Statements)
      if (At == Block->body_end() || *At++ != Statement)
        return false;
    return true;
  }

  /// A binding is copied where a variable would be moved: the end of the function takes it by its name.
  bool isReturned(const VarDecl &Var) {
    return llvm::any_of(Body.uses(&Var), [&](const Expr *Use) {
      const Stmt *Around = Body.parent(Use);
      while (isa_and_nonnull<Expr>(Around) && stripToObject(cast<Expr>(Around)) == Use)
        Around = Body.parent(Around);
      if (const auto *Construct = dyn_cast_or_null<CXXConstructExpr>(Around))
        Around = Body.parent(Construct);
      return isa_and_nonnull<CoreturnStmt, ReturnStmt>(Around);
    });
  }

  bool rewrite(GatherFix &Fix) {
    if (Body.function().isTemplated() || Body.function().getTemplateInstantiationPattern() || !isConsecutive())
      return false;
    std::string Names, Children, Taken;
    bool AllConst = true, TakesParts = !Entry->Item.empty();
    SmallVector<const VarDecl *, 3> Vars;
    for (auto [Await, Statement] : llvm::zip(Row.Awaits, Row.Statements)) {
      const VarDecl *Var = declared(Statement, Await);
      const Expr *Operand = suspensionOperand(Await);
      Awaitable Info = Unit.awaitables().classifyIn(stripWrapping(Operand)->getType(), Body.promise());
      // Only what runs when it is gathered, of the library whose gather it is.
      auto Of = Unit.roles().libraryOf(stripWrapping(Operand)->getType()->getAsCXXRecordDecl());
      if (!Var || !Info.CoroutineType || Of.Library != Library.Library || Await->getType()->isVoidType() ||
          Await->isGLValue())
        return false;
      TakesParts |= !Context.hasSameUnqualifiedType(Var->getType(), Await->getType()) || isReturned(*Var);
      AllConst &= Var->getType().isConstQualified();
      Vars.push_back(Var);
    }
    std::string Indent = Lexer::getIndentationForLine(Row.Statements.front()->getBeginLoc(), SM).str();
    for (auto [Var, Await] : llvm::zip(Vars, Row.Awaits)) {
      auto Operand = sourceText(suspensionOperand(Await), Context);
      auto Declared = sourceText(CharSourceRange::getTokenRange(Var->getBeginLoc(), Var->getLocation()), Context);
      if (!Operand || !Declared || Var->getInit()->getBeginLoc().isMacroID())
        return false;
      std::string Part = Var->getNameAsString() + (TakesParts ? "_result" : "");
      if (TakesParts && isNameUsed(Part))
        return false;
      Names += (Names.empty() ? "" : ", ") + Part;
      Children += (Children.empty() ? "" : Entry->Separator.empty() ? ", " : Entry->Separator) + *Operand;
      if (TakesParts)
        Taken += "\n" + Indent + *Declared + " = " +
                 (Entry->Item.empty() ? "std::move(" + Part + ")" : fillPlaceholders(Entry->Item, {{"item", Part}})) +
                 ";";
    }
    std::string Gather = fillPlaceholders(Entry->Text, {{"root", root()}, {"children", Children}});
    std::string Out;
    if (!Entry->Before.empty() && !isUsing(fillPlaceholders(Entry->Before, {{"root", Library.Root.str()}})))
      Out = fillPlaceholders(Entry->Before, {{"root", root()}}) + "\n" + Indent;
    Out += std::string(AllConst && !TakesParts ? "const " : "") + "auto [" + Names + "] = " + Gather + ";" + Taken;
    SourceLocation Begin = Row.Statements.front()->getBeginLoc(), End = after(Row.Statements.back()->getEndLoc());
    if (Begin.isMacroID() || End.isInvalid() || End.isMacroID())
      return false;
    Out = comments(Begin, End, Indent) + Out;
    Fix.Edits.push_back(FixItHint::CreateReplacement(CharSourceRange::getCharRange(Begin, End), Out));
    Fix.Include = neededInclude(*Entry, Library.Root, Context);
    return true;
  }

  bool isNameUsed(StringRef Name) {
    bool Used = false;
    Body.forEachMention([&](const ValueDecl *D, const Expr *) { Used |= D->getIdentifier() && D->getName() == Name; });
    return Used || llvm::any_of(Body.variables(), [&](const VarDecl *Var) { return Var->getName() == Name; });
  }

  /// True when the `using namespace x;` that \p Text is holds for the whole file already.
  bool isUsing(StringRef Text) {
    if (!Text.consume_front("using namespace ") || !Text.consume_back(";"))
      return false;
    for (const DeclContext *In = &Body.function(); In; In = In->getParent())
      for (const UsingDirectiveDecl *Directive : In->using_directives())
        if (qualifiedName(*Directive->getNominatedNamespace()) == Text)
          return true;
    return false;
  }

  /// Comments between the declarations, each on a line of its own.
  std::string comments(SourceLocation Begin, SourceLocation End, const std::string &Indent) {
    std::string Out;
    for (StringRef Comment : commentsIn(Begin, End, Context))
      Out += Comment.str() + "\n" + Indent;
    return Out;
  }

  UnitAnalysis &Unit;
  const ASTContext &Context;
  const SourceManager &SM;
  const FunctionBody &Body;
  const AwaitsInARow &Row;
  Found<LibraryModel> Library;
  const FixEntry *Entry = nullptr;
};

} // namespace

GatherFix gatherRow(UnitAnalysis &Unit, const FunctionBody &Body, const AwaitsInARow &Row) {
  return RowRewriter(Unit, Body, Row).run();
}

} // namespace async_tidy
