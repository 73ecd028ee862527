//===--- Effects.cpp ------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Effects.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace async_tidy {

std::string Place::name() const {
  if (What != Kind::Outer)
    return Root ? Root->getNameAsString() : "the object";
  std::string Name = Root ? Root->getNameAsString() : "this";
  return Member ? Name + "." + Member->getNameAsString() : Name;
}

const Stmt *repeatingLoop(const FunctionBody &Body, const Stmt *S) {
  for (const Stmt *Child = S, *Parent = Body.parent(S); Parent; Child = Parent, Parent = Body.parent(Parent)) {
    if (isa<WhileStmt, DoStmt>(Parent))
      return Parent;
    if (const auto *For = dyn_cast<ForStmt>(Parent); For && Child != For->getInit())
      return Parent;
    if (const auto *For = dyn_cast<CXXForRangeStmt>(Parent); For && Child == For->getBody())
      return Parent;
  }
  return nullptr;
}

SmallVector<const Stmt *, 4> repeatedParts(const FunctionBody &Body, const Stmt *Loop) {
  SmallVector<const Stmt *, 4> Parts;
  auto Part = [&](const Stmt *S) {
    if (S && Body.order(S))
      Parts.push_back(S);
  };
  if (const auto *For = dyn_cast<CXXForRangeStmt>(Loop)) {
    Part(For->getBody());
  } else if (const auto *For = dyn_cast<ForStmt>(Loop)) {
    Part(For->getConditionVariableDeclStmt());
    Part(For->getCond());
    Part(For->getInc());
    Part(For->getBody());
  } else if (const auto *While = dyn_cast<WhileStmt>(Loop)) {
    Part(While->getConditionVariableDeclStmt());
    Part(While->getCond());
    Part(While->getBody());
  } else if (const auto *Do = dyn_cast<DoStmt>(Loop)) {
    Part(Do->getBody());
    Part(Do->getCond());
  }
  return Parts;
}

/// True when the class has a `const` member of the same name and as many parameters: then this one only hands out a
/// part.
static bool hasConstTwin(const CXXMethodDecl &Method) {
  QualType Result = Method.getReturnType();
  if (!Result->isReferenceType() && !refersElsewhere(Result))
    return false;
  for (const NamedDecl *D : Method.getParent()->lookup(Method.getDeclName())) {
    const auto *Other = dyn_cast<CXXMethodDecl>(D->getUnderlyingDecl());
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D->getUnderlyingDecl()))
      Other = dyn_cast<CXXMethodDecl>(Template->getTemplatedDecl());
    if (Other && Other != &Method && Other->isConst() && Other->getNumParams() == Method.getNumParams())
      return true;
  }
  return false;
}

static bool isAssignment(OverloadedOperatorKind Operator) {
  switch (Operator) {
  case OO_Equal:
  case OO_PlusEqual:
  case OO_MinusEqual:
  case OO_StarEqual:
  case OO_SlashEqual:
  case OO_PercentEqual:
  case OO_AmpEqual:
  case OO_PipeEqual:
  case OO_CaretEqual:
  case OO_LessLessEqual:
  case OO_GreaterGreaterEqual:
  case OO_PlusPlus:
  case OO_MinusMinus:
    return true;
  default:
    return false;
  }
}

/// True when \p Call only hands on its one argument: `get<0>(pair)`, `begin(list)`, `ref(x)`, `next(it)`.
static bool passesThrough(const CallSite &Call) {
  const FunctionDecl *Callee = Call.Callee;
  if (!Callee || isa<CXXConstructorDecl>(Callee) || Call.Object)
    return false;
  unsigned Given = llvm::count_if(Call.Args, [](const Expr *Arg) { return !isa<CXXDefaultArgExpr>(Arg); });
  QualType Result = Callee->getReturnType();
  return Given == 1 && (Result->isReferenceType() || refersElsewhere(Result));
}

static bool isCopyable(QualType T) {
  const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  Record = Record ? Record->getDefinition() : nullptr;
  if (!Record)
    return true;
  if (Record->hasSimpleCopyConstructor())
    return true;
  return llvm::any_of(Record->ctors(),
                      [](const CXXConstructorDecl *C) { return C->isCopyConstructor() && !C->isDeleted(); }) ||
         (!Record->hasUserDeclaredMoveConstructor() && !Record->hasUserDeclaredMoveAssignment() &&
          Record->needsImplicitCopyConstructor() && !Record->defaultedCopyConstructorIsDeleted());
}

