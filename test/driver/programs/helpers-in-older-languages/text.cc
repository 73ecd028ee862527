#include "helpers.h"
#include <fstream>
#include <iterator>

std::string read_all(const std::string &path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string trimmed(const std::string &text) { return text.substr(0, 80); }
