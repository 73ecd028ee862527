//===--- BackgroundTasks.cpp ----------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/BackgroundTasks.h"
#include "analysis/Drops.h"
#include "analysis/InferredRoles.h"
#include "analysis/OwnedValues.h"
#include "analysis/ParameterFlow.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/ValueFate.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace async_tidy {
namespace {

class Finder {
public:
  Finder(UnitAnalysis &Unit, const FunctionBody &Body) : Unit(Unit), Models(Unit.roles()), Body(Body) {}

  std::vector<BackgroundTask> run() {
    for (const CallSite &Call : Body.calls()) {
      if (auto Detach = Models.call<DetachEntry>(Role::Detach, Call))
        detach(Call, Detach);
      else if (auto Spawn = Unit.meaning<SpawnEntry>(Role::Spawn, Call))
        spawn(Call, Spawn);
    }
    for (const Expr *E : Body.discarded())
      called(E);
    for (const VarDecl *Var : Body.variables())
      local(*Var);
    llvm::sort(Tasks, [&](const BackgroundTask &A, const BackgroundTask &B) {
      return Body.order(A.Start) < Body.order(B.Start);
    });
    return std::move(Tasks);
  }

private:
  struct Token {
    HandlerKind Kind = HandlerKind::Unknown;
    bool Lost = false;
    const Expr *E = nullptr; ///< The part of the argument that decides.
  };

  Token token(const Expr *E, const Found<SpawnEntry> &Spawn, unsigned Depth = 0);
  bool isLostToken(const Expr *E, const Found<SpawnEntry> &Spawn);
  bool isDropped(const Expr *Handle);
  bool isGroup(QualType T);
  bool isHeldByGroup(const FunctionBody &In);
  bool isHeldByGroup(const Expr *Task, unsigned Depth = 0);
  bool runsAfterwards(const CallSite &Call, const Expr *Executor);
  void spawn(const CallSite &Call, const Found<SpawnEntry> &Spawn);
  void detach(const CallSite &Call, const Found<DetachEntry> &Detach);
  void called(const Expr *Discarded);
  void local(const VarDecl &Var);
  void openStart(const CallSite &Call, AwaitableKind Kind);
  /// A task in another file may deal with its own errors.
  void add(BackgroundTask Task) {
    if (Task.Errors.Task && Unit.program().isOpen(Task.Errors.Task))
      Task.When.Unless.push_back(Unit.program().atom(Predicate::HandlesErrors, Task.Errors.Task));
    Tasks.push_back(std::move(Task));
  }

