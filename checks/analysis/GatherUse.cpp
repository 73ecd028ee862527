//===--- GatherUse.cpp ----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/GatherUse.h"
#include "analysis/ParameterFlow.h"
#include "analysis/Transactions.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/ValueFate.h"

using namespace clang;

namespace async_tidy {
namespace {

bool isBelow(const FunctionBody &Body, const Stmt *S, const Stmt *Top) {
  for (; S; S = Body.parent(S))
    if (S == Top)
      return true;
  return false;
}

//===----------------------------------------------------------------------===//
// Results
//===----------------------------------------------------------------------===//

class ResultUse {
public:
  explicit ResultUse(const FunctionBody &Body) : Body(Body) {}

  /// Where the results that \p E yields are used one by one; null when they are used as a whole.
  const Stmt *of(const Expr *E, unsigned Depth = 0) const {
    const Stmt *Inner = nullptr;
    const Stmt *Parent = meaningfulParent(Body, E, &Inner);
    if (const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(Parent))
      return Loop->getRangeInit() == Inner && !addsUp(Loop->getBody()) ? Loop : nullptr;
    if (const auto *Statement = dyn_cast_or_null<DeclStmt>(Parent)) {
      const auto *Var = Statement->isSingleDecl() ? dyn_cast<VarDecl>(Statement->getSingleDecl()) : nullptr;
      return Var && Depth < 4 ? of(*Var, Depth + 1) : nullptr;
    }
    const auto *Around = dyn_cast_or_null<Expr>(Parent);
    auto Call = CallSite::of(Around);
    if (!Call)
      return nullptr;
    // `results = co_await gather(...)`
    if (Call->Object && Call->Callee && Call->Callee->getOverloadedOperator() == OO_Equal && Call->Object != Inner) {
      const auto *Var = dyn_cast_or_null<VarDecl>(namedObject(Call->Object));
      return Var && Var->hasLocalStorage() && isa<DeclRefExpr>(stripToObject(Call->Object)) && Depth < 4
                 ? of(*Var, Depth + 1)
                 : nullptr;
    }
    return nullptr;
  }

private:
  const Stmt *of(const VarDecl &Var, unsigned Depth) const {
    if (const auto *Bindings = dyn_cast<DecompositionDecl>(&Var)) {
      SmallVector<SmallVector<const Expr *, 4>, 4> Parts;
      for (const BindingDecl *Binding : Bindings->bindings())
        Parts.emplace_back(Body.uses(Binding));
      return apart(Parts);
    }
    std::map<std::string, SmallVector<const Expr *, 4>> ByIndex;
    for (const Expr *Use : Body.uses(&Var)) {
      if (const Stmt *Found = of(Use, Depth))
        return Found;
      // Gone through together with something else: `zip(calls, results)`.
      const Stmt *Top = Use;
      while (isa_and_nonnull<Expr>(Body.parent(Top)) && !isa<LambdaExpr>(Body.parent(Top)))
        Top = Body.parent(Top);
      if (const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(Body.parent(Top));
          Loop && Loop->getRangeInit() == Top && !addsUp(Loop->getBody()))
        return Loop;
      const Stmt *Parent = meaningfulParent(Body, Use);
      if (const auto *Subscript = dyn_cast_or_null<ArraySubscriptExpr>(Parent))
        return Subscript;
      const auto *Around = dyn_cast_or_null<Expr>(Parent);
      if (isa_and_nonnull<MemberExpr>(Around))
        Around = dyn_cast_or_null<Expr>(Body.parent(Around));
      auto Call = CallSite::of(Around);
      if (!Call || !Call->Callee)
        continue;
      // `results[i]`, `results.at(i)`; or an iterator that a loop moves on.
      if (Call->Object && Around->isGLValue() && Call->Args.size() == 1 &&
          Call->Args.front()->getType()->isIntegralOrEnumerationType())
        return Around;
      if (Call->Object && Call->Args.empty() && Around->getType()->isRecordType())
        if (const Stmt *Loop = Body.enclosing<ForStmt>(Around);
            Loop && isBelow(Body, Around, cast<ForStmt>(Loop)->getInit()))
          return Loop;
      // `get<0>(results)`
      if (!Call->Object && Call->Args.size() == 1 && Around->isGLValue())
        if (const TemplateArgumentList *Arguments = Call->Callee->getTemplateSpecializationArgs();
            Arguments && Arguments->size() > 0 && Arguments->get(0).getKind() == TemplateArgument::Integral)
          ByIndex[std::to_string(Arguments->get(0).getAsIntegral().getZExtValue())].push_back(Around);
    }
    SmallVector<SmallVector<const Expr *, 4>, 4> Parts;
    for (auto &[Index, Uses] : ByIndex)
      Parts.push_back(Uses);
    return apart(Parts);
  }

