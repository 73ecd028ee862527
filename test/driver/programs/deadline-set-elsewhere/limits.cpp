#include "limits.hpp"
void limit(beast::tcp_stream &stream) { stream.expires_after(std::chrono::seconds(15)); }
void greet(beast::tcp_stream &stream) { (void)stream; }