//===----------------------------------------------------------------------===//
// Names and places
//===----------------------------------------------------------------------===//

Stretch::Stretch(EffectSummaries &Effects, const FunctionBody &Body, ArrayRef<const Stmt *> Parts, const Stmt *Loop)
    : Effects(Effects), Body(Body), Parts(Parts.begin(), Parts.end()), Loop(Loop) {
  for (const VarDecl *Var : Body.variables())
    if (const DeclStmt *Declaration = Body.declaration(Var); Declaration && contains(Declaration))
      Inner.insert(Var);
  if (const auto *For = dyn_cast_or_null<CXXForRangeStmt>(Loop))
    Inner.insert(For->getLoopVariable());
  for (const Stmt *Part : this->Parts)
    visit(Part, [&](const Stmt *S) {
      if (!isa<ContinueStmt>(S))
        return;
      if (repeatingLoop(Body, S) == Loop)
        Continues.push_back(S);
    });
  // Which elements an iteration picks for itself is only known when the variables that count are.
  collect();
  findInductions();
  findReplaced();
  Writes.clear();
  collect();
}

bool Stretch::contains(const Stmt *S) const {
  for (; S; S = Body.parent(S))
    if (llvm::is_contained(Parts, S))
      return true;
  return false;
}

bool Stretch::isInner(const ValueDecl *D) const {
  if (const auto *Binding = dyn_cast<BindingDecl>(D))
    D = dyn_cast<VarDecl>(Binding->getDecomposedDecl());
  if (const auto *Var = dyn_cast_or_null<VarDecl>(D); Var && (Var->isExceptionVariable() || Var->isInitCapture()))
    return true;
  return D && Inner.contains(D);
}

void Stretch::visit(const Stmt *S, llvm::function_ref<void(const Stmt *)> Callback) const {
  if (!S || !Body.order(S))
    return;
  Callback(S);
  if (const auto *E = dyn_cast<Expr>(S)) {
    if (const Expr *Operand = suspensionOperand(E))
      return visit(Operand, Callback);
    if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E))
      return visit(Default->getExpr(), Callback);
    if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(E))
      return visit(Default->getExpr(), Callback);
    if (const auto *Opaque = dyn_cast<OpaqueValueExpr>(E))
      return visit(Opaque->getSourceExpr(), Callback);
    if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E))
      return visit(Rewritten->getSemanticForm(), Callback);
    if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
      for (const Expr *Init : Lambda->capture_inits())
        visit(Init, Callback);
      return;
    }
    if (const auto *List = dyn_cast<InitListExpr>(E)) {
      if (const InitListExpr *Semantic = List->isSemanticForm() ? List : List->getSemanticForm())
        List = Semantic;
      for (const Expr *Init : List->inits())
        visit(Init, Callback);
      return;
    }
  }
  if (const auto *For = dyn_cast<CXXForRangeStmt>(S)) {
    visit(For->getInit(), Callback);
    visit(For->getRangeInit(), Callback);
    visit(For->getBody(), Callback);
    return;
  }
  if (const auto *Catch = dyn_cast<CXXCatchStmt>(S))
    return visit(Catch->getHandlerBlock(), Callback);
  for (const Stmt *Child : S->children())
    visit(Child, Callback);
}

bool Stretch::varies(const Expr *E) const {
  bool Varies = false;
  visit(E, [&](const Stmt *S) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      Varies |= isInner(Ref->getDecl()) || isInduction(Ref->getDecl());
    else
      Varies |= isa<CoroutineSuspendExpr>(S);
  });
  return Varies;
}

/// The loop's own variable as a key picks another entry each time; a part of it may name the same one twice.
bool Stretch::isOwnKey(const Expr *Key) const {
  if (Key->getType()->isIntegralOrEnumerationType() && varies(Key))
    return true;
  const auto *For = dyn_cast_or_null<CXXForRangeStmt>(Loop);
  const auto *Ref = dyn_cast<DeclRefExpr>(stripToObject(Key));
  if (!For || !Ref)
    return false;
  const ValueDecl *D = Ref->getDecl();
  if (const auto *Binding = dyn_cast<BindingDecl>(D))
    D = dyn_cast<VarDecl>(Binding->getDecomposedDecl());
  return D == For->getLoopVariable();
}

