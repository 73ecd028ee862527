//===--- BlockingOperations.cpp ------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Blocking.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/UnitIndex.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace async_tidy {

BlockingCauseRef blockingOperation(StringRef Category, BlockingStep::Kind Kind, SourceLocation Loc, std::string Name,
                                   Found<BlockingEntry> Entry, const LibraryModel *Library, bool Deadlock) {
  auto Cause = std::make_shared<BlockingCause>();
  Cause->Category = Category.str();
  Cause->Entry = Entry;
  Cause->Library = Library ? Library : Entry.Library;
  Cause->Deadlock = Deadlock;
  Cause->Steps.push_back({Kind, Loc, std::move(Name)});
  return Cause;
}

BlockingCauseRef blockingWhen(Condition When, BlockingStep::Kind Kind, SourceLocation Loc, std::string Name) {
  auto Cause = std::make_shared<BlockingCause>();
  Cause->When = std::move(When);
  Cause->Steps.push_back({Kind, Loc, std::move(Name)});
  return Cause;
}

BlockingCauseRef blockingEither(const BlockingCauseRef &First, const BlockingCauseRef &Second) {
  if (!First || !Second)
    return First ? First : Second;
  if (First->isDecided() || Second->isDecided())
    return First->isDecided() ? First : Second;
  auto Both = std::make_shared<BlockingCause>(*First);
  Both->Otherwise = blockingEither(First->Otherwise, Second);
  return Both;
}

BlockingCauseRef blockingThrough(const BlockingCauseRef &Inner, BlockingStep::Kind Kind, SourceLocation Loc,
                                 std::string Name) {
  auto Cause = std::make_shared<BlockingCause>(*Inner);
  Cause->Steps.insert(Cause->Steps.begin(), BlockingStep{Kind, Loc, Name});
  if (Inner->Otherwise)
    Cause->Otherwise = blockingThrough(Inner->Otherwise, Kind, Loc, std::move(Name));
  return Cause;
}

std::string calledName(const CallSite &Call) {
  const FunctionDecl &Callee = *Call.Callee;
  // An object that is called like a function goes by its own name.
  if (Callee.getOverloadedOperator() == OO_Call && Call.Object)
    if (const ValueDecl *Named = namedObject(Call.Object); Named && Named->getIdentifier())
      return Named->getName().str();
  std::string Name = displayName(Callee);
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Callee); Method && !isa<CXXConstructorDecl>(Method)) {
    // The class as it was written says more than the base that declares the member.
    const CXXRecordDecl *Record = Call.objectRecord();
    if (!Record || Record->isLambda())
      Record = Method->getParent();
    if (!Method->getParent()->isLambda() && !Method->isOverloadedOperator())
      Name = Record->getName().str() + "::" + Name;
  }
  return Name;
}

/// True when the macro, constant or enumerator \p Flag is named in \p E.
static bool mentionsFlag(const Expr *E, StringRef Flag, const ASTContext &Context) {
  if (!E)
    return false;
  const SourceManager &SM = Context.getSourceManager();
  SourceLocation Loc = E->getBeginLoc();
  while (Loc.isMacroID()) {
    if (Lexer::getImmediateMacroName(Loc, SM, Context.getLangOpts()) == Flag)
      return true;
    Loc = SM.getImmediateMacroCallerLoc(Loc);
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E);
      Ref && Ref->getDecl()->getIdentifier() && Ref->getDecl()->getName() == Flag)
    return true;
  return llvm::any_of(E->children(), [&](const Stmt *Child) {
    const auto *Inner = dyn_cast_or_null<Expr>(Child);
    return Inner && mentionsFlag(Inner, Flag, Context);
  });
}

/// The `co_await` at the root of an expression, through members, subscripts and calls like get<0>.
static const Expr *rootAwait(const Expr *E) {
  for (unsigned Depth = 0; E && Depth < 16; ++Depth) {
    E = stripToObject(E);
    if (suspensionOperand(E))
      return E;
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
      E = Subscript->getBase();
    else if (auto Call = CallSite::of(E); Call && (Call->Object || !Call->Args.empty()))
      E = Call->Object ? Call->Object : Call->Args.front();
    else
      return nullptr;
  }
  return nullptr;
}

/// A time to wait that is zero, or a deadline that is now.
static bool isNoWait(const Expr *E, const ASTContext &Context) {
  if (isConstantZero(E, Context))
    return true;
  auto Call = CallSite::of(E ? stripToObject(E) : nullptr);
  return Call && Call->Args.empty() && !Call->Object && isa_and_nonnull<CXXMethodDecl>(Call->Callee) &&
         unqualifiedName(*Call->Callee) == "now";
}

