//===--- InferredRoles.cpp ------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/InferredRoles.h"
#include "analysis/ExecutionContext.h"
#include "analysis/ParameterFlow.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/ValueFate.h"

using namespace clang;

namespace async_tidy {

InferredRoles::InferredRoles(UnitAnalysis &Unit) : Unit(Unit) {}
InferredRoles::~InferredRoles() = default;

static Selector position(unsigned Position) {
  Selector S;
  S.What = Selector::Kind::Position;
  S.Position = Position;
  return S;
}

template <typename T> T &InferredRoles::make(const Entry &Like) {
  std::deque<T> &Entries = std::get<std::deque<T>>(Made);
  Entries.push_back(static_cast<const T &>(Like));
  return Entries.back();
}

Selector InferredRoles::parameter(const FunctionBody &Body, const Expr *E) {
  const auto *Parameter = E ? dyn_cast_or_null<ParmVarDecl>(namedObject(E)) : nullptr;
  if (!Parameter || Parameter->getFunctionScopeIndex() >= Body.function().getNumParams() ||
      Body.function().getParamDecl(Parameter->getFunctionScopeIndex()) != Parameter)
    return {};
  return position(Parameter->getFunctionScopeIndex());
}

/// The parameter that the argument \p S of \p Call is made from. Without a selector, or for every argument: the first.
static std::optional<unsigned> handedOn(const ParameterFlow &Flow, const CallSite &Call, const Selector &S) {
  if (const Expr *E = Call.select(S))
    return Flow.from(E);
  if (S && S.What != Selector::Kind::All)
    return std::nullopt;
  for (const Expr *E : Call.Args)
    if (auto Position = Flow.from(E))
      return Position;
  return std::nullopt;
}

Found<Entry> InferredRoles::call(Role R, const CallSite &Call) {
  // A lambda that is called by its name is no wrapper of the project's vocabulary, but means the same.
  if (!Call.Callee || Call.isVirtualDispatch() || isa<CXXConstructorDecl>(Call.Callee))
    return {};
  return function(R, Call.Callee);
}

Found<Entry> InferredRoles::function(Role R, const FunctionDecl *Function) {
  switch (R) {
  case Role::Spawn:
  case Role::Offload:
  case Role::Timeout:
  case Role::Gather:
  case Role::Sleep:
  case Role::Shield:
    break;
  default:
    return {};
  }
  const Inference *Known = infer(R, Function);
  return Known ? Known->Result : Found<Entry>();
}

const InferredRoles::Inference *InferredRoles::infer(Role R, const FunctionDecl *Function) {
  const FunctionBody *Body = Unit.body(Function);
  if (!Body || Body->function().isDependentContext())
    return nullptr;
  std::pair<const FunctionDecl *, Role> Key(&Body->function(), R);
  if (auto It = Known.find(Key); It != Known.end())
    return It->second && It->second->Result ? It->second.get() : nullptr;
  if (auto It = InProgress.find(Key); It != InProgress.end()) {
    LowestOpen = std::min(LowestOpen, It->second);
    return nullptr;
  }
  if (Depth > 12)
    return nullptr;
  unsigned Own = ++Depth;
  InProgress[Key] = Own;
  unsigned Outer = std::exchange(LowestOpen, ~0u);
  std::optional<Inference> Result = compute(R, *Body);
  InProgress.erase(Key);
  --Depth;
  bool ReliedOnOpen = LowestOpen < Own;
  LowestOpen = std::min(Outer, ReliedOnOpen ? LowestOpen : ~0u);
  if (!Result && ReliedOnOpen)
    return nullptr; // Asked again once the function that calls this one is known.
  auto &Slot = Known[Key] = std::make_unique<Inference>(Result ? std::move(*Result) : Inference());
  return Slot->Result ? Slot.get() : nullptr;
}

std::optional<InferredRoles::Inference> InferredRoles::compute(Role R, const FunctionBody &Body) {
  if (R == Role::Sleep)
    return sleep(Body);
  ParameterFlow Flow(Unit, Body);
  if (R == Role::Spawn)
    return spawn(Body, Flow);
  if (!Flow.any())
    return std::nullopt;
  switch (R) {
  case Role::Offload:
    return offload(Body, Flow);
  case Role::Timeout:
    return timeout(Body, Flow);
  case Role::Gather:
    return gather(Body, Flow);
  case Role::Shield:
    return shield(Flow);
  default:
    return std::nullopt;
  }
}

/// True when the function runs \p In, its own body or that of a lambda in it, and returns what becomes of \p E there.
static bool isReturned(const FunctionBody &Body, const FunctionBody &In, const Expr *E) {
  return &Body == &In && !E->getType()->isVoidType() && fateOf(In, E).What == Fate::Returned;
}

std::optional<InferredRoles::Inference> InferredRoles::spawn(const FunctionBody &Body, const ParameterFlow &Flow) {
  for (const FunctionBody *In : Flow.bodies())
    for (const CallSite &Call : In->calls()) {
      auto Inner = Unit.meaning<SpawnEntry>(Role::Spawn, Call);
      if (!Inner)
        continue;
      auto Task = handedOn(Flow, Call, Inner->Task);
      // The awaited result of a spawn is not its handle.
      bool Returned = Inner->Handle != HandleFate::None && isReturned(Body, *In, Call.E) && !Body.isCoroutine();
      if (!Task && !Returned)
        continue;
      // With a token that makes an awaitable of it, it starts when that one is awaited.
      if (Returned && Inner->Handle == HandleFate::Token && Unit.awaitables().classify(Call.E->getType()))
        continue;
      if (In == &Body && fateOf(*In, Call.E).What == Fate::Awaited)
        continue; // It waits for its task.
      const Expr *Handler = Call.select(Inner->Handler);
      Selector OwnHandler = parameter(Body, Handler);
      SpawnEntry &Own = make<SpawnEntry>(*Inner.Entry);
      Own.Task = Task ? position(*Task) : Selector();
      Own.Executor = parameter(Body, Call.select(Inner->Executor));
      Own.Handler = OwnHandler;
      bool TokenHere = Inner->Handle == HandleFate::Token && !OwnHandler;
      if (Returned) {
        if (TokenHere)
          Own.Handle = HandleFate::Returned;
        if (Own.Handle == HandleFate::Returned)
          Own.Errors = ErrorFate::Returned;
      } else {
        if (TokenHere || Own.Handle == HandleFate::Returned)
          Own.Handle = fateOf(*In, Call.E).What == Fate::Stored ? HandleFate::Kept : HandleFate::None;
        // What is lost in the body is a matter of the body, and reported there.
        if (!OwnHandler)
          Own.Errors = ErrorFate::Reported;
      }
      return Inference{{&Own, Inner.Library, Inner.Root}, In, Call};
    }
  return std::nullopt;
}

std::optional<InferredRoles::Inference> InferredRoles::offload(const FunctionBody &Body, const ParameterFlow &Flow) {
  OffloadEntry Plain;
  for (const FunctionBody *In : Flow.bodies())
    for (const CallSite &Call : In->calls()) {
      const Expr *Executor = nullptr;
      std::optional<unsigned> Work;
      Found<Entry> From;
      bool Stoppable = false, Somewhere = false;
      if (auto Inner = Unit.meaning<OffloadEntry>(Role::Offload, Call)) {
        Work = handedOn(Flow, Call, Inner->Work);
        RoleArgument Where = argument(Role::Offload, Call, &OffloadEntry::Executor);
        Executor = Where.In ? nullptr : Where.E;
        Stoppable = Inner->Stoppable;
        From = {Inner.Entry, Inner.Library, Inner.Root};
        Somewhere = !Executor; // Without an executor: a thread of its own.
      } else if (auto Spawn = Unit.meaning<SpawnEntry>(Role::Spawn, Call)) {
        Work = handedOn(Flow, Call, Spawn->Task);
        Executor = Call.select(Spawn->Executor);
        if (!Executor)
          continue;
        From = {Spawn.Entry, Spawn.Library, Spawn.Root};
      } else if (In->isCoroutine()) {
        // Moves to a pool and calls it there.
        Work = Flow.called(Call);
        if (!Work || !Flow.isCallable(*Work) || Unit.threads().at(*In, Call.E) != Thread::Pool)
          continue;
        Somewhere = true;
        From.Entry = &Plain;
      }
      if (!Work || !Flow.isCallable(*Work))
        continue;
      Selector Own = Executor ? parameter(Body, Executor) : Selector();
      if (!Somewhere && !Own && Unit.threads().ofExecutor(Executor, In) != Thread::Pool)
        continue;
      OffloadEntry &Entry = make<OffloadEntry>(Plain);
      Entry.Line = From.Entry->Line;
      Entry.Work = position(*Work);
      Entry.Executor = Own;
      Entry.Stoppable = Stoppable;
      return Inference{{&Entry, From.Library, From.Root}, In, Call};
    }
  return std::nullopt;
}

/// The call on the timer \p Timer that sets it, or its construction; the last argument is the time.
static const Expr *timerSetting(const FunctionBody &Body, const ValueDecl *Timer) {
  const Expr *Result = nullptr;
  if (const auto *Var = dyn_cast_or_null<VarDecl>(Timer); Var && Var->getInit())
    if (auto Made = CallSite::of(stripWrapping(Var->getInit())))
      for (const Expr *Argument : Made->Args)
        if (!isa<CXXDefaultArgExpr>(Argument) && Made->Args.size() > 1)
          Result = Argument;
  for (const CallSite &Call : Body.calls())
    if (Call.Object && Timer && namedObject(Call.Object) == Timer && Call.Args.size() == 1 &&
        Call.Args.front()->getType()->isRecordType())
      Result = Call.Args.front();
  return Result;
}

Found<Entry> InferredRoles::sleepIn(const FunctionBody &Body, const Expr *E, CallSite &Call, const Expr *&Duration) {
  auto Site = CallSite::of(stripToObject(E));
  if (!Site)
    return {};
  auto Sleep = Unit.meaning<SleepEntry>(Role::Sleep, *Site);
  if (!Sleep)
    return {};
  Call = *Site;
  Duration = Site->select(Sleep->Duration);
  if (!Duration)
    if (RoleArgument Inside = argument(Role::Sleep, *Site, &SleepEntry::Duration); Inside.In)
      Duration = Inside.E;
  if (!Duration && Site->Object)
    Duration = timerSetting(Body, namedObject(Site->Object));
  return {Sleep.Entry, Sleep.Library, Sleep.Root};
}

std::optional<InferredRoles::Inference> InferredRoles::timeout(const FunctionBody &Body, const ParameterFlow &Flow) {
  for (const FunctionBody *In : Flow.bodies())
    for (const CallSite &Call : In->calls()) {
      auto Inner = Unit.meaning<TimeoutEntry>(Role::Timeout, Call);
      Found<Entry> From = {Inner.Entry, Inner.Library, Inner.Root};
      bool IsOperator = Call.Callee && Call.Callee->isOverloadedOperator() && Call.Args.size() == 2;
      const Expr *Duration = nullptr;
      std::optional<unsigned> Work;
      ExpiryEffect Expiry = Inner ? Inner->Expiry : ExpiryEffect::Unknown;
      auto Race = Inner ? Found<RaceEntry>() : Unit.roles().call<RaceEntry>(Role::Race, Call);
      if (Race || (Inner && IsOperator)) {
        // One of those that race is a timer.
        bool Timed = false;
        for (const Expr *Child : Call.Args) {
          CallSite Sleep;
          const Expr *Set = nullptr;
          if (sleepIn(*In, Child, Sleep, Set)) {
            Timed = true;
            Duration = Set;
          } else if (!Work) {
            Work = Flow.from(Child);
          }
        }
        if (!Timed)
          continue;
        if (Race)
          From = {Race.Entry, Race.Library, Race.Root};
      } else if (Inner) {
        Duration = Call.select(Inner->Duration);
        if (Inner->Work || Inner->Tokens.empty())
          Work = handedOn(Flow, Call, Inner->Work);
        // A completion token: the deadline of the operation that it is handed to.
        for (const Stmt *Around = In->parent(Call.E); Around && !Work; Around = In->parent(Around)) {
          if (!isa<Expr>(Around) || suspensionOperand(cast<Expr>(Around)))
            break;
          auto Operation = CallSite::of(cast<Expr>(Around));
          if (!Operation)
            continue;
          if ((Work = Flow.called(*Operation)))
            break;
          if (!Operation->Callee || !isa<CXXConstructExpr>(Around))
            for (const Expr *Argument : Operation->Args)
              if (!Work)
                Work = Flow.from(Argument);
        }
      }
      if (!Work)
        continue;
      TimeoutEntry &Own = make<TimeoutEntry>(TimeoutEntry());
      Own.Line = From.Entry->Line;
      Own.Work = position(*Work);
      Own.Duration = parameter(Body, Duration);
      Own.Expiry = Expiry;
      return Inference{{&Own, From.Library, From.Root}, In, Call, Duration};
    }
  return std::nullopt;
}

std::optional<InferredRoles::Inference> InferredRoles::gather(const FunctionBody &Body, const ParameterFlow &Flow) {
  for (const FunctionBody *In : Flow.bodies())
    for (const CallSite &Call : In->calls()) {
      auto Inner = Unit.meaning<GatherEntry>(Role::Gather, Call);
      if (!Inner)
        continue;
      llvm::SmallVector<unsigned, 4> Children;
      if (const Expr *Range = Call.select(Inner->Children)) {
        if (auto Position = Flow.from(Range))
          Children.push_back(*Position);
      } else {
        for (const Expr *Child : Call.Args)
          if (auto Position = Flow.from(Child))
            Children.push_back(*Position);
      }
      if (Children.empty())
        continue;
      GatherEntry &Own = make<GatherEntry>(*Inner.Entry);
      QualType First = Body.function().getParamDecl(Children.front())->getType();
      Own.Range = !Unit.awaitables().classify(First);
      Own.Children = position(Children.front());
      if (!Own.Range && Children.size() > 1)
        Own.Children.What = Selector::Kind::All;
      Own.Limit = parameter(Body, Call.select(Inner->Limit));
      Own.Succeed = Own.Settle = Own.Bounded = "";
      return Inference{{&Own, Inner.Library, Inner.Root}, In, Call};
    }
  return std::nullopt;
}

std::optional<InferredRoles::Inference> InferredRoles::shield(const ParameterFlow &Flow) {
  for (const FunctionBody *In : Flow.bodies())
    for (const CallSite &Call : In->calls())
      if (auto Inner = Unit.meaning<ShieldEntry>(Role::Shield, Call))
        if (auto Work = handedOn(Flow, Call, Inner->Work)) {
          ShieldEntry &Own = make<ShieldEntry>(*Inner.Entry);
          Own.Work = position(*Work);
          return Inference{{&Own, Inner.Library, Inner.Root}, In, Call};
        }
  return std::nullopt;
}

/// True for `co_await object`: the coroutine asks for something of its own, such as its executor.
static bool isPlainObject(const Expr *Operand) { return isa<DeclRefExpr, MemberExpr>(stripToObject(Operand)); }

std::optional<InferredRoles::Inference> InferredRoles::sleep(const FunctionBody &Body) {
  if (!Body.loops().empty())
    return std::nullopt;
  llvm::SmallVector<const Expr *, 2> Waits;
  if (Body.isCoroutine()) {
    for (const Expr *Suspension : Body.suspensions())
      if (const Expr *Operand = suspensionOperand(Suspension); Operand && !isPlainObject(Operand))
        Waits.push_back(Operand);
  } else if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Body.body()); Block && !Block->body_empty()) {
    // A plain function that hands on a sleep.
    if (const auto *Return = dyn_cast<ReturnStmt>(Block->body_back()); Return && Return->getRetValue())
      Waits.push_back(Return->getRetValue());
  }
  if (Waits.size() != 1)
    return std::nullopt;
  CallSite Call;
  const Expr *Duration = nullptr;
  Found<Entry> Inner = sleepIn(Body, Waits.front(), Call, Duration);
  if (!Inner)
    return std::nullopt;
  SleepEntry &Own = make<SleepEntry>(*Inner.Entry);
  Own.Duration = parameter(Body, Duration);
  return Inference{{&Own, Inner.Library, Inner.Root}, &Body, Call, Duration};
}

