//===--- CancellationFlow.cpp ---------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/CancellationFlow.h"
#include "analysis/ErrorHandling.h"
#include "analysis/RangeSizes.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/UnitIndex.h"
#include "analysis/ValueFate.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Analysis/CFG.h"
#include <map>

using namespace clang;

namespace async_tidy {
namespace {

/// One way in which a cancellation arrives.
struct Cancellation {
  std::string Name;                      ///< For messages.
  const CXXRecordDecl *Record = nullptr; ///< The class that is thrown; null when this unit does not declare it.
  const LibraryModel *Library = nullptr; ///< Null for a class of this unit.
  bool IsCode = false;                   ///< A code in one of the library's base errors.
};

/// The class called \p Qualified in this unit; null when there is none.
const CXXRecordDecl *findRecord(const ASTContext &Context, StringRef Qualified) {
  const DeclContext *In = Context.getTranslationUnitDecl();
  const CXXRecordDecl *Last = nullptr;
  for (StringRef Rest = Qualified; !Rest.empty();) {
    auto [Head, Tail] = Rest.split("::");
    const DeclContext *Next = nullptr;
    for (NamedDecl *D : In->lookup(&Context.Idents.get(Head))) {
      if (auto *Namespace = dyn_cast<NamespaceDecl>(D))
        Next = Namespace;
      const NamedDecl *Meant = D;
      if (const auto *Alias = dyn_cast<TypedefNameDecl>(D))
        Meant = Alias->getUnderlyingType()->getAsCXXRecordDecl();
      else if (const auto *Shadow = dyn_cast<UsingShadowDecl>(D))
        Meant = Shadow->getTargetDecl();
      if (const auto *Record = dyn_cast_or_null<CXXRecordDecl>(Meant); Record && Record->hasDefinition())
        Last = Record->getDefinition(), Next = Last;
    }
    if (!Next)
      return nullptr;
    In = Next;
    Rest = Tail;
    if (Rest.empty())
      return Last && In == Last ? Last : nullptr;
  }
  return nullptr;
}

bool isSameOrBase(const CXXRecordDecl *Base, const CXXRecordDecl *Derived) {
  return anyBaseOrSelf(Derived,
                       [&](const CXXRecordDecl *R) { return R->getCanonicalDecl() == Base->getCanonicalDecl(); });
}

/// True for the root of a hierarchy of exceptions.
bool isRoot(const CXXRecordDecl *Record) { return Record->getNumBases() == 0 && Record->isPolymorphic(); }

class CancellationFlow {
public:
  CancellationFlow(UnitAnalysis &Unit, const FunctionBody &Body) : Unit(Unit), Context(Unit.context()), Body(Body) {}

  std::vector<SwallowedCancellation> run() {
    if (Body.isCoroutine() && !Body.function().isDependentContext()) {
      for (const Expr *Suspension : Body.suspensions())
        if (isa<CoroutineSuspendExpr>(Suspension) && !Suspension->isTypeDependent())
          collect(Suspension);
      for (const auto &[Try, Awaits] : Tries)
        checkTry(*Try, Awaits);
      for (const auto &[Await, Variables] : Codes)
        checkCode(Await, Variables);
    }
    return std::move(Swallowed);
  }

private:
  //===--------------------------------------------------------------------===//
  // What can be cancelled, and how that is seen
  //===--------------------------------------------------------------------===//

  void collect(const Expr *Suspension) {
    SmallVector<const CXXTryStmt *, 2> Around;
    const Stmt *Inner = Suspension;
    for (const Stmt *S = Body.parent(Suspension); S; Inner = S, S = Body.parent(S))
      if (const auto *Try = dyn_cast<CXXTryStmt>(S); Try && Try->getTryBlock() == Inner)
        Around.push_back(Try);
    bool Code = yieldsErrorCode(Suspension);
    if ((Around.empty() && !Code) || cancellations(Suspension).empty())
      return;
    if (!Code) {
      for (const CXXTryStmt *Try : Around)
        Tries[Try].push_back(Suspension);
      return;
    }
    auto Call = CallSite::of(stripToObject(suspensionOperand(Suspension)));
    bool Codes = llvm::any_of(cancellations(Suspension), [](const Cancellation &C) { return C.IsCode; });
    // The wait for a timer is cancelled to wake it up.
    if (Codes && !(Call && Unit.meaning(Role::Sleep, *Call)))
      this->Codes.push_back({Suspension, codeVariables(Suspension)});
  }

  /// True for an await that waits for nobody: of an executor, a token, a state.
  bool isTrivial(const Expr *Operand) {
    const Expr *Object = stripToObject(Operand);
    if (!isa<DeclRefExpr, MemberExpr>(Object))
      return false;
    Awaitable Info = Unit.awaitables().classifyIn(Object->getType(), Body.promise());
    return !Info.CoroutineType && !Info.Running;
  }

