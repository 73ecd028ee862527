// How many things may happen at once: a counting semaphore for coroutines.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <cstddef>
#include <utility>

namespace desk {

class Limiter {
  boost::asio::experimental::channel<void(boost::system::error_code)> slots_;

public:
  class Permit {
    Limiter *owner_;

  public:
    explicit Permit(Limiter &owner) : owner_(&owner) {}
    Permit(Permit &&other) noexcept : owner_(std::exchange(other.owner_, nullptr)) {}
    Permit &operator=(Permit &&other) noexcept {
      std::swap(owner_, other.owner_);
      return *this;
    }
    ~Permit() {
      if (owner_)
        owner_->slots_.try_receive([](auto &&...) {});
    }
  };

  Limiter(boost::asio::any_io_executor executor, std::size_t slots) : slots_(std::move(executor), slots) {}

  boost::asio::awaitable<Permit> acquire() {
    co_await slots_.async_send(boost::system::error_code(), boost::asio::use_awaitable);
    co_return Permit(*this);
  }
};

} // namespace desk
