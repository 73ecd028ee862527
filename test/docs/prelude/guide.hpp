// What the snippets of docs/guide.md take as given: the real runtime, a model and tools of an agent, and a request with its deadlines.
#pragma once
#include <async/async.hpp>
#include <boost/asio.hpp>
#include <deque>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;

async::task<std::string> ask_model(std::string prompt);
async::task<std::string> call_tool(std::string call);
async::task<void> save(std::string text);
void answer(std::string call, std::string text);
void log(std::string text);
void log_failure(std::exception_ptr error);

inline async::task<std::string> fetch(tcp::endpoint server, std::string path) {
  tcp::socket socket(async::this_loop());
  std::string reply;
  co_await async::wait_for(socket.async_connect(server, async::use_task), 3s);
  co_await async::wait_for(asio::async_write(socket, asio::buffer(path), async::use_task), 3s);
  co_await async::wait_for(asio::async_read_until(socket, asio::dynamic_buffer(reply), '\n', async::use_task), 10s);
  co_return reply;
}
