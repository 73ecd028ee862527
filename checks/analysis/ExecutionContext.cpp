//===--- ExecutionContext.cpp ---------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ExecutionContext.h"
#include "analysis/InferredRoles.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/UnitIndex.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Analysis/CFG.h"

using namespace clang;

namespace async_tidy {

static Thread threadOf(ThreadKind Kind) {
  switch (Kind) {
  case ThreadKind::Pool:
    return Thread::Pool;
  case ThreadKind::Loop:
    return Thread::Loop;
  case ThreadKind::Inline:
    return Thread::Unknown;
  }
  return Thread::Unknown;
}

/// Looks for an executor in a type: the class itself, the class that it is nested in, its template arguments (smart
/// pointers, tokens that carry an executor).
Thread ExecutionContexts::ofType(QualType T, unsigned Depth) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record || Depth > 4)
    return Thread::Unreached;
  if (auto Entry = Unit.roles().type<ExecutorEntry>(Role::Executor, Record))
    return threadOf(Entry->Runs);
  for (const DeclContext *DC = Record->getDeclContext(); DC; DC = DC->getParent())
    if (const auto *Outer = dyn_cast<CXXRecordDecl>(DC))
      if (auto Entry = Unit.roles().type<ExecutorEntry>(Role::Executor, Outer))
        return threadOf(Entry->Runs);
  Thread Result = Thread::Unreached;
  if (const auto *Specialization = dyn_cast<ClassTemplateSpecializationDecl>(Record))
    for (const TemplateArgument &Argument : Specialization->getTemplateArgs().asArray())
      if (Argument.getKind() == TemplateArgument::Type)
        Result = std::max(Result, ofType(Argument.getAsType(), Depth + 1));
  return Result;
}

Thread ExecutionContexts::ofExecutor(const Expr *Executor, const FunctionBody *In) {
  for (unsigned Depth = 0; Executor && Depth < 6; ++Depth) {
    const Expr *E = stripToObject(Executor);
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()); Field && runsOnOwnThread(Field))
        return Thread::Pool;
    if (auto Call = CallSite::of(E))
      if (auto Entry = Unit.roles().call<ExecutorEntry>(Role::ExecutorCall, *Call))
        return threadOf(Entry->Runs);
    if (Thread Known = ofType(E->getType()); Known != Thread::Unreached) {
      // `pool_.get_executor()` of a loop that the class runs itself.
      if (auto Call = CallSite::of(E); Call && Call->Object && Known == Thread::Loop)
        if (Thread Object = ofExecutor(Call->Object, In); Object != Thread::Unknown)
          return Object;
      return Known;
    }
    // Behind a type that hides the executor: the object that it was taken from, or the variable's initialiser.
    if (auto Call = CallSite::of(E); Call && Call->Object)
      Executor = Call->Object;
    else if (auto Call = CallSite::of(E); Call && !Call->Args.empty())
      Executor = Call->Args.front();
    else if (const auto *Var = dyn_cast_or_null<VarDecl>(namedObject(E));
             Var && Var->hasInit() && !isa<ParmVarDecl>(Var))
      Executor = Var->getInit();
    else if (suspensionOperand(E))
      return Thread::Loop; // The coroutine's own executor.
    else
      return Thread::Unknown;
  }
  return Thread::Unknown;
}

/// True when some code hands a thread a callable that calls a member of \p Executor: the class runs its own loop.
bool ExecutionContexts::runsOnOwnThread(const FieldDecl *Executor) {
  const Roles &Models = Unit.roles();
  for (const FunctionDecl *Function : Unit.index().functions()) {
    const FunctionBody *Body = Unit.body(Function);
    if (!Body)
      continue;
    for (const CallSite &Call : Body->calls()) {
      if (!Unit.meaning(Role::Offload, Call))
        continue;
      for (const Expr *Argument : Call.Args) {
        const auto *Lambda = dyn_cast<LambdaExpr>(stripToObject(Argument));
        const FunctionBody *Work = Lambda ? Unit.body(Lambda->getCallOperator()) : nullptr;
        if (Work && llvm::any_of(Work->calls(), [&](const CallSite &Inner) {
              return Inner.Object && namedObject(Inner.Object) == Executor &&
                     Models.call<BlockingEntry>(Role::BlockingCall, Inner);
            }))
          return true;
      }
    }
  }
  return false;
}

/// An executor that nothing is known of is taken for an event loop: nearly all are, and a pool for blocking work is
/// made under its own type.
static Thread assumeLoop(Thread Known) { return Known == Thread::Unknown ? Thread::Loop : Known; }

