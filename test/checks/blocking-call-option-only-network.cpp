// RUN: %check_async_tidy %s async-blocking-call %t
// Several categories taken away at once, one added.
// option: async-blocking-call.Categories=-file;-process;console
#include <boost/asio.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <httplib.h>
#include <iostream>
#include <string>
namespace asio = boost::asio;
using asio::ip::tcp;
static std::string slurp(const std::string& path) {
  std::ifstream in(path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

asio::awaitable<std::string> load(tcp::resolver& resolver, std::string path) {
  std::string host = slurp(path);
  std::FILE* copy = std::fopen("host.txt", "w");
  if (copy) std::fclose(copy);
  std::system("sync");
  auto found = resolver.resolve(host, "80"); // expect: async-blocking-call
  std::cerr << host << '\n'; // expect: async-blocking-call
  co_return found.begin()->host_name();
}

asio::awaitable<int> status(httplib::Client& client) {
  auto reply = client.Get("/status"); // expect: async-blocking-call
  co_return reply ? reply->status : 0;
}

asio::awaitable<std::string> load_async(tcp::resolver& resolver, std::string path) {
  auto found = co_await resolver.async_resolve(slurp(path), "80", asio::use_awaitable);
  co_return found.begin()->host_name();
}