static bool mentionsAnyFlag(const Stmt *S, const Names &Flags, const ASTContext &Context) {
  if (!S)
    return false;
  if (const auto *E = dyn_cast<Expr>(S))
    return llvm::any_of(Flags, [&](const std::string &Flag) { return mentionsFlag(E, Flag, Context); });
  return llvm::any_of(S->children(), [&](const Stmt *Child) { return mentionsAnyFlag(Child, Flags, Context); });
}

/// The object that a call works on: `this` has no declaration.
static const ValueDecl *handleOf(const CallSite &Call, bool &IsThis) {
  const Expr *Object = Call.Object ? Call.Object : Call.Args.empty() ? nullptr : Call.Args.front();
  IsThis = Object && isa<CXXThisExpr>(stripToObject(Object));
  return Object ? rootVariable(Object) : nullptr;
}

static bool mentionsObject(const Stmt *S, const ValueDecl *Object) {
  if (!S)
    return false;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S); Ref && Ref->getDecl() == Object)
    return true;
  if (const auto *Member = dyn_cast<MemberExpr>(S); Member && Member->getMemberDecl() == Object)
    return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) { return mentionsObject(Child, Object); });
}

bool BlockingAnalysis::isRetried(const FunctionBody &Body, const CallSite &Call, const BlockingEntry &Entry) {
  if (Entry.Retry.empty())
    return false;
  if (mentionsAnyFlag(Body.body(), Entry.Retry, Unit.context()))
    return true;
  // Readiness was awaited on the same object: before this call, or before the same call further down, when this one is
  // the first try.
  bool IsThis = false;
  const ValueDecl *Handle = handleOf(Call, IsThis);
  for (const CallSite &Same : Body.calls()) {
    bool SameThis = false;
    if (Same.Callee != Call.Callee || handleOf(Same, SameThis) != Handle || SameThis != IsThis)
      continue;
    for (const Expr *Suspension : Body.suspensions()) {
      const Expr *Operand = suspensionOperand(Suspension);
      if (!Operand || Body.order(Suspension) >= Body.order(Same.E))
        continue;
      if (Handle && mentionsObject(Operand, Handle))
        return true;
      auto Awaited = CallSite::of(stripToObject(Operand));
      if (IsThis && Awaited && Awaited->Object && isa<CXXThisExpr>(stripToObject(Awaited->Object)))
        return true;
    }
  }
  return false;
}

