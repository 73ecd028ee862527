// RUN: %check_async_tidy %s async-blocking-call %t
// One report for each stream object, however many helpers read from it; a helper that takes any stream is judged by what it is given.
#include <async/async.hpp>
#include <fstream>
#include <istream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
static std::ifstream open_log(const std::string& name) { return std::ifstream("logs/" + name); }
static std::size_t count_words(std::istream& in) {
  std::size_t words = 0;
  for (std::string word; in >> word;) ++words;
  return words;
}
static std::string header(std::istream& in) {
  std::string line;
  std::getline(in, line);
  return line;
}
async::task<void> publish(std::string text);

async::task<std::size_t> count_file(std::string path) {
  std::ifstream in(path); // expect: async-blocking-call
  std::string first = header(in);
  co_await publish(first);
  co_return count_words(in);
}

async::task<std::size_t> count_text(std::string text) {
  std::istringstream in(text);
  std::string first = header(in);
  std::istringstream rest(first);
  co_return count_words(in) + count_words(rest);
}

async::task<void> publish_log(std::string name) {
  auto in = open_log(name); // expect: async-blocking-call
  std::string line;
  while (std::getline(in, line)) co_await publish(line);
}

async::task<void> publish_owned(std::string name) {
  auto in = std::make_unique<std::ifstream>(name); // expect: async-blocking-call
  for (std::string word; *in >> word;) co_await publish(word);
}

class Tail {
 public:
  explicit Tail(std::ifstream in) : in_(std::move(in)) {}
  async::task<void> follow() {
    std::string line;
    while (std::getline(in_, line)) co_await publish(line); // expect: async-blocking-call
    in_.clear();
  }
  bool good() const { return in_.good(); }
  async::task<bool> healthy() { co_return good() && !in_.eof(); }

 private:
  std::ifstream in_;
};