  UnitAnalysis &Unit;
  const Roles &Models;
  const FunctionBody &Body;
  std::vector<BackgroundTask> Tasks;
};

/// True when \p E is one of the objects, or of one of the types, that drop the error.
bool Finder::isLostToken(const Expr *E, const Found<SpawnEntry> &Spawn) {
  const auto *Named = dyn_cast_or_null<NamedDecl>(namedObject(E));
  const CXXRecordDecl *Record = recordOf(E->getType());
  return llvm::any_of(Spawn->LostTokens, [&](const std::string &Name) {
    if (Record && Models.names(Spawn, Name, Record))
      return true;
    return Named && llvm::is_contained(Roles::expand(*Spawn.Library, Name), qualifiedName(*Named));
  });
}

/// A token may be wrapped: bound to an executor or to a slot, together with what it keeps alive.
Finder::Token Finder::token(const Expr *E, const Found<SpawnEntry> &Spawn, unsigned Depth) {
  if (!E || Depth > 4)
    return {E ? HandlerKind::Unknown : HandlerKind::None, false, E};
  E = stripToObject(E);
  if (isLostToken(E, Spawn))
    return {HandlerKind::None, true, E};
  if (HandlerKind Kind = handlerKind(Unit, E); Kind != HandlerKind::Unknown)
    return {Kind, false, E};
  if (auto Call = CallSite::of(E)) {
    Token Result;
    for (const Expr *Argument : Call->Args) {
      if (isa<CXXDefaultArgExpr>(Argument))
        continue;
      Token Part = token(Argument, Spawn, Depth + 1);
      if (Part.Lost || Part.Kind == HandlerKind::Ignores)
        return Part;
      if (Part.Kind == HandlerKind::Reports)
        Result = Part;
    }
    return Result;
  }
  const auto *Var = dyn_cast_or_null<VarDecl>(namedObject(E));
  if (Var && Var->getInit() && !isa<ParmVarDecl>(Var))
    return token(Var->getInit(), Spawn, Depth + 1);
  return {HandlerKind::Unknown, false, E};
}

/// True when nobody takes \p Handle. A name of one underscore says so as well.
bool Finder::isDropped(const Expr *Handle) {
  ValueFate Fate = fateOf(Body, Handle);
  if (Fate.What == Fate::Dropped)
    return true;
  if (Fate.What == Fate::Local && Fate.Local)
    return Fate.Local->getName() == "_";
  if (const auto *Target = dyn_cast_or_null<Expr>(Fate.End)) {
    auto Assign = CallSite::of(Target);
    if (Assign && Assign->Callee && Assign->Callee->getOverloadedOperator() == OO_Equal && Assign->Object) {
      const ValueDecl *Into = namedObject(Assign->Object);
      return Models.object(Role::Ignore, Into) || (Into && Into->getIdentifier() && Into->getName() == "_");
    }
  }
  return false;
}

/// The object that an executor belongs to: the context behind `context.get_executor()`, `make_strand(context)`.
const ValueDecl *contextOf(const Expr *Executor) {
  for (unsigned Step = 0; Executor && Step < 6; ++Step) {
    const Expr *E = stripToObject(Executor);
    if (auto Call = CallSite::of(E)) {
      if (Call->Object)
        Executor = Call->Object;
      else
        Executor = Call->Args.empty() ? nullptr : Call->Args.front();
      continue;
    }
    const ValueDecl *Named = namedObject(E);
    const auto *Var = dyn_cast_or_null<VarDecl>(Named);
    const Expr *Init = Var && Var->hasLocalStorage() && !isa<ParmVarDecl>(Var) ? Var->getInit() : nullptr;
    auto Made = CallSite::of(Init ? stripToObject(Init) : nullptr);
    // An executor in a variable of its own.
    if (!Made || isa<CXXConstructExpr>(Made->E))
      return Named;
    if (!Made->Object && Made->Args.empty())
      return Named;
    Executor = Init;
  }
  return nullptr;
}

/// The variable that \p Object names, or that a smart pointer in it points from.
const ValueDecl *pointee(const Expr *Object) {
  const Expr *E = stripToObject(Object);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
      Operator && Operator->getNumArgs() == 1 &&
      (Operator->getOperator() == OO_Arrow || Operator->getOperator() == OO_Star))
    E = Operator->getArg(0);
  return namedObject(E);
}

/// True when the plain function \p Body runs or joins what \p Executor belongs to once it has started the task.
bool Finder::runsAfterwards(const CallSite &Spawn, const Expr *Executor) {
  if (Body.isCoroutine() || !Executor)
    return false;
  const ValueDecl *Context = contextOf(Executor);
  if (!Context)
    return false;
  auto Runs = [&](const CallSite &Call, const ValueDecl *On) {
    if (!Call.Object || pointee(Call.Object) != On)
      return false;
    auto Blocking = Models.call<BlockingEntry>(Role::BlockingCall, Call);
    return (Blocking && Blocking->Category == "wait") || Models.call(Role::Wait, Call);
  };
  for (const CallSite &Call : Body.calls()) {
    if (Body.order(Call.E) <= Body.order(Spawn.E))
      continue;
    if (Runs(Call, Context))
      return true;
    // `run_until_signal(context)`.
    const FunctionBody *Callee = Unit.body(Call.Callee);
    for (unsigned I = 0; Callee && I < Call.Args.size() && I < Callee->function().getNumParams(); ++I)
      if (namedObject(Call.Args[I]) == Context && llvm::any_of(Callee->calls(), [&](const CallSite &In) {
            return Runs(In, Callee->function().getParamDecl(I));
          }))
        return true;
  }
  // On threads that this function starts.
  for (const LambdaExpr *Lambda : Body.lambdas())
    if (const FunctionBody *Work = lambdaBody(Unit, Lambda))
      if (llvm::any_of(Work->calls(), [&](const CallSite &In) { return Runs(In, Context); }))
        return true;
  return false;
}

