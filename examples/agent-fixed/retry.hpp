#pragma once

#include "http_client.hpp"

#include <async/async.hpp>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <string_view>

namespace desk {

/// Awaits what `operation` makes, and again while the server says that it is busy, at most `tries` times. The pause
/// doubles with every attempt, up to eight times the first one.
template <class Operation>
auto with_retries(std::string_view what, int tries, std::chrono::milliseconds pause, Operation operation)
    -> decltype(operation()) {
  for (int attempt = 1;; ++attempt) {
    try {
      co_return co_await operation();
    } catch (const HttpError &error) {
      if (!error.temporary() || attempt >= tries)
        throw;
      std::clog << what << " failed (" << error.what() << "), trying again\n";
    }
    co_await async::sleep_for(pause * (1 << std::min(attempt - 1, 3)));
  }
}

} // namespace desk
