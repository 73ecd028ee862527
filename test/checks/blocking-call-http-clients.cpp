// RUN: %check_async_tidy %s async-blocking-call %t
// Synchronous HTTP clients, direct and behind a small wrapper class; building a request sends nothing.
#include <async/async.hpp>
#include <chrono>
#include <cpr/cpr.h>
#include <httplib.h>
#include <memory>
#include <string>
class ModelClient {
 public:
  explicit ModelClient(const std::string& base) : http_(base) { http_.set_read_timeout(30); }
  std::string complete(const std::string& prompt) {
    if (auto reply = http_.Post("/v1/complete", prompt, "application/json")) return reply->body;
    return "";
  }
  void authenticate(const std::string& token) { http_.set_bearer_token_auth(token); }

 private:
  httplib::Client http_;
};

async::task<std::string> ask(ModelClient& model, std::string prompt) {
  co_return model.complete(prompt); // expect: async-blocking-call
}

async::task<long> ping(std::string url) {
  cpr::Response reply = cpr::Get(cpr::Url{url}, cpr::Timeout{std::chrono::seconds(2)}); // expect: async-blocking-call
  co_return reply.status_code;
}

async::task<int> status(std::string host) {
  httplib::Client client(host);
  client.set_read_timeout(2);
  auto reply = client.Get("/status"); // expect: async-blocking-call
  co_return reply ? reply->status : 0;
}

async::task<std::string> ask_in_thread(std::shared_ptr<ModelClient> model, std::string prompt) {
  model->authenticate("token");
  co_return co_await async::to_thread([model, prompt] { return model->complete(prompt); });
}

async::task<std::unique_ptr<ModelClient>> make_client(std::string base) {
  cpr::Url url{base};
  cpr::Body body{"{}"};
  co_return std::make_unique<ModelClient>(base);
}

struct Cache {
  std::string Get(const std::string& path) { return path; }
};
async::task<std::string> cached(Cache& cache, std::string path) { co_return cache.Get(path); }
