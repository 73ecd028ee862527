// RUN: %check_async_tidy %s async-blocking-call %t
// Interfaces whose overriders are elsewhere, and a base with a quiet default.
#include <boost/asio.hpp>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
namespace asio = boost::asio;
class Transport {
 public:
  virtual ~Transport() = default;
  virtual bool send(const std::string& text) = 0;
  virtual asio::awaitable<bool> async_send(std::string text) = 0;
};
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void on_event(const std::string&) {}
};
class FileObserver : public Observer {
 public:
  explicit FileObserver(std::string path) : path_(std::move(path)) {}
  void on_event(const std::string& event) override { std::ofstream(path_, std::ios::app) << event; }

 private:
  std::string path_;
};
class Sink {
 public:
  virtual ~Sink() = default;
  void write(const std::string& text) { do_write(text + "\n"); }

 private:
  virtual void do_write(const std::string& text) = 0;
};
class DiskSink : public Sink {
  void do_write(const std::string& text) override { std::ofstream("sink.log", std::ios::app) << text; }
};

asio::awaitable<void> announce(Transport& transport, Observer& observer, std::string text) {
  bool sent = transport.send(text);
  observer.on_event(sent ? "sent" : "lost");
  co_await transport.async_send(text);
}

asio::awaitable<void> announce_to_file(FileObserver& observer, std::string text) {
  observer.on_event(text); // expect: async-blocking-call
  co_return;
}

asio::awaitable<void> log(Sink& sink, std::string text) {
  sink.write(text); // expect: async-blocking-call
  co_return;
}

asio::awaitable<void> subscribe(std::function<void(const std::string&)>& slot, Observer& observer) {
  slot = [&observer](const std::string& event) { observer.on_event(event); };
  slot("subscribed");
  co_return;
}