  /// The expression or declaration that \p E is a part of, up to the next statement.
  const Stmt *whole(const Stmt *E) const {
    const Stmt *Top = E;
    while (isa_and_nonnull<Expr>(Body.parent(Top)))
      Top = Body.parent(Top);
    if (const Stmt *Statement = Body.parent(Top); isa_and_nonnull<DeclStmt, ReturnStmt, CoreturnStmt>(Statement))
      return Statement;
    return Top;
  }

  /// `report.weather = weather;`: the results become the parts of one object.
  bool fillsPart(const Stmt *Whole) const {
    const auto *E = dyn_cast<Expr>(Whole);
    E = E ? stripWrapping(E) : nullptr;
    const Expr *Target = nullptr;
    if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(E); Binary && Binary->isAssignmentOp())
      Target = Binary->getLHS();
    else if (auto Call = CallSite::of(E);
             Call && Call->Object && Call->Callee && Call->Callee->getOverloadedOperator() == OO_Equal)
      Target = Call->Object;
    return Target && isa<MemberExpr>(stripToObject(Target));
  }

  /// Where one of the parts is used for itself, when at least two of them are.
  const Stmt *apart(ArrayRef<SmallVector<const Expr *, 4>> Parts) const {
    const Stmt *First = nullptr;
    unsigned Alone = 0;
    for (unsigned I = 0; I < Parts.size(); ++I) {
      bool OnItsOwn = false;
      for (const Expr *Use : Parts[I]) {
        const Stmt *Whole = whole(Use);
        bool Shared = fillsPart(Whole);
        for (unsigned J = 0; J < Parts.size(); ++J)
          Shared |= J != I && llvm::any_of(Parts[J], [&](const Expr *Other) { return whole(Other) == Whole; });
        if (!Shared) {
          OnItsOwn = true;
          First = First ? First : Whole;
        }
      }
      Alone += OnItsOwn;
    }
    return Alone > 1 ? First : nullptr;
  }

  /// True for the body of a loop that only makes one number of all results.
  bool addsUp(const Stmt *S) const {
    if (const auto *Block = dyn_cast<CompoundStmt>(S))
      return !Block->body_empty() && llvm::all_of(Block->body(), [&](const Stmt *Child) { return addsUp(Child); });
    const auto *E = dyn_cast<Expr>(S);
    const auto *Binary = E ? dyn_cast<BinaryOperator>(stripWrapping(E)) : nullptr;
    return Binary && Binary->isAssignmentOp() && Binary->getLHS()->getType()->isArithmeticType() &&
           isa<DeclRefExpr>(stripToObject(Binary->getLHS()));
  }

  const FunctionBody &Body;
};

//===----------------------------------------------------------------------===//
// Children
//===----------------------------------------------------------------------===//

class Finder {
public:
  Finder(UnitAnalysis &Unit, const FunctionBody &Body) : Unit(Unit), Body(Body) {}

  std::vector<FragileGather> run() {
    std::vector<FragileGather> Out;
    for (const CallSite &Call : Body.calls())
      if (auto Entry = Unit.meaning<GatherEntry>(Role::Gather, Call);
          Entry && Entry->Failure == GatherFailure::FailFast && !isPartOfAnother(Call))
        if (std::optional<FragileGather> Found = look(Call, Entry))
          Out.push_back(*Found);
    return Out;
  }

private:
  struct Children {
    bool Range = false;                ///< As many as there are at run time.
    SmallVector<const Expr *, 4> Made; ///< The tasks, as far as they are made here.
    QualType Result;                   ///< Of one of them; null when that is not known.
  };

