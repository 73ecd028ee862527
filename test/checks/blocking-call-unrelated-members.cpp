// RUN: %check_async_tidy %s async-blocking-call %t
// Members called get, wait, join, read, run_sync or sleep_for of classes that have nothing to wait for.
#include <boost/asio.hpp>
#include <any>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <ratio>
#include <string>
#include <tuple>
#include <variant>
#include <vector>
namespace asio = boost::asio;
struct Schedule {
  void sleep_for(std::chrono::seconds s) { at += s; }
  void wait() { ++waits; }
  std::string run_sync(const std::string& text) { return text; }
  int waits = 0;
  std::chrono::seconds at{0};
};
struct Buffer {
  std::size_t read(char* to, std::size_t n) { return n; }
  void write(const std::string& text) { data += text; }
  void flush() {}
  void open(const std::string& name) { data = name; }
  std::string data;
};
struct Row {
  template <class T> T get(int column) const { return T(column); }
  std::string join(const std::string& separator) const { return separator; }
};
struct Matcher {
  bool connect(const std::string& a, const std::string& b) { return a == b; }
  int accept(int token) { return token; }
  int system(const char* text) { return *text; }
};
namespace text {
std::string read(const std::string& source) { return source; }
std::string resolve(const std::string& name) { return name; }
int system(const std::string& name) { return static_cast<int>(name.size()); }
}
asio::awaitable<Row> next_row();

asio::awaitable<int> use(Schedule& schedule, Buffer& buffer, Matcher& matcher, std::shared_ptr<Row> shared) {
  Row row = co_await next_row();
  schedule.sleep_for(std::chrono::seconds(3));
  schedule.wait();
  char bytes[8];
  buffer.open("memory");
  buffer.write(schedule.run_sync("x"));
  buffer.read(bytes, sizeof bytes);
  buffer.flush();
  int sum = row.get<int>(1) + std::get<0>(std::tuple(1, 2)) + shared.get()->get<int>(2);
  matcher.connect("a", "b");
  sum += matcher.accept(3) + matcher.system("ls") + text::system("ls");
  std::variant<int, std::string> either = text::read(text::resolve("a"));
  if (auto* held = std::get_if<std::string>(&either)) sum += static_cast<int>(held->size());
  co_return sum + static_cast<int>(row.join(",").size());
}