RoleArgument InferredRoles::argument(Role R, const CallSite &Call, Which Select, unsigned Depth) {
  if (Depth > 8)
    return {};
  Found<Entry> Of = Unit.roles().call<Entry>(R, Call);
  if (Of) {
    const Expr *E = Call.select(Select(*Of.Entry));
    return {E, nullptr};
  }
  Of = call(R, Call);
  if (!Of)
    return {};
  if (const Expr *E = Call.select(Select(*Of.Entry)))
    return {E, nullptr};
  const Inference *Inside = infer(R, Call.Callee);
  if (!Inside || !Inside->Inner.E)
    return {};
  if (Unit.meaning(R, Inside->Inner)) {
    RoleArgument Deeper = argument(R, Inside->Inner, Select, Depth + 1);
    if (Deeper)
      return {Deeper.E, Deeper.In ? Deeper.In : Inside->In};
  }
  return {};
}

RoleArgument InferredRoles::duration(Role R, const CallSite &Call) {
  auto Select = [R](const Entry &E) {
    return R == Role::Sleep ? static_cast<const SleepEntry &>(E).Duration
                            : static_cast<const TimeoutEntry &>(E).Duration;
  };
  if (RoleArgument Found = argument(R, Call, Select, 0))
    return Found;
  const Inference *Inside = Unit.roles().call(R, Call) ? nullptr : infer(R, Call.Callee);
  for (unsigned Step = 0; Inside && Step < 8; ++Step) {
    if (Inside->Duration)
      return {Inside->Duration, Inside->In};
    Inside = Inside->Inner.Callee ? infer(R, Inside->Inner.Callee) : nullptr;
  }
  return {};
}

Found<GroupEntry> InferredRoles::group(const CXXRecordDecl *Record) {
  if (!Record || !(Record = Record->getDefinition()))
    return {};
  if (auto Known = Unit.roles().type<GroupEntry>(Role::Group, Record))
    return Known;
  auto [It, New] = Groups.try_emplace(Record);
  if (!New)
    return It->second;
  Found<GroupEntry> Owned;
  for (const FieldDecl *Field : Record->fields())
    if (!Owned)
      Owned = group(recordOf(Field->getType()));
  if (Owned && llvm::none_of(Record->methods(), [&](const CXXMethodDecl *Method) {
        auto Spawn = function(Role::Spawn, Method);
        return Spawn && static_cast<const SpawnEntry *>(Spawn.Entry)->Task;
      }))
    Owned = {};
  return Groups[Record] = Owned;
}

} // namespace async_tidy