Place Stretch::aliased(const VarDecl *Var, unsigned Depth) const {
  Place Own{Place::Kind::Inner, Var};
  QualType T = Var->getType();
  bool IsAlias = T->isReferenceType() || refersElsewhere(T);
  const auto *For = dyn_cast_or_null<CXXForRangeStmt>(Loop);
  const Expr *Source = Var->getInit();
  bool OfThisLoop = For && For->getLoopVariable() == Var;
  if (Var->isCXXForRangeDecl() && !OfThisLoop)
    for (const Stmt *Other : Body.loops())
      if (const auto *Range = dyn_cast<CXXForRangeStmt>(Other); Range && Range->getLoopVariable() == Var)
        For = Range;
  if (Var->isCXXForRangeDecl())
    Source = For ? For->getRangeInit() : nullptr;
  if (!IsAlias || !Source)
    return Own;
  Place Target = place(Source, Depth + 1);
  if (Target.What == Place::Kind::Fresh || Target.What == Place::Kind::Inner)
    return Own;
  if (OfThisLoop) {
    if (Target.What == Place::Kind::Opaque)
      return Own; // Each iteration has another element of whatever range it was.
    Target.Element = true;
  }
  return Target;
}

Place Stretch::place(const Expr *E, unsigned Depth) const {
  const Place Fresh{Place::Kind::Fresh}, Opaque{Place::Kind::Opaque};
  if (!E || Depth > 12)
    return Opaque;
  E = stripToObject(E);
  if (E->isTypeDependent() && !isa<DeclRefExpr, MemberExpr>(E))
    return Opaque;
  if (isa<CXXThisExpr>(E))
    return {Place::Kind::Outer};
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *D = Ref->getDecl();
    if (!isa<VarDecl, BindingDecl>(D))
      return Fresh;
    if (!isInner(D)) {
      Place Result{Place::Kind::Outer, D};
      Result.Element = isInduction(D);
      return Result;
    }
    if (const auto *Binding = dyn_cast<BindingDecl>(D)) {
      const auto *Whole = dyn_cast<VarDecl>(Binding->getDecomposedDecl());
      return Whole ? aliased(Whole, Depth) : Opaque;
    }
    return aliased(cast<VarDecl>(D), Depth);
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl());
    if (!Field)
      return isa<VarDecl>(Member->getMemberDecl()) ? Place{Place::Kind::Outer, Member->getMemberDecl()} : Fresh;
    Place Base = place(Member->getBase(), Depth + 1);
    if (Base.What == Place::Kind::Outer && !Base.Root)
      return {Place::Kind::Outer, Field};
    if (!Base.Member)
      Base.Member = Field;
    return Base;
  }
  if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(E)) {
    Place Base = place(Subscript->getBase(), Depth + 1);
    Base.Element |= varies(Subscript->getIdx());
    return Base;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return place(Unary->getSubExpr(), Depth + 1);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->getOpcode() == BO_Comma)
      return place(Binary->getRHS(), Depth + 1);
    if (Binary->isAssignmentOp() || Binary->isAdditiveOp()) {
      Place Base = place(Binary->getLHS(), Depth + 1);
      Base.Element |= Binary->isAdditiveOp() && varies(Binary->getRHS());
      return Base;
    }
    return Fresh;
  }
  if (const auto *Choice = dyn_cast<ConditionalOperator>(E)) {
    Place A = place(Choice->getTrueExpr(), Depth + 1), B = place(Choice->getFalseExpr(), Depth + 1);
    return A.What == B.What && A.Root == B.Root ? A : Opaque;
  }
  if (suspensionOperand(E))
    return Fresh;
  auto Call = CallSite::of(E);
  if (!Call || isa<CXXConstructExpr>(E))
    return Fresh;
  QualType T = Call->Callee ? Call->Callee->getReturnType() : E->getType();
  bool Refers = E->isGLValue() || refersElsewhere(T);
  // What is handed out by value and cannot be copied changes its owner.
  if (!Refers || (!E->isGLValue() && !T->isPointerType() && !isCopyable(T)))
    return Fresh;
  if (Call->Object) {
    Place Base = place(Call->Object, Depth + 1);
    if (!Call->Args.empty() && isOwnKey(Call->Args.front()))
      Base.Element = true;
    return Base;
  }
  if (passesThrough(*Call))
    return place(Call->Args.front(), Depth + 1);
  return llvm::any_of(Call->Args, [&](const Expr *Arg) { return varies(Arg); }) ? Fresh : Opaque;
}

