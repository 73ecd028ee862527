//===--- AbandonedTasks.cpp -----------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/AbandonedTasks.h"
#include "analysis/ErrorHandling.h"
#include "analysis/FrameReferences.h"
#include "analysis/InferredRoles.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/ValueFate.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/SmallBitVector.h"

using namespace clang;

namespace async_tidy {
namespace {

class Finder {
public:
  Finder(UnitAnalysis &Unit, const FunctionBody &Body) : Unit(Unit), Body(Body) {}

  std::vector<AbandonedTask> run() {
    for (const CallSite &Call : Body.calls())
      start(Call);
    llvm::erase_if(Tasks, [&](const AbandonedTask &Task) { return !isJoinedByHand(*Task.Handle); });
    if (Tasks.empty())
      return {};
    for (const AbandonedTask &Task : Tasks)
      findJoins(*Task.Handle);
    follow();
    bool Alone = Tasks.size() == 1 && !Body.enclosing<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Tasks.front().Start);
    llvm::erase_if(Tasks, [&](const AbandonedTask &Task) {
      return !Task.Leaves || (Alone && Task.Kind == AwaitableKind::Cancels && !Task.Exits);
    });
    return std::move(Tasks);
  }

private:
  bool isBelow(const Stmt *S, const Stmt *Top) const {
    for (; S; S = Body.parent(S))
      if (S == Top)
        return true;
    return false;
  }

  //===--------------------------------------------------------------------===//
  // Starts
  //===--------------------------------------------------------------------===//

  /// The local that takes the handle \p E, or the local container that it is put into.
  const VarDecl *handleOf(const Expr *E) {
    const Stmt *Inner = nullptr;
    const Stmt *Parent = meaningfulParent(Body, E, &Inner);
    while (isa_and_nonnull<CXXConstructExpr, CXXFunctionalCastExpr>(Parent) &&
           cast<Expr>(Parent)->getType()->isRecordType())
      Parent = meaningfulParent(Body, Parent, &Inner);
    if (const auto *Statement = dyn_cast_or_null<DeclStmt>(Parent)) {
      const auto *Var = Statement->isSingleDecl() ? dyn_cast<VarDecl>(Statement->getSingleDecl()) : nullptr;
      return Var && Var->hasLocalStorage() && !isa<DecompositionDecl>(Var) ? Var : nullptr;
    }
    auto Call = CallSite::of(dyn_cast_or_null<Expr>(Parent));
    if (!Call || !Call->Object || Call->Object == Inner)
      return nullptr;
    const Expr *Object = stripToObject(Call->Object);
    if (auto Element = CallSite::of(Object); Element && Element->Object && Object->isGLValue())
      Object = stripToObject(Element->Object);
    const auto *Var = isa<DeclRefExpr>(Object) ? dyn_cast_or_null<VarDecl>(namedObject(Object)) : nullptr;
    if (!Var || !Var->hasLocalStorage() || Var->getType()->isReferenceType() || isa<ParmVarDecl>(Var))
      return nullptr;
    QualType T = Var->getType();
    bool IsContainer = !Unit.awaitables().classify(T) && T->isRecordType();
    return IsContainer || Call->Callee->getOverloadedOperator() == OO_Equal ? Var : nullptr;
  }

