// RUN: %check_async_tidy %s async-blocking-call %t
// A virtual call blocks when every overrider that the static type allows does; some or none is not enough.
#include <async/async.hpp>
#include <fstream>
#include <map>
#include <string>
struct Store {
  virtual ~Store() = default;
  virtual void save(const std::string& key, const std::string& text) = 0;
  virtual std::string load(const std::string& key) = 0;
  virtual std::size_t size() const = 0;
};
struct FileStore : Store {
  void save(const std::string& key, const std::string& text) override { std::ofstream(key) << text; }
  std::string load(const std::string& key) override {
    std::ifstream in(key);
    std::string text;
    std::getline(in, text);
    return text;
  }
  std::size_t size() const override { return 0; }
};
struct AuditedStore : FileStore {
  void save(const std::string& key, const std::string& text) override {
    std::ofstream("audit.log", std::ios::app) << key << '\n';
    FileStore::save(key, text);
  }
};
struct CachedStore : FileStore {
  void save(const std::string& key, const std::string& text) override {
    cache[key] = text;
    FileStore::save(key, text);
  }
  std::string load(const std::string& key) override { return cache[key]; }
  std::map<std::string, std::string> cache;
};

async::task<void> remember(Store& store, std::string key, std::string text) {
  store.save(key, text); // expect: async-blocking-call
  co_return;
}

async::task<std::string> recall(Store& store, std::string key) { co_return store.load(key); }

async::task<std::size_t> measure(Store& store) { co_return store.size(); }

async::task<std::string> recall_exactly(Store& store, std::string key) {
  FileStore files;
  CachedStore cached;
  std::string text = files.load(key); // expect: async-blocking-call
  text += cached.load(key);
  text += cached.FileStore::load(key); // expect: async-blocking-call
  co_return text + std::to_string(store.size());
}
