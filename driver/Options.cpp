//===--- Options.cpp ------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Options.h"
#include "Help.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace llvm::opt;

namespace async_tidy::driver {
namespace {

enum OptionID {
  OPT_INVALID = 0,
#define OPTION(...) LLVM_MAKE_OPT_ID(__VA_ARGS__),
#include "Options.inc"
#undef OPTION
};

#define OPTTABLE_STR_TABLE_CODE
#include "Options.inc"
#undef OPTTABLE_STR_TABLE_CODE

#define OPTTABLE_PREFIXES_TABLE_CODE
#include "Options.inc"
#undef OPTTABLE_PREFIXES_TABLE_CODE

constexpr OptTable::Info Infos[] = {
#define OPTION(...) LLVM_CONSTRUCT_OPT_INFO(__VA_ARGS__),
#include "Options.inc"
#undef OPTION
};

class Table : public GenericOptTable {
public:
  Table() : GenericOptTable(OptionStrTable, OptionPrefixesTable, Infos) {}
};

/// Reads the values of the parsed arguments, and remembers the first that is wrong.
class Reader {
public:
  explicit Reader(const InputArgList &Arguments) : Arguments(Arguments) {}

  std::string text(OptionID ID) const { return clean(Arguments.getLastArgValue(ID)); }
  bool flag(OptionID ID) const { return Arguments.hasArg(ID); }
  std::vector<std::string> all(OptionID ID) const { return Arguments.getAllArgValues(ID); }

  unsigned number(OptionID ID, unsigned Default, unsigned Least) {
    if (!Arguments.hasArg(ID))
      return Default;
    unsigned Number = 0;
    if (StringRef(text(ID)).getAsInteger(10, Number) || Number < Least)
      wrong(ID, formatv("a number from {0}", Least).str());
    return Number;
  }

  void wrong(OptionID ID, const Twine &Accepted) {
    if (Mistake.empty())
      Mistake = (Arguments.getLastArg(ID)->getSpelling().rtrim('=') + " takes " + Accepted + ", not '" + text(ID) + "'")
                    .str();
  }

  std::string Mistake;

private:
  /// `-p=build` is understood as `-p build`.
  static std::string clean(StringRef Value) {
    Value.consume_front("=");
    return Value.str();
  }

