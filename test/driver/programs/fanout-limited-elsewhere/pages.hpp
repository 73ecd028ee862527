#pragma once
#include <async/async.hpp>
#include <string>
#include <vector>

async::task<int> fetch(std::string url);          // pages.cpp
async::task<int> fetch_politely(std::string url); // pages.cpp
async::task<void> append(std::string line);       // pages.cpp
async::task<int> summarize(std::string url);      // summaries.cpp
async::task<int> count(std::string url);          // summaries.cpp
async::task<int> lookup(std::string url);         // nowhere
