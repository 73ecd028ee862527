//===--- Awaitables.cpp ---------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analysis/Awaitables.h"
#include "analysis/TypePatterns.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace async_tidy {

SmallVector<NamedDecl *, 4> membersNamed(const CXXRecordDecl *Record, DeclarationName Name) {
  SmallVector<NamedDecl *, 4> Found;
  llvm::SmallPtrSet<const CXXRecordDecl *, 8> Seen;
  SmallVector<const CXXRecordDecl *, 8> Queue{Record};
  while (!Queue.empty()) {
    const CXXRecordDecl *Current = Queue.pop_back_val();
    if (!Current || !(Current = Current->getDefinition()) || !Seen.insert(Current).second)
      continue;
    // Not by lookup(): that would leave a table behind for every class that was asked about once.
    for (Decl *Declared : Current->decls()) {
      auto *D = dyn_cast<NamedDecl>(Declared);
      if (!D || D->getDeclName() != Name)
        continue;
      if (const auto *Using = dyn_cast<UsingShadowDecl>(D))
        D = Using->getTargetDecl();
      Found.push_back(D);
    }
    if (!Found.empty())
      return Found; // A member hides those of the bases.
    for (const CXXBaseSpecifier &Base : Current->bases())
      Queue.push_back(patternRecord(Base.getType()));
  }
  return Found;
}

FunctionDecl *asFunction(NamedDecl *D) {
  if (auto *Template = dyn_cast<FunctionTemplateDecl>(D))
    return Template->getTemplatedDecl();
  return dyn_cast<FunctionDecl>(D);
}

static SmallVector<NamedDecl *, 4> membersNamed(const CXXRecordDecl *Record, StringRef Name,
                                                const ASTContext &Context) {
  return membersNamed(Record, DeclarationName(&Context.Idents.get(Name)));
}

/// What a function returns, looking into the body where the type is a placeholder that was never deduced.
static QualType returnType(const FunctionDecl *Function) {
  QualType T = Function->getReturnType();
  if (!T->isUndeducedType() && !T->isDependentType())
    return T;
  const FunctionDecl *Pattern = Function->getTemplateInstantiationPattern();
  const Stmt *Body = (Pattern ? Pattern : Function)->getBody();
  if (const auto *Compound = dyn_cast_or_null<CompoundStmt>(Body))
    for (const Stmt *S : Compound->body())
      if (const auto *Return = dyn_cast<ReturnStmt>(S))
        if (const Expr *Value = Return->getRetValue())
          return Value->getType();
  return T;
}

/// Whether a function's whole body is `return true;` or `return false;`.
static std::optional<bool> constantResult(const FunctionDecl *Function) {
  const FunctionDecl *Pattern = Function->getTemplateInstantiationPattern();
  const Stmt *Body = Function->getBody();
  if (!Body && Pattern)
    Body = Pattern->getBody();
  const auto *Compound = dyn_cast_or_null<CompoundStmt>(Body);
  if (!Compound || Compound->size() != 1)
    return std::nullopt;
  const auto *Return = dyn_cast<ReturnStmt>(Compound->body_front());
  if (!Return || !Return->getRetValue())
    return std::nullopt;
  if (const auto *Literal = dyn_cast<CXXBoolLiteralExpr>(Return->getRetValue()->IgnoreParenImpCasts()))
    return Literal->getValue();
  return std::nullopt;
}

bool Awaitables::isAwaiter(const CXXRecordDecl *Record, QualType *Result) {
  auto Has = [&](StringRef Name) {
    return llvm::any_of(membersNamed(Record, Name, Context), [](NamedDecl *D) { return asFunction(D) != nullptr; });
  };
  if (!Has("await_ready") || !Has("await_suspend"))
    return false;
  for (NamedDecl *D : membersNamed(Record, "await_resume", Context))
    if (FunctionDecl *Resume = asFunction(D)) {
      if (Result)
        *Result = Resume->getReturnType();
      return true;
    }
  return false;
}

