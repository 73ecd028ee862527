// RUN: %check_async_tidy %s async-blocking-call %t
// Function templates: an instantiation that blocks is found through the call, others of the same template are not.
#include <boost/asio.hpp>
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <utility>
#include <vector>
namespace asio = boost::asio;
struct DiskBackend {
  static constexpr bool remote = false;
  std::string load(const std::string& key) const {
    std::FILE* file = std::fopen(key.c_str(), "r");
    char text[64] = {};
    if (file) std::fread(text, 1, sizeof text - 1, file);
    return text;
  }
};
struct MemoryBackend {
  static constexpr bool remote = false;
  std::string load(const std::string& key) const { return key + "?"; }
};
template <class Backend> std::string lookup(const Backend& backend, const std::string& key) {
  if constexpr (Backend::remote) std::this_thread::sleep_for(std::chrono::seconds(1));
  return backend.load(key);
}
template <class Backend> class Cache {
 public:
  explicit Cache(Backend backend) : backend_(std::move(backend)) {}
  std::string get(const std::string& key) { return lookup(backend_, key); }

 private:
  Backend backend_;
};
template <class... Keys> std::size_t count(const Keys&... keys) { return (keys.size() + ... + 0); }
template <class Rep> void pause_for(Rep ticks) { std::this_thread::sleep_for(std::chrono::milliseconds(ticks)); }

asio::awaitable<std::string> from_disk(std::string key) {
  DiskBackend disk;
  std::string text = lookup(disk, key); // expect: async-blocking-call
  Cache<DiskBackend> cache(disk);
  text += cache.get(key); // expect: async-blocking-call
  pause_for(5L); // expect: async-blocking-call
  co_return text;
}

asio::awaitable<std::string> from_memory(std::string key) {
  MemoryBackend memory;
  Cache cache(memory);
  std::string text = lookup(memory, key) + cache.get(key);
  co_return text + std::to_string(count(key, text));
}
