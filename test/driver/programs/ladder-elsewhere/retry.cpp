#include "model.hpp"
#include <chrono>
using namespace std::chrono_literals;

async::task<std::string> retried(std::string prompt) {
  for (int attempt = 0; attempt < 3; ++attempt) {
    std::string reply = co_await complete(prompt);
    if (!reply.empty())
      co_return reply;
    co_await async::sleep_for(2s);
  }
  co_return std::string();
}

async::task<std::string> answer(std::string prompt) {
  std::string plan = co_await complete(prompt);
  co_return co_await retried(plan);
}

async::task<std::string> either(std::string prompt, bool careful) {
  if (careful)
    co_return co_await retried(prompt);
  co_return co_await complete(prompt);
}