//===----------------------------------------------------------------------===//
// Writes
//===----------------------------------------------------------------------===//

/// True when \p E names what its root refers to (`*p`, `it->second`, `p[0].x`), and not the root.
static bool dereferences(const Expr *E) {
  for (unsigned Depth = 0; Depth < 12; ++Depth) {
    E = stripWrapping(E);
    if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
      if (Unary->getOpcode() == UO_Deref)
        return true;
      E = Unary->getSubExpr();
    } else if (const auto *Member = dyn_cast<MemberExpr>(E)) {
      if (isa<CXXThisExpr>(stripWrapping(Member->getBase())))
        return false;
      if (Member->isArrow())
        return true;
      E = Member->getBase();
    } else {
      return !isa<DeclRefExpr>(E) && stripToObject(E) == E;
    }
  }
  return true;
}

void Stretch::add(const Expr *Object, Write Change) {
  const Expr *Stripped = stripToObject(Object);
  Change.Type = Stripped->getType();
  if (Effects.isConcurrent(Change.Type))
    return;
  Change.Object = place(Object);
  if (const ValueDecl *Root = Change.Object.Root; Root && refersElsewhere(Root->getType()))
    Change.Through |= dereferences(Object);
  Writes.push_back(Change);
}

/// A variable that a callee or lambda changes behind the scenes.
void Stretch::addVariable(const ValueDecl *Root, const Expr *At) {
  Write Change;
  Change.At = At;
  Change.Type = Root->getType();
  Change.Object = {Place::Kind::Outer, Root};
  if (const auto *Var = dyn_cast<VarDecl>(Root); Var && isInner(Var))
    Change.Object = aliased(Var, 0);
  Writes.push_back(Change);
}

bool Stretch::changesArgument(const CallSite &Call, unsigned Index) const {
  const Expr *Arg = Call.Args[Index];
  QualType Given = stripWrapping(Arg)->getType();
  if (!Call.Callee || Index >= Call.Callee->getNumParams())
    return Arg->isLValue() && Given->isRecordType() && !Given.isConstQualified();
  // Comparing pointers uses nothing of what they point to.
  switch (Call.Callee->getOverloadedOperator()) {
  case OO_EqualEqual:
  case OO_ExclaimEqual:
  case OO_Less:
  case OO_Greater:
  case OO_LessEqual:
  case OO_GreaterEqual:
  case OO_Spaceship:
  case OO_Minus:
    return false;
  default:
    break;
  }
  const CalleeEffects &Callee = Effects.of(Call.Callee);
  if (Callee.Known && !Call.isVirtualDispatch())
    return Index < Callee.Parameters.size() && Callee.Parameters[Index];
  QualType T = Call.Callee->getParamDecl(Index)->getType();
  if (Effects.isConcurrent(T))
    return false;
  if (const auto *Reference = T->getAs<ReferenceType>()) {
    QualType Pointee = Reference->getPointeeType();
    if (Pointee.isConstQualified())
      return mutablePointee(Pointee) != nullptr;
    if (passesThrough(Call))
      return false;
    // A forwarding reference mostly reads; what cannot be copied can only be used where it is.
    if (const FunctionDecl *Pattern = Call.Callee->getTemplateInstantiationPattern();
        Pattern && Index < Pattern->getNumParams()) {
      QualType Written = Pattern->getParamDecl(Index)->getType();
      if (Written->isRValueReferenceType() && Written->getPointeeType()->isTemplateTypeParmType())
        return T->isLValueReferenceType() ? !isCopyable(Pointee) || mutablePointee(Pointee) : Arg->isXValue();
    }
    return T->isLValueReferenceType() || stripWrapping(Arg)->isXValue();
  }
  if (T->isPointerType())
    return !T->getPointeeType().isConstQualified() && !T->getPointeeType()->isFunctionType();
  return mutablePointee(T) != nullptr;
}

