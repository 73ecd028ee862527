//===--- Messages.cpp -----------------------------------------------------===//
//
// Part of async-tidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Messages.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <cmath>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace llvm;

namespace async_tidy::driver {

std::string plural(size_t Count, StringRef Word) {
  StringRef End = Count == 1 ? "" : Word.ends_with("x") ? "es" : "s";
  return formatv("{0} {1}{2}", Count, Word, End).str();
}

Messages::Messages(bool Quiet) : Quiet(Quiet), Terminal(sys::Process::StandardErrIsDisplayed()) {}

void Messages::line(StringRef Kind, const Twine &Text) {
  clear();
  errs() << "async-tidy: " << Kind << ": " << Text << '\n';
}

void Messages::information(const Twine &Text) {
  if (Quiet)
    return;
  clear();
  errs() << Text << '\n';
}

void Messages::clear() {
  if (std::exchange(Drawn, false))
    errs() << "\r\033[K";
}

void Messages::beginProgress(size_t Units) {
  Total = Units;
  Active = !Quiet && Units != 0;
  Begin = Last = Clock::now();
}

std::string Messages::describe(size_t Done, ArrayRef<StringRef> Running) const {
  double Seconds = std::chrono::duration<double>(Clock::now() - Begin).count();
  std::string Text = formatv("[{0}/{1}]", Done, Total).str();
  if (Done > 0 && Seconds > 0.5) {
    double Rate = double(Done) / Seconds;
    unsigned Left = unsigned(std::lround(double(Total - Done) / Rate));
    Text += formatv(" {0:f1} units/s, {1}:{2,0+2} left", Rate, Left / 60, Left % 60).str();
  }
  for (auto [Index, Name] : enumerate(Running))
    Text += (Index == 0 ? ": " : ", ") + sys::path::filename(Name).str();
  return Text;
}

void Messages::progress(size_t Done, ArrayRef<StringRef> Running) {
  using namespace std::chrono_literals;
  if (!Active || Clock::now() - Last < (Terminal ? 100ms : 30000ms))
    return;
  Last = Clock::now();
  std::string Text = describe(Done, Running);
  if (!Terminal) {
    errs() << Text << '\n';
    return;
  }
  winsize Size = {};
  unsigned Width = ioctl(STDERR_FILENO, TIOCGWINSZ, &Size) == 0 && Size.ws_col ? Size.ws_col : 80;
  clear();
  errs() << StringRef(Text).take_front(Width - 1);
  Drawn = true;
}

void Messages::endProgress() {
  clear();
  Active = false;
}

} // namespace async_tidy::driver
