//===--- CallSite.cpp -----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/CallSite.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/Builtins.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace async_tidy {

std::optional<CallSite> CallSite::of(const Expr *E) {
  if (!E)
    return std::nullopt;
  CallSite Site;
  Site.E = E;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    Site.Callee = Construct->getConstructor();
    Site.Args.assign(Construct->arg_begin(), Construct->arg_end());
    return Site;
  }
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E)) {
    Site.Args.push_back(Delete->getArgument());
    return Site;
  }
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call)
    return std::nullopt;
  Site.Callee = Call->getDirectCallee();
  Site.Args.assign(Call->arg_begin(), Call->arg_end());
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    Site.Object = Member->getImplicitObjectArgument();
  } else if (isa<CXXOperatorCallExpr>(Call) && !Site.Args.empty()) {
    const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Site.Callee);
    if (Method && !Method->isStatic()) {
      Site.Object = Site.Args.front();
      Site.Args.erase(Site.Args.begin());
    }
  }
  return Site;
}

const CXXRecordDecl *recordOf(QualType T) {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  return T->getAsCXXRecordDecl();
}

const CXXRecordDecl *CallSite::objectRecord() const {
  if (!Object)
    return nullptr;
  // The conversion to the class that declares the member is implicit; the class that was written is below it.
  const Expr *Written = Object->IgnoreParenImpCasts();
  if (const CXXRecordDecl *Record = recordOf(Written->getType()))
    return Record;
  return recordOf(Object->getType());
}

const Expr *CallSite::select(const Selector &S) const {
  switch (S.What) {
  case Selector::Kind::Position:
    return S.Position < Args.size() ? Args[S.Position] : nullptr;
  case Selector::Kind::Last:
    // Defaults at the end (constraints, a source location) are nobody's last argument.
    for (const Expr *Arg : llvm::reverse(Args))
      if (!isa<CXXDefaultArgExpr>(Arg))
        return Arg;
    return nullptr;
  case Selector::Kind::Object:
    return Object;
  case Selector::Kind::Type:
    for (const Expr *Arg : Args)
      if (const CXXRecordDecl *Record = recordOf(Arg->IgnoreParenImpCasts()->getType()))
        if (Record->getName() == S.Type || qualifiedName(*Record) == S.Type)
          return Arg;
    return nullptr;
  case Selector::Kind::None:
  case Selector::Kind::All:
  case Selector::Kind::Result:
    return nullptr;
  }
  return nullptr;
}

bool CallSite::isVirtualDispatch() const {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Callee);
  if (!Method || !Method->isVirtual() || !Object || Method->hasAttr<FinalAttr>())
    return false;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
    if (const auto *Access = dyn_cast<MemberExpr>(Member->getCallee()->IgnoreParens()))
      if (Access->hasQualifier())
        return false;
  const Expr *Written = Object->IgnoreParenImpCasts();
  const CXXRecordDecl *Record = recordOf(Written->getType());
  if (Record && Record->isEffectivelyFinal())
    return false;
  // A variable of class type (neither a reference nor a pointer) has exactly its own class.
  if (const ValueDecl *Named = namedObject(Written))
    if (!isa<CXXThisExpr>(Written) && Named->getType()->isRecordType())
      return false;
  return true;
}

const Expr *stripWrapping(const Expr *E) {
  while (E) {
    const Expr *Before = E;
    E = E->IgnoreParenImpCasts();
    if (const auto *Cleanups = dyn_cast<ExprWithCleanups>(E))
      E = Cleanups->getSubExpr();
    else if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(E))
      E = Bind->getSubExpr();
    else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
      E = Temporary->getSubExpr();
    else if (const auto *Constant = dyn_cast<ConstantExpr>(E))
      E = Constant->getSubExpr();
    else if (const auto *Subst = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
      E = Subst->getReplacement();
    if (E == Before)
      return E;
  }
  return E;
}

/// `std::move`, `std::forward` and their like are recognised by Clang as builtins; a cast to a reference is one too.
static const Expr *castOperand(const Expr *E) {
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (Callee && Call->getNumArgs() == 1)
      switch (Callee->getBuiltinID()) {
      case Builtin::BImove:
      case Builtin::BImove_if_noexcept:
      case Builtin::BIforward:
      case Builtin::BIforward_like:
      case Builtin::BIas_const:
      case Builtin::BIaddressof:
      case Builtin::BI__addressof:
        return Call->getArg(0);
      default:
        break;
      }
  }
  if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
    if (Cast->getTypeAsWritten()->isReferenceType())
      return Cast->getSubExpr();
  return nullptr;
}

