//===--- Effects.h - What a stretch of code reads and writes ----*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Which objects a stretch of a function (the body of a loop, two statements, a whole callee) reads, changes or lends
/// to somebody who may change them. An object is named by the variable or member at its root and by the first member on
/// the way; what local references, pointers, iterators and elements stand for is looked through.
///
/// Changes are assignments, increments, calls of members that are not `const`, and arguments that are bound to a
/// reference or pointer to something not `const`. A member with a `const` twin (`begin`, `at`, `operator[]`) only hands
/// out a part, and what happens to the part counts. A callee with a body in this unit is asked what it really does; one
/// without counts as its signature says. Elements that an iteration picks by its own loop variable are its own.
///
/// Deliberate limits: two different roots never name the same object; what a callee without a body does to globals is
/// not known and not assumed.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_EFFECTS_H
#define ASYNC_TIDY_ANALYSIS_EFFECTS_H

#include "analysis/UnitAnalysis.h"
#include "llvm/ADT/SmallBitVector.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace async_tidy {

/// An object, as seen from a stretch of code.
struct Place {
  enum class Kind {
    Inner,  ///< Made in the stretch itself.
    Outer,  ///< Lives longer: \c Root says which; a null root is `*this`.
    Fresh,  ///< A temporary or the result of a call that takes part in nothing else.
    Opaque, ///< Reached through a call that may hand out the same object each time.
  };
  Kind What = Kind::Fresh;
  const clang::ValueDecl *Root = nullptr;
  const clang::FieldDecl *Member = nullptr; ///< The first member below the root; null for all of it.
  bool Element = false;                     ///< A part that each iteration picks anew.

  bool overlaps(const Place &Other) const {
    return What == Other.What && Root == Other.Root && (!Member || !Other.Member || Member == Other.Member);
  }
  std::string name() const;
};

/// A change of an object, or the loan of one to a callee that may change it.
struct Write {
  Place Object;
  const clang::Expr *At = nullptr;
  const clang::Expr *Value = nullptr; ///< What is assigned or added; null when there is no single expression.
  const clang::Expr *Call = nullptr;  ///< The call that changes it; null for built-in operators.
  clang::QualType Type;               ///< Of the object.
  bool Assigns = false;               ///< `=`, `+=`, `++` and their like, built in or overloaded.
  bool OfObject = false;              ///< The object that a member is called on.
  bool Through = false;               ///< What a pointer or iterator refers to, and not the pointer.
};

/// What a callee does beyond its result.
struct CalleeEffects {
  bool Known = false;                                       ///< It has a body here.
  bool ChangesObject = false;                               ///< `*this` as a whole.
  llvm::SmallPtrSet<const clang::FieldDecl *, 4> Members;   ///< Members of `*this` that it changes.
  llvm::SmallBitVector Parameters;                          ///< Those that it changes.
  llvm::SmallPtrSet<const clang::ValueDecl *, 4> Variables; ///< Globals and captured variables that it changes.
  llvm::SmallPtrSet<const clang::ValueDecl *, 4> Reads;     ///< Members of `*this` and globals that it mentions.
  bool Suspends = false;                                    ///< There is something in it to wait for.
  bool OwnConnection = false;                               ///< It makes the ordered object that it works on.
  bool Orders = false;       ///< It takes a lock or works on an ordered object that every call of it shares.
  bool OrdersObject = false; ///< The same of a part of `*this`: calls on different objects do not wait for each other.
};

class EffectSummaries;

/// A connected part of one function, with the names that live longer than it and those that do not.
class Stretch {
public:
  /// \p Parts are the statements that make it up; \p Loop is the loop whose iteration it is, or null.
  Stretch(EffectSummaries &Effects, const FunctionBody &Body, llvm::ArrayRef<const clang::Stmt *> Parts,
          const clang::Stmt *Loop = nullptr);

