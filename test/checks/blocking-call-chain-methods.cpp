// RUN: %check_async_tidy %s async-blocking-call %t
// Methods, static members and base-class calls that lead to the database or the disk.
#include <boost/asio.hpp>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>
namespace asio = boost::asio;
extern "C" {
typedef struct sqlite3 sqlite3;
int sqlite3_exec(sqlite3* db, const char* sql, int (*callback)(void*, int, char**, char**), void* arg, char** errmsg);
int sqlite3_changes(sqlite3* db);
}
class Database {
 public:
  int execute(const std::string& sql) const {
    sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr);
    return sqlite3_changes(db_);
  }
  int changes() const { return sqlite3_changes(db_); }

 private:
  sqlite3* db_ = nullptr;
};
class Repository {
 protected:
  explicit Repository(const Database& db) : db_(db) {}
  bool store(const std::string& sql) const { return db_.execute(sql) > 0; }
  const Database& db_;
};
class Transcript : Repository {
 public:
  explicit Transcript(const Database& db) : Repository(db) {}
  asio::awaitable<void> record(std::string role, std::string text) {
    pending_.push_back(role + ": " + text);
    if (full()) flush(); // expect: async-blocking-call
    co_return;
  }
  asio::awaitable<int> close() {
    this->flush(); // expect: async-blocking-call
    co_return db_.changes();
  }
  static void reset() { std::remove("transcript.db"); }
  static std::FILE* open_log() { return std::fopen("transcript.log", "a"); }
  std::size_t size() const { return pending_.size(); }

 private:
  bool full() const { return size() >= 32; }
  void flush() {
    for (auto& line : std::exchange(pending_, {})) store("insert into log values ('" + line + "')");
  }
  std::vector<std::string> pending_;
};

asio::awaitable<bool> rotate(Transcript& transcript) {
  std::FILE* log = Transcript::open_log(); // expect: async-blocking-call
  co_await transcript.record("system", "rotated");
  co_return log && transcript.size() > 0;
}