void Stretch::collectCall(const CallSite &Call) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
  Write Change;
  Change.At = Change.Call = Call.E;
  OverloadedOperatorKind Operator = Call.Callee ? Call.Callee->getOverloadedOperator() : OO_None;
  unsigned First = 0;
  if (isAssignment(Operator) && (Call.Object || !Call.Args.empty())) {
    // `a += b` as a member or as a free function.
    First = Call.Object ? 0 : 1;
    Change.Assigns = true;
    Change.Value = Call.Args.size() > First ? Call.Args[First] : nullptr;
    add(Call.Object ? Call.Object : Call.Args.front(), Change);
  } else if (Call.Object && Method) {
    const CalleeEffects &Callee = Effects.of(Method);
    Change.OfObject = true;
    if (Callee.Known && !Call.isVirtualDispatch()) {
      bool OnThis = isa<CXXThisExpr>(stripToObject(Call.Object));
      if (OnThis && !Callee.ChangesObject) {
        for (const FieldDecl *Field : Callee.Members) {
          addVariable(Field, Call.E);
          Writes.back().Call = Call.E;
          Writes.back().OfObject = true;
        }
      } else if (Callee.ChangesObject || !Callee.Members.empty()) {
        add(Call.Object, Change);
      }
    } else if (!Method->isConst() && !Method->isStatic() && !hasConstTwin(*Method)) {
      // `map[key]` makes an entry, and what happens to the others does not matter.
      add(Operator == OO_Subscript ? Call.E : Call.Object, Change);
    }
  } else if (!Call.Callee && Call.Object) {
    add(Call.Object, Change);
  }
  Change.OfObject = Change.Assigns = false;
  Change.Value = nullptr;
  for (unsigned I = First; I < Call.Args.size(); ++I)
    if (changesArgument(Call, I)) {
      Change.Through =
          Call.Callee && I < Call.Callee->getNumParams() && !Call.Callee->getParamDecl(I)->getType()->isReferenceType();
      add(Call.Args[I], Change);
    }
  if (Call.Callee)
    for (const ValueDecl *Variable : Effects.of(Call.Callee).Variables) {
      addVariable(Variable, Call.E);
      Writes.back().Call = Call.E;
    }
}

void Stretch::collectLambda(const LambdaExpr *Lambda) {
  const FunctionBody *LambdaBody = Effects.unit().body(Lambda->getCallOperator());
  if (!LambdaBody)
    return;
  Stretch Of(Effects, *LambdaBody, {LambdaBody->body()});
  for (const Write &Change : Of.writes()) {
    if (Change.Object.What != Place::Kind::Outer)
      continue;
    const ValueDecl *Root = Change.Object.Root;
    if (Root && Root->getDeclContext() == Lambda->getCallOperator())
      continue; // Its own parameter.
    if (const auto *Var = dyn_cast_or_null<VarDecl>(Root)) {
      bool ByCopy = llvm::any_of(Lambda->captures(), [&](const LambdaCapture &Capture) {
        return Capture.capturesVariable() && Capture.getCapturedVar() == Var && Capture.getCaptureKind() == LCK_ByCopy;
      });
      if (!ByCopy || refersElsewhere(Var->getType()))
        addVariable(Var, Lambda);
      continue;
    }
    Write Outside = Change;
    Outside.At = Lambda;
    Writes.push_back(Outside);
  }
}

void Stretch::collect() {
  for (const Stmt *Part : Parts)
    visit(Part, [&](const Stmt *S) {
      const auto *E = dyn_cast<Expr>(S);
      if (!E)
        return;
      Write Change;
      Change.At = E;
      Change.Assigns = true;
      if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
        if (Binary->isAssignmentOp()) {
          Change.Value = Binary->getRHS();
          add(Binary->getLHS(), Change);
        }
      } else if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
        if (Unary->isIncrementDecrementOp())
          add(Unary->getSubExpr(), Change);
      } else if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
        collectLambda(Lambda);
      } else if (const auto *List = dyn_cast<InitListExpr>(E)) {
        Change.Assigns = false;
        for (const Expr *Init : List->inits())
          if (Init && mutablePointee(Init->getType()) && Init->getType()->isPointerType())
            add(Init, Change);
      } else if (auto Call = CallSite::of(E)) {
        collectCall(*Call);
      }
    });
}

} // namespace async_tidy
