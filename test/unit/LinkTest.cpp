//===--- LinkTest.cpp -----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/ProgramIndex.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"
#include <algorithm>

using namespace async_tidy;
using namespace async_tidy::program;

namespace {

Atom blocks(const char *Function) { return Atom(Predicate::Blocks, functionId(Function)); }
Atom pure(Predicate P, const char *Function) { return Atom(P, functionId(Function)); }

FindingNote step(const char *File, unsigned Line, const char *Text) { return {{File, Line * 10, Line, 3}, Text}; }

/// `Caller` calls `Callee` at this line of the file.
void calls(UnitFacts &Unit, const char *Caller, const char *Callee, const char *File, unsigned Line) {
  Unit.rule(blocks(Caller), {{blocks(Callee)}, {}}, {step(File, Line, Callee)}, 0);
}

PendingFinding pending(const char *File, unsigned Line, Condition When, int Via = PendingFinding::NoVia) {
  PendingFinding F;
  F.Record.Rule = "async-blocking-call";
  F.Record.Start = {File, Line * 10, Line, 3};
  F.Record.Message = "this leads to '${last}'";
  F.When = std::move(When);
  F.Via = Via;
  return F;
}

std::vector<std::string> texts(const std::vector<FindingNote> &Notes) {
  std::vector<std::string> Out;
  for (const FindingNote &N : Notes)
    Out.push_back(N.Message);
  return Out;
}

std::vector<UnitFacts> threeFiles() {
  std::vector<UnitFacts> Units(3);
  Units[0].Unit = "a.cpp";
  Units[0].pending(pending("a.cpp", 7, {{blocks("load")}, {}}, 0));
  Units[1].Unit = "b.cpp";
  calls(Units[1], "load", "read", "b.cpp", 3);
  Units[2].Unit = "c.cpp";
  Units[2].fact(blocks("read"), {step("c.cpp", 9, "fopen")}, {{"last", "fopen"}});
  return Units;
}

TEST(Link, FollowsAChainThroughFiles) {
  std::vector<UnitFacts> Units = threeFiles();
  LinkedProgram Program = link(Units);
  ASSERT_EQ(Program.Findings.size(), 1u);
  EXPECT_EQ(Program.Findings[0].Message, "this leads to 'fopen'");
  EXPECT_EQ(texts(Program.Findings[0].Chain), (std::vector<std::string>{"read", "fopen"}));
}

TEST(Link, IsSilentWhenTheEndIsUnknown) {
  std::vector<UnitFacts> Units = threeFiles();
  Units.pop_back();
  EXPECT_TRUE(link(Units).Findings.empty());
}

TEST(Link, EndsInCycles) {
  std::vector<UnitFacts> Units(2);
  calls(Units[0], "a", "b", "a.cpp", 1);
  calls(Units[1], "b", "a", "b.cpp", 1);
  Units[0].pending(pending("a.cpp", 5, {{blocks("a")}, {}}, 0));
  EXPECT_TRUE(link(Units).Findings.empty());

  // One way out of the cycle decides all of it, and the explanation does not run in a circle.
  Units[1].fact(blocks("b"), {step("b.cpp", 2, "sleep")}, {{"last", "sleep"}});
  LinkedProgram Program = link(Units);
  ASSERT_EQ(Program.Findings.size(), 1u);
  EXPECT_EQ(texts(Program.Findings[0].Chain), (std::vector<std::string>{"b", "sleep"}));
}

TEST(Link, DoesNotDependOnTheOrderOfUnits) {
  std::vector<UnitFacts> Units = threeFiles();
  // Two ways of the same length: the least by place is shown.
  calls(Units[1], "load", "write", "b.cpp", 2);
  Units[2].fact(blocks("write"), {step("c.cpp", 20, "fsync")}, {{"last", "fsync"}});
  std::vector<Finding> Expected = link(Units).Findings;
  ASSERT_EQ(Expected.size(), 1u);
  EXPECT_EQ(texts(Expected[0].Chain), (std::vector<std::string>{"write", "fsync"}));
  std::sort(Units.begin(), Units.end(), [](const UnitFacts &A, const UnitFacts &B) { return A.Unit < B.Unit; });
  do {
    EXPECT_EQ(link(Units).Findings, Expected);
  } while (std::next_permutation(Units.begin(), Units.end(),
                                 [](const UnitFacts &A, const UnitFacts &B) { return A.Unit < B.Unit; }));
}

TEST(Link, CountsAHeaderOnce) {
  std::vector<UnitFacts> Units = threeFiles();
  Units.push_back(Units[0]);
  Units.push_back(Units[2]);
  EXPECT_EQ(link(Units).Findings.size(), 1u);
}

TEST(Link, DeniesOnlyWhatIsDecided) {
  std::vector<UnitFacts> Units = threeFiles();
  // The coroutine starts on a pool in one file; a start on a loop in another one counts as well.
  Units[0].Findings.clear();
  Units[0].pending(pending("a.cpp", 7, {{blocks("load")}, {pure(Predicate::OnlyOnPool, "turn")}}, 0));
  Units[0].rule(pure(Predicate::OnlyOnPool, "turn"),
                {{pure(Predicate::OnPool, "turn")}, {pure(Predicate::OnLoop, "turn")}});
  EXPECT_EQ(link(Units).Findings.size(), 1u);
  Units[1].fact(pure(Predicate::OnPool, "turn"));
  EXPECT_TRUE(link(Units).Findings.empty());
  Units[2].fact(pure(Predicate::OnLoop, "turn"));
  EXPECT_EQ(link(Units).Findings.size(), 1u);
}

TEST(Link, JudgesAVirtualCallByTheOverridersOfTheProgram) {
  FunctionId Method = functionId("Store::get"), Base = functionId("Store");
  Atom Call(Predicate::Blocks, partOf(Method, "called on", Base));
  std::vector<UnitFacts> Units(3);
  Units[0].dispatch(Call, Method, Base);
  Units[0].overrides(Method, Base, Method, /*IsPure=*/true);
  Units[0].pending(pending("a.cpp", 7, {{Call}, {}}, 0));
  EXPECT_TRUE(link(Units).Findings.empty()) << "there is no overrider";

  auto overrider = [&](UnitFacts &Unit, const char *Class, const char *Name) {
    Unit.overrides(functionId(Name), functionId(Class), Method, false);
    Unit.derives(functionId(Class), Base);
  };
  overrider(Units[1], "FileStore", "FileStore::get");
  Units[1].fact(blocks("FileStore::get"), {step("b.cpp", 4, "fread")}, {{"last", "fread"}});
  ASSERT_EQ(link(Units).Findings.size(), 1u);
  EXPECT_EQ(link(Units).Findings[0].Message, "this leads to 'fread'");

  overrider(Units[2], "MemoryStore", "MemoryStore::get");
  EXPECT_TRUE(link(Units).Findings.empty()) << "one overrider does not block";

  // On an object that can only be a FileStore, the other one does not count.
  Atom Narrow(Predicate::Blocks, partOf(Method, "called on", functionId("FileStore")));
  Units[0].dispatch(Narrow, Method, functionId("FileStore"));
  Units[0].pending(pending("a.cpp", 8, {{Narrow}, {}}, 0));
  EXPECT_EQ(link(Units).Findings.size(), 1u);
}

TEST(Link, ShowsTheFirstOfAGroup) {
  std::vector<UnitFacts> Units = threeFiles();
  Units[0].Findings.clear();
  for (unsigned Line : {5, 3, 4}) {
    PendingFinding F = pending("a.cpp", Line, {{blocks(Line == 3 ? "nothing" : "load")}, {}}, 0);
    F.Group = functionId("turn");
    F.Order = Line;
    F.OtherNote = "line " + std::to_string(Line);
    Units[0].pending(F);
  }
  std::vector<Finding> Found = link(Units).Findings;
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Start.Line, 4u);
  EXPECT_EQ(Found[0].Notes.back().Message, "line 5");
}

