//===--- LibraryModel.cpp -------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "libraries/LibraryModel.h"

namespace async_tidy {

llvm::ArrayRef<BlockingCategory> blockingCategories() {
  static constexpr BlockingCategory Categories[] = {
      {"sleep", true},    {"wait", true},    {"sync-wait", true}, {"file", true}, {"filesystem", false},
      {"console", false}, {"process", true}, {"network", true},   {"http", true}, {"database", true},
      {"rpc", true},      {"lock", false},   {"spin", true},      {"cpu", true}};
  return Categories;
}

} // namespace async_tidy
