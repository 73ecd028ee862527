//===--- InformationCommands.cpp - Commands about checks and configuration ===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"
#include "report/Formats.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using clang::tidy::ClangTidyOptions;

namespace async_tidy::driver {

int runList(const Options &, Messages &) {
  for (const Rule &R : catalogue())
    outs() << formatv("{0,-32}{1,-8}{2,-9}{3,-5}{4}\n", R.Name, nameOf(R.Level), R.Tier, R.HasFix ? "fix" : "",
                      R.Summary);
  return 0;
}

int runExplain(const Options &O, Messages &Out) {
  if (O.Paths.size() != 1) {
    Out.error("explain takes the name of one check; 'async-tidy list' shows them");
    return 2;
  }
  const std::string &Name = O.Paths.front();
  const Rule *R = reportedRule(Name);
  if (!R)
    R = reportedRule("async-" + Name);
  if (!R) {
    auto Nearest = min_element(catalogue(), [&](const Rule &A, const Rule &B) {
      return A.Name.edit_distance(Name) < B.Name.edit_distance(Name);
    });
    Out.error("there is no check '" + Name + "'; did you mean '" + Nearest->Name + "'?");
    return 2;
  }
  outs() << R->Page;
  return 0;
}

namespace {

void printValue(StringRef Name, StringRef Value, StringRef Source) {
  outs() << formatv("{0,-36}{1,-32}{2}\n", Name, Value.empty() ? "(empty)" : Value, Source);
}

/// Prints the last value that the sources give, and where it comes from.
template <typename Get> void printEffective(StringRef Name, const Configuration::Sources &Sources, Get Value) {
  for (const auto &[Options, Source] : reverse(Sources))
    if (auto Given = Value(Options)) {
      printValue(Name, *Given, Source);
      return;
    }
}

/// Prints every part of a value to which each source adds.
template <typename Get> void printAdded(StringRef Name, const Configuration::Sources &Sources, Get Value) {
  for (const auto &[Options, Source] : Sources)
    if (auto Given = Value(Options); Given && !Given->empty())
      printValue(Name, *Given, Source);
}

} // namespace

int runConfig(const Options &O, Messages &Out) {
  if (O.Paths.size() != 1) {
    Out.error("config takes one file");
    return 2;
  }
  Expected<Configuration> Config = Configuration::create(O.Configuration);
  if (!Config) {
    Out.error(toString(Config.takeError()));
    return 2;
  }
  std::string File = absolutePath(O.Paths.front());
  std::vector<std::string> Errors;
  Config->verify(File, Errors);
  for (const std::string &Error : Errors)
    Out.error(Error);

  Configuration::Sources Sources = Config->sourcesFor(File);
  printAdded("Checks", Sources, [](const ClangTidyOptions &T) { return T.Checks; });
  printAdded("WarningsAsErrors", Sources, [](const ClangTidyOptions &T) { return T.WarningsAsErrors; });
  printEffective("HeaderFilterRegex", Sources, [](const ClangTidyOptions &T) { return T.HeaderFilterRegex; });
  printEffective("ExcludeHeaderFilterRegex", Sources,
                 [](const ClangTidyOptions &T) { return T.ExcludeHeaderFilterRegex; });
  auto Joined = [](const std::optional<ClangTidyOptions::ArgList> &List) -> std::optional<std::string> {
    return List ? std::optional(join(*List, " ")) : std::nullopt;
  };
  printAdded("ExtraArgs", Sources, [&](const ClangTidyOptions &T) { return Joined(T.ExtraArgs); });
  printAdded("ExtraArgsBefore", Sources, [&](const ClangTidyOptions &T) { return Joined(T.ExtraArgsBefore); });

  std::vector<std::string> Names;
  for (const auto &Option : Config->optionsFor(File).CheckOptions)
    Names.push_back(Option.first().str());
  sort(Names);
  for (const std::string &Name : Names)
    printEffective(Name, Sources, [&](const ClangTidyOptions &T) -> std::optional<std::string> {
      auto Given = T.CheckOptions.find(Name);
      return Given == T.CheckOptions.end() ? std::nullopt : std::optional(Given->second.Value);
    });
  return Errors.empty() ? 0 : 2;
}

} // namespace async_tidy::driver