void Awaitables::readAwaiter(Awaitable &Info, QualType Awaiter, const KnownArguments &Arguments) {
  ClassPattern Class = classPattern(Awaiter, Arguments, Context);
  QualType Result;
  if (!Class.Record || !isAwaiter(Class.Record, &Result))
    return;
  Info.Awaiter = Class.Record;
  Result = substitute(Result, Class.Arguments, Context);
  if (!Result.isNull() && !Result->isUndeducedType())
    Info.Result = Result;
}

const FunctionDecl *Awaitables::memberOperator(const CXXRecordDecl *Record) {
  for (NamedDecl *D : membersNamed(Record, Context.DeclarationNames.getCXXOperatorName(OO_Coawait)))
    if (const FunctionDecl *Function = asFunction(D))
      return Function;
  return nullptr;
}

/// True when the first parameter of \p Function, the pattern of \p Template when that is not null, takes a \p T.
bool Awaitables::parameterTakes(const FunctionDecl &Function, const FunctionTemplateDecl *Template, QualType T) {
  if (Function.getNumParams() == 0)
    return false;
  QualType Parameter = Function.getParamDecl(0)->getType().getNonReferenceType();
  const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record)
    return false;
  if (!Parameter->isDependentType()) {
    const CXXRecordDecl *Wanted = Parameter->getAsCXXRecordDecl();
    return Wanted && anyBaseOrSelf(Record, [&](const CXXRecordDecl *R) {
             return R->getCanonicalDecl() == Wanted->getCanonicalDecl();
           });
  }
  if (const ClassTemplateDecl *Wanted = templateOf(Parameter))
    return anyBaseOrSelf(Record,
                         [&](const CXXRecordDecl *R) { return templateOf(Context.getCanonicalTagType(R)) == Wanted; });
  if (!Template)
    return false;
  for (const FunctionDecl *Instance : Template->specializations())
    if (Instance->getNumParams() > 0 &&
        (Context.hasSameUnqualifiedType(Instance->getParamDecl(0)->getType().getNonReferenceType(),
                                        T.getNonReferenceType()) ||
         (templateOf(T) && templateOf(T) == templateOf(Instance->getParamDecl(0)->getType()))))
      return true;
  return false;
}

const FunctionDecl *Awaitables::freeOperator(const CXXRecordDecl *Record, QualType T) {
  // Argument-dependent lookup: the namespaces of the class, of its bases and of its template arguments.
  llvm::SmallPtrSet<const DeclContext *, 8> Namespaces;
  auto Associate = [&](const CXXRecordDecl *R) {
    anyBaseOrSelf(R, [&](const CXXRecordDecl *Class) {
      const DeclContext *DC = Class->getDeclContext();
      while (DC->isRecord())
        DC = DC->getParent();
      while (DC->isInlineNamespace())
        DC = DC->getParent();
      Namespaces.insert(DC->getPrimaryContext());
      return false;
    });
  };
  Associate(Record);
  if (const auto *Specialization = dyn_cast<ClassTemplateSpecializationDecl>(Record))
    for (const TemplateArgument &Argument : Specialization->getTemplateArgs().asArray())
      if (Argument.getKind() == TemplateArgument::Type)
        if (const CXXRecordDecl *R = Argument.getAsType()->getAsCXXRecordDecl())
          Associate(R);
  Namespaces.insert(Context.getTranslationUnitDecl());
  DeclarationName Name = Context.DeclarationNames.getCXXOperatorName(OO_Coawait);
  for (const DeclContext *Namespace : Namespaces)
    for (NamedDecl *D : Namespace->lookup(Name))
      if (const FunctionDecl *Function = asFunction(D))
        if (parameterTakes(*Function, dyn_cast<FunctionTemplateDecl>(D), T))
          return Function;
  return nullptr;
}

