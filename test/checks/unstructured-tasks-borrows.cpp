// RUN: %check_async_tidy %s async-unstructured-tasks %t
// What a task may borrow from the frame, and what it owns.
#include <async/async.hpp>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>
struct Board {
  std::vector<int> rows;
  async::task<void> fill();
};
async::task<void> by_view(std::string_view text);
async::task<void> by_span(std::span<int> rows);
async::task<void> by_pointer(Board *board);
async::task<void> by_reference(const Board &board);
async::task<void> by_value(Board board);
async::task<void> by_wrapper(std::reference_wrapper<Board> board);
async::task<bool> ready();

async::task<void> view(std::string text) {
  auto task = async::create_task(by_view(text)); // expect: async-unstructured-tasks
  co_await ready();
  co_await task;
}
async::task<void> spans() {
  std::vector<int> rows(3);
  auto task = async::create_task(by_span(rows)); // expect: async-unstructured-tasks
  co_await ready();
  co_await task;
}
async::task<void> pointer() {
  Board board;
  auto task = async::create_task(by_pointer(&board)); // expect: async-unstructured-tasks
  co_await ready();
  co_await task;
}
async::task<void> part() {
  std::vector<Board> boards(2);
  auto task = async::create_task(by_reference(boards[1])); // expect: async-unstructured-tasks
  co_await ready();
  co_await task;
}
async::task<void> wrapped() {
  Board board;
  auto task = async::create_task(by_wrapper(std::ref(board))); // expect: async-unstructured-tasks
  co_await ready();
  co_await task;
}
async::task<void> object() {
  Board board;
  auto task = async::create_task(board.fill()); // expect: async-unstructured-tasks
  co_await ready();
  co_await task;
}
async::task<void> closure() {
  int count = 0;
  auto work = [&]() -> async::task<void> {
    ++count;
    co_return;
  };
  auto task = async::create_task(work()); // expect: async-unstructured-tasks
  co_await ready();
  co_await task;
}
async::task<void> value(Board board) {
  auto task = async::create_task(by_value(board));
  co_await ready();
  co_await task;
}
async::task<void> pointee(Board *board, std::shared_ptr<Board> shared, Board &outer) {
  auto a = async::create_task(by_pointer(board));
  auto b = async::create_task(by_reference(*shared));
  auto c = async::create_task(by_reference(outer));
  auto d = async::create_task(shared->fill());
  co_await ready();
  co_await a;
  co_await b;
  co_await c;
  co_await d;
}
async::task<void> literal() {
  auto task = async::create_task(by_view("constant"));
  co_await ready();
  co_await task;
}
class Service {
public:
  async::task<void> run() {
    auto task = async::create_task(by_reference(board_));
    co_await ready();
    co_await task;
  }

private:
  Board board_;
};
