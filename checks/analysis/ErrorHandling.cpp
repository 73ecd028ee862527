//===--- ErrorHandling.cpp ------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ErrorHandling.h"
#include "analysis/Blocking.h"
#include "analysis/ParameterFlow.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/ValueFate.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;

namespace async_tidy {

static constexpr unsigned MaxDepth = 6;

/// True for statements that do nothing with an error: empty ones, names, jumps.
static bool isIdle(const Stmt *S) {
  if (!S || isa<NullStmt, ContinueStmt, BreakStmt>(S))
    return true;
  if (const auto *Block = dyn_cast<CompoundStmt>(S))
    return llvm::all_of(Block->body(), isIdle);
  if (const auto *Return = dyn_cast<ReturnStmt>(S))
    return isIdle(Return->getRetValue());
  if (const auto *Return = dyn_cast<CoreturnStmt>(S))
    return isIdle(Return->getOperand());
  if (const auto *If = dyn_cast<IfStmt>(S))
    return isIdle(If->getThen()) && isIdle(If->getElse());
  const auto *E = dyn_cast<Expr>(S);
  if (!E)
    return false;
  E = stripToObject(E);
  if (const auto *Throw = dyn_cast<CXXThrowExpr>(E))
    return !Throw->getSubExpr(); // The error goes on as it came.
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E); Cast && Cast->getType()->isVoidType())
    return isIdle(Cast->getSubExpr());
  return isa<DeclRefExpr, IntegerLiteral, CXXBoolLiteralExpr>(E);
}

/// True when \p Catch catches whatever \p Library's operations throw: everything, or a class without bases that is the
/// root of a hierarchy or belongs to the same library.
static bool catchesAll(UnitAnalysis &Unit, const CXXCatchStmt &Catch, const LibraryModel *Library) {
  const VarDecl *Exception = Catch.getExceptionDecl();
  if (!Exception)
    return true;
  const CXXRecordDecl *Record = recordOf(Exception->getType());
  if (!Record || !(Record = Record->getDefinition()) || Record->getNumBases() > 0)
    return false;
  if (Record->isPolymorphic())
    return true;
  return Library && Unit.roles().libraryOf(Record).Library == Library;
}

/// True when \p Handler throws whatever happens: not only behind a condition.
static bool throwsOn(const CXXCatchStmt &Handler) {
  bool Throws = false;
  auto Visit = [&](const Stmt *S, auto &Self) -> void {
    Throws |= isa<CXXThrowExpr>(S);
    for (const Stmt *Child : S->children())
      if (Child && !isa<IfStmt>(Child))
        Self(Child, Self);
  };
  Visit(Handler.getHandlerBlock(), Visit);
  return Throws;
}

static bool catchesCancellation(UnitAnalysis &Unit, const CXXCatchStmt &Handler, const LibraryModel *Library) {
  const VarDecl *Exception = Handler.getExceptionDecl();
  const CXXRecordDecl *Record = Exception ? recordOf(Exception->getType()) : nullptr;
  Found<LibraryModel> In{Library, Library, {}};
  return Record && Library && llvm::any_of(Library->Cancellation.Exceptions, [&](const std::string &Name) {
           return Unit.roles().names(In, Name, Record);
         });
}

const CXXTryStmt *enclosingTry(const FunctionBody &Body, const Stmt *S) {
  for (const Stmt *Inner = S, *Around = Body.parent(S); Around; Inner = Around, Around = Body.parent(Around))
    if (const auto *Try = dyn_cast<CXXTryStmt>(Around); Try && Try->getTryBlock() == Inner)
      return Try;
  return nullptr;
}

/// True when \p S stands in a \c try none of whose handlers lets its errors go on.
static bool isCaught(UnitAnalysis &Unit, const FunctionBody &Body, const Stmt *S, const LibraryModel *Library) {
  for (const CXXTryStmt *Try = enclosingTry(Body, S); Try; Try = enclosingTry(Body, Try))
    for (unsigned I = 0; I < Try->getNumHandlers(); ++I) {
      const CXXCatchStmt &Handler = *Try->getHandler(I);
      if (throwsOn(Handler)) {
        if (!catchesCancellation(Unit, Handler, Library))
          break;
      } else if (catchesAll(Unit, Handler, Library)) {
        return true;
      }
    }
  return false;
}

