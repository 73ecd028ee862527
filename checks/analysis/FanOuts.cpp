//===--- FanOuts.cpp ------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/FanOuts.h"
#include "analysis/Effects.h"
#include "analysis/InferredRoles.h"
#include "analysis/ParameterFlow.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitIndex.h"
#include "analysis/ValueFate.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace async_tidy {
namespace {

using Kind = RangeSize::Kind;

class FanOutFinder {
public:
  FanOutFinder(UnitAnalysis &Unit, const FunctionBody &Body, unsigned Limit)
      : Unit(Unit), Body(Body), Limit(Limit), Sizes(Unit) {}

  std::vector<FanOut> run() {
    if (Body.function().isDependentContext())
      return {};
    for (const CallSite &Call : Body.calls()) {
      if (!Call.Callee)
        continue;
      if (auto Gather = Unit.meaning<GatherEntry>(Role::Gather, Call))
        checkGather(Call, Gather);
      else if (auto Spawn = Unit.meaning<SpawnEntry>(Role::Spawn, Call))
        checkSpawn(Call, Spawn, Call.select(Spawn->Task));
      else if (repeatingLoop(Body, Call.E) && isEagerStart(Call))
        checkSpawn(Call, {}, Call.E);
    }
    return std::move(Large);
  }

  /// True when the function limits itself. It does as well when one of \p Unless, in other files, does.
  bool limitsBody(SmallVectorImpl<const FunctionDecl *> &Unless) {
    bool Answer = limits(Body, 0, /*Wrapper=*/false);
    Unless.assign(Open.begin(), Open.end());
    return Answer;
  }

private:
  bool isLarge(const RangeSize &Size) const {
    return Size.Is == Kind::RunTime || (Size.Is == Kind::Constant && Size.Count > Limit);
  }

  //===--------------------------------------------------------------------===//
  // Gathers
  //===--------------------------------------------------------------------===//

  /// The range that \p Call gathers; null when its children are written one by one.
  const Expr *rangeOf(const CallSite &Call, const GatherEntry &Gather) {
    if (Gather.Range)
      if (const Expr *Range = Call.select(Gather.Children))
        return container(Range);
    for (const Expr *Argument : Call.Args) {
      const Expr *Range = container(Argument);
      QualType T = stripToObject(Range)->getType().getNonReferenceType();
      if (T->isDependentType() || Unit.awaitables().classify(T))
        continue;
      bool Several = T->isArrayType() || (T->isRecordType() && isContainer(T));
      if (Several && !Unit.awaitables().heldAwaitable(T, Body.promise()).isNull())
        return Range;
    }
    return nullptr;
  }

  /// `tasks` of `tasks.begin()`.
  const Expr *container(const Expr *E) {
    auto Call = CallSite::of(stripToObject(E));
    if (Call && Call->Object && Call->Args.empty() && !isa<CXXOperatorCallExpr>(Call->E) &&
        refersElsewhere(Call->E->getType()))
      return Call->Object;
    return E;
  }

  bool isContainer(QualType T) {
    const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
    ASTContext &Context = Unit.context();
    return Record && !membersNamed(Record, DeclarationName(&Context.Idents.get("begin"))).empty();
  }

  void checkGather(const CallSite &Call, Found<GatherEntry> Gather) {
    Open.clear();
    if (Unit.inferred().argument(Role::Gather, Call, &GatherEntry::Limit))
      return;
    const Expr *Range = rangeOf(Call, *Gather.Entry);
    if (!Range)
      return;
    // A wrapper that limits what it runs.
    if (!Unit.roles().call(Role::Gather, Call) && limitsItself(Call.Callee, 0, /*Wrapper=*/true))
      return;
    FanOut Out;
    Out.Start = Call.E;
    Out.Children = Range;
    Out.Gather = Gather;
    // A wrapper may be handed data beside the callable that makes tasks of it.
    if (isCallableType(Range->getType())) {
      Range = nullptr;
      for (const Expr *Argument : Call.Args)
        if (isContainer(stripToObject(Argument)->getType().getNonReferenceType()) &&
            !isCallableType(Argument->getType()))
          Range = Argument;
      if (!Range)
        return;
    }
    Out.Size = Sizes.ofRange(Body, Range);
    if (!isLarge(Out.Size))
      return;
    if (Sizes.isChecked(Body, Out.Size.Sources, Call.E))
      return;
    for (const Expr *Argument : Call.Args)
      if (limitsChild(Argument, 0))
        return;
    if (const auto *Var = dyn_cast_or_null<VarDecl>(namedObject(Range)))
      if (fillsWithLimits(*Var, Out))
        return;
    Out.Unless = Open.takeVector();
    Large.push_back(Out);
  }

