// Every function here has a loop that a fix rewrites. The program prints what each of them computes and how long it takes on the
// clock of the runtime; after the fixes it computes the same in less time.
#include <async/async.hpp>
#include <cstdio>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>
using namespace std::chrono_literals;

// Stands for the network: the answer comes after that time.
async::task<void> answer_after(std::chrono::milliseconds time);

// The later it is asked, the earlier it answers: an order that is not kept shows.
async::task<std::string> fetch(std::string url) {
  co_await answer_after(std::chrono::milliseconds(200 - 10 * static_cast<int>(url.size())));
  co_return "<" + url + ">";
}
async::task<int> length(const std::string &url) {
  co_await answer_after(std::chrono::milliseconds(100 - static_cast<int>(url.size())));
  co_return static_cast<int>(url.size());
}
async::task<bool> is_long(std::string url) {
  co_await answer_after(10ms);
  co_return url.size() > 2;
}
async::task<std::unique_ptr<std::string>> own(std::string url) {
  co_await answer_after(10ms);
  co_return std::make_unique<std::string>(url);
}
async::task<int> square(int number) {
  co_await answer_after(std::chrono::milliseconds(100 - number));
  co_return number * number;
}

struct Server {
  std::string name;
  int pings = 0;
  async::task<void> ping() {
    co_await answer_after(20ms);
    ++pings;
  }
  async::task<std::vector<std::string>> list() {
    co_await answer_after(30ms);
    co_return std::vector<std::string>{name + ".a", name + ".b"};
  }
};

async::task<std::string> by_push_back(const std::vector<std::string> &urls) {
  std::vector<std::string> out;
  for (const auto &url : urls)
    out.push_back(co_await fetch(url));
  std::string all;
  for (auto &one : out)
    all += one;
  co_return all;
}

async::task<std::string> by_emplace_back(std::vector<std::string> urls) {
  std::vector<std::string> results; // The name that the fix would take.
  for (auto &url : urls) {
    // The page as it came.
    results.emplace_back(co_await fetch(url));
  }
  std::string all;
  for (auto &one : results)
    all += one;
  co_return all;
}

async::task<std::string> by_index(const std::vector<std::string> &urls) {
  std::vector<std::string> pages(urls.size());
  for (std::size_t i = 0; i < urls.size(); ++i)
    pages[i] = co_await fetch(urls[i]);
  std::string all;
  for (auto &one : pages)
    all += one;
  co_return all;
}

async::task<std::string> by_key(const std::vector<std::string> &urls) {
  std::map<std::string, std::string> pages;
  for (const auto &url : urls)
    pages[url] = co_await fetch(url);
  std::string all;
  for (auto &[url, page] : pages)
    all += url + page;
  co_return all;
}

async::task<std::string> by_emplace(const std::map<std::string, int> &urls) {
  std::map<std::string, std::string> pages;
  for (const auto &[url, weight] : urls)
    pages.emplace(url, co_await fetch(url));
  std::string all;
  for (auto &[url, page] : pages)
    all += url + page;
  co_return all;
}

async::task<std::string> folded(const std::vector<std::string> &urls) {
  int sum = 0;
  for (const auto &url : urls)
    sum += co_await length(url);
  co_return std::to_string(sum);
}

async::task<std::string> folded_text(const std::vector<std::string> &urls) {
  std::string all;
  for (const auto &url : urls) {
    std::string page = co_await fetch(url);
    if (page.size() == 4)
      continue;
    all += url + "=" + page + ";";
  }
  co_return all;
}

async::task<std::string> ignored(std::vector<Server> list) {
  for (auto &server : list)
    co_await server.ping();
  std::string all;
  for (auto &server : list)
    all += server.name + std::to_string(server.pings);
  co_return all;
}

async::task<std::string> ignored_and_counted(const std::vector<std::shared_ptr<Server>> &list) {
  int n = 0;
  std::string seen;
  for (auto server : list) {
    co_await server->ping(); // Twice would be too often.
    ++n;
    seen += server->name.front();
  }
  co_return std::to_string(n) + seen + std::to_string(list.front()->pings);
}

async::task<std::string> flags(const std::vector<std::string> &urls) {
  std::vector<bool> out;
  for (const auto &url : urls)
    out.push_back(co_await is_long(url));
  std::string all;
  for (bool one : out)
    all += one ? 'y' : 'n';
  co_return all;
}

async::task<std::string> owners(const std::vector<std::string> &urls) {
  std::vector<std::unique_ptr<std::string>> out;
  for (const auto &url : urls)
    out.push_back(co_await own(url));
  std::string all;
  for (auto &one : out)
    all += *one;
  co_return all;
}

async::task<std::string> servers(const std::vector<std::unique_ptr<Server>> &list) {
  std::vector<std::string> tools;
  for (const auto &server : list) {
    auto names = co_await server->list();
    for (auto &name : names)
      tools.push_back(server->name + ":" + name);
  }
  std::string all;
  for (auto &one : tools)
    all += one + " ";
  co_return all;
}

async::task<std::string> lazily(const std::vector<std::string> &urls) {
  std::vector<async::task<std::string>> tasks;
  for (const auto &url : urls)
    tasks.push_back(fetch(url));
  std::string all;
  for (auto &task : tasks)
    all += co_await std::move(task);
  co_return all;
}

async::task<std::string> counted() {
  int sum = 0;
  for (int i = 1; i < 9; ++i)
    sum = sum * 3 % 1000 + co_await square(i);
  co_return std::to_string(sum);
}

async::task<std::string> many() {
  int sum = 0;
  for (int i = 0; i < 100; ++i)
    sum += co_await square(i);
  co_return std::to_string(sum);
}

async::task<std::string> nothing(const std::vector<std::string> &urls) {
  int n = 0;
  if (!urls.empty())
    for (const auto &url : urls)
      n += co_await length(url);
  co_return std::to_string(n);
}

int main() {
  const std::vector<std::string> urls{"ccc", "a", "bb", "a", "dddd", "ee"};
  std::map<std::string, int> weights{{"x", 1}, {"yy", 2}, {"zzz", 3}};
  std::vector<std::unique_ptr<Server>> list;
  for (const char *name : {"one", "two", "three"})
    list.push_back(std::make_unique<Server>(Server{name}));
  auto show = [](const char *name, async::task<std::string> work) {
    async::virtual_clock clock;
    const auto start = clock.now();
    std::string text = async::run(std::move(work), {.clock = &clock});
    auto took = std::chrono::duration_cast<std::chrono::milliseconds>(clock.now() - start).count();
    std::printf("%s\t%s\t%lld\n", name, text.c_str(), static_cast<long long>(took));
  };
  show("by_push_back", by_push_back(urls));
  show("by_emplace_back", by_emplace_back(urls));
  show("by_index", by_index(urls));
  show("by_key", by_key(urls));
  show("by_emplace", by_emplace(weights));
  show("folded", folded(urls));
  show("folded_text", folded_text(urls));
  show("ignored", ignored({{"a"}, {"b"}, {"c"}}));
  show("ignored_and_counted", ignored_and_counted({std::make_shared<Server>(Server{"x"}), std::make_shared<Server>(Server{"y"})}));
  show("flags", flags(urls));
  show("owners", owners(urls));
  show("servers", servers(list));
  show("lazily", lazily(urls));
  show("counted", counted());
  show("many", many());
  show("nothing", nothing(urls));
}