TEST(Link, AsksTheIndexForWhatThisPartDoesNotDefine) {
  struct Index : ProgramKnowledge {
    std::optional<Explanation> lookup(const Atom &A) override {
      if (A != blocks("load") && A != blocks("mine"))
        return std::nullopt;
      return Explanation{{step("b.cpp", 3, "fopen")}, {{"last", "fopen"}}};
    }
    std::vector<UnitFacts::OverrideRecord> overriders(FunctionId) override { return {}; }
    std::vector<FunctionId> derived(FunctionId) override { return {}; }
  } Known;
  std::vector<UnitFacts> Units(1);
  Units[0].pending(pending("a.cpp", 7, {{blocks("load")}, {}}, 0));
  Units[0].pending(pending("a.cpp", 8, {{blocks("mine")}, {}}, 0));
  Units[0].fact(pure(Predicate::Defined, "mine")); // Its body was edited: the index is of the past.
  std::vector<Finding> Found = link(Units, &Known).Findings;
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_EQ(Found[0].Start.Line, 7u);
  EXPECT_EQ(texts(Found[0].Chain), (std::vector<std::string>{"fopen"}));
}

class IndexFile : public testing::Test {
protected:
  IndexFile() {
    llvm::SmallString<128> Made;
    EXPECT_FALSE(llvm::sys::fs::createTemporaryFile("async-tidy", "index", Made));
    File = Made.str().str();
  }
  ~IndexFile() override { llvm::sys::fs::remove(File); }

