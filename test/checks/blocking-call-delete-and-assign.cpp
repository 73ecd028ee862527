// RUN: %check_async_tidy %s async-blocking-call %t
// Ways to end a joining object other than its scope: delete, assignment, erase, a discarded temporary.
#include <async/async.hpp>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>
void pump(std::stop_token stop);
async::task<void> log(std::string text);
class Pump {
 public:
  Pump() : thread_(pump) {}
  void prime() { primed_ = true; }

 private:
  bool primed_ = false;
  std::jthread thread_;
};
struct Station {
  std::jthread thread;
  std::unique_ptr<Pump> main;
  std::optional<Pump> spare;
  std::map<std::string, std::unique_ptr<Pump>> pumps;
  Pump* raw = nullptr;
  std::string name;
  std::optional<std::string> label;

  async::task<void> restart() {
    thread = std::jthread(pump);
    main = nullptr; // expect: async-blocking-call
    spare = std::nullopt; // expect: async-blocking-call
    delete raw; // expect: async-blocking-call
    co_await log("restarted");
  }
  async::task<void> drop(std::string key) {
    pumps.erase(key); // expect: async-blocking-call
    co_await log("dropped " + key);
  }
  async::task<void> rename(std::string to) {
    name = std::exchange(to, "");
    label = std::nullopt;
    raw = nullptr;
    co_await log(name);
  }
  async::task<std::unique_ptr<Pump>> take() {
    co_await log("taken");
    co_return std::exchange(main, nullptr);
  }
  async::task<void> add(std::string key) {
    pumps.emplace(key, std::make_unique<Pump>());
    pumps.at(key)->prime();
    raw = new Pump;
    co_await log("added " + key);
  }
};

async::task<void> test_pump() {
  Pump().prime(); // expect: async-blocking-call
  co_await log("tested");
}
