//===--- UnitIndex.cpp ----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/UnitIndex.h"
#include "analysis/UnitAnalysis.h"
#include "clang/AST/RecursiveASTVisitor.h"

using namespace clang;

namespace async_tidy {

class IndexVisitor : public RecursiveASTVisitor<IndexVisitor> {
  using Base = RecursiveASTVisitor<IndexVisitor>;

public:
  explicit IndexVisitor(UnitIndex &Out) : Out(Out) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitLambdaBody() const { return true; }

  bool TraverseDecl(Decl *D) {
    if (D && !isa<TranslationUnitDecl>(D) && inSystemHeader(*D))
      return true;
    return Base::TraverseDecl(D);
  }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    if (Function->isThisDeclarationADefinition() && !Function->isImplicit())
      Out.Functions.push_back(Function);
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Function))
      if (Method->isVirtual() && Method->isCanonicalDecl())
        Out.VirtualMethods.push_back(Method);
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *Lambda) {
    if (CXXMethodDecl *Operator = Lambda->getCallOperator())
      Out.Functions.push_back(Operator);
    return true;
  }

  bool VisitMemberExpr(MemberExpr *Member) {
    if (const auto *Field = dyn_cast<FieldDecl>(Member->getMemberDecl()))
      Out.Touched.insert(Field->getCanonicalDecl());
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (const auto *Field = dyn_cast<FieldDecl>(Ref->getDecl()))
      Out.Touched.insert(Field->getCanonicalDecl()); // &Class::member
    return true;
  }

private:
  UnitIndex &Out;
};

/// The declaration that stands for a function, its redeclarations and the instantiations of its template.
static const FunctionDecl *key(const FunctionDecl *Function) {
  if (const FunctionDecl *Pattern = Function->getTemplateInstantiationPattern())
    Function = Pattern;
  return Function->getCanonicalDecl();
}

UnitIndex::UnitIndex(UnitAnalysis &Unit) {
  IndexVisitor(*this).TraverseDecl(Unit.context().getTranslationUnitDecl());
  llvm::DenseSet<const FunctionDecl *> Seen;
  std::vector<const FunctionDecl *> Unique;
  for (const FunctionDecl *Function : Functions)
    if (Seen.insert(Function).second) {
      Unique.push_back(Function);
      if (const FunctionDecl *Pattern = Function->getTemplateInstantiationPattern())
        Instantiated.insert(Pattern->getCanonicalDecl());
    }
  Functions = std::move(Unique);
  for (const FunctionDecl *Function : Functions) {
    // The pattern of a template does not know yet what it calls; its instantiations do.
    const FunctionBody *Body = isInstantiated(Function) ? nullptr : Unit.body(Function);
    if (!Body)
      continue;
    for (const LambdaExpr *Lambda : Body->lambdas())
      if (const CXXMethodDecl *Operator = Lambda->getCallOperator())
        Mentions[key(Operator)].push_back({Body, Lambda});
    Body->forEachMention([&](const ValueDecl *D, const Expr *E) {
      if (const auto *Mentioned = dyn_cast<FunctionDecl>(D))
        Mentions[key(Mentioned)].push_back({Body, E});
    });
    for (const CallSite &Call : Body->calls())
      if (const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.Callee); Method && Call.Object)
        Mentions[key(Method)].push_back({Body, Call.E});
  }
  for (const FunctionDecl *Function : Functions)
    if (ArrayRef<Mention> At = mentions(Function); !At.empty() && key(Function) != Function->getCanonicalDecl())
      Mentions.try_emplace(Function->getCanonicalDecl(), At.vec());
}

ArrayRef<Mention> UnitIndex::mentions(const FunctionDecl *Function) const {
  auto It = Mentions.find(key(Function));
  return It == Mentions.end() ? ArrayRef<Mention>() : ArrayRef<Mention>(It->second);
}

static bool overrides(const CXXMethodDecl *Method, const CXXMethodDecl *Base) {
  for (const CXXMethodDecl *Overridden : Method->overridden_methods())
    if (Overridden->getCanonicalDecl() == Base->getCanonicalDecl() || overrides(Overridden, Base))
      return true;
  return false;
}

SmallVector<const CXXMethodDecl *, 4> UnitIndex::overriders(const CXXMethodDecl *Method,
                                                            const CXXRecordDecl *Class) const {
  SmallVector<const CXXMethodDecl *, 4> Found;
  for (const CXXMethodDecl *Candidate : VirtualMethods)
    if (overrides(Candidate, Method) && anyBaseOrSelf(Candidate->getParent(), [&](const CXXRecordDecl *R) {
          return R->getCanonicalDecl() == Class->getCanonicalDecl();
        }))
      Found.push_back(Candidate);
  return Found;
}

} // namespace async_tidy
