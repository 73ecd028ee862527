//===--- UnitFacts.h - What one unit knows of the program -------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What a unit tells the program: facts and rules about its functions, the classes that a virtual call may end in, and
/// the findings that hold only when other files say so. Written at the end of a unit, kept by the driver, linked with
/// those of all units (Link.h).
///
/// A rule can explain its head: with steps, which become the notes of a finding, with the atom whose explanation goes
/// on, and with words that stand for the places in a message which only the end of the chain can fill.
///
/// The stored form is one block of bytes with a version and a checksum, read without a copy of every string. It belongs
/// to the machine that wrote it and to the same build.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_PROGRAM_UNITFACTS_H
#define ASYNC_TIDY_PROGRAM_UNITFACTS_H

#include "program/Finding.h"
#include "program/Proposition.h"
#include "program/WorkTime.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"

namespace async_tidy {

/// What the end of a chain says of itself: "last" is what it is called, "effect" what it does, and so on. `${last}` in
/// a message or an edit stands for it.
using Words = std::vector<std::pair<std::string, std::string>>;

/// A finding that holds under a condition.
struct PendingFinding {
  static constexpr int NoVia = -1;

  program::Finding Record;
  Condition When;
  int Via = NoVia; ///< The atom of When.If whose explanation becomes the chain.
  /// Of the findings of one group that hold, the first in order is reported; the others become its notes.
  FunctionId Group = 0;
  unsigned Order = 0;
  std::string OtherNote; ///< What the note says of it then.
  /// When not 0, it holds only when the work that is written under this name has deadlines and takes longer than Limit,
  /// in seconds; `${inside}` in the message stands for how long.
  FunctionId Takes = 0;
  double Limit = 0;
};

class UnitFacts {
public:
  static constexpr int NoVia = PendingFinding::NoVia;

  /// The main file of the unit.
  std::string Unit;

  /// \p Head holds.
  void fact(Atom Head, llvm::ArrayRef<program::FindingNote> Steps = {}, const Words &End = {}) {
    rule(Head, {}, Steps, NoVia, End);
  }
  /// \p Head holds when \p When does. Its explanation: \p Steps, then that of the atom \p Via of When.If.
  void rule(Atom Head, const Condition &When, llvm::ArrayRef<program::FindingNote> Steps = {}, int Via = NoVia,
            const Words &End = {});
  /// What awaiting \p Function, or work that is named like a part of one, takes. Parameters are those of \p Function.
  void takes(FunctionId Function, llvm::ArrayRef<WorkTerm> Terms);
  /// \p Head, an atom of a virtual call of \p Method on an object of \p Class, holds when its predicate does of every
  /// function that the call may end in.
  void dispatch(Atom Head, FunctionId Method, FunctionId Class);
  /// \p Method of \p Class overrides \p Overridden. Every virtual method overrides itself.
  void overrides(FunctionId Method, FunctionId Class, FunctionId Overridden, bool IsPure);
  void derives(FunctionId Class, FunctionId Base);
  void pending(PendingFinding Pending) { Findings.push_back(std::move(Pending)); }

  /// The same, each rule once, in an order that depends on nothing but the content: two runs store the same bytes.
  UnitFacts sorted() const;

  std::string serialize() const;
  static llvm::Expected<UnitFacts> parse(llvm::StringRef Bytes);

  // The stored form. Numbers are positions in the vectors below and in the list of strings.
  struct RuleRecord {
    Atom Head;
    uint32_t FirstAtom = 0, FirstStep = 0, End = 0;          ///< End: the string of the words.
    uint8_t NumIf = 0, NumUnless = 0, NumSteps = 0, Via = 0; ///< Via counts from 1.
  };
  struct StepRecord {
    uint32_t File, Offset, Line, Column, Text;
  };
  struct TimeRecord {
    FunctionId Function;
    uint32_t FirstTerm, NumTerms;
  };
  struct TermRecord {
    FunctionId Callee;
    double Each;
    uint32_t Times, Pause, FirstStep, NumSteps;
    uint64_t Depends; ///< The string of dependenceText().
  };
  struct DispatchRecord {
    Atom Head;
    FunctionId Method, Class;
  };
  struct OverrideRecord {
    FunctionId Method, Class, Overridden;
    uint64_t IsPure;
  };
  struct BaseRecord {
    FunctionId Class, Base;
  };

  std::vector<RuleRecord> Rules;
  std::vector<Atom> Atoms;
  std::vector<StepRecord> Steps;
  std::vector<TimeRecord> Times;
  std::vector<TermRecord> Terms;
  std::vector<DispatchRecord> Dispatches;
  std::vector<OverrideRecord> Overrides;
  std::vector<BaseRecord> Bases;
  std::vector<PendingFinding> Findings;

  llvm::StringRef string(uint32_t Number) const {
    return llvm::StringRef(Text).substr(Starts[Number], Starts[Number + 1] - Starts[Number]);
  }
  program::FindingNote step(const StepRecord &S) const;
  std::vector<program::FindingNote> steps(uint32_t First, uint32_t Count) const;
  WorkTerms termsOf(const TimeRecord &Time) const;
  static Words words(llvm::StringRef Text);

private:
  uint32_t intern(llvm::StringRef S);
  void addSteps(llvm::ArrayRef<program::FindingNote> Notes);

  std::string Text;
  std::vector<uint32_t> Starts{0, 0}; ///< String 0 is the empty one.
  llvm::StringMap<uint32_t> Known;
};

} // namespace async_tidy

#endif // ASYNC_TIDY_PROGRAM_UNITFACTS_H
