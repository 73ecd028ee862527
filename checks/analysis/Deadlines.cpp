//===--- Deadlines.cpp - Which awaits can last for ever ---===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Deadlines.h"
#include "analysis/DeadlineFacts.h"
#include "analysis/Durations.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/UnitIndex.h"

using namespace clang;

namespace async_tidy {

//===----------------------------------------------------------------------===//
// What a body awaits without a bound
//===----------------------------------------------------------------------===//

static bool disables(const Expr *Deadline, NoDeadline None, const ASTContext &Context) {
  std::optional<TimeValue> Value = constantTime(Deadline, Context);
  if (!Value)
    return false;
  return Value->Maximum || (None == NoDeadline::Zero && Value->isZero()) ||
         (None == NoDeadline::Negative && Value->isNegative());
}

static const ParmVarDecl *parameterBehind(const Expr *E, const FunctionBody &Body) {
  const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(timeSource(E));
  return Parameter && Parameter->getDeclContext() == &Body.function() ? Parameter : nullptr;
}

/// Deadlines of the objects of \p Wait that code in other files may set: a helper that was called before, with the
/// object or on it, or whatever looks after a field wherever it is used.
void DeadlineAnalysis::addBoundsElsewhere(const FunctionBody &Body, UnboundedWait &Wait) {
  ProgramFacts &Program = Unit.program();
  if (!Program.isActive())
    return;
  auto Unless = [&](const Atom &A) {
    if (!llvm::is_contained(Wait.When.Unless, A))
      Wait.When.Unless.push_back(A);
  };
  for (const CallSite &Before : Body.calls()) {
    if (Body.order(Before.E) >= Body.order(Wait.Call) || !Program.isOpen(Before.Callee))
      continue;
    for (unsigned I = 0; I < Before.Args.size(); ++I)
      if (ObjectPath Handed = objectPath(Before.Args[I], Body);
          Handed && llvm::any_of(Wait.Objects, [&](const ObjectPath &O) { return O.isWithin(Handed); }))
        Unless(Program.atom(Predicate::Bounds, Before.Callee, I));
    if (ObjectPath On = Before.Object ? objectPath(Before.Object, Body) : ObjectPath())
      for (const ObjectPath &O : Wait.Objects)
        if (O.isWithin(On) && O.Members.size() > On.Members.size())
          Unless(boundsPart(Program, Before.Callee, ArrayRef(O.Members).drop_front(On.Members.size())));
  }
  if (Wait.Missed)
    return; // This body sets or takes away a deadline of its own.
  for (const ObjectPath &O : Wait.Objects)
    for (const NamedDecl *Member : O.Members)
      if (const auto *Field = dyn_cast<FieldDecl>(Member); Field && isa<CXXRecordDecl>(Field->getParent()))
        Unless({Predicate::Bounds, Program.id(Field)});
}

/// Adds \p Wait once for each await that it leads to.
void DeadlineAnalysis::place(const FunctionBody &Body, UnboundedWait Wait, std::vector<UnboundedWait> &Into) {
  ObjectDeadline Deadline = Flow.at(Body, Wait.Call, Wait.Objects);
  if (Deadline.Holds) {
    if (!Deadline.Depends || Wait.Depends)
      return;
    Wait.Depends = Deadline.Depends;
  }
  if (Deadline.Missed) {
    Wait.Missed = Deadline.Missed;
    Wait.TakenAway = Deadline.TakenAway;
  }
  addBoundsElsewhere(Body, Wait);
  Uses Found = follow(Body, Wait.Call);
  if (llvm::any_of(Found, [](const Use &U) { return U.What == Fate::Bounded; }))
    return;
  for (const Use &U : Found) {
    if (U.What == Fate::Started || (U.What == Fate::Returned && Body.isCoroutine()))
      continue;
    Wait.Site = U.What == Fate::Awaited ? U.Suspension : nullptr;
    if (Wait.Site && Flow.at(Body, Wait.Site, Wait.Objects).Holds && !Wait.Depends)
      continue;
    Wait.When &= U.When;
    Into.push_back(Wait);
    return;
  }
}

void DeadlineAnalysis::addOperation(const FunctionBody &Body, const CallSite &Call, Found<IoEntry> Io,
                                    std::vector<UnboundedWait> &Into) {
  if (Io->Idle)
    return;
  UnboundedWait Wait;
  Wait.Call = Call.E;
  Wait.Io = Io;
  Wait.Steps.push_back({Call.loc(), displayName(*Call.Callee)});
  if (const Expr *Deadline = Call.select(Io->Deadline)) {
    if (const ParmVarDecl *Limit = parameterBehind(Deadline, Body))
      Wait.Depends = Limit;
    else if (const auto *Field = dyn_cast_or_null<FieldDecl>(timeSource(Deadline))) {
      if (Flow.mayHoldTime(Field, [&](const Expr *E) { return disables(E, Io->None, Unit.context()); }))
        return;
    } else if (!disables(Deadline, Io->None, Unit.context()))
      return;
    if (Wait.Depends && Io->None == NoDeadline::Unstated)
      return;
  } else if (Io->DefaultDeadline) {
    return;
  }
  const Expr *Object = Call.select(Io->Object);
  if (Object)
    if (ObjectPath Path = objectPath(Object, Body)) {
      Wait.Objects.push_back(std::move(Path));
      Wait.HasObject = true;
    }
  for (const Expr *Argument : Call.Args) {
    if (Argument == Object)
      continue;
    if (hasDeadlineToken(Body, Argument))
      return;
    // Signals and slots that are bound to the token.
    SmallVector<const Stmt *, 8> Queue{Argument};
    while (!Queue.empty()) {
      const Stmt *S = Queue.pop_back_val();
      if (!S || isa<LambdaExpr>(S))
        continue;
      if (const auto *E = dyn_cast<Expr>(S); isa_and_nonnull<DeclRefExpr, MemberExpr>(E))
        if (ObjectPath Path = objectPath(E, Body); Path && recordOf(E->getType()))
          Wait.Objects.push_back(std::move(Path));
      llvm::append_range(Queue, S->children());
    }
  }
  place(Body, std::move(Wait), Into);
}

/// The answer to a request that this coroutine sent, waited for with a timer that never expires.
void DeadlineAnalysis::addEvent(const FunctionBody &Body, const CallSite &Call, std::vector<UnboundedWait> &Into) {
  if (!Call.Object || !Flow.isEvent(objectPath(Call.Object, Body)))
    return;
  const Stmt *Loop = Body.enclosing<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Call.E);
  for (const CallSite &Sent : Body.calls()) {
    if (Body.order(Sent.E) > Body.order(Call.E))
      break;
    if (Loop && Body.isWithin(Sent.E, Loop))
      continue;
    Found<IoEntry> Io = Unit.roles().call<IoEntry>(Role::Io, Sent);
    if (!Io)
      if (const FunctionBody *Callee = Unit.body(Sent.Callee); Callee && Callee->isCoroutine())
        for (const CallSite &Inner : Callee->calls())
          if (!Io)
            Io = Unit.roles().call<IoEntry>(Role::Io, Inner);
    if (!Io || Io->Idle)
      continue;
    UnboundedWait Wait;
    Wait.Call = Call.E;
    Wait.Io = Io;
    Wait.Event = true;
    Wait.Steps.push_back({Call.loc(), displayName(*Call.Callee)});
    Wait.Objects.push_back(objectPath(Call.Object, Body));
    place(Body, std::move(Wait), Into);
    return;
  }
}

