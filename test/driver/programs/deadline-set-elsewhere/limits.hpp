#pragma once
#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
namespace net = boost::asio;
namespace beast = boost::beast;
void limit(beast::tcp_stream &stream);
void greet(beast::tcp_stream &stream);
