#include "pace.hpp"
async::task<void> breathe() { co_await async::sleep_for(std::chrono::milliseconds(200)); }
