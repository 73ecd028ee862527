//===--- Roles.h - Library models matched against declarations --*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Answers what a call or a type means to the libraries that a translation unit uses. A call is looked up by the last
/// component of its name first, so that code without any role costs one hash look-up.
///
/// A member matches when its class, the class of an overridden member, or the class of the object (or a base of it) is
/// the one that the model names. It does not look through aliases of functions or through wrappers: inferring roles
/// from bodies is the business of the summaries.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_ANALYSIS_ROLES_H
#define ASYNC_TIDY_ANALYSIS_ROLES_H

#include "analysis/CallSite.h"
#include "libraries/LibraryModel.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

namespace async_tidy {

/// The sections of a model that are looked up by the name of a call or of a type.
enum class Role {
  // Calls.
  DroppableCall,
  LockCall,
  Semaphore,
  Spawn,
  Detach,
  Gather,
  Race,
  Timeout,
  TimeoutMember,
  TimeoutDisable,
  Sleep,
  SleepCancel,
  Yield,
  Offload,
  Hop,
  Wait,
  BlockingCall,
  BlockingResult,
  Io,
  Shield,
  Callback,
  ErrorHandler,
  Release,
  Make,
  GeneratorNext,
  ExecutorCall,
  QueueMake,
  CancellationAsk,
  CancellationRaise,
  MachineSize,
  Limiter,
  // Types.
  Value,
  Holder,
  DroppableType,
  Awaitable,
  Generator,
  LockType,
  Guard,
  Group,
  Executor,
  HopType,
  BlockingConstruct,
  BlockingDestroy,
  Queue,
  Concurrent,
  Ordered,
  StopToken,
  // Objects.
  Ignore,
};

/// An entry that was found, and the library and root under which its name was found.
template <typename T> struct Found {
  const T *Entry = nullptr;
  const LibraryModel *Library = nullptr;
  llvm::StringRef Root;

  explicit operator bool() const { return Entry; }
  const T *operator->() const { return Entry; }
};

class Roles {
public:
  explicit Roles(std::vector<std::shared_ptr<const LibraryModel>> Models);
  Roles(const Roles &) = delete;

  /// The entry that gives \p Call the role \p R.
  template <typename T = Entry> Found<T> call(Role R, const CallSite &Call) const {
    return cast<T>(findCall(R, Call.Callee, Call.objectRecord()));
  }
  /// All of them, in the order of the models: entries may differ in their conditions.
  template <typename T = Entry> llvm::SmallVector<Found<T>, 2> calls(Role R, const CallSite &Call) const {
    llvm::SmallVector<Found<T>, 2> All;
    forEachCall(R, Call.Callee, Call.objectRecord(), [&](const Record &Candidate) {
      All.push_back(cast<T>(&Candidate));
      return false;
    });
    return All;
  }
  /// The entry that describes the member which \p Call calls by its signature.
  Found<BlockingEntry> bySignature(const CallSite &Call) const;
  template <typename T = Entry> Found<T> function(Role R, const clang::FunctionDecl *Callee) const {
    return cast<T>(findCall(R, Callee, nullptr));
  }
  /// The entry that gives the class \p Record, or one of its bases, the role \p R.
  template <typename T = Entry> Found<T> type(Role R, const clang::CXXRecordDecl *Record) const {
    return cast<T>(findType(R, Record));
  }
  /// True when a variable or field is named under \p R.
  bool object(Role R, const clang::NamedDecl *D) const;

  /// True when \p Name, as written in the model behind \p In, means \p Record or one of its bases.
  template <typename T> bool names(const Found<T> &In, llvm::StringRef Name, const clang::CXXRecordDecl *Record) const {
    return namesRecord(*In.Library, Name, Record);
  }
  template <typename T> bool namesObject(const Found<T> &In, const Names &List, const clang::NamedDecl &Object) const {
    return namesAny(*In.Library, List, Object);
  }
  /// The models of the libraries that this unit mentions.
  llvm::ArrayRef<std::shared_ptr<const LibraryModel>> models() const { return Models; }

  /// True when \p Name, as written in the model behind \p In, means the function that \p Call calls.
  template <typename T> bool namesCall(const Found<T> &In, llvm::StringRef Name, const CallSite &Call) const {
    return namesFunction(*In.Library, Name, Call);
  }

  /// The library to whose namespace \p D belongs, and the root; a null library when there is none.
  Found<LibraryModel> libraryOf(const clang::Decl *D) const;

  /// The absolute names that \p Name stands for under \p Model.
  static llvm::SmallVector<std::string, 2> expand(const LibraryModel &Model, llvm::StringRef Name);

private:
  struct Record {
    Role R;
    std::string Name; ///< Absolute, without leading colons.
    const Entry *E;
    const LibraryModel *Library;
    llvm::StringRef Root;
  };
  using Index = llvm::StringMap<llvm::SmallVector<Record, 1>>;

  template <typename T> static Found<T> cast(const Record *R) {
    if (!R)
      return {};
    return {static_cast<const T *>(R->E), R->Library, R->Root};
  }

  void add(Index &Into, Role R, const Names &List, const Entry &E, const LibraryModel &Model);
  void addModel(const LibraryModel &Model);
  /// Visits until \p Visit returns true, and returns the entry for which it did.
  const Record *forEachCall(Role R, const clang::FunctionDecl *Callee, const clang::CXXRecordDecl *Object,
                            llvm::function_ref<bool(const Record &)> Visit) const;
  const Record *findCall(Role R, const clang::FunctionDecl *Callee, const clang::CXXRecordDecl *Object) const;
  const Record *findType(Role R, const clang::CXXRecordDecl *Record) const;
  bool namesRecord(const LibraryModel &Model, llvm::StringRef Name, const clang::CXXRecordDecl *Record) const;
  bool namesAny(const LibraryModel &Model, const Names &List, const clang::NamedDecl &Object) const;
  bool namesFunction(const LibraryModel &Model, llvm::StringRef Name, const CallSite &Call) const;

  std::vector<std::shared_ptr<const LibraryModel>> Models;
  Index Calls, Types, Objects;
  std::vector<Found<BlockingEntry>> Signatures;
  static const Entry Nameless;
};

/// Calls \p Visit with \p Record and each of its base classes (definitions only) until it returns true.
bool anyBaseOrSelf(const clang::CXXRecordDecl *Record, llvm::function_ref<bool(const clang::CXXRecordDecl *)> Visit);

} // namespace async_tidy

#endif // ASYNC_TIDY_ANALYSIS_ROLES_H
