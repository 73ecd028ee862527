// RUN: %check_async_tidy %s async-blocking-call %t
// Constructors that block: their body, their member initialisers, their members' constructors and their bases'.
#include <async/async.hpp>
#include <fstream>
#include <map>
#include <memory>
#include <string>
static std::string read_all(const std::string& path) {
  std::ifstream in(path);
  return std::string(std::istreambuf_iterator<char>(in), {});
}
struct Template {
  explicit Template(std::string path) : text(read_all(path)) {}
  std::string text;
};
struct Persona {
  std::string name;
  std::string motto = read_all("motto.txt");
};
struct Toolbox {
  Toolbox() {
    for (auto name : {"search", "shell"}) schemas[name] = read_all(std::string(name) + ".json");
  }
  std::map<std::string, std::string> schemas;
};
struct Base {
  explicit Base(const std::string& path) { settings = read_all(path); }
  std::string settings;
};
struct Agent : Base {
  explicit Agent(std::string path) : Base(path) {}
  Toolbox* tools = nullptr;
};
struct Message {
  explicit Message(std::string text) : text(std::move(text)) {}
  std::string text;
};
struct Lazy {
  std::string path = "lazy.txt";
  std::string load() const { return read_all(path); }
};

async::task<std::size_t> greet(std::string who) {
  Template greeting("greeting.txt"); // expect: async-blocking-call
  Persona persona{who}; // expect: async-blocking-call
  Toolbox tools; // expect: async-blocking-call
  auto agent = std::make_unique<Agent>("agent.ini"); // expect: async-blocking-call
  auto spare = new Template("spare.txt"); // expect: async-blocking-call
  std::size_t size = Template{"footer.txt"}.text.size(); // expect: async-blocking-call
  delete spare;
  co_return size + greeting.text.size() + persona.motto.size() + tools.schemas.size() + agent->settings.size();
}

async::task<std::string> quiet(Agent& agent, std::string who) {
  Message message("hello " + who);
  Persona given{who, "carpe diem"};
  auto later = std::make_shared<Lazy>();
  Toolbox copy = *agent.tools;
  co_return message.text + later->path + given.motto + copy.schemas["shell"];
}
