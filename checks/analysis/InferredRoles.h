//===--- InferredRoles.h - What in-house wrappers mean ----------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Projects wrap their library: they call `run_blocking(f)`, `with_deadline(task)` or `go(task)` and never the library
/// itself. A function has the role of the call that it hands its own callable or awaitable to: offload, timeout, spawn,
/// gather or shield; a coroutine that only waits for a timer is a sleep; a class that spawns into a group that it owns
/// is a group. A function that returns the handle of a task that it starts is a spawn, whatever it starts.
///
/// The role is an entry of the same form as those of the library models. Its selectors speak of the wrapper's own
/// parameters; what the wrapper fills in itself, such as a constant duration, is found by argument(). Roles are read
/// from bodies of this unit, on demand and once for each function, through any number of wrappers. Models are asked
/// first: ask UnitAnalysis::meaning() for both.
///
/// A parameter counts when its type is awaitable, holds awaitables, or can be called; it is followed through locals,
/// lambdas and calls that hand on an object made from it. Not through members of classes, and not through
/// virtual calls or function pointers.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_INFERREDROLES_H
#define ASYNC_TIDY_ANALYSIS_INFERREDROLES_H

#include "analysis/FunctionBody.h"
#include "analysis/Roles.h"
#include <deque>
#include <map>
#include <tuple>

namespace async_tidy {

class ParameterFlow;
class UnitAnalysis;

/// An argument that an entry names, where it is written.
struct RoleArgument {
  const clang::Expr *E = nullptr;
  const FunctionBody *In = nullptr; ///< The wrapper whose body has it; null when the call itself does.

  explicit operator bool() const { return E; }
};

class InferredRoles {
public:
  explicit InferredRoles(UnitAnalysis &Unit);
  ~InferredRoles();

  /// The role that the body of \p Call's callee gives it; none when it has no body here. For Role::Spawn, Offload,
  /// Timeout, Gather, Sleep and Shield.
  Found<Entry> call(Role R, const CallSite &Call);
  Found<Entry> function(Role R, const clang::FunctionDecl *Function);

  /// The model's entry of the group that \p Record owns and spawns into.
  Found<GroupEntry> group(const clang::CXXRecordDecl *Record);

  /// What stands for \p Which when \p Call has the role \p R, by model or inferred: an argument of the call or, where a
  /// wrapper fills it in, an expression in the wrapper's body. Names no argument when nothing stands for it.
  template <typename T> RoleArgument argument(Role R, const CallSite &Call, Selector T::*Which) {
    return argument(R, Call, [Which](const Entry &E) { return static_cast<const T &>(E).*Which; }, 0);
  }

  /// How long a call with the role Sleep or Timeout waits: the argument, or what the wrapper sets its timer to.
  RoleArgument duration(Role R, const CallSite &Call);

private:
  struct Inference {
    Found<Entry> Result;
    const FunctionBody *In = nullptr; ///< The body that makes the call below: the wrapper's, or that of a lambda in it.
    CallSite Inner;                   ///< The call that gives the role.
    /// The duration that no selector can name: what a timer was set to.
    const clang::Expr *Duration = nullptr;
  };
  using Which = llvm::function_ref<Selector(const Entry &)>;

  const Inference *infer(Role R, const clang::FunctionDecl *Function);
  std::optional<Inference> compute(Role R, const FunctionBody &Body);
  std::optional<Inference> spawn(const FunctionBody &Body, const ParameterFlow &Flow);
  std::optional<Inference> offload(const FunctionBody &Body, const ParameterFlow &Flow);
  std::optional<Inference> timeout(const FunctionBody &Body, const ParameterFlow &Flow);
  std::optional<Inference> gather(const FunctionBody &Body, const ParameterFlow &Flow);
  std::optional<Inference> shield(const ParameterFlow &Flow);
  std::optional<Inference> sleep(const FunctionBody &Body);
  RoleArgument argument(Role R, const CallSite &Call, Which Select, unsigned Depth);
  /// The sleep that \p E waits for, and what it is set to.
  Found<Entry> sleepIn(const FunctionBody &Body, const clang::Expr *E, CallSite &Call, const clang::Expr *&Duration);
  /// A selector for the parameter of \p Body's function that \p E names; none when it names no parameter.
  Selector parameter(const FunctionBody &Body, const clang::Expr *E);
  template <typename T> T &make(const Entry &Like);

  UnitAnalysis &Unit;
  std::map<std::pair<const clang::FunctionDecl *, Role>, std::unique_ptr<Inference>> Known;
  std::map<std::pair<const clang::FunctionDecl *, Role>, unsigned> InProgress;
  llvm::DenseMap<const clang::CXXRecordDecl *, Found<GroupEntry>> Groups;
  std::tuple<std::deque<SpawnEntry>, std::deque<OffloadEntry>, std::deque<TimeoutEntry>, std::deque<GatherEntry>,
             std::deque<ShieldEntry>, std::deque<SleepEntry>>
      Made;
  unsigned Depth = 0;
  unsigned LowestOpen = ~0u; ///< The outermost unfinished function that a negative answer relied on.
};

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_INFERREDROLES_H
