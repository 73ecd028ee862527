// RUN: %check_async_tidy %s async-blocking-call %t
// A coroutine template is reported once, at its pattern, when some instantiation blocks.
#include <async/async.hpp>
#include <fstream>
#include <string>
#include <thread>
#include <vector>
struct FileSource {
  std::string next() {
    std::ifstream in("inbox/" + std::to_string(++at));
    std::string text;
    std::getline(in, text);
    return text;
  }
  int at = 0;
};
struct ListSource {
  std::string next() { return items.at(at++); }
  std::vector<std::string> items;
  std::size_t at = 0;
};
async::task<void> handle(std::string text);

template <class Source> async::task<void> drain(Source source, int count) {
  for (int i = 0; i < count; ++i) {
    co_await handle(source.next()); // expect: async-blocking-call
  }
}

template <class Source> async::task<void> drain_one(Source& source) {
  co_await handle(source.next());
}

template <class T> async::task<T> delayed(T value, std::chrono::milliseconds pause) {
  std::this_thread::sleep_for(pause); // expect: async-blocking-call
  co_return value;
}

template <class T> class Mailbox {
 public:
  async::task<void> save(T item) {
    std::ofstream out("mailbox"); // expect: async-blocking-call
    out << item;
    co_return;
  }
  async::task<T> last(T item) { co_return item; }
};

async::task<void> start(ListSource list) {
  co_await drain(FileSource{}, 3);
  co_await drain(list, 3);
  co_await drain_one(list);
  int three = co_await delayed(3, std::chrono::milliseconds(1));
  std::string text = co_await delayed(std::string("x"), std::chrono::milliseconds(three));
  Mailbox<std::string> mailbox;
  co_await mailbox.save(text);
  Mailbox<int> numbers;
  co_await numbers.save(co_await numbers.last(three));
}
