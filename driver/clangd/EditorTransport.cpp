//===--- EditorTransport.cpp - The connection to the editor ---------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Stands between clangd and the connection that it makes. Completes what goes to the editor (EditorMessages.h), and
/// has open files looked at again when a model or the index of the program changes, which clangd knows nothing of.
///
//===----------------------------------------------------------------------===//

#include "Clangd.h"
#include "EditorMessages.h"
#include "analysis/WatchedFiles.h"
#include "llvm/ADT/StringMap.h"
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace llvm;
using namespace clang::clangd;

namespace async_tidy::driver {
namespace {

/// Hands on what the editor sends, one message at a time, and can say something in its place: that each open file is to
/// be read anew.
class SharedHandler : public Transport::MessageHandler {
public:
  explicit SharedHandler(MessageHandler &Stock) : Stock(Stock) {}

  bool onNotify(StringRef Method, json::Value Params) override {
    std::lock_guard<std::mutex> Lock(Mutex);
    remember(Method, Params);
    return Stock.onNotify(Method, std::move(Params));
  }
  bool onCall(StringRef Method, json::Value Params, json::Value ID) override {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Stock.onCall(Method, std::move(Params), std::move(ID));
  }
  bool onReply(json::Value ID, Expected<json::Value> Result) override {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Stock.onReply(std::move(ID), std::move(Result));
  }

  void rereadOpenFiles() {
    std::lock_guard<std::mutex> Lock(Mutex);
    // A change that changes nothing, in the version that is there; clangd's own extension forces it.
    for (const auto &[Uri, Version] : Open)
      Stock.onNotify("textDocument/didChange",
                     json::Object{{"textDocument", json::Object{{"uri", Uri}, {"version", Version}}},
                                  {"contentChanges", json::Array{}},
                                  {"wantDiagnostics", true},
                                  {"forceRebuild", true}});
  }

private:
  void remember(StringRef Method, const json::Value &Params) {
    const json::Object *Message = Params.getAsObject();
    const json::Object *Document = Message ? Message->getObject("textDocument") : nullptr;
    std::optional<StringRef> Uri = Document ? Document->getString("uri") : std::nullopt;
    if (!Uri)
      return;
    if (Method == "textDocument/didClose")
      Open.erase(*Uri);
    else if (Method == "textDocument/didOpen" || Method == "textDocument/didChange")
      if (const json::Value *Version = Document->get("version"))
        Open.insert_or_assign(*Uri, *Version);
  }

  MessageHandler &Stock;
  std::mutex Mutex;
  StringMap<json::Value> Open; ///< The version of each file that is open.
};

/// Looks every now and then whether what the open files were analysed with has changed.
class Watch {
public:
  explicit Watch(SharedHandler &Handler) : Thread([this, &Handler] { run(Handler); }) {}
  ~Watch() {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Ends = true;
    }
    Wake.notify_one();
    Thread.join();
  }

private:
  static constexpr std::chrono::milliseconds Interval{500};

  void run(SharedHandler &Handler) {
    std::unique_lock<std::mutex> Lock(Mutex);
    while (!Wake.wait_for(Lock, Interval, [this] { return Ends; }))
      if (WatchedFiles::ofProcess().haveChanged())
        Handler.rereadOpenFiles();
  }

  std::mutex Mutex;
  std::condition_variable Wake;
  bool Ends = false;
  std::thread Thread;
};

class EditorTransport : public Transport {
public:
  explicit EditorTransport(std::unique_ptr<Transport> Stock) : Stock(std::move(Stock)) {}

  void notify(StringRef Method, json::Value Params) override {
    if (Method == "textDocument/publishDiagnostics")
      if (json::Object *Message = Params.getAsObject())
        if (json::Array *Diagnostics = Message->getArray("diagnostics"))
          for (json::Value &Diagnostic : *Diagnostics)
            if (json::Object *Fields = Diagnostic.getAsObject())
              completeDiagnostic(*Fields);
    Stock->notify(Method, std::move(Params));
  }

  void call(StringRef Method, json::Value Params, json::Value ID) override {
    Stock->call(Method, std::move(Params), std::move(ID));
  }

  void reply(json::Value ID, Expected<json::Value> Result) override {
    if (Result)
      if (json::Array *Actions = Result->getAsArray())
        markPreferredFixes(*Actions);
    Stock->reply(std::move(ID), std::move(Result));
  }

  Error loop(MessageHandler &Handler) override {
    SharedHandler Shared(Handler);
    Watch Files(Shared);
    return Stock->loop(Shared);
  }

private:
  std::unique_ptr<Transport> Stock;
};

} // namespace
} // namespace async_tidy::driver

#define NEW_TRANSPORT "_ZN5clang6clangd16newJSONTransportEP8_IO_FILERN4llvm11raw_ostreamEPS4_bNS0_15JSONStreamStyleE"

std::unique_ptr<Transport> stockTransport(std::FILE *In, raw_ostream &Out, raw_ostream *Mirror, bool Pretty,
                                          JSONStreamStyle Style) ASYNC_TIDY_STOCK(NEW_TRANSPORT);
std::unique_ptr<Transport> editorTransport(std::FILE *In, raw_ostream &Out, raw_ostream *Mirror, bool Pretty,
                                           JSONStreamStyle Style) ASYNC_TIDY_WRAPPED(NEW_TRANSPORT);

std::unique_ptr<Transport> editorTransport(std::FILE *In, raw_ostream &Out, raw_ostream *Mirror, bool Pretty,
                                           JSONStreamStyle Style) {
  return std::make_unique<async_tidy::driver::EditorTransport>(stockTransport(In, Out, Mirror, Pretty, Style));
}
