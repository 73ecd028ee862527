// RUN: %check_async_tidy %s async-blocking-call %t
// With the category console switched on, terminal output and input are reported; files stay on.
// option: async-blocking-call.Categories=console
#include <async/async.hpp>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <filesystem>
async::task<std::string> ask(std::string question);
static std::string prompt_user() {
  std::string line;
  std::getline(std::cin, line);
  return line;
}

async::task<std::string> chat(std::string question) {
  std::string answer = co_await ask(question);
  std::cout << answer << '\n'; // expect: async-blocking-call
  co_return answer;
}

async::task<std::string> chat_back() {
  std::string line = prompt_user(); // expect: async-blocking-call
  co_return co_await ask(line);
}

async::task<void> say(std::string text) {
  std::printf("%s\n", text.c_str()); // expect: async-blocking-call
  co_return;
}

async::task<void> save(std::string text) {
  std::ofstream out("answers.txt"); // expect: async-blocking-call
  out << text;
  co_return;
}

async::task<std::string> format(std::string text) {
  std::ostringstream out;
  out << text << std::endl;
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%zu", text.size());
  if (std::filesystem::exists("answers.txt")) out << buffer;
  co_return out.str();
}

int main() {
  std::cout << async::run(chat(prompt_user())) << std::endl;
}
