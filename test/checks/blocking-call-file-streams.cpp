// RUN: %check_async_tidy %s async-blocking-call %t
// A file stream is reported once, where it is opened; a stream that was opened elsewhere at its first read.
#include <boost/asio.hpp>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>
namespace asio = boost::asio;
asio::awaitable<void> send(std::string text);

asio::awaitable<void> send_file(std::string path) {
  std::ifstream in(path); // expect: async-blocking-call
  std::string line;
  while (std::getline(in, line)) co_await send(line);
  in.close();
}

asio::awaitable<void> send_later(std::string path, bool binary) {
  std::ifstream in;
  if (binary) co_await send("binary");
  in.open(path, binary ? std::ios::binary : std::ios::in); // expect: async-blocking-call
  std::string text((std::istreambuf_iterator<char>(in)), {});
  co_await send(text);
}

asio::awaitable<int> send_rest(std::ifstream& in) {
  std::string word;
  int count = 0;
  co_await send("rest");
  in >> word; // expect: async-blocking-call
  while (in >> word) ++count;
  co_return count;
}

asio::awaitable<void> append(std::string path, std::string line) {
  std::ofstream(path, std::ios::app) << line << '\n'; // expect: async-blocking-call
  std::fstream index(path + ".idx", std::ios::in | std::ios::out); // expect: async-blocking-call
  index.seekp(0, std::ios::end);
  index << line.size();
  co_await send(line);
}

asio::awaitable<std::size_t> count_words(std::string text) {
  std::stringstream in;
  in << text;
  std::vector<std::string> words(std::istream_iterator<std::string>{in}, {});
  std::ostringstream out;
  for (auto& word : words) out << word << std::endl;
  std::ofstream unused;
  co_await send(out.str());
  co_return unused.is_open() ? 0 : words.size();
}
