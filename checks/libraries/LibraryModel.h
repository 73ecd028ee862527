//===--- LibraryModel.h - What one library calls things ---------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The names of one library, read from a YAML file: which calls spawn, wait, block or move a coroutine to another
/// thread, and how a fix is spelled. The schema is documented in docs/libraries.md; every structure here is one of its
/// sections and every member one of its keys.
///
/// A model is immutable once read and may be shared between threads. It knows nothing of Clang: ModelSet matches its
/// names against declarations.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_LIBRARIES_LIBRARYMODEL_H
#define ASYNC_TIDY_LIBRARIES_LIBRARYMODEL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace async_tidy {

/// What dropping an awaitable does.
enum class AwaitableKind { Unknown, Lazy, Eager, Cancels, Detaches, Terminates };

/// A list of names as written in the model: relative to the roots, or absolute with leading colons.
using Names = std::vector<std::string>;

/// Names an argument of a call, its object or its result.
struct Selector {
  enum class Kind { None, Position, Last, Object, All, Result, Type };
  Kind What = Kind::None;
  unsigned Position = 0;
  std::string Type; ///< For Kind::Type: the class's name as written in the model.

  explicit operator bool() const { return What != Kind::None; }
};

/// Where an entry stands, for messages about it.
struct Entry {
  unsigned Line = 0;
};

struct AwaitableEntry : Entry {
  Names Types;
  AwaitableKind Kind = AwaitableKind::Unknown;
  bool Running = false;  ///< Stands for work that was started elsewhere.
  bool Deferred = false; ///< An operation that starts when it is awaited.
};

struct GeneratorEntry : Entry {
  Names Types, Next;
};

struct LockEntry : Entry {
  Names Calls;  ///< Awaitables whose result is a lock.
  Names Types;  ///< Locks of the thread.
  Names Guards; ///< Classes that hold a lock of the thread in their scope.
};

struct SemaphoreEntry : Entry {
  Names Calls;
};

enum class HandleFate { None, Returned, Kept, Token };
enum class ErrorFate { Unknown, Lost, Reported, Returned, Token };

struct SpawnEntry : Entry {
  Names Calls;
  Selector Task, Executor, Handler;
  HandleFate Handle = HandleFate::None;
  ErrorFate Errors = ErrorFate::Unknown;
  Names LostTokens; ///< Completion tokens that drop the error.
};

struct DetachEntry : Entry {
  Names Calls;
  ErrorFate Errors = ErrorFate::Lost;
  Selector Handler;
};

struct GroupEntry : Entry {
  Names Types;
};

enum class GatherFailure { Unknown, FailFast, Settling };

struct GatherEntry : Entry {
  Names Calls;
  Selector Children, Limit;
  bool Range = false;
  GatherFailure Failure = GatherFailure::Unknown;
  std::string Succeed, Settle, Bounded; ///< Sibling forms.
};

/// What becomes of work whose time is up: it is told to stop, it goes on unseen, or it is waited for all the same.
enum class ExpiryEffect { Unknown, Cancels, Abandons, Waits };

struct RaceEntry : Entry {
  Names Calls;
  Names Conditions; ///< It is a race only when it is awaited with an argument of one of these classes.
  Selector Children;
  ExpiryEffect Expiry = ExpiryEffect::Unknown; ///< What becomes of those that lose.
  Names Signal; ///< Enumerations of which a template argument other than zero tells them to stop.
};

struct TimeoutEntry : Entry {
  Names Calls, Operators, Tokens, Members, Disable;
  Selector Work, Duration;
  ExpiryEffect Expiry = ExpiryEffect::Unknown;
};

struct SleepEntry : Entry {
  Names Calls;
  Names Cancel; ///< Members of the timer that end the wait early.
  Selector Duration;
};

struct YieldEntry : Entry {
  Names Calls;
};

struct OffloadEntry : Entry {
  Names Calls;
  Selector Work, Executor;
  bool Stoppable = false;
};

enum class ThreadKind { Pool, Loop, Inline };

struct ExecutorEntry : Entry {
  Names Types, Calls; ///< Calls: functions that return such an executor behind a type that does not say so.
  ThreadKind Runs = ThreadKind::Loop;
};

enum class HopTarget { Pool, Loop, Origin, Argument, Token };

struct HopEntry : Entry {
  Names Calls, Types;
  HopTarget To = HopTarget::Pool;
  Selector Argument;
};

struct WaitEntry : Entry {
  Names Calls, Ready;
  bool Deadlock = true;
  Selector Zero;
};

/// One reason why a blocking call does not block after all.
struct HarmlessCondition {
  Selector Argument;
  std::string Flag, Type, After, Made;
  bool Null = false, Zero = false, Missing = false;
};

struct BlockingEntry : Entry {
  Names Calls, Constructs, Destroys, Results;
  std::string Returns, Takes; ///< Members by signature: the class that is returned and that of the first argument.
  Names StreamTypes;          ///< Only streams of these classes count.
  Names StreamObjects;        ///< Only these objects count.
  std::string Category;
  std::string Twin, Token, Advice;
  std::string Duration; ///< The duration of a sleep as a std::chrono expression.
  Selector Stream, Zero;
  bool Opens = false;
  Names Ready;
  Names Retry; ///< Constants that code compares with when the handle does not block.
  std::vector<HarmlessCondition> Unless;
};

