//===--- BlockingFixes.cpp ------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/BlockingFixes.h"
#include "analysis/Fixes.h"
#include "analysis/UnitAnalysis.h"
#include "clang/AST/QualTypeNames.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace async_tidy {
namespace {

/// Writes one fix.
class Unblocker {
public:
  Unblocker(UnitAnalysis &Unit, const FunctionBody &Body, const Blockage &Found)
      : Unit(Unit), Body(Body), Cause(*Found.Cause), Library(coroutineLibrary()) {
    if (const auto *E = dyn_cast_or_null<Expr>(Found.Site))
      Call = CallSite::of(E);
    Inplace = Call && Body.written(Call->E) == Call->E && !Call->E->getBeginLoc().isMacroID() &&
              !Call->E->getEndLoc().isMacroID();
  }

  BlockingFix run() {
    BlockingFix Fix;
    bool Direct = Cause.Steps.size() == 1 && Cause.Steps.front().What == BlockingStep::Kind::Operation;
    if (Call && Body.inHandler(Call->E)) {
      Fix.Advice = "leave the handler first, 'co_await' is not allowed in it";
      return Fix;
    }
    if (Cause.Steps.front().What == BlockingStep::Kind::Destroys) {
      Fix.Advice = "keep it in an object that outlives this coroutine, or finish it where waiting is fine";
      return Fix;
    }
    if (Cause.Steps.front().What == BlockingStep::Kind::Spins) {
      Fix.Advice = "await an event that the other side sets";
      return Fix;
    }
    if (Direct && Cause.Category == "sleep" && sleep(Fix)) {
      Fix.Title = "await a timer instead";
      return Fix;
    }
    if (Direct && Cause.Category == "sync-wait" && awaitInstead(Fix)) {
      Fix.Title = "await it instead";
      return Fix;
    }
    if (Direct && Cause.Entry && !Cause.Entry->Twin.empty()) {
      std::string Await = "await '" + Cause.Entry->Twin + "' instead";
      if (!twin(Fix)) {
        Fix.Advice = Await;
        return Fix;
      }
      Fix.Title = Await;
      if (BlockingFix Elsewhere; offload(Elsewhere)) {
        Repair &Other = Fix.Others.emplace_back(Repair{Elsewhere.Title, {}, {}});
        Other.Edits.append(Elsewhere.Edits.begin(), Elsewhere.Edits.end());
        if (!Elsewhere.Include.empty())
          Other.Includes.push_back(Elsewhere.Include);
      }
      return Fix;
    }
    if (offload(Fix))
      return Fix;
    Fix.Advice = advice();
    return Fix;
  }

private:
  Found<LibraryModel> coroutineLibrary() {
    const Roles &Models = Unit.roles();
    if (auto Known = Models.libraryOf(Body.function().getReturnType()->getAsCXXRecordDecl()))
      return Known;
    return Models.libraryOf(Body.promise());
  }

  /// The text of a remedy of the coroutine's library with its root filled in; none when it has no such code.
  std::optional<std::string> remedy(StringRef Name, ArrayRef<std::pair<StringRef, std::string>> Values,
                                    BlockingFix &Fix) {
    const FixEntry *Entry = Library ? Library->fix(Name) : nullptr;
    if (!Entry || Entry->Text.empty())
      return std::nullopt;
    SmallVector<std::pair<StringRef, std::string>, 4> All(Values.begin(), Values.end());
    All.push_back({"root", spell(Library.Root)});
    Fix.Include = neededInclude(*Entry, Library.Root, Unit.context());
    return fillPlaceholders(Entry->Text, All);
  }

  std::string spell(StringRef Root) { return spellNamespace(Root, &Body.function(), Unit.context()); }

  bool isStatement() const {
    return llvm::any_of(Body.discarded(), [&](const Expr *E) { return stripWrapping(E) == Call->E; });
  }

