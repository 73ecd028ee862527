#pragma once
#include <boost/asio.hpp>
#include <string>
template <class Stream> boost::asio::awaitable<std::string> exchange(Stream &stream, std::string request) {
  co_await boost::asio::async_write(stream, boost::asio::buffer(request), boost::asio::use_awaitable);
  std::string answer;
  co_await boost::asio::async_read_until(stream, boost::asio::dynamic_buffer(answer), '\n',
                                         boost::asio::use_awaitable);
  co_return answer;
}
