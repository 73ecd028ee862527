// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Calls in every dress: members, overloaded operators, pointers to members, statics, function pointers, std::invoke.
#include <cppcoro/task.hpp>
#include <functional>
#include <memory>
#include <string>

namespace agent::tools {
struct text_pipe {
  cppcoro::task<> operator<<(std::string text);
  cppcoro::task<> operator()(std::string text);
  cppcoro::task<std::string> operator[](int line);
  cppcoro::task<> operator+=(std::string text);
  text_pipe &operator%(int width);
};
inline namespace v2 {
class browser {
public:
  static cppcoro::task<browser *> launch();
  virtual ~browser() = default;
  virtual cppcoro::task<> open(std::string url);
  virtual cppcoro::task<> close();
  cppcoro::task<> visit(std::string url) {
    open(url); // expect: async-dropped-awaitable // expect-fix: co_await open(url);
    co_await this->close();
  }
};
} // namespace v2
} // namespace agent::tools

using agent::tools::browser;
using agent::tools::text_pipe;

struct tab : browser {
  cppcoro::task<> close() override {
    browser::close(); // expect: async-dropped-awaitable // expect-fix: co_await browser::close();
    co_return co_await browser::close();
  }
};

cppcoro::task<> crawl(text_pipe &out, std::unique_ptr<browser> b, browser &r, cppcoro::task<> (*fn)(std::string)) {
  out << "start"; // expect: async-dropped-awaitable // expect-fix: co_await (out << "start");
  out("line"); // expect: async-dropped-awaitable // expect-fix: co_await out("line");
  out[1]; // expect: async-dropped-awaitable // expect-fix: co_await out[1];
  out += "tail"; // expect: async-dropped-awaitable // expect-fix: co_await (out += "tail");
  out % 80;
  co_await (out << "done");
  b->open("a"); // expect: async-dropped-awaitable // expect-fix: co_await b->open("a");
  (*b).open("b"); // expect: async-dropped-awaitable // expect-fix: co_await (*b).open("b");
  (r.*&browser::close)(); // expect: async-dropped-awaitable
  std::invoke(&browser::open, r, "c"); // expect: async-dropped-awaitable
  fn("d"); // expect: async-dropped-awaitable // expect-fix: co_await fn("d");
  browser::launch(); // expect: async-dropped-awaitable // expect-fix: co_await browser::launch();
  agent::tools::v2::browser *started = co_await browser::launch();
  co_await started->open("e");
  co_await std::invoke(&browser::close, r);
}