const CXXRecordDecl *Awaitables::promiseOf(QualType T) {
  T = T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  auto [It, New] = Promises.try_emplace(T.getTypePtr(), nullptr);
  if (!New)
    return It->second;
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record)
    return nullptr;
  auto PromiseIn = [&](const CXXRecordDecl *In) -> const CXXRecordDecl * {
    for (NamedDecl *D : membersNamed(In, "promise_type", Context)) {
      if (const auto *Nested = dyn_cast<CXXRecordDecl>(D))
        return patternRecord(Context.getCanonicalTagType(Nested));
      if (const auto *Alias = dyn_cast<TypedefNameDecl>(D))
        if (const CXXRecordDecl *Promise = patternRecord(Alias->getUnderlyingType()))
          return Promise;
    }
    return nullptr;
  };
  const CXXRecordDecl *Promise = PromiseIn(Record);
  // An iterator may name the promise of its generator; coroutines return the generator.
  if (Promise)
    for (NamedDecl *D : membersNamed(Promise, "get_return_object", Context))
      if (const FunctionDecl *Function = asFunction(D)) {
        QualType Made = returnType(Function);
        const CXXRecordDecl *Returned = patternRecord(Made);
        bool Same = templateOf(Made) ? templateOf(Made) == templateOf(T)
                                     : Returned && Returned->getCanonicalDecl() == Record->getCanonicalDecl();
        if (Returned && !Same && PromiseIn(Returned))
          return nullptr;
      }
  if (!Promise) {
    // A library that cannot add a member specialises coroutine_traits instead.
    for (NamedDecl *Std : Context.getTranslationUnitDecl()->lookup(&Context.Idents.get("std"))) {
      const auto *Namespace = dyn_cast<NamespaceDecl>(Std);
      if (!Namespace || Promise)
        continue;
      for (NamedDecl *D : Namespace->lookup(&Context.Idents.get("coroutine_traits"))) {
        auto *Traits = dyn_cast<ClassTemplateDecl>(D);
        if (!Traits)
          continue;
        auto Matches = [&](QualType First) {
          if (!First->isDependentType())
            return Context.hasSameUnqualifiedType(First, T);
          return templateOf(First) && templateOf(First) == templateOf(T);
        };
        SmallVector<ClassTemplatePartialSpecializationDecl *, 8> Partial;
        Traits->getPartialSpecializations(Partial);
        // The one for any parameters, before those that ask for certain ones: an executor, a tag.
        auto Named = [](const ClassTemplatePartialSpecializationDecl *D) {
          const TemplateArgument &Last = D->getTemplateArgs().asArray().back();
          return Last.getKind() == TemplateArgument::Pack ? Last.pack_size() : 1;
        };
        llvm::stable_sort(Partial, [&](const auto *A, const auto *B) { return Named(A) < Named(B); });
        const ClassTemplatePartialSpecializationDecl *General = nullptr;
        for (ClassTemplatePartialSpecializationDecl *Specialization : Partial) {
          const TemplateArgument &First = Specialization->getTemplateArgs()[0];
          if (!Promise && First.getKind() == TemplateArgument::Type && Matches(First.getAsType())) {
            Promise = PromiseIn(Specialization);
            General = Specialization;
          }
        }
        for (ClassTemplateSpecializationDecl *Specialization : Traits->specializations()) {
          const TemplateArgument &First = Specialization->getTemplateArgs()[0];
          auto From = Specialization->getSpecializedTemplateOrPartial();
          bool Decides = !General || Specialization->isExplicitSpecialization() ||
                         From.dyn_cast<ClassTemplatePartialSpecializationDecl *>() == General;
          if (Decides && First.getKind() == TemplateArgument::Type && !First.getAsType()->isDependentType() &&
              Matches(First.getAsType()))
            if (const CXXRecordDecl *Exact = PromiseIn(Specialization))
              Promise = Exact;
        }
      }
    }
  }
  Promises[T.getTypePtr()] = Promise;
  return Promise;
}

