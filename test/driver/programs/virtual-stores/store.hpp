#pragma once
#include <string>
class Store {
public:
  virtual ~Store() = default;
  virtual std::string get(const std::string &key) = 0;
};
class Cache {
public:
  virtual ~Cache() = default;
  virtual std::string find(const std::string &key) = 0;
};
