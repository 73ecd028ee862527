// One JSON object a line: what was asked, what the tools said, what came out.
#pragma once

#include "limiter.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/json/object.hpp>

#include <filesystem>
#include <string>

namespace desk {

class SessionLog {
  boost::asio::thread_pool &files_;
  std::filesystem::path path_;
  Limiter writer_;
  int entries_ = 0;

public:
  /// `files` has the threads that write.
  SessionLog(boost::asio::any_io_executor executor, boost::asio::thread_pool &files,
             const std::filesystem::path &folder, const std::string &session);

  const std::filesystem::path &path() const { return path_; }

  /// Adds an entry; entries are written one at a time, in the order of the calls.
  boost::asio::awaitable<void> append(std::string kind, boost::json::object fields);
};

} // namespace desk
