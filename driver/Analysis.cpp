//===--- Analysis.cpp -----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "SharedHeaders.h"
#include "UnitRun.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <csignal>
#include <numeric>
#include <sys/resource.h>

using namespace llvm;

namespace async_tidy::driver {

static Expected<std::vector<Unit>> allUnits(const Options &O, std::string &BuildFolder) {
  if (O.Flags) {
    if (O.Paths.empty())
      return createStringError("flags behind -- need a file in front of it");
    return unitsFromFlags(*O.Flags, O.Paths);
  }
  BuildFolder = O.BuildFolder.empty() ? findBuildFolder(".") : absolutePath(O.BuildFolder);
  if (BuildFolder.empty())
    return createStringError("no compile_commands.json here or above; name its folder with -p (CMake writes it with "
                             "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON)");
  return readCompileCommands(BuildFolder);
}

Expected<Selection> selectUnits(const Options &O, Messages &Out) {
  std::string BuildFolder;
  Expected<std::vector<Unit>> Units = allUnits(O, BuildFolder);
  if (!Units)
    return Units.takeError();
  // All units say where the project is, whichever of them are asked for.
  Selection S{O.Root.empty() ? Project::of(*Units) : Project(absolutePath(O.Root)), {}, BuildFolder};
  std::vector<std::string> Unknown;
  S.Units = O.Flags ? std::move(*Units) : unitsBelow(std::move(*Units), O.Paths, Unknown);
  for (const std::string &Path : Unknown)
    Out.error(Path +
              (sys::fs::exists(Path) ? ": no unit of compile_commands.json is there" : ": no such file or folder"));
  S.PathsMissing = !Unknown.empty();
  if (S.Units.empty())
    return createStringError("nothing to analyse");
  if (O.Part)
    erase_if(S.Units, [&](const Unit &U) { return !O.Part->has(U.File, S.Of.root()); });
  return S;
}

namespace {

unsigned cpuMilliseconds() {
  rusage Usage;
  getrusage(RUSAGE_SELF, &Usage);
  auto Milliseconds = [](const timeval &T) { return T.tv_sec * 1000 + T.tv_usec / 1000; };
  return Milliseconds(Usage.ru_utime) + Milliseconds(Usage.ru_stime);
}

/// The fault that a test asks for, in a unit that \p Shares headers or is parsed alone.
void injectFault(StringRef Fault, const Unit &U, bool Shares) {
  auto [Kind, Name] = Fault.split('@');
  if (Name.empty() || sys::path::filename(U.File) != Name)
    return;
  if (Kind == "crash" || Kind == (Shares ? "crash-shared" : "crash-alone"))
    raise(SIGSEGV);
  while (Kind == "hang")
    pause();
  if (Kind == "memory")
    for (std::vector<std::unique_ptr<std::string>> Hoard;;)
      Hoard.push_back(std::make_unique<std::string>(1 << 24, 'x'));
}

/// What a unit is expected to take, in milliseconds.
unsigned expectedCost(const Unit &U, unsigned Known) {
  uint64_t Size = 0;
  if (Known || sys::fs::file_size(U.File, Size))
    return Known;
  return 1000 + Size / 1000;
}

UnitRecord failed(const Unit &U, const Project &P, UnitStatus Status, std::string Problem) {
  UnitRecord Record;
  Record.Root = P.root();
  Record.File = U.File;
  Record.Command = U.command();
  Record.Status = Status;
  Record.Problem = std::move(Problem);
  return Record;
}

/// Gets the records of units, and is where their tasks come together.
class Analyser {
public:
  Analyser(ArrayRef<Unit> Units, const Project &P, Configuration &Config, const Options &O, UnitCache &Cache,
           Messages &Out, const OtherContents *Other)
      : Units(Units), P(P), Config(Config), O(O), Cache(Cache), Out(Out), KeepsNothing(Other != nullptr),
        Settings{vfs::getRealFileSystem(), !O.ParseBodies}, Keys(Units.size()) {
    if (Other)
      Settings.Files = withContents(*Other, std::move(Settings.Files));
    Result.Records.resize(Units.size());
  }

