//===--- AsyncTidyModule.cpp - The module that clang-tidy loads -----------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CheckHeaders.inc"
#include "clang-tidy/ClangTidyModule.h"

using namespace clang::tidy;

namespace async_tidy {
namespace {

class AsyncTidyModule : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    auto State = std::make_shared<ModuleState>();
#define ASYNC_TIDY_CHECK(CLASS, NAME)                                                                                  \
  Factories.registerCheckFactory(NAME, [State](llvm::StringRef Name, ClangTidyContext *Context) {                      \
    return std::make_unique<CLASS>(Name, Context, State->unitFor(*Context));                                           \
  });
#include "Checks.inc"
#undef ASYNC_TIDY_CHECK
  }
};

// NOLINTNEXTLINE(bugprone-throwing-static-initialization): the way in which modules register.
ClangTidyModuleRegistry::Add<AsyncTidyModule> Registration("async-module", "Checks for async code in coroutines.");

} // namespace

/// Referenced by programs that link the module statically, so that the registration above is kept.
volatile int AsyncTidyModuleAnchor = 0;

} // namespace async_tidy
