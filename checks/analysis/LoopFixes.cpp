//===--- LoopFixes.cpp ----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/LoopFixes.h"
#include "analysis/Fixes.h"
#include "analysis/IterationLifetimes.h"
#include "clang/AST/QualTypeNames.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace async_tidy {
namespace {

/// True when a type has a part that no name reaches: it cannot be written in a fix.
bool isNameable(QualType T) {
  class Finder : public RecursiveASTVisitor<Finder> {
  public:
    bool VisitTagType(const TagType *Tag) {
      const TagDecl *D = Tag->getDecl();
      Nameless |= !D->getIdentifier() || D->getParentFunctionOrMethod();
      const auto *Record = dyn_cast<CXXRecordDecl>(D);
      Nameless |= Record && Record->isLambda();
      return !Nameless;
    }
    bool Nameless = false;
  } Visitor;
  Visitor.TraverseType(T.getCanonicalType());
  return !Visitor.Nameless && !T->isDependentType();
}

class Gatherer {
public:
  Gatherer(UnitAnalysis &Unit, const FunctionBody &Body, const Stmt *Loop, const IndependenceResult &Found,
           unsigned Limit)
      : Unit(Unit), Context(Unit.context()), SM(Context.getSourceManager()), Body(Body), Loop(Loop), Found(Found),
        Limit(Limit), Await(Found.Awaits.front()), Operand(suspensionOperand(Await)), Lifetimes(Unit, Body, Loop) {}

  LoopFix run() {
    LoopFix Fix;
    QualType T = stripWrapping(Operand)->getType().getNonReferenceType();
    Library = Unit.roles().libraryOf(T->getAsCXXRecordDecl());
    if (!Library)
      Library = Unit.roles().libraryOf(Body.function().getReturnType()->getAsCXXRecordDecl());
    bool Bounded = !Found.TripCount || *Found.TripCount > Limit;
    Entry = Library ? Library->fix(Bounded ? "gather_bounded" : "gather_range") : nullptr;
    if (!Found.FailFast && Entry && !Entry->Text.empty() && rewrite(T.getUnqualifiedType(), Fix))
      return Fix;
    Fix.Edits.clear();
    Fix.Advice = advice(Bounded);
    return Fix;
  }

private:
  std::string advice(bool Bounded) {
    const FixEntry *Range = Library ? Library->fix("gather_range") : nullptr;
    const FixEntry *Plain = Library ? Library->fix("gather") : nullptr;
    std::string Text = "start them before the first one is awaited";
    if (Found.FailFast)
      Text += ", in a gather that stops at the first error";
    for (const FixEntry *Candidate : {Entry, Range, Plain}) {
      if (!Candidate)
        continue;
      Text = Candidate->Advice.empty() ? "make the tasks, then '" + Candidate->Text + "'" : Candidate->Advice;
      break;
    }
    if (Bounded && Entry && !Entry->Advice.empty() && Range && !Range->Text.empty())
      Text = "make the tasks, then '" + Range->Text + "'; where there may be many, " + Entry->Advice;
    return fillPlaceholders(Text,
                            {{"root", root()}, {"children", "std::move(tasks)"}, {"limit", std::to_string(Limit)}});
  }

  std::string root() { return Library.Root.empty() ? "" : spellNamespace(Library.Root, &Body.function(), Context); }

  std::optional<std::string> text(SourceLocation Begin, SourceLocation End) {
    return sourceText(CharSourceRange::getCharRange(Begin, End), Context);
  }
  SourceLocation after(SourceLocation Last) { return Lexer::getLocForEndOfToken(Last, 0, SM, Context.getLangOpts()); }

  /// The text between \p Begin and \p End with the await replaced.
  std::optional<std::string> withResult(SourceLocation Begin, SourceLocation End, const std::string &Result) {
    auto Before = text(Begin, Await->getBeginLoc()), After = text(after(Await->getEndLoc()), End);
    if (Begin == Await->getBeginLoc())
      Before = "";
    if (after(Await->getEndLoc()) == End)
      After = "";
    if (!Before || !After)
      return std::nullopt;
    return *Before + Result + *After;
  }

