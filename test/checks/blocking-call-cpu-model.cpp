// RUN: %check_async_tidy %s async-blocking-call %t
// CPU-bound work is blocking where a library model of the project says so.
// option: async.Libraries=%S/blocking-call-cpu-model.yaml
#include <boost/asio.hpp>
#include <string>
#include <vector>
namespace asio = boost::asio;
namespace acme {
struct Document {
  std::vector<std::string> pages;
};
Document parse_document(const std::string& text);
Document parse_header(const std::string& text);
class Index {
 public:
  void rebuild(const Document& document);
  void add(const std::string& page);
};
}
asio::awaitable<std::string> download(std::string url);
static std::size_t count_pages(const std::string& text) { return acme::parse_document(text).pages.size(); }

asio::awaitable<std::size_t> ingest(acme::Index& index, std::string url) {
  std::string text = co_await download(url);
  acme::Document document = acme::parse_document(text); // expect: async-blocking-call
  index.rebuild(document); // expect: async-blocking-call
  co_return document.pages.size();
}

asio::awaitable<std::size_t> measure(std::string url) {
  std::string text = co_await download(url);
  co_return count_pages(text); // expect: async-blocking-call
}

asio::awaitable<std::size_t> ingest_on_pool(asio::thread_pool& pool, acme::Index& index, std::string url) {
  std::string text = co_await download(url);
  acme::Document header = acme::parse_header(text);
  index.add(url);
  co_await asio::post(asio::bind_executor(pool, asio::use_awaitable));
  acme::Document document = acme::parse_document(text);
  co_await asio::post(asio::use_awaitable);
  co_return document.pages.size() + header.pages.size();
}
