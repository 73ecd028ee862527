// RUN: %check_async_tidy %s async-blocking-call %t
// The future of std::async waits in its destructor: discarded, local, in a container; not when it is moved out or kept.
#include <async/async.hpp>
#include <future>
#include <string>
#include <utility>
#include <vector>
std::string render(const std::string& page);
void upload(std::string page);
async::task<void> log(std::string text);

async::task<void> upload_discarded(std::string page) {
  std::async(std::launch::async, upload, page); // expect: async-blocking-call
  co_await log("uploaded");
}

async::task<void> upload_local(std::string page) {
  auto pending = std::async(std::launch::async, [page] { upload(page); }); // expect: async-blocking-call
  co_await log("uploading");
}

async::task<void> upload_cast(std::string page) {
  (void)std::async(upload, page); // expect: async-blocking-call
  co_await log("uploading");
}

async::task<void> upload_many(std::vector<std::string> pages) {
  std::vector<std::future<void>> pending; // expect: async-blocking-call
  for (auto& page : pages) pending.push_back(std::async(std::launch::async, upload, page));
  co_await log("uploading all");
}

async::task<std::string> render_now(std::string page) {
  auto pending = std::async(std::launch::async, render, page);
  co_await log("rendering");
  co_return pending.get(); // expect: async-blocking-call
}

class Publisher {
 public:
  async::task<void> publish(std::string page) {
    auto pending = std::async(std::launch::async, upload, page);
    uploads_.push_back(std::move(pending));
    co_await log("publishing");
  }
  async::task<std::future<std::string>> start(std::string page) {
    co_await log("starting");
    co_return std::async(std::launch::async, render, page);
  }

 private:
  std::vector<std::future<void>> uploads_;
};