const Expr *stripToObject(const Expr *E) {
  while (E) {
    const Expr *Before = E;
    E = stripWrapping(E);
    if (const Expr *Operand = castOperand(E))
      E = Operand;
    else if (const auto *Unary = dyn_cast<UnaryOperator>(E);
             Unary && (Unary->getOpcode() == UO_AddrOf || Unary->getOpcode() == UO_Deref))
      E = Unary->getSubExpr();
    else if (const auto *Construct = dyn_cast<CXXConstructExpr>(E);
             Construct && Construct->getNumArgs() == 1 && Construct->getConstructor()->isCopyOrMoveConstructor())
      E = Construct->getArg(0);
    if (E == Before)
      return E;
  }
  return E;
}

const ValueDecl *namedObject(const Expr *E) {
  E = stripToObject(E);
  if (const auto *Ref = dyn_cast_or_null<DeclRefExpr>(E))
    return Ref->getDecl();
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(E))
    return Member->getMemberDecl();
  return nullptr;
}

static std::string ownName(const NamedDecl &D) {
  if (const auto *Ctor = dyn_cast<CXXConstructorDecl>(&D))
    return Ctor->getParent()->getName().str();
  if (const auto *Dtor = dyn_cast<CXXDestructorDecl>(&D))
    return "~" + Dtor->getParent()->getName().str();
  DeclarationName Name = D.getDeclName();
  if (Name.getNameKind() == DeclarationName::CXXOperatorName) {
    StringRef Spelling = getOperatorSpelling(Name.getCXXOverloadedOperator());
    return (isLetter(Spelling.front()) ? "operator " : "operator") + Spelling.str();
  }
  if (const IdentifierInfo *Identifier = Name.getAsIdentifierInfo())
    return Identifier->getName().str();
  return {};
}

std::string unqualifiedName(const NamedDecl &D) { return ownName(D); }

std::string qualifiedName(const NamedDecl &D) {
  SmallVector<std::string, 6> Parts;
  Parts.push_back(ownName(D));
  for (const DeclContext *DC = D.getDeclContext(); DC; DC = DC->getParent()) {
    if (const auto *Namespace = dyn_cast<NamespaceDecl>(DC)) {
      if (!Namespace->isInline() && !Namespace->isAnonymousNamespace())
        Parts.push_back(Namespace->getName().str());
    } else if (const auto *Record = dyn_cast<RecordDecl>(DC)) {
      Parts.push_back(Record->getName().str());
    } else if (isa<FunctionDecl>(DC)) {
      Parts.push_back("()"); // A local class is not part of any library's interface.
    }
  }
  std::string Name;
  for (const std::string &Part : llvm::reverse(Parts)) {
    if (!Name.empty())
      Name += "::";
    Name += Part;
  }
  return Name;
}

std::string displayName(const NamedDecl &D) {
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&D)) {
    if (Method->getParent()->isLambda() && Method->getOverloadedOperator() == OO_Call)
      return "lambda";
    if (Method->isOverloadedOperator())
      return ownName(*Method->getParent()) + "::" + ownName(D);
  }
  std::string Name = ownName(D);
  return Name.empty() ? D.getNameAsString() : Name;
}

bool inSystemHeader(const Decl &D) {
  const SourceManager &SM = D.getASTContext().getSourceManager();
  return D.getLocation().isInvalid() || SM.isInSystemHeader(SM.getExpansionLoc(D.getLocation()));
}

static bool isZero(const APValue &Value) {
  if (Value.isInt())
    return Value.getInt().isZero();
  if (Value.isFloat())
    return Value.getFloat().isZero();
  if (Value.isStruct())
    return Value.getStructNumBases() == 0 && Value.getStructNumFields() == 1 && isZero(Value.getStructField(0));
  return false;
}

bool isConstantZero(const Expr *E, const ASTContext &Context) {
  if (!E || E->isValueDependent() || E->isTypeDependent())
    return false;
  E = E->IgnoreParenImpCasts();
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(E))
    E = Default->getExpr();
  Expr::EvalResult Result;
  return E->EvaluateAsRValue(Result, Context) && !Result.HasSideEffects && isZero(Result.Val);
}

} // namespace async_tidy
