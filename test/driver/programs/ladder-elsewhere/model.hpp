#pragma once
#include <async/async.hpp>
#include <string>
async::task<std::string> complete(std::string prompt);
async::task<std::string> retried(std::string prompt);
async::task<std::string> answer(std::string prompt);
async::task<std::string> polled(std::string prompt);
async::task<std::string> unbounded(std::string prompt);
async::task<std::string> either(std::string prompt, bool careful);
