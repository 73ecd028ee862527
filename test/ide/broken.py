#!/usr/bin/env python3
"""Types into working code and looks at each step: what is being written is not reported before it is there, and what is reported
elsewhere stays.

usage: broken.py --server FILE --folder DIR
"""
import argparse

import lsp
import project

# The marked places are real findings, whatever happens around them; MIDDLE is where somebody types.
SOURCE = """#include <cppcoro/task.hpp>
#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>
cppcoro::task<int> fetch(int id);
cppcoro::task<> save(std::string text);
int parse(int page);
struct Page { int size; };
cppcoro::task<> before() {
  save("a"); // found
  co_return;
}
cppcoro::task<int> middle(std::vector<int> ids) {
  auto first = fetch(1);
  int sum = 0;
  MIDDLE
  sum += co_await std::move(first);
  co_return sum;
}
template <typename T> cppcoro::task<> pattern(T value) {
  save("b"); // found
  co_return;
}
cppcoro::task<> after() {
  std::this_thread::sleep_for(std::chrono::seconds(1)); // found
  co_return;
}
"""
# Whole lines as they end up. Every beginning of each is sent.
TYPED = [
    "co_await save(std::to_string(co_await fetch(2)));",
    "auto [one, two] = std::pair(co_await fetch(2), parse(3));",
    "for (int id : ids) { if (id > 2) { sum = parse(sum + co_await fetch(id + sum)); } }",
    "auto each = [&](auto id) -> cppcoro::task<int> { co_return co_await fetch(id) + sum; }; sum += co_await each(4);",
    "template <typename T, typename... Rest> requires",
    "try { sum += co_await fetch(3); } catch (const std::exception &error) { sum = 0; throw; }",
    "switch (co_await fetch(5)) { case 1: co_await save(\"x\"); break; default: co_return 1; }",
    "sum += co_await fetch(6) + (ids.empty() ? co_await fetch(7) : parse(ids.front()));",
]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--step", type=int, default=1, help="characters between two looks")
    args = parser.parse_args()
    folder = project.sources(args.folder, {"agent.cpp": SOURCE.replace("  MIDDLE\n", "")})
    looks, wrong = 0, []
    with lsp.Server(args.server, root=folder, log=folder / "server.log", environment=project.environment(folder)) as server:
        uri = server.open(folder / "agent.cpp")
        server.diagnostics(uri)
        for line in TYPED:
            for length in list(range(1, len(line), args.step)) + [len(line)]:
                text = SOURCE.replace("MIDDLE", line[:length])
                server.change(uri, text, wait=True)
                marked = {number for number, content in enumerate(text.split("\n")) if content.endswith("// found")}
                shown = {d["range"]["start"]["line"]: d for d in server.diagnostics(uri) if str(d.get("code")).startswith("async-")}
                looks += 1
                braces = line[:length].count("{") - line[:length].count("}")
                missing = {n for n in marked - set(shown) if n < text[:text.index(line[:length])].count("\n") or braces == 0}
                extra = set(shown) - marked
                if missing or extra:
                    wrong.append((line[:length], sorted(missing), [shown[n]["message"] for n in sorted(extra)]))
    assert server.process.returncode == 0
    for typed, missing, extra in wrong:
        print(f"after '{typed}': missing {missing}, too many {extra}")
    assert not wrong, f"{len(wrong)} of {looks} looks were wrong"
    print(f"{looks} looks at code in the making, nothing too much and nothing missing")


if __name__ == "__main__":
    main()
