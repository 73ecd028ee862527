#include "store.hpp"
#include <fstream>

class FileStore : public Store {
public:
  std::string get(const std::string &key) override {
    std::ifstream in("store/" + key);
    std::string value;
    in >> value;
    return value;
  }
};

class FileCache : public Cache {
public:
  std::string find(const std::string &key) override {
    std::ifstream in("cache/" + key);
    std::string value;
    in >> value;
    return value;
  }
};

Store &file_store() {
  static FileStore store;
  return store;
}