bool BlockingAnalysis::isHarmless(const FunctionBody &Body, const CallSite &Call, const Found<BlockingEntry> &Entry) {
  const ASTContext &Context = Unit.context();
  const Roles &Models = Unit.roles();
  if (Entry->Zero && isNoWait(Call.select(Entry->Zero), Context))
    return true;
  if (isRetried(Body, Call, *Entry.Entry))
    return true;
  if (!Entry->StreamTypes.empty()) {
    const Expr *Stream = Call.select(Entry->Stream);
    const CXXRecordDecl *Record = Stream ? recordOf(Stream->IgnoreParenImpCasts()->getType()) : nullptr;
    if (!llvm::any_of(Entry->StreamTypes, [&](const std::string &Name) { return Models.names(Entry, Name, Record); }))
      return true;
  }
  if (!Entry->StreamObjects.empty()) {
    const ValueDecl *Stream = nullptr;
    if (const Expr *Selected = Call.select(Entry->Stream))
      Stream = rootVariable(Selected);
    if (!Stream || !Models.namesObject(Entry, Entry->StreamObjects, *Stream))
      return true;
  }
  for (const HarmlessCondition &Condition : Entry->Unless) {
    const Expr *Argument = Call.select(Condition.Argument);
    if (!Condition.Made.empty()) {
      const Expr *Object = Call.select(Entry->Stream);
      if (!Object)
        Object = Call.Object ? Call.Object : Call.Args.empty() ? nullptr : Call.Args.front();
      const ValueDecl *Root = Object ? rootVariable(Object) : nullptr;
      const Expr *Init = nullptr;
      if (const auto *Var = dyn_cast_or_null<VarDecl>(Root))
        Init = Var->getInit();
      else if (const auto *Field = dyn_cast_or_null<FieldDecl>(Root))
        Init = Field->getInClassInitializer();
      auto Maker = CallSite::of(Init ? stripToObject(Init) : nullptr);
      if (Maker && Models.namesCall(Entry, Condition.Made, *Maker) &&
          (Condition.Flag.empty() || mentionsFlag(Maker->E, Condition.Flag, Context)))
        return true;
      continue;
    }
    if (!Condition.After.empty()) {
      const Expr *Object = Call.Object ? Call.Object : Call.Args.empty() ? nullptr : Call.Args.front();
      const ValueDecl *Same = Object ? rootVariable(Object) : nullptr;
      bool Harmless = false;
      for (const CallSite &Earlier : Body.calls()) {
        if (!Same || Body.order(Earlier.E) >= Body.order(Call.E) || !Models.namesCall(Entry, Condition.After, Earlier))
          continue;
        const Expr *On = Earlier.Object ? Earlier.Object : Earlier.Args.empty() ? nullptr : Earlier.Args.front();
        if (On && rootVariable(On) == Same &&
            (Condition.Flag.empty() || mentionsFlag(Earlier.E, Condition.Flag, Context)))
          // What comes last decides: `non_blocking(false)` switches it off again.
          Harmless = !Earlier.Object || Earlier.Args.empty() || !isConstantZero(Earlier.Args.front(), Context);
      }
      if (Harmless)
        return true;
      continue;
    }
    if (Condition.Missing && (!Argument || isa<CXXDefaultArgExpr>(Argument)))
      return true;
    if (!Argument)
      continue;
    if (!Condition.Flag.empty() && mentionsFlag(Argument, Condition.Flag, Context))
      return true;
    if (!Condition.Type.empty() &&
        Models.names(Entry, Condition.Type, recordOf(Argument->IgnoreParenImpCasts()->getType())))
      return true;
    if (Condition.Null &&
        Argument->isNullPointerConstant(const_cast<ASTContext &>(Context), Expr::NPC_ValueDependentIsNotNull))
      return true;
    if (Condition.Zero && isConstantZero(Argument, Context))
      return true;
  }
  return false;
}

/// True when the branch that \p Question decides takes the value already, so that \p Call behind it is on the path on
/// which there is none: `if (f.is_ready()) use(f.get()); f.wait();`.
static bool isUsedUp(const FunctionBody &Body, const CallSite &Question, const CallSite &Call,
                     const ValueDecl *Object) {
  const auto *If = dyn_cast_or_null<IfStmt>(Body.enclosing<IfStmt>(Question.E));
  auto Within = [&](const Stmt *S, const Stmt *Outer) {
    while (S && S != Outer)
      S = Body.parent(S);
    return S != nullptr;
  };
  if (!If || !Within(Question.E, If->getCond()) || Within(Call.E, If))
    return false;
  return llvm::any_of(Body.calls(), [&](const CallSite &Taken) {
    return Taken.Object && rootVariable(Taken.Object) == Object && Within(Taken.E, If->getThen()) && Taken.Callee &&
           !isa<CXXConstructorDecl>(Taken.Callee);
  });
}

static bool isReadyBefore(UnitAnalysis &Unit, const FunctionBody &Body, const Expr *Object, const CallSite &Call,
                          const LibraryModel &Library, const Names &Ready, bool IsWait, unsigned Level = 0);

/// True when everybody who calls \p Body hands a ready object to \p Parameter.
static bool isReadyParameter(UnitAnalysis &Unit, const FunctionBody &Body, const ParmVarDecl &Parameter,
                             const LibraryModel &Library, const Names &Ready, bool IsWait, unsigned Level) {
  ArrayRef<Mention> Mentions = Unit.index().mentions(&Body.function());
  return !Mentions.empty() && llvm::all_of(Mentions, [&](const Mention &M) {
    // The name of the function stands in the call, behind the conversion to a pointer.
    const Stmt *Around = M.E;
    std::optional<CallSite> Call = CallSite::of(M.E);
    while (M.In && !Call && (Around = M.In->parent(Around)) && isa<Expr>(Around))
      Call = CallSite::of(cast<Expr>(Around));
    unsigned Index = Parameter.getFunctionScopeIndex();
    return Call && Call->Callee && Call->Callee->getCanonicalDecl() == Body.function().getCanonicalDecl() &&
           Index < Call->Args.size() &&
           isReadyBefore(Unit, *M.In, Call->Args[Index], *Call, Library, Ready, IsWait, Level + 1);
  });
}

