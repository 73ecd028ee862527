#include "index.hpp"

int parse(std::string path) {
  int lines = 0;
  for (char c : path)
    lines += c == '\n';
  return lines;
}

int parse_until(std::string path, std::stop_token stop) {
  int lines = 0;
  for (char c : path)
    if (!stop.stop_requested())
      lines += c == '\n';
  return lines;
}