/// True when \p S stands in a \c try that sees its errors and does something with them.
static bool isGuarded(UnitAnalysis &Unit, const FunctionBody &Body, const Stmt *S, const LibraryModel *Library,
                      Handling How) {
  if (How == Handling::Catches)
    return isCaught(Unit, Body, S, Library);
  const Stmt *Inner = S;
  for (const Stmt *Around = Body.parent(S); Around; Inner = Around, Around = Body.parent(Around)) {
    const auto *Try = dyn_cast<CXXTryStmt>(Around);
    if (!Try || Try->getTryBlock() != Inner)
      continue;
    for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
      if (catchesAll(Unit, *Try->getHandler(I), Library) && !isIdle(Try->getHandler(I)->getHandlerBlock()))
        return true;
  }
  return false;
}

bool isErrorCode(QualType T) {
  const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || !(Record = Record->getDefinition()))
    return false;
  ASTContext &Context = Record->getASTContext();
  return llvm::all_of(ArrayRef<StringRef>{"value", "category", "message"}, [&](StringRef Name) {
    return !membersNamed(Record, DeclarationName(&Context.Idents.get(Name))).empty();
  });
}

bool isResultOrError(QualType T) {
  const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || !(Record = Record->getDefinition()))
    return false;
  ASTContext &Context = Record->getASTContext();
  auto Has = [&](StringRef Name) { return !membersNamed(Record, DeclarationName(&Context.Idents.get(Name))).empty(); };
  return Has("value") &&
         llvm::any_of(ArrayRef<StringRef>{"error", "exception", "has_error", "hasError", "hasException"}, Has);
}

bool carriesError(QualType T) {
  if (T.isNull())
    return false;
  T = T.getNonReferenceType();
  if (isErrorCode(T) || isResultOrError(T))
    return true;
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record || !(Record = Record->getDefinition()))
    return false;
  auto Normal = [](const NamedDecl &D) {
    std::string Name;
    for (char C : D.getDeclName().isIdentifier() ? D.getName() : StringRef())
      if (C != '_')
        Name += llvm::toLower(C);
    return Name;
  };
  static constexpr StringRef Says[] = {"ok",           "isok",      "success",   "succeeded", "issuccess",
                                       "failed",       "error",     "iserror",   "haserror",  "err",
                                       "errormessage", "errorcode", "exception", "failure",   "ec"};
  if (const auto *Of = dyn_cast<ClassTemplateSpecializationDecl>(Record); Of && Of->isInStdNamespace()) {
    // The alternatives of a variant, the parts of a pair.
    SmallVector<TemplateArgument, 4> Parts;
    for (const TemplateArgument &Argument : Of->getTemplateArgs().asArray())
      if (Argument.getKind() == TemplateArgument::Pack)
        Parts.append(Argument.pack_begin(), Argument.pack_end());
      else
        Parts.push_back(Argument);
    bool HasAlternatives = llvm::is_contained({"variant", "pair", "tuple", "expected"}, Of->getName());
    return HasAlternatives && llvm::any_of(Parts, [&](const TemplateArgument &Part) {
             const CXXRecordDecl *Class =
                 Part.getKind() == TemplateArgument::Type ? Part.getAsType()->getAsCXXRecordDecl() : nullptr;
             if (!Class)
               return false;
             std::string Name = Normal(*Class);
             return isErrorCode(Part.getAsType()) || StringRef(Name).contains("error") ||
                    StringRef(Name).contains("exception") || StringRef(Name).contains("failure");
           });
  }
  return anyBaseOrSelf(Record, [&](const CXXRecordDecl *R) {
    return llvm::any_of(R->decls(), [&](const Decl *D) {
      const auto *Named = dyn_cast<NamedDecl>(D);
      return isa_and_nonnull<FieldDecl, CXXMethodDecl>(Named) && llvm::is_contained(Says, Normal(*Named));
    });
  });
}

/// True for classes that say whether something worked and why it did not: they have a message beside `ok()` or a
/// conversion to bool.
static bool isStatus(QualType T) {
  const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || !(Record = Record->getDefinition()))
    return false;
  ASTContext &Context = Record->getASTContext();
  auto Has = [&](StringRef Name) { return !membersNamed(Record, DeclarationName(&Context.Idents.get(Name))).empty(); };
  return Has("message") && (Has("ok") || llvm::any_of(Record->getVisibleConversionFunctions(), [](const NamedDecl *D) {
                              const auto *Conversion = dyn_cast<CXXConversionDecl>(D);
                              return Conversion && Conversion->getConversionType()->isBooleanType();
                            }));
}

