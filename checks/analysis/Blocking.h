//===--- Blocking.h - Which calls block the thread, and why -----*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Blocking as a summary: a function blocks when something that it does on the calling thread does. The leaves are the
/// blocking calls, constructors, destructors and waits of the library models, the attributes `[[clang::blocking]]` and
/// `annotate("async::blocking")`, and loops that spin on an atomic. In between, bodies of this unit are read on demand
/// and remembered; a function without a body is asked of the index, and is otherwise unknown, which counts as silent.
///
/// A call of a coroutine blocks nobody: its body is judged as a coroutine of its own. A virtual call blocks when every
/// overrider that the object's static type allows is known and blocks. A callable that a callee calls at once is read
/// where it is passed, one that is stored or handed on to unknown code is not. Calls through function pointers are
/// unknown.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_H

#include "analysis/FunctionBody.h"
#include "analysis/Roles.h"
#include "llvm/ADT/SmallBitVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <set>

namespace async_tidy {

class UnitAnalysis;

/// One step towards the operation that blocks.
struct BlockingStep {
  enum class Kind {
    Operation, ///< The operation itself.
    Calls,     ///< A call of a function whose body leads on.
    Runs,      ///< A callable that a callee runs at once.
    Destroys,  ///< The end of an object whose destructor leads on or blocks.
    Spins,     ///< A loop that waits for an atomic.
  };
  Kind What = Kind::Operation;
  clang::SourceLocation Loc;
  std::string Name; ///< Of the operation, the callee, the object or the atomic.
};

/// Why something blocks: the steps from the outermost call down to the operation.
struct BlockingCause {
  llvm::SmallVector<BlockingStep, 4> Steps;
  std::string Category;
  bool Deadlock = false; ///< The operation may wait for work that only the blocked thread could do.
  /// The model's entry for the operation; null for attributes and spinning.
  Found<BlockingEntry> Entry;
  const LibraryModel *Library = nullptr;
};
using BlockingCauseRef = std::shared_ptr<const BlockingCause>;

/// The cause that is an operation itself.
BlockingCauseRef blockingOperation(llvm::StringRef Category, BlockingStep::Kind Kind, clang::SourceLocation Loc,
                                   std::string Name, Found<BlockingEntry> Entry = {},
                                   const LibraryModel *Library = nullptr, bool Deadlock = false);
/// \p Inner, reached by one more step.
BlockingCauseRef blockingThrough(const BlockingCauseRef &Inner, BlockingStep::Kind Kind, clang::SourceLocation Loc,
                                 std::string Name);

/// What messages call the callee of \p Call: with its class when it is a member, by its own name when it is an object.
std::string calledName(const CallSite &Call);

/// What a callee does on the thread of its caller.
struct CalleeFacts {
  enum class Source { Unknown, Unit, Index };
  Source From = Source::Unknown;
  BlockingCauseRef Blocks;              ///< Null when it does not block, or is unknown.
  llvm::SmallBitVector CallsParameters; ///< Parameters that are called before the callee returns or suspends elsewhere.
};

/// Answers for functions that have no body in this unit.
class CalleeFactsSource {
public:
  virtual ~CalleeFactsSource() = default;
  virtual std::optional<CalleeFacts> lookup(const clang::FunctionDecl &Function) = 0;
};

/// Something in a body that blocks its thread.
struct Blockage {
  const clang::Stmt *Site = nullptr; ///< The call, or the declaration of the object whose destructor blocks.
  clang::SourceLocation Loc;
  BlockingCauseRef Cause;
};

class BlockingAnalysis {
public:
  using Categories = std::set<std::string, std::less<>>;

  BlockingAnalysis(UnitAnalysis &Unit, Categories Enabled, std::string Check, CalleeFactsSource *Index = nullptr)
      : Unit(Unit), Enabled(std::move(Enabled)), Check(std::move(Check)), Index(Index) {}

  /// Everything in \p Body that blocks the thread that runs it, in source order, wherever that thread is.
  std::vector<Blockage> blockages(const FunctionBody &Body);

  /// What calling \p Function does to the caller's thread.
  CalleeFacts facts(const clang::FunctionDecl *Function);

private:
  /// What one pass over a body remembers.
  struct Scan {
    llvm::SmallPtrSet<const clang::ValueDecl *, 8> Streams; ///< Streams whose first operation was seen.
    llvm::SmallBitVector CallsParameters;                   ///< Parameters of the function that are called.
  };

  BlockingCauseRef ofCall(const FunctionBody &Body, const CallSite &Call, Scan &State);
  BlockingCauseRef ofOperation(const FunctionBody &Body, const CallSite &Call, Scan &State);
  BlockingCauseRef ofVirtualCall(const CallSite &Call);
  BlockingCauseRef ofCallable(const FunctionBody &Body, const clang::Expr *Argument, const CallSite &Call, Scan &State);
  bool callsParameter(const FunctionBody &Body, const clang::Expr *Callable, Scan &State);
  BlockingCauseRef ofMake(const CallSite &Call);
  BlockingCauseRef ofResult(const FunctionBody &Body, const clang::Expr *Value,
                            llvm::SmallVectorImpl<std::string> &Ready, unsigned Level = 0);
  BlockingCauseRef ofDestructor(clang::QualType T, llvm::SmallVectorImpl<std::string> &Ready);
  BlockingCauseRef ofVariable(const FunctionBody &Body, const clang::VarDecl &Var, const Scan &State);
  BlockingCauseRef ofLoop(const FunctionBody &Body, const clang::Stmt *Loop);
  bool isHarmless(const FunctionBody &Body, const CallSite &Call, const Found<BlockingEntry> &Entry);
  /// True when \p Body knows that the handle that \p Call uses is in non-blocking mode.
  bool isRetried(const FunctionBody &Body, const CallSite &Call, const BlockingEntry &Entry);
  bool isReady(const FunctionBody &Body, const CallSite &Call, const LibraryModel &Library, const Names &Ready,
               bool IsWait);
  bool on(llvm::StringRef Category) const { return Enabled.contains(std::string_view(Category)); }

  UnitAnalysis &Unit;
  Categories Enabled;
  std::string Check; ///< The rule whose suppressions count.
  CalleeFactsSource *Index;
  llvm::DenseMap<const clang::FunctionDecl *, CalleeFacts> Facts;
  llvm::DenseMap<const clang::FunctionDecl *, unsigned> InProgress;
  llvm::SmallPtrSet<const clang::CXXRecordDecl *, 8> DestructorsInProgress;
  llvm::SmallBitVector LastCalls; ///< Parameters that the body scanned last calls.
  unsigned Depth = 0;
  unsigned LowestOpen = ~0u; ///< The outermost unfinished function that a negative answer relied on.
};

/// The function that an argument names or wraps, when it is called: a lambda, a function, a function object; null when
/// that is not known.
const clang::FunctionDecl *resolveCallable(const clang::Expr *E, unsigned Depth = 0);

/// The variable at the root of `v`, `v.member`, `v[0]`, `get<0>(v)`, `v.front()`; null when there is none.
const clang::ValueDecl *rootVariable(const clang::Expr *E);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_BLOCKING_H