  /// True when what is put into \p Var limits itself, or waits for a permit before.
  bool fillsWithLimits(const VarDecl &Var, FanOut &Out) {
    for (const Expr *Use : Body.uses(&Var)) {
      const auto *Member = dyn_cast_or_null<MemberExpr>(meaningfulParent(Body, Use));
      auto Call = Member ? CallSite::of(dyn_cast_or_null<Expr>(Body.parent(Member))) : std::nullopt;
      const auto *Method = Call ? dyn_cast_or_null<CXXMethodDecl>(Call->Callee) : nullptr;
      if (!Method || Method->isConst() || Call->Args.empty())
        continue;
      const Stmt *Loop = repeatingLoop(Body, Call->E);
      if (!Loop)
        continue;
      if (!Out.Loop)
        Out.Loop = Loop;
      for (const Expr *Argument : Call->Args)
        if (limitsChild(Argument, 0) || isWorker(Argument, Loop))
          return true;
      if (holdsUp(Loop))
        return true;
    }
    return false;
  }

  //===--------------------------------------------------------------------===//
  // Spawns
  //===--------------------------------------------------------------------===//

  void checkSpawn(const CallSite &Call, Found<SpawnEntry> Spawn, const Expr *Task) {
    Open.clear();
    const Stmt *Loop = repeatingLoop(Body, Call.E);
    if (!Loop)
      return;
    FanOut Out;
    Out.Start = Call.E;
    Out.Spawn = Spawn;
    Out.Task = Task;
    Out.Size = RangeSize::constant(1);
    for (const Stmt *Around = Loop; Around; Around = repeatingLoop(Body, Around)) {
      if (endsAfter(Around, Call.E))
        continue;
      RangeSize Size = Sizes.ofLoop(Body, Around);
      if (Size.Is == Kind::RunTime && isUnbounded(Around) && !isDriven(Around))
        Size = RangeSize::of(Kind::Unknown);
      if (Size.Is == Kind::RunTime && !Out.Loop)
        Out.Loop = Around;
      if (Sizes.isChecked(Body, Size.Sources, Call.E) || Sizes.isCounted(Body, Around, Call.E) || holdsUp(Around) ||
          joinsInside(Around))
        return;
      Out.Size = Out.Size.times(Size);
    }
    if (!isLarge(Out.Size) || isAwaitedHere(Call.E, Loop) || isGatheredLater(Call.E))
      return;
    if (!Out.Loop)
      Out.Loop = Loop;
    for (const Expr *Argument : Call.Args)
      if (limitsChild(Argument, 0) || isWorker(Argument, Loop))
        return;
    if (Call.Object && (limitsChild(Call.Object, 0) || (Task == Call.Object && isWorker(Call.Object, Loop))))
      return;
    if (!Unit.roles().call(Role::Spawn, Call) && limitsItself(Call.Callee, 0, /*Wrapper=*/true))
      return;
    if (isWorker(Call.E, Loop) || runsOnThreads(Call))
      return;
    Out.Unless = Open.takeVector();
    Large.push_back(Out);
  }

  /// True for the call of a coroutine that runs at once, whose handle is put aside.
  bool isEagerStart(const CallSite &Call) {
    QualType T = Call.E->getType();
    if (isa<CXXConstructExpr>(Call.E) || !Call.E->isPRValue() || T->isDependentType() || !T->isRecordType())
      return false;
    const auto *Method = dyn_cast<CXXMethodDecl>(Call.Callee);
    if (Method && Unit.roles().libraryOf(Method->getParent()).Library)
      return false; // A member of a future, not a start.
    Awaitable Info = Unit.awaitables().classify(T);
    if (!Info.CoroutineType || (Info.Kind != AwaitableKind::Eager && Info.Kind != AwaitableKind::Cancels))
      return false;
    if (Unit.roles().libraryOf(Call.Callee).Library)
      return false;
    ValueFate Fate = fateOf(Body, Call.E);
    auto Into = CallSite::of(dyn_cast_or_null<Expr>(Fate.End));
    if (Fate.What == Fate::Dropped)
      return true;
    return (Fate.What == Fate::Passed || Fate.What == Fate::Stored) && Into && Into->Object &&
           isContainer(stripToObject(Into->Object)->getType().getNonReferenceType());
  }

