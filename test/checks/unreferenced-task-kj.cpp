// RUN: %check_async_tidy %s async-unreferenced-task %t
#include <kj/async.h>
#include <cstdio>
#include <string>
#include <utility>

kj::Promise<void> writeRecord(std::string what);
kj::Promise<int> countRecords();

class Log : kj::TaskSet::ErrorHandler {
  kj::TaskSet tasks_;
  kj::Promise<void> last_;
  int lost_ = 0;

public:
  void taskFailed(kj::Exception &&exception) override { ++lost_; }

  void silenced(std::string what) {
    writeRecord(what).detach([](kj::Exception &&) {}); // expect: async-unreferenced-task // expect-message: 'writeRecord' runs in the background and its handler ignores the error, so a failure goes unnoticed; log the exception that the handler is given
    writeRecord(what).detach([](auto &&e) {}); // expect: async-unreferenced-task
    countRecords().then([](int) {}).detach([this](kj::Exception &&) { ++lost_; }); // expect: async-unreferenced-task
  }

  void seen(std::string what) {
    writeRecord(what).detach([](kj::Exception &&e) { std::puts(e.what()); });
    tasks_.add(writeRecord(what));
    tasks_.add(countRecords().then([](int n) {}));
    last_ = writeRecord(what).eagerlyEvaluate([](kj::Exception &&e) { std::puts(e.what()); });
  }

  kj::Promise<void> chained(std::string what) {
    return writeRecord(what).then([this] { ++lost_; });
  }
};
