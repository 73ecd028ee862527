// RUN: %check_async_tidy %s async-blocking-call %t
// A template that nothing instantiates is still read as far as its types allow, and not beyond.
#include <folly/coro/Task.h>
#include <cstdlib>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
template <class T> struct Decoder;

template <class T> folly::coro::Task<T> decodeWithPause(Decoder<T>& decoder, std::string text) {
  std::this_thread::sleep_for(std::chrono::milliseconds(50)); // expect: async-blocking-call
  co_return decoder.decode(text);
}

template <class Tool> folly::coro::Task<int> runTool(Tool tool, std::string input) {
  if (tool.needs_shell()) co_return std::system(input.c_str()); // expect: async-blocking-call
  co_return tool.run(input);
}

template <class Client> folly::coro::Task<std::string> fetch(Client& client, std::string url) {
  auto reply = co_await client.get(url);
  client.wait();
  client.join();
  co_return reply.text;
}

template <class T> folly::coro::Task<void> persist(T value) {
  if constexpr (false) {
    std::system("sync");
  }
  value.persist();
  co_return;
}

template <class Reply> int settle(Reply reply) {
  std::this_thread::sleep_for(reply.pause);
  return reply.code;
}

template <class Work> folly::coro::Task<void> offload(Work work) {
  std::thread([work] { std::system(work.command()); }).detach();
  co_return;
}