  void start(const CallSite &Call) {
    QualType T = Call.E->getType();
    if (T->isVoidType() || T->isDependentType() || !Call.E->isPRValue() || !T->isRecordType() ||
        isa<CXXConstructExpr>(Call.E))
      return;
    AbandonedTask Task;
    Awaitable Info = Unit.awaitables().classifyIn(T, Body.promise());
    if (auto Spawn = Unit.meaning<SpawnEntry>(Role::Spawn, Call)) {
      if (Spawn->Handle != HandleFate::Returned && Spawn->Handle != HandleFate::Token)
        return;
      // One that starts when it is awaited was not started.
      if (Spawn->Handle == HandleFate::Token && Info && !Info.Running)
        return;
      RoleArgument Started = Unit.inferred().argument(Role::Spawn, Call, &SpawnEntry::Task);
      Task.Task = Started.E && !Started.In ? Started.E : Call.E;
      Task.Library = Spawn.Library;
      Task.Root = Spawn.Root;
    } else if (Info.CoroutineType && !Info.Generator && Call.Callee &&
               (Info.Kind == AwaitableKind::Eager || Info.Kind == AwaitableKind::Cancels ||
                Info.Kind == AwaitableKind::Terminates || Info.Kind == AwaitableKind::Detaches)) {
      Task.Task = Call.E;
      auto Library = Unit.roles().libraryOf(T->getAsCXXRecordDecl());
      Task.Library = Library.Library;
      Task.Root = Library.Root;
    } else {
      return;
    }
    Task.Start = Call.E;
    Task.Kind = Info.Kind;
    Task.Handle = handleOf(Call.E);
    if (!Task.Handle)
      return;
    Task.Uses = frameReference(Unit, Body, Task.Task);
    if (Task.Uses && Task.Uses != Task.Handle)
      Tasks.push_back(Task);
  }

  //===--------------------------------------------------------------------===//
  // Joins
  //===--------------------------------------------------------------------===//

  enum class UseKind { None, Joins, Escapes };

  /// What a mention of a handle, or of a container of handles, does with it.
  UseKind classify(const VarDecl &Handle, const Expr *Use) const {
    const Stmt *Inner = nullptr;
    const Stmt *Parent = meaningfulParent(Body, Use, &Inner);
    if (isa_and_nonnull<ReturnStmt>(Parent) || isa_and_nonnull<LambdaExpr>(Parent))
      return UseKind::Escapes;
    if (isa_and_nonnull<CoreturnStmt>(Parent))
      return UseKind::Escapes;
    if (const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(Parent))
      return Loop->getRangeInit() == Inner ? UseKind::Joins : UseKind::None;
    if (const auto *Statement = dyn_cast_or_null<DeclStmt>(Parent)) {
      const auto *Var = Statement->isSingleDecl() ? dyn_cast<VarDecl>(Statement->getSingleDecl()) : nullptr;
      return Var == &Handle ? UseKind::None : UseKind::Escapes;
    }
    const auto *Around = dyn_cast_or_null<Expr>(Parent);
    if (!Around)
      return UseKind::None;
    if (suspensionOperand(Around))
      return UseKind::Joins;
    if (const auto *Member = dyn_cast<MemberExpr>(Around)) {
      const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl());
      if (!Method)
        return UseKind::Escapes;
      const auto *Called = dyn_cast_or_null<Expr>(Body.parent(Member));
      if (isFilling(Called))
        return UseKind::None;
      // Questions about its state.
      if (Method->isConst() &&
          (Method->getReturnType()->isArithmeticType() || Method->getReturnType()->isEnumeralType()))
        return UseKind::None;
      return UseKind::Joins;
    }
    auto Call = CallSite::of(Around);
    if (Call && Call->Object == Inner)
      return isFilling(Around) ? UseKind::None : UseKind::Joins; // `handles[i]`
    if (isa<CXXConstructExpr, InitListExpr>(Around) && fateOf(Body, Around).What >= Fate::Stored)
      return UseKind::Escapes;
    return UseKind::Joins;
  }

  /// True for a call that puts a handle into a container, gives one to a variable, or makes room for it.
  bool isFilling(const Expr *E) const {
    auto Call = CallSite::of(E);
    if (!Call || !Call->Object)
      return false;
    for (const AbandonedTask &Task : Tasks)
      if (isBelow(Task.Start, E))
        return true;
    return !Call->Args.empty() &&
           llvm::all_of(Call->Args, [](const Expr *Argument) { return Argument->getType()->isArithmeticType(); }) &&
           E->getType()->isVoidType(); // `reserve(n)`
  }

