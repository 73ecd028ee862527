// RUN: %check_async_tidy %s async-blocking-call %t
// Recursion and mutual recursion: found when the cycle reaches a blocking call, quiet when it does not.
#include <cppcoro/task.hpp>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>
namespace prompts {
inline std::string expand(const std::string& path, int depth) {
  std::ifstream in(path);
  std::string text;
  for (std::string line; std::getline(in, line);) {
    if (depth < 8 && line.starts_with("include ")) text += expand(line.substr(8), depth + 1);
    else text += line + '\n';
  }
  return text;
}
std::string evaluate(const std::string& text, std::size_t& at);
inline std::string evaluate_call(const std::string& text, std::size_t& at) {
  std::string argument = evaluate(text, ++at);
  std::ifstream in(argument);
  std::getline(in, argument);
  return argument;
}
inline std::string evaluate(const std::string& text, std::size_t& at) {
  std::string out;
  while (at < text.size() && text[at] != ')') {
    if (text[at] == '(') out += evaluate_call(text, at);
    else out += text[at++];
  }
  return out;
}
int list_depth(const std::string& text, std::size_t& at);
inline int item_depth(const std::string& text, std::size_t& at) {
  return at < text.size() && text[at] == '[' ? 1 + list_depth(text, ++at) : 0;
}
inline int list_depth(const std::string& text, std::size_t& at) {
  std::istringstream words(text.substr(at));
  int deepest = 0;
  for (std::string word; words >> word; ++at) deepest = std::max(deepest, item_depth(text, at));
  return deepest;
}
}

cppcoro::task<std::string> system_prompt(std::string name) {
  co_return prompts::expand(name + ".md", 0); // expect: async-blocking-call
}

cppcoro::task<std::string> evaluated(std::string text) {
  std::size_t at = 0;
  std::string value = prompts::evaluate(text, at); // expect: async-blocking-call
  co_return value;
}

cppcoro::task<int> depth(std::string text) {
  std::size_t at = 0;
  int result = prompts::list_depth(text, at) + prompts::item_depth(text, at);
  co_return result;
}
