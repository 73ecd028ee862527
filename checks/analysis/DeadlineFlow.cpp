//===--- DeadlineFlow.cpp - Which objects have a deadline, and where ---===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/DeadlineFlow.h"
#include "analysis/Durations.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/UnitIndex.h"
#include "clang/Analysis/CFG.h"

using namespace clang;

namespace async_tidy {

static const NamedDecl *lastOf(const ObjectPath &Path) {
  return Path.Members.empty() ? Path.Root : Path.Members.back();
}

//===----------------------------------------------------------------------===//
// Timers
//===----------------------------------------------------------------------===//

void DeadlineFlow::findTimers() {
  if (std::exchange(TimersKnown, true))
    return;
  auto Note = [&](const NamedDecl *Timer, ArrayRef<const Expr *> Arguments) {
    for (const Expr *Argument : Arguments)
      if (Timer && isTimeType(Argument->getType())) {
        std::optional<TimeValue> Value = constantTime(Argument, Unit.context());
        (Value && Value->Maximum ? NeverExpires : Expires).insert(Timer);
      }
  };
  auto NoteInit = [&](const NamedDecl *Timer, const Expr *Init) {
    if (auto Call = CallSite::of(stripWrapping(Init)))
      Note(cast<NamedDecl>(Timer->getCanonicalDecl()), Call->Args);
  };
  for (const FunctionDecl *Function : Unit.index().functions()) {
    const FunctionBody *Body = Unit.body(Function);
    if (!Body)
      continue;
    for (const CallSite &Call : Body->calls())
      if (Call.Object && isa<CXXMemberCallExpr>(Call.E))
        Note(lastOf(objectPath(Call.Object, *Body)), Call.Args);
    for (const VarDecl *Var : Body->variables())
      if (Var->hasInit())
        NoteInit(Var, Var->getInit());
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Function))
      for (const CXXCtorInitializer *Init : Constructor->inits())
        if (const FieldDecl *Field = Init->getAnyMember()) {
          const Expr *Value = Init->getInit();
          if (const auto *Default = dyn_cast_or_null<CXXDefaultInitExpr>(Value))
            Value = Default->getExpr();
          if (Value)
            NoteInit(Field, Value);
        }
  }
}

bool DeadlineFlow::isEvent(const ObjectPath &Timer) {
  const NamedDecl *Last = lastOf(Timer);
  if (!Last)
    return false;
  findTimers();
  return NeverExpires.contains(Last) && !Expires.contains(Last);
}

bool DeadlineFlow::isFiniteSleep(const FunctionBody &Body, const CallSite &Call) {
  auto Entry = Unit.roles().call<SleepEntry>(Role::Sleep, Call);
  if (!Entry)
    return false;
  if (const Expr *Duration = Call.select(Entry->Duration))
    if (std::optional<TimeValue> Value = constantTime(Duration, Unit.context()); Value && Value->Maximum)
      return false;
  return !Call.Object || !isEvent(objectPath(Call.Object, Body));
}

bool DeadlineFlow::onlySleeps(const FunctionBody &Body) {
  if (!Body.isCoroutine())
    return false;
  auto [It, New] = Pauses.try_emplace(&Body, false);
  if (!New)
    return It->second;
  bool Sleeps = false;
  for (const CallSite &Call : Body.calls()) {
    if (Unit.roles().call(Role::Io, Call))
      return false;
    if (isFiniteSleep(Body, Call)) {
      Sleeps = true;
    } else if (const FunctionBody *Callee = Unit.body(Call.Callee); Callee && Callee->isCoroutine()) {
      if (!onlySleeps(*Callee))
        return false;
      Sleeps = true;
    }
  }
  return Pauses[&Body] = Sleeps;
}

//===----------------------------------------------------------------------===//
// Watchdogs
//===----------------------------------------------------------------------===//

