//===--- FixCommand.cpp ---------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Baseline.h"
#include "Commands.h"
#include "Fixing.h"
#include "Outputs.h"
#include "UnitCache.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace async_tidy::driver {
namespace {

StringRef reasonOf(FixFate Fate) {
  switch (Fate) {
  case FixFate::Overlaps:
    return "it overlaps with another fix; run fix again";
  case FixFate::DoesNotCompile:
    return "taken back, the code does not compile with it";
  case FixFate::HasNoEffect:
    return "taken back, the finding stays";
  case FixFate::CannotBeTried:
    return "its unit does not compile as it is, so the fix cannot be tried";
  case FixFate::Applied:
    break;
  }
  llvm_unreachable("an applied fix needs no reason");
}

/// Writes each file whole or not at all. A file that has changed since it was read is left alone.
Error write(const Patch &Edits) {
  for (const auto &[File, Content] : Edits.contents()) {
    auto Now = MemoryBuffer::getFile(File, /*IsText=*/false, /*RequiresNullTerminator=*/false);
    if (!Now || (*Now)->getBuffer() != Edits.original(File))
      return createStringError(File + " has changed while fixes were tried; run fix again");
  }
  for (const auto &[File, Content] : Edits.contents()) {
    ErrorOr<sys::fs::perms> Permissions = sys::fs::getPermissions(File);
    SmallString<256> Real;
    // A link stays a link.
    if (sys::fs::real_path(File, Real))
      Real = File;
    if (Error Failed = writeThenRename(Real, *Content))
      return Failed;
    if (Permissions)
      (void)sys::fs::setPermissions(Real, *Permissions);
  }
  return Error::success();
}

} // namespace

int runFix(const Options &O, Messages &Out) {
  auto Run = ProjectRun::start(O, Out);
  if (!Run)
    return 2;
  ProjectReport R = Run->report();
  if (!applyBaseline(R, O, Out))
    return 2;
  FixResult Result = tryFixes(*Run, R);
  unsigned Applied = 0;
  for (const TriedFix &T : Result.Tried) {
    const Place &At = T.Of->Start;
    std::string Where = R.relative(At.File) + ":" + std::to_string(At.Line) + ":" + std::to_string(At.Column) + ": ";
    if (T.Fate == FixFate::Applied) {
      ++Applied;
      if (!O.Diff)
        outs() << Where << "fixed [" << T.Of->Rule << "]\n";
    } else {
      errs() << Where << "not fixed [" << T.Of->Rule << "]: " << reasonOf(T.Fate)
             << (T.Because.empty() ? "" : ": " + T.Because) << '\n';
    }
  }
  if (O.Diff)
    outs() << Result.Edits.diff(R.Root);
  else if (Error Failed = write(Result.Edits)) {
    Out.error(toString(std::move(Failed)));
    return 3;
  }
  outs().flush();
  Out.information(Twine(Applied) + " of " + plural(Result.Tried.size(), "fix") +
                  (O.Diff ? " would be applied" : " applied") + ", in " +
                  plural(Result.Edits.contents().size(), "file"));
  tellProblems(R, Out);
  return Run->exitCode(R) >= 2 ? Run->exitCode(R) : 0;
}

} // namespace async_tidy::driver
