//===--- Link.cpp ---------------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Link.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SCCIterator.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>
#include <map>

using namespace llvm;

namespace async_tidy {

using namespace program;

static std::pair<uint64_t, uint32_t> keyOf(const Atom &A) {
  return {A.Function, uint32_t(A.Parameter) << 8 | uint32_t(A.P)};
}

/// A function whose work takes time, in the graph of their calls.
struct TimeNode {
  FunctionId Function = 0;
  const WorkTerms *Terms = nullptr;
  SmallVector<TimeNode *, 2> Callees;
};

} // namespace async_tidy

template <> struct llvm::GraphTraits<async_tidy::TimeNode *> {
  using NodeRef = async_tidy::TimeNode *;
  using ChildIteratorType = SmallVectorImpl<NodeRef>::iterator;
  static NodeRef getEntryNode(NodeRef N) { return N; }
  static ChildIteratorType child_begin(NodeRef N) { return N->Callees.begin(); }
  static ChildIteratorType child_end(NodeRef N) { return N->Callees.end(); }
};

namespace async_tidy {

class Linker {
public:
  Linker(ArrayRef<UnitFacts> Units, ProgramKnowledge *Rest) : Units(Units), Rest(Rest) { Out.Units = Units; }

  LinkedProgram run() {
    collect();
    expandDispatches();
    group();
    if (Rest)
      ask();
    for (unsigned Level = 0; Level < NumLevels; ++Level)
      decide(Level);
    decideTimes();
    report();
    return std::move(Out);
  }

private:
  struct Rule {
    uint32_t Head, FirstAtom; ///< The atoms are numbers in Body.
    uint32_t Unit, Index;     ///< Where it is written; Unit is ~0 for virtual calls.
    uint32_t Open = 0;        ///< Atoms of If that do not hold yet.
    uint8_t NumIf, NumUnless;
  };

  uint32_t id(const Atom &A) {
    auto [It, New] = Out.Ids.try_emplace(keyOf(A), uint32_t(Out.Atoms.size()));
    if (New)
      Out.Atoms.push_back(A);
    return It->second;
  }

  void collect();
  void expandDispatches();
  void group();
  void ask();
  void decide(unsigned Level);
  void decideTimes();
  const WorkTerms &termsOf(FunctionId Function);
  WorkTerms sum(ArrayRef<WorkTerm> Terms, ArrayRef<TimeNode *> Cycle);
  bool isOverdue(const PendingFinding &F, Finding &Made);
  void report();
  bool isBetter(const Rule &A, const Rule &B) const;
  void settle(uint32_t Head);