std::optional<UnboundedWait> DeadlineAnalysis::mapped(const UnboundedWait &Wait, const FunctionBody &Callee,
                                                      const CallSite &Call, const FunctionBody &Caller) {
  UnboundedWait Out = Wait;
  Out.Call = Call.E;
  Out.Site = nullptr;
  Out.Depends = nullptr;
  if (Wait.Depends) {
    unsigned Index = Wait.Depends->getFunctionScopeIndex();
    const Expr *Limit = Index < Call.Args.size() ? Call.Args[Index] : nullptr;
    if (!Limit)
      return std::nullopt;
    if (const ParmVarDecl *Own = parameterBehind(Limit, Caller))
      Out.Depends = Own;
    else if (NoDeadline None = Wait.Io ? Wait.Io->None : NoDeadline::Zero;
             !disables(Limit, None == NoDeadline::Unstated ? NoDeadline::Zero : None, Unit.context()))
      return std::nullopt;
  }
  Out.Objects.clear();
  Out.HasObject = false;
  for (unsigned I = 0; I < Wait.Objects.size(); ++I)
    if (ObjectPath Path = atCaller(Wait.Objects[I], Callee.function(), Call, Caller)) {
      Out.HasObject |= I == 0 && Wait.HasObject;
      Out.Objects.push_back(std::move(Path));
    }
  Out.Steps.insert(Out.Steps.begin(), {Call.loc(), displayName(*Call.Callee)});
  return Out;
}

