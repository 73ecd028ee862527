//===--- DeadlineFacts.cpp - Deadlines, across the files of a program -----===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/DeadlineFacts.h"
#include "analysis/Durations.h"
#include "analysis/ExecutionContext.h"
#include "analysis/ParameterFlow.h"
#include "analysis/ProgramFacts.h"
#include "analysis/UnitAnalysis.h"
#include "analysis/UnitIndex.h"

using namespace clang;

namespace async_tidy {

WaitText waitText(const UnboundedWait &Wait) {
  if (!Wait.Io)
    return {"${last}", "${effect}", "${usual}", "${seconds}"};
  std::string Name = Wait.Steps.back().Name;
  StringRef Class = Wait.Io->Class;
  if (Class == "model")
    return {Name, "waits for a model", "60 to 120 s", "90"};
  if (Class == "web")
    return {Name, "waits for a server", "10 to 30 s", "30"};
  if (Class == "internal")
    return {Name, "waits for a service", "1 to 5 s", "5"};
  return {Name, "waits for a peer", "10 to 30 s", "30"};
}

/// True for parameters through which a function works on an object of its caller.
static bool sharesObject(QualType T) {
  const CXXRecordDecl *Record = recordOf(T);
  if (!Record || T->isPointerType())
    return Record != nullptr;
  if (T->isReferenceType() && !T->getPointeeType().isConstQualified())
    return true;
  DeclarationName Arrow = Record->getASTContext().DeclarationNames.getCXXOperatorName(OO_Arrow);
  return Record->hasDefinition() && !membersNamed(Record->getDefinition(), Arrow).empty();
}

/// A call of a function in another file: it may wait on any object that it is handed, or on its own.
void DeadlineAnalysis::addOpenCallee(const FunctionBody &Body, const CallSite &Call, std::vector<UnboundedWait> &Into) {
  QualType Result = Call.Callee->getReturnType();
  if (Result->isDependentType() || !Unit.awaitables().classify(Result.getNonReferenceType()) ||
      llvm::any_of(Call.Args, [&](const Expr *Argument) { return hasDeadlineToken(Body, Argument); }))
    return;
  ProgramFacts &Program = Unit.program();
  SmallVector<unsigned, 4> Objects{WaitParameter::None}, Limits{WaitParameter::None};
  if (Call.Object)
    Objects.push_back(WaitParameter::This);
  for (unsigned I = 0; I < Call.Args.size() && I < Call.Callee->getNumParams() && I < WaitParameter::This; ++I) {
    QualType T = Call.Callee->getParamDecl(I)->getType();
    if (isTimeType(T.getNonReferenceType()))
      Limits.push_back(I);
    else if (sharesObject(T))
      Objects.push_back(I);
  }
  for (unsigned Object : Objects)
    for (unsigned Limit : Limits) {
      UnboundedWait Wait;
      Wait.Call = Call.E;
      Wait.Steps.push_back({Call.loc(), displayName(*Call.Callee)});
      Wait.When = {{Program.atom(Predicate::Waits, Call.Callee, WaitParameter{Object, Limit}.encode())},
                   {Program.atom(Predicate::Keeps, Call.Callee)}};
      if (Object != WaitParameter::None)
        if (ObjectPath Path = objectPath(Object == WaitParameter::This ? Call.Object : Call.Args[Object], Body)) {
          Wait.Objects.push_back(std::move(Path));
          Wait.HasObject = true;
        }
      if (Limit != WaitParameter::None) {
        const auto *Own = dyn_cast_or_null<ParmVarDecl>(timeSource(Call.Args[Limit]));
        std::optional<TimeValue> Value = constantTime(Call.Args[Limit], Unit.context());
        if (Own && Own->getDeclContext() == &Body.function())
          Wait.Depends = Own;
        else if (!Value || !(Value->Maximum || Value->isZero() || Value->isNegative()))
          continue;
      }
      place(Body, std::move(Wait), Into);
    }
}

static WaitParameter parameterOf(const FunctionBody &Body, const UnboundedWait &Wait) {
  WaitParameter Result;
  if (Wait.Depends)
    Result.Limit = Wait.Depends->getFunctionScopeIndex();
  if (!Wait.HasObject)
    return Result;
  const ObjectPath &Object = Wait.Objects.front();
  if (Object.This)
    Result.Object = WaitParameter::This;
  else if (const auto *Parameter = dyn_cast_or_null<ParmVarDecl>(Object.Root);
           Parameter && Parameter->getDeclContext() == &Body.function())
    Result.Object = std::min(Parameter->getFunctionScopeIndex(), WaitParameter::This - 1);
  return Result;
}

Atom boundsPart(ProgramFacts &Program, const FunctionDecl *Function, ArrayRef<const NamedDecl *> Members) {
  return {Predicate::Bounds, partOf(Program.id(Function), "of this." + memberNames(Members))};
}

void DeadlineAnalysis::describeBody(const FunctionBody &Body) {
  ProgramFacts &Program = Unit.program();
  const FunctionDecl *Function = &Body.function();
  for (const UnboundedWait &Wait : waits(Body)) {
    if (owns(Body, Wait))
      continue;
    SmallVector<program::FindingNote, 4> Steps;
    for (const WaitStep &Step : Wait.Steps)
      Steps.push_back(Program.note(Step.Loc, "which awaits '" + Step.Name + "' here"));
    Atom Head = Program.atom(Predicate::Waits, Function, parameterOf(Body, Wait).encode());
    Program.facts().rule(Head, Wait.When, Steps, Wait.Io ? UnitFacts::NoVia : 0,
                         Wait.Io ? waitText(Wait).words() : Words());
  }
  for (unsigned I : Flow.leftBounded(Body))
    Program.facts().fact(Program.atom(Predicate::Bounds, Function, I));
  for (const ObjectPath &Part : Flow.leftBoundedOfThis(Body))
    Program.facts().fact(boundsPart(Program, Function, Part.Members));
  for (unsigned I = 0; I < Function->getNumParams(); ++I) {
    const ParmVarDecl *Parameter = Function->getParamDecl(I);
    QualType T = Parameter->getType().getNonReferenceType();
    if (!isCallableType(T) && !Unit.awaitables().classify(T))
      continue;
    Uses Found;
    Followed Seen;
    for (const Expr *Mention : Body.uses(Parameter))
      follow(Body, Mention, Found, Seen, 1);
    Atom Head = Program.atom(Predicate::Bounds, Function, I);
    for (const Use &U : Found) {
      if (U.What == Fate::Bounded)
        Program.facts().fact(Head);
      for (const Atom &A : U.When.Unless)
        if (A.P == Predicate::Bounds)
          Program.facts().rule(Head, {{A}, {}});
    }
  }
}

void DeadlineAnalysis::describeCallers(const FunctionDecl *Function, ArrayRef<Mention> Mentions) {
  ProgramFacts &Program = Unit.program();
  Atom Exposed = Program.atom(Predicate::Exposed, Function);
  for (const Mention &M : Mentions) {
    if (M.In && M.In->function().getCanonicalDecl() == Function->getCanonicalDecl())
      continue;
    auto Call = CallSite::of(M.E);
    if (!M.In || (Call && Call->isVirtualDispatch()))
      Program.facts().fact(Program.atom(Predicate::Keeps, Function));
    if (!M.In) {
      Program.facts().fact(Program.atom(Predicate::Started, Function));
      continue;
    }
    Uses Found = follow(*M.In, M.E);
    if (llvm::any_of(Found, [](const Use &U) { return U.What == Fate::Bounded; }))
      continue;
    if (Found.empty())
      Program.facts().fact(Exposed);
    for (const Use &U : Found) {
      if (U.What == Fate::Started) {
        Program.facts().fact(Program.atom(Predicate::Started, Function));
        continue;
      }
      Condition Same = U.When;
      Same.If.push_back(Program.atom(Predicate::Exposed, &M.In->function()));
      Program.facts().rule(Exposed, Same);
    }
  }
}

void DeadlineAnalysis::describe() {
  ProgramFacts &Program = Unit.program();
  Unit.threads().describe(); // Says which functions are named.
  for (const NamedDecl *Watched : Flow.watchedFields())
    if (const auto *Field = dyn_cast<FieldDecl>(Watched); Field && isa<CXXRecordDecl>(Field->getParent()))
      Program.facts().fact({Predicate::Bounds, Program.id(Field)});
  Unit.index().forEachMentioned([&](const FunctionDecl *Function, ArrayRef<Mention> Mentions) {
    QualType Result = Function->getReturnType();
    if (Program.isOfProject(Function) && !Result->isDependentType() && !Result->isUndeducedType() &&
        Unit.awaitables().classify(Result.getNonReferenceType()))
      describeCallers(Function, Mentions);
  });
  for (const FunctionDecl *Function : Unit.index().functions()) {
    const FunctionBody *Body = Program.isOfProject(Function) ? Unit.body(Function) : nullptr;
    if (!Body)
      continue;
    describeBody(*Body);
    Atom Named = Program.atom(Predicate::Named, Function), Started = Program.atom(Predicate::Started, Function);
    for (Predicate P : {Predicate::Exposed, Predicate::Keeps}) {
      Atom Head = Program.atom(P, Function);
      Program.facts().rule(Head, {{}, {Named}});
      Program.facts().rule(Head, {{Started}, {}});
    }
    if (const auto *Method = dyn_cast<CXXMethodDecl>(Function))
      for (const CXXMethodDecl *Overridden : Method->overridden_methods())
        for (Predicate P : {Predicate::Exposed, Predicate::Keeps, Predicate::Started})
          Program.facts().rule(Program.atom(P, Function), {{Program.atom(P, Overridden)}, {}});
  }
}

} // namespace async_tidy
