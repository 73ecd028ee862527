// RUN: %check_async_tidy %s async-blocking-call %t
// A class that owns its loop and runs it on a thread of its own may block there; one that borrows the loop may not.
#include <boost/asio.hpp>
#include <fstream>
#include <string>
#include <thread>
#include <utility>
namespace asio = boost::asio;
class Indexer {
 public:
  Indexer() : guard_(asio::make_work_guard(context_)), thread_([this] { context_.run(); }) {}
  ~Indexer() {
    guard_.reset();
    thread_.join();
  }
  void add(std::string path) { asio::co_spawn(context_, index(std::move(path)), asio::detached); }

 private:
  asio::awaitable<void> index(std::string path) {
    std::ifstream in(path);
    for (std::string word; in >> word;) ++words_;
    co_return;
  }
  asio::io_context context_;
  asio::executor_work_guard<asio::io_context::executor_type> guard_;
  std::size_t words_ = 0;
  std::thread thread_;
};
class Journal {
 public:
  explicit Journal(asio::io_context& context) : context_(context) {}
  void add(std::string line) { asio::co_spawn(context_, write(std::move(line)), asio::detached); }

 private:
  asio::awaitable<void> write(std::string line) {
    std::ofstream("journal.txt", std::ios::app) << line << '\n'; // expect: async-blocking-call
    co_return;
  }
  asio::io_context& context_;
};
class Archive {
 public:
  explicit Archive(std::string root) : root_(std::move(root)) {}
  void add(std::string name) { asio::co_spawn(pool_, copy(std::move(name)), asio::detached); }
  asio::awaitable<void> add_here(std::string name) {
    asio::co_spawn(co_await asio::this_coro::executor, move(std::move(name)), asio::detached);
  }

 private:
  asio::awaitable<void> copy(std::string name) {
    std::ofstream(root_ + name) << std::ifstream(name).rdbuf();
    co_return;
  }
  asio::awaitable<void> move(std::string name) {
    std::ofstream out(root_ + name); // expect: async-blocking-call
    out << name;
    co_return;
  }
  std::string root_;
  asio::thread_pool pool_{1};
};