  bool suspendsInside(const Expr *E) const {
    return llvm::any_of(Body.suspensions(), [&](const Expr *Suspension) {
      for (const Stmt *Around = Suspension; Around; Around = Body.parent(Around))
        if (Around == E)
          return true;
      return false;
    });
  }

  std::optional<std::string> text(const Expr *E) { return sourceText(E, Unit.context()); }

  bool sleep(BlockingFix &Fix) {
    const BlockingEntry *Entry = Cause.Entry.Entry;
    if (!Inplace || !Entry || !isStatement() || Call->Args.size() != 1)
      return false;
    auto Argument = text(Call->Args.front());
    if (!Argument)
      return false;
    std::string Duration = *Argument;
    if (!Entry->Duration.empty() && !Call->Args.front()->getType().getNonReferenceType()->isRecordType())
      Duration = fillPlaceholders(Entry->Duration, {{"argument", *Argument}});
    else if (!Call->Args.front()->getType().getNonReferenceType()->isRecordType())
      return false;
    else if (isTimePoint()) {
      auto Clock = clockOf(Call->Args.front()->getType());
      if (!Clock)
        return false;
      Duration = "std::chrono::ceil<std::chrono::milliseconds>(" + *Argument + " - " + *Clock + "::now())";
    }
    auto Text = remedy("sleep", {{"duration", Duration}}, Fix);
    if (!Text)
      return false;
    Fix.Edits = replaceExpr(Call->E, *Text, Body);
    return !Fix.Edits.empty();
  }

  /// A point in time is no duration: it has a clock.
  bool isTimePoint() {
    const CXXRecordDecl *Record = recordOf(Call->Args.front()->getType());
    return Record && !membersNamed(Record, DeclarationName(&Unit.context().Idents.get("time_since_epoch"))).empty();
  }

