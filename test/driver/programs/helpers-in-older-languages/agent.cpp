#include "helpers.h"
#include <async/async.hpp>

async::task<std::string> prompt(std::string path) {
  std::string text = read_all(path); // expect: async-blocking-call
  co_return trimmed(text);
}

async::task<int> rest(counter &c) {
  int n = count(&c);
  co_return n + settle(&c); // expect: async-blocking-call
}
