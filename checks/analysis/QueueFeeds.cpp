//===--- QueueFeeds.cpp ---------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/QueueFeeds.h"
#include "analysis/Effects.h"
#include "analysis/InferredRoles.h"
#include "analysis/ObjectPath.h"
#include "analysis/ParameterFlow.h"
#include "analysis/UnitIndex.h"
#include "analysis/ValueFate.h"

using namespace clang;

namespace async_tidy {
namespace {

constexpr unsigned MaxDepth = 5;
constexpr unsigned MaxSteps = 200; ///< Places that are looked at for one send.

/// The class behind references, pointers and smart pointers.
const CXXRecordDecl *pointee(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  for (unsigned I = 0; I < 3 && Record && Record->hasDefinition(); ++I) {
    const CXXMethodDecl *Arrow = nullptr;
    for (const CXXMethodDecl *Method : Record->methods())
      if (Method->getOverloadedOperator() == OO_Arrow)
        Arrow = Method;
    if (!Arrow && Record->getNumBases() > 0)
      for (const CXXBaseSpecifier &Base : Record->bases())
        if (const CXXRecordDecl *Parent = Base.getType()->getAsCXXRecordDecl(); Parent && Parent->hasDefinition())
          for (const CXXMethodDecl *Method : Parent->methods())
            if (Method->getOverloadedOperator() == OO_Arrow)
              Arrow = Method;
    if (!Arrow)
      return Record;
    // `shared_ptr<T>::operator->` names `T` among the class's arguments.
    KnownArguments Arguments = argumentsOf(T.getNonReferenceType());
    if (Arguments.empty() || Arguments.front().getKind() != TemplateArgument::Type)
      return Record;
    T = Arguments.front().getAsType();
    Record = recordOf(T);
  }
  return Record;
}

class QueueFeeds {
public:
  QueueFeeds(UnitAnalysis &Unit, const FunctionBody &Body) : Unit(Unit), Body(Body), Sizes(Unit) {}

  std::vector<UnboundedQueue> run() {
    if (Body.function().isDependentContext())
      return {};
    for (const CallSite &Call : Body.calls())
      if (Call.Object && Call.Callee)
        checkSend(Call);
    return std::move(Result);
  }

private:
  void checkSend(const CallSite &Call) {
    UnboundedQueue Candidate;
    if (!isSend(Call, Candidate))
      return;
    Candidate.Send = Call.E;
    Seen.clear();
    Steps = 0;
    follow(Body, Call, Call.E, Call.Object, Candidate, 0);
  }

  /// Follows the queue \p Object, which \p Site feeds, to where it is made, when something repeats that.
  void follow(const FunctionBody &In, const CallSite &Send, const Expr *Site, const Expr *Object,
              UnboundedQueue Candidate, unsigned Depth) {
    if (isRepeatedHere(In, Site, Candidate.Loop)) {
      resolve(In, Object, Candidate, 0);
      return;
    }
    // A queue that the function was handed is another one for each caller.
    const ParmVarDecl *Parameter = parameterOf(Object);
    if (!Parameter || Parameter->getDeclContext() != &In.function()) {
      if (isRepeated(In, Send, Site, Candidate.Loop, Depth))
        resolve(In, Object, Candidate, 0);
      return;
    }
    if (Depth < 4)
      forEachCall(In.function(), [&](const FunctionBody &Caller, const CallSite &Call) {
        if (!Seen.insert(Call.E).second)
          return;
        if (unsigned Index = Parameter->getFunctionScopeIndex(); Index < Call.Args.size())
          follow(Caller, Send, Call.E, Call.Args[Index], Candidate, Depth + 1);
      });
  }

  /// The parameter that \p E names, perhaps through a pointer to the queue.
  static const ParmVarDecl *parameterOf(const Expr *E) {
    E = stripToObject(E);
    if (auto Call = CallSite::of(E); Call && Call->Object && isa<CXXOperatorCallExpr>(E))
      E = stripToObject(Call->Object);
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    return Ref ? dyn_cast<ParmVarDecl>(Ref->getDecl()) : nullptr;
  }

  using Calls = SmallVector<std::pair<const FunctionBody *, CallSite>, 4>;

