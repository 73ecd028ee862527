#pragma once
#include <async/async.hpp>
#include <chrono>
#include <stop_token>
#include <string>
using namespace std::chrono_literals;

int parse(std::string path);                                       // parse.cpp
int parse_until(std::string path, std::stop_token stop);           // parse.cpp
async::task<int> rebuild(std::string path);                        // index.cpp
async::task<int> rebuild_all(std::string first, std::string last); // index.cpp
async::task<int> rebuild_politely(std::string path);               // index.cpp
async::task<int> refresh(std::string path);                        // refresh.cpp
async::task<int> refresh_and_pause(std::string path);              // refresh.cpp
async::task<int> lookup(std::string path);                         // nowhere
