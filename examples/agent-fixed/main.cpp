#include "agent.hpp"
#include "errors.hpp"

#include <async/async.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <random>
#include <string>
#include <string_view>

namespace {

const char usage[] = "usage: agent-fixed --server HOST:PORT [--workspace DIR] [--session NAME] [--attach FILE]... "
                     "[--retry-pause MS] QUESTION\n";

std::string new_session() {
  static const char digits[] = "0123456789abcdef";
  std::random_device random;
  std::string name = "session-";
  for (int i = 0; i < 12; ++i)
    name += digits[random() % 16];
  return name;
}

async::task<void> session(desk::Options options, std::string question) {
  desk::Agent agent(std::move(options));
  auto running = async::create_task(agent.run(std::move(question)));
  boost::asio::signal_set signals(async::this_loop(), SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code &error, int) {
    if (!error)
      running.request_stop();
  });
  co_await running;
}

} // namespace

int main(int argc, char **argv) {
  desk::Options options;
  std::string question;
  for (int i = 1; i < argc; ++i) {
    std::string_view option = argv[i];
    if (!option.starts_with("--")) {
      question = option;
      continue;
    }
    if (i + 1 == argc) {
      std::cerr << usage;
      return 2;
    }
    const char *value = argv[++i];
    if (option == "--server") {
      options.server = value;
    } else if (option == "--workspace") {
      options.workspace = value;
    } else if (option == "--session") {
      options.session = value;
    } else if (option == "--attach") {
      options.attachments.emplace_back(value);
    } else if (option == "--retry-pause") {
      options.retry_pause = std::chrono::milliseconds(std::atoi(value));
    } else {
      std::cerr << usage;
      return 2;
    }
  }
  if (options.server.empty() || question.empty()) {
    std::cerr << usage;
    return 2;
  }
  if (options.session.empty())
    options.session = new_session();

  try {
    async::run(session(std::move(options), std::move(question)));
  } catch (...) {
    std::cerr << "agent-fixed: " << desk::describe(std::current_exception()) << '\n';
    return 1;
  }
  return 0;
}