bool yieldsErrorCode(const Expr *Suspension) {
  QualType T = Suspension->getType();
  if (isErrorCode(T) || isStatus(T) || isResultOrError(T))
    return true;
  auto SaysHow = [](const TemplateArgument &Part) {
    return Part.getKind() == TemplateArgument::Type && (isErrorCode(Part.getAsType()) || isStatus(Part.getAsType()));
  };
  if (const auto *Result = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl()))
    for (const TemplateArgument &Argument : Result->getTemplateArgs().asArray())
      if (SaysHow(Argument) ||
          (Argument.getKind() == TemplateArgument::Pack && llvm::any_of(Argument.pack_elements(), SaysHow)))
        return true;
  // `redirect_error(token, ec)`, `async_read(s, b, token[ec])`.
  llvm::SmallVector<const Expr *, 8> Open = {suspensionOperand(Suspension)};
  while (!Open.empty()) {
    auto Call = CallSite::of(stripToObject(Open.pop_back_val()));
    if (!Call)
      continue;
    for (const Expr *Argument : Call->Args) {
      const Expr *E = stripToObject(Argument);
      if (isErrorCode(E->getType()) && E->isLValue() && !E->getType().isConstQualified())
        return true;
      Open.push_back(Argument);
    }
  }
  return false;
}

/// True for operations that fail only when they are cancelled.
static bool isWaiting(UnitAnalysis &Unit, const Expr *Operand) {
  auto Call = CallSite::of(stripToObject(Operand));
  if (!Call)
    return isa<DeclRefExpr, MemberExpr>(stripToObject(Operand)); // `co_await this_coro::executor`.
  if (Unit.meaning(Role::Sleep, *Call))
    return true;
  if (auto Gather = Unit.meaning<GatherEntry>(Role::Gather, *Call);
      Gather && Gather->Failure == GatherFailure::Settling)
    return true; // Each result has its own error.
  const Roles &Models = Unit.roles();
  for (Role R : {Role::Yield, Role::Hop, Role::LockCall, Role::Semaphore})
    if (Models.call(R, *Call))
      return true;
  return static_cast<bool>(Models.type(Role::HopType, recordOf(Operand->getType())));
}

bool mayFail(UnitAnalysis &Unit, const FunctionBody &Body, const Expr *Suspension) {
  const Expr *Operand = suspensionOperand(Suspension);
  if (!Operand || isa<CoyieldExpr>(Suspension) || Suspension->isTypeDependent() || yieldsErrorCode(Suspension))
    return false;
  // A task in a local fails as the call does that made it.
  const auto *Var = dyn_cast_or_null<VarDecl>(namedObject(Operand));
  bool IsTask = Var && Var->hasLocalStorage() && Unit.awaitables().classify(Var->getType().getNonReferenceType());
  return (IsTask || !isWaiting(Unit, Operand)) && !errorsOf(Unit, Body, Operand, 0, Handling::Catches).Handled;
}

/// What a plain function that hands on a task returns at its end.
static const Expr *returnedTask(const FunctionBody &Body) {
  const auto *Block = dyn_cast_or_null<CompoundStmt>(Body.body());
  const auto *Return = Block && !Block->body_empty() ? dyn_cast<ReturnStmt>(Block->body_back()) : nullptr;
  return Return ? Return->getRetValue() : nullptr;
}

static bool isNoexcept(const FunctionDecl *Function) {
  const auto *Type = Function ? Function->getType()->getAs<FunctionProtoType>() : nullptr;
  return Type && !Type->isDependentType() && Type->isNothrow();
}

/// True when a coroutine that only waits does something besides that may throw.
static bool mayThrow(const FunctionBody &Body) {
  return llvm::any_of(Body.calls(), [&](const CallSite &Call) {
    return !isNoexcept(Call.Callee) && !Body.enclosing<CoroutineSuspendExpr>(Call.E);
  });
}

