#include "config.hpp"
#include <fstream>

// Each of the two files has its own helper of this name.
static std::string text(const std::string &path) {
  std::ifstream in(path);
  std::string line;
  std::getline(in, line);
  return line;
}

Config Config::load(const std::string &path) {
  Config config;
  config.model = text(path);
  return config;
}
