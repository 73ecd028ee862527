#include "agent.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/system_error.hpp>

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

  int status = 1;
  try {
    boost::asio::io_context context(1);
    desk::Agent agent(context.get_executor(), options);
    boost::asio::co_spawn(context, agent.run(question), [&status](std::exception_ptr error, const std::string &answer) {
      if (error)
        std::rethrow_exception(error);
      std::cout << answer << std::endl;
      status = 0;
    });
    context.run();
  } catch (const boost::system::system_error &error) {
    std::cerr << "agent: " << error.code().message() << '\n';
    return 1;
  } catch (const std::exception &error) {
    std::cerr << "agent: " << error.what() << '\n';
    return 1;
  }
  return status;
}
