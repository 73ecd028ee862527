//===--- ErrorKnowledge.cpp -----------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/ErrorKnowledge.h"
#include "analysis/ErrorHandling.h"
#include "analysis/RangeSizes.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/ValueFate.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace async_tidy {

//===----------------------------------------------------------------------===//
// The error
//===----------------------------------------------------------------------===//

bool ErrorKnowledge::mentions(const Stmt *S, llvm::function_ref<bool(const ValueDecl *)> Wanted) {
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

bool ErrorKnowledge::isCurrentException(const Stmt *S) {
  const auto *Call = dyn_cast<CallExpr>(S);
  if (!Call || Call->getNumArgs() != 0 || isa<CXXMemberCallExpr>(Call) || !Call->getDirectCallee())
    return false;
  return Call->getDirectCallee()->isInStdNamespace() && isExceptionPointer(Call->getType());
}

bool ErrorKnowledge::holdsCurrentException(const Stmt *S) {
  if (!S)
    return false;
  if (isCurrentException(S))
    return true;
  return llvm::any_of(S->children(), [&](const Stmt *Child) { return Child && holdsCurrentException(Child); });
}

bool ErrorKnowledge::isAboutError(const Stmt *S, const PathState &P) const {
  if (mentions(S,
               [&](const ValueDecl *D) { return isErrorVariable(D) || P.Derived.contains(D) || P.Kept.contains(D); }))
    return true;
  return holdsCurrentException(S);
}

//===----------------------------------------------------------------------===//
// Who asks whether it is a cancellation
//===----------------------------------------------------------------------===//

/// True for the names of cancellation codes: those of the models, and the number that POSIX has for it.
static bool isCode(const LibraryModel &Library, const NamedDecl &D) {
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

bool ErrorKnowledge::namesCancellation(const Stmt *S) const {
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S);
      Ref && isa<VarDecl>(Ref->getDecl()) && Unit.roles().object(Role::CancellationAsk, Ref->getDecl()))
    return true;
  auto IsClass = [&](QualType T) {
    const CXXRecordDecl *Record = recordOf(T);
    return Record && llvm::any_of(Error.Ways, [&](const Cancellation &Way) {
             return Way.Record && Way.Record->getCanonicalDecl() == Record->getCanonicalDecl();
           });
  };
  // `holds<cancelled_error>(error)`.
  auto IsInstantiatedFor = [&](const ValueDecl *D) {
    const auto *Function = dyn_cast<FunctionDecl>(D);
    const TemplateArgumentList *Arguments = Function ? Function->getTemplateSpecializationArgs() : nullptr;
    return Arguments && llvm::any_of(Arguments->asArray(), [&](const TemplateArgument &A) {
             return A.getKind() == TemplateArgument::Type && IsClass(A.getAsType());
           });
  };
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S)) {
    for (const Cancellation &Way : Error.Ways)
      if (Way.Library && isCode(*Way.Library, *Ref->getDecl()))
        return true;
    return IsInstantiatedFor(Ref->getDecl());
  }
  if (const auto *Member = dyn_cast<MemberExpr>(S))
    return IsInstantiatedFor(Member->getMemberDecl());
  if (const auto *Cast = dyn_cast<CXXDynamicCastExpr>(S))
    return IsClass(Cast->getType());
  return false;
}

bool ErrorKnowledge::mentionsCancellation(const Stmt *S) const {
  return S && (namesCancellation(S) ||
               llvm::any_of(S->children(), [&](const Stmt *Child) { return Child && mentionsCancellation(Child); }));
}

bool ErrorKnowledge::asks(const CallSite &Call, unsigned Depth) {
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

bool ErrorKnowledge::asks(const FunctionBody &In, unsigned Depth) {
  // `throw;` in a helper that sorts out the errors of its callers.
  bool Rethrows = false;
  forEachNode(In, In.body(), [&](const Stmt *Node) {
    Rethrows |= isa<CXXThrowExpr>(Node) && !cast<CXXThrowExpr>(Node)->getSubExpr();
  });
  if (Rethrows)
    return true;
  for (const CallSite &Inner : In.calls())
    if (asks(Inner, Depth + 1))
      return true;
  bool Names = false;
  In.forEachMention([&](const ValueDecl *, const Expr *E) { Names |= namesCancellation(E); });
  return Names;
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

bool ErrorKnowledge::isOutside(const Expr *E) {
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
bool ErrorKnowledge::isOnlyAsked(const Expr *E) {
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

/// True when \p E reads a flag that other code sets: a truth value that is no local of this function.
bool ErrorKnowledge::isOutsideFlag(const Expr *E) {
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

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

/// True when \p Use, a mention of a variable, gives it a value.
bool ErrorKnowledge::isAssigned(const Expr *Use) {
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

void ErrorKnowledge::addStartValues(PathState &Start) {
  const CXXTryStmt &Try = *Error.Try;
  for (const VarDecl *Var : Body.variables()) {
    const DeclStmt *Declared = Body.declaration(Var);
    if (!Declared || Body.isWithin(Declared, &Try) || Var->getType()->isReferenceType())
      continue;
    auto Value = truth(Var->getInit());
    if (!Value)
      continue;
    bool OnlyInside = true, Inside = false;
    for (const Expr *Use : Body.uses(Var)) {
      if (!isAssigned(Use))
        continue;
      bool In = Body.isWithin(Use, Try.getTryBlock());
      Inside |= In;
      OnlyInside &= In || Body.isWithin(Use, &Try);
    }
    if (OnlyInside && Inside)
      Start.Truths[Var] = *Value;
  }
}

std::optional<bool> ErrorKnowledge::truth(const Expr *E) {
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

namespace {
struct Comparison {
  BinaryOperatorKind Is;
  const Expr *Left, *Right;
};
} // namespace

static std::optional<Comparison> comparison(const Expr *E) {
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

ErrorKnowledge::Value ErrorKnowledge::evaluate(const Expr *E, const PathState &P) {
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

} // namespace async_tidy
