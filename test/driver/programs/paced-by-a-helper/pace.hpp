#pragma once
#include <async/async.hpp>
#include <string>
#include <vector>
async::task<void> breathe();
async::task<std::string> fetch(std::string url);
async::task<std::string> both(std::string url);
