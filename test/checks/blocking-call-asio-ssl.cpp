// RUN: %check_async_tidy %s async-blocking-call %t
// On a TLS stream handshake and shutdown talk to the peer; on its socket shutdown and close do not.
#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <string>
namespace asio = boost::asio;
namespace ssl = boost::asio::ssl;
using asio::ip::tcp;
using tls_stream = ssl::stream<tcp::socket>;

asio::awaitable<void> open(tls_stream& stream) {
  stream.handshake(tls_stream::client); // expect: async-blocking-call
  co_return;
}

asio::awaitable<void> close(tls_stream& stream) {
  boost::system::error_code ec;
  stream.shutdown(ec); // expect: async-blocking-call
  stream.next_layer().close(ec);
  co_return;
}

asio::awaitable<void> close_now(tls_stream& stream) {
  boost::system::error_code ec;
  stream.next_layer().shutdown(tcp::socket::shutdown_both, ec);
  stream.lowest_layer().cancel(ec);
  stream.lowest_layer().close(ec);
  co_return;
}

asio::awaitable<void> close_well(tls_stream& stream) {
  boost::system::error_code ec;
  co_await stream.async_handshake(tls_stream::client, asio::use_awaitable);
  co_await stream.async_shutdown(asio::redirect_error(asio::use_awaitable, ec));
  stream.next_layer().close(ec);
}

asio::awaitable<void> close_without_waiting(tls_stream& stream) {
  boost::system::error_code ec;
  stream.lowest_layer().non_blocking(true, ec);
  stream.shutdown(ec);
  co_return;
}

class Connection {
 public:
  explicit Connection(tls_stream stream) : stream_(std::move(stream)) {}
  void drop() noexcept {
    boost::system::error_code ec;
    stream_.next_layer().close(ec);
  }
  void finish() {
    boost::system::error_code ec;
    stream_.shutdown(ec);
  }
  asio::awaitable<void> end(bool polite) {
    if (polite) finish(); // expect: async-blocking-call
    else drop();
    co_return;
  }

 private:
  tls_stream stream_;
};