  const FunctionBody &body() const { return Body; }
  bool contains(const clang::Stmt *S) const;
  bool isInner(const clang::ValueDecl *D) const;
  /// True when the variable moves on in every iteration: it is assigned, and each value comes from no await.
  bool isInduction(const clang::ValueDecl *D) const { return Inductions.contains(D); }
  /// True when \p E mentions something that differs from iteration to iteration.
  bool varies(const clang::Expr *E) const;

  Place place(const clang::Expr *E, unsigned Depth = 0) const;
  llvm::ArrayRef<Write> writes() const { return Writes; }

  /// Nodes of this function below \p S, in the sense of FunctionBody: nothing unevaluated, no bodies of lambdas.
  void visit(const clang::Stmt *S, llvm::function_ref<void(const clang::Stmt *)> Callback) const;

  /// The same for every node of the stretch.
  void visitAll(llvm::function_ref<void(const clang::Stmt *)> Callback) const {
    for (const clang::Stmt *Part : Parts)
      visit(Part, Callback);
  }

  using Nodes = llvm::SmallPtrSet<const clang::Stmt *, 32>;
  /// The part of the stretch that decides the value and the reaching of \p S: \p S itself, the conditions around it,
  /// and whatever assigns the inner variables that these read.
  Nodes decides(const clang::Stmt *S) const;
  /// The conditions inside the stretch on which it depends whether \p S is reached.
  llvm::SmallVector<const clang::Expr *, 4> conditions(const clang::Stmt *S) const;
  /// True when a suspension is among \p Of.
  static bool awaits(const Nodes &Of);

private:
  void collect();
  void collectCall(const CallSite &Call);
  void collectLambda(const clang::LambdaExpr *Lambda);
  void findInductions();
  void findReplaced();
  void add(const clang::Expr *Object, Write Change);
  void addVariable(const clang::ValueDecl *Root, const clang::Expr *At);
  bool changesArgument(const CallSite &Call, unsigned Index) const;
  Place aliased(const clang::VarDecl *Var, unsigned Depth) const;
  bool isOwnKey(const clang::Expr *Key) const;

  EffectSummaries &Effects;
  const FunctionBody &Body;
  llvm::SmallVector<const clang::Stmt *, 3> Parts;
  const clang::Stmt *Loop;
  llvm::SmallPtrSet<const clang::ValueDecl *, 16> Inner;
  llvm::SmallPtrSet<const clang::ValueDecl *, 8> Inductions;
  llvm::SmallVector<const clang::Stmt *, 2> Continues;
  std::vector<Write> Writes;
};

/// Summaries of callees, remembered for the unit.
class EffectSummaries {
public:
  /// \p ConcurrentTypes are names of classes beside those of the models.
  EffectSummaries(UnitAnalysis &Unit, std::vector<std::string> ConcurrentTypes)
      : Unit(Unit), ConcurrentTypes(std::move(ConcurrentTypes)) {}

  UnitAnalysis &unit() { return Unit; }

  const CalleeEffects &of(const clang::FunctionDecl *Function);
  /// True when several tasks may use an object of this type at once: executors, contexts, clients that a model or an
  /// option names.
  bool isConcurrent(clang::QualType T) const;
  /// True when operations on an object of this type have to follow each other.
  bool isOrdered(clang::QualType T) const;

private:
  UnitAnalysis &Unit;
  std::vector<std::string> ConcurrentTypes;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<CalleeEffects>> Known;
};

/// The class that a pointer, reference or smart pointer refers to and allows to change; null for anything else.
const clang::CXXRecordDecl *mutablePointee(clang::QualType T);

/// The loop that repeats \p S: not the one of whose range or first statement it is a part; null when there is none.
const clang::Stmt *repeatingLoop(const FunctionBody &Body, const clang::Stmt *S);

/// What of \p Loop runs once in each iteration.
llvm::SmallVector<const clang::Stmt *, 4> repeatedParts(const FunctionBody &Body, const clang::Stmt *Loop);

/// True for pointers, smart pointers and iterators.
bool refersElsewhere(clang::QualType T);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_EFFECTS_H
