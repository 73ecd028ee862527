// RUN: %check_async_tidy %s async-timeout-ladder %t
#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <string>
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;
using tcp = asio::ip::tcp;
class Client {
 public:
  explicit Client(asio::any_io_executor ex) : stream_(ex), ex_(ex) {}
  asio::awaitable<std::string> get(tcp::endpoint endpoint) {
    stream_.expires_after(connect_timeout_);
    co_await stream_.async_connect(endpoint, asio::use_awaitable);
    stream_.expires_after(std::chrono::seconds(20));
    http::request<http::empty_body> request{http::verb::get, "/", 11};
    co_await http::async_write(stream_, request, asio::use_awaitable);
    http::response<http::string_body> response;
    beast::flat_buffer buffer;
    co_await http::async_read(stream_, buffer, response, asio::use_awaitable);
    co_return response.body();
  }
  asio::awaitable<bool> get_in_time(tcp::endpoint endpoint) {
    asio::steady_timer timer(ex_, 15s);
    auto done = co_await (get(endpoint) || timer.async_wait(asio::use_awaitable)); // expect: async-timeout-ladder
    co_return done.index() == 0;
  }
  asio::awaitable<bool> get_in_half_a_minute(tcp::endpoint endpoint) {
    asio::steady_timer timer(ex_, 30s);
    auto done = co_await (get(endpoint) || timer.async_wait(asio::use_awaitable));
    co_return done.index() == 0;
  }
  asio::awaitable<std::string> get_retrying(tcp::endpoint endpoint) {
    for (int i = 0; i < max_attempts_; ++i) {
      auto text = co_await get(endpoint);
      if (!text.empty()) co_return text;
    }
    co_return "";
  }
  asio::awaitable<bool> whole(tcp::endpoint endpoint) {
    asio::steady_timer timer(ex_, 60s);
    auto done = co_await (get_retrying(endpoint) || timer.async_wait(asio::use_awaitable)); // expect: async-timeout-ladder
    co_return done.index() == 0;
  }
 private:
  beast::tcp_stream stream_;
  asio::any_io_executor ex_;
  const std::chrono::seconds connect_timeout_{5};
  const int max_attempts_ = 3;
};
