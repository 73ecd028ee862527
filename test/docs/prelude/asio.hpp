// What the examples on Boost.Asio take as given.
#pragma once
#include <boost/asio.hpp>
#include <chrono>
#include <fstream>
#include <future>
#include <string>
#include <thread>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;

awaitable<std::string> ask_model(std::string prompt);
