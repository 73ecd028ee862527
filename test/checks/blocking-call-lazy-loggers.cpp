// RUN: %check_async_tidy %s async-blocking-call %t
// A logger that opens its file when it is first needed is one finding in a file, and not one for each line logged.
#include <folly/coro/Task.h>
#include <cstdio>
#include <fstream>
#include <string>
using folly::coro::Task;

class Log {
public:
  void write(const std::string &line) {
    if (!out_.is_open())
      out_.open("agent.log", std::ios::app);
    out_ << line << '\n';
  }
  static Log &instance();

private:
  std::ofstream out_;
};

void trace(const std::string &line) {
  static std::FILE *file = std::fopen("trace.log", "a");
  std::fputs(line.c_str(), file);
}

std::string slurp(const std::string &path) {
  std::ifstream in(path);
  std::string text;
  std::getline(in, text, '\0');
  return text;
}

Task<void> turn(Log &log, Log &audit) {
  log.write("start"); // expect: async-blocking-call
  trace("start"); // expect: async-blocking-call
  Log::instance().write("start"); // expect: async-blocking-call
  log.write("plan");
  trace("plan");
  Log::instance().write("plan");
  audit.write("plan"); // expect: async-blocking-call
  co_return;
}

Task<void> next_turn(Log &log) {
  log.write("next");
  trace("next");
  co_return;
}

// What is opened anew each time blocks each time.
Task<std::string> read_both() {
  std::string first = slurp("a"); // expect: async-blocking-call
  std::string second = slurp("b"); // expect: async-blocking-call
  co_return first + second;
}

// Nor one for each object whose destructor logs.
class Span {
public:
  explicit Span(Log &log) : log_(log) {}
  ~Span() { log_.write("done"); }

private:
  Log &log_;
};

class Batch {
public:
  ~Batch() { slurp("batch"); }
};

Task<void> measured(Log &log) {
  Span whole(log);
  Span part(log);
  Batch first; // expect: async-blocking-call
  Batch second; // expect: async-blocking-call
  co_return;
}
