// RUN: %check_async_tidy %s async-await-in-loop %t
// ESLint's no-await-in-loop reports all of these: the awaited value decides whether the loop goes on.
// LIBRARIES: folly libcoro cppcoro async_simple concurrencpp cobalt asio seastar kj qcoro runtime
#include "library.hpp"
#include <optional>
#include <stdexcept>
struct Reply {
  bool ok = false;
  int code = 0;
  std::string text;
};
lib::task<Reply> ask(std::string model);
lib::task<bool> exists(std::string path);
lib::task<int> step(std::string name);

lib::task<Reply> first_good(const std::vector<std::string> &models) {
  for (const auto &model : models) {
    auto reply = co_await ask(model);
    if (reply.ok)
      co_return reply;
  }
  co_return Reply{};
}

lib::task<std::string> find(const std::vector<std::string> &paths) {
  std::string found;
  for (const auto &path : paths) {
    if (co_await exists(path)) {
      found = path;
      break;
    }
  }
  co_return found;
}

lib::task<void> all_or_throw(const std::vector<std::string> &names) {
  for (const auto &name : names) {
    const int code = co_await step(name);
    if (code != 0)
      throw std::runtime_error("step failed: " + name);
  }
}

lib::task<int> while_good(const std::vector<std::string> &names) {
  bool good = true;
  int n = 0;
  for (std::size_t i = 0; good && i < names.size(); ++i) {
    good = co_await step(names[i]) == 0;
    ++n;
  }
  co_return n;
}

lib::task<int> through_a_flag(const std::vector<std::string> &names) {
  bool done = false;
  int n = 0;
  for (const auto &name : names) {
    if (done)
      break;
    Reply reply = co_await ask(name);
    n += reply.code;
    done = reply.ok;
  }
  co_return n;
}

lib::task<Reply> failover(const std::vector<std::string> &models) {
  for (const auto &model : models) {
    try {
      co_return co_await ask(model);
    } catch (const std::runtime_error &) {
    }
  }
  throw std::runtime_error("no model answered");
}

lib::task<int> first_error_ends(const std::vector<std::string> &names) {
  int n = 0;
  for (const auto &name : names) {
    try {
      n += co_await step(name);
    } catch (const std::exception &) {
      break;
    }
  }
  co_return n;
}

lib::task<int> wrap_errors(const std::vector<std::string> &names) {
  int n = 0;
  for (const auto &name : names) {
    try {
      n += co_await step(name);
    } catch (const std::exception &) {
      throw std::runtime_error("while running " + name);
    }
  }
  co_return n;
}

lib::task<int> until_budget(const std::vector<std::string> &names, int budget) {
  int used = 0;
  for (const auto &name : names) {
    used += co_await step(name);
    if (used > budget)
      break;
  }
  co_return used;
}

lib::task<int> by_goto(const std::vector<std::string> &names) {
  for (const auto &name : names)
    if (co_await step(name))
      goto failed;
  co_return 0;
failed:
  co_return 1;
}

lib::task<int> by_switch(const std::vector<std::string> &names) {
  int skipped = 0;
  for (const auto &name : names) {
    switch (co_await step(name)) {
    case 0:
      break;
    case 1:
      ++skipped;
      break;
    default:
      co_return -1;
    }
  }
  co_return skipped;
}
[[noreturn]] void give_up(const std::string &why);
lib::task<void> by_noreturn(const std::vector<std::string> &models) {
  for (const auto &model : models) {
    auto reply = co_await ask(model);
    if (!reply.ok)
      give_up(reply.text);
  }
}
