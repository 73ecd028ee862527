// RUN: %check_async_tidy %s async-blocking-call %t
// concurrencpp: resume_on a background executor, work submitted to one, and the timer's awaited delay.
#include <concurrencpp/concurrencpp.h>
#include <chrono>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
using namespace std::chrono_literals;
using concurrencpp::lazy_result;
using concurrencpp::result;
static std::string slurp(const std::string& path) {
  std::ifstream in(path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}
class Agent {
 public:
  explicit Agent(concurrencpp::runtime& runtime) : runtime_(runtime), loop_(runtime.make_worker_thread_executor()) {}

  lazy_result<std::string> load(std::string path) {
    co_await concurrencpp::resume_on(runtime_.background_executor());
    std::string text = slurp(path);
    co_await concurrencpp::resume_on(loop_);
    co_return text;
  }
  lazy_result<std::string> load_submitted(std::string path) {
    co_return co_await runtime_.background_executor()->submit([path] { return slurp(path); });
  }
  lazy_result<void> save_posted(std::string path, std::string text) {
    runtime_.background_executor()->post([path, text] { std::ofstream(path) << text; });
    co_return;
  }
  lazy_result<std::string> load_waiting(std::string path) {
    auto pending = runtime_.background_executor()->submit([path] { return slurp(path); });
    if (pending.status() == concurrencpp::result_status::value) co_return pending.get();
    pending.wait_for(200ms); // expect: async-blocking-call
    co_return co_await pending;
  }
  lazy_result<std::string> load_on_loop(std::string path) {
    co_await concurrencpp::resume_on(runtime_.background_executor());
    co_await concurrencpp::resume_on(loop_);
    co_return slurp(path); // expect: async-blocking-call
  }
  lazy_result<void> pause() {
    co_await runtime_.timer_queue()->make_delay_object(1s, loop_);
    std::this_thread::sleep_for(1s); // expect: async-blocking-call
  }

 private:
  concurrencpp::runtime& runtime_;
  std::shared_ptr<concurrencpp::worker_thread_executor> loop_;
};