void ExecutionContexts::starts(const FunctionBody &In, const Expr *Started, SmallVectorImpl<Start> &Out,
                               Condition Above, unsigned Depth) {
  auto Found = [&](Thread Where) { Out.push_back({Where, nullptr, nullptr, Above}); };
  auto Same = [&](const Stmt *At) { Out.push_back({Thread::Unreached, &In, At, Above}); };
  for (const Stmt *Around = In.parent(Started), *Inner = Started; Around; Inner = Around, Around = In.parent(Around)) {
    // A named lambda starts where its name is used.
    if (const auto *Declaration = dyn_cast<DeclStmt>(Around); Declaration && isa<LambdaExpr>(Started) && Depth < 6) {
      const auto *Var = Declaration->isSingleDecl() ? dyn_cast<VarDecl>(Declaration->getSingleDecl()) : nullptr;
      size_t Before = Out.size();
      if (Var)
        for (const Expr *Use : In.uses(Var))
          starts(In, Use, Out, Above, Depth + 1);
      if (Out.size() == Before)
        Found(Thread::Loop);
      return;
    }
    const auto *E = dyn_cast<Expr>(Around);
    if (!E)
      return In.isCoroutine() ? Same(Started) : Found(Thread::Loop);
    if (suspensionOperand(E))
      return Same(E);
    std::optional<CallSite> Call = CallSite::of(E);
    if (!Call)
      continue;
    // In a pattern, nobody can tell yet whom it is handed to.
    if (!Call->Callee && E->isTypeDependent() && llvm::is_contained(Call->Args, Inner))
      return Found(Thread::Unknown);
    // In-house wrappers may fill in the executor themselves.
    if (Unit.meaning(Role::Spawn, *Call)) {
      RoleArgument Executor = Unit.inferred().argument(Role::Spawn, *Call, &SpawnEntry::Executor);
      return Found(Executor ? assumeLoop(ofExecutor(Executor.E, Executor.In ? Executor.In : &In)) : Thread::Loop);
    }
    if (Unit.meaning(Role::Offload, *Call)) {
      RoleArgument Executor = Unit.inferred().argument(Role::Offload, *Call, &OffloadEntry::Executor);
      return Found(Executor ? assumeLoop(ofExecutor(Executor.E, Executor.In ? Executor.In : &In)) : Thread::Pool);
    }
    // A hop that is handed a task runs it where it goes.
    if (auto Hop = Unit.roles().call<HopEntry>(Role::Hop, *Call);
        Hop && isa<Expr>(Inner) && Unit.awaitables().classify(cast<Expr>(Inner)->getType()))
      if (Hop->To == HopTarget::Pool || Hop->To == HopTarget::Loop)
        return Found(Hop->To == HopTarget::Pool ? Thread::Pool : Thread::Loop);
    // A wrapper in another file.
    if (Unit.program().isOpen(Call->Callee)) {
      for (unsigned I = 0; I < Call->Args.size(); ++I)
        if (Call->Args[I] == Inner) {
          Atom OnPool = Unit.program().atom(Predicate::StartsOnPool, Call->Callee, I);
          Condition There = Above;
          There.If.push_back(OnPool);
          Out.push_back({Thread::Pool, nullptr, nullptr, There});
          Above.Unless.push_back(OnPool);
        }
      continue;
    }
    // A wrapper decides by what it does with its parameter.
    const FunctionBody *Callee = Depth < 6 ? Unit.body(Call->Callee) : nullptr;
    if (!Callee || Callee == &In)
      continue;
    for (unsigned I = 0; I < Call->Args.size() && I < Callee->function().getNumParams(); ++I) {
      if (Call->Args[I] != Inner)
        continue;
      size_t Before = Out.size();
      for (const Expr *Use : Callee->uses(Callee->function().getParamDecl(I)))
        starts(*Callee, Use, Out, Above, Depth + 1);
      if (Out.size() > Before)
        return;
    }
  }
  Found(Thread::Loop);
}

Thread ExecutionContexts::startedBy(const FunctionBody &In, const Expr *Started, unsigned Depth) {
  SmallVector<Start, 2> All;
  starts(In, Started, All, {}, Depth);
  Thread Result = Thread::Unreached;
  for (const Start &S : All)
    Result = std::max(Result, S.As ? at(*S.As, S.At) : S.Where);
  return Result;
}

Thread ExecutionContexts::entry(const FunctionBody &Body) {
  if (Unit.program().isActive())
    return Thread::Loop; // Where it starts is the program's to say: see loopWhen().
  auto [It, New] = Entries.try_emplace(&Body, Thread::Unreached); // While it is being found: no contribution.
  if (!New)
    return It->second;
  Thread Result = Thread::Unreached;
  for (const Mention &M : Unit.index().mentions(&Body.function()))
    Result = std::max(Result, M.In == &Body ? Thread::Unreached : M.In ? startedBy(*M.In, M.E) : Thread::Loop);
  if (Result == Thread::Unreached)
    Result = Thread::Loop;
  return Entries[&Body] = Result;
}