/// Lambdas and functions that \p E names, but for what is inside lambdas.
static void callablesIn(const Stmt *E, SmallVectorImpl<const FunctionDecl *> &Out) {
  if (!E)
    return;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
    const CXXMethodDecl *Operator = Lambda->getCallOperator();
    Out.push_back(Operator);
    if (const FunctionTemplateDecl *Generic = Operator->getDescribedFunctionTemplate())
      for (const FunctionDecl *Instance : Generic->specializations())
        Out.push_back(Instance);
    return;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Function = dyn_cast<FunctionDecl>(Ref->getDecl()))
      Out.push_back(Function);
    else if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()); Var && Var->getInit() && !isa<ParmVarDecl>(Var))
      if (const auto *Lambda = dyn_cast<LambdaExpr>(stripToObject(Var->getInit())))
        callablesIn(Lambda, Out);
  }
  for (const Stmt *Child : E->children())
    callablesIn(Child, Out);
}

/// True for a call that is made for the object which it yields: `stream.get_executor()`.
static bool handsOut(const FunctionBody &Body, const CallSite &Call) {
  QualType Result = Call.Callee->getReturnType();
  if (!Result->isReferenceType() && !Result->isPointerType() && !recordOf(Result))
    return false;
  return llvm::none_of(Body.suspensions(),
                       [&](const Expr *Await) { return stripToObject(suspensionOperand(Await)) == Call.E; });
}

/// The objects that \p Body ends the operations of: those on which it calls something that changes them.
SmallVector<ObjectPath, 4> DeadlineFlow::closedBy(const FunctionBody &Body, unsigned Depth) {
  SmallVector<ObjectPath, 4> Closed;
  const Roles &Models = Unit.roles();
  auto Add = [&](ObjectPath Path) {
    if (Path)
      Closed.push_back(std::move(Path));
  };
  for (const CallSite &Call : Body.calls()) {
    if (!Call.Callee || Models.call(Role::Io, Call) || Models.call(Role::Sleep, Call))
      continue;
    const FunctionBody *Callee = Depth < 3 && !isa<CXXConstructExpr>(Call.E) ? Unit.body(Call.Callee) : nullptr;
    if (Callee && Callee != &Body) {
      for (const ObjectPath &Inner : closedBy(*Callee, Depth + 1))
        Add(atCaller(Inner, Callee->function(), Call, Body));
      continue;
    }
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Call.Callee);
        Method && Call.Object && isa<CXXMemberCallExpr>(Call.E)) {
      if (llvm::is_contained(Body.discarded(), Call.E->IgnoreParens()) || (!Method->isConst() && !handsOut(Body, Call)))
        Add(objectPath(Call.Object, Body));
    } else if (!isa<CXXConstructExpr>(Call.E) && !isa<CXXOperatorCallExpr>(Call.E)) {
      for (auto [Argument, Parameter] : llvm::zip(Call.Args, Call.Callee->parameters()))
        if (QualType T = Parameter->getType();
            (T->isLValueReferenceType() || T->isPointerType()) && !T->getPointeeType().isConstQualified())
          Add(objectPath(Argument, Body));
    }
  }
  return Closed;
}

void DeadlineFlow::addClosed(const CallSite &Call, const ObjectPath &Timer, const Expr *Handler, Flow &Into) {
  SmallVector<const FunctionDecl *, 2> Callables;
  callablesIn(Handler, Callables);
  for (const FunctionDecl *Callable : Callables) {
    const FunctionBody *Inside = Unit.body(Callable);
    if (!Inside)
      continue;
    for (ObjectPath &Object : closedBy(*Inside)) {
      // What the handler names is what this function names: captured variables, and `this`.
      const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(Object.Root);
      if (Parameter && Parameter->getDeclContext() == Callable)
        continue;
      Into.add(std::move(Object), Timer, nullptr, true, Call.E);
    }
  }
}

