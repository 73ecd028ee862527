// RUN: %check_async_tidy %s async-blocking-call %t
// libpq: the synchronous commands wait for the server, the send and consume calls do not.
#include <boost/asio.hpp>
#include <string>
extern "C" {
typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;
PGconn* PQconnectdb(const char* conninfo);
PGconn* PQconnectStart(const char* conninfo);
void PQfinish(PGconn* conn);
PGresult* PQexec(PGconn* conn, const char* query);
PGresult* PQexecParams(PGconn* conn, const char* command, int nParams, const unsigned int* paramTypes, const char* const* paramValues, const int* paramLengths, const int* paramFormats, int resultFormat);
int PQsendQuery(PGconn* conn, const char* query);
int PQconsumeInput(PGconn* conn);
int PQisBusy(PGconn* conn);
PGresult* PQgetResult(PGconn* conn);
int PQntuples(const PGresult* res);
char* PQgetvalue(const PGresult* res, int tup_num, int field_num);
void PQclear(PGresult* res);
int PQsocket(const PGconn* conn);
}
namespace asio = boost::asio;

asio::awaitable<std::string> load_memory(PGconn* db, std::string key) {
  const char* values[] = {key.c_str()};
  PGresult* rows = PQexecParams(db, "select text from memory where key = $1", 1, nullptr, values, nullptr, nullptr, 0); // expect: async-blocking-call
  std::string text = PQntuples(rows) > 0 ? PQgetvalue(rows, 0, 0) : "";
  PQclear(rows);
  co_return text;
}

asio::awaitable<void> vacuum(std::string where) {
  PGconn* db = PQconnectdb(where.c_str()); // expect: async-blocking-call
  PQclear(PQexec(db, "vacuum")); // expect: async-blocking-call
  PQfinish(db);
  co_return;
}

asio::awaitable<int> count_rows(PGconn* db, asio::posix::stream_descriptor& socket) {
  int rows = 0;
  if (!PQsendQuery(db, "select key from memory")) co_return -1;
  while (PQisBusy(db)) {
    co_await socket.async_wait(asio::posix::stream_descriptor::wait_read, asio::use_awaitable);
    PQconsumeInput(db);
  }
  PGresult* result = PQgetResult(db);
  rows = PQntuples(result);
  PQclear(result);
  co_return rows;
}

PGconn* open_at_start(const char* where) { return PQconnectdb(where); }
asio::awaitable<int> start_connecting(std::string where) {
  PGconn* db = PQconnectStart(where.c_str());
  co_return PQsocket(db);
}
