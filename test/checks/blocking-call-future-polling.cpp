// RUN: %check_async_tidy %s async-blocking-call %t
// A poll with a pause inside the wait blocks for that pause; one with a zero wait does not.
#include <async/async.hpp>
#include <chrono>
#include <future>
#include <optional>
#include <string>
#include <vector>
using namespace std::chrono_literals;
struct Render {
  std::future<std::string> image;
  bool ready() const { return image.wait_for(std::chrono::seconds::zero()) == std::future_status::ready; }
};
std::vector<Render> start_renders(int count);

async::task<int> drain_slowly(std::vector<Render>& renders) {
  int done = 0;
  for (auto& render : renders) {
    while (render.image.wait_for(50ms) != std::future_status::ready) { // expect: async-blocking-call
      co_await async::yield();
    }
    ++done;
  }
  co_return done;
}

async::task<int> drain(std::vector<Render>& renders) {
  int done = 0;
  for (auto& render : renders) {
    while (!render.ready()) co_await async::sleep_for(50ms);
    ++done;
  }
  co_return done;
}

async::task<std::optional<std::string>> peek(Render& render) {
  if (render.image.wait_for(0ms) == std::future_status::ready) co_return render.image.get();
  co_return std::nullopt;
}

async::task<bool> wait_a_moment(Render& render, std::chrono::milliseconds patience) {
  auto state = render.image.wait_for(patience); // expect: async-blocking-call
  co_return state == std::future_status::ready;
}
