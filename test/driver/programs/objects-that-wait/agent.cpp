#include "transcript.hpp"
#include <async/async.hpp>
async::task<std::string> ask(std::string prompt);

async::task<std::string> turn(std::string prompt) {
  Transcript transcript("turn.log"); // expect: async-blocking-call
  std::string reply = co_await ask(prompt);
  transcript.add(reply);
  co_return reply;
}

async::task<std::string> recorded(std::string prompt) {
  Recorder recorder; // expect: async-blocking-call
  std::string reply = co_await ask(prompt);
  recorder.note(reply);
  co_return reply;
}

async::task<std::string> shared(Recorder &recorder, std::string prompt) {
  recorder.note(prompt);
  co_return co_await ask(prompt);
}