  std::string File;
};

TEST_F(IndexFile, AnswersForTheRestOfTheProgram) {
  std::vector<UnitFacts> Units = threeFiles();
  Units[1].fact(pure(Predicate::Named, "turn"));
  Units[2].fact(pure(Predicate::Named, "turn"));
  Units[2].fact(pure(Predicate::Named, "only here"));
  Units[2].derives(functionId("FileStore"), functionId("Store"));
  Units[2].overrides(functionId("FileStore::get"), functionId("FileStore"), functionId("Store::get"), false);
  LinkedProgram Program = link(Units);
  ASSERT_FALSE(bool(writeIndex(Program, Units, File)));

  auto Index = ProgramIndex::open(File, "c.cpp");
  ASSERT_TRUE(bool(Index)) << llvm::toString(Index.takeError());
  std::optional<Explanation> Why = (*Index)->lookup(blocks("load"));
  ASSERT_TRUE(Why.has_value());
  EXPECT_EQ(texts(Why->Steps), (std::vector<std::string>{"read", "fopen"}));
  EXPECT_EQ(Why->End, (Words{{"last", "fopen"}}));
  EXPECT_FALSE((*Index)->lookup(blocks("nothing")).has_value());
  // What a unit says of the functions that it calls may have changed in it since.
  EXPECT_TRUE((*Index)->lookup(pure(Predicate::Named, "turn")).has_value());
  EXPECT_FALSE((*Index)->lookup(pure(Predicate::Named, "only here")).has_value());
  EXPECT_EQ((*Index)->derived(functionId("Store")), std::vector<FunctionId>{functionId("FileStore")});
  ASSERT_EQ((*Index)->overriders(functionId("Store::get")).size(), 1u);

  // One unit and the index come to what all units come to.
  std::vector<UnitFacts> Alone{threeFiles()[0]};
  EXPECT_EQ(link(Alone, Index->get()).Findings, Program.Findings);
}

TEST_F(IndexFile, RefusesDamage) {
  std::error_code Code;
  llvm::raw_fd_ostream(File, Code) << "not a database, but long enough to look like something";
  auto Index = ProgramIndex::open(File, "a.cpp");
  EXPECT_FALSE(bool(Index));
  llvm::consumeError(Index.takeError());
  llvm::sys::fs::remove(File);
  auto Missing = ProgramIndex::open(File, "a.cpp");
  EXPECT_FALSE(bool(Missing));
  llvm::consumeError(Missing.takeError());
}

TEST(UnitFacts, SurvivesStorage) {
  std::vector<UnitFacts> Stored;
  for (const UnitFacts &Unit : threeFiles()) {
    llvm::Expected<UnitFacts> Read = UnitFacts::parse(Unit.serialize());
    ASSERT_TRUE(bool(Read)) << llvm::toString(Read.takeError());
    EXPECT_EQ(Read->serialize(), Unit.serialize());
    Stored.push_back(std::move(*Read));
  }
  EXPECT_EQ(link(Stored).Findings, link(threeFiles()).Findings);
}

TEST(UnitFacts, IsStoredTheSameWhateverTheOrderItWasSaidIn) {
  UnitFacts One, Other;
  calls(One, "load", "read", "b.cpp", 3);
  calls(One, "load", "write", "b.cpp", 5);
  One.fact(blocks("read"), {step("c.cpp", 9, "fopen")}, {{"last", "fopen"}});
  One.pending(pending("a.cpp", 7, {{blocks("load")}, {}}, 0));
  Other.pending(pending("a.cpp", 7, {{blocks("load")}, {}}, 0));
  Other.fact(blocks("read"), {step("c.cpp", 9, "fopen")}, {{"last", "fopen"}});
  calls(Other, "load", "write", "b.cpp", 5);
  calls(Other, "load", "read", "b.cpp", 3);
  calls(Other, "load", "read", "b.cpp", 3);
  EXPECT_NE(One.serialize(), Other.serialize());
  EXPECT_EQ(One.sorted().serialize(), Other.sorted().serialize());
}

