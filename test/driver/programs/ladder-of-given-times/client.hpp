#pragma once
#include <async/async.hpp>
#include <chrono>
#include <string>
using namespace std::chrono_literals;

struct options {
  int tries = 3;
  std::chrono::seconds each{20};
};

async::task<std::string> fetch(std::string url, std::chrono::milliseconds timeout);
async::task<std::string> fetch_for(std::string url, int timeout_ms = 30000);
async::task<std::string> fetch_within(std::string url, const std::chrono::seconds &timeout);
async::task<std::string> retried(std::string url, int tries, std::chrono::seconds each);
async::task<std::string> again(std::string url, unsigned retries, std::chrono::seconds each,
                               std::chrono::seconds pause);
async::task<std::string> counted_down(std::string url, int tries);
async::task<std::string> doubled(std::string url, std::chrono::seconds each);
async::task<std::string> slowly(std::string url, std::chrono::seconds pause);
async::task<std::string> guessed(std::string url, std::chrono::seconds each);
