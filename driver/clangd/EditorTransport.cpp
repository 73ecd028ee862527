//===--- EditorTransport.cpp - The connection to the editor ---------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Stands between clangd and the connection that it makes: completes what goes to the editor (EditorMessages.h).
///
//===----------------------------------------------------------------------===//

#include "Clangd.h"
#include "EditorMessages.h"

using namespace llvm;
using namespace clang::clangd;

namespace async_tidy {
namespace {

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

  Error loop(MessageHandler &Handler) override { return Stock->loop(Handler); }

private:
  std::unique_ptr<Transport> Stock;
};

} // namespace
} // namespace async_tidy

#define NEW_TRANSPORT "_ZN5clang6clangd16newJSONTransportEP8_IO_FILERN4llvm11raw_ostreamEPS4_bNS0_15JSONStreamStyleE"

std::unique_ptr<Transport> stockTransport(std::FILE *In, raw_ostream &Out, raw_ostream *Mirror, bool Pretty,
                                          JSONStreamStyle Style) ASYNC_TIDY_STOCK(NEW_TRANSPORT);
std::unique_ptr<Transport> editorTransport(std::FILE *In, raw_ostream &Out, raw_ostream *Mirror, bool Pretty,
                                           JSONStreamStyle Style) ASYNC_TIDY_WRAPPED(NEW_TRANSPORT);

std::unique_ptr<Transport> editorTransport(std::FILE *In, raw_ostream &Out, raw_ostream *Mirror, bool Pretty,
                                           JSONStreamStyle Style) {
  return std::make_unique<async_tidy::EditorTransport>(stockTransport(In, Out, Mirror, Pretty, Style));
}
