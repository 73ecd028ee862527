//===--- FunctionTable.h - Which function stands at a place -----*- C++ -*-===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Remembers where the functions of the project stand, while the syntax tree is there, so that findings can name the
/// function around them when it is gone.
///
//===----------------------------------------------------------------------===//

#ifndef ASYNC_TIDY_DRIVER_FUNCTIONTABLE_H
#define ASYNC_TIDY_DRIVER_FUNCTIONTABLE_H

#include "llvm/ADT/StringMap.h"
#include <string>
#include <vector>

namespace clang {
class ASTContext;
}

namespace async_tidy::driver {

class FunctionTable {
public:
  struct Function {
    unsigned Begin, End;
    std::string USR, Name;
  };

  /// Looks at every function with a body outside system headers. Lambdas belong to the function around them.
  void gather(clang::ASTContext &Context);

  /// The innermost function with a name around \p Offset of the file that Clang calls \p Path; null outside functions.
  const Function *at(llvm::StringRef Path, unsigned Offset) const;

private:
  friend class FunctionGatherer;
  llvm::StringMap<std::vector<Function>> ByFile;
};

} // namespace async_tidy::driver

#endif // ASYNC_TIDY_DRIVER_FUNCTIONTABLE_H
