//===--- Roles.cpp --------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Roles.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;

namespace async_tidy {

const Entry Roles::Nameless;

/// Where the last component of `a::b::operator co_await` begins.
static StringRef lastComponent(StringRef Name) {
  size_t Colons = Name.rfind("::operator"); // Conversions may have colons in what follows.
  if (Colons == StringRef::npos)
    Colons = Name.starts_with("operator ") ? StringRef::npos : Name.rfind("::");
  return Colons == StringRef::npos ? Name : Name.substr(Colons + 2);
}

SmallVector<std::string, 2> Roles::expand(const LibraryModel &Model, StringRef Name) {
  SmallVector<std::string, 2> Expanded;
  if (Name.consume_front("::")) {
    Expanded.push_back(Name.str());
    return Expanded;
  }
  for (const std::string &Root : Model.Roots)
    Expanded.push_back(Root.empty() ? Name.str() : Root + "::" + Name.str());
  return Expanded;
}

Roles::Roles(std::vector<std::shared_ptr<const LibraryModel>> Loaded) : Models(std::move(Loaded)) {
  for (const auto &Model : Models)
    addModel(*Model);
}

void Roles::add(Index &Into, Role R, const Names &List, const Entry &E, const LibraryModel &Model) {
  for (const std::string &Name : List) {
    StringRef Relative = Name;
    if (Relative.consume_front("::")) {
      Into[lastComponent(Relative)].push_back({R, Relative.str(), &E, &Model, StringRef()});
      continue;
    }
    for (const std::string &Root : Model.Roots)
      Into[lastComponent(Relative)].push_back(
          {R, Root.empty() ? Relative.str() : Root + "::" + Relative.str(), &E, &Model, Root});
  }
}

void Roles::addModel(const LibraryModel &M) {
  add(Types, Role::Value, M.Values, Nameless, M);
  add(Types, Role::Holder, M.Holders, Nameless, M);
  add(Types, Role::Concurrent, M.Concurrent, Nameless, M);
  add(Types, Role::Ordered, M.Ordered, Nameless, M);
  add(Types, Role::StopToken, M.StopTokens, Nameless, M);
  add(Objects, Role::Ignore, M.Ignores, Nameless, M);
  add(Objects, Role::MachineSize, M.MachineSizes, Nameless, M);
  add(Calls, Role::MachineSize, M.MachineSizes, Nameless, M);
  add(Objects, Role::Limiter, M.Limiters, Nameless, M);
  add(Calls, Role::Limiter, M.Limiters, Nameless, M);
  add(Calls, Role::Release, M.Releases, Nameless, M);
  add(Calls, Role::Make, M.Makes, Nameless, M);
  add(Types, Role::DroppableType, M.DroppableTypes, Nameless, M);
  add(Calls, Role::DroppableCall, M.DroppableCalls, Nameless, M);
  for (const AwaitableEntry &E : M.Awaitables)
    add(Types, Role::Awaitable, E.Types, E, M);
  for (const GeneratorEntry &E : M.Generators) {
    add(Types, Role::Generator, E.Types, E, M);
    for (const std::string &Type : E.Types)
      for (const std::string &Next : E.Next)
        add(Calls, Role::GeneratorNext, {Type + "::" + Next}, E, M);
  }
  for (const LockEntry &E : M.Locks) {
    add(Calls, Role::LockCall, E.Calls, E, M);
    add(Types, Role::LockType, E.Types, E, M);
    add(Types, Role::Guard, E.Guards, E, M);
  }
  for (const SemaphoreEntry &E : M.Semaphores)
    add(Calls, Role::Semaphore, E.Calls, E, M);
  for (const SpawnEntry &E : M.Spawns)
    add(Calls, Role::Spawn, E.Calls, E, M);
  for (const DetachEntry &E : M.Detaches)
    add(Calls, Role::Detach, E.Calls, E, M);
  for (const GroupEntry &E : M.Groups)
    add(Types, Role::Group, E.Types, E, M);
  for (const GatherEntry &E : M.Gathers)
    add(Calls, Role::Gather, E.Calls, E, M);
  for (const RaceEntry &E : M.Races)
    add(Calls, Role::Race, E.Calls, E, M);
  for (const TimeoutEntry &E : M.Timeouts) {
    add(Calls, Role::Timeout, E.Calls, E, M);
    add(Calls, Role::Timeout, E.Operators, E, M);
    add(Calls, Role::Timeout, E.Tokens, E, M);
    add(Calls, Role::TimeoutMember, E.Members, E, M);
    add(Calls, Role::TimeoutDisable, E.Disable, E, M);
  }
  for (const SleepEntry &E : M.Sleeps) {
    add(Calls, Role::Sleep, E.Calls, E, M);
    add(Calls, Role::SleepCancel, E.Cancel, E, M);
  }
  for (const YieldEntry &E : M.Yields)
    add(Calls, Role::Yield, E.Calls, E, M);
  for (const OffloadEntry &E : M.Offloads)
    add(Calls, Role::Offload, E.Calls, E, M);
  for (const ExecutorEntry &E : M.Executors) {
    add(Types, Role::Executor, E.Types, E, M);
    add(Calls, Role::ExecutorCall, E.Calls, E, M);
  }
  for (const HopEntry &E : M.Hops) {
    add(Calls, Role::Hop, E.Calls, E, M);
    add(Types, Role::HopType, E.Types, E, M);
  }
  for (const WaitEntry &E : M.Waits)
    add(Calls, Role::Wait, E.Calls, E, M);
  for (const BlockingEntry &E : M.Blocking) {
    add(Calls, Role::BlockingCall, E.Calls, E, M);
    add(Calls, Role::BlockingResult, E.Results, E, M);
    add(Types, Role::BlockingConstruct, E.Constructs, E, M);
    add(Types, Role::BlockingDestroy, E.Destroys, E, M);
    if (!E.Returns.empty())
      Signatures.push_back({&E, &M, M.Roots.front()});
  }
  for (const IoEntry &E : M.Io)
    add(Calls, Role::Io, E.Calls, E, M);
  for (const QueueEntry &E : M.Queues) {
    add(Types, Role::Queue, E.Types, E, M);
    add(Calls, Role::QueueMake, E.Makes, E, M);
  }
  for (const ShieldEntry &E : M.Shields)
    add(Calls, Role::Shield, E.Calls, E, M);
  for (const CallbackEntry &E : M.Callbacks)
    add(Calls, Role::Callback, E.Calls, E, M);
  for (const ErrorHandlerEntry &E : M.Handlers)
    add(Calls, Role::ErrorHandler, E.Calls, E, M);
  add(Calls, Role::CancellationAsk, M.Cancellation.Asks, Nameless, M);
  add(Objects, Role::CancellationAsk, M.Cancellation.Asks, Nameless, M);
  for (const CancelledOperation &E : M.Cancellation.Raised) {
    add(Calls, Role::CancellationRaise, E.Calls, E, M);
    add(Types, Role::CancellationRaise, E.Types, E, M);
  }
}

bool anyBaseOrSelf(const CXXRecordDecl *Record, llvm::function_ref<bool(const CXXRecordDecl *)> Visit) {
  if (!Record)
    return false;
  if (Visit(Record))
    return true;
  const CXXRecordDecl *Definition = Record->getDefinition();
  if (!Definition)
    return false;
  for (const CXXBaseSpecifier &Base : Definition->bases())
    if (anyBaseOrSelf(Base.getType()->getAsCXXRecordDecl(), Visit))
      return true;
  return false;
}

static bool derivesFrom(const CXXRecordDecl *Record, const CXXRecordDecl *Base) {
  return anyBaseOrSelf(Record,
                       [&](const CXXRecordDecl *R) { return R->getCanonicalDecl() == Base->getCanonicalDecl(); });
}

/// The name of the class in `a::Class::member`.
static StringRef parentName(StringRef Name) {
  return Name.drop_back(lastComponent(Name).size()).drop_back(Name.size() == lastComponent(Name).size() ? 0 : 2);
}

static bool matchesFunction(StringRef Name, const FunctionDecl &Callee, const CXXRecordDecl *Object) {
  if (qualifiedName(Callee) == Name)
    return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
  if (!Method)
    return false;
  for (const CXXMethodDecl *Overridden : Method->overridden_methods())
    if (matchesFunction(Name, *Overridden, nullptr))
      return true;
  StringRef Class = parentName(Name);
  if (Class.empty() || !Object)
    return false;
  // The member is inherited from a detail class: the class that the model names stands between it and the object.
  return anyBaseOrSelf(Object, [&](const CXXRecordDecl *R) {
    return qualifiedName(*R) == Class && derivesFrom(R, Method->getParent());
  });
}

const Roles::Record *Roles::findCall(Role R, const FunctionDecl *Callee, const CXXRecordDecl *Object) const {
  return forEachCall(R, Callee, Object, [](const Record &) { return true; });
}

const Roles::Record *Roles::forEachCall(Role R, const FunctionDecl *Callee, const CXXRecordDecl *Object,
                                        llvm::function_ref<bool(const Record &)> Visit) const {
  if (!Callee)
    return nullptr;
  auto It = Calls.find(unqualifiedName(*Callee));
  if (It == Calls.end())
    return nullptr;
  for (const Record &Candidate : It->second)
    if (Candidate.R == R && matchesFunction(Candidate.Name, *Callee, Object) &&
        (!Candidate.Library->CLinkage || isa<CXXMethodDecl>(Callee) || Callee->isExternC()) && Visit(Candidate))
      return &Candidate;
  return nullptr;
}

const Roles::Record *Roles::findType(Role R, const CXXRecordDecl *Class) const {
  const Record *Result = nullptr;
  anyBaseOrSelf(Class, [&](const CXXRecordDecl *Base) {
    auto It = Types.find(Base->getName());
    if (It == Types.end())
      return false;
    for (const Record &Candidate : It->second)
      if (Candidate.R == R && qualifiedName(*Base) == Candidate.Name) {
        Result = &Candidate;
        return true;
      }
    return false;
  });
  return Result;
}

bool Roles::object(Role R, const NamedDecl *D) const {
  if (!D)
    return false;
  auto It = Objects.find(unqualifiedName(*D));
  return It != Objects.end() && llvm::any_of(It->second, [&](const Record &Candidate) {
           return Candidate.R == R && qualifiedName(*D) == Candidate.Name;
         });
}

bool Roles::namesRecord(const LibraryModel &Model, StringRef Name, const CXXRecordDecl *Class) const {
  SmallVector<std::string, 2> Expanded = expand(Model, Name);
  return anyBaseOrSelf(Class, [&](const CXXRecordDecl *R) { return llvm::is_contained(Expanded, qualifiedName(*R)); });
}

Found<BlockingEntry> Roles::bySignature(const CallSite &Call) const {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Call.Callee);
  if (Signatures.empty() || !Method || Method->getNumParams() == 0)
    return {};
  const CXXRecordDecl *Returned = Method->getReturnType()->getAsCXXRecordDecl();
  const CXXRecordDecl *Taken = recordOf(Method->getParamDecl(0)->getType());
  if (Returned && Taken)
    for (const Found<BlockingEntry> &Entry : Signatures)
      if (names(Entry, Entry->Returns, Returned) && names(Entry, Entry->Takes, Taken))
        return Entry;
  return {};
}

