//===--- FunctionTable.cpp ------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FunctionTable.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "clang/Lex/Lexer.h"

using namespace llvm;
using namespace clang;

namespace async_tidy::driver {

/// Descends into namespaces, classes and functions; not into statements, where only local classes would be found.
class FunctionGatherer {
public:
  FunctionGatherer(FunctionTable &Table, ASTContext &Context) : Table(Table), SM(Context.getSourceManager()) {}

  void visit(const DeclContext &Around) {
    for (const Decl *D : Around.decls()) {
      if (SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation())))
        continue;
      if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
        add(*Template->getTemplatedDecl());
      else if (const auto *Function = dyn_cast<FunctionDecl>(D))
        add(*Function);
      else if (const auto *Template = dyn_cast<ClassTemplateDecl>(D))
        visit(*Template->getTemplatedDecl());
      else if (isa<NamespaceDecl, LinkageSpecDecl, CXXRecordDecl, ExportDecl>(D))
        visit(*cast<DeclContext>(D));
    }
  }

private:
  void add(const FunctionDecl &Function) {
    if (!Function.doesThisDeclarationHaveABody() || Function.isImplicit())
      return;
    SourceRange Range = Function.getSourceRange();
    auto [BeginFile, Begin] = SM.getDecomposedExpansionLoc(Range.getBegin());
    auto [EndFile, End] = SM.getDecomposedLoc(SM.getExpansionRange(Range.getEnd()).getEnd());
    OptionalFileEntryRef File = SM.getFileEntryRefForID(BeginFile);
    if (BeginFile != EndFile || !File)
      return;
    SmallString<128> USR;
    index::generateUSRForDecl(&Function, USR);
    Table.ByFile[File->getName()].push_back({Begin, End, USR.str().str(), Function.getQualifiedNameAsString()});
  }

  FunctionTable &Table;
  const SourceManager &SM;
};

void FunctionTable::gather(ASTContext &Context) {
  FunctionGatherer(*this, Context).visit(*Context.getTranslationUnitDecl());
}

const FunctionTable::Function *FunctionTable::at(StringRef Path, unsigned Offset) const {
  auto It = ByFile.find(Path);
  if (It == ByFile.end())
    return nullptr;
  const Function *Innermost = nullptr;
  for (const Function &F : It->second)
    if (F.Begin <= Offset && Offset <= F.End && (!Innermost || F.Begin >= Innermost->Begin))
      Innermost = &F;
  return Innermost;
}

} // namespace async_tidy::driver
