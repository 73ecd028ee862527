//===--- Blocking.cpp -----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Blocking.h"
#include "analysis/ExecutionContext.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/UnitIndex.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace async_tidy {

/// What one pass over a body remembers.
struct BlockingAnalysis::Scan {
  llvm::SmallPtrSet<const ValueDecl *, 8> Streams; ///< Streams whose first operation was seen.
  llvm::SmallBitVector CallsParameters;            ///< Parameters of the function that are called.
};

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

const ValueDecl *rootVariable(const Expr *E) {
  for (unsigned Depth = 0; E && Depth < 16; ++Depth) {
    E = stripToObject(E);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return Ref->getDecl();
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      if (isa<CXXThisExpr>(Member->getBase()->IgnoreParenImpCasts()))
        return Member->getMemberDecl();
      E = Member->getBase();
    } else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E)) {
      E = Subscript->getBase();
    } else if (auto Call = CallSite::of(E); Call && (Call->Object || !Call->Args.empty())) {
      E = Call->Object ? Call->Object : Call->Args.front();
    } else {
      return nullptr;
    }
  }
  return nullptr;
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

const FunctionDecl *resolveCallable(const Expr *E, unsigned Depth) {
  if (!E || Depth > 6)
    return nullptr;
  E = stripToObject(E);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
    return Lambda->getCallOperator();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Function = dyn_cast<FunctionDecl>(Ref->getDecl()))
      return Function;
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (!Var)
      return nullptr;
    if (const CXXRecordDecl *Record = Var->getType().getNonReferenceType()->getAsCXXRecordDecl())
      if (Record->isLambda())
        return Record->getLambdaCallOperator();
  }
  // A function object of a class of this program.
  const CXXRecordDecl *Record = E->getType().getNonReferenceType()->getAsCXXRecordDecl();
  if (Record && Record->getDefinition() && !inSystemHeader(*Record)) {
    const FunctionDecl *Only = nullptr;
    for (const CXXMethodDecl *Method : Record->getDefinition()->methods())
      if (Method->getOverloadedOperator() == OO_Call) {
        if (Only)
          return nullptr;
        Only = Method;
      }
    return Only;
  }
  // A wrapper made of a callable: a function object of the standard library, ref(f), bind_front(f, x).
  if (auto Call = CallSite::of(E); Call && Record && !Call->Args.empty())
    return resolveCallable(Call->Args.front(), Depth + 1);
  return nullptr;
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
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E); Ref && Ref->getDecl()->getIdentifier() && Ref->getDecl()->getName() == Flag)
    return true;
  return llvm::any_of(E->children(), [&](const Stmt *Child) {
    const auto *Inner = dyn_cast_or_null<Expr>(Child);
    return Inner && mentionsFlag(Inner, Flag, Context);
  });
}

//===----------------------------------------------------------------------===//
// Operations
//===----------------------------------------------------------------------===//

static BlockingCauseRef leaf(StringRef Category, BlockingStep::Kind Kind, SourceLocation Loc, std::string Name,
                             Found<BlockingEntry> Entry = {}, const LibraryModel *Library = nullptr,
                             bool Deadlock = false) {
  auto Cause = std::make_shared<BlockingCause>();
  Cause->Category = Category.str();
  Cause->Entry = Entry;
  Cause->Library = Library ? Library : Entry.Library;
  Cause->Deadlock = Deadlock;
  Cause->Steps.push_back({Kind, Loc, std::move(Name)});
  return Cause;
}

static BlockingCauseRef through(const BlockingCauseRef &Inner, BlockingStep::Kind Kind, SourceLocation Loc,
                                std::string Name) {
  auto Cause = std::make_shared<BlockingCause>(*Inner);
  Cause->Steps.insert(Cause->Steps.begin(), BlockingStep{Kind, Loc, std::move(Name)});
  return Cause;
}

/// A time to wait that is zero, or a deadline that is now.
static bool isNoWait(const Expr *E, const ASTContext &Context) {
  if (isConstantZero(E, Context))
    return true;
  auto Call = CallSite::of(E ? stripToObject(E) : nullptr);
  return Call && Call->Args.empty() && !Call->Object && isa_and_nonnull<CXXMethodDecl>(Call->Callee) &&
         unqualifiedName(*Call->Callee) == "now";
}

