// RUN: %check_async_tidy %s async-blocking-call %t
// Each library's own blocking wait, which inside a coroutine can also deadlock.
#include <async_simple/coro/Lazy.h>
#include <async_simple/coro/SyncAwait.h>
#include <concurrencpp/concurrencpp.h>
#include <coro/coro.hpp>
#include <cppcoro/sync_wait.hpp>
#include <cppcoro/task.hpp>
#include <kj/async.h>
#include <winrt/base.h>
#include <string>
using winrt::Windows::Foundation::IAsyncOperation;
using async_simple::coro::Lazy;
cppcoro::task<int> price(std::string item);
coro::task<int> stock(std::string item);
Lazy<int> weight(std::string item);
concurrencpp::result<int> rating(std::string item);
kj::Promise<int> reviews(std::string item);
IAsyncOperation<int> returnsOf(std::string item);

cppcoro::task<int> total(std::string item) {
  int value = cppcoro::sync_wait(price(item)); // expect: async-blocking-call
  co_return value + co_await price(item);
}

coro::task<int> left(std::string item) {
  int value = coro::sync_wait(stock(item)); // expect: async-blocking-call
  co_return value - co_await stock(item);
}

Lazy<int> parcel(std::string item) {
  int value = syncAwait(weight(item)); // expect: async-blocking-call
  co_return value + co_await weight(item);
}

concurrencpp::result<int> stars(std::string item) {
  auto pending = rating(item);
  pending.wait(); // expect: async-blocking-call
  co_return rating(item).get() + co_await pending; // expect: async-blocking-call
}

kj::Promise<int> opinions(std::string item, kj::WaitScope& scope) {
  int value = reviews(item).wait(scope); // expect: async-blocking-call
  co_return value + co_await reviews(item);
}

IAsyncOperation<int> trouble(std::string item) {
  int value = returnsOf(item).get(); // expect: async-blocking-call
  co_return value + co_await returnsOf(item);
}

int main() {
  return cppcoro::sync_wait(total("lamp")) + coro::sync_wait(left("lamp")) + syncAwait(parcel("lamp")) + stars("lamp").get();
}