  /// A name that this function does not use.
  std::string unused(std::initializer_list<StringRef> Candidates) {
    if (UsedNames.empty()) {
      UsedNames.insert("");
      for (const VarDecl *Var : Body.variables())
        UsedNames.insert(Var->getName());
      for (const ParmVarDecl *Parameter : Body.function().parameters())
        UsedNames.insert(Parameter->getName());
      Body.forEachMention([&](const ValueDecl *D, const Expr *) {
        if (D->getIdentifier())
          UsedNames.insert(D->getName());
      });
      if (const auto *Method = dyn_cast<CXXMethodDecl>(&Body.function()))
        for (const FieldDecl *Field : Method->getParent()->fields())
          UsedNames.insert(Field->getName());
    }
    for (StringRef Candidate : Candidates)
      if (UsedNames.insert(Candidate).second)
        return Candidate.str();
    for (unsigned I = 2;; ++I)
      if (std::string Name = Candidates.begin()->str() + std::to_string(I); UsedNames.insert(Name).second)
        return Name;
  }

  const VarDecl *loopVariable() const { return Lifetimes.loopVariable(); }

  bool mentions(const Stmt *Below, const ValueDecl *D) const {
    return llvm::any_of(Body.uses(D), [&](const Expr *Use) { return isBelow(Use, Below); });
  }
  bool mentionsLoopVariable(const Stmt *Below) const {
    const VarDecl *Var = loopVariable();
    if (mentions(Below, Var))
      return true;
    const auto *Decomposition = dyn_cast<DecompositionDecl>(Var);
    return Decomposition && llvm::any_of(Decomposition->bindings(),
                                         [&](const BindingDecl *Binding) { return mentions(Below, Binding); });
  }
  bool isBelow(const Stmt *S, const Stmt *Top) const {
    for (; S; S = Body.parent(S))
      if (S == Top)
        return true;
    return false;
  }

  /// A plain name or member of a name: it can be written twice.
  static bool isPlain(const Expr *E) {
    E = E->IgnoreParenImpCasts();
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      return isPlain(Member->getBase());
    if (const auto *Unary = dyn_cast<UnaryOperator>(E); Unary && Unary->getOpcode() == UO_Deref)
      return isPlain(Unary->getSubExpr());
    return isa<DeclRefExpr, CXXThisExpr>(E);
  }

  //===--------------------------------------------------------------------===//
  // The rewrite
  //===--------------------------------------------------------------------===//

  /// True when the loop is one of the plain shapes: the await is in the first statement of the body, always reached.
  bool isPlainShape() {
    const Stmt *Content = nullptr;
    if (const auto *For = dyn_cast<CXXForRangeStmt>(Loop)) {
      if (For->getInit())
        return false;
      Content = For->getBody();
    } else if (const auto *For = dyn_cast<ForStmt>(Loop)) {
      if (!For->getCond() || !For->getInc() || For->getConditionVariable() || !loopVariable())
        return false;
      Content = For->getBody();
    } else {
      return false;
    }
    Block = dyn_cast<CompoundStmt>(Content);
    First = Block ? (Block->body_empty() ? nullptr : Block->body_front()) : Content;
    if (!First || !isBelow(Await, First))
      return false;
    // Nothing between the statement and the await may skip it, and nothing else awaits.
    for (const Stmt *Around = Body.parent(Await); Around && Around != Body.parent(First);
         Around = Body.parent(Around)) {
      if (!isa<Expr, DeclStmt>(Around) || isa<AbstractConditionalOperator, LambdaExpr>(Around))
        return false;
      if (const auto *Binary = dyn_cast<BinaryOperator>(Around); Binary && Binary->isLogicalOp())
        return false;
    }
    for (const Expr *Suspension : Body.suspensions())
      if (Suspension != Await && isBelow(Suspension, Loop))
        return false;
    bool Leaves = false;
    auto Check = [&](const Stmt *S, auto &Self) -> void {
      Leaves |= isa<BreakStmt, ReturnStmt, CoreturnStmt, GotoStmt, CXXThrowExpr, LabelStmt>(S);
      for (const Stmt *Child : S->children())
        if (Child)
          Self(Child, Self);
    };
    Check(Content, Check);
    return !Leaves;
  }