  bool isJoinedByHand(const VarDecl &Handle) {
    bool Joins = false;
    for (const Expr *Use : Body.uses(&Handle))
      switch (classify(Handle, Use)) {
      case UseKind::Joins:
        Joins = true;
        break;
      case UseKind::Escapes:
        return false;
      case UseKind::None:
        break;
      }
    return Joins;
  }

  /// The outermost loop around \p S that no start of \p Handle stands in.
  const Stmt *joiningLoop(const VarDecl &Handle, const Stmt *S) const {
    const Stmt *Outermost = nullptr;
    for (const Stmt *Loop = S; Loop; Loop = Body.parent(Loop)) {
      if (!isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Loop))
        continue;
      if (llvm::any_of(Tasks,
                       [&](const AbandonedTask &Task) { return Task.Handle == &Handle && isBelow(Task.Start, Loop); }))
        break;
      Outermost = Loop;
    }
    return Outermost;
  }

  struct Join {
    const VarDecl *Handle = nullptr;
    const Stmt *At = nullptr; ///< The await, the call or, for a container, the loop that joins.
  };

  void findJoins(const VarDecl &Handle) {
    if (llvm::any_of(Joins, [&](const Join &Known) { return Known.Handle == &Handle; }))
      return;
    for (const Expr *Use : Body.uses(&Handle)) {
      if (classify(Handle, Use) != UseKind::Joins)
        continue;
      const Stmt *At = Use;
      if (const Stmt *Loop = joiningLoop(Handle, Use)) {
        At = Loop;
      } else {
        // The join is done when the await is; calls in its operand only begin it.
        for (const Stmt *Around = Use; isa_and_nonnull<Expr>(Around); Around = Body.parent(Around))
          if (suspensionOperand(cast<Expr>(Around)))
            At = Around;
      }
      Joins.push_back({&Handle, At});
    }
  }

  /// True for an await in a loop that joins the handles of \p Handle one by one: when it throws, the others are left.
  bool joinsOneOfMany(const VarDecl &Handle, const Expr *Suspension) const {
    const Stmt *Loop = joiningLoop(Handle, Suspension);
    if (!Loop || !isContainer(Handle))
      return false;
    bool OfHandle = false;
    auto Visit = [&](const Stmt *S, auto &Self) -> void {
      if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
        OfHandle |= Ref->getDecl() == &Handle;
        for (const Stmt *Other : Body.loops())
          if (const auto *For = dyn_cast<CXXForRangeStmt>(Other); For && For->getLoopVariable() == Ref->getDecl())
            OfHandle |= namedObject(For->getRangeInit()) == &Handle;
      }
      for (const Stmt *Child : S->children())
        if (Child && Body.order(Child))
          Self(Child, Self);
    };
    Visit(suspensionOperand(Suspension), Visit);
    return OfHandle;
  }

  bool isContainer(const VarDecl &Handle) const { return !Unit.awaitables().classify(Handle.getType()); }

  /// Whether the await of one of several handles may throw: when one of the tasks may.
  bool anyMayFail(const VarDecl &Handle) const {
    return llvm::any_of(Tasks, [&](const AbandonedTask &Task) {
      return Task.Handle == &Handle && !errorsOf(Unit, Body, Task.Start, 0, Handling::Catches).Handled;
    });
  }

  //===--------------------------------------------------------------------===//
  // Paths
  //===--------------------------------------------------------------------===//

  using State = llvm::SmallBitVector; ///< Which tasks run and are not joined.

  void leave(const Stmt *At, const State &Running) {
    for (unsigned I : Running.set_bits()) {
      Tasks[I].Exits |= isa<CoreturnStmt, ReturnStmt, CXXThrowExpr>(At);
      if (!Tasks[I].Leaves || Body.order(At) < Body.order(Tasks[I].Leaves))
        Tasks[I].Leaves = At;
    }
  }

  /// Goes on from \p At with an exception: to the handlers of the \c try around it, or out of the coroutine.
  void raise(const Stmt *At, const State &Running) {
    if (const CXXTryStmt *Try = enclosingTry(Body, At)) {
      State &Caught = Handlers[Try];
      Caught.resize(Tasks.size());
      State Before = Caught;
      Caught |= Running;
      Changed |= Before != Caught;
      return;
    }
    leave(At, Running);
  }

  void step(const Stmt *S, State &Running) {
    for (const Join &Done : Joins)
      if (Done.At == S || (isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Done.At) && isBelow(S, Done.At))) {
        for (unsigned I = 0; I < Tasks.size(); ++I)
          if (Tasks[I].Handle == Done.Handle) {
            // The first that throws leaves the others of the loop.
            if (const auto *E = dyn_cast<Expr>(S); E && suspensionOperand(E) && InLoop.test(I) &&
                                                   joinsOneOfMany(*Done.Handle, E) && anyMayFail(*Done.Handle)) {
              State One(Tasks.size());
              One.set(I);
              raise(S, One);
            }
            if (Running.test(I) && isa<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Done.At))
              InLoop.set(I);
            Running.reset(I);
          }
      }
    if (const auto *E = dyn_cast<Expr>(S); E && suspensionOperand(E)) {
      if (Running.any() && mayFail(Unit, Body, E))
        raise(S, Running);
    } else if (isa<CXXThrowExpr>(S)) {
      raise(S, Running);
    } else if (isa<CoreturnStmt, ReturnStmt>(S)) {
      leave(S, Running);
    }
    for (unsigned I = 0; I < Tasks.size(); ++I)
      if (Tasks[I].Start == S)
        Running.set(I);
  }

  void follow() {
    CFG::BuildOptions Options;
    Options.setAllAlwaysAdd();
    std::unique_ptr<CFG> Graph =
        CFG::buildCFG(&Body.function(), const_cast<Stmt *>(Body.body()), &Unit.context(), Options);
    if (!Graph)
      return;
    llvm::DenseMap<const CFGBlock *, State> Out;
    InLoop.resize(Tasks.size());
    for (const CFGBlock *Block : *Graph)
      Out[Block] = State(Tasks.size());
    PostOrderCFGView Order(Graph.get());
    // Handlers have no edges that lead to them: their blocks are found by their labels.
    SmallVector<const CFGBlock *, 16> Blocks(Order.begin(), Order.end());
    for (const CFGBlock *Block : *Graph)
      if (!llvm::is_contained(Blocks, Block))
        Blocks.push_back(Block);
    // States only grow, and so do those of the handlers: this ends.
    for (Changed = true; Changed;) {
      Changed = false;
      for (const CFGBlock *Block : Blocks) {
        State Running(Tasks.size());
        for (const CFGBlock::AdjacentBlock &Before : Block->preds())
          if (Before.getReachableBlock())
            Running |= Out[Before.getReachableBlock()];
        if (const auto *Catch = dyn_cast_or_null<CXXCatchStmt>(Block->getLabel()))
          if (const auto *Try = dyn_cast_or_null<CXXTryStmt>(Body.parent(Catch)))
            if (auto It = Handlers.find(Try); It != Handlers.end())
              Running |= It->second;
        for (const CFGElement &Element : *Block)
          if (auto Statement = Element.getAs<CFGStmt>())
            step(Statement->getStmt(), Running);
        if (const Stmt *Last = Block->getTerminatorStmt(); isa_and_nonnull<CoreturnStmt>(Last))
          step(Last, Running);
        State &Known = Out[Block];
        State Before = Known;
        Known |= Running;
        Changed |= Before != Known;
      }
    }
  }

  UnitAnalysis &Unit;
  const FunctionBody &Body;
  std::vector<AbandonedTask> Tasks;
  std::vector<Join> Joins;
  State InLoop;
  llvm::DenseMap<const CXXTryStmt *, State> Handlers;
  bool Changed = false;
};

} // namespace

std::vector<AbandonedTask> abandonedTasks(UnitAnalysis &Unit, const FunctionBody &Body) {
  return Finder(Unit, Body).run();
}

} // namespace async_tidy