std::optional<Thread> ExecutionContexts::resumedOn(const Expr *Awaited) {
  const CXXRecordDecl *Awaiter = Unit.awaitables().classify(Awaited->getType()).Awaiter;
  if (!Awaiter || inSystemHeader(*Awaiter))
    return std::nullopt;
  const Roles &Models = Unit.roles();
  for (const CXXMethodDecl *Method : Awaiter->methods()) {
    if (!Method->getIdentifier() || Method->getName() != "await_suspend" || Method->getNumParams() != 1)
      continue;
    const FunctionBody *Body = Unit.body(Method);
    if (!Body)
      continue;
    for (const Expr *Use : Body->uses(Body->function().getParamDecl(0)))
      for (const Stmt *Around = Body->parent(Use); Around; Around = Body->parent(Around)) {
        const auto *E = dyn_cast<Expr>(Around);
        auto Call = CallSite::of(E);
        if (!Call)
          continue;
        const Expr *Executor = nullptr;
        if (auto Offload = Models.call<OffloadEntry>(Role::Offload, *Call)) {
          if (!(Executor = Call->select(Offload->Executor)))
            return Thread::Pool;
        } else if (auto Spawn = Models.call<SpawnEntry>(Role::Spawn, *Call)) {
          Executor = Call->select(Spawn->Executor);
        }
        if (Executor)
          return ofExecutor(Executor, Body);
      }
  }
  return std::nullopt;
}

std::optional<Thread> ExecutionContexts::hop(const FunctionBody &Body, const Expr *Operand, Thread Origin,
                                             unsigned Depth) {
  const Roles &Models = Unit.roles();
  const Expr *E = stripToObject(Operand);
  // `auto hop = pool.schedule(); ... co_await hop;`
  if (const auto *Var = dyn_cast_or_null<VarDecl>(isa<DeclRefExpr>(E) ? namedObject(E) : nullptr);
      Var && Var->hasLocalStorage() && Var->hasInit() && !isa<ParmVarDecl>(Var) && Depth < 4)
    return hop(Body, Var->getInit(), Origin, Depth + 1);
  auto Target = [&](const HopEntry &Entry, const CallSite *Call) -> Thread {
    switch (Entry.To) {
    case HopTarget::Pool:
      return Thread::Pool;
    case HopTarget::Loop:
      return Thread::Loop;
    case HopTarget::Origin:
      return Origin;
    case HopTarget::Argument:
      if (const Expr *Executor = Call ? Call->select(Entry.Argument) : nullptr)
        return ofExecutor(Executor, &Body);
      return Thread::Unknown;
    case HopTarget::Token: {
      Selector Last;
      Last.What = Selector::Kind::Last;
      const Expr *Token = Call ? Call->select(Entry.Argument ? Entry.Argument : Last) : nullptr;
      Thread Bound = Token ? ofType(Token->getType()) : Thread::Unreached;
      if (Bound == Thread::Unreached && Token)
        if (auto Binder = CallSite::of(stripToObject(Token)); Binder && Binder->Args.size() > 1)
          Bound = ofExecutor(Binder->Args.front(), &Body); // The type hides which executor was bound.
      return Bound == Thread::Unreached ? Origin : Bound;
    }
    }
    return Thread::Unknown;
  };
  std::optional<CallSite> Call = CallSite::of(E);
  if (Call)
    if (auto Entry = Models.call<HopEntry>(Role::Hop, *Call))
      return Target(*Entry.Entry, &*Call);
  if (auto Entry = Models.type<HopEntry>(Role::HopType, recordOf(E->getType())))
    return Target(*Entry.Entry, Call ? &*Call : nullptr);
  if (std::optional<Thread> Resumed = resumedOn(E))
    return Resumed;
  const FunctionBody *Callee = Call && Depth < 4 ? Unit.body(Call->Callee) : nullptr;
  if (!Callee || Callee == &Body)
    return std::nullopt;
  if (Callee->isCoroutine()) {
    const Flow &Child = flow(*Callee, entry(*Callee));
    return Child.Hops ? std::optional<Thread>(Child.Exit) : std::nullopt;
  }
  // A plain function that hands on a hop.
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(Callee->body()); Block && !Block->body_empty())
    if (const auto *Return = dyn_cast<ReturnStmt>(Block->body_back()); Return && Return->getRetValue())
      return hop(*Callee, Return->getRetValue(), Origin, Depth + 1);
  return std::nullopt;
}

