// RUN: %check_async_tidy %s async-blocking-call %t
// Operators, conversions and subscripts with a file or a process behind them.
#include <coro/coro.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
class Settings {
 public:
  std::string operator[](const std::string& key) const {
    std::ifstream in("settings/" + key);
    std::string value;
    std::getline(in, value);
    return value;
  }
};
struct Shell {
  int operator()(const std::string& command) const { return std::system(command.c_str()); }
};
class Journal {
 public:
  Journal& operator<<(const std::string& line) {
    std::ofstream(path_, std::ios::app) << line << '\n';
    return *this;
  }
  Journal& operator+=(const std::string& note) {
    notes_ += note;
    return *this;
  }
  explicit operator bool() const {
    std::FILE* file = std::fopen(path_.c_str(), "r");
    if (file) std::fclose(file);
    return file != nullptr;
  }

 private:
  std::string path_ = "journal.txt";
  std::string notes_;
};
struct Snapshot {
  Snapshot(const char* path) { std::ifstream(path) >> first; }
  std::string first;
};
coro::task<void> publish(std::string text);
std::string title(const Snapshot& snapshot);

coro::task<void> step(Settings& settings, Journal& journal) {
  std::string model = settings["model"]; // expect: async-blocking-call
  journal << "using " + model; // expect: async-blocking-call
  if (journal) co_await publish(model); // expect: async-blocking-call
  Shell shell;
  if (shell("make test") != 0) co_await publish("failed"); // expect: async-blocking-call
  co_await publish(title("snapshot.txt")); // expect: async-blocking-call
}

coro::task<void> quiet_step(Journal& journal, Snapshot& snapshot) {
  journal += "quiet";
  Shell shell;
  std::string model = std::string("small") + "!";
  co_await publish(title(snapshot));
  co_await publish(model);
}
