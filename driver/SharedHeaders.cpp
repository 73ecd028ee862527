//===--- SharedHeaders.cpp ------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SharedHeaders.h"
#include "UnitRun.h"
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Lex/DependencyDirectivesScanner.h"
#include "clang/Lex/HeaderSearchOptions.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace clang;
namespace scan = clang::dependency_directives_scan;

namespace async_tidy::driver {
namespace {

struct Include {
  std::string Name;
  bool IsQuoted;
};

/// Reads which headers files include whatever the conditions say.
class IncludeScanner {
public:
  IncludeScanner(const Project &P, vfs::FileSystem &Files) : P(P), Files(Files) {}

  /// The headers of others that \p File includes, itself or by way of the project's, in their order. \p Folders are
  /// where the project's are looked for.
  std::vector<std::string> foreignHeaders(StringRef File, ArrayRef<std::string> Folders) {
    Reading Now{Folders, {}, {}, {}};
    collect(File.str(), Now);
    return std::move(Now.Found);
  }

private:
  struct Reading {
    ArrayRef<std::string> Folders;
    StringSet<> Seen, Named;
    std::vector<std::string> Found;
  };

  void collect(const std::string &File, Reading &Now) {
    if (!Now.Seen.insert(File).second)
      return;
    for (const Include &I : includesOf(File)) {
      SmallString<256> Beside(sys::path::parent_path(File));
      sys::path::append(Beside, I.Name);
      if (I.IsQuoted && exists(Beside)) {
        if (!P.isForeign(absolutePath(sys::path::parent_path(Beside))))
          collect(absolutePath(Beside), Now);
        continue;
      }
      if (std::optional<std::string> Own = inProject(I.Name, Now.Folders))
        collect(*Own, Now);
      else if (Now.Named.insert(I.Name).second)
        Now.Found.push_back(I.Name);
    }
  }

  std::optional<std::string> inProject(StringRef Name, ArrayRef<std::string> Folders) {
    for (const std::string &Folder : Folders) {
      SmallString<256> Path(Folder);
      sys::path::append(Path, Name);
      if (exists(Path))
        return absolutePath(Path);
    }
    return std::nullopt;
  }

  bool exists(StringRef Path) {
    auto [It, IsNew] = Exists.try_emplace(Path);
    if (IsNew)
      It->second = Files.exists(Path);
    return It->second;
  }

  const std::vector<Include> &includesOf(StringRef File) {
    auto [It, IsNew] = Known.try_emplace(File);
    if (IsNew)
      if (auto Text = Files.getBufferForFile(File))
        It->second = unconditionalIncludes((*Text)->getBuffer());
    return It->second;
  }

  static std::vector<Include> unconditionalIncludes(StringRef Text) {
    std::vector<Include> Found;
    SmallVector<scan::Token, 64> Tokens;
    SmallVector<scan::Directive, 32> Directives;
    if (scanSourceForDependencyDirectives(Text, Tokens, Directives))
      return Found;
    // The condition around a whole header is its guard.
    auto IsCondition = [](scan::DirectiveKind Kind) { return Kind == scan::pp_ifndef || Kind == scan::pp_if; };
    bool HasGuard = Directives.size() >= 2 && IsCondition(Directives[0].Kind) && Directives[1].Kind == scan::pp_define;
    int Conditions = HasGuard ? -1 : 0;
    for (const scan::Directive &D : Directives) {
      switch (D.Kind) {
      case scan::pp_if:
      case scan::pp_ifdef:
      case scan::pp_ifndef:
        ++Conditions;
        break;
      case scan::pp_endif:
        Conditions = std::max(Conditions - 1, 0); // That of the guard ends with it.
        break;
      case scan::pp_include:
        for (const scan::Token &T : D.Tokens) {
          StringRef Name = Text.substr(T.Offset, T.Length);
          if (Conditions <= 0 && Name.size() > 2 && (T.is(tok::header_name) || T.is(tok::string_literal)))
            Found.push_back({Name.drop_front().drop_back().str(), Name.front() == '"'});
        }
        break;
      default:
        break;
      }
    }
    return Found;
  }