/// True for groups, and for what stands for a place in one: a class inside of it.
bool Finder::isGroup(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record)
    return false;
  const auto *Outer = dyn_cast<CXXRecordDecl>(Record->getDeclContext());
  return Models.type(Role::Group, Record) || (Outer && Models.type(Role::Group, Outer));
}

bool Finder::isHeldByGroup(const FunctionBody &In) {
  // Asking a group how it is doing is no place in it.
  auto Asks = [](const CallSite &Call) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
    return Method && Method->isConst();
  };
  return llvm::any_of(In.variables(), [&](const VarDecl *Var) { return isGroup(Var->getType()); }) ||
         llvm::any_of(In.calls(), [&](const CallSite &Call) {
           return Call.Object && isGroup(Call.Object->getType()) && !Asks(Call);
         });
}

/// True when the task enters a group or leaves it at its end: it has a holder, or a part of its chain calls the group.
bool Finder::isHeldByGroup(const Expr *Task, unsigned Depth) {
  if (!Task || Depth > 8)
    return false;
  const Expr *E = stripToObject(Task);
  if (isGroup(E->getType()))
    return true;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable() && isGroup(Capture.getCapturedVar()->getType()))
        return true;
    const FunctionBody *In = lambdaBody(Unit, Lambda);
    return In && isHeldByGroup(*In);
  }
  auto Call = CallSite::of(E);
  if (!Call)
    return false;
  if (isHeldByGroup(Call->Object, Depth + 1) ||
      llvm::any_of(Call->Args, [&](const Expr *Argument) { return isHeldByGroup(Argument, Depth + 1); }))
    return true;
  const FunctionBody *In = Unit.body(Call->Callee);
  return In && In->isCoroutine() && isHeldByGroup(*In);
}

void Finder::spawn(const CallSite &Call, const Found<SpawnEntry> &Spawn) {
  BackgroundTask Found;
  Found.Start = Call.E;
  Found.Library = Spawn.Library;
  Found.Root = Spawn.Root;
  Found.Task = Call.select(Spawn->Task);
  const Expr *Handler = Call.select(Spawn->Handler);

  // Its callers say what becomes of the error.
  if (const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(Handler ? namedObject(Handler) : nullptr);
      Parameter && llvm::is_contained(Body.function().parameters(), Parameter))
    return;
  Token Given = token(Handler, Spawn);
  bool Problem = false;
  if (Given.Kind == HandlerKind::Ignores) {
    Problem = true;
    Found.What = BackgroundTask::Problem::ErrorIgnored;
    Found.Handler = Given.E;
  } else if (Spawn->Errors == ErrorFate::Token && Given.Lost) {
    Problem = true;
    Found.What = BackgroundTask::Problem::ErrorLost;
    Found.Handler = Given.E;
  } else if (Spawn->Handle == HandleFate::None) {
    Problem = Spawn->Errors == ErrorFate::Lost && Given.Kind == HandlerKind::None;
    Found.What = BackgroundTask::Problem::ErrorLost;
  } else if (Spawn->Handle == HandleFate::Returned || Spawn->Handle == HandleFate::Token) {
    QualType T = Call.E->getType();
    if (T->isVoidType() || T->isDependentType() || Given.Kind == HandlerKind::Reports || !isDropped(Call.E))
      return;
    if (Spawn->Handle == HandleFate::Returned && Spawn->Handler && Given.Kind == HandlerKind::Unknown && Handler)
      return;
    Awaitable Info = Unit.awaitables().classifyIn(T, Body.promise());
    // One that starts when it is awaited was not started.
    if (Spawn->Handle == HandleFate::Token && Info)
      return;
    Found.Kind = Info.Kind;
    Found.What = BackgroundTask::Problem::HandleDropped;
    Problem = true;
  }
  if (!Problem)
    return;
  RoleArgument Executor = Unit.inferred().argument(Role::Spawn, Call, &SpawnEntry::Executor);
  if (!Executor.In && runsAfterwards(Call, Executor.E))
    return;
  RoleArgument Task = Unit.inferred().argument(Role::Spawn, Call, &SpawnEntry::Task);
  Found.Errors = errorsOf(Unit, Task.In ? *Task.In : Body, Task.E);
  if (!Found.Errors.Handled)
    add(std::move(Found));
}

