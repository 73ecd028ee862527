// RUN: %check_async_tidy %s async-blocking-call %t
// A coroutine that main makes inside a blocking wait, beside the work, is there to drive the loop.
#include <cppcoro/io_service.hpp>
#include <cppcoro/sync_wait.hpp>
#include <cppcoro/task.hpp>
#include <chrono>
#include <thread>
cppcoro::task<void> serve(cppcoro::io_service& io);
cppcoro::task<void> both(cppcoro::task<void> first, cppcoro::task<void> second);

int main() {
  cppcoro::io_service io;
  cppcoro::sync_wait(both(serve(io), [&]() -> cppcoro::task<void> {
    io.process_events();
    co_return;
  }()));
  cppcoro::sync_wait(both(serve(io), [&]() -> cppcoro::task<void> {
    std::this_thread::sleep_for(std::chrono::seconds(1)); // expect: async-blocking-call
    co_return;
  }()));
}

cppcoro::task<void> turn(cppcoro::io_service& io) {
  co_await both(serve(io), [&]() -> cppcoro::task<void> {
    io.process_events(); // expect: async-blocking-call
    co_return;
  }());
}