  bool hasMacro() {
    SourceRange Range = Loop->getSourceRange();
    if (Range.getBegin().isMacroID() || Range.getEnd().isMacroID())
      return true;
    bool Macro = false;
    auto Check = [&](const Stmt *S, auto &Self) -> void {
      Macro |= S->getBeginLoc().isMacroID() || S->getEndLoc().isMacroID();
      for (const Stmt *Child : S->children())
        if (Child && Body.order(Child))
          Self(Child, Self);
    };
    Check(Loop, Check);
    return Macro;
  }

  /// Comments in [Begin, End), each on a line of its own.
  std::string comments(SourceLocation Begin, SourceLocation End, const std::string &Indent) {
    std::string Out;
    for (StringRef Comment : commentsIn(Begin, End, Context))
      Out += Indent + Comment.str() + "\n";
    return Out;
  }

  /// The lines of \p Text one step further in.
  static std::string indented(StringRef Text) {
    if (Text.contains("R\""))
      return Text.str();
    std::string Out;
    for (size_t I = 0; I < Text.size(); ++I) {
      Out += Text[I];
      if (Text[I] == '\n' && I + 1 < Text.size() && Text[I + 1] != '\n')
        Out += "  ";
    }
    if (Text.ends_with("\n"))
      Out += "  ";
    return Out;
  }

  /// How many tasks there will be, as an expression; empty when it cannot be told.
  std::string size() {
    if (const auto *For = dyn_cast<CXXForRangeStmt>(Loop)) {
      const Expr *Range = For->getRangeInit();
      if (Found.TripCount)
        return std::to_string(*Found.TripCount);
      const CXXRecordDecl *Record = recordOf(Range->getType());
      auto Text = sourceText(Range, Context);
      if (!Record || !Text || !isPlain(Range) ||
          membersNamed(Record, DeclarationName(&Context.Idents.get("size"))).empty())
        return "";
      return (isa<UnaryOperator>(Range->IgnoreParenImpCasts()) ? "(" + *Text + ")" : *Text) + ".size()";
    }
    if (Found.TripCount)
      return std::to_string(*Found.TripCount);
    const auto *Condition = dyn_cast<BinaryOperator>(cast<ForStmt>(Loop)->getCond()->IgnoreParenImpCasts());
    const auto *Step = dyn_cast<UnaryOperator>(cast<ForStmt>(Loop)->getInc()->IgnoreParenImpCasts());
    if (!Condition || !Step || !Step->isIncrementOp() || !isConstantZero(loopVariable()->getInit(), Context) ||
        (Condition->getOpcode() != BO_LT && Condition->getOpcode() != BO_NE))
      return "";
    const Expr *Left = Condition->getLHS()->IgnoreParenImpCasts(), *Right = Condition->getRHS()->IgnoreParenImpCasts();
    const auto *Ref = dyn_cast<DeclRefExpr>(Left);
    auto Call = CallSite::of(Right);
    if (!Ref || Ref->getDecl() != loopVariable() ||
        !(isPlain(Right) || (Call && Call->Object && Call->Args.empty() && isPlain(Call->Object))))
      return "";
    // A signed bound may be negative, and then there is nothing to reserve.
    if (Right->getType()->isSignedIntegerType())
      return "";
    return sourceText(Right, Context).value_or("");
  }

  /// `tasks` in `for (auto &task : tasks) co_await std::move(task);`: what there is to gather is there already.
  const Expr *gatheredRange() {
    const auto *For = dyn_cast<CXXForRangeStmt>(Loop);
    const auto *Ref = dyn_cast<DeclRefExpr>(stripToObject(Operand));
    if (!For || !Ref || Ref->getDecl() != For->getLoopVariable())
      return nullptr;
    const Expr *Range = For->getRangeInit()->IgnoreParenImpCasts();
    const CXXRecordDecl *Record = Range->getType()->getAsCXXRecordDecl();
    if (!Record || !Record->isInStdNamespace() || Record->getName() != "vector" ||
        Range->getType().isConstQualified() || !isa<DeclRefExpr>(Range))
      return nullptr;
    // Nobody may look for the tasks afterwards.
    for (const Expr *Use : Body.uses(cast<DeclRefExpr>(Range)->getDecl()))
      if (Body.order(Use) > Body.order(Loop) && Use != Range)
        return nullptr;
    return Range;
  }