  void forEachCall(const FunctionDecl &Function,
                   llvm::function_ref<void(const FunctionBody &, const CallSite &)> Visit) {
    auto [It, New] = Callers.try_emplace(&Function);
    if (New) {
      Calls Found =
          isa<CXXConstructorDecl>(Function) ? constructions(cast<CXXConstructorDecl>(Function)) : callsOf(Function);
      It = Callers.try_emplace(&Function).first;
      It->second = std::move(Found);
    }
    Calls Found = It->second;
    for (const auto &[Caller, Call] : Found)
      Visit(*Caller, Call);
  }

  Calls callsOf(const FunctionDecl &Function) {
    Calls Found;
    for (const Mention &Use : Unit.index().mentions(&Function)) {
      // The call around the name.
      for (const Stmt *Around = Use.In ? Use.E : nullptr; Around; Around = Use.In->parent(Around)) {
        auto Call = CallSite::of(dyn_cast<Expr>(Around));
        if (!Call || isa<CXXConstructExpr>(Around))
          continue;
        bool Same = Call->Callee && (Call->Callee->getCanonicalDecl() == Function.getCanonicalDecl() ||
                                     Call->Callee->getTemplateInstantiationPattern() == &Function);
        if (Same)
          Found.push_back({Use.In, *Call});
        break;
      }
    }
    return Found;
  }

  Calls constructions(const CXXConstructorDecl &Ctor) {
    Calls Found;
    for (const FunctionDecl *Candidate : Unit.index().functions()) {
      const FunctionBody *Caller = Unit.body(Candidate);
      if (!Caller)
        continue;
      for (const CallSite &Call : Caller->calls()) {
        if (!Call.Callee)
          continue;
        if (Call.Callee->getCanonicalDecl() == Ctor.getCanonicalDecl()) {
          Found.push_back({Caller, Call});
          continue;
        }
        // `make_shared<Worker>(queue)`.
        const TemplateArgumentList *Arguments = Call.Callee->getTemplateSpecializationArgs();
        if (Arguments && Arguments->size() > 0 && Arguments->get(0).getKind() == TemplateArgument::Type &&
            Arguments->get(0).getAsType()->getAsCXXRecordDecl() == Ctor.getParent() &&
            Unit.roles().call(Role::Make, Call))
          Found.push_back({Caller, Call});
      }
    }
    return Found;
  }

  bool isSend(const CallSite &Call, UnboundedQueue &Out) {
    const CXXRecordDecl *Record = Call.objectRecord();
    if (!Record)
      return false;
    Out.Queue = Unit.roles().type<QueueEntry>(Role::Queue, Record);
    if (Out.Queue)
      return llvm::is_contained(Out.Queue->Send, unqualifiedName(*Call.Callee));
    return isOwnSend(Record, Call.Callee);
  }

  //===--------------------------------------------------------------------===//
  // Queues of this unit
  //===--------------------------------------------------------------------===//

  /// True when \p Function appends what it is given to a sequence of its class, which another member hands out through
  /// an awaitable.
  bool isOwnSend(const CXXRecordDecl *Record, const FunctionDecl *Function) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Function);
    const FunctionBody *In =
        Method && !Method->isVirtual() && Method->getNumParams() > 0 &&
                Unit.awaitables().classify(Unit.context().getCanonicalTagType(Record)).Accepted == false
            ? Unit.body(Method)
            : nullptr;
    if (!In || !In->suspensions().empty())
      return false;
    const FieldDecl *Items = nullptr;
    for (const CallSite &Call : In->calls()) {
      const auto *Callee = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
      const auto *Member = Call.Object ? dyn_cast<MemberExpr>(stripToObject(Call.Object)) : nullptr;
      const auto *Field = Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
      if (!Callee || !Field || Callee->isConst() || Call.Args.empty() || !isSequence(Field->getType()) ||
          isa<CXXOperatorCallExpr>(Call.E))
        continue;
      for (const Expr *Argument : Call.Args)
        forEachNode(*In, Argument, [&](const Stmt *Node) {
          const auto *Ref = dyn_cast<DeclRefExpr>(Node);
          if (Ref && isa<ParmVarDecl>(Ref->getDecl()))
            Items = Field;
        });
    }
    if (!Items || asksForSize(*In, Items))
      return false;
    for (const CXXMethodDecl *Other : Record->methods()) {
      if (Other == Method || Other->getReturnType()->isDependentType())
        continue;
      Awaitable Info = Unit.awaitables().classify(Other->getReturnType());
      if (Info.Accepted && !Info.YieldsVoid.value_or(false) && takesFrom(Other, Items))
        return true;
    }
    return false;
  }

