//===--- Options.td - The options of the command line ---------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An option is visible to the commands that take it; the bits are in Options.h.
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

def CheckCommand : OptionVisibility;
def ExtractCommand : OptionVisibility;
def LinkCommand : OptionVisibility;
def ReportCommand : OptionVisibility;
def MergeCommand : OptionVisibility;
def ExplainCommand : OptionVisibility;
def ListCommand : OptionVisibility;
def InitCommand : OptionVisibility;
def ConfigCommand : OptionVisibility;
def FixCommand : OptionVisibility;
def BaselineCommand : OptionVisibility;

defvar Everywhere = [CheckCommand, ExtractCommand, LinkCommand, ReportCommand, MergeCommand, ExplainCommand,
                     ListCommand, InitCommand, ConfigCommand, FixCommand, BaselineCommand];
defvar Analysis = [CheckCommand, ExtractCommand, FixCommand, BaselineCommand];
defvar Units = [CheckCommand, ExtractCommand, InitCommand, ConfigCommand, FixCommand, BaselineCommand];
defvar Reporting = [CheckCommand, ReportCommand, MergeCommand];

// Takes its value behind '=' or as the next argument, and one dash as well as two, as clang-tidy does.
multiclass Value<string name, string metavar, string help, list<OptionVisibility> commands> {
  def NAME : Joined<["--", "-"], name#"=">, MetaVarName<metavar>, HelpText<help>, Visibility<commands>;
  def NAME#_separate : Separate<["--", "-"], name>, Alias<!cast<Option>(NAME)>, Visibility<commands>;
}
class Switch<string name, string help, list<OptionVisibility> commands>
    : Flag<["--", "-"], name>, HelpText<help>, Visibility<commands>;

def help : Switch<"help", "Show this", Everywhere>;
def : Flag<["-"], "h">, Alias<help>, Visibility<Everywhere>;
def quiet : Switch<"quiet", "No progress and no summary", Everywhere>;

def p : JoinedOrSeparate<["-"], "p">, MetaVarName<"<folder>">, Visibility<Units>,
        HelpText<"Folder with compile_commands.json (default: looked for from here upwards, and in folders 'build' there)">;
defm root : Value<"root", "<folder>", "Root of the project (default: the folder under version control around all sources). "
                  "Headers outside it are those of others", Analysis>;
defm checks : Value<"checks", "<globs>", "Comma separated globs that are added to those of the configuration: "
                    "-*,async-blocking-call", Units>;
defm config_file : Value<"config-file", "<file>", "Used instead of the files called .clang-tidy", Units>;
defm header_filter : Value<"header-filter", "<regex>", "Show findings in headers that match (default: all of the project)",
                           Units>;
defm exclude_header_filter : Value<"exclude-header-filter", "<regex>", "Show no findings in headers that match", Units>;
defm warnings_as_errors : Value<"warnings-as-errors", "<globs>", "Checks whose findings are errors", Units>;
defm extra_arg : Value<"extra-arg", "<flag>", "Compiler flag to add to the end of each command", Units>;
defm extra_arg_before : Value<"extra-arg-before", "<flag>", "Compiler flag to add to the beginning of each command", Units>;

def j : JoinedOrSeparate<["-"], "j">, MetaVarName<"<N>">, Visibility<Analysis>,
        HelpText<"Units at a time (default: the number of processors)">;
defm timeout : Value<"timeout", "<seconds>", "Longest time for one unit (default: 600)", Analysis>;
defm memory_limit : Value<"memory-limit", "<MB>", "Most memory for one unit (default: 8192; 0 for no limit)", Analysis>;
defm cache : Value<"cache", "<folder>", "Where results are kept (default: .async-tidy in the build folder)", Analysis>;
def no_cache : Switch<"no-cache", "Use no results of earlier runs, and keep none", Analysis>;
defm shard : Value<"shard", "<I/N>", "Only the I-th of N parts of the project; see the command merge", Analysis>;
def parse_bodies : Switch<"parse-bodies", "Parse all of the headers of others, as clang-tidy does (slower)", Analysis>;
def no_shared_headers : Switch<"no-shared-headers", "Parse the headers of others again for each unit that includes them (slower)", Analysis>;
defm records : Value<"records", "<folder>", "Also keep the record of each unit there, for merge", [CheckCommand]>;
defm test_fault : Value<"test-fault", "<kind@file>", "Crash, hang or use up memory in a file", Analysis>,
                  Flags<[HelpHidden]>;

def o : JoinedOrSeparate<["-"], "o">, MetaVarName<"<path>">, Visibility<[ExtractCommand, LinkCommand]>,
        HelpText<"Where the result goes">;
defm index : Value<"index", "<file>", "Also write the index of the program, for the option async.Index",
                   [LinkCommand, MergeCommand]>;
defm linked : Value<"linked", "<file>", "The result of link", [ReportCommand]>;
defm output : Value<"output", "<format[:file]>", "How and where to print findings, several times: text, github, gitlab, "
                    "html, jsonl, junit, rdjson, sarif (default: text)", Reporting>;
defm use_color : Value<"use-color", "<bool>", "Colours (default: on a terminal)", Reporting>;
defm baseline : Value<"baseline", "<file>", "Findings that are known already; they are marked in reports and fail nothing",
                      [CheckCommand, ReportCommand, MergeCommand, FixCommand, BaselineCommand]>;
defm since : Value<"since", "<revision>", "Show what is new since a revision of git, wherever it is", [CheckCommand]>;
def report_unused_nolint : Switch<"report-unused-nolint", "Report NOLINT comments that name an async check of which they "
                                  "silence nothing", [CheckCommand, ReportCommand, MergeCommand, BaselineCommand]>;
def diff : Switch<"diff", "Show the change, and write nothing", [FixCommand]>;
def yes : Switch<"yes", "Do not ask", [InitCommand]>;