  /// The clock that a point in time is measured with.
  std::optional<std::string> clockOf(QualType Point) {
    const auto *Specialization = dyn_cast_or_null<ClassTemplateSpecializationDecl>(recordOf(Point));
    if (!Specialization || Specialization->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
      return std::nullopt;
    QualType Clock = Specialization->getTemplateArgs()[0].getAsType();
    const CXXRecordDecl *Record = Clock->getAsCXXRecordDecl();
    if (!Record || membersNamed(Record, DeclarationName(&Unit.context().Idents.get("now"))).empty())
      return std::nullopt;
    return qualifiedName(*Record);
  }

  /// `blockingWait(task)` and `future.get()` become the await that they stand for.
  bool awaitInstead(BlockingFix &Fix) {
    if (!Inplace || (!Call->Object && Call->Args.size() != 1))
      return false;
    const Expr *Operand = stripWrapping(Call->Object ? Call->Object : Call->Args.front());
    if (auto Moved = CallSite::of(Operand); Moved && !Moved->Object && stripToObject(Operand) != Operand)
      Operand = Operand->IgnoreParenImpCasts();
    QualType T = Operand->getType();
    Awaitables &Types = Unit.awaitables();
    if (!T->isRecordType() || !Types.accepts(Body.promise(), T) || suspendsInside(Call->E))
      return false;
    Awaitable Info = Types.classify(T);
    if (Info.Result.isNull() || Unit.context().getCanonicalType(Info.Result).getUnqualifiedType() !=
                                    Unit.context().getCanonicalType(Call->E->getType()).getUnqualifiedType())
      return false;
    auto Text = text(Operand);
    if (!Text)
      return false;
    if (Operand->isLValue() && !T.isConstQualified())
      *Text = "std::move(" + *Text + ")";
    Fix.Edits = replaceExpr(Call->E, "co_await " + *Text, Body);
    return !Fix.Edits.empty();
  }

  /// `resolver.resolve(host, port)` becomes `co_await resolver.async_resolve(host, port, token)`.
  bool twin(BlockingFix &Fix) {
    const BlockingEntry &Entry = *Cause.Entry.Entry;
    const auto *Written = dyn_cast<CallExpr>(Call->E);
    if (!Inplace || !Written || suspendsInside(Call->E) || Written->getRParenLoc().isMacroID())
      return false;
    if (StringRef(Entry.Token).contains("{root}") && Library.Library != Cause.Entry.Library)
      return false; // The token is another library's.
    const Expr *Callee = Written->getCallee()->IgnoreParenImpCasts();
    SourceLocation NameLoc;
    if (const auto *Member = dyn_cast<MemberExpr>(Callee))
      NameLoc = Member->getMemberLoc();
    else if (const auto *Ref = dyn_cast<DeclRefExpr>(Callee))
      NameLoc = Ref->getLocation();
    if (NameLoc.isInvalid() || NameLoc.isMacroID())
      return false;
    StringRef Name = StringRef(Entry.Twin);
    if (size_t Colons = Name.rfind("::"); Colons != StringRef::npos)
      Name = Name.substr(Colons + 2);
    const DeclContext *In = Call->Callee->getDeclContext();
    bool Declared = !In->getRedeclContext()->lookup(&Unit.context().Idents.get(Name)).empty();
    if (const CXXRecordDecl *Record = Call->objectRecord())
      Declared |= !membersNamed(Record, DeclarationName(&Unit.context().Idents.get(Name))).empty();
    if (!Declared)
      return false;

    std::string Token;
    SourceLocation ArgumentsEnd = Written->getRParenLoc();
    SourceRange Removed;
    if (!Entry.Token.empty()) {
      Token = fillPlaceholders(Entry.Token, {{"root", spell(Library.Root)}});
      unsigned Count = 0;
      while (Count < Call->Args.size() && !isa<CXXDefaultArgExpr>(Call->Args[Count]))
        ++Count;
      const ParmVarDecl *Last =
          Count && Count <= Call->Callee->getNumParams() ? Call->Callee->getParamDecl(Count - 1) : nullptr;
      if (Last && Last->getType()->isLValueReferenceType() && !Last->getType()->getPointeeType().isConstQualified() &&
          recordOf(Last->getType()) && recordOf(Last->getType())->getName() == "error_code") {
        auto Error = text(Call->Args[Count - 1]);
        auto Redirect = remedy("error_token", {{"error", Error.value_or("")}}, Fix);
        if (!Error || !Redirect)
          return false;
        Token = *Redirect;
        Removed = Call->Args[Count - 1]->getSourceRange();
        if (Removed.getBegin().isMacroID())
          return false;
      }
    }
    if (Removed.isValid())
      Fix.Edits.push_back(FixItHint::CreateReplacement(Removed, Token));
    else if (!Token.empty())
      Fix.Edits.push_back(FixItHint::CreateInsertion(ArgumentsEnd, (writesArguments(*Written) ? ", " : "") + Token));
    else if (!acceptsTwin(Name))
      return false;
    Fix.Edits.push_back(FixItHint::CreateReplacement(SourceRange(NameLoc, NameLoc), Name));
    for (FixItHint &Hint : insertAwait(Call->E, Body))
      Fix.Edits.push_back(std::move(Hint));
    return true;
  }

  static bool writesArguments(const CallExpr &E) {
    return llvm::any_of(E.arguments(), [](const Expr *Arg) { return !isa<CXXDefaultArgExpr>(Arg); });
  }

  /// A twin without a token has to return what this coroutine can await.
  bool acceptsTwin(StringRef Name) {
    const IdentifierInfo *Identifier = &Unit.context().Idents.get(Name);
    SmallVector<NamedDecl *, 4> Candidates;
    if (const CXXRecordDecl *Record = Call->objectRecord())
      Candidates = membersNamed(Record, DeclarationName(Identifier));
    else
      for (NamedDecl *D : Call->Callee->getDeclContext()->getRedeclContext()->lookup(Identifier))
        Candidates.push_back(D);
    return llvm::any_of(Candidates, [&](NamedDecl *D) {
      const FunctionDecl *Function = asFunction(D);
      return Function && Function->getNumParams() == Call->Callee->getNumParams() &&
             Unit.awaitables().accepts(Body.promise(), Function->getReturnType());
    });
  }

  bool offload(BlockingFix &Fix) {
    // A stream that is opened elsewhere is still read here.
    if (!Inplace || !isa<CallExpr>(Call->E) || suspendsInside(Call->E) ||
        (Cause.Entry && Cause.Steps.size() == 1 && (Cause.Entry->Stream || Cause.Entry->Opens)) ||
        Cause.Category == "lock" || Cause.Category == "sync-wait")
      return false;
    QualType T = Call->E->getType();
    if (Call->E->isGLValue() || T->isDependentType() || Unit.awaitables().classify(T) ||
        !Unit.awaitables().heldAwaitable(T, nullptr).isNull())
      return false;
    const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
    if (Record && (Record->isLambda() || !Record->getIdentifier()))
      return false;
    // A lock belongs to the thread that took it.
    for (const Expr *Argument : Call->Args)
      if (const CXXRecordDecl *Passed = recordOf(Argument->getType());
          Unit.roles().type(Role::Guard, Passed) || Unit.roles().type(Role::LockType, Passed))
        return false;
    // Opening a stream elsewhere leaves the reading here.
    if (Cause.Entry && (Cause.Entry->Opens || !Cause.Entry->Constructs.empty()) &&
        (T->isPointerType() || isNotCopyable(Record)))
      return false;
    auto Expression = text(Call->E);
    if (!Expression)
      return false;
    PrintingPolicy Policy(Unit.context().getLangOpts());
    Policy.SuppressTagKeyword = true;
    // An alias inside a class may be private, or without a name of its own outside.
    if (const auto *Alias = T->getAs<TypedefType>();
        T->isBuiltinType() || (Alias && Alias->getDecl()->isCXXClassMember()))
      T = T.getCanonicalType();
    std::string Type = TypeName::getFullyQualifiedName(T.getUnqualifiedType(), Unit.context(), Policy);
    auto Text = remedy("offload", {{"expression", *Expression}, {"type", Type}}, Fix);
    if (!Text)
      return false;
    Fix.Title = "run '" + Cause.Steps.front().Name + "' on another thread and await its result";
    Fix.Edits = replaceExpr(Call->E, *Text, Body);
    return !Fix.Edits.empty();
  }

  static bool isNotCopyable(const CXXRecordDecl *Record) {
    return Record && llvm::any_of(Record->ctors(), [](const CXXConstructorDecl *Constructor) {
             return Constructor->isCopyConstructor() && Constructor->isDeleted();
           });
  }

  std::string advice() {
    if (Cause.Entry && !Cause.Entry->Advice.empty())
      return Cause.Entry->Advice;
    if (Cause.Category == "sleep" && Library)
      if (const FixEntry *Fix = Library->fix("sleep"); Fix && !Fix->Advice.empty())
        return fillPlaceholders(Fix->Advice, {{"root", spell(Library.Root)}});
    if (Cause.Deadlock)
      return "await it instead";
    if (Library)
      if (const FixEntry *Fix = Library->fix("offload"); Fix && !Fix->Advice.empty())
        return fillPlaceholders(Fix->Advice, {{"root", spell(Library.Root)}});
    return "run it on a thread that may block, and await the result";
  }

  UnitAnalysis &Unit;
  const FunctionBody &Body;
  const BlockingCause &Cause;
  Found<LibraryModel> Library;
  std::optional<CallSite> Call;
  bool Inplace = false;
};

} // namespace

BlockingFix unblock(UnitAnalysis &Unit, const FunctionBody &Body, const Blockage &Found) {
  if (Found.Keeper) {
    BlockingFix Fix; // To move one of many calls elsewhere helps nobody.
    Fix.Advice = "open the file before the coroutine runs, and leave what is written to a thread of its own";
    return Fix;
  }
  return Unblocker(Unit, Body, Found).run();
}

} // namespace async_tidy
