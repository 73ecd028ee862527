//===--- ModelReader.cpp - Reads library models from YAML -----------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Each section has one function that names its keys. MapReader remembers the keys it was asked for, so that an unknown
/// key is an error that lists the known ones without a second table.
///
//===----------------------------------------------------------------------===//

#include "libraries/LibraryModel.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include <yaml-cpp/yaml.h>

namespace async_tidy {
namespace {

using llvm::StringRef;

/// Collects the errors of one file.
class ErrorSink {
public:
  ErrorSink(StringRef File, std::vector<ModelError> &Errors) : File(File), Errors(Errors) {}

  void report(const YAML::Mark &Mark, std::string Message) {
    bool Known = !Mark.is_null();
    Errors.push_back(
        {File.str(), Known ? unsigned(Mark.line) + 1 : 0, Known ? unsigned(Mark.column) + 1 : 0, std::move(Message)});
  }

private:
  StringRef File;
  std::vector<ModelError> &Errors;
};

/// Reads the keys of one mapping.
class MapReader {
public:
  MapReader(const YAML::Node &Node, ErrorSink &Sink, std::string Where)
      : Node(Node), Sink(Sink), Where(std::move(Where)) {
    if (!Node.IsMap())
      fail(Node.Mark(), this->Where + " is a mapping of keys to values");
  }

  bool failed() const { return Failed; }
  unsigned line() const { return unsigned(Node.Mark().line) + 1; }

  YAML::Node take(const char *Key, bool Required = false) {
    Known.push_back(Key);
    if (!Node.IsMap())
      return YAML::Node(YAML::NodeType::Undefined);
    YAML::Node Value = Node[Key];
    if (!Value && Required)
      fail(Node.Mark(), Where + " needs the key '" + Key + "'");
    return Value;
  }

  void text(const char *Key, std::string &Out, bool Required = false) {
    if (YAML::Node Value = take(Key, Required))
      scalar(Value, Key, Out);
  }

  void flag(const char *Key, bool &Out) { choice<bool>(Key, Out, {{"true", true}, {"false", false}}); }

  /// One name or a list of names.
  void names(const char *Key, Names &Out, bool Required = false) {
    YAML::Node Value = take(Key, Required);
    if (!Value)
      return;
    auto Add = [&](const YAML::Node &Item) {
      std::string Name;
      if (scalar(Item, Key, Name))
        Out.push_back(std::move(Name));
    };
    if (Value.IsSequence())
      for (const YAML::Node &Item : Value)
        Add(Item);
    else
      Add(Value);
  }

  template <typename T> void choice(const char *Key, T &Out, std::initializer_list<std::pair<StringRef, T>> Accepted) {
    YAML::Node Value = take(Key);
    if (!Value)
      return;
    std::string Text;
    if (!scalar(Value, Key, Text))
      return;
    for (const auto &[Name, Meaning] : Accepted)
      if (Name == Text) {
        Out = Meaning;
        return;
      }
    fail(Value.Mark(), "'" + Text + "' is not accepted for '" + Key + "'; accepted: " +
                           llvm::join(llvm::map_range(Accepted, [](const auto &A) { return A.first.str(); }), ", "));
  }

  void selector(const char *Key, Selector &Out) {
    YAML::Node Value = take(Key);
    std::string Text;
    if (!Value || !scalar(Value, Key, Text))
      return;
    StringRef Ref = Text;
    unsigned Position;
    if (!Ref.getAsInteger(10, Position)) {
      Out.What = Selector::Kind::Position;
      Out.Position = Position;
    } else if (Ref.consume_front("type:") && !Ref.empty()) {
      Out.What = Selector::Kind::Type;
      Out.Type = Ref.str();
    } else {
      Out.What = llvm::StringSwitch<Selector::Kind>(Ref)
                     .Case("last", Selector::Kind::Last)
                     .Case("this", Selector::Kind::Object)
                     .Case("all", Selector::Kind::All)
                     .Case("result", Selector::Kind::Result)
                     .Default(Selector::Kind::None);
      if (!Out)
        fail(Value.Mark(), "'" + Text + "' is not accepted for '" + Key +
                               "'; accepted: a position from 0, last, this, all, result, type:Name");
    }
  }

