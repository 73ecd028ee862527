#pragma once
#include <string>
struct Config {
  std::string model = "small";
  static Config load(const std::string &path);
};
std::string describe(const Config &config);