WorkTerm deadline(Amount Seconds, std::vector<FindingNote> Notes, std::vector<RoundsOf> Rounds = {}) {
  return {std::move(Seconds), 1, false, 0, std::move(Notes), std::move(Rounds), {}};
}
WorkTerm deadline(double Seconds, std::vector<FindingNote> Notes) {
  return deadline(Amount{Seconds, {}}, std::move(Notes));
}
WorkTerm pause(double Seconds, std::vector<FindingNote> Notes = {}) {
  return {{Seconds, {}}, 1, true, 0, std::move(Notes), {}, {}};
}
WorkTerm callOf(llvm::StringRef Name, unsigned Times, std::vector<FindingNote> Notes = {},
                std::vector<std::optional<Amount>> Arguments = {}) {
  return {{}, Times, false, functionId(Name), std::move(Notes), {}, std::move(Arguments)};
}

/// A deadline around `step`, which asks twice and pauses once; asking takes a minute, and never asks itself.
std::vector<UnitFacts> aLadder(double Limit) {
  std::vector<UnitFacts> Units(3);
  PendingFinding F = pending("a.cpp", 7, {});
  F.Record.Message = "'step' is given less, but ${inside}";
  F.Takes = functionId("the work in a.cpp");
  F.Limit = Limit;
  Units[0].Unit = "a.cpp";
  Units[0].takes(F.Takes, {callOf("step", 1)});
  Units[0].pending(F);
  Units[1].Unit = "b.cpp";
  Units[1].takes(functionId("step"), {callOf("ask", 2, {step("b.cpp", 3, "'ask' is called here")}),
                                      pause(3, {step("b.cpp", 4, "pauses here")})});
  Units[2].Unit = "c.cpp";
  Units[2].takes(functionId("ask"), {deadline(60, {step("c.cpp", 9, "the deadline is set here")}), callOf("ask", 5)});
  return Units;
}

TEST(Link, AddsUpWhatCalleesTake) {
  std::vector<UnitFacts> Units = aLadder(122);
  std::vector<Finding> Found = link(Units).Findings;
  ASSERT_EQ(Found.size(), 1U);
  EXPECT_EQ(Found[0].Message, "'step' is given less, but the deadlines inside it allow 123 s (2 x 60 s + 3 s): the "
                              "outer one ends it before they do");
  EXPECT_EQ(
      texts(Found[0].Notes),
      (std::vector<std::string>{"'ask' is called here", "the deadline is set here: 2 x 60 s", "pauses here: 3 s"}));
  EXPECT_TRUE(link(aLadder(123)).Findings.empty());
}

/// Two functions that call each other, each with a deadline of its own: whichever unit comes first.
TEST(Link, CyclesOfTimesDoNotDependOnTheOrder) {
  std::vector<UnitFacts> Units = aLadder(5);
  Units[1].takes(functionId("step"), {deadline(10, {step("b.cpp", 1, "set here")}), callOf("ask", 1)});
  Units[2].takes(functionId("ask"), {deadline(70, {step("c.cpp", 1, "set here")}), callOf("step", 1)});
  std::vector<Finding> Found = link(Units).Findings;
  ASSERT_EQ(Found.size(), 1U);
  EXPECT_EQ(Found[0].Message, "'step' is given less, but the deadline inside it is 10 s: it never gets that far");
  std::reverse(Units.begin(), Units.end());
  EXPECT_EQ(link(Units).Findings, Found);
}

TEST(Link, TimesGoThroughAnyNumberOfFunctions) {
  std::vector<UnitFacts> Units = aLadder(59);
  for (unsigned I = 0; I < 50000; ++I)
    Units[1].takes(functionId("step " + std::to_string(I)),
                   {callOf("step " + std::to_string(I + 1), 1, {step("b.cpp", I, "called here")})});
  Units[2].takes(functionId("step 50000"), {callOf("often", 4000)});
  Units[2].takes(functionId("often"), {callOf("ask", 4000000)});
  Units[0].takes(functionId("the work in a.cpp"), {callOf("step 0", 1), pause(1000)});
  std::vector<Finding> Found = link(Units).Findings;
  ASSERT_EQ(Found.size(), 1U);
  EXPECT_NE(Found[0].Message.find("4294967295 x 60 s"), std::string::npos) << Found[0].Message;
}

/// `send` waits twice its first parameter, in as many rounds as its second says and one more.
std::vector<UnitFacts> aLadderOfParameters(std::vector<std::optional<Amount>> Arguments) {
  std::vector<UnitFacts> Units = aLadder(1);
  Units[1] = UnitFacts();
  Units[1].takes(functionId("step"), {callOf("send", 1, {}, std::move(Arguments))});
  Units[2] = UnitFacts();
  Units[2].takes(functionId("send"), {deadline({2, {0}}, {step("c.cpp", 9, "the deadline is set here")}, {{1, 1}})});
  return Units;
}

