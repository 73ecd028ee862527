// One JSON object a line: what was asked, what the tools said, what came out.
#pragma once

#include <async/async.hpp>
#include <boost/json/object.hpp>

#include <filesystem>
#include <string>

namespace desk {

class SessionLog {
  std::filesystem::path path_;
  async::mutex writer_;
  int entries_ = 0;

public:
  SessionLog(const std::filesystem::path &folder, const std::string &session);

  const std::filesystem::path &path() const { return path_; }

  /// Adds an entry; entries are written one at a time, in the order of the calls.
  async::task<void> append(std::string kind, boost::json::object fields);
};

} // namespace desk