void Awaitables::readKind(Awaitable &Info) {
  if (!Info.Promise)
    return;
  for (NamedDecl *D : membersNamed(Info.Promise, "initial_suspend", Context)) {
    const FunctionDecl *Initial = asFunction(D);
    if (!Initial)
      continue;
    Info.InitialSuspend = Initial;
    QualType Awaiter = returnType(Initial);
    const CXXRecordDecl *Record = patternRecord(Awaiter);
    if (!Record)
      return;
    if (const FunctionDecl *Operator = memberOperator(Record))
      Record = patternRecord(returnType(Operator));
    if (!Record)
      return;
    for (NamedDecl *Ready : membersNamed(Record, "await_ready", Context))
      if (const FunctionDecl *Function = asFunction(Ready)) {
        std::optional<bool> Value = constantResult(Function);
        // An initial suspension that decides at run time mostly suspends: to move to an executor, to be started later.
        Info.Kind = Value && *Value ? AwaitableKind::Eager : AwaitableKind::Lazy;
      }
    return;
  }
}

/// Whether awaiting yields nothing: from the awaiter, or else from how a coroutine of this type returns.
void Awaitables::readVoid(Awaitable &Info) {
  if (!Info.Result.isNull())
    Info.YieldsVoid = Info.Result->isVoidType();
  else if (Info.Promise && !membersNamed(Info.Promise, "return_void", Context).empty())
    Info.YieldsVoid = true;
  else if (Info.Promise && !membersNamed(Info.Promise, "return_value", Context).empty())
    Info.YieldsVoid = false;
}

Awaitable Awaitables::compute(const CXXRecordDecl *Record, QualType T) {
  Awaitable Info;
  if (!Record || !Record->getDefinition() || Record->isLambda() || Models.type(Role::Value, Record))
    return Info;
  Info.Promise = promiseOf(T);
  Info.CoroutineType = Info.Promise != nullptr;
  Info.Droppable = bool(Models.type(Role::DroppableType, Record));
  Info.Generator = bool(Models.type(Role::Generator, Record));
  readKind(Info);
  if (isAwaiter(Record, nullptr)) {
    Info.CanBeAwaited = true;
    readAwaiter(Info, T, {});
  } else if (const FunctionDecl *Member = memberOperator(Record)) {
    Info.CanBeAwaited = true;
    readAwaiter(Info, returnType(Member), argumentsOf(T));
  } else if (const FunctionDecl *Free = freeOperator(Record, T)) {
    Info.CanBeAwaited = true;
    readAwaiter(Info, returnType(Free), deduce(Free->getParamDecl(0)->getType(), T));
  }
  if (Info.Promise && !Info.Generator)
    Info.Generator = !membersNamed(Info.Promise, "yield_value", Context).empty() && !Info.CanBeAwaited;
  if (Info.Promise && Info.Result.isNull() && !Info.Generator) {
    // The promise's own await_transform may accept its tasks where no operator does (kj, in-house types).
    for (NamedDecl *D : membersNamed(Info.Promise, "await_transform", Context))
      if (const FunctionDecl *Transform = asFunction(D))
        if (parameterTakes(*Transform, dyn_cast<FunctionTemplateDecl>(D), T)) {
          Info.CanBeAwaited = true;
          readAwaiter(Info, returnType(Transform), deduce(Transform->getParamDecl(0)->getType(), T));
        }
  }
  if (auto Model = Models.type<AwaitableEntry>(Role::Awaitable, Record)) {
    Info.CanBeAwaited = true;
    Info.Running = Model->Running;
    if (Model->Kind != AwaitableKind::Unknown)
      Info.Kind = Model->Kind;
  }
  readVoid(Info);
  Info.Accepted = Info.CanBeAwaited || Info.CoroutineType;
  if (Info.Accepted && Info.Kind == AwaitableKind::Unknown)
    Info.Kind = AwaitableKind::Lazy;
  // A coroutine that starts at once and that nothing can await was made to be left alone.
  if (Info.CoroutineType && !Info.CanBeAwaited && !Info.Generator && Info.Kind == AwaitableKind::Eager)
    Info.Kind = AwaitableKind::Detaches;
  return Info;
}

Awaitable Awaitables::classify(QualType T) {
  const Awaitable Nothing;
  if (T.isNull() || T->isDependentType())
    return Nothing;
  T = T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
  const CXXRecordDecl *Record = T->getAsCXXRecordDecl();
  if (!Record)
    return Nothing;
  auto It = Cache.find(T.getTypePtr());
  if (It != Cache.end())
    return It->second;
  Awaitable Info = compute(Record, T);
  return Cache[T.getTypePtr()] = Info;
}

