// A small client as people write it, for measuring what linting it costs.
#include <array>
#include <boost/asio.hpp>
#include <chrono>
#include <iostream>
#include <string>
#include <vector>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

namespace {

struct Reply {
  int status = 0;
  std::string body;
};

int parse_status(const std::string &head) {
  auto space = head.find(' ');
  return space == std::string::npos ? 0 : std::stoi(head.substr(space + 1, 3));
}

awaitable<tcp::socket> connect(std::string host, std::string port) {
  auto executor = co_await asio::this_coro::executor;
  tcp::resolver resolver(executor);
  auto endpoints = co_await resolver.async_resolve(host, port, use_awaitable);
  tcp::socket socket(executor);
  co_await asio::async_connect(socket, endpoints, use_awaitable);
  co_return socket;
}

awaitable<Reply> get(tcp::socket &socket, std::string path) {
  std::string request = "GET " + path + " HTTP/1.0\r\n\r\n";
  co_await asio::async_write(socket, asio::buffer(request), use_awaitable);
  Reply reply;
  std::array<char, 4096> chunk;
  for (;;) {
    boost::system::error_code error;
    auto count = co_await socket.async_read_some(asio::buffer(chunk), asio::redirect_error(use_awaitable, error));
    reply.body.append(chunk.data(), count);
    if (error)
      break;
  }
  reply.status = parse_status(reply.body);
  co_return reply;
}

awaitable<Reply> get_with_retries(std::string host, std::string port, std::string path, int tries) {
  asio::steady_timer pause(co_await asio::this_coro::executor);
  Reply reply;
  for (int attempt = 0; attempt < tries; ++attempt) {
    auto socket = co_await connect(host, port);
    reply = co_await get(socket, path);
    if (reply.status == 200)
      break;
    pause.expires_after(std::chrono::milliseconds(100 << attempt));
    co_await pause.async_wait(use_awaitable);
  }
  co_return reply;
}

awaitable<void> crawl(std::vector<std::string> paths) {
  for (const auto &path : paths) {
    auto reply = co_await get_with_retries("127.0.0.1", "8080", path, 3);
    std::cout << path << ": " << reply.status << '\n';
  }
}

} // namespace

int main() {
  asio::io_context loop;
  asio::co_spawn(loop, crawl({"/", "/about"}), [](std::exception_ptr error) {
    if (error)
      std::rethrow_exception(error);
  });
  loop.run();
}
