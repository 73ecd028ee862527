// agent-figures --server HOST:PORT [--scale X] [--svg FILE]: what the patterns of the runtime are worth to an agent,
// measured with the HTTP client of agent-fixed against demo-server. The server shortens all delays by --delay-scale;
// --scale is the same number, by which the figures are stretched again. Prints a table; the picture of the two orders
// of the first row goes to FILE. Ends with 1 when a figure is not what the pattern promises.
//
// The slow forms stand here to be measured: everywhere else they are findings.
#include "../agent-fixed/agent.hpp"
#include "../agent-fixed/errors.hpp"
#include "../agent-fixed/http_client.hpp"
#include "timeline.hpp"

#include <async/async.hpp>
#include <boost/json.hpp>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <unistd.h>

namespace figures {
namespace {

namespace json = boost::json;
using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

struct Settings {
  std::string server;
  double scale = 1;
};

struct Wait {
  std::string label;
  int milliseconds;
};

/// Three searches, the pages that they found, and the model that reads them: each stage needs the one before.
const std::vector<std::vector<Wait>> research = {
    {{"search 1", 400}, {"search 2", 400}, {"search 3", 400}},
    {{"fetch 1", 600}, {"fetch 2", 600}, {"fetch 3", 600}, {"fetch 4", 600}, {"fetch 5", 600}},
    {{"model", 3000}}};

std::string in_seconds(double seconds) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(1) << seconds << " s";
  return out.str();
}

/// A row of the table, and whether it is what the pattern promises.
void row(bool &kept, const std::string &what, const std::string &before, const std::string &after, bool as_promised) {
  std::cout << "| " << what << " | " << before << " | " << after << " |" << (as_promised ? "" : " not as promised")
            << '\n';
  kept = kept && as_promised;
}

class Measurement {
  Settings settings_;
  desk::HttpClient http_;
  std::chrono::steady_clock::time_point start_;
  Timeline timeline_;

  /// Seconds since the beginning of the run, as they would be without a scale.
  double now() const { return Seconds(async::now() - start_).count() / settings_.scale; }

  void begin(std::string title) {
    start_ = async::now();
    timeline_ = {std::move(title), {}};
  }

  async::task<void> wait(Wait what) {
    const std::size_t bar = timeline_.bars.size();
    timeline_.bars.push_back({what.label, now(), 0});
    co_await http_.get("/wait/" + std::to_string(what.milliseconds), 60s);
    timeline_.bars[bar].end = now();
  }

  async::task<void> one_by_one(std::vector<Wait> stage) {
    for (const Wait &what : stage)
      co_await wait(what); // NOLINT(async-await-in-loop): the slow form
  }

  async::task<void> together(std::vector<Wait> stage) {
    std::vector<async::task<void>> waits;
    for (const Wait &what : stage)
      waits.push_back(wait(what));
    co_await async::gather_bounded(16, std::move(waits));
  }

  /// A sub-agent: a model call, a tool, another model call.
  async::task<void> sub_agent(int number) {
    const std::string name = "agent " + std::to_string(number);
    co_await wait({name + " plans", 1000});
    co_await wait({name + " looks", 500});
    co_await wait({name + " writes", 1500});
  }

  async::task<std::string> tool(int number) {
    json::value answer = co_await http_.get(number == 2 ? "/fail/100" : "/wait/400", 60s);
    co_return json::serialize(answer);
  }

  std::vector<async::task<std::string>> five_tools() {
    std::vector<async::task<std::string>> tools;
    for (int number = 1; number <= 5; ++number)
      tools.push_back(tool(number));
    return tools;
  }

public:
  explicit Measurement(Settings settings) : settings_(std::move(settings)), http_(settings_.server, "figures") {}

  /// The time of the research, stage by stage: in a row, or each stage at once.
  async::task<Timeline> researched(bool at_once) {
    begin(at_once ? "Each stage at once" : "One after another");
    for (const std::vector<Wait> &stage : research)
      co_await (at_once ? together(stage) : one_by_one(stage)); // NOLINT(async-await-in-loop): stages follow
    co_return std::move(timeline_);
  }

  async::task<double> tools(bool at_once) {
    begin("tools");
    std::vector<Wait> five(5, {"tool", 400});
    co_await (at_once ? together(five) : one_by_one(five));
    co_return now();
  }

  async::task<double> sub_agents(bool at_once) {
    begin("sub-agents");
    if (at_once)
      co_await async::gather(sub_agent(1), sub_agent(2), sub_agent(3), sub_agent(4), sub_agent(5));
    else
      for (int number = 1; number <= 5; ++number)
        co_await sub_agent(number); // NOLINT(async-await-in-loop): the slow form
    co_return now();
  }

  /// How many of five results are left when one tool fails.
  async::task<int> results_left(bool settled) {
    int results = 0;
    if (settled) {
      for (auto &outcome : co_await async::gather_settled(five_tools()))
        results += outcome.has_value();
      co_return results;
    }
    try {
      results = static_cast<int>((co_await async::gather(five_tools())).size());
    } catch (const desk::HttpError &) {
    }
    co_return results;
  }

