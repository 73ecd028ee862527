//===--- Blocking.cpp ----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Blocking.h"
#include "analysis/ExecutionContext.h"
#include "analysis/ParameterFlow.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/UnitIndex.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace async_tidy {

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

BlockingCauseRef BlockingAnalysis::ofVirtualCall(const CallSite &Call) {
  const auto *Method = cast<CXXMethodDecl>(Call.Callee);
  ProgramFacts &Program = Unit.program();
  if (Program.isOpenDispatch(Method))
    return blockingWhen({{Program.ofDispatch(Predicate::Blocks, Call)}, {}}, BlockingStep::Kind::Calls, Call.loc(),
                        calledName(Call));
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
    if (!Known.IsKnown || !Known.Blocks)
      return nullptr;
    if (!First)
      First = Known.Blocks;
  }
  return First ? blockingThrough(First, BlockingStep::Kind::Calls, Call.loc(), calledName(Call)) : nullptr;
}

BlockingCauseRef BlockingAnalysis::through(const FunctionDecl *Function, BlockingStep::Kind Kind, SourceLocation Loc,
                                           std::string Name) {
  const CalleeFacts Known = facts(Function);
  if (Known.Blocks && Known.Blocks->isDecided())
    return blockingThrough(Known.Blocks, Kind, Loc, std::move(Name));
  if (Known.Blocks || Unit.program().isOpen(Function))
    return blockingWhen({{Unit.program().atom(Predicate::Blocks, Function)}, {}}, Kind, Loc, std::move(Name));
  return nullptr;
}

/// Remembers that \p Callable, when it is a parameter of the function, is called by it.
bool BlockingAnalysis::callsParameter(const FunctionBody &Body, const Expr *Callable, Scan &State,
                                      const Condition &When) {
  const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(namedObject(Callable));
  if (!Parameter || Parameter->getDeclContext() != &Body.function())
    return false;
  unsigned Index = Parameter->getFunctionScopeIndex();
  if (!When.empty()) {
    State.CallsWhen.emplace_back(Index, When);
    return true;
  }
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

/// A constructor that a helper of the library runs: that of the class which the helper is instantiated for, with as
/// many parameters as the helper was given arguments.
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
               ? blockingOperation(Entry->Category, BlockingStep::Kind::Operation, Call.loc(), calledName(Call), Entry)
               : nullptr;
  if (inSystemHeader(*Made))
    return nullptr;
  for (const CXXConstructorDecl *Constructor : Made->getDefinition()->ctors())
    if (!Constructor->isCopyOrMoveConstructor() && Constructor->getMinRequiredArguments() <= Call.Args.size() &&
        Constructor->getNumParams() >= Call.Args.size())
      if (BlockingCauseRef Cause = through(Constructor, BlockingStep::Kind::Calls, Call.loc(), calledName(Call)))
        return Cause;
  return nullptr;
}

