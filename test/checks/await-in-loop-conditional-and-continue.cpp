// RUN: %check_async_tidy %s async-await-in-loop %t
// A continue, a filter on the result, and a try for each item do not make iterations depend on one another.
// LIBRARIES: folly libcoro asio runtime cobalt
#include "library.hpp"
#include <exception>
#include <map>
struct Reply {
  bool ok = false;
  std::string text;
};
lib::task<Reply> ask(std::string question);
bool is_trivial(const std::string &question);
void log_error(const std::exception &error);

lib::task<std::vector<std::string>> filter_results(std::vector<std::string> questions) {
  std::vector<std::string> out;
  for (auto &question : questions) {
    auto reply = co_await ask(question); // expect: async-await-in-loop
    if (reply.ok)
      out.push_back(reply.text);
  }
  co_return out;
}

lib::task<std::vector<std::string>> skip_some(std::vector<std::string> questions) {
  std::vector<std::string> out;
  for (auto &question : questions) {
    if (question.empty() || is_trivial(question))
      continue;
    auto reply = co_await ask(question); // expect: async-await-in-loop
    if (!reply.ok)
      continue;
    out.push_back(std::move(reply.text));
  }
  co_return out;
}

lib::task<std::map<std::string, std::string>> tolerate(std::vector<std::string> questions) {
  std::map<std::string, std::string> out;
  for (const auto &question : questions) {
    try {
      auto reply = co_await ask(question); // expect: async-await-in-loop
      out[question] = reply.text;
    } catch (const std::exception &error) {
      log_error(error);
      out[question] = std::string("error: ") + error.what();
    }
  }
  co_return out;
}

lib::task<std::vector<std::exception_ptr>> keep_errors(std::vector<std::string> questions) {
  std::vector<std::exception_ptr> errors;
  for (auto &question : questions) {
    try {
      co_await ask(question); // expect: async-await-in-loop
    } catch (...) {
      errors.push_back(std::current_exception());
    }
  }
  co_return errors;
}

lib::task<int> stop_at_a_mark(std::vector<std::string> questions) {
  int n = 0;
  for (auto &question : questions) {
    if (question == "end")
      break;
    auto reply = co_await ask(question); // expect: async-await-in-loop
    n += reply.ok;
  }
  co_return n;
}
