#include "config.hpp"
#include <boost/asio.hpp>
namespace asio = boost::asio;

asio::awaitable<std::string> greet() {
  Config config = Config::load("agent.toml"); // expect: async-blocking-call
  co_return describe(config);
}

asio::awaitable<std::string> greet_with(Config config) { co_return describe(config); }
