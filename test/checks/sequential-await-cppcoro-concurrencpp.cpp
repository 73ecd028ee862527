// RUN: %check_async_tidy %s async-sequential-await %t
#include <cppcoro/io_service.hpp>
#include <cppcoro/net/socket.hpp>
#include <cppcoro/task.hpp>
#include <cppcoro/when_all.hpp>
#include <concurrencpp/concurrencpp.h>
#include <cpr/cpr.h>
#include <string>
namespace net = cppcoro::net;
cppcoro::task<std::string> request(cppcoro::io_service& io, net::ip_endpoint at, std::string text) {
  auto socket = net::socket::create_tcpv4(io);
  co_await socket.connect(at);
  co_await socket.send(text.data(), text.size());
  char answer[512];
  auto n = co_await socket.recv(answer, sizeof answer);
  co_return std::string(answer, n);
}
cppcoro::task<std::string> context(cppcoro::io_service& io, net::ip_endpoint docs, net::ip_endpoint mail, const std::string& goal) {
  const auto pages = co_await request(io, docs, goal);
  const auto letters = co_await request(io, mail, goal); // expect: async-sequential-await
  co_return pages + letters;
}
cppcoro::task<std::string> twoSteps(cppcoro::io_service& io, net::ip_endpoint docs, net::ip_endpoint mail, std::string goal) {
  const auto pages = co_await request(io, docs, goal);
  goal += pages;
  const auto letters = co_await request(io, mail, goal);
  co_return letters;
}
cppcoro::task<void> oneSocket(net::socket& socket, const std::string& head, const std::string& body) {
  co_await socket.send(head.data(), head.size());
  co_await socket.send(body.data(), body.size());
}
cppcoro::task<std::string> aggregate(cppcoro::io_service& io, net::ip_endpoint a, net::ip_endpoint b) {
  struct Pair { std::string x, y; };
  Pair both{co_await request(io, a, "x"), co_await request(io, b, "y")}; // expect: async-sequential-await
  co_return both.x + both.y;
}
concurrencpp::result<std::string> download(std::shared_ptr<concurrencpp::thread_pool_executor> background, std::string url) {
  co_return co_await background->submit([url] { return cpr::Get(cpr::Url{url}).text; });
}
concurrencpp::result<std::size_t> sizes(std::shared_ptr<concurrencpp::thread_pool_executor> background) {
  auto a = co_await download(background, "https://a.example");
  auto b = co_await download(background, "https://b.example"); // expect: async-sequential-await
  co_return a.size() + b.size();
}
concurrencpp::result<std::size_t> running(std::shared_ptr<concurrencpp::thread_pool_executor> background) {
  auto a = download(background, "https://a.example");
  auto b = download(background, "https://b.example");
  auto x = co_await a;
  auto y = co_await b;
  co_return x.size() + y.size();
}
// Only timers.
cppcoro::task<int> wait(cppcoro::io_service& io, int n) { co_await io.schedule_after(std::chrono::milliseconds(n)); co_return n; }
cppcoro::task<int> waits(cppcoro::io_service& io) {
  auto a = co_await wait(io, 1);
  auto b = co_await wait(io, 2);
  co_return a + b;
}
