// What the model is told before the conversation starts. Reads files: call these where blocking is fine.
#pragma once

#include "text_files.hpp"

#include <sys/utsname.h>

#include <filesystem>
#include <string>
#include <vector>

namespace desk {

inline std::string host_facts() {
  utsname host = {};
  uname(&host);
  return std::string("You run on ") + host.sysname + " " + host.release + ".";
}

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
