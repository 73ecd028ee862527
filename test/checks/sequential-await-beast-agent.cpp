// RUN: %check_async_tidy %s async-sequential-await %t
// The start of a turn: profile, memory and tools, each over its own stream.
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <vector>
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using namespace std::chrono_literals;
struct HttpClient {
  asio::awaitable<std::string> get(std::string host, std::string target) const {
    auto executor = co_await asio::this_coro::executor;
    tcp::resolver resolver(executor);
    beast::tcp_stream stream(executor);
    stream.expires_after(10s);
    auto where = co_await resolver.async_resolve(host, "80", asio::use_awaitable);
    co_await stream.async_connect(where, asio::use_awaitable);
    http::request<http::string_body> request(http::verb::get, target, 11);
    co_await http::async_write(stream, request, asio::use_awaitable);
    beast::flat_buffer buffer;
    http::response<http::string_body> response;
    co_await http::async_read(stream, buffer, response, asio::use_awaitable);
    co_return response.body();
  }
};
class Agent {
 public:
  asio::awaitable<std::string> start_turn(const std::string& user) {
    auto profile = co_await http_.get("profiles.internal", "/" + user);
    auto memory = co_await http_.get("memory.internal", "/" + user); // expect: async-sequential-await
    tools_ = co_await http_.get("tools.internal", "/"); // expect: async-sequential-await
    co_return profile + memory + tools_;
  }
  asio::awaitable<std::string> answer(const std::string& user, std::vector<std::string>& history) {
    history.push_back(co_await http_.get("model.internal", history.back()));
    history.push_back(co_await http_.get("model.internal", history.back()));
    co_return history.back();
  }
  asio::awaitable<std::string> redirect(std::string host) {
    auto where = co_await http_.get(host, "/location");
    if (where.empty()) throw std::runtime_error("no location");
    auto page = co_await http_.get(host, "/page");
    co_return page;
  }
  asio::awaitable<std::string> fallback(std::string host) {
    std::string page;
    try { page = co_await http_.get(host, "/page"); } catch (const std::exception&) {}
    if (page.empty()) page = co_await http_.get("mirror." + host, "/page");
    co_return page;
  }
  asio::awaitable<bool> warm() {
    bool both = !(co_await http_.get("a", "/")).empty() && !(co_await http_.get("b", "/")).empty();
    co_return both;
  }
 private:
  HttpClient http_;
  std::string tools_;
};
