//===--- ModelReaderTest.cpp ------------------------------------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "libraries/LibraryModel.h"
#include <gtest/gtest.h>

using namespace async_tidy;

namespace {

struct Read {
  std::vector<ModelError> Errors;
  std::shared_ptr<const LibraryModel> Model;

  explicit Read(llvm::StringRef Text) : Model(readModel("acme.yaml", Text, Errors)) {}
};

TEST(ModelReader, ReadsNamesAndLists) {
  Read R("library: Acme\n"
         "roots: [acme, acme::v2]\n"
         "holders: basket\n"
         "sleeps:\n"
         "  - {call: nap, duration: 0}\n"
         "  - {call: [doze, drowse], duration: last}\n");
  ASSERT_TRUE(R.Model);
  EXPECT_TRUE(R.Errors.empty());
  EXPECT_EQ(R.Model->Library, "Acme");
  EXPECT_EQ(R.Model->Roots, (Names{"acme", "acme::v2"}));
  EXPECT_EQ(R.Model->Holders, Names{"basket"});
  ASSERT_EQ(R.Model->Sleeps.size(), 2u);
  EXPECT_EQ(R.Model->Sleeps[0].Duration.What, Selector::Kind::Position);
  EXPECT_EQ(R.Model->Sleeps[0].Line, 5u);
  EXPECT_EQ(R.Model->Sleeps[1].Calls, (Names{"doze", "drowse"}));
  EXPECT_EQ(R.Model->Sleeps[1].Duration.What, Selector::Kind::Last);
}

TEST(ModelReader, ReadsSelectors) {
  Read R("library: Acme\n"
         "roots: [acme]\n"
         "offloads:\n"
         "  - {call: a, work: 3, executor: this}\n"
         "  - {call: b, work: all}\n"
         "  - {call: c, work: type:Work}\n");
  ASSERT_TRUE(R.Model);
  ASSERT_EQ(R.Model->Offloads.size(), 3u);
  EXPECT_EQ(R.Model->Offloads[0].Work.Position, 3u);
  EXPECT_EQ(R.Model->Offloads[0].Executor.What, Selector::Kind::Object);
  EXPECT_EQ(R.Model->Offloads[1].Work.What, Selector::Kind::All);
  EXPECT_EQ(R.Model->Offloads[2].Work.What, Selector::Kind::Type);
  EXPECT_EQ(R.Model->Offloads[2].Work.Type, "Work");
}

TEST(ModelReader, LeavesOutTheEntryWithAMistakeAndKeepsTheRest) {
  Read R("library: Acme\n"
         "roots: [acme]\n"
         "awaitables:\n"
         "  - {type: Job, kind: lasy}\n"
         "  - {type: Task, kind: lazy}\n");
  ASSERT_TRUE(R.Model);
  ASSERT_EQ(R.Model->Awaitables.size(), 1u);
  EXPECT_EQ(R.Model->Awaitables[0].Types, Names{"Task"});
  ASSERT_EQ(R.Errors.size(), 1u);
  EXPECT_EQ(R.Errors[0].File, "acme.yaml");
  EXPECT_EQ(R.Errors[0].Line, 4u);
  EXPECT_EQ(R.Errors[0].Column, 23u);
  EXPECT_EQ(R.Errors[0].Message,
            "'lasy' is not accepted for 'kind'; accepted: lazy, eager, cancels, detaches, terminates");
}

TEST(ModelReader, NamesAnUnknownKeyAndThoseAccepted) {
  Read R("library: Acme\n"
         "roots: [acme]\n"
         "yields:\n"
         "  - {calls: pass}\n");
  ASSERT_FALSE(R.Errors.empty());
  EXPECT_TRUE(llvm::any_of(R.Errors, [](const ModelError &E) {
    return E.Line == 4 && E.Message == "unknown key 'calls' in an entry of 'yields'; accepted: call";
  }));
}

TEST(ModelReader, NamesAnUnknownCategory) {
  Read R("library: Acme\n"
         "roots: [acme]\n"
         "blocking:\n"
         "  - {call: get, category: htpp}\n");
  ASSERT_EQ(R.Errors.size(), 1u);
  for (const BlockingCategory &Category : blockingCategories())
    EXPECT_NE(R.Errors[0].Message.find(Category.Name.str()), std::string::npos) << Category.Name.str();
}

TEST(ModelReader, RefusesWhatIsNoModel) {
  for (const char *Text :
       {"", "text", "[1, 2]", "roots: [acme", "roots: [acme]", "library: Acme", "{library: {a: b}, roots: [acme]}",
        "library: Acme\nroots: {a: b}\n", "? [a]\n: b\n", "&a [*a]", "\xff\xfe", "library: !!binary x\nroots: ~\n"}) {
    Read R(Text);
    EXPECT_FALSE(R.Model) << Text;
    EXPECT_FALSE(R.Errors.empty()) << Text;
  }
}

TEST(ModelReader, NoTruncationOfAModelCrashes) {
  const std::string Text =
      "library: Acme\nroots: [acme]\nblocking:\n  - {call: [get, put], category: http, unless: [{argument: 2, "
      "flag: NOW}, {after: set}]}\nlocks:\n  - call: Mutex::acquire\nfixes:\n  sleep: {text: \"nap()\"}\n"
      "cancellation: {exceptions: [gone], sticky: true}\n";
  for (std::size_t Length = 0; Length <= Text.size(); ++Length)
    Read R(llvm::StringRef(Text).take_front(Length));
}

TEST(ModelReader, EveryCategoryIsDistinct) {
  auto Categories = blockingCategories();
  EXPECT_GE(Categories.size(), 10u);
  for (std::size_t I = 0; I < Categories.size(); ++I)
    for (std::size_t J = I + 1; J < Categories.size(); ++J)
      EXPECT_NE(Categories[I].Name, Categories[J].Name);
}

} // namespace
