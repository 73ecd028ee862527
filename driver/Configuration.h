//===--- Configuration.h - The configuration that applies to a file *- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The same configuration files as clang-tidy's, read by its own code. Two things differ, because this program runs the
/// async checks and no others. Without a word in the configuration they are all on; `Checks` selects among them as soon
/// as a file or the command line names one of them, so that a `.clang-tidy` written for other checks does not switch
/// them off. And findings in headers are shown unless `HeaderFilterRegex` says otherwise.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_CONFIGURATION_H
#define ASYNC_TIDY_DRIVER_CONFIGURATION_H

#include "UnitRecord.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/StringSet.h"

namespace async_tidy::driver {

/// What the command line says about checks.
struct ConfigurationArguments {
  std::string Checks, WarningsAsErrors, HeaderFilter, ExcludeHeaderFilter;
  std::string ConfigFile; ///< Used instead of the `.clang-tidy` files.
  std::vector<std::string> ExtraArgs, ExtraArgsBefore;
};

class Configuration {
public:
  /// An error when the file of `--config-file` cannot be used.
  static llvm::Expected<Configuration> create(const ConfigurationArguments &Arguments);

  /// A provider for one unit; \p Extra are options of checks that only the driver sets.
  std::unique_ptr<clang::tidy::ClangTidyOptionsProvider>
  provider(llvm::ArrayRef<std::pair<std::string, std::string>> Extra = {}) const;

  using Sources = std::vector<clang::tidy::ClangTidyOptionsProvider::OptionsSource>;
  /// Where the options for \p File come from, in order of increasing priority.
  Sources sourcesFor(llvm::StringRef File);
  clang::tidy::ClangTidyOptions optionsFor(llvm::StringRef File);

  /// A digest of all that the configuration says for \p File.
  std::string digestFor(llvm::StringRef File);
  UnitPolicy policyFor(llvm::StringRef File);

  /// Reads every `.clang-tidy` that applies to \p File and adds to \p Errors what is wrong with one, once for each.
  void verify(llvm::StringRef File, std::vector<std::string> &Errors);

private:
  struct Known {
    std::string Digest;
    UnitPolicy Policy;
  };
  const Known &known(llvm::StringRef File);

  ConfigurationArguments Arguments;
  std::optional<clang::tidy::ClangTidyOptions> Config;
  std::unique_ptr<clang::tidy::ClangTidyOptionsProvider> Shared;
  llvm::StringMap<Known> ByFolder;
  llvm::StringSet<> Verified;
};

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_CONFIGURATION_H
