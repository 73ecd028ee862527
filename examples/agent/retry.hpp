#pragma once

#include "backoff.hpp"

#include <chrono>
#include <exception>
#include <iostream>
#include <string_view>

namespace desk {

/// Awaits what `operation` makes until it succeeds, at most `tries` times.
template <class Operation>
auto with_retries(std::string_view what, int tries, std::chrono::milliseconds pause, Operation operation)
    -> decltype(operation()) {
  Backoff backoff(pause);
  for (int attempt = 1;; ++attempt) {
    try {
      co_return co_await operation();
    } catch (const std::exception &error) {
      if (attempt >= tries)
        throw;
      std::clog << what << " failed (" << error.what() << "), trying again\n";
      backoff.pause();
    }
  }
}

} // namespace desk
