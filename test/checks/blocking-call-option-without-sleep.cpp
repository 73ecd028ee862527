// RUN: %check_async_tidy %s async-blocking-call %t
// A category taken away: sleeps are silent here, everything else stays.
// option: async-blocking-call.Categories=-sleep
#include <boost/asio.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <thread>
#include <unistd.h>
namespace asio = boost::asio;
using namespace std::chrono_literals;
static void settle() { std::this_thread::sleep_for(10ms); }

asio::awaitable<int> flash(std::string image) {
  usleep(100);
  settle();
  int code = std::system(("flash " + image).c_str()); // expect: async-blocking-call
  std::this_thread::sleep_for(1s);
  std::ofstream log("flash.log"); // expect: async-blocking-call
  log << code;
  std::cout << code << '\n';
  co_return code;
}

asio::awaitable<void> wait_for_board(asio::steady_timer& timer) {
  timer.expires_after(2s);
  co_await timer.async_wait(asio::use_awaitable);
  ::sleep(1);
}
