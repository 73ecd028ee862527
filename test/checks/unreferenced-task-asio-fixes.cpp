// RUN: %check_async_tidy %s async-unreferenced-task %t
// A token or an empty handler is replaced by a handler that reports; a handler that does other work stays as it is.
#include <boost/asio.hpp>
#include <string>

namespace asio = boost::asio;

asio::awaitable<void> answer(std::string line);
asio::awaitable<int> measure();

#define DETACHED asio::detached

void on_request(asio::any_io_executor ex, std::string line, int &open) {
  asio::co_spawn(ex, answer(line), asio::detached); // expect: async-unreferenced-task // expect-message: 'answer' runs in the background and its error is thrown away
  // expect-fix: asio::co_spawn(ex, answer(line), [](std::exception_ptr error, const auto &...) { try { if (error) std::rethrow_exception(error); } catch (const std::exception &e) { std::fprintf(stderr, "a background task failed: %s\n", e.what()); } });
  asio::co_spawn(ex, measure(), [](std::exception_ptr, int) {}); // expect: async-unreferenced-task
  // expect-fix: asio::co_spawn(ex, measure(), [](std::exception_ptr error, const auto &...) { try { if (error) std::rethrow_exception(error); } catch (const std::exception &e) { std::fprintf(stderr, "a background task failed: %s\n", e.what()); } });
  asio::co_spawn(ex, answer(line), [&open](std::exception_ptr) { --open; }); // expect: async-unreferenced-task // expect-message: 'answer' runs in the background and its handler ignores the error, so a failure goes unnoticed; hand 'boost::asio::co_spawn' a handler that reports the error
  asio::co_spawn(ex, answer(line), [](std::exception_ptr) { // expect: async-unreferenced-task
    // expect-fix: asio::co_spawn(ex, answer(line), [](std::exception_ptr) {
    // Fails when the client goes: a repair would remove this comment.
  });
  asio::co_spawn(ex, answer(line), DETACHED); // expect: async-unreferenced-task
}
