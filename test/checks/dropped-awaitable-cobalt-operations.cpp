// RUN: %check_async_tidy %s async-dropped-awaitable %t
// cobalt's joins, channels, groups and Asio operations with use_op, with and without their co_await.
#include <boost/asio.hpp>
#include <boost/cobalt.hpp>
#include <string>
#include <utility>
#include <vector>

namespace asio = boost::asio;
namespace cobalt = boost::cobalt;
using asio::ip::tcp;

cobalt::promise<std::string> complete(std::string prompt);
cobalt::task<std::string> embed(std::string text);
cobalt::detached beat(std::string name);
cobalt::promise<void> store(std::string text);

cobalt::task<std::string> talk(tcp::socket &socket, cobalt::channel<std::string> &out, std::string prompt) {
  beat("talk");
  asio::async_write(socket, asio::buffer(prompt), cobalt::use_op); // expect: async-dropped-awaitable // expect-fix: co_await asio::async_write(socket, asio::buffer(prompt), cobalt::use_op);
  co_await asio::async_write(socket, asio::buffer(prompt), cobalt::use_op);
  out.write(prompt); // expect: async-dropped-awaitable // expect-fix: co_await out.write(prompt);
  auto received = out.read(); // expect: async-dropped-awaitable // expect-fix: auto received = co_await out.read();
  auto incoming = out.read();
  std::string text = co_await incoming;
  embed(text); // expect: async-dropped-awaitable // expect-fix: co_await embed(text);
  co_await embed(text);
  co_return co_await complete(text);
}

cobalt::task<void> together(std::vector<std::string> prompts) {
  std::vector<cobalt::task<std::string>> tasks;
  std::vector<cobalt::task<std::string>> dropped; // expect: async-dropped-awaitable
  for (auto &p : prompts) {
    tasks.push_back(embed(p));
    dropped.push_back(embed(p));
  }
  co_await cobalt::join(std::move(tasks));
  cobalt::join(embed("a"), embed("b")); // expect: async-dropped-awaitable // expect-fix: co_await cobalt::join(embed("a"), embed("b"));
  auto [a, b] = co_await cobalt::join(embed("a"), embed("b"));
  co_await cobalt::gather(store("a"), store("b"));
  auto raced = cobalt::race(embed("c"), embed("d"));
  co_await raced;
}

cobalt::task<void> grouped(std::vector<std::string> texts) {
  cobalt::wait_group group;
  for (auto &t : texts)
    group.push_back(store(t));
  group.wait_one(); // expect: async-dropped-awaitable // expect-fix: co_await group.wait_one();
  co_await group.wait_one();
  co_await group;
}

void start(asio::any_io_executor executor, std::string text) {
  cobalt::spawn(executor, embed(text), asio::detached);
  embed(text); // expect: async-dropped-awaitable
  auto later = embed(text); // expect: async-dropped-awaitable
}
