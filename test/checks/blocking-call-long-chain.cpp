// RUN: %check_async_tidy %s async-blocking-call %t
// Five steps of different kinds: a coroutine calls an operator, a constructor, a template, a lambda and a method.
#include <async/async.hpp>
#include <cstdio>
#include <optional>
#include <string>
#include <utility>
namespace agent {
class Disk {
 public:
  std::optional<std::string> read(const std::string& path) const {
    std::FILE* file = std::fopen((root_ + path).c_str(), "rb");
    if (!file) return std::nullopt;
    std::string text(1024, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), file));
    std::fclose(file);
    return text;
  }
  const std::string& root() const { return root_; }

 private:
  std::string root_ = "prompts/";
};
template <class Source> std::string require(const Source& source, const std::string& path) {
  auto load = [&] { return source.read(path).value_or(""); };
  return load();
}
struct Memory {
  std::optional<std::string> read(const std::string& path) const { return path; }
};
template <class Source> struct Section {
  Section(const Source& source, std::string name) : text(require(source, name + ".md")) {}
  std::string text;
};
template <class Source> class Book {
 public:
  explicit Book(Source source) : source_(std::move(source)) {}
  std::string operator[](const std::string& name) const { return Section<Source>(source_, name).text; }
  std::string title() const { return "book"; }

 private:
  Source source_;
};
async::task<std::string> call_model(std::string prompt);

async::task<std::string> ask(const Book<Disk>& book, std::string question) {
  std::string system = book["system"]; // expect: async-blocking-call
  co_return co_await call_model(system + question);
}

async::task<std::string> ask_from_memory(const Book<Memory>& book, std::string question) {
  std::string system = book["system"];
  co_return co_await call_model(system + book.title() + question);
}

async::task<std::string> ask_titled(const Book<Disk>& book, const Disk& disk, std::string question) {
  co_return co_await call_model(book.title() + disk.root() + question);
}
}
