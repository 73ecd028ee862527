// RUN: %check_async_tidy %s async-await-in-loop %t
// Any outer object that is lent to the operation to be changed orders it.
// LIBRARIES: folly libcoro async_simple asio runtime
#include "library.hpp"
#include <functional>
#include <memory>
#include <map>
struct Row {
  int id = 0;
};
class Transaction {
public:
  lib::task<void> execute(std::string statement);
  lib::task<Row> query(std::string statement) const;
};
class Terminal {
public:
  lib::task<void> print(std::string text);
};
struct Stats {
  int calls = 0;
};
lib::task<Row> load(int id);
lib::task<Row> load_counting(int id, Stats &stats);
lib::task<Row> load_with(Transaction *transaction, int id);
lib::task<Row> load_const(const Transaction &transaction, int id);
lib::task<Row> load_shared(std::shared_ptr<Transaction> transaction, int id);
lib::task<Row> load_shared_const(std::shared_ptr<const Transaction> transaction, int id);
lib::task<Row> load_ref(std::reference_wrapper<Transaction> transaction, int id);
Transaction &current();

lib::task<void> statements(Transaction &transaction, const std::vector<std::string> &list) {
  for (const auto &statement : list)
    co_await transaction.execute(statement);
}

lib::task<void> print(std::shared_ptr<Terminal> terminal, const std::vector<std::string> &lines) {
  for (const auto &line : lines)
    co_await terminal->print(line);
}

lib::task<int> by_reference(const std::vector<int> &ids, Stats &stats) {
  int sum = 0;
  for (int id : ids)
    sum += (co_await load_counting(id, stats)).id;
  co_return sum;
}

lib::task<int> by_pointer(Transaction &transaction, const std::vector<int> &ids) {
  int sum = 0;
  for (int id : ids)
    sum += (co_await load_with(&transaction, id)).id;
  co_return sum;
}

lib::task<int> by_shared_pointer(std::shared_ptr<Transaction> transaction, const std::vector<int> &ids) {
  int sum = 0;
  for (int id : ids)
    sum += (co_await load_shared(transaction, id)).id;
  co_return sum;
}

lib::task<int> by_reference_wrapper(Transaction &transaction, const std::vector<int> &ids) {
  int sum = 0;
  for (int id : ids)
    sum += (co_await load_ref(std::ref(transaction), id)).id;
  co_return sum;
}

lib::task<void> through_an_alias(Transaction &transaction, const std::vector<std::string> &list) {
  for (const auto &statement : list) {
    auto &same = transaction;
    co_await same.execute(statement);
  }
}

lib::task<void> through_a_getter(const std::vector<std::string> &list) {
  for (const auto &statement : list)
    co_await current().execute(statement);
}

lib::task<void> through_a_getter_and_a_name(const std::vector<std::string> &list) {
  for (const auto &statement : list) {
    auto &transaction = current();
    co_await transaction.execute(statement);
  }
}

lib::task<void> one_element(std::vector<Transaction> &pool, const std::vector<std::string> &list) {
  for (const auto &statement : list)
    co_await pool[0].execute(statement);
}

lib::task<void> the_first(std::vector<Transaction> &pool, const std::vector<std::string> &list) {
  for (const auto &statement : list)
    co_await pool.front().execute(statement);
}

// Reading through const lends nothing.
lib::task<int> through_const(const Transaction &transaction, std::shared_ptr<const Transaction> shared, const std::vector<int> &ids) {
  int sum = 0;
  for (int id : ids)
    sum += (co_await load_const(transaction, id)).id; // expect: async-await-in-loop
  for (int id : ids)
    sum += (co_await load_shared_const(shared, id)).id; // expect: async-await-in-loop
  for (int id : ids)
    sum += (co_await transaction.query(std::to_string(id))).id; // expect: async-await-in-loop
  co_return sum;
}

// Another object in each iteration.
lib::task<void> one_each(std::vector<Transaction> &pool, std::vector<std::unique_ptr<Transaction>> &owned) {
  for (auto &transaction : pool)
    co_await transaction.execute("begin"); // expect: async-await-in-loop
  for (auto &transaction : owned)
    co_await transaction->execute("begin"); // expect: async-await-in-loop
  for (std::size_t i = 0; i < pool.size(); ++i)
    co_await pool[i].execute("commit"); // expect: async-await-in-loop
  for (std::size_t i = 0; i < owned.size(); ++i)
    co_await load_with(owned[i].get(), 1); // expect: async-await-in-loop
}

lib::task<void> made_here(const std::vector<std::string> &list) {
  for (const auto &statement : list) {
    Transaction transaction;
    co_await transaction.execute(statement); // expect: async-await-in-loop
  }
}