BlockingCauseRef BlockingAnalysis::ofCallable(const FunctionBody &Body, const Expr *Argument, const CallSite &Call,
                                              Scan &State, const Condition &When) {
  // A parameter that is handed on is called by this function as well.
  if (callsParameter(Body, Argument, State, When))
    return nullptr;
  const FunctionDecl *Callable = resolveCallable(Argument);
  if (!Callable)
    return nullptr;
  SmallVector<const FunctionDecl *, 2> Bodies{Callable};
  if (const FunctionTemplateDecl *Generic = Callable->getDescribedFunctionTemplate())
    for (const FunctionDecl *Instance : Generic->specializations())
      Bodies.push_back(Instance);
  for (const FunctionDecl *Candidate : Bodies) {
    if (When.empty()) {
      if (BlockingCauseRef Cause = through(Candidate, BlockingStep::Kind::Runs, Call.loc(), calledName(Call)))
        return Cause;
      continue;
    }
    // Both are asked of the program: whether the callable blocks, and whether it is called.
    const CalleeFacts Known = facts(Candidate);
    if (!Known.Blocks && !Unit.program().isOpen(Candidate))
      continue;
    Condition Both{{Unit.program().atom(Predicate::Blocks, Candidate)}, {}};
    return blockingWhen(Both &= When, BlockingStep::Kind::Runs, Call.loc(), calledName(Call));
  }
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
    return Cause ? blockingThrough(Cause, BlockingStep::Kind::Destroys, Call.loc(),
                                   Object ? Object->getName().str() : "delete")
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
    return blockingOperation("wait", BlockingStep::Kind::Operation, Call.loc(), calledName(Call));

  if (Models.call(Role::Release, Call) && Call.Object) {
    SmallVector<std::string, 2> Ready;
    const Expr *Owner = stripToObject(Call.Object);
    if (BlockingCauseRef Cause = ofDestructor(Owner->getType(), Ready)) {
      bool Joined = llvm::any_of(Body.calls(), [&](const CallSite &Earlier) {
        return Earlier.Callee && Body.order(Earlier.E) < Body.order(Call.E) &&
               llvm::is_contained(Ready, unqualifiedName(*Earlier.Callee));
      });
      if (!Joined)
        return blockingThrough(Cause, BlockingStep::Kind::Calls, Call.loc(), calledName(Call));
    }
  }

  // Emptying an owner ends what it owned.
  if (Callee.getOverloadedOperator() == OO_Equal && Call.Object && Call.Args.size() == 1 &&
      isEmptyValue(Call.Args.front())) {
    SmallVector<std::string, 2> Ready;
    if (BlockingCauseRef Cause = ofDestructor(stripToObject(Call.Object)->getType(), Ready))
      return blockingThrough(Cause, BlockingStep::Kind::Calls, Call.loc(), calledName(Call));
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

  if (Call.isVirtualDispatch())
    return ofVirtualCall(Call);
  return ofCallee(Body, Call, State);
}

BlockingCauseRef BlockingAnalysis::ofCallee(const FunctionBody &Body, const CallSite &Call, Scan &State) {
  const CalleeFacts Known = facts(Call.Callee);
  bool IsOpen = Unit.program().isOpen(Call.Callee);
  // A helper that goes on with a stream which is open already, and reported.
  if (((Known.Blocks && Known.Blocks->Entry && Known.Blocks->Entry->Stream && !Known.Blocks->Entry->Opens) || IsOpen) &&
      llvm::any_of(Call.Args, [&](const Expr *Argument) { return State.Streams.contains(rootVariable(Argument)); }))
    return nullptr;
  if (Known.Blocks && Known.Blocks->isDecided() && Known.Blocks->Entry &&
      isRetried(Body, Call, *Known.Blocks->Entry.Entry))
    return nullptr;
  BlockingCauseRef Cause = through(Call.Callee, BlockingStep::Kind::Calls, Call.loc(), calledName(Call));
  if (Cause && Cause->isDecided())
    return Cause;
  for (unsigned Index : Known.CallsParameters.set_bits())
    if (Index < Call.Args.size())
      Cause = blockingEither(Cause, ofCallable(Body, Call.Args[Index], Call, State));
  for (const auto &[Index, When] : Known.CallsWhen)
    if (Index < Call.Args.size())
      Cause = blockingEither(Cause, ofCallable(Body, Call.Args[Index], Call, State,
                                               {{Unit.program().atom(Predicate::Calls, Call.Callee, Index)}, {}}));
  if (IsOpen)
    for (unsigned Index = 0; Index < Call.Args.size(); ++Index)
      if (isCallableType(Call.Args[Index]->getType()) || resolveCallable(Call.Args[Index]))
        Cause = blockingEither(Cause, ofCallable(Body, Call.Args[Index], Call, State,
                                                 {{Unit.program().atom(Predicate::Calls, Call.Callee, Index)}, {}}));
  return Cause;
}

std::vector<Blockage> BlockingAnalysis::blockages(const FunctionBody &Body) {
  Scan State;
  std::vector<Blockage> Found;
  const Roles &Models = Unit.roles();
  for (const CallSite &Call : Body.calls())
    if (BlockingCauseRef Cause = ofCall(Body, Call, State)) {
      // A logger opens its file when it is first used, and writes to it from then on.
      const ValueDecl *Keeper = Cause->Steps.size() > 1 ? Cause->Keeper : nullptr;
      if (Keeper && !State.Opened.insert({Keeper, Call.Object ? rootVariable(Call.Object) : nullptr}).second)
        continue;
      const Stmt *Written = Body.written(Call.E);
      Found.push_back({Call.E, Written->getBeginLoc(), Cause, Keeper});
      // Reading on from a stream that a helper opened is not a second finding.
      for (const Stmt *Around = Body.parent(Call.E); Around; Around = Body.parent(Around))
        if (const auto *Declaration = dyn_cast<DeclStmt>(Around))
          for (const Decl *D : Declaration->decls())
            if (const auto *Var = dyn_cast<VarDecl>(D))
              State.Streams.insert(Var);
    }
  for (const VarDecl *Var : Body.variables())
    if (BlockingCauseRef Cause = ofVariable(Body, *Var)) {
      // The destructors of many objects may use one logger.
      if (Cause->Keeper && !State.Opened.insert({Cause->Keeper, nullptr}).second)
        continue;
      Found.push_back({Body.declaration(Var), Var->getBeginLoc(), Cause, Cause->Keeper});
    }
  for (const Expr *Dropped : Body.discarded()) {
    const Expr *Whole = stripWrapping(Dropped);
    if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Whole); Cast && Cast->isPRValue())
      Whole = stripWrapping(Cast->getSubExpr()); // A temporary made from one argument.
    if (auto Call = CallSite::of(Whole)) {
      SmallVector<std::string, 2> Ready;
      BlockingCauseRef Cause;
      if (auto Entry = Models.call<BlockingEntry>(Role::BlockingResult, *Call)) {
        if (on(Entry->Category) && !isHarmless(Body, *Call, Entry))
          Cause =
              blockingOperation(Entry->Category, BlockingStep::Kind::Operation, Call->loc(), calledName(*Call), Entry);
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
                         blockingThrough(Cause, BlockingStep::Kind::Destroys, Call->loc(), calledName(*Call))});
    }
  }
  for (const Stmt *Loop : Body.loops())
    if (BlockingCauseRef Cause = ofLoop(Body, Loop))
      Found.push_back({Loop, Loop->getBeginLoc(), Cause});
  Last = std::move(State);
  llvm::sort(Found, [&](const Blockage &A, const Blockage &B) {
    return std::pair(Body.order(A.Site), A.Loc.getRawEncoding()) <
           std::pair(Body.order(B.Site), B.Loc.getRawEncoding());
  });
  return Found;
}

