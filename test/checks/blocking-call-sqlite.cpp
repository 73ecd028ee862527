// RUN: %check_async_tidy %s async-blocking-call %t
// SQLite opens and steps on the calling thread; binding values and reading columns only touch memory.
#include <folly/coro/Task.h>
#include <string>
#include <vector>
extern "C" {
typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
int sqlite3_open(const char* filename, sqlite3** db);
int sqlite3_exec(sqlite3* db, const char* sql, int (*callback)(void*, int, char**, char**), void* arg, char** errmsg);
int sqlite3_bind_text(sqlite3_stmt* stmt, int index, const char* text, int bytes, void (*destroy)(void*));
int sqlite3_step(sqlite3_stmt* stmt);
int sqlite3_reset(sqlite3_stmt* stmt);
int sqlite3_column_int(sqlite3_stmt* stmt, int column);
const unsigned char* sqlite3_column_text(sqlite3_stmt* stmt, int column);
long long sqlite3_last_insert_rowid(sqlite3* db);
const char* sqlite3_errmsg(sqlite3* db);
}
namespace memory {
class Statement {
 public:
  explicit Statement(sqlite3_stmt* raw) : raw_(raw) {}
  Statement& bind(int index, const std::string& text) {
    sqlite3_bind_text(raw_, index, text.c_str(), static_cast<int>(text.size()), nullptr);
    return *this;
  }
  bool next() { return sqlite3_step(raw_) == 100; }
  int number(int column) const { return sqlite3_column_int(raw_, column); }

 private:
  sqlite3_stmt* raw_;
};

folly::coro::Task<std::vector<int>> recall(Statement& select, std::string topic) {
  select.bind(1, topic);
  std::vector<int> ids;
  while (select.next()) ids.push_back(select.number(0)); // expect: async-blocking-call
  co_return ids;
}

folly::coro::Task<long long> remember(sqlite3* db, std::string sql) {
  if (sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) != 0) co_return -1; // expect: async-blocking-call
  co_return sqlite3_last_insert_rowid(db);
}

folly::coro::Task<bool> create(std::string path) {
  sqlite3* db = nullptr;
  co_return sqlite3_open(path.c_str(), &db) == 0; // expect: async-blocking-call
}

folly::coro::Task<std::string> describe(sqlite3* db, Statement& row, Statement& insert) {
  insert.bind(1, "a").bind(2, "b");
  co_return std::to_string(row.number(0)) + sqlite3_errmsg(db);
}
}