bool BlockingAnalysis::isHarmless(const FunctionBody &Body, const CallSite &Call, const Found<BlockingEntry> &Entry) {
  const ASTContext &Context = Unit.context();
  const Roles &Models = Unit.roles();
  if (Entry->Zero && isNoWait(Call.select(Entry->Zero), Context))
    return true;
  if (!Entry->StreamTypes.empty()) {
    const Expr *Stream = Call.select(Entry->Stream);
    const CXXRecordDecl *Record = Stream ? recordOf(Stream->IgnoreParenImpCasts()->getType()) : nullptr;
    if (!llvm::any_of(Entry->StreamTypes,
                      [&](const std::string &Name) { return Models.names(Entry, Name, Record); }))
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
      const auto *Var = dyn_cast_or_null<VarDecl>(Object ? rootVariable(Object) : nullptr);
      auto Maker = CallSite::of(Var && Var->hasInit() ? stripToObject(Var->getInit()) : nullptr);
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
    if (Condition.Null && Argument->isNullPointerConstant(const_cast<ASTContext &>(Context),
                                                         Expr::NPC_ValueDependentIsNotNull))
      return true;
    if (Condition.Zero && isConstantZero(Argument, Context))
      return true;
  }
  return false;
}

/// True when the branch that \p Question decides takes the value already, so that \p Call behind it is on the path on
/// which there is none: `if (f.is_ready()) use(f.get()); f.wait();`.
static bool isUsedUp(const FunctionBody &Body, const CallSite &Question, const CallSite &Call, const ValueDecl *Object) {
  const auto *If = dyn_cast_or_null<IfStmt>(Body.enclosing<IfStmt>(Question.E));
  auto Within = [&](const Stmt *S, const Stmt *Outer) {
    while (S && S != Outer)
      S = Body.parent(S);
    return S != nullptr;
  };
  if (!If || !Within(Question.E, If->getCond()) || Within(Call.E, If))
    return false;
  return llvm::any_of(Body.calls(), [&](const CallSite &Taken) {
    return Taken.Object && rootVariable(Taken.Object) == Object && Within(Taken.E, If->getThen()) &&
           Taken.Callee && !isa<CXXConstructorDecl>(Taken.Callee);
  });
}

/// True when there is nothing to wait for: the object said so before, or came out of an await.
bool BlockingAnalysis::isReady(const FunctionBody &Body, const CallSite &Call, const LibraryModel &Library,
                               const Names &Ready, bool IsWait) {
  const Expr *Object = Call.Object ? Call.Object : Call.Args.empty() ? nullptr : Call.Args.front();
  if (!Object)
    return false;
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
    Root = Init ? rootVariable(Init) : nullptr;
  }
  return false;
}

/// Attributes decide before anything that is read from bodies.
static std::optional<bool> attributeSaysBlocking(const FunctionDecl &Function) {
  for (const FunctionEffectWithCondition &Effect : Function.getFunctionEffects()) {
    if (Effect.Effect.kind() == FunctionEffect::Kind::NonBlocking)
      return false;
    if (Effect.Effect.kind() == FunctionEffect::Kind::Blocking)
      return true;
  }
  for (const FunctionDecl *Redeclaration : Function.redecls())
    for (const auto *Annotation : Redeclaration->specific_attrs<AnnotateAttr>()) {
      if (Annotation->getAnnotation() == "async::blocking")
        return true;
      if (Annotation->getAnnotation() == "async::nonblocking")
        return false;
    }
  return std::nullopt;
}