  /// The most events that wait between a stream and somebody who reads it slowly.
  async::task<std::size_t> most_waiting(std::size_t capacity, int events) {
    async::channel<json::value> waiting(capacity);
    std::size_t sent = 0, taken = 0, most = 0;
    auto produce = [&]() -> async::task<void> {
      auto stream = http_.stream("/stream/" + std::to_string(events), {}, 60s);
      while (auto event = co_await stream.next()) {
        ++sent;
        most = std::max(most, sent - taken);
        co_await waiting.send(std::move(*event));
      }
      waiting.close();
    };
    auto consume = [&]() -> async::task<void> {
      while (auto event = co_await waiting.receive()) {
        ++taken;
        co_await async::sleep_for(1ms);
      }
    };
    co_await async::gather(produce(), consume());
    co_return most;
  }
};

/// The last line in the log of an agent that is stopped while it works.
async::task<std::string> last_line_of_stopped(std::string server, double scale) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("agent-figures-" + std::to_string(getpid()));
  desk::Options options;
  options.server = std::move(server);
  options.session = "stopped";
  options.workspace = folder;
  std::filesystem::create_directories(folder);
  desk::Agent agent(std::move(options));
  auto running = async::create_task(agent.run("Can we meet in Lisbon?"));
  co_await async::sleep_for(std::chrono::duration_cast<std::chrono::nanoseconds>(1s * scale));
  running.request_stop();
  std::string outcome;
  try {
    co_await running;
    outcome = "it was not stopped";
  } catch (const async::cancelled_error &) {
    std::ifstream log(folder / "sessions" / "stopped.jsonl");
    for (std::string line; std::getline(log, line);)
      outcome = json::parse(line).at("kind").as_string();
  }
  std::filesystem::remove_all(folder);
  co_return outcome;
}

async::task<bool> measure(Settings settings, std::string svg) {
  Measurement measured(settings);
  bool kept = true;
  // A request costs a little beside its delay, and on a busy machine more.
  auto about = [](double seconds, double promised) { return seconds >= promised * 0.99 && seconds <= promised * 1.35; };

  std::cout << "| | in a row | with the pattern |\n|---|---|---|\n";
  const Timeline slow = co_await measured.researched(false), fast = co_await measured.researched(true);
  double before = slow.bars.back().end, after = fast.bars.back().end;
  row(kept, "3 searches of 0.4 s, 5 fetches of 0.6 s, a model call of 3 s", in_seconds(before), in_seconds(after),
      about(before, 7.2) && about(after, 4.0));
  before = co_await measured.tools(false);
  after = co_await measured.tools(true);
  row(kept, "5 tools of 0.4 s", in_seconds(before), in_seconds(after), about(before, 2.0) && about(after, 0.4));
  before = co_await measured.sub_agents(false);
  after = co_await measured.sub_agents(true);
  row(kept, "5 sub-agents of 3 s", in_seconds(before), in_seconds(after), about(before, 15) && about(after, 3));

  std::cout << "\n| | without | with the pattern |\n|---|---|---|\n";
  const int lost = co_await measured.results_left(false), left = co_await measured.results_left(true);
  row(kept, "results of 5 tools, one of which fails (`gather_settled`)", std::to_string(lost), std::to_string(left),
      lost == 0 && left == 4);
  const int events = 1000;
  const std::size_t piled = co_await measured.most_waiting(events, events),
                    flat = co_await measured.most_waiting(16, events);
  row(kept, "events of a stream of " + std::to_string(events) + " that wait for a slow reader (`channel`)",
      std::to_string(piled), std::to_string(flat), flat <= 18 && piled > 10 * flat);
  const std::string last = co_await last_line_of_stopped(settings.server, settings.scale);
  row(kept, "last line in the log of a stopped agent (`shield`)", "", last, last == "audit");

  if (!svg.empty()) {
    std::ofstream out(svg);
    write_svg({slow, fast}, out);
  }
  co_return kept;
}

} // namespace
} // namespace figures

int main(int argc, char **argv) {
  figures::Settings settings;
  std::string svg;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view option = argv[i];
    if (option == "--server")
      settings.server = argv[i + 1];
    else if (option == "--scale")
      settings.scale = std::atof(argv[i + 1]);
    else if (option == "--svg")
      svg = argv[i + 1];
  }
  if (settings.server.empty() || !(settings.scale > 0) || argc % 2 == 0) {
    std::cerr << "usage: agent-figures --server HOST:PORT [--scale X] [--svg FILE]\n";
    return 2;
  }
  try {
    return async::run(figures::measure(settings, svg)) ? 0 : 1;
  } catch (...) {
    std::cerr << "agent-figures: " << desk::describe(std::current_exception()) << '\n';
    return 1;
  }
}