bool Roles::namesAny(const LibraryModel &Model, const Names &List, const NamedDecl &Object) const {
  return llvm::any_of(List, [&](const std::string &Name) {
    return unqualifiedName(Object) == lastComponent(Name) &&
           llvm::is_contained(expand(Model, Name), qualifiedName(Object));
  });
}

bool Roles::namesFunction(const LibraryModel &Model, StringRef Name, const CallSite &Call) const {
  if (!Call.Callee || unqualifiedName(*Call.Callee) != lastComponent(Name))
    return false;
  // A bare member name belongs to whatever class the entry spoke of.
  if (!Name.contains("::") && isa<CXXMethodDecl>(Call.Callee))
    return true;
  return llvm::any_of(expand(Model, Name), [&](const std::string &Absolute) {
    return matchesFunction(Absolute, *Call.Callee, Call.objectRecord());
  });
}

Found<LibraryModel> Roles::libraryOf(const Decl *D) const {
  const auto *Named = dyn_cast_or_null<NamedDecl>(D);
  if (!Named)
    return {};
  std::string Name = qualifiedName(*Named);
  Found<LibraryModel> Best;
  for (const auto &Model : Models)
    for (const std::string &Root : Model->Roots)
      if (!Root.empty() && StringRef(Name).starts_with(Root + "::") && Root.size() > Best.Root.size())
        Best = {Model.get(), Model.get(), Root};
  return Best;
}

} // namespace async_tidy
