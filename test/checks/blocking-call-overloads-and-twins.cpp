// RUN: %check_async_tidy %s async-blocking-call %t
// Blocking and non-blocking overloads of one name are told apart by what they are, and namespaces by where they are.
#include <folly/coro/Task.h>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
namespace store {
struct Memory {
  std::string text;
};
inline std::string load(const Memory& memory) { return memory.text; }
inline std::string load(const std::string& path) {
  std::ifstream in(path);
  std::string text;
  std::getline(in, text);
  return text;
}
inline folly::coro::Task<std::string> load(Memory memory, int revision) { co_return memory.text + std::to_string(revision); }
inline void save(std::string_view path, std::string_view text, bool now) {
  if (now) std::ofstream(std::string(path)) << text;
}
}
namespace simulated {
namespace this_thread {
inline void sleep_for(std::chrono::milliseconds) {}
}
inline int system(const char*) { return 0; }
struct ifstream {
  explicit ifstream(const char* text) : text(text) {}
  std::string text;
};
}

folly::coro::Task<std::string> fromDisk(std::string path) {
  std::string text = store::load(path); // expect: async-blocking-call
  store::save(path, text, true); // expect: async-blocking-call
  int code = ::system("sync"); // expect: async-blocking-call
  co_return text + std::to_string(code);
}

folly::coro::Task<std::string> fromMemory(store::Memory memory) {
  std::string text = store::load(memory);
  text += co_await store::load(memory, 2);
  co_return text;
}

folly::coro::Task<int> simulate() {
  using namespace simulated;
  simulated::this_thread::sleep_for(std::chrono::seconds(1));
  simulated::ifstream in("text");
  co_return simulated::system("ls") + static_cast<int>(in.text.size());
}