  AnalysisResult run() {
    std::vector<size_t> Left = takeKept();
    if (O.ShareHeaders && Left.size() > 1)
      Plan = planSharedHeaders(Units, Left, P, Config, *Settings.Files);
    else
      Plan.Alone = Left;
    for (size_t Index : Plan.Alone)
      addUnit(Index, std::nullopt);
    for (const SharedHeaders &Tree : Plan.Trees)
      addTree(Tree, std::nullopt);
    Out.beginProgress(Left.size());
    runInWorkers(std::move(Tasks), O.Limits, [&](ArrayRef<StringRef> Running) { Out.progress(Done, Running); });
    Out.endProgress();
    if (!Left.empty())
      Cache.prune();
    return std::move(Result);
  }

private:
  /// Takes what the cache has; returns the other units, those that take long first.
  std::vector<size_t> takeKept() {
    // What was read in another way is not what is asked for.
    std::string How = std::string(O.ParseBodies ? " with bodies" : "") + (O.ShareHeaders ? "" : " without sharing");
    std::vector<unsigned> Costs(Units.size());
    std::vector<size_t> Left;
    for (auto [Index, U] : enumerate(Units)) {
      Keys[Index] = UnitCache::keyOf(U, Config.digestFor(U.File), P.root() + How);
      unsigned Known = 0;
      if (std::optional<UnitRecord> Kept = KeepsNothing ? std::nullopt : Cache.find(Keys[Index], &Known)) {
        Result.Records[Index] = std::move(*Kept);
        ++Result.FromCache;
      } else if (!Settings.Files->exists(U.File)) {
        Result.Records[Index] = failed(U, P, UnitStatus::Unparsed, "no such file");
      } else {
        Costs[Index] = expectedCost(U, Known);
        Left.push_back(Index);
      }
    }
    stable_sort(Left, [&](size_t A, size_t B) { return Costs[A] > Costs[B]; });
    return Left;
  }

  /// \p Common is the task that parses what the unit shares.
  void addUnit(size_t Index, std::optional<size_t> Common) {
    const Unit &U = Units[Index];
    auto Run = [this, &U] {
      injectFault(O.Fault, U, /*Shares=*/false);
      return finished(runUnit(U, P, Config, Settings), U);
    };
    auto Receive = [this, Index](const std::string &Serialized, const std::string &Problem) {
      receive(Index, Serialized, Problem);
    };
    Tasks.push_back({U.File, std::move(Run), std::move(Receive), Common});
    Continuations.push_back([this, &U, Index] {
      injectFault(O.Fault, U, /*Shares=*/true);
      return Continuation{&U, Plan.Mains[Index], {}};
    });
  }

  void addTree(const SharedHeaders &Tree, std::optional<size_t> Common) {
    auto Run = [this, &Tree] {
      const Unit *Begun = nullptr;
      auto Next = [&] {
        Continuation Now = Continuations[continueAsTask()]();
        Begun = Now.Of;
        return Now;
      };
      UnitRecord Record = runFromSharedHeaders(Tree.Names, Units[Tree.anyUnit()], P, Config, Settings, Next);
      return finished(std::move(Record), *Begun);
    };
    size_t Place = Tasks.size();
    Tasks.push_back({"<" + Tree.Names.front() + "> and other headers", std::move(Run), nullptr, Common});
    Continuations.push_back([&Tree] { return Continuation{nullptr, {}, Tree.Names}; });
    for (size_t Index : Tree.Units)
      addUnit(Index, Place);
    for (const SharedHeaders &Further : Tree.Further)
      addTree(Further, Place);
  }

  /// What a worker sends.
  std::string finished(UnitRecord Record, const Unit &U) {
    Record.Policy = Config.policyFor(U.File);
    Record.Milliseconds = cpuMilliseconds();
    return Record.serialize();
  }

  void receive(size_t Index, const std::string &Serialized, const std::string &Problem) {
    ++Done;
    Expected<UnitRecord> Record =
        Problem.empty() ? UnitRecord::parse(Serialized) : Expected<UnitRecord>(createStringError(Problem));
    if (!Record) {
      Result.Records[Index] = failed(Units[Index], P, UnitStatus::Failed, toString(Record.takeError()));
      return;
    }
    if (!KeepsNothing)
      Cache.store(Keys[Index], Serialized);
    Result.Records[Index] = std::move(*Record);
  }

  ArrayRef<Unit> Units;
  const Project &P;
  Configuration &Config;
  const Options &O;
  UnitCache &Cache;
  Messages &Out;
  bool KeepsNothing;
  UnitRunSettings Settings;
  std::vector<std::string> Keys; ///< By unit, in the cache.
  SharingPlan Plan;
  std::vector<WorkerTask> Tasks;
  std::vector<std::function<Continuation()>> Continuations; ///< By task: what a copy goes on with.
  size_t Done = 0;
  AnalysisResult Result;
};

} // namespace

AnalysisResult analyse(ArrayRef<Unit> Units, const Project &P, Configuration &Config, const Options &O,
                       UnitCache &Cache, Messages &Out, const OtherContents *Other) {
  return Analyser(Units, P, Config, O, Cache, Out, Other).run();
}

} // namespace async_tidy::driver
