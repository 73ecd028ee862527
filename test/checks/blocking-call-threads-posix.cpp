// RUN: %check_async_tidy %s async-blocking-call %t
// POSIX threads and their conditions, joined and awaited by hand.
#include <async/async.hpp>
#include <pthread.h>
#include <string>
#include <time.h>
struct Channel {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  bool full = false;
};
void* decode(void* frame);
async::task<void> show(int frame);

static bool take(Channel& channel) {
  pthread_mutex_lock(&channel.mutex);
  while (!channel.full) pthread_cond_wait(&channel.changed, &channel.mutex);
  channel.full = false;
  pthread_mutex_unlock(&channel.mutex);
  return true;
}
static bool take_now(Channel& channel) {
  if (pthread_mutex_trylock(&channel.mutex) != 0) return false;
  bool full = channel.full;
  channel.full = false;
  pthread_mutex_unlock(&channel.mutex);
  return full;
}

async::task<void> decode_one(int frame) {
  pthread_t thread;
  pthread_create(&thread, nullptr, decode, &frame);
  co_await show(frame);
  pthread_join(thread, nullptr); // expect: async-blocking-call
}

async::task<void> show_next(Channel& channel) {
  if (take(channel)) co_await show(1); // expect: async-blocking-call
}

async::task<void> decode_detached(int* frame) {
  pthread_t thread;
  pthread_create(&thread, nullptr, decode, frame);
  pthread_detach(thread);
  co_await show(*frame);
}

async::task<void> show_if_any(Channel& channel) {
  if (take_now(channel)) co_await show(1);
  pthread_mutex_lock(&channel.mutex);
  channel.full = true;
  pthread_cond_signal(&channel.changed);
  pthread_mutex_unlock(&channel.mutex);
}
