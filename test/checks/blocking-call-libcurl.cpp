// RUN: %check_async_tidy %s async-blocking-call %t
// curl's easy interface waits for the whole transfer; setting options and driving a multi handle do not.
#include <boost/asio.hpp>
#include <string>
extern "C" {
typedef void CURL;
typedef void CURLM;
typedef enum { CURLE_OK = 0 } CURLcode;
typedef enum { CURLM_OK = 0 } CURLMcode;
typedef enum { CURLOPT_URL = 10002, CURLOPT_WRITEDATA = 10001, CURLOPT_TIMEOUT_MS = 155 } CURLoption;
struct curl_waitfd;
CURL* curl_easy_init(void);
CURLcode curl_easy_setopt(CURL* curl, CURLoption option, ...);
CURLcode curl_easy_perform(CURL* curl);
void curl_easy_cleanup(CURL* curl);
CURLM* curl_multi_init(void);
CURLMcode curl_multi_add_handle(CURLM* multi_handle, CURL* curl_handle);
CURLMcode curl_multi_perform(CURLM* multi_handle, int* running_handles);
CURLMcode curl_multi_poll(CURLM* multi_handle, struct curl_waitfd extra_fds[], unsigned int extra_nfds, int timeout_ms, int* ret);
}
namespace asio = boost::asio;
static std::string http_get(const std::string& url) {
  std::string body;
  CURL* curl = curl_easy_init();
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, 3000L);
  curl_easy_perform(curl);
  curl_easy_cleanup(curl);
  return body;
}

asio::awaitable<std::string> fetch(std::string url) {
  co_return http_get(url); // expect: async-blocking-call
}

asio::awaitable<CURLcode> fetch_with(CURL* curl, std::string url) {
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  co_return curl_easy_perform(curl); // expect: async-blocking-call
}

asio::awaitable<void> drive(CURLM* multi, CURL* curl, asio::steady_timer& tick) {
  curl_multi_add_handle(multi, curl);
  for (int running = 1; running > 0;) {
    curl_multi_perform(multi, &running);
    tick.expires_after(std::chrono::milliseconds(10));
    co_await tick.async_wait(asio::use_awaitable);
  }
}

asio::awaitable<void> drive_blocking(CURLM* multi) {
  for (int running = 1; running > 0;) {
    curl_multi_perform(multi, &running);
    curl_multi_poll(multi, nullptr, 0, 1000, nullptr); // expect: async-blocking-call
  }
  co_return;
}
