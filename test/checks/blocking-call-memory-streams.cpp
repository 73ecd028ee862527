// RUN: %check_async_tidy %s async-blocking-call %t
// getline and stdio over memory: string streams, a streambuf over a buffer, fmemopen and open_memstream never wait.
#include <boost/asio.hpp>
#include <cstdio>
#include <cstdlib>
#include <istream>
#include <sstream>
#include <streambuf>
#include <string>
#include <vector>
namespace asio = boost::asio;
using asio::ip::tcp;
class view_buffer : public std::streambuf {
 public:
  explicit view_buffer(std::string& text) { setg(text.data(), text.data(), text.data() + text.size()); }
};

asio::awaitable<std::vector<std::string>> read_headers(tcp::socket& socket) {
  asio::streambuf received;
  co_await asio::async_read_until(socket, received, "\r\n\r\n", asio::use_awaitable);
  std::istream in(&received);
  std::vector<std::string> headers;
  for (std::string line; std::getline(in, line) && line != "\r";) headers.push_back(line);
  co_return headers;
}

asio::awaitable<int> sum(std::string body) {
  view_buffer buffer(body);
  std::istream in(&buffer);
  int total = 0;
  for (int value; in >> value;) total += value;
  co_return total;
}

asio::awaitable<std::string> indent(std::string body) {
  char* text = nullptr;
  std::size_t size = 0;
  std::FILE* out = open_memstream(&text, &size);
  std::FILE* in = fmemopen(body.data(), body.size(), "r");
  char line[128];
  while (std::fgets(line, sizeof line, in)) std::fprintf(out, "  %s", line);
  std::fclose(in);
  std::fclose(out);
  std::string result(text, size);
  std::free(text);
  co_return result;
}

asio::awaitable<void> answer(tcp::socket& socket, int status) {
  asio::streambuf reply;
  std::ostream out(&reply);
  out << "HTTP/1.1 " << status << "\r\n\r\n" << std::flush;
  co_await asio::async_write(socket, reply, asio::use_awaitable);
}