void Finder::detach(const CallSite &Call, const Found<DetachEntry> &Detach) {
  BackgroundTask Found;
  Found.Start = Call.E;
  Found.Library = Detach.Library;
  Found.Root = Detach.Root;
  Found.Task = Call.Object ? Call.Object : Call.Args.empty() ? nullptr : Call.Args.front();
  if (!Found.Task || Found.Task->getType()->isDependentType())
    return;
  if (isa<CXXThisExpr>(stripToObject(Found.Task)))
    return; // The class's own way to be detached: its users are judged.
  const CXXRecordDecl *Record = recordOf(Found.Task->getType());
  if (!Record ||
      !Unit.awaitables().classify(Found.Task->getType()->isPointerType() ? Found.Task->getType()->getPointeeType()
                                                                         : Found.Task->getType())) {
    if (!Body.isCoroutine())
      return;
    Found.What = BackgroundTask::Problem::Thread;
    add(std::move(Found));
    return;
  }
  const Expr *Handler = Call.select(Detach->Handler);
  Found.What = BackgroundTask::Problem::Detached;
  if (Handler) {
    HandlerKind Kind = handlerKind(Unit, Handler);
    if (Kind == HandlerKind::Unknown || Kind == HandlerKind::Reports)
      return;
    if (Kind == HandlerKind::Ignores) {
      Found.What = BackgroundTask::Problem::ErrorIgnored;
      Found.Handler = Handler;
    }
  }
  Found.Errors = errorsOf(Unit, Body, Found.Task);
  if (!Found.Errors.Handled)
    add(std::move(Found));
}

/// True when the promise does something with an error that leaves the coroutine, other than to end the program.
static bool promiseReports(const CXXRecordDecl *Promise) {
  if (!Promise)
    return false;
  for (NamedDecl *D :
       membersNamed(Promise, DeclarationName(&Promise->getASTContext().Idents.get("unhandled_exception"))))
    if (const FunctionDecl *Function = asFunction(D)) {
      const FunctionDecl *Definition = nullptr;
      if (!Function->hasBody(Definition))
        return false;
      FunctionBody Own(*Definition);
      for (const CallSite &Call : Own.calls())
        if (Call.Callee && !Call.Callee->isNoReturn() && !isa<CXXConstructExpr>(Call.E))
          return true;
    }
  return false;
}

void Finder::called(const Expr *Discarded) {
  const Expr *Made = stripWrapping(Discarded);
  QualType T = Made->getType();
  if (T->isDependentType() || !Made->isPRValue() || !T->isRecordType() || suspensionOperand(Made))
    return;
  auto Call = CallSite::of(Made);
  if (!Call || isa<CXXConstructExpr>(Made) || Models.call(Role::DroppableCall, *Call) ||
      Models.call(Role::Detach, *Call) || Unit.meaning(Role::Spawn, *Call))
    return;
  Awaitable Info = Unit.awaitables().classifyIn(T, Body.promise());
  if (!Info && Unit.program().isOpen(Call->Callee))
    openStart(*Call, Info.Kind);
  if (!Info || Info.Generator)
    return;
  // A cast to void is no reason to forget the task; other operands are dropped awaitables.
  const Stmt *Around = meaningfulParent(Body, Discarded);
  const auto *Cast = dyn_cast_or_null<ExplicitCastExpr>(Around);
  DropForm Form = !isa_and_nonnull<Expr, ForStmt>(Around) || (Cast && Cast->getType()->isVoidType()) ||
                          (isa<ForStmt>(Around) && cast<ForStmt>(Around)->getBody() == Discarded)
                      ? DropForm::Statement
                      : DropForm::Operand;
  bool NoHandle = Info.Droppable || !Info.CanBeAwaited;
  if (!isBackgroundTask(Unit, Info, Made, Form)) {
    if (Unit.program().isOpen(Call->Callee))
      openStart(*Call, Info.Kind);
    return;
  }
  BackgroundTask Found;
  Found.Start = Made;
  Found.Task = Made;
  Found.Kind = Info.Kind;
  Found.What = NoHandle ? BackgroundTask::Problem::FireAndForget : BackgroundTask::Problem::Called;
  auto Library = Models.libraryOf(T->getAsCXXRecordDecl());
  Found.Library = Library.Library;
  Found.Root = Library.Root;
  if (NoHandle && promiseReports(Info.Promise))
    return;
  Found.Errors = errorsOf(Unit, Body, Made);
  if (!Found.Errors.Handled && !isHeldByGroup(Made))
    add(std::move(Found));
}

