#include "client.hpp"
#include <chrono>

Client::Client(net::io_context &loop) : stream_(loop), other_(loop) {}
void Client::arm() { stream_.expires_after(std::chrono::seconds(15)); }
void Client::greet() { buffer_.clear(); }
