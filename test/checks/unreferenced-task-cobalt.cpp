// RUN: %check_async_tidy %s async-unreferenced-task %t
#include <boost/asio.hpp>
#include <boost/cobalt.hpp>
#include <cstdio>
#include <string>
#include <utility>

namespace asio = boost::asio;
namespace cobalt = boost::cobalt;

cobalt::task<void> store(std::string text);
cobalt::task<int> count(std::string text);
cobalt::promise<void> heartbeat(std::string session);

void ignore_error(std::exception_ptr) {}
void report_error(std::exception_ptr e, int) {
  if (e)
    std::puts("count failed");
}

cobalt::detached watch(std::string text) {
  try {
    co_await store(text);
  } catch (const std::exception &e) {
    std::puts(e.what());
  }
}

cobalt::detached careless(std::string text) { co_await store(text); }

cobalt::task<void> spawned(cobalt::executor ex, std::string text) {
  cobalt::spawn(ex, store(text), asio::detached); // expect: async-unreferenced-task
  cobalt::spawn(ex, store(text), ignore_error); // expect: async-unreferenced-task
  cobalt::spawn(ex, count(text), report_error);
  co_await cobalt::spawn(ex, store(text), cobalt::use_op);
  watch(text);
  careless(text); // expect: async-unreferenced-task
  +heartbeat(text); // expect: async-unreferenced-task
  auto beat = heartbeat(text);
  cobalt::wait_group group;
  group.push_back(heartbeat(text));
  co_await group.wait();
}

void asked_only(std::string text) {
  auto beat = heartbeat(text); // expect: async-unreferenced-task
  if (!beat.ready())
    std::puts("running");
}