  bool rewrite(QualType T, LoopFix &Fix) {
    Awaitable Info = Unit.awaitables().classifyIn(T, Body.promise());
    auto Own = Unit.roles().libraryOf(Body.function().getReturnType()->getAsCXXRecordDecl());
    if (Found.Awaits.size() != 1 || !isPlainShape() || hasMacro() || !Info.CoroutineType || Info.Running ||
        Own.Library != Library.Library || !isNameable(T) || Body.function().isTemplated() ||
        Body.function().getTemplateInstantiationPattern())
      return false;
    bool Void = Info.YieldsVoid.value_or(false) || (!Info.Result.isNull() && Info.Result->isVoidType());
    if (!Void && (Info.Result.isNull() || Info.Result->isReferenceType()))
      return false;

    const Expr *Made = gatheredRange();
    const Expr *Task = stripWrapping(Operand);
    if (!Made && (Task->isPRValue() ? !isa<CallExpr>(Task) || !Lifetimes.argumentsOutlive(Operand) : Task->isLValue()))
      return false;

    SourceLocation Start = Loop->getBeginLoc(), End = after(Loop->getEndLoc());
    if (!Block) {
      auto Semicolon = Lexer::findNextToken(Loop->getEndLoc(), SM, Context.getLangOpts());
      if (!Semicolon || Semicolon->isNot(tok::semi))
        return false;
      End = after(Semicolon->getLocation());
    }
    SourceLocation HeaderEnd =
        isa<CXXForRangeStmt>(Loop) ? cast<CXXForRangeStmt>(Loop)->getRParenLoc() : cast<ForStmt>(Loop)->getRParenLoc();
    auto Header = text(Start, after(HeaderEnd));
    auto OperandText = sourceText(Operand, Context);
    if (!Header || !OperandText)
      return false;
    std::string Indent = Lexer::getIndentationForLine(Start, SM).str(), Inner = Indent + "  ";

    std::string Pending = unused({"pending", "tasks", "started"});
    std::string Results = unused({"results", "answers", "outcomes"}), Item = unused({"result", "answer", "outcome"});
    std::string Children = "std::move(" + (Made ? sourceText(Made, Context).value_or("") : Pending) + ")";
    std::string Gather =
        fillPlaceholders(Entry->Text, {{"root", root()}, {"children", Children}, {"limit", std::to_string(Limit)}});

    // The second loop does with the results what the loop did; it is the loop itself where that needs the loop
    // variable.
    bool Bare = llvm::any_of(Body.discarded(), [&](const Expr *E) { return stripWrapping(E) == Await; });
    bool OnlyAwaits = Bare && (!Block || Block->size() == 1);
    const Stmt *Content = Block ? static_cast<const Stmt *>(Block) : First;
    bool NeedsHeader =
        (Block && mentionsLoopVariable(Content) && mentionsOutsideOperand()) || (!Block && mentionsOutsideOperand());
    if (NeedsHeader && isa<CXXForRangeStmt>(Loop) && !isPlain(cast<CXXForRangeStmt>(Loop)->getRangeInit()))
      return false;
    if (NeedsHeader && Made)
      return false;
    auto Value = [&](const std::string &Of) {
      if (!Entry->Item.empty())
        return fillPlaceholders(Entry->Item, {{"item", Of}});
      if (Void || Info.Result->isScalarType())
        return Info.Result.isNull() || !Info.Result->isBooleanType() ? Of : "static_cast<bool>(" + Of + ")";
      return "std::move(" + Of + ")";
    };
    if (Void && Entry->Item.empty() && !Bare)
      return false;
    bool NeedsResults = !OnlyAwaits || !Entry->Item.empty();

    std::string Second;
    if (NeedsResults) {
      std::string Result = Value(NeedsHeader ? "(*" + Item + "++)" : Item);
      if (NeedsHeader && Entry->Item.empty())
        Result = Value("*" + Item + "++");
      std::string Content;
      bool Drops = Bare && Entry->Item.empty();
      if (Block) {
        SourceLocation From = after(Block->getLBracLoc());
        std::optional<std::string> Rest;
        if (Drops) {
          auto Semicolon = Lexer::findNextToken(First->getEndLoc(), SM, Context.getLangOpts());
          if (!Semicolon || Semicolon->isNot(tok::semi))
            return false;
          auto Head = text(From, First->getBeginLoc()),
               Tail = text(after(Semicolon->getLocation()), Block->getRBracLoc());
          if (Head && Tail)
            Rest = (StringRef(*Head).trim().empty() ? "" : *Head) + *Tail;
        } else {
          Rest = withResult(From, Block->getRBracLoc(), Result);
        }
        if (!Rest)
          return false;
        Content = " {" + indented(*Rest) + "}";
      } else {
        auto Rest = withResult(First->getBeginLoc(), End, Result);
        if (!Rest)
          return false;
        Content = "\n" + Inner + "  " + indented(*Rest);
      }
      // With nothing to take from a result there is only what the loop did besides.
      if (Drops) {
        Second = Inner + *Header + Content + "\n";
        NeedsResults = false;
      } else if (NeedsHeader) {
        Second = Inner + "auto " + Item + " = " + Results + ".begin();\n" + Inner + *Header + Content + "\n";
      } else {
        Second = Inner + "for (auto &&" + Item + " : " + Results + ")" + Content + "\n";
      }
    }
    std::string Out = "{\n";
    if (!Block || !NeedsResults)
      Out += comments(Start, End, Inner);
    if (!Made) {
      PrintingPolicy Policy(Context.getLangOpts());
      Policy.SuppressTagKeyword = true;
      std::string Type = TypeName::getFullyQualifiedName(T, const_cast<ASTContext &>(Context), Policy);
      Out += Inner + "std::vector<" + Type + "> " + Pending + ";\n";
      if (std::string Size = size(); !Size.empty())
        Out += Inner + Pending + ".reserve(" + Size + ");\n";
      Out += Inner + *Header + "\n" + Inner + "  " + Pending + ".push_back(" + *OperandText + ");\n";
      Fix.Includes.push_back("<vector>");
    }
    Out += Inner + (NeedsResults ? "auto " + Results + " = " : "") + Gather + ";\n" + Second + Indent + "}";
    Fix.Edits.push_back(FixItHint::CreateReplacement(CharSourceRange::getCharRange(Start, End), Out));
    if (std::string Header = neededInclude(*Entry, Library.Root, Context); !Header.empty())
      Fix.Includes.push_back(Header);
    return true;
  }

