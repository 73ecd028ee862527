//===--- UnitFacts.cpp ----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/UnitFacts.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"
#include <cstring>

using namespace llvm;

namespace async_tidy {

using namespace program;

FunctionId functionId(StringRef USR, StringRef File) {
  FunctionId Id = xxh3_64bits(USR);
  return File.empty() ? Id : partOf(Id, File);
}

FunctionId partOf(FunctionId Function, StringRef What, uint64_t Number) {
  uint64_t Parts[] = {Function, xxh3_64bits(What), Number};
  return xxh3_64bits(ArrayRef(reinterpret_cast<const uint8_t *>(Parts), sizeof(Parts)));
}

uint32_t UnitFacts::intern(StringRef S) {
  if (S.empty())
    return 0;
  auto [It, New] = Known.try_emplace(S, uint32_t(Starts.size() - 1));
  if (New) {
    Text += S;
    Starts.push_back(uint32_t(Text.size()));
  }
  return It->second;
}

FindingNote UnitFacts::step(const StepRecord &S) const {
  return {{string(S.File).str(), S.Offset, S.Line, S.Column}, string(S.Text).str()};
}

std::vector<FindingNote> UnitFacts::steps(uint32_t First, uint32_t Count) const {
  std::vector<FindingNote> Notes;
  Notes.reserve(Count);
  for (const StepRecord &S : ArrayRef(Steps).slice(First, Count))
    Notes.push_back(step(S));
  return Notes;
}

void UnitFacts::addSteps(ArrayRef<FindingNote> Notes) {
  for (const FindingNote &N : Notes)
    Steps.push_back({intern(N.At.File), N.At.Offset, N.At.Line, N.At.Column, intern(N.Message)});
}

Words UnitFacts::words(StringRef Text) {
  Words All;
  while (!Text.empty()) {
    StringRef Line;
    std::tie(Line, Text) = Text.split('\n');
    auto [Name, Value] = Line.split('\t');
    All.emplace_back(Name.str(), Value.str());
  }
  return All;
}

void UnitFacts::rule(Atom Head, const Condition &When, ArrayRef<FindingNote> Explanation, int Via, const Words &End) {
  constexpr size_t Most = 250; // Conditions beyond that come of generated code: unknown, and silent.
  if (When.If.size() > Most || When.Unless.size() > Most)
    return;
  Explanation = Explanation.take_front(Most);
  RuleRecord R;
  R.Head = Head;
  R.FirstAtom = uint32_t(Atoms.size());
  R.FirstStep = uint32_t(Steps.size());
  R.NumIf = uint8_t(When.If.size());
  R.NumUnless = uint8_t(When.Unless.size());
  R.NumSteps = uint8_t(Explanation.size());
  R.Via = uint8_t(Via + 1);
  Atoms.insert(Atoms.end(), When.If.begin(), When.If.end());
  Atoms.insert(Atoms.end(), When.Unless.begin(), When.Unless.end());
  addSteps(Explanation);
  std::string Joined;
  for (const auto &[Name, Value] : End)
    Joined += Name + '\t' + Value + '\n';
  R.End = intern(Joined);
  Rules.push_back(R);
}

void UnitFacts::takes(FunctionId Function, ArrayRef<WorkTerm> Sum) {
  Times.push_back({Function, uint32_t(Terms.size()), uint32_t(Sum.size())});
  for (const WorkTerm &Term : Sum) {
    Terms.push_back({Term.Callee, Term.Each.Number, Term.Times, Term.Pause, uint32_t(Steps.size()),
                     uint32_t(Term.Notes.size()), intern(dependenceText(Term))});
    addSteps(Term.Notes);
  }
}

WorkTerms UnitFacts::termsOf(const TimeRecord &Time) const {
  WorkTerms Sum;
  for (const TermRecord &R : ArrayRef(Terms).slice(Time.FirstTerm, Time.NumTerms)) {
    WorkTerm &Term = Sum.emplace_back(
        WorkTerm{{R.Each, {}}, R.Times, R.Pause != 0, R.Callee, steps(R.FirstStep, R.NumSteps), {}, {}});
    readDependence(string(uint32_t(R.Depends)), Term);
  }
  return Sum;
}

void UnitFacts::dispatch(Atom Head, FunctionId Method, FunctionId Class) {
  Dispatches.push_back({Head, Method, Class});
}

void UnitFacts::overrides(FunctionId Method, FunctionId Class, FunctionId Overridden, bool IsPure) {
  Overrides.push_back({Method, Class, Overridden, IsPure});
}

void UnitFacts::derives(FunctionId Class, FunctionId Base) { Bases.push_back({Class, Base}); }

template <typename T, typename Less> static void sortUnique(std::vector<T> &Records, Less Before) {
  llvm::sort(Records, Before);
  Records.erase(std::unique(Records.begin(), Records.end(),
                            [&](const T &A, const T &B) { return !Before(A, B) && !Before(B, A); }),
                Records.end());
}

UnitFacts UnitFacts::sorted() const {
  auto StepOf = [&](const StepRecord &S) {
    return std::tuple(string(S.File), S.Offset, S.Line, S.Column, string(S.Text));
  };
  auto Less = [&](const RuleRecord &A, const RuleRecord &B) {
    auto Small = [](const RuleRecord &R) { return std::tuple(R.Head, R.NumIf, R.NumUnless, R.NumSteps, R.Via); };
    if (Small(A) != Small(B))
      return Small(A) < Small(B);
    for (unsigned I = 0; I < unsigned(A.NumIf) + A.NumUnless; ++I)
      if (Atoms[A.FirstAtom + I] != Atoms[B.FirstAtom + I])
        return Atoms[A.FirstAtom + I] < Atoms[B.FirstAtom + I];
    for (unsigned I = 0; I < A.NumSteps; ++I)
      if (StepOf(Steps[A.FirstStep + I]) != StepOf(Steps[B.FirstStep + I]))
        return StepOf(Steps[A.FirstStep + I]) < StepOf(Steps[B.FirstStep + I]);
    return string(A.End) < string(B.End);
  };
  std::vector<RuleRecord> Ordered = Rules;
  sortUnique(Ordered, Less);

  UnitFacts Out;
  Out.Unit = Unit;
  for (const RuleRecord &R : Ordered) {
    ArrayRef<Atom> Body = ArrayRef(Atoms).slice(R.FirstAtom, unsigned(R.NumIf) + R.NumUnless);
    Condition When;
    When.If.append(Body.begin(), Body.begin() + R.NumIf);
    When.Unless.append(Body.begin() + R.NumIf, Body.end());
    Out.rule(R.Head, When, steps(R.FirstStep, R.NumSteps), int(R.Via) - 1, words(string(R.End)));
  }
  std::vector<std::pair<FunctionId, WorkTerms>> Sums;
  Sums.reserve(Times.size());
  for (const TimeRecord &Time : Times)
    Sums.emplace_back(Time.Function, termsOf(Time));
  llvm::sort(Sums);
  Sums.erase(std::unique(Sums.begin(), Sums.end()), Sums.end());
  for (const auto &[Function, Sum] : Sums)
    Out.takes(Function, Sum);
  Out.Dispatches = Dispatches;
  sortUnique(Out.Dispatches, [](const DispatchRecord &A, const DispatchRecord &B) {
    return std::tie(A.Head, A.Method, A.Class) < std::tie(B.Head, B.Method, B.Class);
  });
  Out.Overrides = Overrides;
  sortUnique(Out.Overrides, [](const OverrideRecord &A, const OverrideRecord &B) {
    return std::tie(A.Method, A.Class, A.Overridden, A.IsPure) < std::tie(B.Method, B.Class, B.Overridden, B.IsPure);
  });
  Out.Bases = Bases;
  sortUnique(Out.Bases, [](const BaseRecord &A, const BaseRecord &B) {
    return std::tie(A.Class, A.Base) < std::tie(B.Class, B.Base);
  });
  Out.Findings = Findings;
  llvm::stable_sort(Out.Findings, [](const PendingFinding &A, const PendingFinding &B) { return A.Record < B.Record; });
  return Out;
}

//===----------------------------------------------------------------------===//
// The stored form
//===----------------------------------------------------------------------===//

static constexpr char Magic[8] = {'a', 's', 'y', 'n', 'c', 'f', '0', '3'};

namespace {
struct Header {
  char Magic[8];
  uint64_t Checksum; ///< Of everything behind the header.
  uint32_t Rules, Atoms, Steps, Times, Terms, Dispatches, Overrides, Bases, Starts, Text, Findings, Unit;
};

class Reader {
public:
  explicit Reader(StringRef Bytes) : Rest(Bytes) {}