void DeadlineAnalysis::addCallee(const FunctionBody &Body, const CallSite &Call, const FunctionBody &Callee,
                                 std::vector<UnboundedWait> &Into) {
  // A helper that hands its token on to the operation.
  if (llvm::any_of(Call.Args, [&](const Expr *Argument) { return hasDeadlineToken(Body, Argument); }))
    return;
  bool Asks = Unit.program().isOfProject(&Callee.function());
  for (const UnboundedWait &Wait : waits(Callee)) {
    if (Asks ? owns(Callee, Wait) : keeps(Callee, Wait))
      continue;
    if (std::optional<UnboundedWait> Here = mapped(Wait, Callee, Call, Body)) {
      if (Asks && Callee.isCoroutine())
        Here->When.Unless.push_back(Unit.program().atom(Predicate::Keeps, &Callee.function()));
      size_t Before = Into.size();
      place(Body, std::move(*Here), Into);
      if (Into.size() > Before && Into.back().When.empty())
        return; // One for each call.
    }
  }
}

const std::vector<UnboundedWait> &DeadlineAnalysis::waits(const FunctionBody &Body) {
  if (auto It = Waits.find(&Body); It != Waits.end())
    return *It->second;
  Waits[&Body] = std::make_unique<std::vector<UnboundedWait>>(); // While it is being found: none.
  auto Result = std::make_unique<std::vector<UnboundedWait>>();
  for (const CallSite &Call : Body.calls()) {
    if (!Call.Callee)
      continue;
    auto Entries = Unit.roles().calls<IoEntry>(Role::Io, Call);
    if (!Entries.empty())
      addOperation(Body, Call, Entries.front(), *Result);
    else if (Unit.roles().call(Role::Sleep, Call))
      addEvent(Body, Call, *Result);
    else if (const FunctionBody *Callee = Unit.body(Call.Callee);
             Callee && Callee != &Body && !Call.isVirtualDispatch() && !isa<CXXConstructExpr>(Call.E))
      addCallee(Body, Call, *Callee, *Result);
    else if (!Callee && !Call.isVirtualDispatch() && !isa<CXXConstructExpr>(Call.E) &&
             Unit.program().isOpen(Call.Callee))
      addOpenCallee(Body, Call, *Result);
  }
  // A coroutine lambda that is handed to code which is not known to call it: its awaits are those of the call.
  for (const LambdaExpr *Lambda : Body.lambdas()) {
    const FunctionBody *Inside = Unit.body(Lambda->getCallOperator());
    if (!Inside)
      continue;
    for (const UnboundedWait &Wait : waits(*Inside)) {
      bool Asks = Unit.program().isActive();
      if (Wait.Depends || (Asks ? owns(*Inside, Wait) : keeps(*Inside, Wait)))
        continue;
      UnboundedWait Here = Wait;
      if (Asks)
        Here.When.Unless.push_back(Unit.program().atom(Predicate::Keeps, &Inside->function()));
      Here.Call = Lambda;
      Here.Steps.insert(Here.Steps.begin(), {Lambda->getBeginLoc(), "lambda"});
      std::vector<UnboundedWait> Placed;
      place(Body, std::move(Here), Placed);
      if (!Placed.empty() && Placed.front().Site &&
          llvm::none_of(*Result, [&](const UnboundedWait &W) { return W.Site == Placed.front().Site; }))
        Result->push_back(Placed.front());
      break;
    }
  }
  llvm::sort(*Result, [&](const UnboundedWait &A, const UnboundedWait &B) {
    return (A.Site ? Body.order(A.Site) : 0) < (B.Site ? Body.order(B.Site) : 0);
  });
  return *(Waits[&Body] = std::move(Result));
}

//===----------------------------------------------------------------------===//
// Who has to answer for it
//===----------------------------------------------------------------------===//

SmallVector<std::pair<const FunctionBody *, const Expr *>, 4> DeadlineAnalysis::callers(const FunctionBody &Body) {
  SmallVector<std::pair<const FunctionBody *, const Expr *>, 4> Found;
  auto Add = [&](const FunctionDecl *Function) {
    for (const Mention &M : Unit.index().mentions(Function))
      if (M.In != &Body)
        Found.emplace_back(M.In, M.E);
  };
  Add(&Body.function());
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Body.function()))
    for (const CXXMethodDecl *Overridden : Method->overridden_methods())
      Add(Overridden);
  return Found;
}

