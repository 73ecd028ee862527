// RUN: %check_async_tidy %s async-blocking-call %t
// Guards whose destructor runs a callable or a clean-up step at the end of the coroutine's scope.
#include <boost/asio.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <string>
#include <utility>
namespace asio = boost::asio;
template <class F> class Defer {
 public:
  explicit Defer(F f) : f_(std::move(f)) {}
  ~Defer() { f_(); }

 private:
  F f_;
};
class Cleanup {
 public:
  explicit Cleanup(std::function<void()> f) : f_(std::move(f)) {}
  ~Cleanup() {
    if (f_) f_();
  }

 private:
  std::function<void()> f_;
};
class Sandbox {
 public:
  explicit Sandbox(std::string name) : name_(std::move(name)) {}
  Sandbox(const Sandbox&) = delete;
  ~Sandbox() { std::system(("docker rm -f " + name_).c_str()); }
  const std::string& name() const { return name_; }

 private:
  std::string name_;
};
struct Depth {
  explicit Depth(int& value) : value(value) { ++value; }
  ~Depth() { --value; }
  int& value;
};
asio::awaitable<int> run_in(std::string sandbox);

asio::awaitable<int> sandboxed(std::string name) {
  Sandbox sandbox(name); // expect: async-blocking-call
  co_return co_await run_in(sandbox.name());
}

asio::awaitable<int> guarded(std::string name) {
  Defer remove([&] { std::system(("rm -rf " + name).c_str()); }); // expect: async-blocking-call
  co_return co_await run_in(name);
}

asio::awaitable<int> counted(int& depth, Sandbox& shared, std::function<void()> after) {
  Depth level(depth);
  Defer reset([&] { depth = 0; });
  Cleanup cleanup(std::move(after));
  co_return co_await run_in(shared.name());
}