ErrorPath errorsIn(UnitAnalysis &Unit, const FunctionBody &Body, unsigned Depth, Handling How) {
  ErrorPath Path;
  Path.Task = &Body.function();
  if (Depth > MaxDepth)
    return Path;
  QualType Result = Body.function().getReturnType();
  if (!Body.isCoroutine() && !Result->isDependentType() && Unit.awaitables().classify(Result)) {
    // `[self] { return self->run(); }`.
    const Expr *Task = returnedTask(Body);
    return Task ? errorsOf(Unit, Body, Task, Depth + 1, How) : Path;
  }
  if (!Body.isCoroutine()) {
    if (isNoexcept(&Body.function())) {
      Path.Handled = true; // Ends the program, which is seen.
      return Path;
    }
    // A plain callable: every call may throw.
    bool Any = false;
    for (const CallSite &Call : Body.calls()) {
      if (isNoexcept(Call.Callee) || Body.inHandler(Call.E))
        continue;
      if (!isGuarded(Unit, Body, Call.E, nullptr, How)) {
        Path.Fails = Path.Fails ? Path.Fails : Call.E;
        Any = true;
      }
    }
    Path.Handled = !Any;
    return Path;
  }
  const LibraryModel *Library = Unit.roles().libraryOf(Body.promise()).Library;
  bool Cares = false;
  for (const Expr *Suspension : Body.suspensions()) {
    const Expr *Operand = suspensionOperand(Suspension);
    if (!Operand || Suspension->isTypeDependent())
      return Path;
    if (isGuarded(Unit, Body, Suspension, Library, How) || yieldsErrorCode(Suspension)) {
      Cares = true;
      continue;
    }
    if (isa<CoyieldExpr>(Suspension) || isWaiting(Unit, Operand))
      continue;
    if (errorsOf(Unit, Body, Operand, Depth + 1, How).Handled) {
      Cares = true;
      continue;
    }
    if (!Path.Fails)
      Path.Fails = Suspension;
  }
  // Where no await can fail, a guarded call shows that its author cares.
  auto IsGuardedCall = [&](const CallSite &Call) {
    return !isNoexcept(Call.Callee) && !Body.inHandler(Call.E) && isGuarded(Unit, Body, Call.E, Library, How);
  };
  Path.Handled = !Path.Fails && (Cares || llvm::any_of(Body.calls(), IsGuardedCall) || !mayThrow(Body));
  return Path;
}

ErrorPath errorsOf(UnitAnalysis &Unit, const FunctionBody &Body, const Expr *E, unsigned Depth, Handling How) {
  if (!E || Depth > MaxDepth)
    return {};
  E = stripToObject(E);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
    const FunctionBody *Own = lambdaBody(Unit, Lambda);
    return Own ? errorsIn(Unit, *Own, Depth + 1, How) : ErrorPath();
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Function = dyn_cast<FunctionDecl>(Ref->getDecl())) {
      const FunctionBody *Own = Unit.body(Function);
      return Own ? errorsIn(Unit, *Own, Depth + 1, How) : ErrorPath();
    }
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    return Var && Var->getInit() && !isa<ParmVarDecl>(Var) ? errorsOf(Unit, Body, Var->getInit(), Depth + 1, How)
                                                           : ErrorPath();
  }
  // A function object of this program.
  if (isa<CXXConstructExpr, InitListExpr, CXXFunctionalCastExpr>(E))
    if (const FunctionDecl *Callable = resolveCallable(E))
      if (const FunctionBody *Own = Unit.body(Callable))
        return errorsIn(Unit, *Own, Depth + 1, How);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return Construct->getNumArgs() > 0 ? errorsOf(Unit, Body, Construct->getArg(0), Depth + 1, How) : ErrorPath();
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    ErrorPath First = errorsOf(Unit, Body, Choice->getTrueExpr(), Depth + 1, How);
    return First.Handled ? errorsOf(Unit, Body, Choice->getFalseExpr(), Depth + 1, How) : First;
  }
  auto Call = CallSite::of(E);
  if (!Call)
    return {};
  if (auto Handler = Unit.roles().call<ErrorHandlerEntry>(Role::ErrorHandler, *Call)) {
    ErrorPath Path;
    Path.Handled = !Handler->Handler || handlerKind(Unit, Call->select(Handler->Handler)) >= HandlerKind::Reports ||
                   handlerKind(Unit, Call->select(Handler->Handler)) == HandlerKind::Unknown;
    if (Path.Handled || !Call->Object)
      return Path;
    return errorsOf(Unit, Body, Call->Object, Depth + 1, How);
  }
  if (const FunctionBody *Callee = Call->isVirtualDispatch() ? nullptr : Unit.body(Call->Callee)) {
    if (Callee->isCoroutine())
      return errorsIn(Unit, *Callee, Depth + 1, How);
    // A plain function that hands on a task.
    ErrorPath Path;
    if (const Expr *Task = returnedTask(*Callee))
      Path = errorsOf(Unit, *Callee, Task, Depth + 1, How);
    if (Path.Handled)
      return Path;
  }
  // What a library makes of a task, or of a coroutine lambda, fails as that one does.
  auto MayBeTask = [&](const Expr *Part) {
    QualType T = Part->getType();
    return !T->isDependentType() && (isCallableType(T) || Unit.awaitables().classify(T));
  };
  auto Inside = [&](const Expr *Part) { return errorsOf(Unit, Body, Part, Depth + 1, How); };
  if (Call->Object && MayBeTask(Call->Object))
    return Inside(Call->Object);
  for (const Expr *Argument : Call->Args)
    if (MayBeTask(Argument)) {
      ErrorPath Path = Inside(Argument);
      // In the project's own code, and out of sight: it may well be there for the errors.
      if (Call->Callee && !inSystemHeader(*Call->Callee) && !Unit.body(Call->Callee) &&
          !Call->Callee->isTemplateInstantiation())
        Path.Handled = true;
      return Path;
    }
  ErrorPath Path;
  Path.Task = Call->Callee;
  return Path;
}