/// Fields that a watchdog of the unit closes, or that are given a lasting time limit: for them it does not matter
/// where.
void DeadlineFlow::findWatched() {
  if (std::exchange(WatchedKnown, true))
    return;
  for (const FunctionDecl *Function : Unit.index().functions()) {
    const FunctionBody *Body = Unit.body(Function);
    if (!Body)
      continue;
    auto Add = [&](const ObjectPath &Path) {
      for (const NamedDecl *Member : Path.Members)
        if (isa<FieldDecl>(Member))
          Watched.insert(Member);
    };
    if (onlySleeps(*Body))
      llvm::for_each(closedBy(*Body), Add);
    for (const CallSite &Call : Body->calls()) {
      if (isFiniteSleep(*Body, Call)) {
        Flow Handlers;
        for (const Expr *Argument : Call.Args)
          addClosed(Call, {}, Argument, Handlers);
        for (const Fact &F : Handlers.Facts)
          Add(F.Object);
      }
      auto Member = Unit.roles().call<TimeoutEntry>(Role::TimeoutMember, Call);
      if (Member && Call.Object && (Member->Disable.empty() || isa<CXXConstructorDecl>(Function)) &&
          (!Member->Duration || Call.select(Member->Duration)))
        Add(objectPath(Call.Object, *Body));
    }
  }
}

const llvm::DenseSet<const NamedDecl *> &DeadlineFlow::watchedFields() {
  findWatched();
  return Watched;
}

bool DeadlineFlow::isWatched(const ObjectPath &Object) {
  return llvm::any_of(Object.Members,
                      [&](const NamedDecl *D) { return isa<FieldDecl>(D) && watchedFields().contains(D); });
}

//===----------------------------------------------------------------------===//
// One body
//===----------------------------------------------------------------------===//

static const ParmVarDecl *parameterIn(const Expr *E, const FunctionBody &Body) {
  const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(timeSource(E));
  return Parameter && Parameter->getDeclContext() == &Body.function() ? Parameter : nullptr;
}

static const Expr *mentionOf(const FieldDecl *Field, const Stmt *In) {
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(In); Member && Member->getMemberDecl() == Field)
    return Member;
  if (In)
    for (const Stmt *Child : In->children())
      if (const Expr *Found = mentionOf(Field, Child))
        return Found;
  return nullptr;
}

/// The same deadline that is set in several places is one, so that it holds where the paths meet again.
void DeadlineFlow::Flow::add(ObjectPath Object, ObjectPath Timer, const ParmVarDecl *Depends, bool Closes,
                             const Expr *Set) {
  for (Fact &F : Facts)
    if (F.Object == Object && F.Timer == Timer && F.Depends == Depends && F.Closes == Closes) {
      F.Set.push_back(Set);
      return;
    }
  Facts.push_back({std::move(Object), std::move(Timer), Depends, Closes, {Set}});
}

void DeadlineFlow::collectMember(const FunctionBody &Body, const CallSite &Call, Flow &Into) {
  ObjectPath Object = objectPath(Call.Object, Body);
  if (!Object)
    return;
  const Roles &Models = Unit.roles();
  if (auto Entry = Models.call<TimeoutEntry>(Role::TimeoutMember, Call)) {
    const Expr *Duration = Call.select(Entry->Duration);
    if (Entry->Duration && !Duration)
      return; // Another option of the same member.
    std::optional<TimeValue> Value = Duration ? constantTime(Duration, Unit.context()) : std::nullopt;
    if (Value && Value->Maximum) {
      Into.Kills.push_back({Object, {}, Call.E});
      return;
    }
    const auto *If = dyn_cast_or_null<IfStmt>(Body.enclosing<IfStmt, WhileStmt, ForStmt, CXXForRangeStmt>(Call.E));
    // `if (limit > 0s) stream.expires_after(limit);` leaves it to the caller.
    if (const ParmVarDecl *Limit = Duration ? parameterIn(Duration, Body) : nullptr)
      if (If)
        for (const Expr *Use : Body.uses(Limit))
          if (Body.order(Use) > Body.order(If) && Body.order(Use) < Body.order(If->getThen())) {
            Into.add(Object, {}, Limit, false, Use);
            break;
          }
    // The same with a field: what the unit gives it decides.
    if (const auto *Limit = Duration ? dyn_cast_or_null<FieldDecl>(timeSource(Duration)) : nullptr; Limit && If)
      if (const Expr *Asked = mentionOf(Limit, If->getCond()))
        if (mayHoldTime(Limit, [&](const Expr *E) {
              std::optional<TimeValue> Value = constantTime(E, Unit.context());
              return Value && (Value->isZero() || Value->isNegative() || Value->Maximum);
            }))
          Into.add(Object, {}, nullptr, false, Asked);
    Into.add(Object, {}, nullptr, false, Call.E);
  }
  if (Models.call(Role::TimeoutDisable, Call))
    Into.Kills.push_back({Object, {}, Call.E});
  if (Models.call(Role::SleepCancel, Call))
    Into.Kills.push_back({{}, Object, Call.E});
}