  /// True for `for (;;)`, `while (true)`, and loops over a condition that counts nothing.
  bool isUnbounded(const Stmt *Loop) const { return isa<ForStmt, WhileStmt, DoStmt>(Loop); }

  /// True when a loop without a range waits for the next thing to do: a client, a message. One that only waits for time
  /// to pass is no fan-out.
  bool isDriven(const Stmt *Loop) {
    bool Counted = false;
    if (const auto *For = dyn_cast<ForStmt>(Loop))
      Counted = For->getInc() != nullptr;
    if (Counted)
      return true;
    bool Any = false, Waits = false;
    for (const Expr *Suspension : Body.suspensions()) {
      if (!isBelow(Suspension, Loop))
        continue;
      Waits = true;
      auto Call = CallSite::of(stripToObject(suspensionOperand(Suspension)));
      Any |= !Call || !isPause(*Call);
    }
    return Any || !Waits;
  }

  bool isPause(const CallSite &Call) {
    return Unit.meaning(Role::Sleep, Call) || Unit.roles().call(Role::Yield, Call) ||
           (Unit.roles().call(Role::Hop, Call) && !Unit.roles().call(Role::Io, Call));
  }

  /// True when the spawn is the last thing that the loop does.
  bool endsAfter(const Stmt *Loop, const Stmt *S) {
    for (const Stmt *Around = Body.parent(S), *Below = S; Around && Below != Loop;
         Below = Around, Around = Body.parent(Around)) {
      const auto *Block = dyn_cast<CompoundStmt>(Around);
      if (!Block)
        continue;
      bool After = false;
      for (const Stmt *Child : Block->body()) {
        if (After && isa<BreakStmt, ReturnStmt, CoreturnStmt>(Child))
          return true;
        After |= Child == Below;
      }
    }
    return false;
  }

  bool isBelow(const Stmt *S, const Stmt *Top) const {
    for (; S; S = Body.parent(S))
      if (S == Top)
        return true;
    return false;
  }

  /// True when the handle of \p Start is awaited in the iteration that made it.
  bool isAwaitedHere(const Expr *Start, const Stmt *Loop) {
    for (const Stmt *Around = Body.parent(Start); Around && Around != Loop; Around = Body.parent(Around))
      if (const auto *E = dyn_cast<Expr>(Around); E && suspensionOperand(E))
        return true;
    ValueFate Fate = fateOf(Body, Start);
    return Fate.Local && Fate.What == Fate::Awaited && Body.declaration(Fate.Local) &&
           isBelow(Body.declaration(Fate.Local), Loop);
  }

  /// True when the handles go into a container that a gather waits for: that one is the place.
  bool isGatheredLater(const Expr *Start) {
    ValueFate Fate = fateOf(Body, Start);
    auto Into = CallSite::of(dyn_cast_or_null<Expr>(Fate.End));
    const auto *Var = Into && Into->Object ? dyn_cast_or_null<VarDecl>(namedObject(Into->Object)) : nullptr;
    if (!Var)
      return false;
    return llvm::any_of(Body.calls(), [&](const CallSite &Call) {
      if (!Call.Callee || !Unit.meaning(Role::Gather, Call))
        return false;
      return llvm::any_of(Call.Args, [&](const Expr *A) { return namedObject(container(A)) == Var; });
    });
  }

  /// True when each iteration of \p Loop also waits for what it started: a gather or a group inside of it.
  bool joinsInside(const Stmt *Loop) {
    return llvm::any_of(Body.suspensions(), [&](const Expr *Suspension) {
      if (!isBelow(Suspension, Loop))
        return false;
      const Expr *Operand = stripToObject(suspensionOperand(Suspension));
      auto Call = CallSite::of(Operand);
      if (Call && Call->Callee && Unit.meaning(Role::Gather, *Call))
        return true;
      // `co_await group;`, `co_await scope.joinAsync();`
      const Expr *Object = Call && Call->Object ? Call->Object : Operand;
      return static_cast<bool>(Unit.inferred().group(recordOf(stripToObject(Object)->getType())));
    });
  }

  //===--------------------------------------------------------------------===//
  // Limits
  //===--------------------------------------------------------------------===//

