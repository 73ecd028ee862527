//===--- TimedWork.cpp - How long awaited work may take -------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/TimedWork.h"
#include "analysis/Blocking.h"
#include "analysis/DeadlineFlow.h"
#include "analysis/ProgramFacts.h"
#include "analysis/TimedRun.h"
#include "analysis/UnitAnalysis.h"

using namespace clang;

namespace async_tidy {

/// How many statements and expressions one run may visit.
static constexpr unsigned MostSteps = 200000;

void Timeline::add(TimeTerm Term) {
  Sum += Term.isKnown() ? Term.Each * Term.Times : 0;
  auto Content = [](const TimeTerm &T) { return std::tie(T.At, T.Each, T.Through, T.Given, T.Rounds, T.Arguments); };
  for (TimeTerm &Known : Terms)
    if (Content(Known) == Content(Term)) {
      Known.Times += Term.Times;
      return;
    }
  Terms.push_back(std::move(Term));
}

void Timeline::add(const Timeline &Other) {
  for (const TimeTerm &Term : Other.Terms)
    add(Term);
}

TimedWork::TimedWork(UnitAnalysis &Unit) : Unit(Unit), Flow(std::make_unique<DeadlineFlow>(Unit)) {}
TimedWork::~TimedWork() = default;

/// A call that is met again, in another round or from another caller, is one site; the worst is kept.
void TimedWork::add(DeadlineSite Site) {
  auto Excess = [](const DeadlineSite &S) { return S.Of.Time.Sum - S.Limit.value_or(0); };
  for (DeadlineSite &Known : Into->Deadlines)
    if (Known.At == Site.At && Known.Call == Site.Call) {
      if (Excess(Site) > Excess(Known))
        Known = std::move(Site);
      return;
    }
  Into->Deadlines.push_back(std::move(Site));
}

size_t TimedWork::add(ShieldSite Site) {
  for (size_t I = 0; I < Into->Shields.size(); ++I)
    if (Into->Shields[I].At == Site.At)
      return I;
  Into->Shields.push_back(std::move(Site));
  return Into->Shields.size() - 1;
}

const FunctionBody *TimedWork::body(const FunctionDecl *Function) {
  if (const FunctionBody *Own = Unit.body(Function))
    return Own;
  const FunctionDecl *Definition = nullptr;
  if (!Function || !Function->isConstexpr() || !Function->hasBody(Definition))
    return nullptr;
  std::unique_ptr<FunctionBody> &Body = Constant[Definition];
  if (!Body)
    Body = std::make_unique<FunctionBody>(*Definition);
  return Body.get();
}

std::optional<TimeValue> TimedWork::constant(const Expr *E) {
  auto [It, New] = Constants.try_emplace(E);
  if (New)
    It->second = constantTime(E, Unit.context());
  return It->second;
}

bool TimedWork::blocks(const FunctionBody &Body, const Expr *&Call, std::string &Name) {
  if (!Body.isCoroutine())
    return false;
  if (!Blocking) {
    std::set<std::string, std::less<>> Categories;
    for (const BlockingCategory &Category : blockingCategories())
      if (Category.OnByDefault)
        Categories.insert(Category.Name.str());
    Blocking = std::make_unique<BlockingAnalysis>(Unit, std::move(Categories), "async-uncancellable-timeout");
  }
  for (const Blockage &Found : Blocking->blockages(Body))
    if (const auto *E = dyn_cast<Expr>(Found.Site)) {
      Call = E;
      auto Site = CallSite::of(E);
      Name = Site ? calledName(*Site) : Found.Cause->Steps.front().Name;
      return true;
    }
  return false;
}

/// Coroutines that await, and plain functions that have to do with awaitables.
bool TimedWork::isWorthRunning(const FunctionBody &Body) {
  if (Body.function().isDependentContext())
    return false;
  if (Body.isCoroutine())
    return !Body.suspensions().empty();
  return llvm::any_of(Body.calls(), [&](const CallSite &Call) {
    return Call.Callee && !isa<CXXConstructExpr>(Call.E) && Unit.awaitables().classify(Call.E->getType());
  });
}

const Work *TimedWork::work(const FunctionBody &Body) {
  const Sites &Found = sites(Body);
  return Found.Result ? &*Found.Result : nullptr;
}

const TimedWork::Sites &TimedWork::sites(const FunctionBody &Body) {
  std::unique_ptr<Sites> &Found = Known[&Body];
  if (Found)
    return *Found;
  Found = std::make_unique<Sites>();
  if (!isWorthRunning(Body))
    return *Found;
  Sites Met;
  Sites *Outer = std::exchange(Into, &Met);
  Steps = MostSteps;
  TimedRun Run(*this, Body);
  if (Unit.program().isActive() && Body.function().isExternallyVisible())
    Run.bindToCallers();
  Running.push_back(&Body);
  Run.run();
  Running.pop_back();
  Into = Outer;
  if (Body.isCoroutine())
    Met.Result = Run.asWork();
  else if (Run.returned().is(TimedValue::Kind::Work))
    Met.Result = *Run.returned().Task;
  if (Steps > 0)
    *Known[&Body] = std::move(Met);
  return *Known[&Body];
}

} // namespace async_tidy
