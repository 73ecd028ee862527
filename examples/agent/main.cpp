#include "agent.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <random>
#include <string>
#include <string_view>

namespace {

const char usage[] = "usage: agent --server HOST:PORT [--workspace DIR] [--session NAME] [--attach FILE]... "
                     "[--retry-pause MS] QUESTION\n";

std::string new_session() {
  static const char digits[] = "0123456789abcdef";
  std::random_device random;
  std::string name = "session-";
  for (int i = 0; i < 12; ++i)
    name += digits[random() % 16];
  return name;
}

boost::asio::awaitable<void> answer(desk::Agent &agent, std::string question) {
  std::string outcome = "answered";
  std::exception_ptr failure;
  try {
    co_await agent.run(std::move(question));
  } catch (const std::exception &error) {
    outcome = error.what();
    failure = std::current_exception();
  }
  // The audit is written even when the run was stopped.
  co_await boost::asio::this_coro::reset_cancellation_state(boost::asio::disable_cancellation());
  co_await agent.write_audit(outcome);
  if (failure)
    std::rethrow_exception(failure);
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
    boost::asio::io_context context(1);
    desk::Agent agent(context.get_executor(), options);

    boost::asio::cancellation_signal stop;
    boost::asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&](const boost::system::error_code &error, int) {
      if (!error)
        stop.emit(boost::asio::cancellation_type::terminal);
    });
    auto ended = [&](std::exception_ptr error) {
      signals.cancel();
      if (error)
        std::rethrow_exception(error);
    };
    boost::asio::co_spawn(context, answer(agent, question), boost::asio::bind_cancellation_slot(stop.slot(), ended));
    context.run();
  } catch (const boost::system::system_error &error) {
    std::cerr << "agent: " << error.code().message() << '\n';
    return 1;
  } catch (const std::exception &error) {
    std::cerr << "agent: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