/// The calls and suspensions of \p Body in the try block of each `try` around them: from there its handlers are
/// entered.
static llvm::DenseMap<const Stmt *, SmallVector<const Stmt *, 4>> triedIn(const FunctionBody &Body) {
  llvm::DenseMap<const Stmt *, SmallVector<const Stmt *, 4>> Result;
  auto Add = [&](const Stmt *S) {
    for (const Stmt *Inner = S, *Around = Body.parent(S); Around; Inner = Around, Around = Body.parent(Around))
      if (const auto *Try = dyn_cast<CXXTryStmt>(Around); Try && Try->getTryBlock() == Inner)
        Result[Try].push_back(S);
  };
  for (const CallSite &Call : Body.calls())
    Add(Call.E);
  for (const Expr *Suspension : Body.suspensions())
    Add(Suspension);
  return Result;
}

const ExecutionContexts::Flow &ExecutionContexts::flow(const FunctionBody &Body, Thread Entry) {
  std::pair<const FunctionBody *, unsigned> Key(&Body, unsigned(Entry));
  if (auto It = Flows.find(Key); It != Flows.end())
    return *It->second;
  Flows[Key] = std::make_unique<Flow>();
  auto Result = std::make_unique<Flow>();
  Result->Exit = Entry;

  llvm::DenseMap<const Expr *, Thread> HopAt;
  for (const Expr *Suspension : Body.suspensions())
    if (const Expr *Operand = suspensionOperand(Suspension))
      if (std::optional<Thread> To = hop(Body, Operand, Entry))
        HopAt[Suspension] = *To;
  if (HopAt.empty()) {
    for (const CallSite &Call : Body.calls())
      Result->At[Call.E] = Entry;
    return *(Flows[Key] = std::move(Result));
  }

  Result->Hops = true;
  CFG::BuildOptions Options;
  Options.setAllAlwaysAdd();
  std::unique_ptr<CFG> Graph =
      CFG::buildCFG(&Body.function(), const_cast<Stmt *>(Body.body()), &Unit.context(), Options);
  if (!Graph) {
    Result->Exit = Thread::Unknown;
    return *(Flows[Key] = std::move(Result));
  }
  llvm::DenseMap<const CFGBlock *, Thread> In, Out;
  In[&Graph->getEntry()] = Entry;
  // The graph has no edges to handlers, which are entered from anywhere in their try block.
  const auto Tried = triedIn(Body);
  // States only grow, and there are four of them: this ends.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (const CFGBlock *Block : llvm::reverse(*Graph)) { // The entry comes first.
      Thread State = In.lookup(Block);
      if (auto It = Tried.find(Block->getTerminatorStmt()); It != Tried.end())
        for (const Stmt *S : It->second)
          State = std::max(State, Result->At.lookup(S));
      for (const CFGBlock::AdjacentBlock &Before : Block->preds())
        if (Before.getReachableBlock())
          State = std::max(State, Out.lookup(Before.getReachableBlock()));
      In[Block] = State;
      if (State != Thread::Unreached)
        for (const CFGElement &Element : *Block)
          if (auto Statement = Element.getAs<CFGStmt>()) {
            const Stmt *S = Statement->getStmt();
            Thread &At = Result->At[S];
            At = std::max(At, State);
            if (const auto *E = dyn_cast<Expr>(S))
              if (auto It = HopAt.find(E); It != HopAt.end())
                State = It->second;
          }
      Thread &Known = Out[Block];
      if (State > Known) {
        Known = State;
        Changed = true;
      }
    }
  }
  Result->Exit = In.lookup(&Graph->getExit());
  for (const CFGBlock::AdjacentBlock &Before : Graph->getExit().preds())
    if (Before.getReachableBlock())
      Result->Exit = std::max(Result->Exit, Out.lookup(Before.getReachableBlock()));
  return *(Flows[Key] = std::move(Result));
}

Thread ExecutionContexts::at(const Flow &In, const FunctionBody &Body, const Stmt *S, Thread Entry) {
  for (const Stmt *Node = S; Node; Node = Body.parent(Node))
    if (auto It = In.At.find(Node); It != In.At.end())
      return It->second;
  return In.Hops ? Thread::Unknown : Entry;
}

Thread ExecutionContexts::at(const FunctionBody &Body, const Stmt *S) {
  Thread Entry = entry(Body);
  return at(flow(Body, Entry), Body, S, Entry);
}

std::optional<Thread> ExecutionContexts::fixedAt(const FunctionBody &Body, const Stmt *S) {
  Thread FromLoop = at(flow(Body, Thread::Loop), Body, S, Thread::Loop);
  Thread FromPool = at(flow(Body, Thread::Pool), Body, S, Thread::Pool);
  return FromLoop == FromPool ? std::optional(FromLoop) : std::nullopt;
}

} // namespace async_tidy