void DeadlineFlow::collectCallee(const FunctionBody &Body, const CallSite &Call, const FunctionBody &Callee,
                                 Flow &Into) {
  // A watchdog that is started here and not waited for.
  if (onlySleeps(Callee)) {
    for (const Stmt *Around = Body.parent(Call.E); Around; Around = Body.parent(Around)) {
      const auto *E = dyn_cast<Expr>(Around);
      if (E && suspensionOperand(E))
        return;
      if (auto Beside = E ? CallSite::of(E) : std::nullopt; Beside && Unit.roles().call(Role::Gather, *Beside))
        break; // It runs beside the others.
    }
    ObjectPath Timer;
    for (const CallSite &Inner : Callee.calls())
      if (Inner.Object && isFiniteSleep(Callee, Inner))
        Timer = atCaller(objectPath(Inner.Object, Callee), Callee.function(), Call, Body);
    for (const ObjectPath &Closed : closedBy(Callee))
      if (ObjectPath Object = atCaller(Closed, Callee.function(), Call, Body))
        Into.add(Object, Timer, nullptr, true, Call.E);
    return;
  }
  const Flow &Inside = flow(Callee);
  auto Outside = [&](const ObjectPath &Path) {
    // A guard's field that its constructor binds to an argument is that argument.
    if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Callee.function()); Constructor && Path.This) {
      for (const CXXCtorInitializer *Init : Constructor->inits())
        if (!Path.Members.empty() && Init->getAnyMember() == Path.Members.front())
          if (ObjectPath Argument = objectPath(Init->getInit(), Callee); Argument && isHandedIn(Argument, Callee))
            return atCaller(Argument, Callee.function(), Call, Body);
      return ObjectPath();
    }
    return atCaller(Path, Callee.function(), Call, Body);
  };
  for (const Kill &K : Inside.Kills) {
    Kill Mapped{Outside(K.Object), Outside(K.Timer), Call.E};
    if (Mapped.Object || Mapped.Timer)
      Into.Kills.push_back(Mapped);
  }
  for (unsigned I = 0; I < Inside.Facts.size(); ++I)
    if (I < Inside.Exit.size() && Inside.Exit.test(I))
      if (ObjectPath Object = Outside(Inside.Facts[I].Object)) {
        const Fact &F = Inside.Facts[I];
        if (F.Depends) {
          unsigned Index = F.Depends->getFunctionScopeIndex();
          std::optional<TimeValue> Value =
              Index < Call.Args.size() ? constantTime(Call.Args[Index], Unit.context()) : std::nullopt;
          if (Value && (Value->isZero() || Value->isNegative() || Value->Maximum))
            continue;
        }
        Into.add(Object, Outside(F.Timer), nullptr, F.Closes, Call.E);
      }
}