/// True when there is nothing to wait for: the object said so before, or came out of an await.
bool BlockingAnalysis::isReady(const FunctionBody &Body, const CallSite &Call, const LibraryModel &Library,
                               const Names &Ready, bool IsWait) {
  const Expr *Object = Call.Object ? Call.Object : Call.Args.empty() ? nullptr : Call.Args.front();
  return Object && isReadyBefore(Unit, Body, Object, Call, Library, Ready, IsWait);
}

/// True when \p Object is ready before \p Call, which uses it or hands it on.
static bool isReadyBefore(UnitAnalysis &Unit, const FunctionBody &Body, const Expr *Object, const CallSite &Call,
                          const LibraryModel &Library, const Names &Ready, bool IsWait, unsigned Level) {
  const Roles &Models = Unit.roles();
  const ValueDecl *Root = rootVariable(Object);
  Found<LibraryModel> In{&Library, &Library, {}};
  if (Root)
    for (const CallSite &Earlier : Body.calls())
      if (Earlier.E != Call.E && Earlier.Object && Body.order(Earlier.E) < Body.order(Call.E) &&
          rootVariable(Earlier.Object) == Root &&
          llvm::any_of(Ready, [&](const std::string &Name) { return Models.namesCall(In, Name, Earlier); }) &&
          !isUsedUp(Body, Earlier, Call, Root))
        return true;
  if (!IsWait)
    return false;
  auto Settled = [&](const Expr *E) {
    const Expr *Await = E ? rootAwait(E) : nullptr;
    if (!Await)
      return false;
    // An awaitable that came out of an await, or a child of a gather: it has its value already.
    if (Unit.awaitables().classify(stripToObject(Object)->getType()).CanBeAwaited)
      return true;
    auto Awaited = CallSite::of(stripToObject(suspensionOperand(Await)));
    return Awaited && (Models.call(Role::Gather, *Awaited) || Models.call(Role::Race, *Awaited));
  };
  if (Settled(Object))
    return true;
  for (unsigned Depth = 0; Root && Depth < 4; ++Depth) {
    const Expr *Init = nullptr;
    if (const auto *Binding = dyn_cast<BindingDecl>(Root))
      Root = cast<VarDecl>(Binding->getDecomposedDecl());
    if (const auto *Var = dyn_cast<VarDecl>(Root)) {
      Init = Var->getInit();
      if (const auto *Statement = Body.declaration(Var))
        if (const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(Body.parent(Statement)))
          Init = Loop->getRangeInit();
    }
    if (Settled(Init))
      return true;
    // `x = co_await ...` after the declaration.
    for (const Expr *Use : Body.uses(Root))
      if (const auto *Around = dyn_cast_or_null<Expr>(Body.parent(Use)))
        if (auto Assign = CallSite::of(Around);
            Assign && Assign->Callee && Assign->Callee->getOverloadedOperator() == OO_Equal && !Assign->Args.empty() &&
            Assign->Object && rootVariable(Assign->Object) == Root && Body.order(Around) < Body.order(Call.E) &&
            Settled(Assign->Args.front()))
          return true;
    if (const auto *Parameter = dyn_cast<ParmVarDecl>(Root);
        Parameter && Parameter->getDeclContext() == &Body.function() && Level < 3 && !Body.isCoroutine())
      return isReadyParameter(Unit, Body, *Parameter, Library, Ready, IsWait, Level);
    Root = Init ? rootVariable(Init) : nullptr;
  }
  return false;
}

/// True for the member of a loop's class that a coroutine calls which a plain function makes inside a blocking wait: it
/// is there to drive the loop for the tasks beside it.
static bool drivesLoopInWait(UnitAnalysis &Unit, const FunctionBody &Body, const CallSite &Call) {
  const Roles &Models = Unit.roles();
  const CXXRecordDecl *Record = Call.objectRecord();
  auto Loop = Record ? Models.type<ExecutorEntry>(Role::Executor, Record) : Found<ExecutorEntry>();
  ArrayRef<Mention> Mentions = Loop && Loop->Runs == ThreadKind::Loop && Body.isCoroutine()
                                   ? Unit.index().mentions(&Body.function())
                                   : ArrayRef<Mention>();
  return llvm::any_of(Mentions, [&](const Mention &M) {
    if (!M.In || M.In->isCoroutine() || !isa<LambdaExpr>(M.E))
      return false;
    for (const Stmt *Around = M.In->parent(M.E); Around; Around = M.In->parent(Around))
      if (auto Outer = CallSite::of(dyn_cast<Expr>(Around)); Outer && Models.call(Role::Wait, *Outer))
        return true;
    return false;
  });
}