  SmallVector<Cancellation, 2> cancellations(const Expr *Suspension) {
    SmallVector<Cancellation, 2> Out;
    const Expr *Operand = suspensionOperand(Suspension);
    if (!Operand || isTrivial(Operand))
      return Out;
    const Expr *Object = stripToObject(Operand);
    auto Call = CallSite::of(Object);
    Found<CancelledOperation> Raised;
    if (Call && Call->Callee)
      Raised = Unit.roles().call<CancelledOperation>(Role::CancellationRaise, *Call);
    if (!Raised)
      Raised = Unit.roles().type<CancelledOperation>(Role::CancellationRaise, recordOf(Object->getType()));
    if (Raised) {
      addExceptions(*Raised.Library, Raised->Exceptions, Out);
      return Out;
    }
    SmallVector<const LibraryModel *, 3> Libraries;
    auto Add = [&](const Decl *D) {
      const LibraryModel *Library = D ? Unit.roles().libraryOf(D).Library : nullptr;
      if (Library && Library->Cancellation.isRaised() && !llvm::is_contained(Libraries, Library))
        Libraries.push_back(Library);
    };
    Add(Body.promise());
    Add(recordOf(Body.function().getReturnType()));
    Add(recordOf(Object->getType()));
    if (Call)
      Add(Call->Callee);
    for (const LibraryModel *Library : Libraries) {
      const CancellationEntry &Model = Library->Cancellation;
      addExceptions(*Library, Model.Exceptions, Out);
      if (!Model.Codes.empty()) {
        StringRef Code = Model.Codes.front();
        Out.push_back({Code.substr(Code.rfind(':') + 1).str(), nullptr, Library, true});
      }
    }
    if (!Unit.roles().libraryOf(Body.promise()).Library)
      for (const CXXRecordDecl *Own : ownCancellations())
        Out.push_back({Own->getNameAsString(), Own, nullptr, false});
    return Out;
  }

  void addExceptions(const LibraryModel &Library, const Names &List, SmallVectorImpl<Cancellation> &Out) {
    for (const std::string &Name : List) {
      const CXXRecordDecl *Record = nullptr;
      SmallVector<std::string, 2> Absolute = Roles::expand(Library, Name);
      for (const std::string &Candidate : Absolute)
        if (!Record)
          Record = findRecord(Context, Candidate);
      Out.push_back({Record ? qualifiedName(*Record) : Absolute.front(), Record, &Library, false});
    }
  }

  /// Classes of this unit that are thrown where a stop token says so.
  ArrayRef<const CXXRecordDecl *> ownCancellations() {
    if (OwnKnown)
      return Own;
    OwnKnown = true;
    for (const FunctionDecl *Function : Unit.index().functions()) {
      const FunctionBody *In = Unit.body(Function);
      if (!In)
        continue;
      for (const CallSite &Call : In->calls()) {
        if (!Unit.roles().call(Role::CancellationAsk, Call))
          continue;
        const auto *If = dyn_cast_or_null<IfStmt>(In->enclosing<IfStmt>(Call.E));
        const auto *Throw = If ? findThrow(If->getThen()) : nullptr;
        const CXXRecordDecl *Thrown = Throw ? recordOf(Throw->getSubExpr()->getType()) : nullptr;
        if (Thrown && !inSystemHeader(*Thrown) && !llvm::is_contained(Own, Thrown->getCanonicalDecl()))
          Own.push_back(Thrown->getCanonicalDecl());
      }
    }
    return Own;
  }

  static const CXXThrowExpr *findThrow(const Stmt *S) {
    if (!S)
      return nullptr;
    if (const auto *Block = dyn_cast<CompoundStmt>(S))
      return Block->body_empty() ? nullptr : findThrow(Block->body_back());
    const auto *E = dyn_cast<Expr>(S);
    const auto *Throw = E ? dyn_cast<CXXThrowExpr>(stripWrapping(E)) : nullptr;
    return Throw && Throw->getSubExpr() ? Throw : nullptr;
  }

  //===--------------------------------------------------------------------===//
  // Handlers
  //===--------------------------------------------------------------------===//

  bool catches(const CXXCatchStmt &Catch, const Cancellation &What) {
    if (!Catch.getExceptionDecl())
      return true;
    const CXXRecordDecl *Caught = recordOf(Catch.getExceptionDecl()->getType());
    if (!Caught || !(Caught = Caught->getDefinition()))
      return false;
    if (What.Record)
      return isSameOrBase(Caught, What.Record);
    if (isRoot(Caught) && Caught->isInStdNamespace())
      return true;
    if (!What.Library)
      return false;
    for (const std::string &Base : What.Library->Cancellation.Base)
      for (const std::string &Name : Roles::expand(*What.Library, Base)) {
        if (qualifiedName(*Caught) == Name)
          return true;
        if (const CXXRecordDecl *Record = What.IsCode ? findRecord(Context, Name) : nullptr;
            Record && isSameOrBase(Caught, Record))
          return true;
      }
    return false;
  }

  void checkTry(const CXXTryStmt &Try, ArrayRef<const Expr *> Awaits) {
    // What each await may raise; an earlier handler takes some of it away.
    SmallVector<std::pair<const Expr *, Cancellation>, 4> Open;
    for (const Expr *Await : Awaits) {
      // What an inner handler deals with does not come here.
      bool Inner = false;
      const Stmt *Below = Await;
      for (const Stmt *Around = Body.parent(Await); Around && Around != &Try && !Inner;
           Below = Around, Around = Body.parent(Around))
        if (const auto *Nested = dyn_cast<CXXTryStmt>(Around); Nested && Nested->getTryBlock() == Below)
          for (const Cancellation &Way : cancellations(Await))
            for (unsigned I = 0; I < Nested->getNumHandlers(); ++I)
              Inner |= catches(*Nested->getHandler(I), Way) && !endsInThrow(Nested->getHandler(I)->getHandlerBlock());
      if (!Inner)
        for (const Cancellation &Way : cancellations(Await))
          Open.push_back({Await, Way});
    }
    for (unsigned I = 0; I < Try.getNumHandlers() && !Open.empty(); ++I) {
      const CXXCatchStmt &Catch = *Try.getHandler(I);
      auto Caught = llvm::find_if(Open, [&](const auto &Entry) { return catches(Catch, Entry.second); });
      if (Caught == Open.end())
        continue;
      auto [Await, Way] = *Caught;
      const CXXRecordDecl *Class = Catch.getExceptionDecl() ? recordOf(Catch.getExceptionDecl()->getType()) : nullptr;
      // A handler for nothing but cancellation means it.
      bool Explicit =
          Class && llvm::any_of(Open, [&](const auto &Entry) {
            return Entry.second.Record && Entry.second.Record->getCanonicalDecl() == Class->getCanonicalDecl();
          });
      if (!Explicit)
        checkHandler(Try, Catch, Await, Way);
      llvm::erase_if(Open, [&](const auto &Entry) { return catches(Catch, Entry.second); });
    }
  }

