// demo-server [--port N] [--delay-scale X]: a model endpoint and five tool servers on one loopback port. For
// measurements there are also /wait/MS, which answers after so many milliseconds, /fail/MS, which fails then, and
// /stream/COUNT, which sends so many events as fast as they are read.
#include "chat_model.hpp"
#include "tools.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>

#include <charconv>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace json = boost::json;
using namespace std::chrono_literals;
using asio::ip::tcp;

using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

struct Reply {
  http::status status = http::status::ok;
  json::object body;
  std::chrono::milliseconds delay = 0ms;
  /// What is streamed in place of the body, and the pause after each.
  std::vector<json::object> events = {};
  std::chrono::milliseconds pause = 0ms;
};

/// The number at the end of a path such as /wait/400.
int last_number(std::string_view path) { return std::atoi(path.data() + path.rfind('/') + 1); }

/// As many clients as are served at a time; more are turned away at the door.
constexpr std::size_t max_clients = 256;

class Server {
  double scale_;
  std::size_t clients_ = 0;
  std::set<std::string, std::less<>> turned_away_;

  /// A busy server: each session's first search is turned away, and succeeds when it is tried again.
  bool turns_away(const Request &request, const demo::ToolServer &server) {
    return server.name == "search" && turned_away_.insert(std::string(request["X-Session"])).second;
  }

  Reply tool_reply(const Request &request, std::string_view path) {
    std::size_t slash = path.find('/');
    const demo::ToolServer *server = demo::find_tool_server(path.substr(0, slash));
    if (!server || slash == std::string_view::npos)
      return {http::status::not_found, {{"error", "no such tool server"}}};
    if (path.substr(slash + 1) == "list")
      return {http::status::ok, {{"tools", demo::list_tools(*server)}}, server->list_delay};
    if (turns_away(request, *server))
      return {http::status::service_unavailable, {{"error", "busy, try again"}}, 50ms};
    json::value call = json::parse(request.body());
    std::string content = demo::run_tool(*server, call.at("name").as_string(), call.at("arguments").as_object());
    return {http::status::ok, {{"content", content}}, server->call_delay};
  }

  Reply model_reply(const Request &request) {
    json::object asked = json::parse(request.body()).as_object();
    json::object message = demo::complete(asked);
    if (asked.contains("stream"))
      return {http::status::ok, {}, 800ms, demo::in_pieces(message), 5ms};
    return {http::status::ok, {{"choices", json::array{{{"index", 0}, {"message", message}}}}}, 800ms};
  }

  Reply reply(const Request &request) {
    std::string target(request.target().data(), request.target().size());
    try {
      if (target == "/v1/chat/completions")
        return model_reply(request);
      if (target == "/v1/models")
        return {http::status::ok, {{"data", json::array{{{"id", "planner-1"}, {"object", "model"}}}}}, 120ms};
      if (target == "/v1/limits")
        return {http::status::ok, {{"max_tokens", 4096}}, 100ms};
      if (target == "/v1/usage" || target == "/v1/audit")
        return {http::status::accepted, {{"stored", true}}, 150ms};
      if (target.starts_with("/tools/"))
        return tool_reply(request, std::string_view(target).substr(7));
      if (target.starts_with("/wait/"))
        return {http::status::ok, {{"done", true}}, std::chrono::milliseconds(last_number(target))};
      if (target.starts_with("/fail/"))
        return {http::status::internal_server_error,
                {{"error", "out of order"}},
                std::chrono::milliseconds(last_number(target))};
      if (target.starts_with("/stream/"))
        return {http::status::ok,
                {},
                0ms,
                std::vector<json::object>(last_number(target), {{"text", std::string(1000, '.')}})};
      return {http::status::not_found, {{"error", "no such path"}}};
    } catch (const std::exception &error) {
      return {http::status::bad_request, {{"error", error.what()}}};
    }
  }

  std::chrono::microseconds scaled(std::chrono::milliseconds delay) const {
    return std::chrono::duration_cast<std::chrono::microseconds>(delay * scale_);
  }

  /// Server-sent events, as models send their words; the end of the connection ends them.
  asio::awaitable<void> send_events(beast::tcp_stream &stream, const Reply &answer) const {
    std::string text = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    asio::steady_timer pause(stream.get_executor());
    for (const json::object &event : answer.events) {
      text += "data: " + json::serialize(event) + "\n\n";
      stream.expires_after(30s);
      co_await asio::async_write(stream, asio::buffer(text), asio::use_awaitable);
      text.clear();
      pause.expires_after(scaled(answer.pause));
      co_await pause.async_wait(asio::use_awaitable);
    }
  }

public:
  explicit Server(double scale) : scale_(scale) {}

  std::size_t clients() const { return clients_; }

  asio::awaitable<void> serve(tcp::socket socket) {
    struct Counted {
      std::size_t &clients;
      ~Counted() { --clients; }
    } counted{++clients_};
    beast::tcp_stream stream(std::move(socket));
    beast::flat_buffer buffer;
    for (bool more = true; more;) {
      Request request;
      stream.expires_after(30s);
      boost::system::error_code failed;
      co_await http::async_read(stream, buffer, request, asio::redirect_error(asio::use_awaitable, failed));
      if (failed)
        co_return;
      Reply answer = reply(request);
      asio::steady_timer work(stream.get_executor(), scaled(answer.delay));
      co_await work.async_wait(asio::use_awaitable);
      if (!answer.events.empty()) {
        co_await send_events(stream, answer);
        co_return;
      }

      Response response(answer.status, request.version());
      response.set(http::field::content_type, "application/json");
      response.keep_alive(request.keep_alive());
      response.body() = json::serialize(answer.body);
      response.prepare_payload();
      stream.expires_after(30s);
      co_await http::async_write(stream, response, asio::use_awaitable);
      more = response.keep_alive();
    }
  }
};

void report(std::exception_ptr error) {
  try {
    if (error)
      std::rethrow_exception(error);
  } catch (const std::exception &failure) {
    std::cerr << "demo-server: " << failure.what() << '\n';
  }
}

asio::awaitable<void> accept(Server &server, tcp::acceptor &acceptor) {
  for (;;) {
    tcp::socket socket = co_await acceptor.async_accept(asio::use_awaitable);
    if (server.clients() >= max_clients)
      continue;
    asio::co_spawn(acceptor.get_executor(), server.serve(std::move(socket)), report);
  }
}

} // namespace

int main(int argc, char **argv) {
  unsigned short port = 0;
  double scale = 1.0;
  for (int i = 1; i < argc; ++i) {
    std::string_view option = argv[i];
    if (option == "--port" && i + 1 < argc) {
      port = static_cast<unsigned short>(std::atoi(argv[++i]));
    } else if (option == "--delay-scale" && i + 1 < argc) {
      scale = std::atof(argv[++i]);
    } else {
      std::cerr << "usage: demo-server [--port N] [--delay-scale X]\n"
                   "N is 0 for any free port; X is 1 for realistic delays, smaller for shorter ones.\n";
      return 2;
    }
  }

  try {
    asio::io_context context(1);
    tcp::acceptor acceptor(context, {asio::ip::address_v4::loopback(), port});
    asio::signal_set signals(context, SIGINT, SIGTERM);
    signals.async_wait([&](const boost::system::error_code &, int) { context.stop(); });
    Server server(scale);
    asio::co_spawn(context, accept(server, acceptor), report);
    std::cout << "listening on 127.0.0.1:" << acceptor.local_endpoint().port() << std::endl;
    context.run();
  } catch (const std::exception &error) {
    std::cerr << "demo-server: " << error.what() << '\n';
    return 1;
  }
}
