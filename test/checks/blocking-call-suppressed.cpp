// RUN: %check_async_tidy %s async-blocking-call %t
// NOLINT silences a finding on its line, on the next line and between marks; the finding beside it stays.
#include <async/async.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
using namespace std::chrono_literals;
static void settle() { std::this_thread::sleep_for(1ms); }

async::task<void> calibrate(std::string device) {
  std::this_thread::sleep_for(100us); // NOLINT(async-blocking-call): the device needs an exact pause
  // NOLINTNEXTLINE(async-blocking-call)
  settle();
  // NOLINTBEGIN(async-blocking-call)
  std::ofstream out(device);
  out << "calibrate\n";
  std::system("udevadm settle");
  // NOLINTEND(async-blocking-call)
  std::system("sync"); // expect: async-blocking-call
  settle(); // NOLINT
  co_await async::yield();
}

async::task<void> measure(std::string device) {
  std::ofstream out(device); // NOLINT(async-dropped-awaitable) // expect: async-blocking-call
  out << "measure\n";
  co_await async::sleep_for(10ms);
}
