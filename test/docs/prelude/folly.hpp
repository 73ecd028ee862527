// What the examples on folly::coro take as given.
#pragma once
#include <folly/coro/AsyncScope.h>
#include <folly/coro/Collect.h>
#include <folly/coro/Mutex.h>
#include <folly/coro/Sleep.h>
#include <folly/coro/Task.h>
#include <map>
#include <string>
#include <vector>

folly::coro::Task<std::string> call_tool(std::string name);