  /// An operand of `a && b && c`.
  bool isPartOfAnother(const CallSite &Call) {
    for (const Stmt *Around = Body.parent(Call.E); isa_and_nonnull<Expr>(Around); Around = Body.parent(Around)) {
      if (suspensionOperand(cast<Expr>(Around)))
        return false;
      if (auto Outer = CallSite::of(cast<Expr>(Around)); Outer && Outer->Callee == Call.Callee)
        return true;
      if (auto Outer = CallSite::of(cast<Expr>(Around)); Outer && Unit.roles().call(Role::Gather, *Outer))
        return true;
    }
    return false;
  }

  /// The await that waits for \p E, also inside of a deadline.
  const Expr *awaitOf(const Expr *E) {
    for (unsigned Step = 0; Step < 3; ++Step) {
      ValueFate Fate = fateOf(Body, E);
      const auto *End = dyn_cast_or_null<Expr>(Fate.End);
      if (Fate.What == Fate::Awaited)
        return End;
      auto Around = CallSite::of(End);
      if (!Around || !Unit.meaning(Role::Timeout, *Around))
        return nullptr;
      E = End;
    }
    return nullptr;
  }

  void addOperands(const CallSite &Call, Children &Of) {
    for (const Expr *Argument : Call.Args) {
      auto Inner = CallSite::of(stripToObject(Argument));
      if (Inner && Inner->Callee && Call.Callee && Call.Callee->isOverloadedOperator() &&
          Inner->Callee->getOverloadedOperator() == Call.Callee->getOverloadedOperator())
        addOperands(*Inner, Of);
      else if (isa<LambdaExpr>(stripToObject(Argument)))
        Of.Made.push_back(stripToObject(Argument)); // Called by the gather.
      else if (Unit.awaitables().classifyIn(stripWrapping(Argument)->getType(), Body.promise()))
        Of.Made.push_back(Argument);
    }
  }

  /// What is put into the container that \p Range names.
  void addItems(const Expr *Range, Children &Of) {
    for (const LambdaExpr *Lambda : Body.lambdas())
      if (isBelow(Body, Lambda, Range))
        Of.Made.push_back(Lambda);
    const auto *Var = dyn_cast_or_null<VarDecl>(namedObject(Range));
    if (!Var)
      return;
    if (Var->getInit() && !isa<ParmVarDecl>(Var))
      for (const LambdaExpr *Lambda : Body.lambdas())
        if (isBelow(Body, Lambda, Var->getInit()))
          Of.Made.push_back(Lambda);
    for (const CallSite &Call : Body.calls()) {
      if (!Call.Object || rootOf(Call.Object) != Var)
        continue;
      for (const Expr *Argument : Call.Args)
        if (Unit.awaitables().classifyIn(stripWrapping(Argument)->getType(), Body.promise()))
          Of.Made.push_back(Argument);
    }
  }

  /// `tasks` of `tasks.push_back(x)` and of `tasks[i] = x`.
  static const ValueDecl *rootOf(const Expr *Object) {
    const Expr *E = stripToObject(Object);
    if (auto Call = CallSite::of(E); Call && Call->Object && E->isGLValue())
      E = stripToObject(Call->Object);
    return namedObject(E);
  }

  const FunctionDecl *calleeOf(const Expr *Child) {
    const Expr *E = stripToObject(Child);
    if (const auto *Var = dyn_cast_or_null<VarDecl>(isa<DeclRefExpr>(E) ? namedObject(E) : nullptr);
        Var && Var->getInit() && !isa<ParmVarDecl>(Var))
      E = stripToObject(Var->getInit());
    if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
      const FunctionBody *Own = lambdaBody(Unit, Lambda);
      E = Own && Own->returns().size() == 1 ? Own->returns().front()->getRetValue() : nullptr;
      E = E ? stripToObject(E) : nullptr;
    }
    auto Call = CallSite::of(E);
    return Call && !isa<CXXConstructExpr>(E) ? Call->Callee : nullptr;
  }