/// The call of a function in another file, whose result nobody takes: it may be the handle of a task.
void Finder::openStart(const CallSite &Call, AwaitableKind Kind) {
  BackgroundTask Found;
  Found.Start = Call.E;
  Found.What = BackgroundTask::Problem::HandleDropped;
  Found.Kind = Kind;
  for (const Expr *Argument : Call.Args)
    if (QualType T = Argument->getType();
        !Found.Task && !T->isDependentType() && (isCallableType(T) || Unit.awaitables().classify(T)))
      Found.Task = Argument;
  auto Library = Models.libraryOf(Call.E->getType()->getAsCXXRecordDecl());
  Found.Library = Library.Library;
  Found.Root = Library.Root;
  Found.Errors = errorsOf(Unit, Body, Found.Task);
  Found.When.If.push_back(Unit.program().atom(Predicate::ReturnsTask, Call.Callee));
  if (!Found.Errors.Handled)
    add(std::move(Found));
}

/// A local whose end stops its task, and which is only asked how the task is doing.
void Finder::local(const VarDecl &Var) {
  QualType T = Var.getType();
  if (T->isDependentType() || !T->isRecordType() || !Var.getInit() || isa<DecompositionDecl>(Var))
    return;
  Awaitable Info = Unit.awaitables().classifyIn(T, Body.promise());
  if (Info.Kind != AwaitableKind::Cancels && Info.Kind != AwaitableKind::Terminates)
    return;
  const Expr *Made = madeBy(Body, Var);
  auto Call = CallSite::of(Made);
  if (!Call || isa<CXXConstructExpr>(Made) || Body.uses(&Var).empty() ||
      (!Unit.meaning(Role::Spawn, *Call) && !Info.CoroutineType))
    return;
  for (const Expr *Use : Body.uses(&Var)) {
    const Stmt *Parent = meaningfulParent(Body, Use);
    const auto *Member = dyn_cast_or_null<MemberExpr>(Parent);
    const auto *Asked = dyn_cast_or_null<CXXMemberCallExpr>(Member ? meaningfulParent(Body, Member) : nullptr);
    const CXXMethodDecl *Method = Asked ? Asked->getMethodDecl() : nullptr;
    if (!Method || !Method->isConst() || !Method->getReturnType()->isArithmeticType())
      return;
  }
  if (Info.Kind == AwaitableKind::Cancels && isScopedToSuspension(Body, Var))
    return;
  BackgroundTask Found;
  Found.Start = Made;
  Found.Task = Made;
  Found.Kind = Info.Kind;
  Found.What = BackgroundTask::Problem::HandleDies;
  auto Library = Models.libraryOf(T->getAsCXXRecordDecl());
  Found.Library = Library.Library;
  Found.Root = Library.Root;
  add(std::move(Found));
}

} // namespace

std::vector<BackgroundTask> unreferencedTasks(UnitAnalysis &Unit, const FunctionBody &Body) {
  return Finder(Unit, Body).run();
}

} // namespace async_tidy