  ArrayRef<UnitFacts> Units;
  ProgramKnowledge *Rest;
  LinkedProgram Out;
  std::vector<Rule> Rules;
  std::vector<uint32_t> Body;
  std::array<std::vector<uint32_t>, NumLevels> ByLevel;
  /// Of each atom, the rules that need it: Users[FirstUser[atom]..FirstUser[atom + 1]).
  std::vector<uint32_t> FirstUser, Users;
  std::map<FunctionId, WorkTerms> Written; ///< What units say of their functions.
  std::map<FunctionId, WorkTerms> Sums;    ///< The same, with what their callees take.
};

void Linker::collect() {
  size_t NumRules = 0, NumAtoms = 0;
  for (const UnitFacts &Unit : Units) {
    NumRules += Unit.Rules.size() + Unit.Dispatches.size();
    NumAtoms += Unit.Atoms.size();
  }
  Rules.reserve(NumRules);
  Body.reserve(NumAtoms);
  Out.Ids.reserve(unsigned((NumRules + NumAtoms) / 2));
  for (uint32_t U = 0; U < Units.size(); ++U) {
    const UnitFacts &Unit = Units[U];
    for (uint32_t I = 0; I < Unit.Rules.size(); ++I) {
      const UnitFacts::RuleRecord &R = Unit.Rules[I];
      Rules.push_back({id(R.Head), uint32_t(Body.size()), U, I, R.NumIf, R.NumIf, R.NumUnless});
      for (unsigned A = 0; A < unsigned(R.NumIf) + R.NumUnless; ++A)
        Body.push_back(id(Unit.Atoms[R.FirstAtom + A]));
    }
    for (const PendingFinding &F : Unit.Findings)
      for (const auto *List : {&F.When.If, &F.When.Unless})
        for (const Atom &A : *List)
          id(A);
    for (const UnitFacts::TimeRecord &Time : Unit.Times) {
      id(Atom(Predicate::Takes, Time.Function));
      // Several units may see one function; the longest sum stands, by content where that leaves a choice.
      WorkTerms Terms = Unit.termsOf(Time);
      auto [It, New] = Written.try_emplace(Time.Function, Terms);
      if (!New && std::pair(sumOf(It->second), It->second) < std::pair(sumOf(Terms), Terms))
        It->second = std::move(Terms);
    }
    for (const UnitFacts::TermRecord &Term : Unit.Terms)
      if (Term.Callee)
        id(Atom(Predicate::Takes, Term.Callee));
  }
}

/// One rule for each virtual call, over the functions that it may end in.
void Linker::expandDispatches() {
  std::map<FunctionId, std::map<FunctionId, UnitFacts::OverrideRecord>> Overriders;
  std::map<FunctionId, SmallVector<FunctionId, 2>> Derived;
  std::map<std::pair<uint64_t, uint32_t>, UnitFacts::DispatchRecord> Questions;
  for (const UnitFacts &Unit : Units)
    for (const UnitFacts::DispatchRecord &D : Unit.Dispatches)
      Questions.emplace(keyOf(D.Head), D);
  if (Questions.empty())
    return;
  for (const UnitFacts &Unit : Units) {
    for (const UnitFacts::OverrideRecord &O : Unit.Overrides)
      Overriders[O.Overridden].emplace(O.Method, O);
    for (const UnitFacts::BaseRecord &B : Unit.Bases)
      Derived[B.Base].push_back(B.Class);
  }
  DenseSet<FunctionId> AskedMethods, AskedClasses;
  std::map<FunctionId, DenseSet<FunctionId>> Families;
  auto family = [&](FunctionId Class) -> const DenseSet<FunctionId> & {
    auto [It, New] = Families.try_emplace(Class);
    if (!New)
      return It->second;
    SmallVector<FunctionId, 8> Open{Class};
    while (!Open.empty()) {
      FunctionId Next = Open.pop_back_val();
      if (!It->second.insert(Next).second)
        continue;
      if (Rest && AskedClasses.insert(Next).second)
        append_range(Derived[Next], Rest->derived(Next));
      append_range(Open, Derived[Next]);
    }
    return It->second;
  };
  for (const auto &[Key, D] : Questions) {
    const DenseSet<FunctionId> &Family = family(D.Class);
    // The function that is shown comes first: the least by number.
    std::map<FunctionId, bool> Candidates;
    DenseSet<FunctionId> Seen;
    SmallVector<FunctionId, 8> Open{D.Method};
    while (!Open.empty()) {
      FunctionId Next = Open.pop_back_val();
      if (!Seen.insert(Next).second)
        continue;
      if (Rest && AskedMethods.insert(Next).second)
        for (const UnitFacts::OverrideRecord &O : Rest->overriders(Next))
          Overriders[Next].emplace(O.Method, O);
      for (const auto &[Method, O] : Overriders[Next]) {
        if (!O.IsPure && (Method == D.Method || Family.contains(O.Class)))
          Candidates[Method] = true;
        Open.push_back(Method);
      }
    }
    if (Candidates.empty() || Candidates.size() > 200)
      continue; // Nobody to ask, or an interface of the whole program.
    Rule R{id(D.Head), uint32_t(Body.size()), ~0u, 0, 0, uint8_t(Candidates.size()), 0};
    for (const auto &[Method, IsOne] : Candidates)
      Body.push_back(id(Atom(D.Head.P, Method, D.Head.Parameter)));
    R.Open = R.NumIf;
    Out.Continues[R.Head] = Body[R.FirstAtom];
    Rules.push_back(R);
  }
}

void Linker::group() {
  size_t NumAtoms = Out.Atoms.size();
  Out.True.resize(NumAtoms);
  Out.Why.resize(NumAtoms);
  FirstUser.assign(NumAtoms + 1, 0);
  for (Rule &R : Rules) {
    R.Open = R.NumIf;
    for (unsigned I = 0; I < R.NumIf; ++I)
      ++FirstUser[Body[R.FirstAtom + I] + 1];
  }
  for (size_t I = 0; I < NumAtoms; ++I)
    FirstUser[I + 1] += FirstUser[I];
  Users.resize(FirstUser.back());
  std::vector<uint32_t> Next(FirstUser.begin(), FirstUser.end() - 1);
  for (uint32_t N = 0; N < Rules.size(); ++N) {
    const Rule &R = Rules[N];
    for (unsigned I = 0; I < R.NumIf; ++I)
      Users[Next[Body[R.FirstAtom + I]]++] = N;
    ByLevel[levelOf(Out.Atoms[R.Head].P)].push_back(N);
  }
}

/// What the rest of the program says, before anything is derived here.
void Linker::ask() {
  DenseSet<FunctionId> Here;
  for (const UnitFacts &Unit : Units)
    for (const UnitFacts::RuleRecord &R : Unit.Rules)
      if (R.Head.P == Predicate::Defined)
        Here.insert(R.Head.Function);
  for (uint32_t I = 0; I < Out.Atoms.size(); ++I) {
    const Atom &A = Out.Atoms[I];
    // Of its own functions this part knows best, but for what their callers elsewhere say.
    if (Here.contains(A.Function) && !isOfCallers(A.P))
      continue;
    if (std::optional<Explanation> Known = Rest->lookup(A)) {
      Out.Given[I] = std::move(*Known);
      settle(I);
    }
  }
}

void Linker::settle(uint32_t Head) {
  Out.True[Head] = true;
  for (uint32_t N = FirstUser[Head]; N < FirstUser[Head + 1]; ++N)
    --Rules[Users[N]].Open;
}

/// By content, so that the order of units does not matter.
bool Linker::isBetter(const Rule &A, const Rule &B) const {
  if (A.Unit == ~0u || B.Unit == ~0u)
    return A.Unit != B.Unit && B.Unit == ~0u;
  const UnitFacts &UnitA = Units[A.Unit], &UnitB = Units[B.Unit];
  const UnitFacts::RuleRecord &RuleA = UnitA.Rules[A.Index], &RuleB = UnitB.Rules[B.Index];
  for (unsigned I = 0; I < std::min(RuleA.NumSteps, RuleB.NumSteps); ++I) {
    const UnitFacts::StepRecord &StepA = UnitA.Steps[RuleA.FirstStep + I], &StepB = UnitB.Steps[RuleB.FirstStep + I];
    if (int Order = UnitA.string(StepA.File).compare(UnitB.string(StepB.File)))
      return Order < 0;
    if (StepA.Offset != StepB.Offset)
      return StepA.Offset < StepB.Offset;
    if (int Order = UnitA.string(StepA.Text).compare(UnitB.string(StepB.Text)))
      return Order < 0;
  }
  if (RuleA.NumSteps != RuleB.NumSteps)
    return RuleA.NumSteps < RuleB.NumSteps;
  if (int Order = UnitA.string(RuleA.End).compare(UnitB.string(RuleB.End)))
    return Order < 0;
  auto via = [&](const Rule &R, const UnitFacts::RuleRecord &Record) {
    return Record.Via ? keyOf(Out.Atoms[Body[R.FirstAtom + Record.Via - 1]]) : std::pair<uint64_t, uint32_t>();
  };
  return via(A, RuleA) < via(B, RuleB);
}

void Linker::decide(unsigned Level) {
  auto denied = [&](const Rule &R) {
    for (unsigned I = 0; I < R.NumUnless; ++I)
      if (Out.True[Body[R.FirstAtom + R.NumIf + I]])
        return true;
    return false;
  };
  std::vector<uint32_t> Ready, Next;
  for (uint32_t N : ByLevel[Level])
    if (Rules[N].Open == 0)
      Ready.push_back(N);
  std::vector<uint32_t> New;
  DenseMap<uint32_t, uint32_t> Best;
  while (!Ready.empty()) {
    New.clear();
    Best.clear();
    for (uint32_t N : Ready) {
      const Rule &R = Rules[N];
      if (denied(R))
        continue;
      if (R.Unit != ~0u)
        Out.Fired.emplace_back(R.Head, R.Unit);
      if (Out.True[R.Head])
        continue;
      auto [It, First] = Best.try_emplace(R.Head, N);
      if (First)
        New.push_back(R.Head);
      else if (isBetter(R, Rules[It->second]))
        It->second = N;
    }
    Next.clear();
    for (uint32_t Head : New) {
      const Rule &R = Rules[Best[Head]];
      Out.Why[Head] = {R.Unit, R.Index};
      Out.True[Head] = true;
      for (uint32_t U = FirstUser[Head]; U < FirstUser[Head + 1]; ++U)
        if (--Rules[Users[U]].Open == 0 && levelOf(Out.Atoms[Rules[Users[U]].Head].P) == Level)
          Next.push_back(Users[U]);
    }
    std::swap(Ready, Next);
  }
}

//===----------------------------------------------------------------------===//
// Times
//===----------------------------------------------------------------------===//

/// A sum as the explanation of an atom, which is how an index keeps it.
static Explanation explanationOf(ArrayRef<WorkTerm> Terms) {
  Explanation Why;
  for (const WorkTerm &Term : Terms) {
    Why.End.emplace_back("term", formatv("{0:e16} {1} {2} {3} {4}", Term.Each.Number, Term.Times, unsigned(Term.Pause),
                                         Term.Notes.size(), dependenceText(Term))
                                     .str());
    llvm::append_range(Why.Steps, Term.Notes);
  }
  return Why;
}

static WorkTerms termsIn(const Explanation &Why) {
  WorkTerms Terms;
  ArrayRef<FindingNote> Steps(Why.Steps);
  for (const auto &[Name, Value] : Why.End) {
    double Each = 0;
    unsigned Times = 0, Pause = 0, Notes = 0;
    SmallVector<StringRef, 4> Parts;
    StringRef(Value).split(Parts, ' ');
    if (Parts.size() != 5 || Parts[0].getAsDouble(Each) || Parts[1].getAsInteger(10, Times) ||
        Parts[2].getAsInteger(10, Pause) || Parts[3].getAsInteger(10, Notes) || Notes > Steps.size())
      return {};
    WorkTerm &Term =
        Terms.emplace_back(WorkTerm{{Each, {}}, Times, Pause != 0, 0, Steps.take_front(Notes).vec(), {}, {}});
    if (!readDependence(Parts[4], Term))
      return {};
    Steps = Steps.drop_front(Notes);
  }
  return Terms;
}

const WorkTerms &Linker::termsOf(FunctionId Function) {
  auto [It, New] = Sums.try_emplace(Function);
  if (New) // Of the rest of the program.
    if (auto Id = Out.Ids.find(keyOf(Atom(Predicate::Takes, Function))); Id != Out.Ids.end())
      if (auto Known = Out.Given.find(Id->second); Known != Out.Given.end())
        It->second = termsIn(Known->second);
  return It->second;
}

/// The terms of a function with those of its callees, but for those in \p Cycle, which call it in their turn.
WorkTerms Linker::sum(ArrayRef<WorkTerm> Terms, ArrayRef<TimeNode *> Cycle) {
  // What is left out makes the sum less, and the notes fewer.
  constexpr size_t MostTerms = 200, MostNotes = 50;
  WorkTerms Sum;
  auto Add = [&](const WorkTerm &Part) {
    auto Same = find_if(Sum, [&](const WorkTerm &Other) {
      return Other.Each == Part.Each && Other.Notes == Part.Notes && Other.Rounds == Part.Rounds;
    });
    if (Same != Sum.end())
      Same->Times = SaturatingAdd(Same->Times, Part.Times);
    else if (Sum.size() < MostTerms)
      Sum.push_back(Part);
  };
  for (const WorkTerm &Term : Terms) {
    if (!Term.Callee) {
      Add(Term);
    } else if (none_of(Cycle, [&](const TimeNode *N) { return N->Function == Term.Callee; })) {
      for (const WorkTerm &Inner : termsOf(Term.Callee)) {
        std::optional<WorkTerm> Part = applied(Inner, Term.Arguments);
        if (!Part)
          continue;
        Part->Times = SaturatingMultiply(Part->Times, Term.Times);
        append_range(Part->Rounds, Term.Rounds);
        if (Part->Notes.size() < MostNotes)
          Part->Notes.insert(Part->Notes.begin(), Term.Notes.begin(), Term.Notes.end());
        Add(*Part);
      }
    }
  }
  return Sum;
}

void Linker::decideTimes() {
  std::map<FunctionId, TimeNode> Nodes;
  TimeNode Root;
  for (const auto &[Function, Terms] : Written)
    Root.Callees.push_back(&(Nodes[Function] = {Function, &Terms, {}}));
  for (auto &[Function, Node] : Nodes)
    for (const WorkTerm &Term : *Node.Terms)
      if (auto Callee = Nodes.find(Term.Callee); Callee != Nodes.end())
        Node.Callees.push_back(&Callee->second);
  // Callees come before their callers.
  for (auto Cycle = scc_begin(&Root); !Cycle.isAtEnd(); ++Cycle)
    for (const TimeNode *Node : *Cycle)
      if (Node != &Root)
        Sums[Node->Function] = sum(*Node->Terms, *Cycle);
  for (uint32_t U = 0; U < Units.size(); ++U)
    for (const UnitFacts::TimeRecord &Time : Units[U].Times) {
      const WorkTerms &Terms = termsOf(Time.Function);
      if (Terms.empty())
        continue;
      uint32_t Head = id(Atom(Predicate::Takes, Time.Function));
      Out.True[Head] = true;
      Out.Given[Head] = explanationOf(Terms);
      Out.Fired.emplace_back(Head, U);
    }
}

/// Puts \p End in the places of \p Text that wait for it.
static void fill(std::string &Text, const Words &End) {
  for (const auto &[Name, Value] : End) {
    std::string Mark = "${" + Name + "}";
    for (size_t At = Text.find(Mark); At != std::string::npos; At = Text.find(Mark, At + Value.size()))
      Text.replace(At, Mark.size(), Value);
  }
}

/// True when \p F asks nothing of times, or its work takes longer than its limit: then \p Made says how long.
bool Linker::isOverdue(const PendingFinding &F, Finding &Made) {
  if (!F.Takes)
    return true;
  WorkTerms Terms;
  for (const WorkTerm &Term : termsOf(F.Takes))
    if (std::optional<WorkTerm> Known = applied(Term, {}))
      Terms.push_back(std::move(*Known));
  if (all_of(Terms, [](const WorkTerm &T) { return T.Pause; }) || sumOf(Terms) <= F.Limit)
    return false;
  fill(Made.Message, {{"inside", ladderText(Terms)}});
  std::vector<FindingNote> Notes = notesOf(Terms);
  Made.Notes.insert(Made.Notes.begin(), Notes.begin(), Notes.end());
  return true;
}

//===----------------------------------------------------------------------===//
// Findings
//===----------------------------------------------------------------------===//

void Linker::report() {
  std::map<FunctionId, std::vector<std::pair<const PendingFinding *, Finding>>> Groups;
  for (const UnitFacts &Unit : Units)
    for (const PendingFinding &F : Unit.Findings) {
      auto isTrue = [&](const Atom &A) { return bool(Out.True[id(A)]); };
      if (!all_of(F.When.If, isTrue) || any_of(F.When.Unless, isTrue))
        continue;
      Finding Made = F.Record;
      if (!isOverdue(F, Made))
        continue;
      if (F.Via != PendingFinding::NoVia) {
        Explanation Why = Out.explain(F.When.If[F.Via]);
        fill(Made.Message, Why.End);
        for (FindingFix &Fix : Made.Fixes)
          for (FindingEdit &Edit : Fix.Edits)
            fill(Edit.Text, Why.End);
        // It goes on where the steps of the finding itself end.
        Made.Chain.insert(Made.Chain.end(), Why.Steps.begin(), Why.Steps.end());
      }
      if (F.Group)
        Groups[F.Group].emplace_back(&F, std::move(Made));
      else
        Out.Findings.push_back(std::move(Made));
    }
  for (auto &[Group, Members] : Groups) {
    llvm::sort(Members, [](const auto &A, const auto &B) {
      return std::tie(A.first->Order, A.second) < std::tie(B.first->Order, B.second);
    });
    Finding Shown = Members.front().second;
    bool AllFixed = !Shown.Fixes.empty();
    SmallVector<unsigned, 4> Orders{Members.front().first->Order};
    for (const auto &[Pending, Made] : drop_begin(Members)) {
      if (Pending->Order == Orders.back())
        continue;
      Orders.push_back(Pending->Order);
      Shown.Notes.push_back({Made.Start, Pending->OtherNote});
      AllFixed &= !Made.Fixes.empty();
      if (AllFixed)
        for (const FindingEdit &Edit : Made.Fixes.front().Edits)
          if (!is_contained(Shown.Fixes.front().Edits, Edit))
            Shown.Fixes.front().Edits.push_back(Edit);
    }
    if (!AllFixed)
      Shown.Fixes.clear();
    Out.Findings.push_back(std::move(Shown));
  }
  llvm::sort(Out.Findings);
  Out.Findings.erase(
      std::unique(Out.Findings.begin(), Out.Findings.end(),
                  [](const Finding &A, const Finding &B) { return A.Start == B.Start && A.Rule == B.Rule; }),
      Out.Findings.end());
}

//===----------------------------------------------------------------------===//
// What was found
//===----------------------------------------------------------------------===//

bool LinkedProgram::holds(const Atom &A) const {
  auto It = Ids.find(keyOf(A));
  return It != Ids.end() && True[It->second];
}

Explanation LinkedProgram::explain(uint32_t Id, Explanation Above) const {
  for (;;) {
    if (auto It = Given.find(Id); It != Given.end()) {
      llvm::append_range(Above.Steps, It->second.Steps);
      if (!It->second.End.empty())
        Above.End = It->second.End;
      return Above;
    }
    if (auto It = Continues.find(Id); It != Continues.end() && Why[Id].Unit == ~0u) {
      Id = It->second;
      continue;
    }
    const UnitFacts &Unit = Units[Why[Id].Unit];
    const UnitFacts::RuleRecord &R = Unit.Rules[Why[Id].Rule];
    llvm::append_range(Above.Steps, Unit.steps(R.FirstStep, R.NumSteps));
    if (R.End)
      Above.End = UnitFacts::words(Unit.string(R.End));
    if (!R.Via)
      return Above;
    Id = Ids.find(keyOf(Unit.Atoms[R.FirstAtom + R.Via - 1]))->second;
  }
}

Explanation LinkedProgram::explain(const Atom &A) const {
  auto It = Ids.find(keyOf(A));
  return It == Ids.end() || !True[It->second] ? Explanation() : explain(It->second, {});
}

void LinkedProgram::forEachDerived(function_ref<void(const Atom &, StringRef)> Visit) const {
  std::vector<std::pair<uint32_t, uint32_t>> Unique(Fired);
  llvm::sort(Unique);
  Unique.erase(std::unique(Unique.begin(), Unique.end()), Unique.end());
  for (auto [Id, Unit] : Unique)
    Visit(Atoms[Id], Units[Unit].Unit);
}

LinkedProgram link(ArrayRef<UnitFacts> Units, ProgramKnowledge *Rest) { return Linker(Units, Rest).run(); }

} // namespace async_tidy