  static bool endsInThrow(const Stmt *Block) {
    const auto *Compound = dyn_cast_or_null<CompoundStmt>(Block);
    if (!Compound || Compound->body_empty())
      return false;
    const auto *Last = dyn_cast<Expr>(Compound->body_back());
    return Last && isa<CXXThrowExpr>(stripWrapping(Last));
  }

  void checkHandler(const CXXTryStmt &Try, const CXXCatchStmt &Catch, const Expr *Await, const Cancellation &Way) {
    const CFG *Graph = graph();
    if (!Graph)
      return;
    Path Start;
    Sticky = Way.Library && Way.Library->Cancellation.Sticky;
    Origin = &Try;
    Repeats = nullptr;
    Error = Catch.getExceptionDecl();
    ErrorCode.clear();
    Ways = {Way};
    Asking.clear();
    startValues(Try, Start);
    Steps = 0;
    Visited.clear();
    GoesOn = nullptr;
    Loops = false;
    for (const CFGBlock *Block : *Graph)
      if (Block->getLabel() == &Catch && swallows(*Block, 0, Start)) {
        SwallowedCancellation Result;
        Result.Handler = &Catch;
        Result.Await = Await;
        Result.GoesOn = GoesOn;
        Result.Type = Way.Name;
        Result.IsCode = Way.IsCode;
        Result.Loops = Loops;
        Result.Sticky = Sticky;
        Result.Spins = Loops && Sticky && spins(Try);
        Swallowed.push_back(Result);
        return;
      }
  }

  /// True when the innermost loop around \p Try has no end and no await outside of the \c try.
  bool spins(const CXXTryStmt &Try) {
    const Stmt *Loop = Body.enclosing<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(&Try);
    const Expr *Condition = nullptr;
    if (const auto *For = dyn_cast_or_null<ForStmt>(Loop))
      Condition = For->getCond();
    else if (const auto *While = dyn_cast_or_null<WhileStmt>(Loop))
      Condition = While->getCond();
    else
      return false;
    bool True = !Condition;
    if (Condition && !Condition->isValueDependent())
      Condition->EvaluateAsBooleanCondition(True, Context);
    if (!True)
      return false;
    return llvm::none_of(Body.suspensions(),
                         [&](const Expr *S) { return isWithin(S, Loop) && !isWithin(S, Try.getTryBlock()); });
  }

  bool isWithin(const Stmt *S, const Stmt *Top) const {
    for (; S; S = Body.parent(S))
      if (S == Top)
        return true;
    return false;
  }

  //===--------------------------------------------------------------------===//
  // Error codes
  //===--------------------------------------------------------------------===//

  using Variables = SmallVector<const ValueDecl *, 2>;

  /// The variables that \p Suspension puts its error code into.
  Variables codeVariables(const Expr *Suspension) {
    Variables Out;
    if (const Stmt *Statement = Body.enclosing<DeclStmt>(Suspension))
      for (const Decl *D : cast<DeclStmt>(Statement)->decls()) {
        const auto *Var = dyn_cast<VarDecl>(D);
        if (!Var || !Var->getInit() || stripToObject(Var->getInit()) != Suspension)
          continue;
        if (const auto *Decomposition = dyn_cast<DecompositionDecl>(Var)) {
          for (const BindingDecl *Binding : Decomposition->bindings())
            if (isErrorCode(Binding->getType()))
              Out.push_back(Binding);
        } else {
          Out.push_back(Var);
        }
      }
    // `redirect_error(token, ec)`, `token[ec]`.
    SmallVector<const Expr *, 8> Open = {suspensionOperand(Suspension)};
    while (!Open.empty()) {
      const Expr *E = stripToObject(Open.pop_back_val());
      auto Call = CallSite::of(E);
      if (!Call)
        continue;
      for (const Expr *Argument : Call->Args) {
        const Expr *Object = stripToObject(Argument);
        if (const auto *Ref = dyn_cast<DeclRefExpr>(Object); Ref && isErrorCode(Ref->getType()))
          Out.push_back(Ref->getDecl());
        Open.push_back(Argument);
      }
      if (Call->Object)
        Open.push_back(Call->Object);
    }
    return Out;
  }

