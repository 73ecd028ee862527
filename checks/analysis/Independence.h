//===--- Independence.h - Do awaits need one another? -----------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Decides whether awaits that follow each other could as well be started together. It looks for a proof, and answers
/// with the reason when it finds none.
///
/// Two operations depend on each other when the second is computed from something that the first changed or yielded
/// (through locals, members, conditions around it), when what was awaited decides whether the second is reached at all,
/// or when both work on one object that only takes one operation at a time: an object of an ordered type, or one that
/// is lent to them to be changed. Executors, contexts and types that may be used concurrently order nothing.
///
/// Assumed, since no compiler can see it: functions without a body that share no argument do not talk to each other
/// behind the caller's back.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_INDEPENDENCE_H
#define ASYNC_TIDY_ANALYSIS_INDEPENDENCE_H

#include "analysis/Effects.h"
#include "analysis/IoReach.h"

namespace async_tidy {

enum class Answer {
  Independent,
  Dependent, ///< There is a reason why they follow each other.
  Unknown,   ///< Neither that nor the opposite can be shown.
  NotAsked,  ///< There is nothing to start together.
};

struct IndependenceResult {
  Answer Is = Answer::NotAsked;
  std::string Because;      ///< Why not; empty for Independent.
  clang::SourceLocation At; ///< What shows it.
  bool FailFast = false;    ///< The only reason is that the first error ends the loop and is handed on.

  // Of loops.
  llvm::SmallVector<const clang::Expr *, 2> Awaits; ///< The operations of an iteration, in source order.
  llvm::SmallVector<Write, 4> Collected;            ///< What iterations leave in objects that outlive them.
  std::optional<uint64_t> TripCount;                ///< When it is a constant.
};

/// Awaits in one block that follow each other and do not need one another.
struct AwaitsInARow {
  llvm::SmallVector<const clang::Expr *, 3> Awaits;     ///< At least two, in source order.
  llvm::SmallVector<const clang::Stmt *, 3> Statements; ///< The statement of the block that each stands in.
  llvm::SmallVector<Condition, 3> OnIo;                 ///< When each is work on I/O; empty for those that are.
};

class Independence {
public:
  Independence(UnitAnalysis &Unit, std::vector<std::string> ConcurrentTypes)
      : Unit(Unit), Effects(Unit, std::move(ConcurrentTypes)), Io(Unit) {}

  /// Whether the iterations of \p Loop, whose innermost awaits are meant, need one another.
  IndependenceResult iterations(const FunctionBody &Body, const clang::Stmt *Loop);

  /// Operations that reach I/O, as far as this unit or the program knows, awaited one after another in the blocks of \p
  /// Body. What lies between two of them may prepare the second, but neither awaits anything nor leaves the block. Left
  /// alone are awaits that may be there to stop what follows (a command whose effect the next one may need, a result
  /// that is handed to a function which may throw), those before a commit, the same operation twice, two operations of
  /// one interface on one thing (`request(verb::del, id)`, then `request(verb::get, id)`), and those between which the
  /// code looks at something that they may change.
  std::vector<AwaitsInARow> inARow(const FunctionBody &Body);

  /// What an await waits for.
  struct Operation {
    enum class Kind {
      Work,    ///< Something that takes its time, started by the await.
      Trivial, ///< Nothing: an executor, a token.
      Cheap,   ///< A timer, a permit, a queue ...: waiting is the point.
      Running, ///< Work that was started before.
      Unknown,
    };
    Kind What = Kind::Unknown;
    std::string Because;
  };
  Operation classify(const Stretch &In, const clang::Expr *Await, unsigned Depth = 0);

private:
  using Result = IndependenceResult;
  bool controlled(const Stretch &In, const clang::Stmt *Loop, Result &Out);
  bool exits(const Stretch &In, const clang::Stmt *Loop, Result &Out);
  bool conflicts(const Stretch &In, const Stretch::Nodes &Needed, Result &Out);
  bool lends(const Stretch &In, const Stretch::Nodes &Needed, Result &Out);
  bool isFree(const Write &Change);
  bool repeats(const Stretch &In, const clang::Stmt *Loop, const clang::Expr *Await, Result &Out);
  void inARow(const Stretch &Whole, const clang::CompoundStmt *Block, std::vector<AwaitsInARow> &Out);
  std::optional<Condition> whenWorkOnIo(const FunctionBody &Body, const Stretch &Whole, const clang::Expr *Await);
  bool canStartWith(const FunctionBody &Body, const Stretch &In, const AwaitsInARow &Before, const clang::Expr *Later);
  bool mayStop(const FunctionBody &Body, const Stretch &In, const AwaitsInARow &Before, const clang::Expr *Later);
  bool looksBetween(const Stretch &In, const Stretch::Nodes &Needed, const clang::Expr *Later);
  bool meets(const Stretch &In, const Stretch::Nodes &Needed, const clang::Expr *Later);
  Operation ofCall(const Stretch &In, const CallSite &Call, unsigned Depth);
  bool isStartedTogether(const clang::FunctionDecl *Function, bool CountSpawns, unsigned Depth = 0);
  bool isGathered(const FunctionBody &Body, const clang::ValueDecl *Container, const clang::Stmt *Before);

  UnitAnalysis &Unit;
  EffectSummaries Effects;
  IoReach Io;
};

/// The callee's name in quotes, for messages.
std::string calleeName(const CallSite &Call);

/// What \p Await waits for, in quotes, for messages.
std::string awaitedName(const clang::Expr *Await);

/// The object that the mention \p S reads, when that lives longer than the stretch; none for other nodes.
std::optional<Place> outerRead(const Stretch &In, const clang::Stmt *S);

/// How often \p Loop runs when that is a constant.
std::optional<uint64_t> tripCount(const clang::Stmt *Loop, const clang::ASTContext &Context);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_INDEPENDENCE_H
