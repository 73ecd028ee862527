// RUN: %check_async_tidy %s async-blocking-call %t
// Blocking sockets and name look-up; descriptors in non-blocking mode and calls that never wait.
#include <async/async.hpp>
#include <cstring>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
async::task<void> readable(int fd);

async::task<int> dial(std::string host) {
  addrinfo hints{};
  addrinfo* found = nullptr;
  hints.ai_socktype = SOCK_STREAM;
  if (getaddrinfo(host.c_str(), "443", &hints, &found) != 0) co_return -1; // expect: async-blocking-call
  int fd = socket(found->ai_family, SOCK_STREAM, 0);
  if (connect(fd, found->ai_addr, found->ai_addrlen) != 0) co_return -1; // expect: async-blocking-call
  freeaddrinfo(found);
  co_return fd;
}

async::task<std::string> exchange(int fd, std::string request) {
  send(fd, request.data(), request.size(), 0); // expect: async-blocking-call
  char buffer[4096];
  ssize_t n = recv(fd, buffer, sizeof buffer, 0); // expect: async-blocking-call
  co_return std::string(buffer, n > 0 ? n : 0);
}

async::task<int> serve(sockaddr address) {
  int fd = socket(AF_INET, SOCK_STREAM, 0);
  bind(fd, &address, sizeof address);
  listen(fd, 16);
  co_return accept(fd, nullptr, nullptr); // expect: async-blocking-call
}

async::task<std::string> exchange_async(int fd, std::string request) {
  fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
  send(fd, request.data(), request.size(), MSG_NOSIGNAL);
  co_await readable(fd);
  char buffer[4096];
  ssize_t n = recv(fd, buffer, sizeof buffer, 0);
  shutdown(fd, SHUT_RDWR);
  close(fd);
  co_return std::string(buffer, n > 0 ? n : 0);
}

async::task<bool> anything(int fd) {
  char byte;
  pollfd item{fd, POLLIN, 0};
  if (recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 1) co_return true;
  if (poll(&item, 1, 0) > 0) co_return true;
  co_return poll(&item, 1, 250) > 0; // expect: async-blocking-call
}
