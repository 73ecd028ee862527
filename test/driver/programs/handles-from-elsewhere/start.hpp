#pragma once
#include <boost/asio.hpp>
#include <future>
namespace net = boost::asio;
std::future<void> start(net::any_io_executor on, net::awaitable<void> work);
void start_and_log(net::any_io_executor on, net::awaitable<void> work);
net::awaitable<void> careful(std::string name);
net::awaitable<void> careless(std::string name);