  /// Reports the keys that nobody asked for.
  void finish() {
    if (!Node.IsMap())
      return;
    for (const auto &Pair : Node) {
      std::string Key = Pair.first.IsScalar() ? Pair.first.Scalar() : std::string("?");
      if (!llvm::is_contained(Known, Key))
        fail(Pair.first.Mark(), "unknown key '" + Key + "' in " + Where + "; accepted: " + llvm::join(Known, ", "));
    }
  }

  void fail(const YAML::Mark &Mark, std::string Message) {
    Sink.report(Mark, std::move(Message));
    Failed = true;
  }

private:
  bool scalar(const YAML::Node &Value, const char *Key, std::string &Out) {
    if (!Value.IsScalar()) {
      fail(Value.Mark(), std::string("'") + Key + "' in " + Where + " is a single value");
      return false;
    }
    Out = Value.Scalar();
    return true;
  }

  const YAML::Node Node;
  ErrorSink &Sink;
  std::string Where;
  std::vector<std::string> Known;
  bool Failed = false;
};

/// Demands that at least one of \p Lists is filled.
void needsOne(MapReader &Map, const YAML::Node &Node, std::initializer_list<const Names *> Lists, const char *Keys) {
  if (llvm::all_of(Lists, [](const Names *L) { return L->empty(); }) && !Map.failed())
    Map.fail(Node.Mark(), std::string("the entry needs one of the keys ") + Keys);
}

void read(MapReader &M, const YAML::Node &, AwaitableEntry &E) {
  M.names("type", E.Types, true);
  M.choice<AwaitableKind>("kind", E.Kind,
                          {{"lazy", AwaitableKind::Lazy},
                           {"eager", AwaitableKind::Eager},
                           {"cancels", AwaitableKind::Cancels},
                           {"detaches", AwaitableKind::Detaches},
                           {"terminates", AwaitableKind::Terminates}});
  M.flag("running", E.Running);
  M.flag("deferred", E.Deferred);
}

void read(MapReader &M, const YAML::Node &, GeneratorEntry &E) {
  M.names("type", E.Types, true);
  M.names("next", E.Next);
}

void read(MapReader &M, const YAML::Node &N, LockEntry &E) {
  M.names("call", E.Calls);
  M.names("type", E.Types);
  M.names("guard", E.Guards);
  needsOne(M, N, {&E.Calls, &E.Types, &E.Guards}, "call, type, guard");
}

void read(MapReader &M, const YAML::Node &, SemaphoreEntry &E) { M.names("call", E.Calls, true); }

constexpr std::pair<StringRef, ErrorFate> ErrorFates[] = {{"lost", ErrorFate::Lost},
                                                          {"reported", ErrorFate::Reported},
                                                          {"returned", ErrorFate::Returned},
                                                          {"token", ErrorFate::Token}};

void read(MapReader &M, const YAML::Node &, SpawnEntry &E) {
  M.names("call", E.Calls, true);
  M.selector("task", E.Task);
  M.selector("executor", E.Executor);
  M.selector("handler", E.Handler);
  M.choice<HandleFate>("handle", E.Handle,
                       {{"returned", HandleFate::Returned},
                        {"kept", HandleFate::Kept},
                        {"none", HandleFate::None},
                        {"token", HandleFate::Token}});
  M.choice<ErrorFate>("errors", E.Errors, {ErrorFates[0], ErrorFates[1], ErrorFates[2], ErrorFates[3]});
  M.names("lost_tokens", E.LostTokens);
}

void read(MapReader &M, const YAML::Node &, DetachEntry &E) {
  M.names("call", E.Calls, true);
  M.choice<ErrorFate>("errors", E.Errors, {ErrorFates[0], ErrorFates[1]});
  M.selector("handler", E.Handler);
}

void read(MapReader &M, const YAML::Node &, GroupEntry &E) { M.names("type", E.Types, true); }

void read(MapReader &M, const YAML::Node &, GatherEntry &E) {
  M.names("call", E.Calls, true);
  M.selector("children", E.Children);
  M.selector("limit", E.Limit);
  M.flag("range", E.Range);
  M.choice<GatherFailure>("failure", E.Failure,
                          {{"fail-fast", GatherFailure::FailFast}, {"settling", GatherFailure::Settling}});
  M.text("succeed", E.Succeed);
  M.text("settle", E.Settle);
  M.text("bounded", E.Bounded);
}

void readExpiry(MapReader &M, ExpiryEffect &Out) {
  M.choice<ExpiryEffect>(
      "expiry", Out,
      {{"cancels", ExpiryEffect::Cancels}, {"abandons", ExpiryEffect::Abandons}, {"waits", ExpiryEffect::Waits}});
}

void read(MapReader &M, const YAML::Node &, RaceEntry &E) {
  M.names("call", E.Calls, true);
  M.selector("children", E.Children);
  M.names("condition", E.Conditions);
  readExpiry(M, E.Expiry);
  M.names("signal", E.Signal);
}

void read(MapReader &M, const YAML::Node &N, TimeoutEntry &E) {
  M.names("call", E.Calls);
  M.names("operator", E.Operators);
  M.names("token", E.Tokens);
  M.names("member", E.Members);
  M.names("disable", E.Disable);
  M.selector("work", E.Work);
  M.selector("duration", E.Duration);
  readExpiry(M, E.Expiry);
  needsOne(M, N, {&E.Calls, &E.Operators, &E.Tokens, &E.Members}, "call, operator, token, member");
}

void read(MapReader &M, const YAML::Node &, SleepEntry &E) {
  M.names("call", E.Calls, true);
  M.names("cancel", E.Cancel);
  M.selector("duration", E.Duration);
}

void read(MapReader &M, const YAML::Node &, YieldEntry &E) { M.names("call", E.Calls, true); }

void read(MapReader &M, const YAML::Node &, OffloadEntry &E) {
  M.names("call", E.Calls, true);
  M.selector("work", E.Work);
  M.selector("executor", E.Executor);
  M.choice<bool>("stop", E.Stoppable, {{"token", true}, {"none", false}});
}

void read(MapReader &M, const YAML::Node &N, ExecutorEntry &E) {
  M.names("type", E.Types);
  M.names("call", E.Calls);
  needsOne(M, N, {&E.Types, &E.Calls}, "type, call");
  M.choice<ThreadKind>("runs", E.Runs,
                       {{"pool", ThreadKind::Pool}, {"loop", ThreadKind::Loop}, {"inline", ThreadKind::Inline}});
}

void read(MapReader &M, const YAML::Node &N, HopEntry &E) {
  M.names("call", E.Calls);
  M.names("type", E.Types);
  M.choice<HopTarget>("to", E.To,
                      {{"pool", HopTarget::Pool},
                       {"loop", HopTarget::Loop},
                       {"origin", HopTarget::Origin},
                       {"argument", HopTarget::Argument},
                       {"token", HopTarget::Token}});
  M.selector("argument", E.Argument);
  needsOne(M, N, {&E.Calls, &E.Types}, "call, type");
}

void read(MapReader &M, const YAML::Node &, WaitEntry &E) {
  M.names("call", E.Calls, true);
  M.names("ready", E.Ready);
  M.flag("deadlock", E.Deadlock);
  M.selector("zero", E.Zero);
}

void read(MapReader &M, const YAML::Node &, HarmlessCondition &C) {
  M.selector("argument", C.Argument);
  M.text("flag", C.Flag);
  M.text("type", C.Type);
  M.text("after", C.After);
  M.text("made", C.Made);
  M.flag("nullptr", C.Null);
  M.flag("zero", C.Zero);
  bool Given = true;
  M.flag("given", Given);
  C.Missing = !Given;
}

template <typename T>
void readList(const YAML::Node &Node, ErrorSink &Sink, const std::string &Where, std::vector<T> &Out) {
  if (!Node)
    return;
  if (!Node.IsSequence()) {
    Sink.report(Node.Mark(), Where + " is a list of entries");
    return;
  }
  for (const YAML::Node &Item : Node) {
    MapReader Map(Item, Sink, "an entry of " + Where);
    if (Map.failed())
      continue;
    T Value;
    read(Map, Item, Value);
    Map.finish();
    if constexpr (std::is_base_of_v<Entry, T>)
      Value.Line = Map.line();
    if (!Map.failed())
      Out.push_back(std::move(Value));
  }
}

/// Categories are checked against blockingCategories(), so that the reader, the option and the documentation agree.
void readCategory(MapReader &M, std::string &Out) {
  YAML::Node Value = M.take("category", true);
  if (!Value)
    return;
  std::string Text = Value.IsScalar() ? Value.Scalar() : std::string();
  for (const BlockingCategory &Category : blockingCategories())
    if (Category.Name == Text) {
      Out = Text;
      return;
    }
  M.fail(Value.Mark(),
         "'" + Text + "' is not a category; accepted: " +
             llvm::join(llvm::map_range(blockingCategories(), [](const auto &C) { return C.Name.str(); }), ", "));
}

struct BlockingReader {
  ErrorSink &Sink;
  void operator()(MapReader &M, const YAML::Node &N, BlockingEntry &E) {
    M.names("call", E.Calls);
    M.names("construct", E.Constructs);
    M.names("destroy", E.Destroys);
    M.names("result", E.Results);
    M.text("returns", E.Returns);
    M.text("takes", E.Takes);
    if (E.Returns.empty() != E.Takes.empty())
      M.fail(N.Mark(), "'returns' and 'takes' belong together");
    readCategory(M, E.Category);
    M.text("twin", E.Twin);
    M.text("token", E.Token);
    M.text("advice", E.Advice);
    M.text("duration", E.Duration);
    M.selector("stream", E.Stream);
    M.names("stream_types", E.StreamTypes);
    M.names("stream_objects", E.StreamObjects);
    M.flag("opens", E.Opens);
    M.selector("zero", E.Zero);
    M.names("ready", E.Ready);
    M.names("retry", E.Retry);
    readList(M.take("unless"), Sink, "'unless'", E.Unless);
    if (E.Returns.empty())
      needsOne(M, N, {&E.Calls, &E.Constructs, &E.Destroys, &E.Results}, "call, construct, destroy, result, returns");
  }
};

void readBlocking(const YAML::Node &Node, ErrorSink &Sink, std::vector<BlockingEntry> &Out) {
  if (!Node)
    return;
  if (!Node.IsSequence()) {
    Sink.report(Node.Mark(), "'blocking' is a list of entries");
    return;
  }
  for (const YAML::Node &Item : Node) {
    MapReader Map(Item, Sink, "an entry of 'blocking'");
    if (Map.failed())
      continue;
    BlockingEntry Value;
    BlockingReader{Sink}(Map, Item, Value);
    Map.finish();
    Value.Line = Map.line();
    if (!Map.failed())
      Out.push_back(std::move(Value));
  }
}

void read(MapReader &M, const YAML::Node &, IoEntry &E) {
  M.names("call", E.Calls, true);
  M.choice<std::string>("class", E.Class, {{"model", "model"}, {"web", "web"}, {"internal", "internal"}, {"io", "io"}});
  M.selector("object", E.Object);
  M.selector("deadline", E.Deadline);
  M.choice<NoDeadline>("none", E.None,
                       {{"zero", NoDeadline::Zero}, {"max", NoDeadline::Max}, {"negative", NoDeadline::Negative}});
  M.flag("default_deadline", E.DefaultDeadline);
  M.flag("idle", E.Idle);
}

void read(MapReader &M, const YAML::Node &, QueueEntry &E) {
  M.names("type", E.Types, true);
  M.selector("capacity", E.Capacity);
  M.choice<bool>("default", E.BoundedByDefault, {{"bounded", true}, {"unbounded", false}});
  M.names("send", E.Send);
  M.names("receive", E.Receive);
  M.names("make", E.Makes);
}

void read(MapReader &M, const YAML::Node &, ShieldEntry &E) {
  M.names("call", E.Calls, true);
  M.selector("work", E.Work);
  M.selector("token", E.Token);
  M.names("filter", E.Filter);
}

void read(MapReader &M, const YAML::Node &, CallbackEntry &E) {
  M.names("call", E.Calls, true);
  M.selector("argument", E.Argument);
  M.choice<CallableFate>("runs", E.Runs,
                         {{"now", CallableFate::Now}, {"later", CallableFate::Later}, {"fiber", CallableFate::Fiber}});
}

void read(MapReader &M, const YAML::Node &, ErrorHandlerEntry &E) {
  M.names("call", E.Calls, true);
  M.selector("handler", E.Handler);
}

void read(MapReader &M, const YAML::Node &N, CancelledOperation &E) {
  M.names("call", E.Calls);
  M.names("type", E.Types);
  M.names("exceptions", E.Exceptions, true);
  needsOne(M, N, {&E.Calls, &E.Types}, "call, type");
}

void readCancellation(MapReader &M, ErrorSink &Sink, CancellationEntry &E) {
  M.names("exceptions", E.Exceptions);
  M.names("base", E.Base);
  M.names("codes", E.Codes);
  M.names("asks", E.Asks);
  M.flag("sticky", E.Sticky);
  readList(M.take("raised"), Sink, "'raised'", E.Raised);
}

constexpr StringRef Remedies[] = {"sleep",          "offload",      "spawn",          "run",        "timeout", "gather",
                                  "gather_bounded", "gather_range", "gather_settled", "background", "group",   "keep",
                                  "detach",         "handler",      "channel",        "error_token"};

void readFixes(const YAML::Node &Node, ErrorSink &Sink, LibraryModel &Model) {
  if (!Node)
    return;
  if (!Node.IsMap()) {
    Sink.report(Node.Mark(), "'fixes' is a mapping of remedies");
    return;
  }
  for (const auto &Pair : Node) {
    std::string Remedy = Pair.first.Scalar();
    if (!llvm::is_contained(Remedies, StringRef(Remedy))) {
      Sink.report(Pair.first.Mark(), "unknown remedy '" + Remedy +
                                         "'; accepted: " + llvm::join(std::begin(Remedies), std::end(Remedies), ", "));
      continue;
    }
    MapReader Map(Pair.second, Sink, "'" + Remedy + "'");
    if (Map.failed())
      continue;
    FixEntry Fix;
    Map.text("text", Fix.Text);
    Map.text("include", Fix.Include);
    Map.text("advice", Fix.Advice);
    Map.text("item", Fix.Item);
    Map.text("separator", Fix.Separator);
    Map.text("before", Fix.Before);
    Map.finish();
    if (!Map.failed())
      Model.Fixes.emplace(std::move(Remedy), std::move(Fix));
  }
}

void readModel(const YAML::Node &Root, ErrorSink &Sink, LibraryModel &Model) {
  MapReader Map(Root, Sink, "a library model");
  Map.text("library", Model.Library, true);
  Map.names("roots", Model.Roots, true);
  Map.names("detect", Model.Detect);
  Map.choice<bool>("linkage", Model.CLinkage, {{"c", true}, {"c++", false}});
  Map.names("values", Model.Values);
  Map.names("holders", Model.Holders);
  Map.names("ignores", Model.Ignores);
  Map.names("releases", Model.Releases);
  Map.names("makes", Model.Makes);
  Map.names("concurrent", Model.Concurrent);
  Map.names("ordered", Model.Ordered);
  Map.names("machine_sizes", Model.MachineSizes);
  Map.names("limiters", Model.Limiters);
  Map.names("stop_tokens", Model.StopTokens);
  readList(Map.take("awaitables"), Sink, "'awaitables'", Model.Awaitables);
  readList(Map.take("generators"), Sink, "'generators'", Model.Generators);
  if (YAML::Node Droppable = Map.take("droppable")) {
    MapReader Inner(Droppable, Sink, "'droppable'");
    Inner.names("types", Model.DroppableTypes);
    Inner.names("calls", Model.DroppableCalls);
    Inner.finish();
  }
  readList(Map.take("locks"), Sink, "'locks'", Model.Locks);
  readList(Map.take("semaphores"), Sink, "'semaphores'", Model.Semaphores);
  readList(Map.take("spawns"), Sink, "'spawns'", Model.Spawns);
  readList(Map.take("detaches"), Sink, "'detaches'", Model.Detaches);
  readList(Map.take("groups"), Sink, "'groups'", Model.Groups);
  readList(Map.take("gathers"), Sink, "'gathers'", Model.Gathers);
  readList(Map.take("races"), Sink, "'races'", Model.Races);
  readList(Map.take("timeouts"), Sink, "'timeouts'", Model.Timeouts);
  readList(Map.take("sleeps"), Sink, "'sleeps'", Model.Sleeps);
  readList(Map.take("yields"), Sink, "'yields'", Model.Yields);
  readList(Map.take("offloads"), Sink, "'offloads'", Model.Offloads);
  readList(Map.take("executors"), Sink, "'executors'", Model.Executors);
  readList(Map.take("hops"), Sink, "'hops'", Model.Hops);
  readList(Map.take("waits"), Sink, "'waits'", Model.Waits);
  readBlocking(Map.take("blocking"), Sink, Model.Blocking);
  readList(Map.take("io"), Sink, "'io'", Model.Io);
  readList(Map.take("queues"), Sink, "'queues'", Model.Queues);
  readList(Map.take("shields"), Sink, "'shields'", Model.Shields);
  readList(Map.take("callbacks"), Sink, "'callbacks'", Model.Callbacks);
  readList(Map.take("handlers"), Sink, "'handlers'", Model.Handlers);
  if (YAML::Node Cancellation = Map.take("cancellation")) {
    MapReader Inner(Cancellation, Sink, "'cancellation'");
    readCancellation(Inner, Sink, Model.Cancellation);
    Inner.finish();
  }
  readFixes(Map.take("fixes"), Sink, Model);
  Map.finish();
}

} // namespace

std::shared_ptr<LibraryModel> readModel(StringRef File, StringRef Text, std::vector<ModelError> &Errors) {
  auto Model = std::make_shared<LibraryModel>();
  Model->File = File.str();
  ErrorSink Sink(File, Errors);
  try {
    YAML::Node Root = YAML::Load(Text.str());
    if (!Root.IsMap()) {
      Sink.report(Root.Mark(), "a library model is a mapping that begins with 'library' and 'roots'");
      return nullptr;
    }
    readModel(Root, Sink, *Model);
  } catch (const YAML::Exception &Error) {
    Sink.report(Error.mark, Error.msg);
    return nullptr;
  }
  if (Model->Library.empty() || Model->Roots.empty())
    return nullptr;
  return Model;
}

std::optional<std::pair<unsigned, unsigned>> findOption(StringRef Text, StringRef Option, StringRef Value) {
  auto At = [&](const YAML::Node &Found) -> std::optional<std::pair<unsigned, unsigned>> {
    // A list may hold the value among others.
    if (!Found || !Found.IsScalar() || !StringRef(Found.Scalar()).contains(Value))
      return std::nullopt;
    return std::make_pair(unsigned(Found.Mark().line) + 1, unsigned(Found.Mark().column) + 1);
  };
  try {
    YAML::Node Options = YAML::Load(Text.str())["CheckOptions"];
    if (Options && Options.IsMap())
      return At(Options[Option.str()]);
    if (Options && Options.IsSequence())
      for (const YAML::Node &Entry : Options)
        if (Entry.IsMap() && Entry["key"] && Entry["key"].IsScalar() && Entry["key"].Scalar() == Option)
          return At(Entry["value"]);
  } catch (const YAML::Exception &) {
    return std::nullopt; // clang-tidy says itself what is wrong with its configuration.
  }
  return std::nullopt;
}

} // namespace async_tidy