void DeadlineFlow::collect(const FunctionBody &Body, const CallSite &Call, Flow &Into) {
  if (!Call.Callee)
    return;
  if (Call.Object)
    collectMember(Body, Call, Into);
  if (isFiniteSleep(Body, Call)) {
    ObjectPath Timer = Call.Object ? objectPath(Call.Object, Body) : ObjectPath();
    for (const Expr *Argument : Call.Args)
      addClosed(Call, Timer, Argument, Into);
    return;
  }
  if (Unit.roles().call(Role::Spawn, Call)) {
    for (const Expr *Argument : Call.Args)
      if (const auto *Lambda = dyn_cast<LambdaExpr>(stripToObject(Argument)))
        if (const FunctionBody *Task = Unit.body(Lambda->getCallOperator()); Task && onlySleeps(*Task)) {
          ObjectPath Timer;
          for (const CallSite &Inner : Task->calls())
            if (Inner.Object && isFiniteSleep(*Task, Inner))
              Timer = objectPath(Inner.Object, *Task);
          addClosed(Call, Timer, Lambda, Into);
        }
    return;
  }
  if (const FunctionBody *Callee = Unit.body(Call.Callee); Callee && Callee != &Body && !Call.isVirtualDispatch())
    collectCallee(Body, Call, *Callee, Into);
}

bool DeadlineFlow::covers(const Fact &F, const ObjectPath &Object) {
  return F.Object.isWithin(Object) || (F.Closes && Object.isWithin(F.Object));
}

void DeadlineFlow::run(const FunctionBody &Body, Flow &Result) {
  const unsigned Size = Result.Facts.size();
  llvm::DenseMap<const Stmt *, llvm::BitVector> Gen, Lost;
  for (unsigned I = 0; I < Size; ++I) {
    for (const Expr *Set : Result.Facts[I].Set) {
      llvm::BitVector &At = Gen[Set];
      At.resize(Size);
      At.set(I);
    }
  }
  for (const Kill &K : Result.Kills) {
    llvm::BitVector &At = Lost[K.At];
    At.resize(Size);
    for (unsigned I = 0; I < Size; ++I)
      if ((K.Object && covers(Result.Facts[I], K.Object)) || (K.Timer && Result.Facts[I].Timer == K.Timer))
        At.set(I);
  }
  CFG::BuildOptions Options;
  Options.setAllAlwaysAdd();
  std::unique_ptr<CFG> Graph =
      Body.function().isDependentContext()
          ? nullptr
          : CFG::buildCFG(&Body.function(), const_cast<Stmt *>(Body.body()), &Unit.context(), Options);
  if (!Graph) {
    // Types are still open, and with them the paths: the order of the source decides.
    llvm::BitVector State(Size);
    for (const CallSite &Call : Body.calls()) {
      Result.State[Call.E] = State;
      if (auto It = Gen.find(Call.E); It != Gen.end())
        State |= It->second;
    }
    Result.Exit = State;
    return;
  }
  llvm::DenseMap<const CFGBlock *, llvm::BitVector> Out;
  auto Entering = [&](const CFGBlock *Block) -> std::optional<llvm::BitVector> {
    if (Block == &Graph->getEntry())
      return llvm::BitVector(Size);
    std::optional<llvm::BitVector> State;
    for (const CFGBlock::AdjacentBlock &Before : Block->preds())
      if (const CFGBlock *From = Before.getReachableBlock())
        if (auto It = Out.find(From); It != Out.end()) {
          if (State)
            *State &= It->second;
          else
            State = It->second;
        }
    return State;
  };
  // States only shrink: this ends.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const CFGBlock *Block : llvm::reverse(*Graph)) {
      std::optional<llvm::BitVector> State = Entering(Block);
      if (!State)
        continue;
      for (const CFGElement &Element : *Block)
        if (auto Statement = Element.getAs<CFGStmt>()) {
          const Stmt *S = Statement->getStmt();
          if (isa<CallExpr, CXXConstructExpr, CoroutineSuspendExpr>(S))
            Result.State[S] = *State;
          if (auto It = Lost.find(S); It != Lost.end())
            State->reset(It->second);
          if (auto It = Gen.find(S); It != Gen.end())
            *State |= It->second;
        }
      auto [It, New] = Out.try_emplace(Block, *State);
      if (New || It->second != *State) {
        It->second = *State;
        Changed = true;
      }
    }
  }
  if (std::optional<llvm::BitVector> Exit = Entering(&Graph->getExit()))
    Result.Exit = *Exit;
}