/// True when what is thrown at \p S is caught by handlers that do nothing.
static bool isSwallowed(const FunctionBody &Body, const Stmt *S) {
  for (const Stmt *Around = Body.parent(S), *Inner = S; Around; Inner = Around, Around = Body.parent(Around))
    if (const auto *Try = dyn_cast<CXXTryStmt>(Around); Try && Try->getTryBlock() == Inner) {
      bool Idle = true;
      for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
        Idle &= isIdle(Try->getHandler(I)->getHandlerBlock());
      if (Idle)
        return true;
    }
  return false;
}

/// True when \p S ends its function, so that what follows it is for the other case.
static bool leaves(const Stmt *S) {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
    return !Block->body_empty() && leaves(Block->body_back());
  return isa_and_nonnull<ReturnStmt, CoreturnStmt>(S) ||
         (isa_and_nonnull<Expr>(S) && isa<CXXThrowExpr>(stripWrapping(cast<Expr>(S))));
}

/// True when \p Parameter is looked at in \p Body: named in more than casts to void, empty branches and plain
/// statements.
static bool isLookedAt(const FunctionBody &Body, const ParmVarDecl *Parameter) {
  for (const Expr *Use : Body.uses(Parameter)) {
    if (isSwallowed(Body, Use))
      continue;
    const Stmt *Inner = nullptr;
    const Stmt *Around = meaningfulParent(Body, Use, &Inner);
    // `if (error) return;`, through the conversion to bool. What follows `if (!error) return;` is for the error.
    if (const auto *Member = dyn_cast_or_null<MemberExpr>(Around);
        Member && isa<CXXConversionDecl>(Member->getMemberDecl()))
      Around = meaningfulParent(Body, meaningfulParent(Body, Around), &Inner);
    // `if (!error) use(value);` is for success alone.
    if (const auto *Not = dyn_cast_or_null<UnaryOperator>(Around); Not && Not->getOpcode() == UO_LNot)
      if (const auto *If = dyn_cast_or_null<IfStmt>(meaningfulParent(Body, Not, &Inner));
          If && If->getCond() == Inner) {
        if (!isIdle(If->getElse()) || leaves(If->getThen()))
          return true;
        continue;
      }
    if (const auto *If = dyn_cast_or_null<IfStmt>(Around); If && If->getCond() == Inner) {
      if (!isIdle(If->getThen()) || !isIdle(If->getElse()))
        return true;
      continue;
    }
    if (const auto *Cast = dyn_cast_or_null<ExplicitCastExpr>(Around); Cast && Cast->getType()->isVoidType())
      continue;
    if (isa_and_nonnull<Expr, DeclStmt, ReturnStmt, CoreturnStmt, SwitchStmt, WhileStmt>(Around))
      return true;
  }
  return false;
}

HandlerKind handlerKind(UnitAnalysis &Unit, const Expr *Handler) {
  if (!Handler)
    return HandlerKind::None;
  const Expr *E = stripToObject(Handler);
  if (isa<CXXDefaultArgExpr, CXXNullPtrLiteralExpr>(E))
    return HandlerKind::None;
  if (const auto *List = dyn_cast<InitListExpr>(E); List && List->getNumInits() == 0)
    return HandlerKind::None;
  // A lambda that was put into a std::function.
  for (unsigned I = 0; I < 4; ++I) {
    const auto *Construct = dyn_cast<CXXConstructExpr>(E);
    if (!Construct)
      break;
    if (Construct->getNumArgs() == 0 || isa<CXXDefaultArgExpr>(Construct->getArg(0)))
      return HandlerKind::None;
    E = stripToObject(Construct->getArg(0));
  }
  const FunctionBody *Body = nullptr;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
    Body = lambdaBody(Unit, Lambda);
  else if (const FunctionDecl *Function = resolveCallable(E))
    Body = Unit.body(Function);
  if (!Body)
    return HandlerKind::Unknown;
  if (Body->function().getNumParams() == 0)
    return HandlerKind::Ignores;
  return isLookedAt(*Body, Body->function().getParamDecl(0)) ? HandlerKind::Reports : HandlerKind::Ignores;
}

} // namespace async_tidy
