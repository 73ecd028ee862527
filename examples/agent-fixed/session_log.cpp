#include "session_log.hpp"

#include "text_files.hpp"

#include <boost/json.hpp>

#include <ctime>

namespace desk {
namespace {

namespace json = boost::json;

std::string now() {
  std::time_t time = std::time(nullptr);
  std::tm utc = {};
  gmtime_r(&time, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%FT%TZ", &utc);
  return text;
}

} // namespace

SessionLog::SessionLog(const std::filesystem::path &folder, const std::string &session)
    : path_(folder / (session + ".jsonl")) {
  std::filesystem::create_directories(folder);
}

async::task<void> SessionLog::append(std::string kind, json::object fields) {
  auto lock = co_await writer_.lock();
  fields["entry"] = ++entries_;
  fields["kind"] = kind;
  fields["time"] = now();
  co_await async::to_thread(append_line, path_, json::serialize(fields));
}

} // namespace desk
