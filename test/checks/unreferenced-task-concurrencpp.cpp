// RUN: %check_async_tidy %s async-unreferenced-task %t
#include <concurrencpp/concurrencpp.h>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

concurrencpp::result<int> index_file(std::string path);
concurrencpp::lazy_result<int> count_words(std::string path);
void crunch(std::string path);

class indexer {
  std::shared_ptr<concurrencpp::thread_pool_executor> pool_;
  std::vector<concurrencpp::result<int>> running_;
  int posted_ = 0;

public:
  void dropped(std::string path) {
    index_file(path); // expect: async-unreferenced-task
    count_words(path).run(); // expect: async-unreferenced-task
    pool_->submit([path] { crunch(path); }); // expect: async-unreferenced-task
    (void)pool_->submit([path] { return index_file(path); }); // expect: async-unreferenced-task
    pool_->post([path] { crunch(path); }); // expect: async-unreferenced-task
  }
  void kept(std::string path) {
    running_.push_back(index_file(path));
    running_.push_back(count_words(path).run());
    auto done = pool_->submit([path] { crunch(path); });
    done.get();
    pool_->post([path] {
      try {
        crunch(path);
      } catch (const std::exception &e) {
        std::puts(e.what());
      }
    });
    pool_->post([this]() noexcept { ++posted_; });
  }
  concurrencpp::result<int> joined(std::string path) {
    auto a = index_file(path);
    co_return co_await a + co_await count_words(path).run();
  }
};
