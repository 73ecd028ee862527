//===--- TimedRoles.cpp - Calls with a role in a timed run ----------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ExecutionContext.h"
#include "analysis/ObjectPath.h"
#include "analysis/ParameterFlow.h"
#include "analysis/StopTokens.h"
#include "analysis/TimedRun.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/UnitIndex.h"

using namespace clang;

namespace async_tidy {

static Timeline timeFromNow(const Work &W, double Now) {
  return W.Started && W.Started->Sum < Now ? Timeline() : W.Time;
}

//===----------------------------------------------------------------------===//
// Deadlines
//===----------------------------------------------------------------------===//

TimedValue TimedRun::limited(const Evaluated &Call, const Expr *At, Value Limit, const Value &Of, ExpiryEffect Expiry,
                             Found<Entry> From) {
  if (Limit.Never || (Limit.is(Kind::Time) && Limit.Number <= 0))
    return Of;
  std::optional<double> Seconds;
  if (Limit.is(Kind::Time) || Limit.is(Kind::Timer))
    Seconds = Limit.Number;
  else if (Limit.is(Kind::Instant))
    Seconds = Limit.Number - Now->Spent.Sum;
  Work W;
  W.Made = Call.Site.E;
  W.Stops = Work::Stop::Stops;
  if (Of.is(Kind::Work)) {
    W.Name = Of.Task->Name;
    W.Io = Of.Task->Io;
    DeadlineSite Site;
    Site.At = Of.HandedOver ? Of.HandedOver : At;
    Site.Call = At;
    if (auto Here = CallSite::of(Site.At); Here && Here->Callee)
      Site.Name = displayName(*Here->Callee);
    Site.Limit = Seconds;
    Site.Of = *Of.Task;
    Site.Of.Time = timeFromNow(*Of.Task, Now->Spent.Sum);
    Site.Expiry = Expiry;
    Site.From = From;
    Owner.add(std::move(Site));
    if (Expiry == ExpiryEffect::Waits && !Of.Task->HeldWith.empty()) {
      W.Stops = Work::Stop::Unknown;
      W.HeldWith = Of.Task->HeldWith;
      W.HeldThrough = Of.Task->HeldThrough;
    } else if (Expiry == ExpiryEffect::Waits && Of.Task->Stops == Work::Stop::GoesOn) {
      W.Stops = Work::Stop::GoesOn;
      W.Held = Of.Task->Held;
      W.HeldName = Of.Task->HeldName;
      W.HeldThrough = Of.Task->HeldThrough;
    }
  }
  bool Given = Limit.isGiven(Kind::Time) || Limit.isGiven(Kind::Timer);
  if (Given || (Seconds && *Seconds > 0)) {
    TimeTerm Term;
    Term.At = At;
    Term.Name = W.Name;
    Term.Each = Given ? Limit.Number : *Seconds;
    Term.Given = Limit.Given;
    W.Time.add(std::move(Term));
  }
  Value Result = made(std::move(W));
  Result.HandedOver = Of.HandedOver;
  return Result;
}

TimedValue TimedRun::timeout(const Evaluated &Call, Found<TimeoutEntry> Entry) {
  if (Call.Site.Callee->isOverloadedOperator())
    return race(Call, {Entry.Entry, Entry.Library, Entry.Root}, Entry->Expiry, {});
  if (Entry->Duration && !Call.Site.select(Entry->Duration))
    return {}; // The overload without a time.
  Value Limit;
  if (const Value *Given = Call.select(Entry->Duration))
    Limit = *Given;
  else
    for (const Value &V : Call.Args)
      if (!Limit && (V.Is == Kind::Time || V.is(Kind::Instant)))
        Limit = V;
  Found<async_tidy::Entry> From{Entry.Entry, Entry.Library, Entry.Root};
  if (!Entry->Tokens.empty()) {
    Value Token = Limit;
    Token.Is = Kind::Token;
    Token.Origin = Call.Site.E;
    Token.From = From;
    return Token;
  }
  const Value *Work = Entry->Work ? Call.select(Entry->Work) : Call.work();
  if (Entry->Work && !Work)
    return {}; // Another overload.
  ExpiryEffect Expiry = Entry->Expiry;
  // A source that the helper asks to stop reaches work that was handed its token.
  return limited(Call, Call.Site.E, Limit, Work ? asTask(*Work, Call) : Value(), Expiry, From);
}

TimedValue TimedRun::race(const Evaluated &Call, Found<Entry> From, ExpiryEffect Expiry, const Selector &Children) {
  SmallVector<const Value *, 4> All;
  if (const Value *Range = Children ? Call.select(Children) : nullptr) {
    All.push_back(Range);
  } else {
    if (Call.Site.Object && Call.Site.Callee->isOverloadedOperator())
      All.push_back(&Call.Object);
    for (const Value &V : Call.Args)
      All.push_back(&V);
  }
  const Value *Timer = nullptr, *Shortest = nullptr;
  bool Unknown = false;
  for (const Value *V : All) {
    if (!V->is(Kind::Work))
      Unknown = true;
    else if (V->Task->OnlySleeps)
      Timer = V;
    else if (!Shortest || V->Task->Time.Sum < Shortest->Task->Time.Sum)
      Shortest = V;
  }
  if (Timer) {
    Value Limit;
    const Timeline &Pause = Timer->Task->Time;
    if (Pause.Terms.size() == 1 && Pause.Terms[0].Times == 1 && Pause.Terms[0].Rounds.empty() && !Pause.Terms[0].Open) {
      Limit = number(Pause.Terms[0].Each);
      Limit.Given = Pause.Terms[0].Given;
      Limit.Is = Kind::Time;
    } else if (!Pause.Terms.empty() && !Pause.isOpen()) {
      Limit = number(Pause.Sum);
      Limit.Is = Kind::Time;
    }
    return limited(Call, Call.Site.E, Limit, Shortest ? *Shortest : Value(), Expiry, From);
  }
  if (!Shortest)
    return unknownWork(Call);
  Work W = *Shortest->Task;
  if (Unknown)
    W.Time = Timeline();
  if (All.size() > 1)
    W.Time.dropOpen(); // Another one may be done before.
  W.Stops = Work::Stop::Stops;
  W.HeldWith.clear();
  if (All.size() > 1)
    W.EndsWith.clear();
  for (const Value *V : All)
    if (V->is(Kind::Work) && !V->Task->Endless)
      W.Endless = nullptr;
  return made(std::move(W));
}

/// A group of operations is a race only when it is awaited with a condition that says so.
bool TimedRun::isRace(const CallSite &Call, Found<RaceEntry> Entry) {
  if (Entry->Conditions.empty())
    return true;
  for (const Stmt *Around = Body.parent(Call.E); isa_and_nonnull<Expr>(Around); Around = Body.parent(Around)) {
    auto Waits = CallSite::of(cast<Expr>(Around));
    if (!Waits || isa<CXXConstructExpr>(Around))
      continue;
    for (const Expr *Argument : Waits->Args)
      for (const std::string &Name : Entry->Conditions)
        if (Unit.roles().names(Entry, Name, recordOf(Argument->getType())))
          return true;
    return false;
  }
  return false;
}

/// What becomes of the losers of this race.
ExpiryEffect TimedRun::expiryOf(const CallSite &Call, Found<RaceEntry> Entry) {
  if (const TemplateArgumentList *Arguments = Call.Callee->getTemplateSpecializationArgs())
    for (const TemplateArgument &Argument : Arguments->asArray())
      if (Argument.getKind() == TemplateArgument::Integral && !Argument.getAsIntegral().isZero())
        if (const auto *Enum = Argument.getIntegralType()->getAs<EnumType>())
          if (Unit.roles().namesObject(Entry, Entry->Signal, *Enum->getDecl()))
            return ExpiryEffect::Cancels;
  return Entry->Expiry;
}

TimedValue TimedRun::gather(const Evaluated &Call, const GatherEntry &Entry) {
  SmallVector<Value, 4> Children;
  if (const Value *Range = Entry.Children ? Call.select(Entry.Children) : nullptr)
    Children.push_back(*Range);
  else
    Children.append(Call.Args.begin(), Call.Args.end());
  // The callable that is called for each element.
  for (const Value &V : Call.Args)
    if (V.is(Kind::Callable))
      Children.push_back(asTask(V, Call));
  Work W;
  W.Name = nameOf(Call.Site);
  W.Made = Call.Site.E;
  bool Known = false, AllHeld = true, EndlessHere = false;
  for (const Value &V : Children) {
    if (!V.is(Kind::Work))
      continue;
    Timeline Time = timeFromNow(*V.Task, Now->Spent.Sum);
    if (!Known || Time.Sum > W.Time.Sum)
      W.Time = Time;
    if (V.Task->Stops == Work::Stop::GoesOn) {
      W.Held = V.Task->Held;
      W.HeldName = V.Task->HeldName;
      W.HeldThrough = V.Task->HeldThrough;
    } else {
      AllHeld = false;
    }
    W.Loops |= V.Task->Loops;
    if (V.Task->Endless) {
      W.Endless = V.Task->Endless;
      EndlessHere |= V.Task->EndsWith.empty();
      llvm::append_range(W.EndsWith, V.Task->EndsWith);
    }
    Known = true;
  }
  if (EndlessHere)
    W.EndsWith.clear();
  if (!Known)
    W.Endless = Call.Site.E;
  W.Stops = Known && AllHeld ? Work::Stop::GoesOn : Work::Stop::Unknown;
  return made(std::move(W));
}

TimedValue TimedRun::sleep(const Evaluated &Call, const SleepEntry &Entry) {
  Value Time;
  if (const Value *Given = Call.select(Entry.Duration))
    Time = *Given;
  if (!Time && (Call.Object.isTime() || Call.Object.isGiven(Kind::Timer)))
    Time = Call.Object;
  for (const Value &V : Call.Args)
    if (!Time && (V.Is == Kind::Time || V.is(Kind::Instant)))
      Time = V;
  Work W;
  W.Name = nameOf(Call.Site);
  W.Made = Call.Site.E;
  W.Stops = Work::Stop::Stops;
  W.OnlySleeps = true;
  if (Time.Never) {
    W.OnlySleeps = false;
    W.Endless = Call.Site.E;
  } else if (Time) {
    TimeTerm Term;
    Term.At = Call.Site.E;
    Term.Name = W.Name;
    Term.Each = std::max(0.0, Time.is(Kind::Instant) ? Time.Number - Now->Spent.Sum : Time.Number);
    Term.Given = Time.Given;
    Term.Pause = true;
    W.Time.add(std::move(Term));
  }
  return made(std::move(W));
}

/// Operations with a deadline argument of their own.
TimedValue TimedRun::operation(const Evaluated &Call, Found<IoEntry> Entry) {
  Work W;
  W.Name = nameOf(Call.Site);
  W.Made = Call.Site.E;
  W.Stops = Work::Stop::Stops;
  W.Io = Entry;
  const Expr *Written = Call.Site.select(Entry->Deadline);
  const Value *Given = Call.select(Entry->Deadline);
  bool None =
      !Written || (Given && (Given->Never || (Entry->None == NoDeadline::Zero && *Given && Given->Number == 0) ||
                             (Entry->None == NoDeadline::Negative && *Given && Given->Number < 0)));
  bool Default = isa_and_nonnull<CXXDefaultArgExpr>(Written);
  if (None && !Entry->DefaultDeadline)
    W.Endless = Call.Site.E;
  bool Seconds =
      Given && (Given->Is == Kind::Time || (Given->Is == Kind::Number && Written->getType()->isFloatingType()));
  if (!None && Seconds && Given->Number > 0 && !Default) {
    TimeTerm Term;
    Term.At = Call.Site.E;
    Term.Name = W.Name;
    Term.Each = Given->Number;
    Term.Given = Given->Given;
    DeadlineSite Site;
    Site.At = Site.Call = Call.Site.E;
    Site.Name = W.Name;
    if (Given->Given.empty())
      Site.Limit = Given->Number;
    Site.Of = W;
    Site.OfOperation = true;
    Owner.add(std::move(Site));
    W.Time.add(std::move(Term));
  }
  noteTokens(Call, Call.Site.Callee, W);
  return made(std::move(W));
}

//===----------------------------------------------------------------------===//
// Work elsewhere, and shields
//===----------------------------------------------------------------------===//

static bool mentionsToken(UnitAnalysis &Unit, const Stmt *S) {
  const auto *E = dyn_cast_or_null<Expr>(S);
  return (E && isStopToken(Unit, E->getType())) ||
         (S && llvm::any_of(S->children(), [&](const Stmt *Child) { return mentionsToken(Unit, Child); }));
}

/// True for a callable of which only the type is known, and which nobody else in the unit hands in.
bool TimedRun::isOpaqueCallable(const Expr *E) {
  if (!E || !isCallableType(E->IgnoreParenImpCasts()->getType()) || mentionsToken(Unit, E))
    return false;
  const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(namedObject(E));
  return !Parameter || Unit.index().mentions(&Body.function()).empty();
}

TimedValue TimedRun::offload(const Evaluated &Call, const OffloadEntry &Entry) {
  const Value *Given = Call.select(Entry.Work);
  if (!Given || !*Given)
    Given = Call.work();
  Value Opaque;
  if (!Given && isOpaqueCallable(Call.Site.select(Entry.Work))) {
    Opaque.Is = Kind::Callable;
    Given = &Opaque;
  }
  if (!Given)
    return {};
  const Expr *Executor = Call.Site.select(Entry.Executor);
  bool Pool = !Executor || Unit.threads().ofExecutor(Executor, &Body) == Thread::Pool;
  if (Given->is(Kind::Work)) {
    // A coroutine that is moved elsewhere stops as it did before; one that never awaits does not.
    Work W = *Given->Task;
    if (W.NoAwait && Pool && W.Stops == Work::Stop::Unknown) {
      W.Stops = Work::Stop::GoesOn;
      W.Held = W.Made;
      W.HeldName = W.Name;
      W.HeldThrough.clear();
    }
    Value Result = made(std::move(W));
    Result.HandedOver = Given->HandedOver;
    return Result;
  }
  if (!Given->is(Kind::Callable))
    return {};
  Work W;
  W.Name = nameOf(Call.Site);
  W.Made = W.Endless = Call.Site.E;
  const FunctionBody *Callee = Given->Function ? Unit.body(Given->Function) : nullptr;
  if (Given->Origin && isa<LambdaExpr>(Given->Origin))
    Callee = lambdaBody(Unit, cast<LambdaExpr>(Given->Origin));
  noteTokens(Call, Given->Function, W);
  if (W.Stops != Work::Stop::Stops && Pool) {
    // One that the library hands to a callable that takes it.
    bool Handed = Entry.Stoppable && Given->Function && llvm::any_of(Given->Function->parameters(), [&](const auto *P) {
                    return isStopToken(Unit, P->getType());
                  });
    bool Looks = Callee ? looksAtStopToken(Unit, *Callee) : Handed;
    W.IgnoresToken |= Handed && !Looks;
    W.Stops = Looks ? Work::Stop::Stops : Work::Stop::GoesOn;
    W.Held = Call.Site.E;
    W.HeldName = W.Name;
  }
  Value Result = made(std::move(W));
  Result.HandedOver = Given->HandedOver;
  return Result;
}

/// True for `Token{}`, and for a variable that was made like that.
static bool isMadeFromNothing(const Expr *E, unsigned Depth = 0) {
  E = stripToObject(E);
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    return Depth < 4 && isMadeFromNothing(Cast->getSubExpr(), Depth + 1);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return llvm::all_of(Construct->arguments(), [](const Expr *A) { return isa<CXXDefaultArgExpr>(A); });
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return List->getNumInits() == 0;
  if (isa<CXXScalarValueInitExpr>(E))
    return true;
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Var && !isa<ParmVarDecl>(Var) && Var->getInit() && Depth < 4 && isMadeFromNothing(Var->getInit(), Depth + 1);
}

/// True when the type of \p E, as it is written or behind an alias, is one of \p List.
static bool isWrittenAs(const Roles &Models, const Found<ShieldEntry> &In, const Names &List, const Expr *E) {
  for (QualType T = E->IgnoreParenImpCasts()->getType(); !T.isNull();) {
    const auto *Alias = T->getAs<TypedefType>();
    const NamedDecl *D = Alias ? static_cast<const NamedDecl *>(Alias->getDecl()) : T->getAsCXXRecordDecl();
    if (D && Models.namesObject(In, List, *D))
      return true;
    if (!Alias)
      return false;
    T = Alias->desugar();
  }
  return false;
}

TimedValue TimedRun::shield(const Evaluated &Call, Found<ShieldEntry> Entry) {
  if (!Entry->Filter.empty()) {
    OpenShields.clear();
    if (llvm::any_of(Call.Site.Args, [&](const Expr *E) { return isWrittenAs(Unit.roles(), Entry, Entry->Filter, E); }))
      OpenShields.push_back(Owner.add({Call.Site.E, nameOf(Call.Site), Work(), Entry, true}));
    Work Asks;
    Asks.Neutral = true;
    return made(std::move(Asks));
  }
  const Expr *Token = Call.Site.select(Entry->Token);
  const Value *Given = Entry->Work ? Call.select(Entry->Work) : nullptr;
  if (Entry->Token && (!Token || !isMadeFromNothing(Token)))
    return Given ? *Given : Value();
  if (!Entry->Work) {
    Value Bound;
    Bound.Is = Kind::Token;
    Bound.Origin = Call.Site.E;
    Bound.Shields = Entry;
    Bound.ShieldName = nameOf(Call.Site);
    return Bound;
  }
  Value Shielded = Given ? asTask(*Given, Call) : Value();
  if (!Shielded.is(Kind::Work))
    return Shielded;
  const Expr *At = Shielded.HandedOver ? Shielded.HandedOver : Call.Site.E;
  auto Here = CallSite::of(At);
  Owner.add({At, Here ? nameOf(*Here) : nameOf(Call.Site), *Shielded.Task, Entry, false});
  Work W = *Shielded.Task;
  W.Stops = Work::Stop::Stops; // That it goes on is meant.
  W.HeldWith.clear();
  W.OnlySleeps = false;
  Value Result = made(std::move(W));
  Result.HandedOver = Shielded.HandedOver;
  return Result;
}

//===----------------------------------------------------------------------===//
// What a call means to its library
//===----------------------------------------------------------------------===//

TimedValue TimedRun::byRole(const Evaluated &Call, bool &Done) {
  const Roles &Models = Unit.roles();
  const CallSite &Site = Call.Site;
  if (isa<CXXConstructExpr>(Site.E) && !Models.call(Role::Gather, Site) && !Models.call(Role::Offload, Site))
    return {};
  if (auto Member = Site.Object ? Models.call<TimeoutEntry>(Role::TimeoutMember, Site) : Found<TimeoutEntry>()) {
    ObjectPath Path = objectPath(Site.Object, Body);
    const NamedDecl *Key = Path.Root;
    for (const NamedDecl *Part : Path.Members)
      if (isa<FieldDecl>(Part))
        Key = Part;
    const Value *Time = Call.select(Member->Duration);
    if (const auto *Object = dyn_cast_or_null<ValueDecl>(Key)) {
      TimeTerm &Term = Now->Limits[Object] = TimeTerm();
      Term.At = Site.E;
      Term.Name = Object->getNameAsString();
      if (Time && Time->isGiven(Kind::Time)) {
        Term.Each = Time->Number;
        Term.Given = Time->Given;
      } else if (Time && !Time->Never && Time->isTime())
        Term.Each = std::max(0.0, Time->is(Kind::Instant) ? Time->Number - Now->Spent.Sum : Time->Number);
    }
    Done = true;
    return {};
  }
  if (Site.Object && Models.call(Role::TimeoutDisable, Site)) {
    Now->Limits.clear();
    Done = true;
    return {};
  }
  auto Found = [&](Value V) {
    Done = bool(V);
    return V;
  };
  if (auto Entry = Models.call<TimeoutEntry>(Role::Timeout, Site))
    if (Value V = timeout(Call, Entry))
      return Found(V);
  if (auto Entry = Models.call<RaceEntry>(Role::Race, Site); Entry && isRace(Site, Entry))
    return Found(race(Call, {Entry.Entry, Entry.Library, Entry.Root}, expiryOf(Site, Entry), Entry->Children));
  if (auto Entry = Models.call<GatherEntry>(Role::Gather, Site))
    return Found(gather(Call, *Entry.Entry));
  if (auto Entry = Models.call<SleepEntry>(Role::Sleep, Site))
    return Found(sleep(Call, *Entry.Entry));
  if (auto Entry = Models.call<ShieldEntry>(Role::Shield, Site))
    return Found(shield(Call, Entry));
  if (auto Entry = Models.call<IoEntry>(Role::Io, Site))
    return Found(operation(Call, Entry));
  if (auto Entry = Models.call<OffloadEntry>(Role::Offload, Site))
    if (Value V = offload(Call, *Entry.Entry))
      return Found(V);
  if (auto Entry = Models.call<SpawnEntry>(Role::Spawn, Site)) {
    const Value *Task = Call.select(Entry->Task);
    Value V = Task ? asTask(*Task, Call) : Value();
    if (V.is(Kind::Work) && isAwaitable(Site.E->getType())) {
      Work W = *V.Task;
      const Expr *Executor = Site.select(Entry->Executor);
      if (W.NoAwait && W.Stops == Work::Stop::Unknown && Executor &&
          Unit.threads().ofExecutor(Executor, &Body) == Thread::Pool) {
        W.Stops = Work::Stop::GoesOn;
        W.Held = Site.E;
        W.HeldName = nameOf(Site);
      }
      if (Entry->Handle == HandleFate::Returned || Unit.awaitables().classify(Site.E->getType()).Running)
        W.Started = Now->Spent;
      V.Task = std::make_shared<const Work>(std::move(W));
      return Found(V);
    }
    return {};
  }
  auto Hop = Models.call<HopEntry>(Role::Hop, Site);
  if (Hop && Hop->To != HopTarget::Token) {
    Work W;
    W.Neutral = true;
    W.Hop = Hop->To == HopTarget::Pool;
    if (const Expr *To = Site.select(Hop->Argument); To && Hop->To == HopTarget::Argument)
      W.Hop = Unit.threads().ofExecutor(To, &Body) == Thread::Pool;
    // A task that is handed to the hop is what is awaited.
    if (const Value *Task = Call.work(); Task && Task->is(Kind::Work))
      return Found(*Task);
    return Found(made(std::move(W)));
  }
  if (Models.call(Role::Yield, Site) || Models.call(Role::LockCall, Site) || Models.call(Role::Semaphore, Site)) {
    Work W;
    W.Name = nameOf(Site);
    W.Made = Site.E;
    W.Neutral = true;
    return Found(made(std::move(W)));
  }
  return {};
}

} // namespace async_tidy
