// RUN: %check_async_tidy %s async-await-in-loop %t
// Retries, with and without back-off.
// LIBRARIES: folly async_simple seastar runtime
#include "library.hpp"
#include <algorithm>
#include <exception>
#include <optional>
#include <stdexcept>
using namespace std::chrono_literals;
struct Reply {
  int status = 0;
  std::string text;
};
lib::task<Reply> send(std::string request);
lib::task<std::string> fetch(std::string url);

lib::task<Reply> with_back_off(std::string request) {
  Reply reply;
  auto pause = 100ms;
  for (int attempt = 0; attempt < 5; ++attempt) {
    reply = co_await send(request);
    if (reply.status < 500)
      break;
    co_await lib::LIB_SLEEP(pause);
    pause *= 2;
  }
  co_return reply;
}

lib::task<std::string> by_exception(std::string url) {
  for (int attempt = 1;; ++attempt) {
    bool wait = false;
    try {
      co_return co_await fetch(url);
    } catch (const std::runtime_error &) {
      if (attempt == 3)
        throw;
      wait = true;
    }
    if (wait)
      co_await lib::LIB_SLEEP(50ms);
  }
}

lib::task<std::string> keep_last_error(std::string url) {
  std::exception_ptr error;
  for (int attempt = 0; attempt < 3; ++attempt) {
    try {
      auto text = co_await fetch(url);
      co_return text;
    } catch (...) {
      error = std::current_exception();
    }
  }
  std::rethrow_exception(error);
}

lib::task<Reply> while_unavailable(std::string request) {
  auto reply = co_await send(request);
  int left = 3;
  while (reply.status == 503 && left-- > 0)
    reply = co_await send(request);
  co_return reply;
}

lib::task<std::optional<std::string>> until_it_works(std::string url) {
  std::optional<std::string> text;
  int tries = 0;
  do {
    try {
      text = co_await fetch(url);
    } catch (const std::exception &) {
    }
  } while (!text && ++tries < 4);
  co_return text;
}
