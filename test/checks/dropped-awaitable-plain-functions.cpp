// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Plain functions cannot await: a drop there is reported without a fix, and what they hand back is the caller's.
#include <async/async.hpp>
#include <string>
#include <vector>

async::task<int> embed(std::string text);
async::task<void> warm_cache(std::string model);
async::task<void> flush_log();

class server {
public:
  server() {
    warm_cache("small"); // expect: async-dropped-awaitable
  }
  ~server() {
    flush_log(); // expect: async-dropped-awaitable
  }
  void on_reload() {
    auto pending = warm_cache("large"); // expect: async-dropped-awaitable
    ++reloads_;
  }
  async::task<void> reload() {
    ++reloads_;
    return warm_cache("large");
  }
  auto embed_query(const std::string &q) { return embed("query: " + q); }
  async::task<int> embed_document(std::string d) {
    auto task = embed("document: " + d);
    return task;
  }
  void shutdown() { async::run(flush_log()); }

private:
  int reloads_ = 0;
};

std::vector<async::task<int>> embed_all(const std::vector<std::string> &texts) {
  std::vector<async::task<int>> tasks;
  for (const auto &t : texts)
    tasks.push_back(embed(t));
  return tasks;
}

int main(int argc, char **argv) {
  if (argc > 1)
    embed(argv[1]); // expect: async-dropped-awaitable
  int n = async::run(embed("hello"));
  return n > 0 ? 0 : 1;
}
