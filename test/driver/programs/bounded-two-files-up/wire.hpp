#pragma once
#include <boost/asio.hpp>
#include <string>
namespace net = boost::asio;
net::awaitable<std::string> read_frame(net::ip::tcp::socket &socket);
net::awaitable<std::string> read_message(net::ip::tcp::socket &socket);
