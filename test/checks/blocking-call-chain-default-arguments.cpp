// RUN: %check_async_tidy %s async-blocking-call %t
// A default argument is evaluated by the caller, so a coroutine that leaves it out pays for it.
#include <async/async.hpp>
#include <fstream>
#include <string>
#include <unistd.h>
#include <netdb.h>
namespace agent {
inline std::string host_address() {
  char name[256] = {};
  gethostname(name, sizeof name);
  hostent* entry = gethostbyname(name);
  return entry ? entry->h_name : name;
}
inline std::string read_token(const char* path = "token.txt") {
  std::ifstream in(path);
  std::string token;
  in >> token;
  return token;
}
struct Event {
  Event(std::string text, std::string origin = host_address()) : line(origin + ": " + text) {}
  std::string line;
};
async::task<std::string> call_model(std::string prompt, std::string token = read_token());
void emit(std::string text, std::string origin = host_address());
void emit_plain(std::string text, std::string origin = "local");

async::task<std::string> ask(std::string prompt) {
  emit("asking"); // expect: async-blocking-call
  std::string answer = co_await call_model(prompt); // expect: async-blocking-call
  Event event("answered"); // expect: async-blocking-call
  emit_plain(event.line);
  co_return answer;
}

async::task<std::string> ask_with(std::string prompt, std::string token, std::string origin) {
  emit("asking", origin);
  std::string answer = co_await call_model(prompt, token);
  Event event("answered", origin);
  emit_plain(event.line);
  co_return answer;
}

// Evaluated once, on a worker thread, and handed on.
async::task<std::string> ask_offloaded(std::string prompt) {
  std::string token = co_await async::to_thread([] { return read_token(); });
  co_return co_await ask_with(prompt, token, "local");
}
}
