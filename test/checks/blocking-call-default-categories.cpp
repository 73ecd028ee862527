// RUN: %check_async_tidy %s async-blocking-call %t
// Console output, std::filesystem and short std::mutex sections are left alone unless they are asked for.
#include <folly/coro/Task.h>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>
namespace fs = std::filesystem;
class Catalogue {
 public:
  void put(std::string name) {
    std::lock_guard lock(mutex_);
    names_.push_back(std::move(name));
  }
  std::size_t size() const {
    mutex_.lock();
    std::size_t n = names_.size();
    mutex_.unlock();
    return n;
  }
  bool has(const std::string& name) const {
    std::shared_lock lock(shared_);
    return names_.size() > name.size();
  }

 private:
  mutable std::mutex mutex_;
  mutable std::shared_mutex shared_;
  std::vector<std::string> names_;
};
folly::coro::Task<std::string> ask(std::string question);

folly::coro::Task<std::size_t> list(Catalogue& catalogue, fs::path root) {
  if (!fs::exists(root)) fs::create_directories(root);
  for (auto& entry : fs::directory_iterator(root)) catalogue.put(entry.path().filename().string());
  std::unique_lock<std::mutex> nothing;
  std::size_t bytes = fs::file_size(root / "index");
  fs::rename(root / "index", root / "index.old");
  std::cout << catalogue.size() << " names, " << bytes << " bytes" << std::endl;
  co_return catalogue.has("x") ? bytes : 0;
}

folly::coro::Task<std::string> confirm(std::string question) {
  std::cerr << question << "? ";
  std::printf("%s\n", question.c_str());
  std::string answer = co_await ask(question);
  std::clog << answer << '\n';
  std::ofstream(fs::temp_directory_path() / "answers.txt") << answer; // expect: async-blocking-call
  co_return answer;
}
