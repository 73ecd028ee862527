// What the examples that start tasks on a folly executor take as given.
#pragma once
#include "folly.hpp"
#include <folly/executors/GlobalExecutor.h>
#include <stdexcept>

folly::coro::Task<folly::Unit> scan(std::string shard, int &hits);
folly::coro::Task<bool> quota_left();
