#pragma once
#include <async/async.hpp>
#include <chrono>
#include <string>
using namespace std::chrono_literals;

async::task<void> flush(std::string line);         // journal.cpp
async::task<void> flush_in_time(std::string line); // journal.cpp
async::task<void> audit(std::string line);         // audit.cpp
async::task<void> audit_in_time(std::string line); // audit.cpp
async::task<void> watch(std::string line);         // audit.cpp
async::task<void> publish(std::string line);       // nowhere