CalleeFacts BlockingAnalysis::facts(const FunctionDecl *Function) {
  const FunctionBody *Body = Unit.body(Function);
  if (!Body)
    return {};
  const FunctionDecl *Key = &Body->function();
  if (auto It = Facts.find(Key); It != Facts.end())
    return It->second;
  if (auto It = InProgress.find(Key); It != InProgress.end()) {
    if (Unit.program().isOfProject(Key)) {
      // The rules of both say it.
      CalleeFacts Later;
      Later.Blocks =
          blockingWhen({{Unit.program().atom(Predicate::Blocks, Key)}, {}}, BlockingStep::Kind::Calls, {}, "");
      return Later;
    }
    LowestOpen = std::min(LowestOpen, It->second); // Assumed not to block; whoever relied on it is not remembered.
    return {};
  }

  unsigned Mine = Depth++;
  unsigned OuterLowest = std::exchange(LowestOpen, ~0u);
  InProgress[Key] = Mine;
  CalleeFacts Result;
  Result.IsKnown = true;
  std::vector<Blockage> Found = blockages(*Body);
  // A suppression where a helper blocks holds for everybody who calls it.
  std::erase_if(Found, [&](const Blockage &B) {
    if (!Unit.isSuppressed(Check, B.Loc))
      return false;
    if (!Body->isCoroutine()) // Which has a finding of its own there.
      Silenced.push_back({Body, B});
    return true;
  });
  Result.CallsParameters = Last.CallsParameters;
  Result.CallsWhen = Last.CallsWhen;
  if (Body->isCoroutine()) {
    // A coroutine that moved to a pool before it calls its argument offloads it.
    if (Result.CallsParameters.any())
      for (const CallSite &Call : Body->calls())
        if (const auto *Parameter = Call.Object ? dyn_cast_or_null<ParmVarDecl>(namedObject(Call.Object)) : nullptr)
          if (Parameter->getFunctionScopeIndex() < Result.CallsParameters.size() &&
              Unit.threads().at(*Body, Call.E) != Thread::Loop)
            Result.CallsParameters.reset(Parameter->getFunctionScopeIndex());
    // With hops in other files, who knows.
    Result.CallsWhen.clear();
  } else {
    for (const Blockage &B : Found) {
      Result.Blocks = blockingEither(Result.Blocks, B.Cause);
      if (Result.Blocks->isDecided())
        break;
    }
  }
  InProgress.erase(Key);
  --Depth;
  bool ReliedOnOpen = LowestOpen < Mine;
  LowestOpen = std::min(OuterLowest, ReliedOnOpen ? LowestOpen : ~0u);
  if (!(Result.Blocks && Result.Blocks->isDecided()) && ReliedOnOpen)
    return Result;
  return Facts[Key] = std::move(Result);
}

} // namespace async_tidy
