// RUN: %check_async_tidy %s async-await-in-loop %t
// Values that one iteration hands to the next.
// LIBRARIES: folly libcoro asio runtime
#include "library.hpp"
#include <map>
#include <optional>
#include <set>
#include <string_view>
struct Node {
  std::string name;
  std::vector<std::string> links;
  const Node *next = nullptr;
  int id = 0;
};
lib::task<Node> load(std::string name);
lib::task<int> combine(int left, int right);
lib::task<std::string> hash(std::string previous, std::string block);
lib::task<void> visit(int id);

lib::task<std::string> chain(const std::vector<std::string> &blocks) {
  std::string last = "genesis";
  for (const auto &block : blocks)
    last = co_await hash(last, block);
  co_return last;
}

lib::task<int> fold_by_call(const std::vector<int> &numbers) {
  int sum = 0;
  for (int number : numbers)
    sum = co_await combine(sum, number);
  co_return sum;
}

lib::task<int> fold_through_a_local(const std::vector<int> &numbers) {
  int sum = 0;
  for (int number : numbers) {
    const int before = sum;
    const int after = co_await combine(before, number);
    sum = after;
  }
  co_return sum;
}

lib::task<void> work_list(std::string root) {
  std::vector<std::string> open{root};
  std::set<std::string> seen;
  while (!open.empty()) {
    std::string name = open.back();
    open.pop_back();
    if (!seen.insert(name).second)
      continue;
    Node node = co_await load(name);
    for (auto &link : node.links)
      open.push_back(link);
  }
}

lib::task<void> growing(std::vector<std::string> open) {
  for (std::size_t i = 0; i < open.size(); ++i) {
    Node node = co_await load(open[i]);
    open.insert(open.end(), node.links.begin(), node.links.end());
  }
}

lib::task<void> deduplicated_by_result(const std::vector<std::string> &names) {
  std::set<std::string> done;
  for (const auto &name : names) {
    if (done.contains(name))
      continue;
    Node node = co_await load(name);
    done.insert(node.name);
    done.insert(node.links.begin(), node.links.end());
  }
}

lib::task<void> previous_element(std::vector<int> numbers) {
  for (std::size_t i = 1; i < numbers.size(); ++i)
    numbers[i] = co_await combine(numbers[i - 1], numbers[i]);
}

lib::task<std::map<std::string, Node>> cache(const std::vector<std::string> &names) {
  std::map<std::string, Node> known;
  for (const auto &name : names) {
    if (auto it = known.find(name); it != known.end())
      continue;
    known[name] = co_await load(name);
  }
  co_return known;
}

lib::task<Node> descend(const std::vector<std::string> &path, Node root) {
  Node at = root;
  for (const auto &part : path)
    at = co_await load(at.name + "/" + part);
  co_return at;
}

// Values that are computed and not awaited are only counted on.
lib::task<void> linked(const Node *first) {
  for (const Node *node = first; node; node = node->next)
    co_await visit(node->id); // expect: async-await-in-loop
}

lib::task<void> stepped(int from, int to, int step) {
  int id = from;
  while (id < to) {
    co_await visit(id); // expect: async-await-in-loop
    id += step;
  }
}

lib::task<void> down(int n) {
  while (n-- > 0)
    co_await visit(n); // expect: async-await-in-loop
}

lib::task<void> two_counters(const std::vector<std::string> &names) {
  int id = 0;
  for (const auto &name : names) {
    co_await visit(id); // expect: async-await-in-loop
    id += static_cast<int>(name.size());
  }
}

lib::task<int> chained_within_one(const std::vector<std::string> &names) {
  int sum = 0;
  for (const auto &name : names) {
    Node node = co_await load(name); // expect: async-await-in-loop
    Node second = co_await load(node.links.front());
    sum += second.id;
  }
  co_return sum;
}

lib::task<int> assigned_first(const std::vector<std::string> &names) {
  Node node;
  int sum = 0;
  for (const auto &name : names) {
    node = co_await load(name); // expect: async-await-in-loop
    co_await visit(node.id);
    sum += node.id;
  }
  co_return sum + node.id;
}
