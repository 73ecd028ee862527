// RUN: %check_async_tidy %s async-dropped-awaitable %t
// A future that is awaitable only through a free operator co_await found by its namespace.
#include <coroutine>
#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace bus {
template <class T> struct reply {
  std::shared_ptr<T> state;
  bool ready() const;
  const T &peek() const;
};
template <class T> struct reply_awaiter {
  reply<T> source;
  bool await_ready() const noexcept;
  void await_suspend(std::coroutine_handle<>) noexcept;
  T await_resume();
};
template <class T> reply_awaiter<T> operator co_await(reply<T> r);

struct message {
  std::string topic;
};
reply<message> request(std::string topic);
reply<int> publish(std::string topic, std::string body);
int subscribe(std::string topic, std::function<void(message)> handler);
} // namespace bus

struct routine {
  struct promise_type {
    routine get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  auto operator co_await() const noexcept {
    struct awaiter {
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<>) const noexcept {}
      void await_resume() const noexcept {}
    };
    awaiter made;
    return made;
  }
};
routine handle(bus::message m);

routine dispatcher() {
  bus::subscribe("tools", [](bus::message m) { bus::publish("seen", m.topic); }); // expect: async-dropped-awaitable
  bus::publish("status", "up"); // expect: async-dropped-awaitable // expect-fix: co_await bus::publish("status", "up");
  auto next = bus::request("next"); // expect: async-dropped-awaitable // expect-fix: auto next = co_await bus::request("next");
  auto first = bus::request("first");
  auto [topic] = co_await first;
  auto m = co_await bus::request(topic);
  handle(m); // expect: async-dropped-awaitable // expect-fix: co_await handle(m);
  co_await handle(std::move(m));
  bus::message local{"local"};
  auto unread = bus::message{"unread"};
}

bool announce(std::string body) {
  bus::publish("up", body); // expect: async-dropped-awaitable
  return bus::subscribe("up", [](bus::message) {}) > 0;
}