BlockingCauseRef BlockingAnalysis::ofOperation(const FunctionBody &Body, const CallSite &Call, Scan &State) {
  const Roles &Models = Unit.roles();
  const ASTContext &Context = Unit.context();
  if (auto Wait = Models.call<WaitEntry>(Role::Wait, Call)) {
    if (!on("sync-wait") || (Wait->Zero && isNoWait(Call.select(Wait->Zero), Context)) ||
        isReady(Body, Call, *Wait.Library, Wait->Ready, true))
      return nullptr;
    return blockingOperation("sync-wait", BlockingStep::Kind::Operation, Call.loc(), calledName(Call), {}, Wait.Library,
                             Wait->Deadlock);
  }
  auto Blocks = [&](const Found<BlockingEntry> &Entry) {
    bool IsWait = Entry->Category == "wait" || Entry->Category == "sync-wait";
    return on(Entry->Category) && Entry->Category != "spin" && !isHarmless(Body, Call, Entry) &&
           !isReady(Body, Call, *Entry.Library, Entry->Ready, IsWait) && !drivesLoopInWait(Unit, Body, Call);
  };
  Found<BlockingEntry> Entry;
  for (const Found<BlockingEntry> &Candidate : Models.calls<BlockingEntry>(Role::BlockingCall, Call))
    if (!Entry && Blocks(Candidate))
      Entry = Candidate;
  // A generated member whose body is elsewhere.
  if (!Entry && !Unit.body(Call.Callee))
    if (auto Generated = Models.bySignature(Call); Generated && Blocks(Generated))
      Entry = Generated;
  bool Constructs = false;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Call.E); !Entry && Construct) {
    bool HasArgument = llvm::any_of(Call.Args, [](const Expr *Arg) { return !isa<CXXDefaultArgExpr>(Arg); });
    if (!HasArgument || Construct->getConstructor()->isCopyOrMoveConstructor())
      return nullptr;
    Entry = Models.type<BlockingEntry>(Role::BlockingConstruct, Construct->getConstructor()->getParent());
    Constructs = bool(Entry);
    if (Entry && !Blocks(Entry))
      return nullptr;
  }
  if (!Entry)
    return nullptr;
  // Only the first operation on one stream is reported.
  const ValueDecl *Stream = nullptr;
  if (Entry->Stream || Entry->Opens || Constructs) {
    if (Constructs || Entry->Stream.What == Selector::Kind::Result) {
      for (const Stmt *Around = Body.parent(Call.E); Around && !Stream; Around = Body.parent(Around)) {
        if (const auto *Declaration = dyn_cast<DeclStmt>(Around)) {
          for (const Decl *D : Declaration->decls())
            if (const auto *Var = dyn_cast<VarDecl>(D);
                Var && Body.order(Call.E) > Body.order(Declaration) && Var->hasInit())
              if (Var->getSourceRange().getBegin() == Call.loc() || rootVariable(Var->getInit()) == nullptr)
                Stream = Var;
          break;
        }
        if (const auto *Assign = dyn_cast<BinaryOperator>(Around); Assign && Assign->isAssignmentOp())
          Stream = rootVariable(Assign->getLHS());
        else if (!isa<Expr>(Around))
          break;
      }
    } else if (const Expr *Selected = Call.select(Entry->Stream)) {
      Stream = rootVariable(Selected);
      // A temporary that was reported where it was made.
      const Expr *Made = stripToObject(Selected);
      while (auto Inner = CallSite::of(Made)) {
        if (isa<CXXConstructExpr>(Made) || !(Inner->Object || !Inner->Args.empty()))
          break;
        Made = stripToObject(Inner->Object ? Inner->Object : Inner->Args.front());
      }
      if (!Stream && isa<CXXConstructExpr>(Made))
        return nullptr;
    }
    if (Stream && !State.Streams.insert(Stream).second)
      return nullptr;
  }
  BlockingCauseRef Cause =
      blockingOperation(Entry->Category, BlockingStep::Kind::Operation, Call.loc(), calledName(Call), Entry);
  const auto *Var = dyn_cast_or_null<VarDecl>(Stream);
  if (!(Entry->Opens || Constructs) || !Stream || (Var && !Var->hasGlobalStorage()))
    return Cause;
  auto Kept = std::make_shared<BlockingCause>(*Cause);
  Kept->Keeper = Stream;
  return Kept;
}

} // namespace async_tidy
