//===--- LinkCost.cpp - What linking a large program costs ----------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// usage: link-cost [FUNCTIONS [UNITS]]
///
/// Generates the facts of a program, a million functions in 2000 units unless told otherwise, and prints what it costs
/// to read them from their stored form and to link them. Each function calls three others, mostly of its own unit; one
/// in a hundred blocks itself, and one in twenty is a coroutine with a call that blocks when its callee does.
///
//===----------------------------------------------------------------------===//

#include "program/Link.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"
#include <ctime>
#include <random>

using namespace async_tidy;

static UnitFacts unit(uint64_t Number, uint64_t First, uint64_t Count, uint64_t Total) {
  std::mt19937_64 Random(Number);
  auto function = [](uint64_t N) { return functionId("c:@F@f" + std::to_string(N) + "#I#"); };
  UnitFacts Unit;
  Unit.Unit = "/program/unit" + std::to_string(Number) + ".cpp";
  auto at = [&](uint64_t N, const char *Text) {
    return program::FindingNote{{Unit.Unit, unsigned(N * 40), unsigned(N), 3}, Text};
  };
  for (uint64_t N = First; N < First + Count; ++N) {
    FunctionId Own = function(N);
    Unit.fact(Atom(Predicate::Defined, Own));
    for (int Call = 0; Call < 3; ++Call) {
      uint64_t Callee = Random() % 10 ? First + Random() % Count : Random() % Total;
      Unit.rule(Atom(Predicate::Blocks, Own), {{Atom(Predicate::Blocks, function(Callee))}, {}},
                {at(N - First, "which calls 'f' here")}, 0);
    }
    if (N % 100 == 0)
      Unit.fact(Atom(Predicate::Blocks, Own), {at(N - First, "'fopen' waits for a file here")},
                {{"last", "fopen"}, {"effect", "waits for a file"}});
    if (N % 20 == 0) {
      Unit.rule(Atom(Predicate::OnLoop, Own), {{}, {Atom(Predicate::Named, Own)}});
      Unit.rule(Atom(Predicate::OnlyOnPool, Own), {{Atom(Predicate::OnPool, Own)}, {Atom(Predicate::OnLoop, Own)}});
    }
    if (N % 2000 == 0) {
      PendingFinding F;
      F.Record.Rule = "async-blocking-call";
      F.Record.Start = F.Record.End = at(N - First, "").At;
      F.Record.Message = "'f' leads to '${last}', which ${effect}";
      F.When = {{Atom(Predicate::Blocks, function(Random() % Total))}, {Atom(Predicate::OnlyOnPool, Own)}};
      F.Via = 0;
      Unit.pending(std::move(F));
    }
  }
  return Unit;
}

int main(int Count, char **Arguments) {
  uint64_t Functions = Count > 1 ? std::stoull(Arguments[1]) : 1'000'000;
  uint64_t NumUnits = Count > 2 ? std::stoull(Arguments[2]) : 2000;
  std::vector<std::string> Stored;
  uint64_t Size = 0;
  for (uint64_t U = 0; U < NumUnits; ++U) {
    uint64_t First = U * Functions / NumUnits, End = (U + 1) * Functions / NumUnits;
    Stored.push_back(unit(U, First, End - First, Functions).serialize());
    Size += Stored.back().size();
  }
  // Time of the processor, so that a busy machine does not count.
  auto since = [](std::clock_t Start) { return double(std::clock() - Start) / CLOCKS_PER_SEC; };
  std::clock_t Start = std::clock();
  std::vector<UnitFacts> Units;
  for (const std::string &Bytes : Stored)
    Units.push_back(llvm::cantFail(UnitFacts::parse(Bytes)));
  double Read = since(Start);
  Start = std::clock();
  LinkedProgram Program = link(Units);
  double Linked = since(Start);
  llvm::outs() << llvm::formatv(
      "{0} functions in {1} units, {2} MB of facts: read {3:f2} s, link {4:f2} s, {5} findings\n", Functions, NumUnits,
      Size >> 20, Read, Linked, Program.Findings.size());
  return 0;
}