std::string inside(llvm::ArrayRef<UnitFacts> Units) {
  std::vector<Finding> Found = link(Units).Findings;
  return Found.empty() ? "" : llvm::StringRef(Found[0].Message).split("inside it ").second.split(':').first.str();
}

TEST(Link, CalleesTakeWhatTheyAreGiven) {
  EXPECT_EQ(inside(aLadderOfParameters({Amount{5, {}}, Amount{3, {}}})), "allow 40 s (4 x 10 s)");
  EXPECT_EQ(inside(aLadderOfParameters({Amount{5, {}}, std::nullopt})), "is 10 s");
  EXPECT_EQ(inside(aLadderOfParameters({Amount{5, {}}})), "is 10 s");
  EXPECT_EQ(inside(aLadderOfParameters({Amount{5, {}}, Amount{-1, {}}})), "");
  EXPECT_EQ(inside(aLadderOfParameters({std::nullopt, Amount{3, {}}})), "");
  // A parameter of the caller, which nobody gives anything.
  EXPECT_EQ(inside(aLadderOfParameters({Amount{5, {0}}, Amount{3, {}}})), "");

  // What one function hands on to the next.
  std::vector<UnitFacts> Units = aLadderOfParameters({Amount{0.5, {1}}, Amount{1, {0}}});
  Units[0].takes(functionId("the work in a.cpp"), {callOf("step", 2, {}, {Amount{2, {}}, Amount{60, {}}})});
  EXPECT_EQ(inside(Units), "allow 360 s (6 x 60 s)");
  for (UnitFacts &Unit : Units)
    Unit = cantFail(UnitFacts::parse(Unit.serialize()));
  EXPECT_EQ(inside(Units), "allow 360 s (6 x 60 s)");
}

/// Powers of a parameter, through one function after another.
TEST(Link, ProductsDoNotGrowWithoutEnd) {
  std::vector<UnitFacts> Units = aLadderOfParameters({Amount{5, {}}, Amount{3, {}}});
  Units[1] = UnitFacts();
  constexpr unsigned Most = 40;
  for (unsigned I = 0; I < Most; ++I)
    Units[1].takes(
        functionId(I == 0 ? "step" : "step " + std::to_string(I)),
        {callOf(I + 1 == Most ? "send" : "step " + std::to_string(I + 1), 1, {}, {Amount{1, {0, 0, 0, 0}}})});
  Units[0].takes(functionId("the work in a.cpp"), {callOf("step", 1, {}, {Amount{60, {}}})});
  EXPECT_EQ(inside(Units), "");
}

TEST(Link, PausesAloneContradictNothing) {
  std::vector<UnitFacts> Units = aLadder(1);
  Units.pop_back();
  EXPECT_TRUE(link(Units).Findings.empty());
}

TEST(Link, OrderAndStorageDoNotChangeTimes) {
  std::vector<UnitFacts> Units = aLadder(122);
  std::vector<Finding> Found = link(Units).Findings;
  for (UnitFacts &Unit : Units) {
    auto Again = UnitFacts::parse(Unit.sorted().serialize());
    ASSERT_TRUE(bool(Again)) << llvm::toString(Again.takeError());
    Unit = std::move(*Again);
  }
  std::reverse(Units.begin(), Units.end());
  EXPECT_EQ(link(Units).Findings, Found);
}

TEST_F(IndexFile, KnowsWhatFunctionsTake) {
  std::vector<UnitFacts> Units = aLadder(122);
  LinkedProgram Program = link(Units);
  ASSERT_FALSE(bool(writeIndex(Program, Units, File)));
  auto Index = ProgramIndex::open(File, "a.cpp");
  ASSERT_TRUE(bool(Index)) << llvm::toString(Index.takeError());
  std::vector<UnitFacts> Alone{Units[0]};
  EXPECT_EQ(link(Alone, Index->get()).Findings, Program.Findings);
}

TEST(UnitFacts, RefusesDamage) {
  std::string Good = threeFiles()[2].serialize();
  for (size_t Size = 0; Size < Good.size(); ++Size) {
    auto Cut = UnitFacts::parse(llvm::StringRef(Good).take_front(Size));
    EXPECT_FALSE(bool(Cut)) << "cut to " << Size;
    llvm::consumeError(Cut.takeError());
  }
  for (size_t I = 0; I < Good.size(); ++I) {
    std::string Bad = Good;
    Bad[I] ^= 0x40;
    auto Read = UnitFacts::parse(Bad);
    EXPECT_FALSE(bool(Read)) << "byte " << I;
    llvm::consumeError(Read.takeError());
  }
}

} // namespace