enum class NoDeadline { Unstated, Zero, Max, Negative };

struct IoEntry : Entry {
  Names Calls;
  std::string Class = "io";
  Selector Object, Deadline;
  NoDeadline None = NoDeadline::Unstated;
  bool DefaultDeadline = false, Idle = false;
};

struct QueueEntry : Entry {
  Names Types, Send, Receive;
  Names Makes; ///< Calls that make one, without a constructor that is written.
  Selector Capacity;
  bool BoundedByDefault = false;
};

struct ShieldEntry : Entry {
  Names Calls;
  Selector Work;
  Selector Token; ///< A shield only when this argument is an object made from nothing.
  Names Filter;   ///< Shields what its coroutine awaits from there on, when it is given one of these types.
};

/// Operations that report their cancellation by a type of their own.
struct CancelledOperation : Entry {
  Names Calls, Types, Exceptions; ///< Types: of the awaited object.
};

struct CancellationEntry : Entry {
  Names Exceptions, Base, Codes;
  Names Asks; ///< Calls and objects that tell whether the work was cancelled.
  std::vector<CancelledOperation> Raised;
  bool Sticky = false;

  /// False for libraries that stop work without telling it.
  bool isRaised() const { return !Exceptions.empty() || !Codes.empty() || !Raised.empty(); }
};

enum class CallableFate { Now, Later, Fiber };

struct CallbackEntry : Entry {
  Names Calls;
  Selector Argument;
  CallableFate Runs = CallableFate::Later;
};

/// A member that hands the error of its object to a callable, so that what it returns no longer carries it.
struct ErrorHandlerEntry : Entry {
  Names Calls;
  Selector Handler;
};

/// How the library spells a remedy.
struct FixEntry : Entry {
  std::string Text, Include, Advice;
  std::string Item;      ///< How the value of one result is taken, for gathers that hand out something else.
  std::string Separator; ///< What stands between several children; a comma when empty.
  std::string Before;    ///< A statement that the text needs before it.
};

/// One library. See docs/libraries.md for the meaning of each section.
struct LibraryModel {
  std::string File; ///< As shown in messages; a bare name for a shipped model.
  std::string Library;
  bool Shipped = false; ///< Comes with async-tidy, so that its authors know all of the library.
  Names Roots, Detect;
  bool CLinkage = false; ///< Its functions are those of C.

  Names Values, Holders, Ignores, Releases, Makes, Concurrent, Ordered, StopTokens;
  Names MachineSizes; ///< Functions and variables that count threads, cores or shards.
  Names Limiters;     ///< Functions whose result is no greater, or no longer, than an argument says.
  Names DroppableTypes, DroppableCalls;
  std::vector<AwaitableEntry> Awaitables;
  std::vector<GeneratorEntry> Generators;
  std::vector<LockEntry> Locks;
  std::vector<SemaphoreEntry> Semaphores;
  std::vector<SpawnEntry> Spawns;
  std::vector<DetachEntry> Detaches;
  std::vector<GroupEntry> Groups;
  std::vector<GatherEntry> Gathers;
  std::vector<RaceEntry> Races;
  std::vector<TimeoutEntry> Timeouts;
  std::vector<SleepEntry> Sleeps;
  std::vector<YieldEntry> Yields;
  std::vector<OffloadEntry> Offloads;
  std::vector<ExecutorEntry> Executors;
  std::vector<HopEntry> Hops;
  std::vector<WaitEntry> Waits;
  std::vector<BlockingEntry> Blocking;
  std::vector<IoEntry> Io;
  std::vector<QueueEntry> Queues;
  std::vector<ShieldEntry> Shields;
  std::vector<CallbackEntry> Callbacks;
  std::vector<ErrorHandlerEntry> Handlers;
  CancellationEntry Cancellation;
  std::map<std::string, FixEntry, std::less<>> Fixes;

  const FixEntry *fix(llvm::StringRef Remedy) const {
    auto It = Fixes.find(std::string_view(Remedy));
    return It == Fixes.end() ? nullptr : &It->second;
  }
};

/// A mistake in a model file. Lines and columns count from 1; 0 stands for the whole file.
struct ModelError {
  std::string File;
  unsigned Line = 0, Column = 0;
  std::string Message;
};

/// Reads one model. Entries with a mistake are left out and reported in \p Errors; null when nothing can be used.
std::shared_ptr<LibraryModel> readModel(llvm::StringRef File, llvm::StringRef Text, std::vector<ModelError> &Errors);

/// The categories of blocking calls, in the order of the documentation, and whether each is on by default.
struct BlockingCategory {
  llvm::StringRef Name;
  bool OnByDefault;
};
llvm::ArrayRef<BlockingCategory> blockingCategories();

/// A model that is compiled in: its text, and enough to decide whether a translation unit needs it.
struct EmbeddedModel {
  llvm::StringRef File;
  llvm::ArrayRef<llvm::StringRef> Roots, Detect;
  llvm::StringRef Text;
};
llvm::ArrayRef<EmbeddedModel> embeddedModels();

/// Line and column of the value of \p Option in a clang-tidy configuration, when it is there and contains \p Value.
std::optional<std::pair<unsigned, unsigned>> findOption(llvm::StringRef Text, llvm::StringRef Option,
                                                        llvm::StringRef Value);

} // namespace async_tidy

#endif // ASYNC_TIDY_LIBRARIES_LIBRARYMODEL_H
