//===--- HeaderBodies.cpp - Functions in the project's headers ------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// clangd reads headers once and leaves out the bodies of their functions. A check then does not see that `pause()` of
/// `backoff.hpp` sleeps, or that a wrapper hands its task to a timeout. The bodies in the project's own headers are
/// kept; those in system headers, which are nearly all, stay out. An edit is not slower for it: headers are read when a
/// file is opened, or when they change.
///
//===----------------------------------------------------------------------===//

#include "Clangd.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Lex/PPCallbacks.h"

using namespace clang;
using namespace llvm;

namespace {

/// Passes everything on, and answers one question differently.
class KeepProjectBodies : public PreambleCallbacks {
public:
  explicit KeepProjectBodies(PreambleCallbacks &Stock) : Stock(Stock) {}

  bool shouldSkipFunctionBody(Decl *D) override {
    const SourceManager &SM = D->getASTContext().getSourceManager();
    return SM.isInSystemHeader(SM.getExpansionLoc(D->getLocation())) && Stock.shouldSkipFunctionBody(D);
  }

  void BeforeExecute(CompilerInstance &CI) override { Stock.BeforeExecute(CI); }
  void AfterExecute(CompilerInstance &CI) override { Stock.AfterExecute(CI); }
  void AfterPCHEmitted(ASTWriter &Writer) override { Stock.AfterPCHEmitted(Writer); }
  void HandleTopLevelDecl(DeclGroupRef Group) override { Stock.HandleTopLevelDecl(Group); }
  std::unique_ptr<PPCallbacks> createPPCallbacks() override { return Stock.createPPCallbacks(); }
  CommentHandler *getCommentHandler() override { return Stock.getCommentHandler(); }

private:
  PreambleCallbacks &Stock;
};

} // namespace

#define BUILD_PREAMBLE                                                                                                 \
  "_ZN5clang19PrecompiledPreamble5BuildERKNS_18CompilerInvocationEPKN4llvm12MemoryBufferENS_14PreambleBoundsENS4_"     \
  "18IntrusiveRefCntPtrINS_17DiagnosticsEngineEEENS9_INS4_3vfs10FileSystemEEESt10shared_ptrINS_22PCHContainerOperatio" \
  "nsEEbNS4_9StringRefERNS_17PreambleCallbacksE"

ErrorOr<PrecompiledPreamble>
stockBuildPreamble(const CompilerInvocation &Invocation, const MemoryBuffer *MainFile, PreambleBounds Bounds,
                   IntrusiveRefCntPtr<DiagnosticsEngine> Diagnostics, IntrusiveRefCntPtr<vfs::FileSystem> Files,
                   std::shared_ptr<PCHContainerOperations> Containers, bool InMemory, StringRef Folder,
                   PreambleCallbacks &Callbacks) ASYNC_TIDY_STOCK(BUILD_PREAMBLE);
ErrorOr<PrecompiledPreamble> buildPreamble(const CompilerInvocation &Invocation, const MemoryBuffer *MainFile,
                                           PreambleBounds Bounds, IntrusiveRefCntPtr<DiagnosticsEngine> Diagnostics,
                                           IntrusiveRefCntPtr<vfs::FileSystem> Files,
                                           std::shared_ptr<PCHContainerOperations> Containers, bool InMemory,
                                           StringRef Folder, PreambleCallbacks &Callbacks)
    ASYNC_TIDY_WRAPPED(BUILD_PREAMBLE);

ErrorOr<PrecompiledPreamble> buildPreamble(const CompilerInvocation &Invocation, const MemoryBuffer *MainFile,
                                           PreambleBounds Bounds, IntrusiveRefCntPtr<DiagnosticsEngine> Diagnostics,
                                           IntrusiveRefCntPtr<vfs::FileSystem> Files,
                                           std::shared_ptr<PCHContainerOperations> Containers, bool InMemory,
                                           StringRef Folder, PreambleCallbacks &Callbacks) {
  KeepProjectBodies Ours(Callbacks);
  return stockBuildPreamble(Invocation, MainFile, Bounds, std::move(Diagnostics), std::move(Files),
                            std::move(Containers), InMemory, Folder, Ours);
}
