#include "model.hpp"
#include <chrono>
using namespace std::chrono_literals;

async::task<std::string> send(std::string prompt);

async::task<std::string> complete(std::string prompt) { co_return co_await async::wait_for(send(prompt), 60s); }

async::task<std::string> unbounded(std::string prompt) { co_return co_await send(prompt); }

async::task<std::string> polled(std::string prompt) {
  co_await async::sleep_for(300s);
  co_return co_await send(prompt);
}
