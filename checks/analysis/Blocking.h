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
/// and remembered. What a function does whose body is in another file is an open question (ProgramFacts.h): the cause
/// then has a condition, and ends with the call of that function. Without a program to ask, it is unknown and silent.
///
/// A call of a coroutine blocks nobody: its body is judged as a coroutine of its own. A virtual call blocks when every
/// overrider that the object's static type allows is known and blocks; with a program, that of the program. A callable
/// that a callee calls at once is read where it is passed, one that is stored or handed on to unknown code is not.
/// Calls through function pointers are unknown.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_BLOCKING_H
#define ASYNC_TIDY_ANALYSIS_BLOCKING_H

#include "analysis/FunctionBody.h"
#include "analysis/Roles.h"
#include "program/Proposition.h"
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
  /// When it does; empty: always. The first atom of the condition explains what lies behind the last step.
  Condition When;
  /// Another cause of the same thing, for when this one does not hold; null for causes that always do.
  std::shared_ptr<const BlockingCause> Otherwise;

  llvm::SmallVector<BlockingStep, 4> Steps;
  std::string Category;
  bool Deadlock = false; ///< The operation may wait for work that only the blocked thread could do.
  /// The model's entry for the operation; null for attributes and spinning.
  Found<BlockingEntry> Entry;
  const LibraryModel *Library = nullptr;
  /// The member or global that goes on holding what the operation opens: a logger's file.
  const clang::ValueDecl *Keeper = nullptr;

  bool isDecided() const { return When.empty(); }
};
using BlockingCauseRef = std::shared_ptr<const BlockingCause>;

/// The cause that is an operation itself.
BlockingCauseRef blockingOperation(llvm::StringRef Category, BlockingStep::Kind Kind, clang::SourceLocation Loc,
                                   std::string Name, Found<BlockingEntry> Entry = {},
                                   const LibraryModel *Library = nullptr, bool Deadlock = false);
/// \p Step leads to what blocks when \p When holds.
BlockingCauseRef blockingWhen(Condition When, BlockingStep::Kind Kind, clang::SourceLocation Loc, std::string Name);
/// One cause when it always holds, otherwise both, each for when the other does not hold; either may be null.
BlockingCauseRef blockingEither(const BlockingCauseRef &First, const BlockingCauseRef &Second);
/// \p Inner, reached by one more step.
BlockingCauseRef blockingThrough(const BlockingCauseRef &Inner, BlockingStep::Kind Kind, clang::SourceLocation Loc,
                                 std::string Name);

/// What messages call the callee of \p Call: with its class when it is a member, by its own name when it is an object.
std::string calledName(const CallSite &Call);

/// What a callee does on the thread of its caller.
struct CalleeFacts {
  BlockingCauseRef Blocks;              ///< Null when it does not block, or is unknown.
  llvm::SmallBitVector CallsParameters; ///< Parameters that are called before the callee returns or suspends elsewhere.
  /// Those for which it depends on another file, on what.
  llvm::SmallVector<std::pair<unsigned, Condition>, 1> CallsWhen;
  bool IsKnown = false;
};

/// Something in a body that blocks its thread.
struct Blockage {
  const clang::Stmt *Site = nullptr; ///< The call, or the declaration of the object whose destructor blocks.
  clang::SourceLocation Loc;
  BlockingCauseRef Cause;
  /// What goes on holding the file that a helper opens here; later calls through the same object are not listed.
  const clang::ValueDecl *Keeper = nullptr;
};

/// A blockage in a helper that a comment there keeps from everybody who calls it.
struct SilencedBlockage {
  const FunctionBody *Body;
  Blockage What;
};

class BlockingAnalysis {
public:
  using Categories = std::set<std::string, std::less<>>;

  BlockingAnalysis(UnitAnalysis &Unit, Categories Enabled, std::string Check)
      : Unit(Unit), Enabled(std::move(Enabled)), Check(std::move(Check)) {}

  /// Everything in \p Body that blocks the thread that runs it, in source order, wherever that thread is.
  std::vector<Blockage> blockages(const FunctionBody &Body);

  /// What calling \p Function does to the caller's thread.
  CalleeFacts facts(const clang::FunctionDecl *Function);

  /// What the end of an object of \p Class does: its destructor and those of its parts.
  BlockingCauseRef destruction(const clang::CXXRecordDecl &Class);

  /// Those in the plain functions that facts() was asked about; one may come twice.
  llvm::ArrayRef<SilencedBlockage> silenced() const { return Silenced; }

private:
  /// What one pass over a body remembers.
  struct Scan {
    llvm::SmallPtrSet<const clang::ValueDecl *, 8> Streams; ///< Streams whose first operation was seen.
    /// What keeps open a file that a helper opened, and the object that it belongs to.
    llvm::DenseSet<std::pair<const clang::ValueDecl *, const clang::ValueDecl *>> Opened;
    llvm::SmallBitVector CallsParameters; ///< Parameters of the function that are called.
    llvm::SmallVector<std::pair<unsigned, Condition>, 1> CallsWhen;
  };

  BlockingCauseRef ofCall(const FunctionBody &Body, const CallSite &Call, Scan &State);
  BlockingCauseRef ofOperation(const FunctionBody &Body, const CallSite &Call, Scan &State);
  BlockingCauseRef ofVirtualCall(const CallSite &Call);
  /// What a call of \p Function leads to, known here or left open.
  BlockingCauseRef through(const clang::FunctionDecl *Function, BlockingStep::Kind Kind, clang::SourceLocation Loc,
                           std::string Name);
  /// What calling \p Argument does, which the callee of \p Call does when \p When holds.
  BlockingCauseRef ofCallable(const FunctionBody &Body, const clang::Expr *Argument, const CallSite &Call, Scan &State,
                              const Condition &When = {});
  BlockingCauseRef ofCallee(const FunctionBody &Body, const CallSite &Call, Scan &State);
  bool callsParameter(const FunctionBody &Body, const clang::Expr *Callable, Scan &State, const Condition &When = {});
  BlockingCauseRef ofMake(const CallSite &Call);
  BlockingCauseRef ofResult(const FunctionBody &Body, const clang::Expr *Value,
                            llvm::SmallVectorImpl<std::string> &Ready, unsigned Level = 0);
  BlockingCauseRef ofDestructor(clang::QualType T, llvm::SmallVectorImpl<std::string> &Ready);
  BlockingCauseRef ofVariable(const FunctionBody &Body, const clang::VarDecl &Var);
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
  llvm::DenseMap<const clang::FunctionDecl *, CalleeFacts> Facts;
  llvm::DenseMap<const clang::FunctionDecl *, unsigned> InProgress;
  llvm::SmallPtrSet<const clang::CXXRecordDecl *, 8> DestructorsInProgress;
  std::vector<SilencedBlockage> Silenced;
  Scan Last; ///< Of the body that was scanned last.
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