  std::optional<Children> childrenOf(const CallSite &Call, const GatherEntry &Entry) {
    Children Of;
    const Expr *Range = Call.select(Entry.Children);
    for (const Expr *Argument : Call.Args) {
      QualType T = stripWrapping(Argument)->getType().getNonReferenceType();
      if (!Range && !Unit.awaitables().classifyIn(T, Body.promise()) &&
          !Unit.awaitables().heldAwaitable(T, Body.promise()).isNull())
        Range = Argument;
    }
    if (Range && Unit.awaitables().classifyIn(stripWrapping(Range)->getType().getNonReferenceType(), Body.promise()))
      Range = nullptr; // One task among several arguments.
    if (Range) {
      Of.Range = true;
      QualType Item = Unit.awaitables().heldAwaitable(stripWrapping(Range)->getType(), Body.promise());
      if (!Item.isNull())
        Of.Result = Unit.awaitables().classifyIn(Item, Body.promise()).Result;
      addItems(Range, Of);
      return Of;
    }
    addOperands(Call, Of);
    if (Of.Made.size() < 2)
      return std::nullopt;
    const FunctionDecl *First = calleeOf(Of.Made.front());
    if (!First || llvm::any_of(Of.Made, [&](const Expr *Child) { return calleeOf(Child) != First; }))
      return std::nullopt;
    Of.Result = Unit.awaitables().classifyIn(First->getReturnType(), Body.promise()).Result;
    return Of;
  }

  /// True when the failure of one makes the others pointless, as the code around says.
  bool isAllOrNothing(const Expr *Gather) {
    for (const CXXTryStmt *Try = enclosingTry(Body, Gather); Try; Try = enclosingTry(Body, Try))
      for (unsigned I = 0; I < Try->getNumHandlers(); ++I) {
        bool Throws = false;
        auto Visit = [&](const Stmt *S, auto &Self) -> void {
          Throws |= isa<CXXThrowExpr>(S);
          for (const Stmt *Child : S->children())
            if (Child)
              Self(Child, Self);
        };
        Visit(Try->getHandler(I)->getHandlerBlock(), Visit);
        if (Throws)
          return true;
      }
    return isInTransaction(Body, Gather);
  }

  /// The first of the tasks made in \p In whose error gets out; null when there is none. \p Any says whether there are
  /// tasks at all.
  const Expr *failing(const FunctionBody &In, const Children &Of, ErrorPath &Errors) {
    for (const Expr *Child : Of.Made) {
      Errors = errorsOf(Unit, In, Child, 0, Handling::Catches);
      if (!Errors.Handled)
        return Child;
    }
    return nullptr;
  }

  /// True for a wrapper that catches the errors of the tasks before it gathers them.
  bool containsErrors(const CallSite &Call) {
    if (Unit.roles().call(Role::Gather, Call))
      return false;
    const FunctionBody *Wrapper = Unit.body(Call.Callee);
    if (!Wrapper)
      return false;
    Finder Inside(Unit, *Wrapper);
    for (const CallSite &Inner : Wrapper->calls())
      if (auto Entry = Unit.roles().call<GatherEntry>(Role::Gather, Inner)) {
        auto Of = Inside.childrenOf(Inner, *Entry.Entry);
        ErrorPath Errors;
        return Of && !Of->Made.empty() && !Inside.failing(*Wrapper, *Of, Errors);
      }
    return false;
  }

  std::optional<FragileGather> look(const CallSite &Call, const Found<GatherEntry> &Entry) {
    std::optional<Children> Of = childrenOf(Call, *Entry.Entry);
    if (!Of || carriesError(Of->Result))
      return std::nullopt;
    const Expr *Await = awaitOf(Call.E);
    if (!Await || Await->getType()->isVoidType() || Await->isTypeDependent())
      return std::nullopt;
    FragileGather Found;
    Found.Use = ResultUse(Body).of(Await);
    if (!Found.Use || isAllOrNothing(Call.E) || containsErrors(Call))
      return std::nullopt;
    Found.Child = failing(Body, *Of, Found.Errors);
    if (!Found.Child && !Of->Made.empty())
      return std::nullopt;
    Found.Gather = Call.E;
    Found.Entry = Entry;
    return Found;
  }

  UnitAnalysis &Unit;
  const FunctionBody &Body;
};

} // namespace

std::vector<FragileGather> fragileGathers(UnitAnalysis &Unit, const FunctionBody &Body) {
  return Finder(Unit, Body).run();
}

} // namespace async_tidy
