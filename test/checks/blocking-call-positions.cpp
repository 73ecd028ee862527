// RUN: %check_async_tidy %s async-blocking-call %t
// The report stands where the expression begins that the coroutine wrote, over several lines and in every position.
#include <folly/coro/Task.h>
#include <httplib.h>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <utility>
#include <vector>
static std::string slurp(const std::string& path) {
  std::ifstream in(path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}
static bool up(const std::string& host) { return std::system(("ping -c1 " + host).c_str()) == 0; }
struct Options {
  std::string prompt;
  int tries = 1;
};
folly::coro::Task<std::string> ask(std::string prompt, std::string context);

folly::coro::Task<std::string> everywhere(std::string host, httplib::Client& client) {
  if (bool alive = up(host); !alive) co_return ""; // expect: async-blocking-call
  switch (std::system("true")) { // expect: async-blocking-call
    case 0: break;
    default: co_return "";
  }
  Options options{
      .prompt = slurp("prompt.txt"), // expect: async-blocking-call
      .tries = 3,
  };
  std::string answer = co_await ask(
      options.prompt,
      slurp("context.txt")); // expect: async-blocking-call
  auto reply =
      client.Post("/v1/answers", // expect: async-blocking-call
                  answer,
                  "text/plain");
  std::map<std::string, std::string> files{{"a", slurp("a.txt")}}; // expect: async-blocking-call
  auto [it, added] = files.emplace("b", slurp("b.txt")); // expect: async-blocking-call
  while (up(host) && options.tries-- > 0) co_await ask("again", ""); // expect: async-blocking-call
  bool ok = reply && up(host) ? added : false; // expect: async-blocking-call
  if (!ok) throw std::runtime_error(slurp("error.txt")); // expect: async-blocking-call
  co_return it->second.empty() ? slurp("empty.txt") : it->second; // expect: async-blocking-call
}

folly::coro::Task<std::string> nowhere(Options options, httplib::Client* client) {
  if (bool known = options.tries > 1; known) co_return options.prompt;
  switch (options.tries) {
    case 0: co_return "";
    default: break;
  }
  co_return client ? co_await ask(options.prompt, "") : "";
}