  const Project &P;
  vfs::FileSystem &Files;
  StringMap<std::vector<Include>> Known;
  StringMap<bool> Exists;
};

/// A command without its main file.
struct SharedCommand {
  std::string Key;
  std::string Main;
};

std::optional<SharedCommand> sharedCommand(const Unit &U, ArrayRef<std::string> Arguments) {
  SharedCommand Shared;
  DigestBuilder Parts;
  Parts.add(U.Directory).add(sys::path::extension(U.File));
  for (const std::string &Argument : Arguments)
    if (absolutePath(Argument, U.Directory) == U.File)
      Shared.Main = Argument;
    else
      Parts.add(Argument);
  if (Shared.Main.empty())
    return std::nullopt;
  Shared.Key = Parts.digest().text();
  return Shared;
}

/// Where the command looks for headers of the project; nothing when it reads others before the main file.
std::optional<std::vector<std::string>> projectFolders(const Unit &U, ArrayRef<std::string> Arguments,
                                                       const Project &P) {
  std::vector<const char *> Pointers;
  for (const std::string &Argument : Arguments)
    Pointers.push_back(Argument.c_str());
  DiagnosticOptions Options;
  IgnoringDiagConsumer Silent;
  CreateInvocationOptions Creation;
  Creation.Diags = makeIntrusiveRefCnt<DiagnosticsEngine>(DiagnosticIDs::create(), Options, &Silent,
                                                          /*ShouldOwnClient=*/false);
  std::unique_ptr<CompilerInvocation> Invocation = createInvocation(Pointers, std::move(Creation));
  if (!Invocation)
    return std::nullopt;
  const PreprocessorOptions &Before = Invocation->getPreprocessorOpts();
  if (!Before.Includes.empty() || !Before.MacroIncludes.empty() || !Before.ImplicitPCHInclude.empty())
    return std::nullopt;
  std::vector<std::string> Folders;
  for (const HeaderSearchOptions::Entry &Entry : Invocation->getHeaderSearchOpts().UserEntries) {
    std::string Folder = absolutePath(Entry.Path, U.Directory);
    if (!P.isForeign(Folder))
      Folders.push_back(std::move(Folder));
  }
  return Folders;
}

/// The places of headers in the order of their units, commonest first.
struct Wanted {
  size_t Position; ///< Of the unit, in the order in which units are wanted.
  std::vector<unsigned> Headers;
};

/// The units at \p Positions of \p Chosen, in the order in which they are wanted.
std::vector<size_t> inOrder(std::vector<size_t> Positions, ArrayRef<size_t> Chosen) {
  sort(Positions);
  for (size_t &Position : Positions)
    Position = Chosen[Position];
  return Positions;
}

class TreeBuilder {
public:
  TreeBuilder(ArrayRef<std::string> Names, ArrayRef<size_t> Chosen) : Names(Names), Chosen(Chosen) {}

  /// Splits \p Group, whose first \p Depth headers are the same, by the next one. \p Single gets the positions of the
  /// units that share no more.
  std::vector<SharedHeaders> split(ArrayRef<Wanted> Group, size_t Depth, std::vector<size_t> &Single) {
    MapVector<unsigned, std::vector<Wanted>> ByNext;
    for (const Wanted &W : Group)
      if (W.Headers.size() > Depth)
        ByNext[W.Headers[Depth]].push_back(W);
      else
        Single.push_back(W.Position);
    std::vector<SharedHeaders> Trees;
    for (const auto &[Header, Part] : ByNext)
      if (Part.size() > 1)
        Trees.push_back(tree(Part, Depth));
      else
        Single.push_back(Part.front().Position);
    return Trees;
  }

private:
  SharedHeaders tree(ArrayRef<Wanted> Group, size_t Depth) {
    SharedHeaders Node;
    const std::vector<unsigned> &First = Group.front().Headers;
    auto GoesOn = [&](const Wanted &W) { return W.Headers.size() > Depth && W.Headers[Depth] == First[Depth]; };
    while (Depth < First.size() && all_of(Group, GoesOn))
      Node.Names.push_back(Names[First[Depth++]]);
    std::vector<size_t> Single;
    Node.Further = split(Group, Depth, Single);
    Node.Units = inOrder(std::move(Single), Chosen);
    return Node;
  }

