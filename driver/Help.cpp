//===--- Help.cpp ---------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Help.h"
#include "report/Formats.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace async_tidy::driver {

ArrayRef<CommandHelp> commandHelps() {
  static constexpr CommandHelp Helps[] = {
      {CheckCommand, "check", "[paths]", "Lint the sources of a project, or those below some paths; the default",
       "  async-tidy                                  the project around this folder\n"
       "  async-tidy check -p build src/agent         the sources below src/agent\n"
       "  async-tidy check --checks='-*,async-blocking-call' --warnings-as-errors='*'\n"
       "  async-tidy check agent.cpp -- -std=c++20    one file without compile_commands.json\n"
       "  async-tidy check --output text --output jsonl:findings.jsonl\n"},
      {ExtractCommand, "extract", "[paths]", "Analyse units and keep their records; the first phase of check",
       "  async-tidy extract -p build -o records                      the whole project\n"
       "  async-tidy extract -p build -o records --shard 2/4          a quarter of it, on one of four machines\n"
       "  async-tidy extract -o agent.unit agent.cpp -- -std=c++20    one unit, as a build system would\n"},
      {LinkCommand, "link", "<records>", "Answer what records leave open to other units; the second phase",
       "  async-tidy link -o program.linked records    records or folders of records, in any order\n"},
      {ReportCommand, "report", "<records>", "Print the findings of records; the last phase",
       "  async-tidy report --linked program.linked records\n"},
      {MergeCommand, "merge", "<records>", "Link and report the records of several machines",
       "  async-tidy merge records-1 records-2 records-3 records-4\n"},
      {ExplainCommand, "explain", "<check>", "Show what a check reports, why, and what to write instead",
       "  async-tidy explain async-missing-timeout\n"},
      {ListCommand, "list", "", "List the checks", "  async-tidy list\n"},
      {InitCommand, "init", "[folder]", "Set a project up: .clang-tidy, .clangd, a CI job and editors, after asking",
       "  async-tidy init\n  async-tidy init --yes agent\n"},
      {ConfigCommand, "config", "<file>", "Show the configuration of a file and where each value comes from",
       "  async-tidy config src/agent.cpp\n"},
      {FixCommand, "fix", "[paths]", "Apply fixes, and take back those that do not compile or do not help",
       "  async-tidy fix -p build --diff\n"
       "  async-tidy fix -p build --checks=-*,async-dropped-awaitable src\n"},
      {BaselineCommand, "baseline", "write|prune", "Write the findings that are known, or remove those that are gone",
       "  async-tidy baseline write -p build\n"
       "  async-tidy check -p build --baseline async-tidy-baseline.jsonl\n"
       "  async-tidy baseline prune -p build\n"},
  };
  return Helps;
}

const CommandHelp &commandHelp(Command What) {
  return *find_if(commandHelps(), [&](const CommandHelp &Help) { return Help.What == What; });
}

std::vector<StringRef> outputFormats() {
  std::vector<StringRef> Names = {"text"};
  for (const ReportFormat &Format : reportFormats())
    Names.push_back(Format.Name);
  return Names;
}

void printOverview(raw_ostream &OS) {
  OS << "async-tidy finds mistakes in asynchronous C++, in a whole project and across its files.\n\n"
        "usage: async-tidy [command] [options] [paths]\n\ncommands:\n";
  for (const CommandHelp &Help : commandHelps())
    OS << formatv("  {0,-10}{1}\n", Help.Name, Help.Summary);
  OS << "\nexamples:\n"
     << commandHelp(CheckCommand).Examples
     << "\n'async-tidy <command> --help' shows the options of a command.\n\n"
        "exit codes: 0 clean, 1 findings, 2 wrong use or configuration, 3 a file could not be analysed\n";
}

void printUsage(raw_ostream &OS, const CommandHelp &Help) { OS << "examples:\n" << Help.Examples; }

void printVersion(raw_ostream &OS) {
  OS << "async-tidy " << ASYNC_TIDY_VERSION << "\n" << clang::getClangFullVersion() << "\n";
}

} // namespace async_tidy::driver
