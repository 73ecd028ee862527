//===--- TaskFixes.cpp ----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/TaskFixes.h"
#include "analysis/AwaitFixes.h"
#include "analysis/ObjectPath.h"
#include "analysis/UnitAnalysis.h"

using namespace clang;

namespace async_tidy {

/// True when what \p E means lives on when this function has ended: a part of `this` or of the program.
static bool outlivesFunction(const Expr *E, const FunctionBody &Body) {
  ObjectPath Path = objectPath(E, Body);
  const auto *Var = dyn_cast_or_null<VarDecl>(Path.Root);
  return Path.This || (Var && Var->hasGlobalStorage());
}

/// True when nothing that the coroutine behind \p Call was handed ends with this function.
static bool ownsWhatItUses(const CallSite &Call, const FunctionBody &Body) {
  if (Call.Object && !outlivesFunction(Call.Object, Body))
    return false;
  for (unsigned I = 0; I < Call.Args.size(); ++I) {
    if (I >= Call.Callee->getNumParams())
      return false;
    QualType T = Call.Callee->getParamDecl(I)->getType();
    if ((T->isReferenceType() || T->isPointerType()) && !outlivesFunction(Call.Args[I], Body))
      return false;
  }
  return true;
}

/// The groups of \p Library that can be named at \p At.
static SmallVector<const ValueDecl *, 2> groupsInReach(UnitAnalysis &Unit, const FunctionBody &Body, const Stmt *At,
                                                       const LibraryModel &Library) {
  SmallVector<const ValueDecl *, 2> Groups;
  auto Add = [&](const ValueDecl *D) {
    auto Group = D->getIdentifier() ? Unit.roles().type(Role::Group, recordOf(D->getType())) : Found<Entry>();
    if (Group && Group.Library == &Library && !D->getType()->isPointerType())
      Groups.push_back(D);
  };
  for (const VarDecl *Var : Body.variables()) {
    const DeclStmt *Declaration = Body.declaration(Var);
    if (!Declaration || Body.order(Declaration) >= Body.order(At))
      continue;
    for (const Stmt *Around = At; Around; Around = Body.parent(Around))
      if (Around == Body.parent(Declaration))
        Add(Var);
  }
  for (const ParmVarDecl *Parameter : Body.function().parameters())
    Add(Parameter);
  if (const auto *Method = dyn_cast<CXXMethodDecl>(&Body.function());
      Method && Method->isInstance() && !Method->getParent()->isLambda() && !Method->isConst())
    for (const FieldDecl *Field : Method->getParent()->fields())
      Add(Field);
  return Groups;
}

/// True when a member of \p Group that is called \p Name takes a \p T.
static bool takes(const ValueDecl &Group, StringRef Name, QualType T, const ASTContext &Context) {
  const CXXRecordDecl *Record = recordOf(Group.getType());
  for (NamedDecl *D : membersNamed(Record, DeclarationName(&Context.Idents.get(Name)))) {
    const FunctionDecl *Member = asFunction(D);
    if (!Member || Member->getNumParams() == 0)
      continue;
    QualType Parameter = Member->getParamDecl(0)->getType().getNonReferenceType();
    if (Parameter->isDependentType() || Context.hasSameUnqualifiedType(Parameter, T))
      return true;
  }
  return false;
}

SmallVector<Repair, 2> otherPlaces(UnitAnalysis &Unit, const FunctionBody &Body, const Expr *Made,
                                   const Awaitable &Info) {
  SmallVector<Repair, 2> Repairs;
  const ASTContext &Context = Unit.context();
  auto Call = CallSite::of(Made);
  auto Library = Unit.roles().libraryOf(Made->getType()->getAsCXXRecordDecl());
  auto Text = sourceText(Made, Context);
  if (!Call || !Call->Callee || !Library || !Text || !Body.isCoroutine() || Body.inHandler(Made) || Info.Generator ||
      !Info.YieldsVoid || !*Info.YieldsVoid || !ownsWhatItUses(*Call, Body))
    return Repairs;
  std::string Root = spellNamespace(Library.Root, &Body.function(), Context);
  auto Add = [&](const FixEntry &Fix, std::string Title, StringRef Group) {
    Repair R{std::move(Title), {}, {}};
    R.Edits =
        replaceExpr(Made, fillPlaceholders(Fix.Text, {{"root", Root}, {"task", *Text}, {"group", Group.str()}}), Body);
    if (std::string Header = neededInclude(Fix, Library.Root, Context); !Header.empty())
      R.Includes.push_back(std::move(Header));
    if (!R.Edits.empty())
      Repairs.push_back(std::move(R));
  };
  std::string Name = displayName(*Call->Callee);
  if (const FixEntry *Keep = Library->fix("keep"); Keep && !Keep->Text.empty()) {
    StringRef Member = StringRef(Keep->Text).split("{group}.").second.split('(').first;
    for (const ValueDecl *Group : groupsInReach(Unit, Body, Made, *Library.Entry))
      if (takes(*Group, Member, Made->getType(), Context)) {
        Add(*Keep, "keep '" + Name + "' in the group '" + Group->getNameAsString() + "'", Group->getName());
        break;
      }
  }
  if (const FixEntry *Detach = Library->fix("detach"); Detach && !Detach->Text.empty())
    Add(*Detach, "run '" + Name + "' in the background on purpose, with its error reported", "");
  return Repairs;
}

std::optional<Repair> awaitInstead(UnitAnalysis &Unit, const FunctionBody &Body, const Expr *Start, const Expr *Task,
                                   StringRef Name) {
  const Expr *Made = stripWrapping(Task ? Task : Start);
  Awaitable Info = Unit.awaitables().classifyIn(Made->getType(), Body.promise());
  if (!Info || !isAwaitedAs(Unit, Body, Start, Made, Info))
    return std::nullopt;
  Repair R{("await '" + Name + "' here").str(), {}, {}};
  if (Made == stripWrapping(Start))
    R.Edits = insertAwait(Made, Body);
  else if (auto Text = sourceText(Made, Unit.context()); Text && Made->isPRValue())
    R.Edits = replaceExpr(Start, "co_await " + *Text, Body);
  if (R.Edits.empty())
    return std::nullopt;
  return R;
}

} // namespace async_tidy
