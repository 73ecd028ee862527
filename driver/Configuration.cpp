//===--- Configuration.cpp ------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Configuration.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace clang::tidy;

namespace async_tidy::driver {
namespace {

constexpr StringLiteral CommandLine = "the command line";

/// Leaves the choice of checks to those that know of async checks.
class DriverOptionsProvider : public ClangTidyOptionsProvider {
public:
  DriverOptionsProvider(std::unique_ptr<ClangTidyOptionsProvider> Files) : Files(std::move(Files)) {}

  const ClangTidyGlobalOptions &getGlobalOptions() override { return Files->getGlobalOptions(); }

  std::vector<OptionsSource> getRawOptions(StringRef File) override {
    std::vector<OptionsSource> Sources = Files->getRawOptions(File);
    auto FromFiles = MutableArrayRef(Sources).drop_front();
    if (none_of(FromFiles,
                [](const OptionsSource &S) { return S.first.Checks && StringRef(*S.first.Checks).contains("async-"); }))
      for (OptionsSource &Source : FromFiles)
        if (Source.second != CommandLine)
          Source.first.Checks.reset();
    return Sources;
  }

private:
  std::unique_ptr<ClangTidyOptionsProvider> Files;
};

std::optional<std::string> given(const std::string &Value) {
  return Value.empty() ? std::nullopt : std::optional(Value);
}

Expected<ClangTidyOptions> readConfiguration(StringRef File) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Text = MemoryBuffer::getFile(File);
  if (!Text)
    return createStringError(File + ": " + Text.getError().message());
  std::string Mistake;
  ErrorOr<ClangTidyOptions> Options =
      parseConfigurationWithDiags(MemoryBufferRef((*Text)->getBuffer(), File), [&](const SMDiagnostic &D) {
        if (Mistake.empty())
          Mistake = formatv("{0}:{1}:{2}: {3}", File, D.getLineNo(), D.getColumnNo() + 1, D.getMessage()).str();
      });
  if (!Options)
    return createStringError(Mistake.empty() ? (File + ": " + Options.getError().message()).str() : Mistake);
  return *Options;
}

} // namespace

Expected<Configuration> Configuration::create(const ConfigurationArguments &Arguments) {
  Configuration Created;
  Created.Arguments = Arguments;
  if (!Arguments.ConfigFile.empty()) {
    Expected<ClangTidyOptions> Config = readConfiguration(Arguments.ConfigFile);
    if (!Config)
      return Config.takeError();
    Created.Config = std::move(*Config);
  }
  Created.Shared = Created.provider();
  return Created;
}

std::unique_ptr<ClangTidyOptionsProvider>
Configuration::provider(ArrayRef<std::pair<std::string, std::string>> Extra) const {
  ClangTidyOptions Defaults = ClangTidyOptions::getDefaults();
  Defaults.Checks = "async-*";
  Defaults.HeaderFilterRegex = ".*";
  ClangTidyOptions Override;
  Override.Checks = given(Arguments.Checks);
  Override.WarningsAsErrors = given(Arguments.WarningsAsErrors);
  Override.HeaderFilterRegex = given(Arguments.HeaderFilter);
  Override.ExcludeHeaderFilterRegex = given(Arguments.ExcludeHeaderFilter);
  if (!Arguments.ExtraArgs.empty())
    Override.ExtraArgs = Arguments.ExtraArgs;
  if (!Arguments.ExtraArgsBefore.empty())
    Override.ExtraArgsBefore = Arguments.ExtraArgsBefore;
  for (const auto &[Name, Value] : Extra)
    Override.CheckOptions[Name] = ClangTidyOptions::ClangTidyValue(Value, /*Priority=*/10000);

  std::unique_ptr<ClangTidyOptionsProvider> Files;
  if (Config)
    Files = std::make_unique<ConfigOptionsProvider>(ClangTidyGlobalOptions(), Defaults, *Config, Override,
                                                    vfs::getRealFileSystem());
  else
    Files =
        std::make_unique<FileOptionsProvider>(ClangTidyGlobalOptions(), Defaults, Override, vfs::getRealFileSystem());
  return std::make_unique<DriverOptionsProvider>(std::move(Files));
}

Configuration::Sources Configuration::sourcesFor(StringRef File) {
  Sources All = Shared->getRawOptions(File);
  for (auto &[Options, Source] : All) {
    if (Source == ClangTidyOptionsProvider::OptionsSourceTypeDefaultBinary)
      Source = "the default";
    else if (Source == ClangTidyOptionsProvider::OptionsSourceTypeCheckCommandLineOption)
      Source = CommandLine.str();
    else if (Source == ClangTidyOptionsProvider::OptionsSourceTypeConfigCommandLineOption)
      Source = Arguments.ConfigFile;
  }
  return All;
}

ClangTidyOptions Configuration::optionsFor(StringRef File) { return Shared->getOptions(File); }

const Configuration::Known &Configuration::known(StringRef File) {
  auto [It, IsNew] = ByFolder.try_emplace(sys::path::parent_path(File));
  if (!IsNew)
    return It->second;
  ClangTidyOptions Options = optionsFor(File);
  // The order of a StringMap is that of its hashes.
  std::vector<std::string> Values;
  for (const auto &Option : Options.CheckOptions)
    Values.push_back((Option.first() + "=" + Option.second.Value).str());
  sort(Values);
  Options.CheckOptions.clear();
  DigestBuilder Parts;
  Parts.add(configurationAsText(Options));
  for (const std::string &Value : Values)
    Parts.add(Value);
  It->second.Digest = Parts.digest().text();
  It->second.Policy = {Options.HeaderFilterRegex.value_or(""), Options.ExcludeHeaderFilterRegex.value_or(""),
                       Options.WarningsAsErrors.value_or("")};
  return It->second;
}

std::string Configuration::digestFor(StringRef File) { return known(File).Digest; }
UnitPolicy Configuration::policyFor(StringRef File) { return known(File).Policy; }

void Configuration::verify(StringRef File, std::vector<std::string> &Errors) {
  if (Config)
    return;
  SmallString<256> Folder(sys::path::parent_path(File));
  while (!Folder.empty() && Verified.insert(Folder).second) {
    SmallString<256> Candidate(Folder);
    sys::path::append(Candidate, ".clang-tidy");
    if (sys::fs::is_regular_file(Candidate))
      if (Expected<ClangTidyOptions> Options = readConfiguration(Candidate); !Options)
        Errors.push_back(toString(Options.takeError()));
    sys::path::remove_filename(Folder);
  }
}

} // namespace async_tidy::driver