  bool isSequence(QualType T) {
    const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
    if (!Record || !Record->hasDefinition() || !Record->isInStdNamespace())
      return false;
    ASTContext &Context = Unit.context();
    auto Has = [&](StringRef Name) {
      return !membersNamed(Record, DeclarationName(&Context.Idents.get(Name))).empty();
    };
    return Has("front") && Has("size");
  }

  bool asksForSize(const FunctionBody &In, const FieldDecl *Items) {
    return llvm::any_of(In.calls(), [&](const CallSite &Call) {
      const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
      return Method && Method->isConst() && Call.Object && Call.Args.empty() &&
             Method->getReturnType()->isIntegerType() && !Method->getReturnType()->isBooleanType() &&
             namedObject(Call.Object) && namedObject(Call.Object)->getCanonicalDecl() == Items->getCanonicalDecl();
    });
  }

  /// True when \p Method, or the awaiter that it returns, takes an item out of \p Items.
  bool takesFrom(const CXXMethodDecl *Method, const FieldDecl *Items) {
    auto Takes = [&](const FunctionDecl *Function) {
      const FunctionBody *In = Unit.body(Function);
      return In && llvm::any_of(In->calls(), [&](const CallSite &Call) {
               const auto *Callee = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
               const auto *Member = Call.Object ? dyn_cast<MemberExpr>(stripToObject(Call.Object)) : nullptr;
               return Callee && Member && !Callee->isConst() && Call.Args.empty() &&
                      Member->getMemberDecl()->getCanonicalDecl() == Items->getCanonicalDecl();
             });
    };
    if (Takes(Method))
      return true;
    const CXXRecordDecl *Awaiter = recordOf(Method->getReturnType());
    return Awaiter && Awaiter->hasDefinition() &&
           llvm::any_of(Awaiter->getDefinition()->methods(), [&](const CXXMethodDecl *M) { return Takes(M); });
  }

  //===--------------------------------------------------------------------===//
  // Again and again
  //===--------------------------------------------------------------------===//

  /// True when a loop of \p In repeats \p Site a number of times that nothing fixes.
  bool isRepeatedHere(const FunctionBody &In, const Expr *Site, const Stmt *&Loop) {
    for (const Stmt *Around = repeatingLoop(In, Site); Around; Around = repeatingLoop(In, Around)) {
      if (waitsForPlace(In, Around, Site))
        return false;
      if (endsAfter(In, Around, Site))
        continue;
      RangeSize Runs = Sizes.ofLoop(In, Around);
      if (Runs.Is <= RangeSize::Kind::Limited || Sizes.isChecked(In, Runs.Sources, Site))
        continue;
      Loop = Around;
      return true;
    }
    return false;
  }

  /// The same, also when callers repeat the function. \p Call is the send.
  bool isRepeated(const FunctionBody &In, const CallSite &Call, const Expr *Site, const Stmt *&Loop, unsigned Depth) {
    if (isRepeatedHere(In, Site, Loop))
      return true;
    if (Depth > 3)
      return false;
    if (guarded(In, Site))
      return false;
    bool HandsOn = handsOn(In, Call);
    // A coroutine lambda, a callback: where it goes decides.
    const auto *Method = dyn_cast<CXXMethodDecl>(&In.function());
    bool IsLambda = Method && Method->getParent()->isLambda();
    bool Called = false;
    for (const Mention &Use : Unit.index().mentions(&In.function())) {
      if (!Use.In || !Use.E || &Use.In->function() == &In.function())
        continue;
      Called = true;
      if (!Seen.insert(Use.E).second)
        continue;
      if (isRepeated(*Use.In, Call, Use.E, Loop, Depth + 1))
        return true;
      if (IsLambda && isa<LambdaExpr>(Use.E) && HandsOn && isCallback(*Use.In, Use.E))
        return true;
    }
    if (Called || !HandsOn || !Method || IsLambda)
      return false;
    // What a base class or a framework calls with each item.
    return Method->size_overridden_methods() > 0;
  }

