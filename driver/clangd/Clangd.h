//===--- Clangd.h - The parts of clangd that are used here ------*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// clangd is installed as libraries without headers, so the few functions and classes that the server meets are
/// declared here as they are in release 22. A function whose linker symbol is in CMakeLists.txt is wrapped: everything
/// in clangd that calls it gets ours instead, which is declared with WRAPPED and can call clangd's own, declared with
/// STOCK.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_CLANGD_CLANGD_H
#define ASYNC_TIDY_DRIVER_CLANGD_CLANGD_H

#include "llvm/ADT/FunctionExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/JSON.h"
#include <cstdio>
#include <memory>
#include <optional>

#define ASYNC_TIDY_STOCK(SYMBOL) asm("__real_" SYMBOL)
#define ASYNC_TIDY_WRAPPED(SYMBOL) asm("__wrap_" SYMBOL)

namespace clang::tidy {
struct ClangTidyOptions;
}

namespace clang::clangd {

int clangdMain(int Count, char *Arguments[]);

/// Completes the clang-tidy options of a file. Those of the user's files come first.
using TidyProvider = llvm::unique_function<void(tidy::ClangTidyOptions &, llvm::StringRef File) const>;

/// The connection to the editor. Messages to it are sent one at a time, and may be while loop() runs.
class Transport {
public:
  virtual ~Transport() = default;

  virtual void notify(llvm::StringRef Method, llvm::json::Value Params) = 0;
  virtual void call(llvm::StringRef Method, llvm::json::Value Params, llvm::json::Value ID) = 0;
  virtual void reply(llvm::json::Value ID, llvm::Expected<llvm::json::Value> Result) = 0;

  /// Takes what the editor sends; false ends the loop.
  class MessageHandler {
  public:
    virtual ~MessageHandler() = default;
    virtual bool onNotify(llvm::StringRef Method, llvm::json::Value Params) = 0;
    virtual bool onCall(llvm::StringRef Method, llvm::json::Value Params, llvm::json::Value ID) = 0;
    virtual bool onReply(llvm::json::Value ID, llvm::Expected<llvm::json::Value> Result) = 0;
  };
  virtual llvm::Error loop(MessageHandler &Handler) = 0;
};

enum JSONStreamStyle { Standard, Delimited };

} // namespace clang::clangd

#endif // ASYNC_TIDY_DRIVER_CLANGD_CLANGD_H
