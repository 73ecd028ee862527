//===--- FindingTest.cpp --------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Finding.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace async_tidy::program;

namespace {

Finding sample() {
  Finding F;
  F.Start = {"/p/src/a b/é.cpp", 120, 7, 3};
  F.End = {"/p/src/a b/é.cpp", 125, 7, 8};
  F.Rule = "async-blocking-call";
  F.Level = FindingLevel::Error;
  F.Message = "'load' blocks";
  F.FunctionUSR = "c:@F@load#";
  F.FunctionName = "load";
  F.Snippet = "load();";
  F.Notes = {{{"/p/src/b.cpp", 4, 1, 5}, "it reads here"}};
  F.Chain = {{{"/p/src/a.cpp", 9, 2, 1}, "calls 'load'"}};
  F.Fixes = {{"await it", {{"/p/src/a b/é.cpp", 120, 0, "co_await "}}}};
  F.Fingerprint = "00ff";
  F.Suppressed = true;
  return F;
}

std::string printed(const llvm::json::Value &V) {
  std::string Text;
  llvm::raw_string_ostream(Text) << V;
  return Text;
}

TEST(Finding, ComesBackFromJSON) {
  llvm::Expected<llvm::json::Value> Parsed = llvm::json::parse(printed(toJSON(sample())));
  ASSERT_TRUE(bool(Parsed));
  Finding Back;
  llvm::json::Path::Root Root;
  ASSERT_TRUE(fromJSON(*Parsed, Back, Root));
  EXPECT_EQ(Back, sample());
}

TEST(Finding, RefusesAnUnknownLevel) {
  llvm::json::Value V = toJSON(sample());
  (*V.getAsObject())["level"] = "catastrophe";
  Finding Back;
  llvm::json::Path::Root Root("finding");
  EXPECT_FALSE(fromJSON(V, Back, Root));
  EXPECT_EQ(llvm::toString(Root.getError()), "expected a level: warning, error or remark at finding.level");
}

TEST(Finding, KeepsBytesThatAreNotUTF8Printable) {
  Finding F = sample();
  F.Message = "bad \xff byte";
  EXPECT_TRUE(bool(llvm::json::parse(printed(toJSON(F)))));
}

TEST(Finding, IsOrderedByPlace) {
  Finding Later = sample();
  Later.Start.Offset = 1000;
  Later.Rule = "async-await-in-loop";
  EXPECT_LT(sample(), Later);
}

TEST(Finding, IsTheSameWithOtherNotes) {
  Finding Other = sample();
  Other.Notes.clear();
  EXPECT_TRUE(sample().isSameAs(Other));
  Other.Start.Offset++;
  EXPECT_FALSE(sample().isSameAs(Other));
}

} // namespace