const DeadlineFlow::Flow &DeadlineFlow::flow(const FunctionBody &Body) {
  if (auto It = Flows.find(&Body); It != Flows.end())
    return *It->second;
  Flows[&Body] = std::make_unique<Flow>(); // While it is being found: sets nothing.
  auto Result = std::make_unique<Flow>();
  for (const CallSite &Call : Body.calls())
    collect(Body, Call, *Result);
  if (!Result->Facts.empty())
    run(Body, *Result);
  return *(Flows[&Body] = std::move(Result));
}

SmallVector<unsigned, 2> DeadlineFlow::leftBounded(const FunctionBody &Body) {
  SmallVector<unsigned, 2> Parameters;
  const Flow &F = flow(Body);
  for (unsigned I = 0; I < F.Facts.size() && I < F.Exit.size(); ++I) {
    const Fact &Set = F.Facts[I];
    const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(Set.Object.Root);
    if (F.Exit.test(I) && !Set.Depends && Parameter && Parameter->getDeclContext() == &Body.function())
      Parameters.push_back(Parameter->getFunctionScopeIndex());
  }
  return Parameters;
}

std::vector<ObjectPath> DeadlineFlow::leftBoundedOfThis(const FunctionBody &Body) {
  std::vector<ObjectPath> Parts;
  const Flow &F = flow(Body);
  for (unsigned I = 0; I < F.Facts.size() && I < F.Exit.size(); ++I)
    if (F.Exit.test(I) && !F.Facts[I].Depends && F.Facts[I].Object.This && !F.Facts[I].Object.Members.empty())
      Parts.push_back(F.Facts[I].Object);
  return Parts;
}

ObjectDeadline DeadlineFlow::at(const FunctionBody &Body, const Expr *At, ArrayRef<ObjectPath> Objects) {
  ObjectDeadline Answer;
  const Flow &F = flow(Body);
  const llvm::BitVector *State = nullptr;
  for (const Stmt *Node = At; Node && !State; Node = Body.parent(Node))
    if (auto It = F.State.find(Node); It != F.State.end())
      State = &It->second;
  for (const ObjectPath &Object : Objects) {
    if (!Object)
      continue;
    bool Known = false;
    for (unsigned I = 0; I < F.Facts.size(); ++I) {
      const Fact &Candidate = F.Facts[I];
      if (!covers(Candidate, Object))
        continue;
      Known = true;
      if (State && State->size() > I && State->test(I)) {
        Answer.Depends = Answer.Holds && !Answer.Depends ? nullptr : Candidate.Depends;
        Answer.Holds = true;
      } else if (!Candidate.Depends) {
        Answer.Missed = Candidate.Set.back();
      }
    }
    for (const Kill &K : F.Kills)
      if ((K.Object && (K.Object.isWithin(Object) || Object.isWithin(K.Object))) ||
          llvm::any_of(F.Facts,
                       [&](const Fact &Set) { return covers(Set, Object) && K.Timer && Set.Timer == K.Timer; }))
        if (Known = true; Body.order(K.At) < Body.order(At)) {
          Answer.Missed = K.At;
          Answer.TakenAway = true;
        }
    if (!Known && isWatched(Object))
      return {true, nullptr, nullptr, false};
  }
  if (Answer.Holds && !Answer.Depends)
    Answer.Missed = nullptr;
  return Answer;
}

} // namespace async_tidy
