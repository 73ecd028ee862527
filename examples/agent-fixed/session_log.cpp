#include "session_log.hpp"

#include "blocking.hpp"
#include "text_files.hpp"

#include <boost/json.hpp>

#include <ctime>

namespace desk {
namespace {

namespace asio = boost::asio;
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

SessionLog::SessionLog(asio::any_io_executor executor, asio::thread_pool &files, const std::filesystem::path &folder,
                       const std::string &session)
    : files_(files), path_(folder / (session + ".jsonl")), writer_(std::move(executor), 1) {
  std::filesystem::create_directories(folder);
}

asio::awaitable<void> SessionLog::append(std::string kind, json::object fields) {
  auto lock = co_await writer_.acquire();
  fields["entry"] = ++entries_;
  fields["kind"] = kind;
  fields["time"] = now();
  auto write = [path = path_, line = json::serialize(fields)] { append_line(path, line); };
  co_await on_pool(files_, std::move(write));
}

} // namespace desk
