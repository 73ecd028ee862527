#pragma once
#include <boost/asio.hpp>
#include <chrono>
#include <string>
namespace net = boost::asio;
net::awaitable<std::string> within(net::awaitable<std::string> work, std::chrono::seconds limit);
net::awaitable<std::string> usual(net::awaitable<std::string> work);
net::awaitable<std::string> traced(net::awaitable<std::string> work);
