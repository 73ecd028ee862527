//===--- TypePatterns.h - Types that still depend on a template -*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads types out of template patterns that Clang has not instantiated in this unit: what an awaiter yields when
/// nothing here awaits it. Knows the template arguments of one level; types that are computed (`decltype`, traits,
/// packs) stay unknown.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_TYPEPATTERNS_H
#define ASYNC_TIDY_ANALYSIS_TYPEPATTERNS_H

#include "clang/AST/DeclTemplate.h"

namespace async_tidy {

/// The class behind \p T; for a type that still depends on template parameters, the pattern of its template.
const clang::CXXRecordDecl *patternRecord(clang::QualType T);

/// The class template that \p T is a specialisation of (also while it is dependent); null when it is none.
const clang::ClassTemplateDecl *templateOf(clang::QualType T);

/// Arguments by the index of the template parameter; an argument that is not known is null.
using KnownArguments = llvm::SmallVector<clang::TemplateArgument, 4>;

/// The template arguments of the class that \p T is; empty when it is no specialisation.
KnownArguments argumentsOf(clang::QualType T);

/// The arguments with which a function parameter of type \p Parameter takes a \p T.
KnownArguments deduce(clang::QualType Parameter, clang::QualType T);

/// \p T with the template parameters replaced; null when the result is not known.
clang::QualType substitute(clang::QualType T, const KnownArguments &Arguments, const clang::ASTContext &Context);

/// The class that \p T names once the parameters are replaced: its definition, or the pattern of its template together
/// with the arguments for it.
struct ClassPattern {
  const clang::CXXRecordDecl *Record = nullptr;
  KnownArguments Arguments;
};
ClassPattern classPattern(clang::QualType T, const KnownArguments &Arguments, const clang::ASTContext &Context);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_TYPEPATTERNS_H