  /// True when the body names the loop variable in other places than the operand.
  bool mentionsOutsideOperand() {
    const VarDecl *Var = loopVariable();
    SmallVector<const ValueDecl *, 4> Names{Var};
    if (const auto *Decomposition = dyn_cast<DecompositionDecl>(Var))
      Names.append(Decomposition->bindings().begin(), Decomposition->bindings().end());
    const Stmt *Content = Block ? static_cast<const Stmt *>(Block) : First;
    for (const ValueDecl *Name : Names)
      for (const Expr *Use : Body.uses(Name))
        if (isBelow(Use, Content) && !isBelow(Use, Await))
          return true;
    return false;
  }

  UnitAnalysis &Unit;
  const ASTContext &Context;
  const SourceManager &SM;
  const FunctionBody &Body;
  const Stmt *Loop;
  const IndependenceResult &Found;
  unsigned Limit;
  const Expr *Await, *Operand;
  IterationLifetimes Lifetimes;
  const CompoundStmt *Block = nullptr; ///< The body, when it has braces.
  const Stmt *First = nullptr;         ///< The statement of the body that awaits.
  async_tidy::Found<LibraryModel> Library;
  const FixEntry *Entry = nullptr;
  std::set<StringRef> UsedNames;
};

} // namespace

LoopFix gatherLoop(UnitAnalysis &Unit, const FunctionBody &Body, const Stmt *Loop, const IndependenceResult &Found,
                   unsigned Limit) {
  return Gatherer(Unit, Body, Loop, Found, Limit).run();
}

} // namespace async_tidy