static std::string callName(const CallSite &Call) {
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

BlockingCauseRef BlockingAnalysis::ofOperation(const FunctionBody &Body, const CallSite &Call, Scan &State) {
  const Roles &Models = Unit.roles();
  const ASTContext &Context = Unit.context();
  if (auto Wait = Models.call<WaitEntry>(Role::Wait, Call)) {
    if (!on("sync-wait") || (Wait->Zero && isNoWait(Call.select(Wait->Zero), Context)) ||
        isReady(Body, Call, *Wait.Library, Wait->Ready, true))
      return nullptr;
    return leaf("sync-wait", BlockingStep::Kind::Operation, Call.loc(), callName(Call), {}, Wait.Library,
                Wait->Deadlock);
  }
  auto Blocks = [&](const Found<BlockingEntry> &Entry) {
    bool IsWait = Entry->Category == "wait" || Entry->Category == "sync-wait";
    return on(Entry->Category) && Entry->Category != "spin" && !isHarmless(Body, Call, Entry) &&
           !isReady(Body, Call, *Entry.Library, Entry->Ready, IsWait);
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
  if (Entry->Stream || Entry->Opens || Constructs) {
    const ValueDecl *Stream = nullptr;
    if (Constructs || Entry->Stream.What == Selector::Kind::Result) {
      for (const Stmt *Around = Body.parent(Call.E); Around && !Stream; Around = Body.parent(Around)) {
        if (const auto *Declaration = dyn_cast<DeclStmt>(Around)) {
          for (const Decl *D : Declaration->decls())
            if (const auto *Var = dyn_cast<VarDecl>(D); Var && Body.order(Call.E) > Body.order(Declaration) && Var->hasInit())
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
  return leaf(Entry->Category, BlockingStep::Kind::Operation, Call.loc(), callName(Call), Entry);
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

BlockingCauseRef BlockingAnalysis::ofVirtualCall(const CallSite &Call) {
  const auto *Method = cast<CXXMethodDecl>(Call.Callee);
  const CXXRecordDecl *Class = Call.objectRecord();
  SmallVector<const CXXMethodDecl *, 4> Candidates =
      Unit.index().overriders(Method, Class ? Class : Method->getParent());
  if (!Method->isPureVirtual())
    Candidates.push_back(Method);
  BlockingCauseRef First;
  for (const CXXMethodDecl *Candidate : Candidates) {
    if (Candidate->isPureVirtual())
      continue;
    CalleeFacts Known = facts(Candidate);
    if (Known.From == CalleeFacts::Source::Unknown || !Known.Blocks)
      return nullptr;
    if (!First)
      First = Known.Blocks;
  }
  return First;
}

/// Remembers that \p Callable, when it is a parameter of the function, is called by it.
bool BlockingAnalysis::callsParameter(const FunctionBody &Body, const Expr *Callable, Scan &State) {
  const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(namedObject(Callable));
  if (!Parameter || Parameter->getDeclContext() != &Body.function())
    return false;
  unsigned Index = Parameter->getFunctionScopeIndex();
  State.CallsParameters.resize(std::max<size_t>(State.CallsParameters.size(), Index + 1));
  State.CallsParameters.set(Index);
  return true;
}

/// True when the caller chose what \p Call, the call of an object, runs: a lambda, or an object of a type that only the
/// caller knows. The call operator of a class that the parameter names is a function like any other.
static bool isCallersCallable(const FunctionBody &Body, const CallSite &Call) {
  const CXXRecordDecl *Record = Call.objectRecord();
  return !Record || Record->isLambda() || inSystemHeader(*Record) ||
         Body.function().getTemplateInstantiationPattern() != nullptr;
}

/// A constructor that a helper of the library runs: that of the class which the helper is instantiated for, with as many
/// parameters as the helper was given arguments.
BlockingCauseRef BlockingAnalysis::ofMake(const CallSite &Call) {
  const TemplateArgumentList *Arguments = Call.Callee->getTemplateSpecializationArgs();
  if (const CXXRecordDecl *Holder = Call.objectRecord())
    if (const auto *Specialization = dyn_cast<ClassTemplateSpecializationDecl>(Holder))
      Arguments = &Specialization->getTemplateArgs();
  if (!Arguments || Arguments->size() == 0 || Arguments->get(0).getKind() != TemplateArgument::Type)
    return nullptr;
  const CXXRecordDecl *Made = Arguments->get(0).getAsType()->getAsCXXRecordDecl();
  if (!Made || !Made->getDefinition())
    return nullptr;
  if (auto Entry = Unit.roles().type<BlockingEntry>(Role::BlockingConstruct, Made))
    return on(Entry->Category) && !Call.Args.empty()
               ? leaf(Entry->Category, BlockingStep::Kind::Operation, Call.loc(), callName(Call), Entry)
               : nullptr;
  if (inSystemHeader(*Made))
    return nullptr;
  for (const CXXConstructorDecl *Constructor : Made->getDefinition()->ctors())
    if (!Constructor->isCopyOrMoveConstructor() && Constructor->getMinRequiredArguments() <= Call.Args.size() &&
        Constructor->getNumParams() >= Call.Args.size())
      if (BlockingCauseRef Inner = facts(Constructor).Blocks)
        return through(Inner, BlockingStep::Kind::Calls, Call.loc(), callName(Call));
  return nullptr;
}

BlockingCauseRef BlockingAnalysis::ofCallable(const FunctionBody &Body, const Expr *Argument, const CallSite &Call,
                                              Scan &State) {
  // A parameter that is handed on is called by this function as well.
  if (callsParameter(Body, Argument, State))
    return nullptr;
  const FunctionDecl *Callable = resolveCallable(Argument);
  if (!Callable)
    return nullptr;
  SmallVector<const FunctionDecl *, 2> Bodies{Callable};
  if (const FunctionTemplateDecl *Generic = Callable->getDescribedFunctionTemplate())
    for (const FunctionDecl *Instance : Generic->specializations())
      Bodies.push_back(Instance);
  for (const FunctionDecl *Candidate : Bodies)
    if (BlockingCauseRef Inner = facts(Candidate).Blocks)
      return through(Inner, BlockingStep::Kind::Runs, Call.loc(), callName(Call));
  return nullptr;
}

/// `nullptr`, `nullopt` and their like, and `{}`.
static bool isEmptyValue(const Expr *E) {
  const Expr *Value = stripWrapping(E);
  while (const auto *Construct = dyn_cast<CXXConstructExpr>(Value)) {
    if (Construct->getNumArgs() == 0)
      return true;
    Value = stripWrapping(Construct->getArg(0));
  }
  if (isa<CXXNullPtrLiteralExpr>(Value))
    return true;
  const auto *List = dyn_cast<InitListExpr>(Value);
  if (List)
    return List->getNumInits() == 0;
  // A constant of an empty class stands for no value.
  const CXXRecordDecl *Record = Value->getType()->getAsCXXRecordDecl();
  return isa<DeclRefExpr>(Value) && Value->getType().isConstQualified() && Record && Record->hasDefinition() &&
         Record->isEmpty();
}

BlockingCauseRef BlockingAnalysis::ofCall(const FunctionBody &Body, const CallSite &Call, Scan &State) {
  const Roles &Models = Unit.roles();
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(Call.E)) {
    SmallVector<std::string, 2> Ready;
    BlockingCauseRef Cause = ofDestructor(Delete->getDestroyedType(), Ready);
    const ValueDecl *Object = rootVariable(Delete->getArgument());
    return Cause ? through(Cause, BlockingStep::Kind::Destroys, Call.loc(), Object ? Object->getName().str() : "delete")
                 : nullptr;
  }
  if (!Call.Callee) {
    if (const auto *Pointer = dyn_cast<CallExpr>(Call.E))
      callsParameter(Body, Pointer->getCallee(), State);
    return nullptr;
  }
  const FunctionDecl &Callee = *Call.Callee;
  std::optional<bool> Said = attributeSaysBlocking(Callee);
  if (Said && !*Said)
    return nullptr;

  if (Models.call(Role::Wait, Call) || Models.call(Role::BlockingCall, Call) || Models.bySignature(Call) ||
      isa<CXXConstructExpr>(Call.E))
    if (BlockingCauseRef Cause = ofOperation(Body, Call, State))
      return Cause;
  if (Models.call(Role::Wait, Call) || Models.call(Role::BlockingCall, Call))
    return nullptr;
  if (Said)
    return leaf("wait", BlockingStep::Kind::Operation, Call.loc(), callName(Call));

  if (Models.call(Role::Release, Call) && Call.Object) {
    SmallVector<std::string, 2> Ready;
    const Expr *Owner = stripToObject(Call.Object);
    if (BlockingCauseRef Cause = ofDestructor(Owner->getType(), Ready)) {
      bool Joined = llvm::any_of(Body.calls(), [&](const CallSite &Earlier) {
        return Earlier.Callee && Body.order(Earlier.E) < Body.order(Call.E) &&
               llvm::is_contained(Ready, unqualifiedName(*Earlier.Callee));
      });
      if (!Joined)
        return through(Cause, BlockingStep::Kind::Calls, Call.loc(), callName(Call));
    }
  }

  // Emptying an owner ends what it owned.
  if (Callee.getOverloadedOperator() == OO_Equal && Call.Object && Call.Args.size() == 1 && isEmptyValue(Call.Args.front())) {
    SmallVector<std::string, 2> Ready;
    if (BlockingCauseRef Cause = ofDestructor(stripToObject(Call.Object)->getType(), Ready))
      return through(Cause, BlockingStep::Kind::Calls, Call.loc(), callName(Call));
  }
  if (Models.call(Role::Make, Call))
    return ofMake(Call);

  // Work that starts elsewhere does not block here, whatever it does there.
  if (Models.call(Role::Offload, Call) || Models.call(Role::Spawn, Call))
    return nullptr;
  if (auto Callback = Models.call<CallbackEntry>(Role::Callback, Call)) {
    if (Callback->Runs != CallableFate::Now)
      return nullptr;
    if (const Expr *Argument = Call.select(Callback->Argument))
      return ofCallable(Body, Argument, Call, State);
    for (const Expr *Argument : Call.Args)
      if (BlockingCauseRef Cause = ofCallable(Body, Argument, Call, State))
        return Cause;
    return nullptr;
  }

  // Calling a parameter is the caller's business, where the callable is written.
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
      Method && Method->getOverloadedOperator() == OO_Call && Call.Object)
    if (isCallersCallable(Body, Call) && callsParameter(Body, Call.Object, State))
      return nullptr;

  if (Call.isVirtualDispatch()) {
    if (BlockingCauseRef Inner = ofVirtualCall(Call))
      return through(Inner, BlockingStep::Kind::Calls, Call.loc(), callName(Call));
    return nullptr;
  }
  const CalleeFacts Known = facts(&Callee);
  // A helper that goes on with a stream which is open already, and reported.
  if (Known.Blocks && Known.Blocks->Entry && Known.Blocks->Entry->Stream && !Known.Blocks->Entry->Opens &&
      llvm::any_of(Call.Args, [&](const Expr *Argument) { return State.Streams.contains(rootVariable(Argument)); }))
    return nullptr;
  if (Known.Blocks)
    return through(Known.Blocks, BlockingStep::Kind::Calls, Call.loc(), callName(Call));
  for (unsigned Index : Known.CallsParameters.set_bits())
    if (Index < Call.Args.size())
      if (BlockingCauseRef Cause = ofCallable(Body, Call.Args[Index], Call, State))
        return Cause;
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Objects and loops
//===----------------------------------------------------------------------===//

/// What the destructor of a \p T waits for; \p Ready receives the members after which it does not.
BlockingCauseRef BlockingAnalysis::ofDestructor(QualType T, SmallVectorImpl<std::string> &Ready) {
  if (T.isNull() || T->isDependentType() || T->isReferenceType())
    return nullptr;
  if (const auto *Array = Unit.context().getAsArrayType(T))
    return ofDestructor(Array->getElementType(), Ready);
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record || !(Record = Record->getDefinition()) || Record->hasTrivialDestructor())
    return nullptr;
  const Roles &Models = Unit.roles();
  if (auto Entry = Models.type<BlockingEntry>(Role::BlockingDestroy, Record)) {
    if (!on(Entry->Category))
      return nullptr;
    llvm::append_range(Ready, Entry->Ready);
    return leaf(Entry->Category, BlockingStep::Kind::Operation, Record->getLocation(), "~" + Record->getName().str(),
                Entry);
  }
  if (!DestructorsInProgress.insert(Record).second)
    return nullptr;
  BlockingCauseRef Cause;
  if (Models.type(Role::Holder, Record)) {
    // A copyable holder that is used through -> shares what it points to and need not be the last to let go.
    bool Shares = Record->hasUserDeclaredCopyConstructor() &&
                  llvm::none_of(Record->ctors(), [](const CXXConstructorDecl *C) {
                    return C->isCopyConstructor() && C->isDeleted();
                  }) &&
                  !membersNamed(Record, Unit.context().DeclarationNames.getCXXOperatorName(OO_Arrow)).empty();
    if (const auto *Holder = dyn_cast<ClassTemplateSpecializationDecl>(Record); Holder && !Shares)
      for (const TemplateArgument &Argument : Holder->getTemplateArgs().asArray()) {
        SmallVector<TemplateArgument, 4> Elements;
        if (Argument.getKind() == TemplateArgument::Pack)
          llvm::append_range(Elements, Argument.pack_elements());
        else
          Elements.push_back(Argument);
        for (const TemplateArgument &Element : Elements)
          if (!Cause && Element.getKind() == TemplateArgument::Type)
            Cause = ofDestructor(Element.getAsType(), Ready);
      }
  } else if (!inSystemHeader(*Record)) {
    if (const CXXDestructorDecl *Destructor = Record->getDestructor(); Destructor && Destructor->isUserProvided())
      if (BlockingCauseRef Inner = facts(Destructor).Blocks)
        Cause = through(Inner, BlockingStep::Kind::Calls, Destructor->getLocation(), displayName(*Destructor));
    for (const FieldDecl *Field : Record->fields())
      if (!Cause && !Field->getType()->isPointerType())
        Cause = ofDestructor(Field->getType(), Ready);
    for (const CXXBaseSpecifier &Base : Record->bases())
      if (!Cause)
        Cause = ofDestructor(Base.getType(), Ready);
  }
  DestructorsInProgress.erase(Record);
  return Cause;
}

/// True when the value of \p Var is moved away or returned, so that nothing is left for its destructor to do.
static bool isMovedFrom(const FunctionBody &Body, const VarDecl &Var) {
  for (const Expr *Use : Body.uses(&Var)) {
    if (Use->isXValue())
      return true;
    for (const Stmt *Around = Body.parent(Use); Around; Around = Body.parent(Around)) {
      if (isa<ReturnStmt, CoreturnStmt>(Around))
        return true;
      if (const auto *Call = dyn_cast<CallExpr>(Around)) {
        if (Call->isXValue() && Call->getNumArgs() == 1 && stripToObject(Call) == Use)
          return true;
        break;
      }
      if (!isa<ImplicitCastExpr, ParenExpr, CXXConstructExpr, ExplicitCastExpr>(Around))
        break;
    }
  }
  return false;
}

/// A value whose destructor waits although its type's does not say so: the result of an asynchronous call, handed on by
/// helpers, members that pass it on, and aggregates.
BlockingCauseRef BlockingAnalysis::ofResult(const FunctionBody &Body, const Expr *Value, SmallVectorImpl<std::string> &Ready,
                                            unsigned Level) {
  if (!Value || Level > 6)
    return nullptr;
  const Expr *E = stripToObject(Value);
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    for (const Expr *Init : List->inits())
      if (BlockingCauseRef Cause = ofResult(Body, Init, Ready, Level + 1))
        return Cause;
    return nullptr;
  }
  if (const auto *Var = dyn_cast_or_null<VarDecl>(namedObject(E)); Var && Level > 0)
    return Var->hasInit() && Var->hasLocalStorage() && !isa<ParmVarDecl>(Var)
               ? ofResult(Body, Var->getInit(), Ready, Level + 1)
               : nullptr;
  auto Call = CallSite::of(E);
  if (!Call || !Call->Callee)
    return nullptr;
  if (auto Entry = Unit.roles().call<BlockingEntry>(Role::BlockingResult, *Call)) {
    if (!on(Entry->Category) || isHarmless(Body, *Call, Entry))
      return nullptr;
    llvm::append_range(Ready, Entry->Ready);
    return leaf(Entry->Category, BlockingStep::Kind::Operation, Call->loc(), callName(*Call), Entry);
  }
  const CXXRecordDecl *Result = E->getType()->getAsCXXRecordDecl();
  if (!Result || !Result->getDefinition() || !E->isPRValue() || isa<CXXConstructExpr>(E))
    return nullptr;
  if (Call->Object && isa<CXXMemberCallExpr>(E)) {
    BlockingCauseRef Cause = ofResult(Body, Call->Object, Ready, Level + 1);
    // `share()` hands the duty on; `get()` fulfils it.
    return Cause && llvm::any_of(Ready, [&](const std::string &Name) {
             return !membersNamed(Result, DeclarationName(&Unit.context().Idents.get(Name))).empty();
           })
               ? Cause
               : nullptr;
  }
  const FunctionBody *Callee = Unit.body(Call->Callee);
  if (!Callee || Callee->isCoroutine())
    return nullptr;
  for (const ReturnStmt *Return : Callee->returns())
    if (BlockingCauseRef Inner = ofResult(*Callee, Return->getRetValue(), Ready, Level + 1))
      return through(Inner, BlockingStep::Kind::Calls, Call->loc(), callName(*Call));
  return nullptr;
}

BlockingCauseRef BlockingAnalysis::ofVariable(const FunctionBody &Body, const VarDecl &Var, const Scan &State) {
  const Roles &Models = Unit.roles();
  if (Var.getType()->isReferenceType())
    return nullptr;
  BlockingCauseRef Cause;
  SmallVector<std::string, 2> Ready;
  std::string Name = Var.getName().str();
  if (const Expr *Init = Var.getInit())
    Cause = ofResult(Body, Init, Ready);
  if (!Cause && Models.type(Role::Holder, recordOf(Var.getType())))
    for (const CallSite &Call : Body.calls())
      if (!Cause && Call.Object && namedObject(Call.Object) == &Var)
        for (const Expr *Argument : Call.Args)
          if (!Cause)
            Cause = ofResult(Body, Argument, Ready);
  if (!Cause)
    Cause = ofDestructor(Var.getType(), Ready);
  if (!Cause || isMovedFrom(Body, Var))
    return nullptr;
  for (const LambdaExpr *Lambda : Body.lambdas())
    if (const FunctionBody *Inner = Unit.body(Lambda->getCallOperator()))
      for (const CallSite &Call : Inner->calls())
        if (Call.Callee && Call.Object && rootVariable(Call.Object) == &Var &&
            llvm::is_contained(Ready, unqualifiedName(*Call.Callee)))
          return nullptr;
  for (const CallSite &Call : Body.calls())
    if (Call.Callee && Call.Object && llvm::is_contained(Ready, unqualifiedName(*Call.Callee))) {
      // The variable itself, an element of it, or the loop variable over it.
      const ValueDecl *On = rootVariable(Call.Object);
      if (On == &Var)
        return nullptr;
      if (const auto *Element = dyn_cast_or_null<VarDecl>(On))
        if (const DeclStmt *Declaration = Body.declaration(Element))
          if (const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(Body.parent(Declaration)))
            if (rootVariable(Loop->getRangeInit()) == &Var)
              return nullptr;
    }
  return through(Cause, BlockingStep::Kind::Destroys, Var.getBeginLoc(), std::move(Name));
}

/// A loop that does nothing but look at an atomic until it changes.
BlockingCauseRef BlockingAnalysis::ofLoop(const FunctionBody &Body, const Stmt *Loop) {
  if (!on("spin"))
    return nullptr;
  const Roles &Models = Unit.roles();
  auto Inside = [&](const Stmt *S) {
    for (const Stmt *Around = S; Around; Around = Body.parent(Around))
      if (Around == Loop)
        return true;
    return false;
  };
  for (const Expr *Suspension : Body.suspensions())
    if (Inside(Suspension))
      return nullptr;
  const Expr *Condition = nullptr;
  const Stmt *Content = nullptr;
  if (const auto *While = dyn_cast<WhileStmt>(Loop)) {
    Condition = While->getCond();
    Content = While->getBody();
  } else if (const auto *Do = dyn_cast<DoStmt>(Loop)) {
    Condition = Do->getCond();
    Content = Do->getBody();
  } else if (const auto *For = dyn_cast<ForStmt>(Loop); For && !For->getInc()) {
    Condition = For->getCond();
    Content = For->getBody();
  }
  if (!Condition || !Content)
    return nullptr;
  std::string Watched;
  for (const CallSite &Call : Body.calls()) {
    if (!Inside(Call.E))
      continue;
    auto Hint = Models.call<BlockingEntry>(Role::BlockingCall, Call);
    if (Hint && Hint->Category == "spin")
      continue;
    const CXXRecordDecl *Record = Call.objectRecord();
    if (!Record || !Models.type(Role::Concurrent, Record))
      return nullptr;
    // A compare-and-exchange that is tried again makes progress with others; it does not wait for them.
    if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.Callee))
      for (const ParmVarDecl *Parameter : Method->parameters())
        if (Parameter->getType()->isLValueReferenceType() && !Parameter->getType()->getPointeeType().isConstQualified())
          return nullptr;
    if (const ValueDecl *Object = rootVariable(Call.Object))
      Watched = Object->getName().str();
  }
  if (Watched.empty())
    return nullptr;
  // The body may hold hints to the processor or the scheduler, and nothing else.
  auto IsIdle = [&](const Stmt *S, auto &Self) -> bool {
    if (isa<NullStmt>(S))
      return true;
    if (const auto *Block = dyn_cast<CompoundStmt>(S))
      return llvm::all_of(Block->body(), [&](const Stmt *Child) { return Self(Child, Self); });
    const auto *E = dyn_cast<Expr>(S);
    const auto *Call = E ? dyn_cast<CallExpr>(stripWrapping(E)) : nullptr;
    if (!Call)
      return E && isa<StmtExpr>(stripWrapping(E));
    if (Call->getBuiltinCallee())
      return true;
    auto Site = CallSite::of(Call);
    auto Hint = Models.call<BlockingEntry>(Role::BlockingCall, *Site);
    return Hint && Hint->Category == "spin";
  };
  if (!IsIdle(Content, IsIdle))
    return nullptr;
  return leaf("spin", BlockingStep::Kind::Spins, Loop->getBeginLoc(), Watched);
}

//===----------------------------------------------------------------------===//
// Bodies
//===----------------------------------------------------------------------===//

std::vector<Blockage> BlockingAnalysis::blockages(const FunctionBody &Body) {
  Scan State;
  std::vector<Blockage> Found;
  const Roles &Models = Unit.roles();
  for (const CallSite &Call : Body.calls())
    if (BlockingCauseRef Cause = ofCall(Body, Call, State)) {
      const Stmt *Written = Body.written(Call.E);
      Found.push_back({Call.E, Written->getBeginLoc(), Cause});
      // Reading on from a stream that a helper opened is not a second finding.
      for (const Stmt *Around = Body.parent(Call.E); Around; Around = Body.parent(Around))
        if (const auto *Declaration = dyn_cast<DeclStmt>(Around))
          for (const Decl *D : Declaration->decls())
            if (const auto *Var = dyn_cast<VarDecl>(D))
              State.Streams.insert(Var);
    }
  for (const VarDecl *Var : Body.variables())
    if (BlockingCauseRef Cause = ofVariable(Body, *Var, State))
      Found.push_back({Body.declaration(Var), Var->getBeginLoc(), Cause});
  for (const Expr *Dropped : Body.discarded())
    if (auto Call = CallSite::of(stripWrapping(Dropped))) {
      SmallVector<std::string, 2> Ready;
      BlockingCauseRef Cause;
      if (auto Entry = Models.call<BlockingEntry>(Role::BlockingResult, *Call)) {
        if (on(Entry->Category) && !isHarmless(Body, *Call, Entry))
          Cause = leaf(Entry->Category, BlockingStep::Kind::Operation, Call->loc(), callName(*Call), Entry);
      } else {
        // A temporary, also one that the last call was only made on.
        const Expr *Made = Call->E;
        while (const Expr *Object = isa<CXXMemberCallExpr>(Made) ? CallSite::of(Made)->Object : nullptr)
          Made = stripToObject(Object);
        if (isa<CXXConstructExpr>(Made) && Made->isPRValue())
          Cause = ofDestructor(Made->getType(), Ready);
      }
      if (Cause)
        Found.push_back({Call->E, Call->loc(),
                         through(Cause, BlockingStep::Kind::Destroys, Call->loc(), callName(*Call))});
    }
  for (const Stmt *Loop : Body.loops())
    if (BlockingCauseRef Cause = ofLoop(Body, Loop))
      Found.push_back({Loop, Loop->getBeginLoc(), Cause});
  LastCalls = std::move(State.CallsParameters);
  llvm::stable_sort(Found, [&](const Blockage &A, const Blockage &B) {
    return Body.order(A.Site) < Body.order(B.Site);
  });
  return Found;
}

CalleeFacts BlockingAnalysis::facts(const FunctionDecl *Function) {
  const CalleeFacts Nothing;
  const FunctionBody *Body = Unit.body(Function);
  if (!Body) {
    // A template's instantiation may be missing a body that its pattern has.
    const FunctionDecl *Key = Function->getCanonicalDecl();
    auto It = Facts.find(Key);
    if (It != Facts.end())
      return It->second;
    if (Index)
      if (std::optional<CalleeFacts> Known = Index->lookup(*Function))
        return Facts[Key] = std::move(*Known);
    return Nothing;
  }
  const FunctionDecl *Key = &Body->function();
  if (auto It = Facts.find(Key); It != Facts.end())
    return It->second;
  if (auto It = InProgress.find(Key); It != InProgress.end()) {
    LowestOpen = std::min(LowestOpen, It->second); // Assumed not to block; whoever relied on it is not remembered.
    return Nothing;
  }

  unsigned Mine = Depth++;
  unsigned OuterLowest = std::exchange(LowestOpen, ~0u);
  InProgress[Key] = Mine;
  CalleeFacts Result;
  Result.From = CalleeFacts::Source::Unit;
  std::vector<Blockage> Found = blockages(*Body);
  Result.CallsParameters = LastCalls;
  if (Body->isCoroutine()) {
    // A coroutine that moved to a pool before it calls its argument offloads it.
    if (Result.CallsParameters.any())
      for (const CallSite &Call : Body->calls())
        if (const auto *Parameter =
                Call.Object ? dyn_cast_or_null<ParmVarDecl>(namedObject(Call.Object)) : nullptr)
          if (Parameter->getFunctionScopeIndex() < Result.CallsParameters.size() &&
              Unit.threads().at(*Body, Call.E) != Thread::Loop)
            Result.CallsParameters.reset(Parameter->getFunctionScopeIndex());
  } else if (!Found.empty()) {
    Result.Blocks = Found.front().Cause;
  }
  InProgress.erase(Key);
  --Depth;
  bool ReliedOnOpen = LowestOpen < Mine;
  LowestOpen = std::min(OuterLowest, ReliedOnOpen ? LowestOpen : ~0u);
  if (!Result.Blocks && ReliedOnOpen)
    return Result;
  return Facts[Key] = std::move(Result);
}

} // namespace async_tidy