  bool isPermit(const FunctionBody &In, const Expr *Suspension) {
    const Expr *Operand = suspensionOperand(Suspension);
    auto Call = Operand ? CallSite::of(stripToObject(Operand)) : std::nullopt;
    if (!Call || !Call->Callee)
      return false;
    if (Unit.roles().call(Role::Semaphore, *Call) || Unit.roles().call(Role::LockCall, *Call))
      return true;
    // A place in a queue with a capacity.
    if (Call->Object)
      if (auto Queue = Unit.roles().type<QueueEntry>(Role::Queue, Call->objectRecord());
          Queue && Queue->BoundedByDefault && llvm::is_contained(Queue->Send, unqualifiedName(*Call->Callee)))
        return true;
    // A guard that the project's own limiter hands out: kept until the end, and never used.
    if (!Call->Object || In.function().isDependentContext())
      return false;
    ValueFate Fate = fateOf(In, Suspension);
    const CXXRecordDecl *Guard = Fate.Local ? Fate.Local->getType()->getAsCXXRecordDecl() : nullptr;
    return Guard && Fate.What == Fate::Local && Guard->hasDefinition() && !Guard->hasTrivialDestructor() &&
           In.uses(Fate.Local).empty();
  }

  /// True when \p Loop itself waits for a permit in each iteration.
  bool holdsUp(const Stmt *Loop) {
    return llvm::any_of(Body.suspensions(), [&](const Expr *Suspension) {
      return isBelow(Suspension, Loop) && isPermit(Body, Suspension);
    });
  }

