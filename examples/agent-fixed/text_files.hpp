#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

namespace desk {

inline std::string read_text(const std::filesystem::path &path) {
  std::ifstream file(path);
  if (!file)
    throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline void append_line(const std::filesystem::path &path, std::string_view line) {
  std::ofstream file(path, std::ios::app);
  file << line << '\n';
  if (!file.flush())
    throw std::runtime_error("cannot write " + path.string());
}

inline void write_text(const std::filesystem::path &path, std::string_view text) {
  std::ofstream file(path);
  file << text;
  if (!file.flush())
    throw std::runtime_error("cannot write " + path.string());
}

} // namespace desk
