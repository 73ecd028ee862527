// RUN: %check_async_tidy %s async-blocking-call %t
// gRPC's synchronous halves: stream reads, queue waits and connection waits; the callback form and a local set-up do not wait.
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <boost/asio.hpp>
namespace grpc {
class Status { public: bool ok() const; };
class ClientContext { public: void set_deadline(std::chrono::system_clock::time_point deadline); void TryCancel(); };
template <class R> class ClientReader { public: bool Read(R* message); Status Finish(); };
class CompletionQueue {
 public:
  enum NextStatus { SHUTDOWN, GOT_EVENT, TIMEOUT };
  bool Next(void** tag, bool* ok);
  void Shutdown();
};
class Channel {
 public:
  bool WaitForConnected(std::chrono::system_clock::time_point deadline);
  int GetState(bool try_to_connect);
};
std::shared_ptr<Channel> CreateChannel(const std::string& target);
}
namespace asio = boost::asio;
struct Chunk { std::string text; };
class ModelStub {
 public:
  explicit ModelStub(std::shared_ptr<grpc::Channel> channel);
  std::unique_ptr<grpc::ClientReader<Chunk>> Stream(grpc::ClientContext* context, const std::string& prompt);
  struct async_interface {
    void Complete(grpc::ClientContext* context, const std::string* prompt, Chunk* reply, std::function<void(grpc::Status)> done);
  };
  async_interface* async();
};
asio::awaitable<void> show(std::string text);

asio::awaitable<bool> stream(ModelStub& stub, std::string prompt) {
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  auto reader = stub.Stream(&context, prompt);
  Chunk chunk;
  while (reader->Read(&chunk)) co_await show(chunk.text); // expect: async-blocking-call
  co_return reader->Finish().ok(); // expect: async-blocking-call
}

asio::awaitable<void> pump(grpc::CompletionQueue& queue) {
  void* tag = nullptr;
  bool ok = false;
  while (queue.Next(&tag, &ok)) co_await show(ok ? "event" : "end"); // expect: async-blocking-call
}

asio::awaitable<bool> connect(std::string target, std::chrono::system_clock::time_point deadline) {
  auto channel = grpc::CreateChannel(target);
  if (channel->GetState(true) == 2) co_return true;
  co_return channel->WaitForConnected(deadline); // expect: async-blocking-call
}

asio::awaitable<void> complete(ModelStub& stub, grpc::ClientContext& context, std::string& prompt, Chunk& reply, grpc::CompletionQueue& queue) {
  stub.async()->Complete(&context, &prompt, &reply, [](grpc::Status) {});
  context.TryCancel();
  queue.Shutdown();
  co_await show("started");
}
