//===--- main.cpp - The async-tidy command --------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Commands.h"

using namespace async_tidy::driver;

int main(int Argc, const char **Argv) {
  int ExitCode = 0;
  std::optional<Options> O = parseOptions(Argc, Argv, ExitCode);
  if (!O)
    return ExitCode;
  Messages Out(O->Quiet);
  switch (O->What) {
  case CheckCommand:
    return runCheck(*O, Out);
  case ExtractCommand:
    return runExtract(*O, Out);
  case LinkCommand:
    return runLink(*O, Out);
  case ReportCommand:
  case MergeCommand:
    return runReport(*O, Out);
  case ExplainCommand:
    return runExplain(*O, Out);
  case ListCommand:
    return runList(*O, Out);
  case InitCommand:
    return runInit(*O, Out);
  case ConfigCommand:
    return runConfig(*O, Out);
  case FixCommand:
    return runFix(*O, Out);
  case BaselineCommand:
    return runBaseline(*O, Out);
  }
}