  ArrayRef<std::string> Names;
  ArrayRef<size_t> Chosen;
};

/// The headers that more than one of \p Units include: those that more of them do first, and otherwise what is included
/// first.
std::vector<std::string> commonHeaders(ArrayRef<std::vector<std::string>> Units) {
  MapVector<StringRef, unsigned> Uses;
  for (const std::vector<std::string> &Of : Units)
    for (const std::string &Name : Of)
      ++Uses[Name];
  auto Commonest = Uses.takeVector();
  stable_sort(Commonest, [](const auto &A, const auto &B) { return A.second > B.second; });
  std::vector<std::string> Names;
  for (const auto &[Name, Count] : Commonest)
    if (Count > 1)
      Names.push_back(Name.str());
  return Names;
}

} // namespace

SharingPlan planSharedHeaders(ArrayRef<Unit> Units, ArrayRef<size_t> Chosen, const Project &P, Configuration &Config,
                              vfs::FileSystem &Files) {
  SharingPlan Plan;
  Plan.Mains.resize(Units.size());
  std::vector<size_t> Alone; // Positions, as those of the groups.
  std::vector<std::vector<size_t>> Groups;
  StringMap<size_t> GroupOf;
  for (auto [Position, Index] : enumerate(Chosen)) {
    const Unit &U = Units[Index];
    std::optional<SharedCommand> Shared = sharedCommand(U, clangArguments(U, Config.optionsFor(U.File)));
    if (!Shared) {
      Alone.push_back(Position);
      continue;
    }
    Plan.Mains[Index] = Shared->Main;
    auto [It, IsNew] = GroupOf.try_emplace(Shared->Key, Groups.size());
    if (IsNew)
      Groups.emplace_back();
    Groups[It->second].push_back(Position);
  }

  IncludeScanner Scanner(P, Files);
  for (const std::vector<size_t> &Group : Groups) {
    const Unit &Any = Units[Chosen[Group.front()]];
    std::optional<std::vector<std::string>> Folders;
    if (Group.size() > 1)
      Folders = projectFolders(Any, clangArguments(Any, Config.optionsFor(Any.File)), P);
    if (!Folders) {
      append_range(Alone, Group);
      continue;
    }
    std::vector<std::vector<std::string>> Headers;
    Headers.reserve(Group.size());
    for (size_t Position : Group)
      Headers.push_back(Scanner.foreignHeaders(Units[Chosen[Position]].File, *Folders));
    std::vector<std::string> Names = commonHeaders(Headers);
    StringMap<unsigned> Ranks;
    for (auto [Rank, Name] : enumerate(Names))
      Ranks[Name] = Rank;
    std::vector<Wanted> All;
    for (auto [Position, Of] : zip_equal(Group, Headers)) {
      Wanted W{Position, {}};
      for (const std::string &Name : Of)
        if (auto It = Ranks.find(Name); It != Ranks.end())
          W.Headers.push_back(It->second);
      sort(W.Headers);
      All.push_back(std::move(W));
    }
    append_range(Plan.Trees, TreeBuilder(Names, Chosen).split(All, 0, Alone));
  }
  Plan.Alone = inOrder(std::move(Alone), Chosen);
  return Plan;
}

} // namespace async_tidy::driver
