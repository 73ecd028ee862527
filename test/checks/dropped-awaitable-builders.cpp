// RUN: %check_async_tidy %s async-dropped-awaitable %t
// Awaitable builders and accessors that return references: a chained call drops nothing.
#include <coroutine>
#include <string>
#include <utility>
#include <vector>

struct reply {
  int status;
  std::string body;
};

class request {
public:
  struct awaiter {
    bool await_ready() noexcept;
    void await_suspend(std::coroutine_handle<>) noexcept;
    reply await_resume();
  };
  request &header(std::string name, std::string value);
  request &&body(std::string text) &&;
  request &body(std::string text) &;
  request with_retry(int n) const;
  awaiter send();
  awaiter operator co_await();
};
request post(std::string url);
request &shared_request();

struct job {
  struct promise_type {
    job get_return_object();
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_value(int);
    void unhandled_exception();
  };
  request::awaiter operator co_await();
};

job ask(std::string prompt) {
  auto req = post("/v1/messages");
  req.header("x-api-key", "k").header("version", "1");
  req.body(prompt);
  shared_request().header("shared", "yes");
  auto answer = co_await req;
  co_return answer.status;
}

job ask_wrong(std::string prompt) {
  post("/v1/messages").with_retry(3); // expect: async-dropped-awaitable
  auto req = post("/v1/messages");
  req.header("x-api-key", "k");
  req.send(); // expect: async-dropped-awaitable
  req.with_retry(2); // expect: async-dropped-awaitable
  auto &shared = shared_request();
  request &again = shared_request().header("a", "b");
  request unsent = post("/v1/count"); // expect: async-dropped-awaitable
  auto built = post("/v1/count"); // expect: async-dropped-awaitable
  built.header("a", "b").body("{}");
  auto kept = post("/v1/count");
  request &alias = kept.header("a", "b").body("{}");
  co_return (co_await req.with_retry(2)).status;
}

void prepare(std::vector<request> &queue, std::string prompt) {
  queue.emplace_back(post(prompt)).header("queued", "yes");
  queue.back().body(prompt);
  queue.push_back(post(prompt).header("a", "b").with_retry(1));
}
