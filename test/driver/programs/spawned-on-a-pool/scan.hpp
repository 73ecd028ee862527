#pragma once
#include <boost/asio.hpp>
boost::asio::awaitable<void> scan(std::string folder);
boost::asio::awaitable<void> rescan(std::string folder);
