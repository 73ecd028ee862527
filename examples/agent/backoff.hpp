#pragma once

#include <algorithm>
#include <chrono>
#include <thread>

namespace desk {

/// Doubles the pause with every attempt, up to eight times the first one.
class Backoff {
  std::chrono::milliseconds first_;
  int attempt_ = 0;

public:
  explicit Backoff(std::chrono::milliseconds first) : first_(first) {}

  void pause() {
    auto length = first_ * (1 << std::min(attempt_, 3));
    ++attempt_;
    std::this_thread::sleep_for(length);
  }
};

} // namespace desk