  const InputArgList &Arguments;
};

int wrongUse(const Twine &Mistake, StringRef Command) {
  errs() << "async-tidy: error: " << Mistake << "\nasync-tidy: 'async-tidy " << Command << (Command.empty() ? "" : " ")
         << "--help' shows what is accepted\n";
  return 2;
}

void read(Options &O, Reader &Values) {
  O.BuildFolder = Values.text(OPT_p);
  O.Configuration.Checks = Values.text(OPT_checks);
  O.Configuration.WarningsAsErrors = Values.text(OPT_warnings_as_errors);
  O.Configuration.HeaderFilter = Values.text(OPT_header_filter);
  O.Configuration.ExcludeHeaderFilter = Values.text(OPT_exclude_header_filter);
  O.Configuration.ConfigFile = Values.text(OPT_config_file);
  O.Configuration.ExtraArgs = Values.all(OPT_extra_arg);
  O.Configuration.ExtraArgsBefore = Values.all(OPT_extra_arg_before);
  O.Limits.Jobs = Values.number(OPT_j, hardware_concurrency().compute_thread_count(), 1);
  O.Limits.Time = std::chrono::seconds(Values.number(OPT_timeout, 600, 1));
  O.Limits.Megabytes = Values.number(OPT_memory_limit, 8192, 0);
  O.Cache = Values.text(OPT_cache);
  O.UseCache = !Values.flag(OPT_no_cache);
  O.Root = Values.text(OPT_root);
  O.Result = Values.text(OPT_o);
  O.Linked = Values.text(OPT_linked);
  O.Index = Values.text(OPT_index);
  O.Records = Values.text(OPT_records);
  O.Baseline = Values.text(OPT_baseline);
  O.Since = Values.text(OPT_since);
  O.Diff = Values.flag(OPT_diff);
  O.Quiet = Values.flag(OPT_quiet);
  O.Yes = Values.flag(OPT_yes);
  O.ParseBodies = Values.flag(OPT_parse_bodies);
  O.ShareHeaders = !Values.flag(OPT_no_shared_headers);
  O.UnusedNolints = Values.flag(OPT_report_unused_nolint);
  O.Fault = Values.text(OPT_test_fault);
  if (Values.flag(OPT_use_color)) {
    std::string Value = Values.text(OPT_use_color);
    if (Value != "true" && Value != "false")
      Values.wrong(OPT_use_color, "true or false");
    O.Color = Value == "true";
  }
  if (Values.flag(OPT_shard)) {
    if (Expected<Shard> Part = Shard::parse(Values.text(OPT_shard)))
      O.Part = *Part;
    else
      Values.Mistake = toString(Part.takeError());
  }
  for (const std::string &Request : Values.all(OPT_output)) {
    auto [Format, File] = StringRef(Request).split(':');
    if (!is_contained(outputFormats(), Format))
      Values.wrong(OPT_output, join(outputFormats(), ", "));
    O.Outputs.push_back({Format.str(), File.str()});
  }
}

} // namespace

std::optional<Options> parseOptions(int Argc, const char **Argv, int &ExitCode) {
  Options O;
  std::string Message;
  O.Flags = clang::tooling::FixedCompilationDatabase::loadFromCommandLine(Argc, Argv, Message, ".");
  SmallVector<const char *, 16> Given(Argv + 1, Argv + Argc);
  ExitCode = 0;

  const CommandHelp *Chosen = &commandHelp(CheckCommand);
  if (!Given.empty()) {
    if (StringRef First = Given.front(); First == "--help" || First == "-h" || First == "help") {
      printOverview(outs());
      return std::nullopt;
    } else if (First == "--version") {
      printVersion(outs());
      return std::nullopt;
    }
    for (const CommandHelp &Help : commandHelps())
      if (Help.Name == Given.front()) {
        Chosen = &Help;
        Given.erase(Given.begin());
        break;
      }
  }
  O.What = Chosen->What;

  Table Known;
  unsigned MissingIndex, MissingCount;
  InputArgList Arguments = Known.ParseArgs(Given, MissingIndex, MissingCount, Visibility(O.What));
  if (Arguments.hasArg(OPT_help)) {
    printUsage(outs(), *Chosen);
    outs() << '\n';
    Known.printHelp(outs(), ("async-tidy " + Chosen->Name.str() + " [options] " + Chosen->Operands.str()).c_str(),
                    Chosen->Summary.str().c_str(), /*ShowHidden=*/false, /*ShowAllAliases=*/false, Visibility(O.What));
    return std::nullopt;
  }
  auto Wrong = [&](const Twine &Mistake) {
    ExitCode = wrongUse(Mistake, Chosen->Name);
    return std::nullopt;
  };
  if (MissingCount != 0)
    return Wrong(Twine(Arguments.getArgString(MissingIndex)) + " needs a value");
  for (const Arg *Unknown : Arguments.filtered(OPT_UNKNOWN)) {
    std::string Spelling = Unknown->getAsString(Arguments), Nearest;
    bool IsNear = Known.findNearest(Spelling, Nearest, Visibility(O.What)) < 3;
    return Wrong("unknown option '" + Spelling + "'" + (IsNear ? "; did you mean '" + Nearest + "'?" : ""));
  }
  O.Paths = Arguments.getAllArgValues(OPT_INPUT);
  if (O.What == BaselineCommand) {
    if (O.Paths.empty() || (O.Paths.front() != "write" && O.Paths.front() != "prune"))
      return Wrong("baseline takes 'write' or 'prune'");
    O.Action = O.Paths.front();
    O.Paths.erase(O.Paths.begin());
  }
  Reader Values(Arguments);
  read(O, Values);
  if (!Values.Mistake.empty())
    return Wrong(Values.Mistake);
  return O;
}

} // namespace async_tidy::driver