/// The call that a mention of a function belongs to; nothing when the function is only named.
static std::optional<CallSite> callOf(const FunctionBody &In, const Expr *Mention, const FunctionDecl &Function) {
  if (auto Call = CallSite::of(Mention))
    return Call;
  for (const Stmt *Around = In.parent(Mention); Around; Around = In.parent(Around)) {
    const auto *E = dyn_cast<Expr>(Around);
    if (!E)
      return std::nullopt;
    if (auto Call = CallSite::of(E))
      return Call->Callee && Call->Callee->getCanonicalDecl() == Function.getCanonicalDecl() ? Call : std::nullopt;
  }
  return std::nullopt;
}

bool DeadlineAnalysis::everyCallerBounds(const FunctionBody &Body, const UnboundedWait &Wait) {
  auto [It, New] = Asking.try_emplace({&Body, Wait.Call}, true); // In a cycle, those outside it decide.
  if (!New)
    return It->second;
  auto Callers = callers(Body);
  bool All = !Callers.empty();
  for (auto [In, Mention] : Callers) {
    if (!All)
      break;
    if (!In) {
      All = false;
      break;
    }
    std::optional<CallSite> Call = callOf(*In, Mention, Body.function());
    std::optional<UnboundedWait> Here = Call ? mapped(Wait, Body, *Call, *In) : std::nullopt;
    if (Call && (!Here || Flow.at(*In, Call->E, Here->Objects).Holds))
      continue;
    UnboundedWait Above = Here ? *Here : Wait;
    Above.Call = Call ? Call->E : Mention;
    Uses Found = follow(*In, Mention);
    if (llvm::any_of(Found, [&](const Use &U) {
          return U.What == Fate::Bounded || (Here && U.Suspension && Flow.at(*In, U.Suspension, Here->Objects).Holds);
        }))
      continue;
    for (const Use &U : Found)
      All &= U.What != Fate::Started && everyCallerBounds(*In, Above);
    if (Found.empty())
      All = false;
  }
  return Asking[{&Body, Wait.Call}] = All;
}

bool DeadlineAnalysis::owns(const FunctionBody &Body, const UnboundedWait &Wait) {
  return Body.isCoroutine() && Wait.Site && !Wait.Depends &&
         (!Wait.HasObject || !isHandedIn(Wait.Objects.front(), Body));
}

bool DeadlineAnalysis::keeps(const FunctionBody &Body, const UnboundedWait &Wait) {
  if (!Body.isCoroutine() || !Wait.Site || Wait.Depends)
    return false;
  if (owns(Body, Wait))
    return true;
  auto Callers = callers(Body);
  if (Callers.empty())
    return true;
  for (auto [In, Mention] : Callers) {
    std::optional<CallSite> Call = In ? callOf(*In, Mention, Body.function()) : std::nullopt;
    if (!In || (Call && Call->isVirtualDispatch()))
      return true;
    Uses Found = follow(*In, Mention);
    if (llvm::any_of(Found, [](const Use &U) { return U.What == Fate::Bounded; }))
      continue;
    for (const Use &U : Found)
      if (U.What == Fate::Started)
        return true;
  }
  return false;
}

std::vector<UnboundedWait> DeadlineAnalysis::reported(const FunctionBody &Body) {
  std::vector<UnboundedWait> Result;
  if (!Body.isCoroutine())
    return Result;
  if (ProgramFacts &Program = Unit.program(); Program.isOfProject(&Body.function())) {
    for (UnboundedWait Wait : waits(Body)) {
      if (!Wait.Site || Wait.Depends)
        continue;
      if (!owns(Body, Wait))
        Wait.When.If.push_back(Program.atom(Predicate::Keeps, &Body.function()));
      Wait.When.If.push_back(Program.atom(Predicate::Exposed, &Body.function()));
      Result.push_back(std::move(Wait));
    }
    return Result;
  }
  for (const UnboundedWait &Wait : waits(Body))
    if (keeps(Body, Wait) && !everyCallerBounds(Body, Wait))
      Result.push_back(Wait);
  return Result;
}

} // namespace async_tidy
