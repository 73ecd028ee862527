#include "scan.hpp"
#include <fstream>

static void index(const std::string &folder) {
  std::ofstream out(folder + "/index");
  out << folder;
}

boost::asio::awaitable<void> scan(std::string folder) {
  try {
    index(folder);
  } catch (const std::exception &e) {
    std::fprintf(stderr, "%s\n", e.what());
  }
  co_return;
}

boost::asio::awaitable<void> rescan(std::string folder) {
  try {
    index(folder); // expect: async-blocking-call
  } catch (const std::exception &e) {
    std::fprintf(stderr, "%s\n", e.what());
  }
  co_return;
}
