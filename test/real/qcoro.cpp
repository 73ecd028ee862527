// REQUIRES: qcoro
// RUN: %check_async_tidy %s async-dropped-awaitable,async-blocking-call %t -- %qt_flags
// REAL-HEADERS
// QCoro and Qt from the system's headers. QCoro's task is eager: as a statement it runs on, which is not a drop.
#include <QCoro/QCoroTask>
#include <QCoro/QCoroTimer>
#include <QThread>
#include <QTimer>
#include <chrono>

QCoro::Task<int> fetch(int id);

QCoro::Task<void> forgets() {
  auto first = fetch(1); // expect: async-dropped-awaitable
  fetch(2);
  co_return;
}

QCoro::Task<void> blocks() {
  QThread::msleep(10);      // expect: async-blocking-call
  QCoro::waitFor(fetch(3)); // expect: async-blocking-call
  co_return;
}

QCoro::Task<int> waits() {
  QTimer timer;
  timer.start(std::chrono::milliseconds(10));
  co_await timer;
  co_return co_await fetch(4);
}