bool Awaitables::accepts(const CXXRecordDecl *Promise, QualType T) {
  if (!Promise)
    return false;
  SmallVector<NamedDecl *, 4> Transforms = membersNamed(Promise, "await_transform", Context);
  if (Transforms.empty())
    return classify(T).CanBeAwaited;
  for (NamedDecl *D : Transforms) {
    const FunctionDecl *Transform = asFunction(D);
    if (!Transform || Transform->isDeleted() || Transform->getNumParams() == 0)
      continue;
    const auto *Template = dyn_cast<FunctionTemplateDecl>(D);
    if (parameterTakes(*Transform, Template, T))
      return true;
    // A bare type parameter passes on, or wraps, what is awaitable by itself.
    QualType Parameter = Transform->getParamDecl(0)->getType().getNonReferenceType();
    if (Template && Parameter->isTemplateTypeParmType() && classify(T).CanBeAwaited)
      return true;
  }
  return false;
}

Awaitable Awaitables::classifyIn(QualType T, const CXXRecordDecl *Promise) {
  Awaitable Info = classify(T);
  if (Info.Accepted || !Promise || T.isNull() || T->isDependentType())
    return Info;
  const CXXRecordDecl *Record = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!Record || !Record->getDefinition() || Record->isLambda() || Models.type(Role::Value, Record))
    return Info;
  for (NamedDecl *D : membersNamed(Promise, "await_transform", Context)) {
    const FunctionDecl *Transform = asFunction(D);
    const auto *Template = dyn_cast<FunctionTemplateDecl>(D);
    if (!Transform || Transform->isDeleted() || !parameterTakes(*Transform, Template, T))
      continue;
    if (Template && Transform->getParamDecl(0)->getType().getNonReferenceType()->isTemplateTypeParmType()) {
      // Only what the instantiation made an awaiter of counts.
      bool YieldsAwaiter = llvm::any_of(Template->specializations(), [&](const FunctionDecl *Instance) {
        return Context.hasSameUnqualifiedType(Instance->getParamDecl(0)->getType().getNonReferenceType(),
                                              T.getNonReferenceType()) &&
               classify(Instance->getReturnType()).CanBeAwaited;
      });
      if (!YieldsAwaiter)
        continue;
    }
    Info.Accepted = Info.CanBeAwaited = true;
    Info.Kind = AwaitableKind::Lazy;
    readAwaiter(Info, returnType(Transform), deduce(Transform->getParamDecl(0)->getType(), T));
    readVoid(Info);
    break;
  }
  return Info;
}

QualType Awaitables::heldAwaitable(QualType T, const CXXRecordDecl *Promise) {
  if (T.isNull() || T->isDependentType())
    return QualType();
  T = T.getNonReferenceType().getCanonicalType();
  if (const auto *Array = Context.getAsArrayType(T)) {
    QualType Element = Array->getElementType();
    return classifyIn(Element, Promise) ? Element : heldAwaitable(Element, Promise);
  }
  const auto *Specialization = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
  if (!Specialization || !Models.type(Role::Holder, Specialization))
    return QualType();
  auto Inspect = [&](const TemplateArgument &Argument, auto &Self) -> QualType {
    if (Argument.getKind() == TemplateArgument::Pack) {
      for (const TemplateArgument &Element : Argument.pack_elements())
        if (QualType Held = Self(Element, Self); !Held.isNull())
          return Held;
    } else if (Argument.getKind() == TemplateArgument::Type) {
      QualType Type = Argument.getAsType();
      return classifyIn(Type, Promise) ? Type : heldAwaitable(Type, Promise);
    }
    return QualType();
  };
  for (const TemplateArgument &Argument : Specialization->getTemplateArgs().asArray())
    if (QualType Held = Inspect(Argument, Inspect); !Held.isNull())
      return Held;
  return QualType();
}

} // namespace async_tidy