  void checkCode(const Expr *Await, const Variables &Into) {
    const CFG *Graph = Into.empty() ? nullptr : graph();
    if (!Graph || !Body.enclosing<ForStmt, WhileStmt, DoStmt, CXXForRangeStmt>(Await))
      return;
    Ways = cancellations(Await);
    Asking.clear();
    Origin = nullptr;
    Repeats = Await;
    Error = nullptr;
    ErrorCode.assign(Into.begin(), Into.end());
    Sticky = false;
    Steps = 0;
    Visited.clear();
    GoesOn = nullptr;
    Loops = false;
    Checked = nullptr;
    for (const CFGBlock *Block : *Graph) {
      unsigned Index = 0;
      for (const CFGElement &Element : *Block) {
        ++Index;
        auto Statement = Element.getAs<CFGStmt>();
        if (!Statement || Statement->getStmt() != Await)
          continue;
        Path Start;
        for (const ValueDecl *D : Into)
          if (isErrorCode(D->getType()))
            Start.Truths[D] = true;
          else if (isResultOrError(D->getType()))
            Start.Truths[D] = false;
        if (!swallows(*Block, Index, Start) || !Checked)
          return;
        SwallowedCancellation Result;
        Result.Check = Checked;
        Result.Await = Await;
        Result.GoesOn = Await;
        for (const Cancellation &Way : Ways)
          if (Way.IsCode)
            Result.Type = Way.Name;
        Result.IsCode = Result.Loops = true;
        Swallowed.push_back(Result);
        return;
      }
    }
  }

  //===--------------------------------------------------------------------===//
  // Paths
  //===--------------------------------------------------------------------===//

  struct Path {
    std::map<const ValueDecl *, bool> Truths;        ///< What variables are worth in a condition.
    llvm::SmallPtrSet<const ValueDecl *, 2> Kept;    ///< Variables that hold the exception.
    llvm::SmallPtrSet<const ValueDecl *, 4> Derived; ///< Variables that were made from the error.
    const Stmt *Checked = nullptr;
    const Stmt *Passed = nullptr; ///< An await that was passed while the exception was kept.
  };

  const CFG *graph() {
    if (!GraphTried) {
      GraphTried = true;
      CFG::BuildOptions Options;
      Options.setAllAlwaysAdd();
      Graph = CFG::buildCFG(&Body.function(), const_cast<Stmt *>(Body.body()), &Context, Options);
    }
    return Graph.get();
  }

  /// Locals that only the \c try changes still have the value that they were made with.
  void startValues(const CXXTryStmt &Try, Path &Start) {
    for (const VarDecl *Var : Body.variables()) {
      const DeclStmt *Declared = Body.declaration(Var);
      if (!Declared || isWithin(Declared, &Try) || Var->getType()->isReferenceType())
        continue;
      auto Value = truth(Var->getInit());
      if (!Value)
        continue;
      bool OnlyInside = true, Inside = false;
      for (const Expr *Use : Body.uses(Var)) {
        if (!isAssigned(Use))
          continue;
        bool In = isWithin(Use, Try.getTryBlock());
        Inside |= In;
        OnlyInside &= In || isWithin(Use, &Try);
      }
      if (OnlyInside && Inside)
        Start.Truths[Var] = *Value;
    }
  }

