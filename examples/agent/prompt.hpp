// What the model is told before the conversation starts.
#pragma once

#include "text_files.hpp"

#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace desk {

inline std::string output_of(const char *command) {
  std::string output;
  if (FILE *pipe = popen(command, "r")) {
    char chunk[256];
    while (std::fgets(chunk, sizeof chunk, pipe))
      output += chunk;
    pclose(pipe);
  }
  while (!output.empty() && output.back() == '\n')
    output.pop_back();
  return output;
}

inline std::string host_facts() { return "You run on " + output_of("uname -sr") + "."; }

inline std::string house_rules(const std::filesystem::path &workspace) {
  auto path = workspace / "prompt.txt";
  return std::filesystem::exists(path) ? read_text(path) : "You plan events. Use the tools, be brief.";
}

inline std::string user_prompt(const std::string &question, const std::vector<std::filesystem::path> &attachments) {
  std::string prompt = question;
  for (const auto &path : attachments)
    prompt += "\n\n--- " + path.filename().string() + "\n" + read_text(path);
  return prompt;
}

} // namespace desk
