#pragma once
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <string>
namespace net = boost::asio;
namespace beast = boost::beast;
net::awaitable<std::string> profile(int user);
net::awaitable<std::string> history(int user);
net::awaitable<std::string> cached(int user);
net::awaitable<std::string> fresh(int user, bool again);