  template <typename T> bool read(std::vector<T> &Into, uint32_t Count) {
    uint64_t Size = uint64_t(Count) * sizeof(T);
    if (Rest.size() < Size)
      return false;
    Into.resize(Count);
    if (Size)
      std::memcpy(static_cast<void *>(Into.data()), Rest.data(), Size);
    Rest = Rest.drop_front(Size);
    return true;
  }
  bool read(std::string &Into, uint32_t Size) {
    if (Rest.size() < Size)
      return false;
    Into = Rest.take_front(Size).str();
    Rest = Rest.drop_front(Size);
    return true;
  }
  bool done() const { return Rest.empty(); }

private:
  StringRef Rest;
};
} // namespace

template <typename T> static void append(std::string &Out, const std::vector<T> &Records) {
  Out.append(reinterpret_cast<const char *>(Records.data()), Records.size() * sizeof(T));
}

static json::Value toJSON(const Atom &A) {
  return json::Array{int64_t(A.Function), int64_t(A.Parameter), int64_t(A.P)};
}

static bool fromJSON(const json::Value &V, Atom &A, json::Path P) {
  const json::Array *Parts = V.getAsArray();
  if (!Parts || Parts->size() != 3 || !(*Parts)[0].getAsInteger() || !(*Parts)[1].getAsInteger() ||
      !(*Parts)[2].getAsInteger()) {
    P.report("expected an atom");
    return false;
  }
  int64_t Number = *(*Parts)[2].getAsInteger();
  if (Number < 0 || Number >= int64_t(Predicate::Count)) {
    P.report("unknown predicate");
    return false;
  }
  A = Atom(Predicate(Number), FunctionId(*(*Parts)[0].getAsInteger()), uint16_t(*(*Parts)[1].getAsInteger()));
  return true;
}

static json::Value toJSON(const PendingFinding &F) {
  json::Array If, Unless;
  for (const Atom &A : F.When.If)
    If.push_back(toJSON(A));
  for (const Atom &A : F.When.Unless)
    Unless.push_back(toJSON(A));
  return json::Object{{"finding", toJSON(F.Record)},
                      {"if", std::move(If)},
                      {"unless", std::move(Unless)},
                      {"via", F.Via},
                      {"group", int64_t(F.Group)},
                      {"order", int64_t(F.Order)},
                      {"other", F.OtherNote},
                      {"takes", int64_t(F.Takes)},
                      {"limit", F.Limit}};
}

static bool fromJSON(const json::Value &V, PendingFinding &F, json::Path P) {
  json::ObjectMapper Map(V, P);
  std::vector<Atom> If, Unless;
  int64_t Group = 0, Order = 0, Takes = 0;
  if (!Map || !Map.map("finding", F.Record) || !Map.map("via", F.Via) || !Map.map("group", Group) ||
      !Map.map("order", Order) || !Map.map("other", F.OtherNote) || !Map.map("takes", Takes) ||
      !Map.map("limit", F.Limit))
    return false;
  F.Takes = FunctionId(Takes);
  for (auto [Name, Into] : {std::pair("if", &F.When.If), std::pair("unless", &F.When.Unless)}) {
    const json::Array *List = V.getAsObject()->getArray(Name);
    if (!List) {
      P.field(Name).report("expected a list");
      return false;
    }
    for (const json::Value &Item : *List)
      if (Atom A; fromJSON(Item, A, P.field(Name)))
        Into->push_back(A);
      else
        return false;
  }
  F.Group = FunctionId(Group);
  F.Order = unsigned(Order);
  return F.Via >= PendingFinding::NoVia && F.Via < int(F.When.If.size());
}

std::string UnitFacts::serialize() const {
  json::Array Pending;
  for (const PendingFinding &F : Findings)
    Pending.push_back(toJSON(F));
  std::string Written;
  if (!Pending.empty()) {
    raw_string_ostream Stream(Written);
    Stream << json::Value(std::move(Pending));
  }
  std::string Body;
  append(Body, Rules);
  append(Body, Atoms);
  append(Body, Steps);
  append(Body, Times);
  append(Body, Terms);
  append(Body, Dispatches);
  append(Body, Overrides);
  append(Body, Bases);
  append(Body, Starts);
  Body += Text;
  Body += Written;
  Body += Unit;
  Header H{{},
           xxh3_64bits(Body),
           uint32_t(Rules.size()),
           uint32_t(Atoms.size()),
           uint32_t(Steps.size()),
           uint32_t(Times.size()),
           uint32_t(Terms.size()),
           uint32_t(Dispatches.size()),
           uint32_t(Overrides.size()),
           uint32_t(Bases.size()),
           uint32_t(Starts.size()),
           uint32_t(Text.size()),
           uint32_t(Written.size()),
           uint32_t(Unit.size())};
  std::memcpy(H.Magic, Magic, sizeof(Magic));
  std::string Out(reinterpret_cast<const char *>(&H), sizeof(H));
  return Out + Body;
}

Expected<UnitFacts> UnitFacts::parse(StringRef Bytes) {
  auto Damaged = [](const char *Why) { return createStringError(Twine("facts of a unit are damaged: ") + Why); };
  Header H;
  if (Bytes.size() < sizeof(H))
    return Damaged("too short");
  std::memcpy(&H, Bytes.data(), sizeof(H));
  Bytes = Bytes.drop_front(sizeof(H));
  if (std::memcmp(H.Magic, Magic, sizeof(Magic)) != 0)
    return Damaged("not written by this version");
  if (xxh3_64bits(Bytes) != H.Checksum)
    return Damaged("the checksum is wrong");
  UnitFacts F;
  Reader In(Bytes);
  std::string Written;
  if (!In.read(F.Rules, H.Rules) || !In.read(F.Atoms, H.Atoms) || !In.read(F.Steps, H.Steps) ||
      !In.read(F.Times, H.Times) || !In.read(F.Terms, H.Terms) || !In.read(F.Dispatches, H.Dispatches) ||
      !In.read(F.Overrides, H.Overrides) || !In.read(F.Bases, H.Bases) || !In.read(F.Starts, H.Starts) ||
      !In.read(F.Text, H.Text) || !In.read(Written, H.Findings) || !In.read(F.Unit, H.Unit) || !In.done())
    return Damaged("the sizes do not fit");

  // The checksum finds accidents; positions are checked all the same, as nothing below asks again.
  auto IsString = [&](uint32_t Number) { return uint64_t(Number) + 1 < F.Starts.size(); };
  for (size_t I = 0; I < F.Starts.size(); ++I)
    if (F.Starts[I] > F.Text.size() || (I && F.Starts[I] < F.Starts[I - 1]))
      return Damaged("a string is out of range");
  for (const RuleRecord &R : F.Rules)
    if (uint64_t(R.FirstAtom) + R.NumIf + R.NumUnless > F.Atoms.size() ||
        uint64_t(R.FirstStep) + R.NumSteps > F.Steps.size() || R.Via > R.NumIf || !IsString(R.End) ||
        R.Head.P >= Predicate::Count)
      return Damaged("a rule is out of range");
  for (const StepRecord &S : F.Steps)
    if (!IsString(S.File) || !IsString(S.Text))
      return Damaged("a step is out of range");
  for (const TimeRecord &T : F.Times)
    if (uint64_t(T.FirstTerm) + T.NumTerms > F.Terms.size())
      return Damaged("a time is out of range");
  for (const TermRecord &T : F.Terms)
    if (WorkTerm Read; uint64_t(T.FirstStep) + T.NumSteps > F.Steps.size() || T.Depends > F.Starts.size() ||
                       !IsString(uint32_t(T.Depends)) || !readDependence(F.string(uint32_t(T.Depends)), Read))
      return Damaged("a term is out of range");
  for (const Atom &A : F.Atoms)
    if (A.P >= Predicate::Count)
      return Damaged("an atom is unknown");
  for (const DispatchRecord &D : F.Dispatches)
    if (D.Head.P >= Predicate::Count)
      return Damaged("an atom is unknown");
  if (!Written.empty()) {
    Expected<json::Value> Parsed = json::parse(Written);
    if (!Parsed)
      return Parsed.takeError();
    const json::Array *List = Parsed->getAsArray();
    json::Path::Root Root("findings");
    for (const json::Value &Item : List ? *List : json::Array())
      if (PendingFinding Pending; fromJSON(Item, Pending, Root))
        F.Findings.push_back(std::move(Pending));
      else
        return Damaged("a finding cannot be read");
  }
  return F;
}

} // namespace async_tidy