  /// True when what \p E makes waits for a permit before it works.
  bool limitsChild(const Expr *E, unsigned Depth) {
    if (!E || Depth > 4)
      return false;
    bool Limits = false;
    auto Visit = [&](const Stmt *S, auto &Self) -> void {
      if (Limits || !S)
        return;
      if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
        if (const FunctionBody *Own = lambdaBody(Unit, Lambda))
          Limits |= limits(*Own, Depth + 1, false);
        return;
      }
      if (const auto *Part = dyn_cast<Expr>(S)) {
        if (auto Call = CallSite::of(Part); Call && Call->Callee) {
          Limits |= limitsItself(Call->Callee, Depth + 1, false) || runsOnThreads(*Call);
          if (Call->Object && !Unit.body(Call->Callee))
            Limits |= hasLimiter(Call->objectRecord());
          // A semaphore that it is handed is there to be waited for.
          for (const Expr *Argument : Call->Args)
            Limits |= isLimiter(recordOf(stripToObject(Argument)->getType()));
        }
        if (const auto *Ref = dyn_cast<DeclRefExpr>(Part)) {
          if (const auto *Function = dyn_cast<FunctionDecl>(Ref->getDecl()))
            Limits |= limitsItself(Function, Depth + 1, false);
          // A task or a callable in a variable.
          if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
              Var && Var->getInit() && Var->hasLocalStorage() && !isa<ParmVarDecl>(Var) && Body.declaration(Var) &&
              (isCallableType(Var->getType()) || Unit.awaitables().classify(Var->getType())))
            Limits |= limitsChild(Var->getInit(), Depth + 1);
        }
      }
      for (const Stmt *Child : S->children())
        Self(Child, Self);
    };
    Visit(E, Visit);
    return Limits;
  }

  /// True when \p Call hands a plain callable to an executor: no more of them run at once than that has threads.
  bool runsOnThreads(const CallSite &Call) {
    auto Spawn = Call.Callee ? Unit.roles().call<SpawnEntry>(Role::Spawn, Call) : Found<SpawnEntry>();
    const Expr *Work = Spawn ? Call.select(Spawn->Task) : nullptr;
    if (!Work || !Call.select(Spawn->Executor) || !isCallableType(Work->getType()))
      return false;
    const Expr *Callable = stripToObject(Work);
    const FunctionDecl *Function = nullptr;
    if (const auto *Lambda = dyn_cast<LambdaExpr>(Callable))
      Function = Lambda->getCallOperator();
    else if (const auto *Ref = dyn_cast<DeclRefExpr>(Callable))
      Function = dyn_cast<FunctionDecl>(Ref->getDecl());
    return Function && !Function->getReturnType()->isDependentType() &&
           !Unit.awaitables().classify(Function->getReturnType());
  }

  /// True for classes of which a model says that a member of theirs is a permit, and for classes of the project whose
  /// member hands out a guard that is awaited.
  bool isLimiter(const CXXRecordDecl *Record) {
    Record = Record ? Record->getDefinition() : nullptr;
    return Record && llvm::any_of(Record->methods(), [&](const CXXMethodDecl *Method) {
             if (Unit.roles().function(Role::Semaphore, Method))
               return true;
             if (inSystemHeader(*Method) || Method->getNumParams() > 0 || Method->getReturnType()->isDependentType() ||
                 isa<CXXConstructorDecl, CXXDestructorDecl>(Method))
               return false;
             Awaitable Returned = Unit.awaitables().classify(Method->getReturnType());
             QualType Result = Returned.Result;
             // Of a task type that nothing in the unit instantiates, the result is what it is a task of.
             if (const auto *Task =
                     dyn_cast_or_null<ClassTemplateSpecializationDecl>(recordOf(Method->getReturnType()));
                 Result.isNull() && Task && Task->getTemplateArgs().size() > 0 &&
                 Task->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
               Result = Task->getTemplateArgs()[0].getAsType();
             const CXXRecordDecl *Guard = Result.isNull() ? nullptr : Result->getAsCXXRecordDecl();
             return Guard && Guard->hasDefinition() && Guard->hasUserDeclaredDestructor() &&
                    (Guard->hasUserDeclaredMoveOperation() || !Guard->hasSimpleCopyConstructor()) &&
                    !inSystemHeader(*Guard);
           });
  }

  /// True for classes that own or use a limiter, behind which their members may well wait.
  bool hasLimiter(const CXXRecordDecl *Record, unsigned Depth = 0) {
    Record = Record ? Record->getDefinition() : nullptr;
    if (!Record || Depth > 2 || inSystemHeader(*Record) || Unit.roles().libraryOf(Record).Library)
      return false;
    return llvm::any_of(Record->fields(), [&](const FieldDecl *Field) {
      const CXXRecordDecl *Class = recordOf(Field->getType());
      // `shared_ptr<Limiter>`.
      if (const auto *Holder = dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class);
          Holder && Holder->isInStdNamespace() && Holder->getTemplateArgs().size() > 0 &&
          Holder->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
        Class = recordOf(Holder->getTemplateArgs()[0].getAsType());
      return isLimiter(Class) || hasLimiter(Class, Depth + 1);
    });
  }

  bool limitsItself(const FunctionDecl *Function, unsigned Depth, bool Wrapper) {
    const FunctionBody *In = Function ? Unit.body(Function) : nullptr;
    if (!In)
      ask(Function);
    return In && In != &Body && limits(*In, Depth, Wrapper);
  }

  /// The answer for \p Function, when it is one that can limit itself, may be in another file.
  void ask(const FunctionDecl *Function) {
    if (Function && !isa<CXXConstructorDecl>(Function) && Unit.awaitables().classify(Function->getReturnType()) &&
        Unit.program().isOpen(Function))
      Open.insert(Function);
  }

  /// What \p In awaits first, but for pauses, hops and questions to itself.
  const Expr *firstWork(const FunctionBody &In) {
    for (const Expr *Suspension : In.suspensions())
      if (auto Call = awaitedCall(Suspension); Call && Call->Callee && !isPause(*Call))
        return Call->E;
    return nullptr;
  }

  /// True when \p In waits for a permit, or (a wrapper) bounds what it runs otherwise.
  bool limits(const FunctionBody &In, unsigned Depth, bool Wrapper) {
    auto [It, New] = Limiting.try_emplace({&In, unsigned(Wrapper)});
    if (New) {
      FunctionSet Before = std::exchange(Open, {});
      bool Answer = Depth <= 4 && computeLimits(In, Depth, Wrapper);
      Limiting[{&In, unsigned(Wrapper)}] = {Answer, Open};
      Before.insert_range(Open);
      Open = std::move(Before);
      return Answer;
    }
    Open.insert_range(It->second.second);
    return It->second.first;
  }

  bool computeLimits(const FunctionBody &In, unsigned Depth, bool Wrapper) {
    for (const Expr *Suspension : In.suspensions())
      if (isPermit(In, Suspension))
        return true;
    // What it awaits first holds the rest up as well; a later callee that limits itself limits only its own part.
    bool InTurn = In.isCoroutine() && !Wrapper;
    const Expr *First = InTurn ? firstWork(In) : nullptr;
    for (const CallSite &Call : In.calls()) {
      if (!Call.Callee)
        continue;
      // A semaphore that runs the callable itself.
      for (const Expr *Argument : Call.Args)
        if (isLimiter(recordOf(stripToObject(Argument)->getType())))
          return true;
      if (Wrapper && Unit.meaning(Role::Gather, Call) &&
          Unit.inferred().argument(Role::Gather, Call, &GatherEntry::Limit))
        return true;
      if (InTurn && !(First && In.isWithin(Call.E, First)))
        continue;
      const FunctionBody *Callee = Unit.body(Call.Callee);
      if (!Callee)
        ask(Call.Callee);
      if (Callee && Callee != &In && (Callee->isCoroutine() || Wrapper) && limits(*Callee, Depth + 1, false))
        return true;
    }
    for (const LambdaExpr *Lambda : In.lambdas())
      if (const FunctionBody *Own = lambdaBody(Unit, Lambda))
        if (limits(*Own, Depth + 1, false))
          return true;
    if (Wrapper)
      for (const Stmt *Loop : In.loops())
        if (Sizes.isCounted(In, Loop, Loop))
          return true;
    return false;
  }

  /// True when each task that \p E starts works through a loop of its own, and all of them are alike.
  bool isWorker(const Expr *E, const Stmt *Loop) {
    const VarDecl *Counter = nullptr;
    if (const auto *For = dyn_cast<ForStmt>(Loop))
      if (const auto *Init = dyn_cast_or_null<DeclStmt>(For->getInit()); Init && Init->isSingleDecl())
        Counter = dyn_cast<VarDecl>(Init->getSingleDecl());
    if (!Counter || !Counter->getType()->isIntegerType())
      return false;
    const auto *For = cast<ForStmt>(Loop);
    // Counted up to a number that somebody chose, not to the size of the data.
    const auto *Condition = For->getCond() ? dyn_cast<BinaryOperator>(stripWrapping(For->getCond())) : nullptr;
    if (!Condition || !isa<DeclRefExpr, MemberExpr>(stripToObject(Condition->getRHS())))
      return false;
    bool Works = false;
    auto Visit = [&](const Stmt *S, auto &Self) -> void {
      if (!S)
        return;
      const FunctionBody *Own = nullptr;
      if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
        Own = lambdaBody(Unit, Lambda);
      else if (auto Call = CallSite::of(dyn_cast<Expr>(S)); Call && Call->Callee)
        Own = Unit.body(Call->Callee);
      Works |= Own && Own->isCoroutine() &&
               llvm::any_of(Own->loops(), [](const Stmt *L) { return isa<WhileStmt, ForStmt, DoStmt>(L); });
      for (const Stmt *Child : S->children())
        Self(Child, Self);
    };
    Visit(E, Visit);
    return Works;
  }

  UnitAnalysis &Unit;
  const FunctionBody &Body;
  unsigned Limit;
  RangeSizes Sizes;
  using FunctionSet = llvm::SetVector<const FunctionDecl *>;
  FunctionSet Open; ///< Functions in other files that have been asked for so far.
  /// By body, and whether it is a wrapper.
  llvm::DenseMap<std::pair<const FunctionBody *, unsigned>, std::pair<bool, FunctionSet>> Limiting;
  std::vector<FanOut> Large;
};

} // namespace

std::vector<FanOut> fanOuts(UnitAnalysis &Unit, const FunctionBody &Body, unsigned Limit) {
  return FanOutFinder(Unit, Body, Limit).run();
}

void describeLimits(UnitAnalysis &Unit) {
  ProgramFacts &Program = Unit.program();
  for (const FunctionDecl *Function : Unit.index().functions()) {
    const FunctionBody *Body = Program.isOfProject(Function) ? Unit.body(Function) : nullptr;
    if (!Body || !Function->isExternallyVisible() || !Unit.awaitables().classify(Function->getReturnType()))
      continue;
    SmallVector<const FunctionDecl *, 4> Callees;
    Atom Throttles = Program.atom(Predicate::Throttles, Function);
    if (FanOutFinder(Unit, *Body, 0).limitsBody(Callees))
      Program.facts().fact(Throttles);
    for (const FunctionDecl *Callee : Callees)
      Program.facts().rule(Throttles, {{Program.atom(Predicate::Throttles, Callee)}, {}});
  }
}

} // namespace async_tidy