  /// True when \p Lambda is handed to something that calls it once for each item.
  bool isCallback(const FunctionBody &In, const Expr *Lambda) {
    ValueFate Fate = fateOf(In, Lambda);
    const auto *Taker = dyn_cast_or_null<Expr>(Fate.End);
    if (Fate.What == Fate::Stored)
      return true;
    auto Call = CallSite::of(Taker);
    if (!Call || Fate.What != Fate::Passed)
      return false;
    for (Role R : {Role::Spawn, Role::Offload, Role::Gather, Role::Timeout, Role::Shield})
      if (Unit.meaning(R, *Call))
        return false;
    return true;
  }

  /// True when what is sent was given to the function: the parameter of a callback.
  bool handsOn(const FunctionBody &In, const CallSite &Call) {
    bool Given = false;
    for (const Expr *Argument : Call.Args)
      forEachNode(Body, Argument, [&](const Stmt *Node) {
        const auto *Ref = dyn_cast<DeclRefExpr>(Node);
        Given |= Ref && isa<ParmVarDecl>(Ref->getDecl()) && &In == &Body;
      });
    return Given;
  }

  /// True when the loop ends as soon as \p Site has run.
  bool endsAfter(const FunctionBody &In, const Stmt *Loop, const Stmt *Site) {
    for (const Stmt *Around = In.parent(Site), *Below = Site; Around && Below != Loop;
         Below = Around, Around = In.parent(Around)) {
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

  /// True when something in \p Loop makes the producer wait for the consumer.
  bool waitsForPlace(const FunctionBody &In, const Stmt *Loop, const Stmt *Site) {
    if (Sizes.isCounted(In, Loop, Site))
      return true;
    return llvm::any_of(In.suspensions(), [&](const Expr *Suspension) {
      auto Call = CallSite::of(stripToObject(suspensionOperand(Suspension)));
      if (!Call)
        return false;
      bool Inside = false;
      for (const Stmt *Around = Suspension; Around; Around = In.parent(Around))
        Inside |= Around == Loop;
      return Inside && Unit.roles().call(Role::Semaphore, *Call);
    });
  }

  /// True when the send stands under a comparison of a size with a limit.
  bool guarded(const FunctionBody &In, const Expr *Site) { return In.body() && Sizes.isCounted(In, In.body(), Site); }

  //===--------------------------------------------------------------------===//
  // Where it is made
  //===--------------------------------------------------------------------===//

  void resolve(const FunctionBody &In, const Expr *E, UnboundedQueue Candidate, unsigned Depth) {
    E = stripToObject(E);
    if (!E || Depth > MaxDepth || ++Steps > MaxSteps)
      return;
    if (auto Call = CallSite::of(E)) {
      // `queue->`, `*queue`, `queues[key]`, `inbox()`.
      if (Call->Object) {
        if (const FunctionBody *Accessor =
                !isa<CXXOperatorCallExpr>(E) && !Call->isVirtualDispatch() ? Unit.body(Call->Callee) : nullptr) {
          if (Accessor->returns().size() == 1 && Accessor->returns().front()->getRetValue())
            resolve(*Accessor, Accessor->returns().front()->getRetValue(), Candidate, Depth + 1);
          return;
        }
        resolve(In, Call->Object, Candidate, Depth + 1);
      }
      return;
    }
    if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E))
      return resolve(In, Subscript->getBase(), Candidate, Depth + 1);
    if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
        madeField(*Field, Candidate, Depth);
      return;
    }
    const auto *Ref = dyn_cast<DeclRefExpr>(E);
    if (!Ref)
      return;
    if (const auto *Binding = dyn_cast<BindingDecl>(Ref->getDecl())) {
      if (const auto *Whole = dyn_cast_or_null<VarDecl>(Binding->getDecomposedDecl()))
        madeVariable(*Whole, Binding, In, Candidate, Depth);
      return;
    }
    const auto *Var = dyn_cast<VarDecl>(Ref->getDecl());
    if (!Var)
      return;
    if (const auto *Parameter = dyn_cast<ParmVarDecl>(Var))
      return madeByCallers(*Parameter, Candidate, Depth);
    madeVariable(*Var, Var, In, Candidate, Depth);
  }

  void madeByCallers(const ParmVarDecl &Parameter, UnboundedQueue Candidate, unsigned Depth) {
    // A lambda may have captured it.
    const auto *Owner = dyn_cast<FunctionDecl>(Parameter.getDeclContext());
    if (Owner)
      forEachCall(*Owner, [&](const FunctionBody &Caller, const CallSite &Call) {
        if (unsigned Index = Parameter.getFunctionScopeIndex(); Index < Call.Args.size())
          resolve(Caller, Call.Args[Index], Candidate, Depth + 1);
      });
  }

  void madeVariable(const VarDecl &Var, const ValueDecl *Named, const FunctionBody &In, UnboundedQueue Candidate,
                    unsigned Depth) {
    Candidate.Named = Named;
    QualType T = Var.getType();
    const Expr *Init = Var.getInit();
    if (Var.isCXXForRangeDecl()) {
      const auto *Loop = dyn_cast_or_null<CXXForRangeStmt>(In.parent(In.declaration(&Var)));
      if (Loop)
        resolve(In, Loop->getRangeInit(), Candidate, Depth + 1);
      return;
    }
    if (T->isReferenceType() && Init && !isa<MaterializeTemporaryExpr>(Init))
      return resolve(In, Init, Candidate, Depth + 1);
    if (Init)
      made(In, Init, Candidate, Depth);
  }

  /// True when the initialisation of a local or member of type \p T makes a queue without a capacity by \p Init, which
  /// is null for the default.
  void made(const FunctionBody &In, const Expr *Init, UnboundedQueue Candidate, unsigned Depth) {
    const Expr *E = stripToObject(Init);
    if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
      Candidate.ByPointer = true;
      if (const Expr *Construct = New->getConstructExpr())
        return construct(Construct, Candidate);
      return;
    }
    auto Call = CallSite::of(E);
    if (!Call)
      return resolve(In, E, Candidate, Depth + 1);
    if (auto Maker = Unit.roles().call<QueueEntry>(Role::QueueMake, *Call)) {
      Candidate.Queue = Maker;
      Candidate.ByPointer = true;
      return capacity(*Call, Candidate);
    }
    if (Unit.roles().call(Role::Make, *Call) || isHolderOf(E)) {
      // `make_shared<queue>(8)`, `shared_ptr<queue>(new queue)`.
      Candidate.ByPointer = true;
      if (isa<CXXConstructExpr>(E)) {
        if (!Call->Args.empty())
          made(In, Call->Args.front(), Candidate, Depth + 1);
        return;
      }
      return capacity(*Call, Candidate);
    }
    if (isa<CXXConstructExpr>(E))
      return construct(E, Candidate);
    // A helper that makes it.
    if (const FunctionBody *Maker = Unit.body(Call->Callee);
        Maker && Maker->returns().size() == 1 && Maker->returns().front()->getRetValue())
      made(*Maker, Maker->returns().front()->getRetValue(), Candidate, Depth + 1);
  }

  /// True for the construction of a smart pointer to a queue.
  bool isHolderOf(const Expr *E) {
    const auto *Construct = dyn_cast<CXXConstructExpr>(E);
    return Construct && pointee(Construct->getType()) != recordOf(Construct->getType());
  }

  void construct(const Expr *E, UnboundedQueue Candidate) {
    E = stripToObject(E);
    const auto *Construct = dyn_cast<CXXConstructExpr>(E);
    if (!Construct || !isQueue(Construct->getConstructor()->getParent(), Candidate)) {
      // A container of queues is filled with new ones.
      if (Construct && Construct->getNumArgs() == 0 && Candidate.Queue && !Candidate.Queue->BoundedByDefault)
        add(Candidate, E);
      return;
    }
    capacity(*CallSite::of(E), Candidate);
  }

  bool isQueue(const CXXRecordDecl *Record, const UnboundedQueue &Candidate) {
    if (Candidate.Queue)
      return Unit.roles().type<QueueEntry>(Role::Queue, Record).Entry == Candidate.Queue.Entry;
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(CallSite::of(Candidate.Send)->Callee);
    return Method && Method->getParent()->getCanonicalDecl() == Record->getCanonicalDecl();
  }

  void capacity(const CallSite &Call, UnboundedQueue Candidate) {
    if (!Candidate.Queue) {
      // A class of this unit: a number that it is made with is its business.
      for (const Expr *Argument : Call.Args)
        if (Argument->getType()->isIntegralOrEnumerationType() && !isa<CXXDefaultArgExpr>(Argument))
          return;
      return add(Candidate, Call.E);
    }
    const Expr *Given = Call.select(Candidate.Queue->Capacity);
    if (isa_and_nonnull<CXXDefaultArgExpr>(Given))
      Given = nullptr;
    if (Given) {
      Expr::EvalResult Value;
      const Expr *Number = Given->IgnoreParenImpCasts();
      if (Given->isValueDependent() || !Number->getType()->isIntegralOrEnumerationType() ||
          !Given->EvaluateAsInt(Value, Unit.context()) || Value.Val.getInt().getActiveBits() < 31)
        return;
      Candidate.Limitless = Given;
    } else if (Candidate.Queue->BoundedByDefault) {
      return;
    }
    add(Candidate, Call.E);
  }

  void madeField(const FieldDecl &Field, UnboundedQueue Candidate, unsigned Depth) {
    Candidate.Named = &Field;
    const auto *Class = dyn_cast<CXXRecordDecl>(Field.getParent());
    bool Owned = !Field.getType()->isReferenceType() && !Field.getType()->isPointerType() &&
                 pointee(Field.getType()) == recordOf(Field.getType());
    bool Any = false;
    if (Class)
      for (const CXXConstructorDecl *Ctor : Class->ctors()) {
        const FunctionBody *In = Unit.body(Ctor);
        const FunctionDecl *Definition = Ctor->getDefinition();
        if (!In || !Definition)
          continue;
        for (const CXXCtorInitializer *Init : cast<CXXConstructorDecl>(Definition)->inits()) {
          if (!Init->isWritten() || !Init->getMember() ||
              Init->getMember()->getCanonicalDecl() != Field.getCanonicalDecl())
            continue;
          Any = true;
          made(*In, Init->getInit(), Candidate, Depth + 1);
        }
      }
    if (Any)
      return;
    if (const Expr *Init = Field.getInClassInitializer()) {
      made(Body, Init, Candidate, Depth + 1);
      return;
    }
    if (!Owned) {
      // Made or replaced later: `queue_ = std::make_shared<queue>();`
      for (const FunctionDecl *Function : Unit.index().functions()) {
        const FunctionBody *In = Unit.body(Function);
        if (!In || Depth > 2)
          continue;
        for (const CallSite &Call : In->calls()) {
          const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call.E);
          if (Operator && Operator->getOperator() == OO_Equal && Call.Object && namedObject(Call.Object) &&
              namedObject(Call.Object)->getCanonicalDecl() == Field.getCanonicalDecl() && !Call.Args.empty())
            made(*In, Call.Args.front(), Candidate, Depth + 1);
        }
      }
      return;
    }
    // Made by default.
    if (!Candidate.Queue || !Candidate.Queue->BoundedByDefault)
      add(Candidate, nullptr);
  }

  void add(UnboundedQueue Candidate, const Expr *Made) {
    Candidate.Made = Made;
    for (const UnboundedQueue &Known : Result)
      if (Known.Named == Candidate.Named && Known.Made == Candidate.Made)
        return;
    Result.push_back(Candidate);
  }

  UnitAnalysis &Unit;
  const FunctionBody &Body;
  RangeSizes Sizes;
  llvm::SmallPtrSet<const Expr *, 16> Seen; ///< Mentions of the functions that lead to the send.
  llvm::DenseMap<const FunctionDecl *, Calls> Callers;
  unsigned Steps = 0;
  std::vector<UnboundedQueue> Result;
};

} // namespace

std::vector<UnboundedQueue> fedWithoutLimit(UnitAnalysis &Unit, const FunctionBody &Body) {
  return QueueFeeds(Unit, Body).run();
}

} // namespace async_tidy
