// RUN: %check_async_tidy %s async-blocking-call %t
// MySQL and Redis clients: synchronous calls wait for the server, the asynchronous ones queue.
#include <coro/coro.hpp>
#include <string>
extern "C" {
typedef struct st_mysql MYSQL;
typedef struct st_mysql_res MYSQL_RES;
MYSQL* mysql_real_connect(MYSQL* mysql, const char* host, const char* user, const char* passwd, const char* db, unsigned int port, const char* unix_socket, unsigned long clientflag);
int mysql_query(MYSQL* mysql, const char* q);
int mysql_real_query(MYSQL* mysql, const char* q, unsigned long length);
MYSQL_RES* mysql_store_result(MYSQL* mysql);
unsigned long long mysql_num_rows(MYSQL_RES* res);
const char* mysql_error(MYSQL* mysql);
typedef struct redisContext redisContext;
typedef struct redisAsyncContext redisAsyncContext;
struct redisReply;
redisContext* redisConnect(const char* ip, int port);
void* redisCommand(redisContext* c, const char* format, ...);
int redisAppendCommand(redisContext* c, const char* format, ...);
void freeReplyObject(void* reply);
redisAsyncContext* redisAsyncConnect(const char* ip, int port);
int redisAsyncCommand(redisAsyncContext* ac, void (*fn)(redisAsyncContext*, void*, void*), void* privdata, const char* format, ...);
}
coro::task<void> audit(std::string text);

coro::task<bool> open(MYSQL* db) {
  if (!mysql_real_connect(db, "127.0.0.1", "agent", "", "memory", 3306, nullptr, 0)) { // expect: async-blocking-call
    co_await audit(mysql_error(db));
    co_return false;
  }
  co_return true;
}

coro::task<unsigned long long> count(MYSQL* db, std::string sql) {
  if (mysql_real_query(db, sql.data(), sql.size()) != 0) co_return 0; // expect: async-blocking-call
  MYSQL_RES* rows = mysql_store_result(db); // expect: async-blocking-call
  co_return mysql_num_rows(rows);
}

coro::task<void> touch(redisContext* cache, std::string key) {
  void* reply = redisCommand(cache, "TOUCH %s", key.c_str()); // expect: async-blocking-call
  freeReplyObject(reply);
  co_await audit(key);
}

coro::task<void> reconnect() {
  redisContext* cache = redisConnect("127.0.0.1", 6379); // expect: async-blocking-call
  co_await audit(cache ? "connected" : "failed");
}

coro::task<void> touch_later(redisAsyncContext* cache, redisContext* batch, MYSQL* db, std::string key) {
  redisAsyncCommand(cache, nullptr, nullptr, "TOUCH %s", key.c_str());
  redisAppendCommand(batch, "TOUCH %s", key.c_str());
  if (!cache) cache = redisAsyncConnect("127.0.0.1", 6379);
  co_await audit(mysql_error(db));
}