  /// True when \p Use, a mention of a variable, gives it a value.
  bool isAssigned(const Expr *Use) {
    const Stmt *Parent = meaningfulParent(Body, Use);
    if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(Parent))
      return Binary->isAssignmentOp() && stripToObject(Binary->getLHS()) == stripToObject(Use);
    if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Parent))
      return Operator->isAssignmentOp() && stripToObject(Operator->getArg(0)) == stripToObject(Use);
    if (const auto *Member = dyn_cast_or_null<MemberExpr>(Parent))
      if (const auto *Method = dyn_cast<CXXMethodDecl>(Member->getMemberDecl()))
        return !Method->isConst();
    return false;
  }

  /// What \p E is worth in a condition, when that is known.
  std::optional<bool> truth(const Expr *E) {
    if (!E)
      return std::nullopt;
    E = stripToObject(E);
    if (const auto *Literal = dyn_cast<CXXBoolLiteralExpr>(E))
      return Literal->getValue();
    if (isa<CXXNullPtrLiteralExpr>(E))
      return false;
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
      bool Empty = Construct->getNumArgs() == 0;
      if (Construct->getNumArgs() == 1)
        Empty = isa<CXXNullPtrLiteralExpr>(stripToObject(Construct->getArg(0)));
      bool Tested = llvm::any_of(Construct->getConstructor()->getParent()->methods(), [](const CXXMethodDecl *M) {
        const auto *Conversion = dyn_cast<CXXConversionDecl>(M);
        return Conversion && Conversion->getConversionType()->isBooleanType();
      });
      if (Empty && Tested)
        return false;
    }
    return std::nullopt;
  }

  bool mentions(const Stmt *S, llvm::function_ref<bool(const ValueDecl *)> Wanted) const {
    if (!S)
      return false;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S); Ref && Wanted(Ref->getDecl()))
      return true;
    if (isa<LambdaExpr>(S)) {
      for (const LambdaCapture &Capture : cast<LambdaExpr>(S)->captures())
        if (Capture.capturesVariable() && Wanted(Capture.getCapturedVar()))
          return true;
      return false;
    }
    return llvm::any_of(S->children(), [&](const Stmt *Child) { return Child && mentions(Child, Wanted); });
  }

  bool isErrorVariable(const ValueDecl *D) const { return (Error && D == Error) || llvm::is_contained(ErrorCode, D); }

  /// True for `std::current_exception()`: a call without arguments that yields an exception_ptr.
  bool isCurrentException(const Stmt *S) const {
    const auto *Call = dyn_cast<CallExpr>(S);
    if (!Call || Call->getNumArgs() != 0 || isa<CXXMemberCallExpr>(Call) || !Call->getDirectCallee())
      return false;
    return Call->getDirectCallee()->isInStdNamespace() && isExceptionPointer(Call->getType());
  }
  /// The type that standard handles of exceptions have: can be compared with null, in namespace std, and thrown again.
  static bool isExceptionPointer(QualType T) {
    const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
    if (!Record || Record->getName() != "exception_ptr")
      return false;
    for (const DeclContext *In = Record->getDeclContext(); In; In = In->getParent())
      if (In->isStdNamespace())
        return true;
    return false;
  }

  /// True when \p S has something of the error in it.
  bool isAboutError(const Stmt *S, const Path &P) const {
    if (mentions(S,
                 [&](const ValueDecl *D) { return isErrorVariable(D) || P.Derived.contains(D) || P.Kept.contains(D); }))
      return true;
    return holdsCurrentException(S);
  }
  bool holdsCurrentException(const Stmt *S) const {
    if (!S)
      return false;
    if (isCurrentException(S))
      return true;
    return llvm::any_of(S->children(), [&](const Stmt *Child) { return Child && holdsCurrentException(Child); });
  }

  /// True when \p S names a cancellation: its code, its class.
  bool namesCancellation(const Stmt *S) const {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S);
        Ref && isa<VarDecl>(Ref->getDecl()) && Unit.roles().object(Role::CancellationAsk, Ref->getDecl()))
      return true;
    auto IsClass = [&](QualType T) {
      const CXXRecordDecl *Record = recordOf(T);
      return Record && llvm::any_of(Ways, [&](const Cancellation &Way) {
               return Way.Record && Way.Record->getCanonicalDecl() == Record->getCanonicalDecl();
             });
    };
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
      for (const Cancellation &Way : Ways)
        if (Way.Library && isCode(*Way.Library, *Ref->getDecl()))
          return true;
      if (const auto *Function = dyn_cast<FunctionDecl>(Ref->getDecl()))
        if (const TemplateArgumentList *Arguments = Function->getTemplateSpecializationArgs())
          return llvm::any_of(Arguments->asArray(), [&](const TemplateArgument &A) {
            return A.getKind() == TemplateArgument::Type && IsClass(A.getAsType());
          });
    }
    if (const auto *Member = dyn_cast<MemberExpr>(S))
      if (const auto *Function = dyn_cast<FunctionDecl>(Member->getMemberDecl()))
        if (const TemplateArgumentList *Arguments = Function->getTemplateSpecializationArgs())
          return llvm::any_of(Arguments->asArray(), [&](const TemplateArgument &A) {
            return A.getKind() == TemplateArgument::Type && IsClass(A.getAsType());
          });
    if (const auto *Cast = dyn_cast<CXXDynamicCastExpr>(S))
      return IsClass(Cast->getType());
    return false;
  }

  /// True for the names of cancellation codes: those of the models, and the number that POSIX has for it.
  bool isCode(const LibraryModel &Library, const NamedDecl &D) const {
    std::string Name = qualifiedName(D);
    for (const std::string &Code : Library.Cancellation.Codes)
      if (llvm::is_contained(Roles::expand(Library, Code), Name))
        return true;
    // An enumerator is named without its enumeration as well.
    const auto *Enumerator = dyn_cast<EnumConstantDecl>(&D);
    return Enumerator && llvm::any_of(Library.Cancellation.Codes, [&](StringRef Code) {
             return Code.substr(Code.rfind(':') + 1) == Enumerator->getName();
           });
  }

  /// True when \p Call, or the body of what it calls, asks whether the work was cancelled.
  bool asks(const CallSite &Call, unsigned Depth = 0) {
    if (!Call.Callee)
      return false;
    if (Unit.roles().call(Role::CancellationAsk, Call))
      return true;
    if (Depth > 2 || Call.isVirtualDispatch())
      return false;
    const FunctionBody *Callee = Unit.body(Call.Callee);
    if (!Callee || Callee == &Body || Callee->isCoroutine())
      return false;
    auto [It, New] = Asking.try_emplace({Callee, Depth}, false);
    if (!New)
      return It->second;
    bool Answer = asks(*Callee, Depth);
    return Asking[{Callee, Depth}] = Answer;
  }

  bool asks(const FunctionBody &In, unsigned Depth) {
    const FunctionBody *Callee = &In;
    // `throw;` in a helper that sorts out the errors of its callers.
    bool Rethrows = false;
    forEachNode(*Callee, Callee->body(), [&](const Stmt *Node) {
      Rethrows |= isa<CXXThrowExpr>(Node) && !cast<CXXThrowExpr>(Node)->getSubExpr();
    });
    if (Rethrows)
      return true;
    for (const CallSite &Inner : Callee->calls())
      if (asks(Inner, Depth + 1))
        return true;
    bool Names = false;
    Callee->forEachMention([&](const ValueDecl *, const Expr *E) { Names |= namesCancellation(E); });
    return Names;
  }

  /// True when \p E reads a flag that other code sets: a truth value that is no local of this function.
  bool isOutsideFlag(const Expr *E) {
    E = stripToObject(E);
    if (auto Call = CallSite::of(E); Call && Call->Object) {
      // `flag.load()` and the conversion of an atomic, a question about an object that nothing here works with.
      const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call->Callee);
      if (!Method || !Method->isConst() || !Method->getReturnType()->isBooleanType())
        return false;
      const Expr *Object = stripToObject(Call->Object);
      if (isAtomic(Object->getType()))
        return isOutside(Object);
      return isOutside(Object) && isOnlyAsked(Object) && !Unit.roles().libraryOf(recordOf(Object->getType())).Library;
    }
    return E->getType()->isBooleanType() && isOutside(E);
  }
  static bool isAtomic(QualType T) {
    const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
    for (const CXXRecordDecl *R = Record; R;) {
      if (R->isInStdNamespace() && R->getName().contains("atomic"))
        return true;
      R = R->hasDefinition() && R->getNumBases() > 0 ? R->bases_begin()->getType()->getAsCXXRecordDecl() : nullptr;
    }
    return false;
  }
  bool isOutside(const Expr *E) {
    E = stripToObject(E);
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      const Expr *Base = stripToObject(Member->getBase());
      return isa<FieldDecl>(Member->getMemberDecl()) && (isa<CXXThisExpr>(Base) || isOutside(Base));
    }
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    if (!Var)
      return false;
    if (Var->hasGlobalStorage() || Var->getDeclContext() != &Body.function())
      return true;
    if (isa<ParmVarDecl>(Var))
      return !Var->getType()->isScalarType();
    // A local that stands for something outside.
    return Var->getInit() && (Var->getType()->isReferenceType() || Var->getType()->isPointerType()) &&
           isOutside(Var->getInit());
  }
  /// True when this function only asks the object at \p E, and never works with it.
  bool isOnlyAsked(const Expr *E) {
    const ValueDecl *D = namedObject(E);
    if (!D)
      return false;
    for (const CallSite &Call : Body.calls())
      if (Call.Object && namedObject(Call.Object) == D) {
        const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
        if (!Method || !Method->isConst() || Unit.awaitables().classify(Method->getReturnType()))
          return false;
      }
    return true;
  }

  /// What the condition \p E is worth on this path.
  enum class Value { True, False, Any, AboutError, Settled };

  Value evaluate(const Expr *E, const Path &P) {
    E = stripWrapping(E);
    if (const auto *Not = dyn_cast<UnaryOperator>(E); Not && Not->getOpcode() == UO_LNot) {
      Value Inner = evaluate(Not->getSubExpr(), P);
      return Inner == Value::True ? Value::False : Inner == Value::False ? Value::True : Inner;
    }
    if (const auto *Both = dyn_cast<BinaryOperator>(E); Both && Both->isLogicalOp()) {
      // Clang evaluates these as a value where the condition of a `do` needs one.
      Value Left = evaluate(Both->getLHS(), P), Right = evaluate(Both->getRHS(), P);
      Value Decides = Both->getOpcode() == BO_LAnd ? Value::False : Value::True;
      Value Passes = Decides == Value::False ? Value::True : Value::False;
      if (Left == Decides || Right == Decides)
        return Decides;
      if (Left == Passes)
        return Right;
      return Right == Passes ? Left : std::max(Left, Right);
    }
    if (auto Known = truth(E))
      return *Known ? Value::True : Value::False;
    if (isOutsideFlag(E))
      return Value::Settled;
    // `value`, `value.operator bool()`.
    const Expr *Tested = E;
    if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
      if (isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()))
        Tested = Call->getImplicitObjectArgument();
    if (const auto *Ref = dyn_cast<DeclRefExpr>(stripToObject(Tested))) {
      if (auto It = P.Truths.find(Ref->getDecl()); It != P.Truths.end())
        return It->second ? Value::True : Value::False;
    } else if (isErrorCode(Tested->getType()) && isAboutError(Tested, P)) {
      return Value::True; // `e.code()`, `std::get<0>(result)`.
    }
    // `code == other`: a code is not two things at once.
    auto Compared = comparison(E);
    if (Compared && (Compared->Is == BO_EQ || Compared->Is == BO_NE)) {
      const Expr *Left = Compared->Left, *Right = Compared->Right;
      if (!isAboutError(Left, P))
        std::swap(Left, Right);
      if (isAboutError(Left, P) && !isAboutError(Right, P) &&
          (isErrorCode(Left->getType()) || isErrorCode(Right->getType())) && !mentionsCancellation(Right))
        return Compared->Is == BO_EQ ? Value::False : Value::True;
      const Expr *Object = stripToObject(Left);
      if (const auto *Ref = dyn_cast<DeclRefExpr>(Object); Ref && isa<CXXNullPtrLiteralExpr>(stripToObject(Right)))
        if (auto It = P.Truths.find(Ref->getDecl()); It != P.Truths.end())
          return It->second == (Compared->Is == BO_NE) ? Value::True : Value::False;
    }
    return isAboutError(E, P) ? Value::AboutError : Value::Any;
  }

  struct Comparison {
    BinaryOperatorKind Is;
    const Expr *Left, *Right;
  };
  std::optional<Comparison> comparison(const Expr *E) {
    E = stripWrapping(E);
    if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E)) {
      auto Parts = Rewritten->getDecomposedForm();
      return Comparison{Parts.Opcode, Parts.LHS, Parts.RHS};
    }
    if (const auto *Binary = dyn_cast<BinaryOperator>(E); Binary && Binary->isEqualityOp())
      return Comparison{Binary->getOpcode(), Binary->getLHS(), Binary->getRHS()};
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E); Operator && Operator->getNumArgs() == 2) {
      if (Operator->getOperator() == OO_EqualEqual)
        return Comparison{BO_EQ, Operator->getArg(0), Operator->getArg(1)};
      if (Operator->getOperator() == OO_ExclaimEqual)
        return Comparison{BO_NE, Operator->getArg(0), Operator->getArg(1)};
    }
    return std::nullopt;
  }
  bool mentionsCancellation(const Stmt *S) const {
    return S && (namesCancellation(S) ||
                 llvm::any_of(S->children(), [&](const Stmt *Child) { return Child && mentionsCancellation(Child); }));
  }

  /// What happens to the path at \p S: nothing, or the answer.
  std::optional<bool> step(const Stmt *S, Path &P) {
    if (isa<CXXThrowExpr>(S) && !cast<CXXThrowExpr>(S)->getSubExpr())
      return false;
    if (namesCancellation(S))
      return false;
    if (const auto *E = dyn_cast<Expr>(S)) {
      if (auto Call = CallSite::of(E)) {
        // What a question throws inside of the try comes back to this handler.
        bool Throws = Origin && isWithin(S, Origin->getTryBlock()) && !Call->E->getType()->isBooleanType();
        if ((!Throws && asks(*Call)) || (Call->Callee && Call->Callee->isNoReturn()))
          return false;
        assign(*Call, P);
      }
      if (const auto *Binary = dyn_cast<BinaryOperator>(E); Binary && Binary->getOpcode() == BO_Assign)
        assign(Binary->getLHS(), Binary->getRHS(), P);
      if (isa<DeclRefExpr>(E) && isHandedOn(E, P))
        return false;
      if (isCurrentException(E) && isHandedOn(E, P))
        return false;
      if (suspensionOperand(E) && isa<CoroutineSuspendExpr>(E))
        return suspend(E, P);
    }
    if (const auto *Statement = dyn_cast<DeclStmt>(S))
      for (const Decl *D : Statement->decls())
        if (const auto *Var = dyn_cast<VarDecl>(D))
          declare(Var, P);
    return std::nullopt;
  }

  void declare(const VarDecl *Var, Path &P) {
    P.Truths.erase(Var);
    P.Kept.erase(Var);
    P.Derived.erase(Var);
    if (const Expr *Init = Var->getInit())
      learn(Var, Init, P);
  }

  void learn(const ValueDecl *D, const Expr *From, Path &P) {
    const Expr *Object = stripToObject(From);
    const auto *Ref = dyn_cast<DeclRefExpr>(Object);
    if (holdsCurrentException(Object) || (Ref && P.Kept.contains(Ref->getDecl()))) {
      P.Kept.insert(D);
      P.Truths[D] = true;
    } else if (auto Known = truth(Object)) {
      P.Truths[D] = *Known;
    } else if (isAboutError(Object, P)) {
      P.Derived.insert(D);
      if (isErrorCode(D->getType()))
        P.Truths[D] = true;
    } else if (Origin && isWithin(From, Origin) && !isWithin(From, Origin->getTryBlock()) &&
               !mentions(From, [&](const ValueDecl *Other) { return Other == D; })) {
      P.Derived.insert(D); // What the handler writes is about the error; a counter is not.
    }
  }

  void assign(const Expr *To, const Expr *From, Path &P) {
    const auto *Ref = dyn_cast<DeclRefExpr>(stripToObject(To));
    if (!Ref)
      return;
    const ValueDecl *D = Ref->getDecl();
    P.Truths.erase(D);
    P.Kept.erase(D);
    P.Derived.erase(D);
    learn(D, From, P);
  }

  /// Assignments by an operator; objects that are given the exception (`errors.push_back(std::current_exception())`).
  void assign(const CallSite &Call, Path &P) {
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call.E);
    if (Operator && Operator->isAssignmentOp() && Operator->getNumArgs() == 2) {
      assign(Operator->getArg(0), Operator->getArg(1), P);
      return;
    }
    const auto *Ref = Call.Object ? dyn_cast<DeclRefExpr>(stripToObject(Call.Object)) : nullptr;
    if (!Ref || !isa<VarDecl>(Ref->getDecl()))
      return;
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
    if (!Method || Method->isConst())
      return;
    P.Truths.erase(Ref->getDecl());
    for (const Expr *Argument : Call.Args)
      if (holdsCurrentException(Argument)) {
        P.Kept.insert(Ref->getDecl());
        return;
      }
    for (const Expr *Argument : Call.Args)
      if (isAboutError(Argument, P))
        P.Derived.insert(Ref->getDecl());
  }

  /// True when the exception that \p E has is given to somebody who will see it.
  bool isHandedOn(const Expr *E, const Path &P) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      if (!P.Kept.contains(Ref->getDecl()))
        return false;
    ValueFate Fate = fateOf(Body, E);
    if (Fate.Local && Fate.Local->hasLocalStorage())
      return false; // A local has it now.
    if (Fate.What == Fate::Returned || Fate.What == Fate::Stored || Fate.What == Fate::Awaited)
      return true;
    if (Fate.What != Fate::Passed || !Fate.End)
      return false;
    const auto *Taker = dyn_cast<Expr>(Fate.End);
    auto Call = CallSite::of(Taker);
    if (!Call)
      return false;
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Taker))
      return Operator->getOperator() == OO_LessLess ? false
                                                    : !Operator->isAssignmentOp() && !Operator->isComparisonOp();
    // A local container keeps it; a question about it does not; a member of the local itself does not.
    if (Call->Object && !isOutside(Call->Object) && namedObject(Call->Object) &&
        isa<VarDecl>(namedObject(Call->Object)))
      return false;
    if (!Call->Callee || isa<CXXConversionDecl>(Call->Callee))
      return false;
    // A function that only takes it in is a logger.
    const auto *Method = dyn_cast<CXXMethodDecl>(Call->Callee);
    return !Call->Callee->getReturnType()->isVoidType() || (Method && !Method->isConst() && !Method->isStatic());
  }

  /// True when a `try` of this body is around \p S.
  bool isTried(const Stmt *S) const {
    for (const Stmt *Around = Body.parent(S); Around; S = Around, Around = Body.parent(Around))
      if (const auto *Try = dyn_cast<CXXTryStmt>(Around); Try && S == Try->getTryBlock())
        return true;
    return false;
  }

  /// The path comes to an await.
  std::optional<bool> suspend(const Expr *Suspension, Path &P) {
    const Expr *Operand = suspensionOperand(Suspension);
    if (Repeats) {
      if (Suspension == Repeats) {
        Checked = P.Checked;
        return P.Checked != nullptr;
      }
      // Another operation has its own code in the same variable now.
      for (const ValueDecl *D : codeVariables(Suspension))
        if (llvm::is_contained(ErrorCode, D))
          return false;
      return std::nullopt;
    }
    if (Operand && isTrivial(Operand))
      return std::nullopt;
    bool Again = isWithin(Suspension, Origin->getTryBlock());
    if (!P.Kept.empty()) {
      if (!P.Passed)
        P.Passed = Suspension;
      return std::nullopt;
    }
    // It throws as well: what matters is whether the path comes back, and out of every `try` it ends the coroutine.
    if (Sticky && !Again)
      return isTried(Suspension) ? std::nullopt : std::optional(false);
    GoesOn = Suspension;
    Loops = Again;
    return true;
  }

  static const Expr *conditionOf(const CFGBlock &Block) {
    const Stmt *Terminator = Block.getTerminatorStmt();
    if (!Terminator || isa<CXXForRangeStmt, CXXTryStmt, SwitchStmt>(Terminator))
      return nullptr;
    return dyn_cast_or_null<Expr>(Block.getLastCondition());
  }

  /// True when some path from \p Index in \p Block lets the coroutine go on as if it were not cancelled.
  bool swallows(const CFGBlock &Block, unsigned Index, Path P) {
    if (++Steps > 4000)
      return false;
    if (Index == 0) {
      std::string Key = std::to_string(Block.getBlockID());
      for (const auto &[D, Is] : P.Truths)
        Key += "," + std::to_string(reinterpret_cast<uintptr_t>(D)) + (Is ? "+" : "-");
      Key += P.Kept.empty() ? "" : "k";
      Key += P.Passed ? "p" : "";
      Key += P.Checked ? "c" : "";
      if (!Visited.insert(Key).second)
        return false;
    }
    for (unsigned I = 0; const CFGElement &Element : Block) {
      if (I++ < Index)
        continue;
      if (auto Statement = Element.getAs<CFGStmt>())
        if (std::optional<bool> Answer = step(Statement->getStmt(), P))
          return *Answer;
    }
    if (&Block == &Graph->getExit()) {
      if (!P.Passed)
        return false;
      GoesOn = P.Passed;
      Loops = isWithin(P.Passed, Origin->getTryBlock());
      return !Sticky || Loops;
    }
    auto Follow = [&](const CFGBlock::AdjacentBlock &Edge) {
      const CFGBlock *Next = Edge.getReachableBlock();
      return Next && swallows(*Next, 0, P);
    };
    if (const Expr *Condition = conditionOf(Block); Condition && Block.succ_size() == 2) {
      Value Is = evaluate(Condition, P);
      if (Is == Value::Settled)
        return false;
      if (Repeats && !P.Checked && (isAboutError(Condition, P) || Is == Value::True || Is == Value::False) &&
          mentions(Condition, [&](const ValueDecl *D) { return isErrorVariable(D); }))
        P.Checked = statementOf(Condition);
      const CFGBlock::AdjacentBlock &Then = *Block.succ_begin(), &Else = *(Block.succ_begin() + 1);
      switch (Is) {
      case Value::True:
        return Follow(Then);
      case Value::False:
        return Follow(Else);
      case Value::AboutError:
        return Follow(Then) && Follow(Else);
      default:
        return Follow(Then) || Follow(Else);
      }
    }
    if (const auto *Switch = dyn_cast_or_null<SwitchStmt>(Block.getTerminatorStmt());
        Switch && isAboutError(Switch->getCond(), P))
      return false; // Its cases are for different errors.
    for (const CFGBlock::AdjacentBlock &Edge : Block.succs())
      if (Follow(Edge))
        return true;
    return false;
  }

  /// The statement that asks \p Condition.
  const Stmt *statementOf(const Expr *Condition) {
    const Stmt *Around = Body.enclosing<IfStmt, WhileStmt, ForStmt, DoStmt, ConditionalOperator>(Condition);
    if (isa_and_nonnull<IfStmt, ConditionalOperator>(Around))
      return Around;
    return Condition;
  }

  UnitAnalysis &Unit;
  ASTContext &Context;
  const FunctionBody &Body;
  llvm::MapVector<const CXXTryStmt *, SmallVector<const Expr *, 2>> Tries;
  SmallVector<std::pair<const Expr *, Variables>, 2> Codes;
  std::vector<SwallowedCancellation> Swallowed;
  SmallVector<const CXXRecordDecl *, 2> Own;
  bool OwnKnown = false;

  llvm::DenseMap<std::pair<const FunctionBody *, unsigned>, bool> Asking; ///< For the cancellation in question.

  std::unique_ptr<CFG> Graph;
  bool GraphTried = false;

  // Of the question that is being answered.
  const CXXTryStmt *Origin = nullptr;
  const Expr *Repeats = nullptr;
  const VarDecl *Error = nullptr;
  SmallVector<const ValueDecl *, 2> ErrorCode;
  SmallVector<Cancellation, 2> Ways;
  bool Sticky = false, Loops = false;
  unsigned Steps = 0;
  std::set<std::string> Visited;
  const Stmt *GoesOn = nullptr, *Checked = nullptr;
};

} // namespace

std::vector<SwallowedCancellation> swallowedCancellations(UnitAnalysis &Unit, const FunctionBody &Body) {
  return CancellationFlow(Unit, Body).run();
}

} // namespace async_tidy
