#!/usr/bin/env python3
"""What the user writes keeps the last word over what the server does by itself, and it works wherever it is installed.

usage: configuration.py --server FILE --folder DIR
"""
import argparse
import pathlib
import shutil

import lsp
import project

# One finding of async-dropped-awaitable, one of async-blocking-call, and one that clangd shows by default.
SOURCE = """#include <chrono>
#include <cppcoro/task.hpp>
#include <stddef.h>
#include <thread>
cppcoro::task<int> fetch();
cppcoro::task<> run() {
  fetch();
  std::this_thread::sleep_for(std::chrono::seconds(1));
  co_return;
}
namespace acme {
void read_sensor(int pin);
}
cppcoro::task<> measure() {
  acme::read_sensor(1);
  co_return;
}
double half(int whole) { return whole / 2; }
"""
MODEL = "library: Acme\nroots: [acme]\nblocking:\n  - {call: read_sensor, category: file}\n"
BOTH = ["async-blocking-call", "async-dropped-awaitable"]
STOCK = ["bugprone-integer-division"]


def shown(server, folder, files, text=SOURCE):
    project.sources(folder, {"agent.cpp": text, **files})
    with lsp.Server(server, root=folder, log=folder / "server.log", environment=project.environment(folder)) as running:
        return running.diagnostics(running.open(folder / "agent.cpp"))


def codes(diagnostics):
    return sorted(str(d["code"]) for d in diagnostics)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", required=True)
    parser.add_argument("--folder", required=True)
    args = parser.parse_args()
    folder = project.fresh_folder(args.folder)
    # With a list of checks in a .clangd, clangd leaves its own default checks away.
    cases = [
        ("no configuration", {}, BOTH + STOCK),
        (".clangd switches all of ours off", {".clangd": "Diagnostics: {ClangTidy: {Remove: ['async-*']}}\n"}, []),
        (".clangd switches one off", {".clangd": "Diagnostics: {ClangTidy: {Remove: [async-blocking-call]}}\n"}, BOTH[1:]),
        (".clangd adds another one", {".clangd": "Diagnostics: {ClangTidy: {Add: [modernize-deprecated-headers]}}\n"},
         BOTH + ["modernize-deprecated-headers"]),
        (".clangd is strict about speed", {".clangd": "Diagnostics: {ClangTidy: {FastCheckFilter: Strict}}\n"}, BOTH + STOCK),
        (".clangd suppresses by code", {".clangd": "Diagnostics: {Suppress: [async-dropped-awaitable]}\n"}, BOTH[:1] + STOCK),
        (".clang-tidy starts from nothing", {".clang-tidy": "Checks: '-*,bugprone-integer-division'\n"}, STOCK),
        (".clang-tidy names others", {".clang-tidy": "Checks: 'bugprone-integer-division'\n"}, BOTH + STOCK),
        (".clang-tidy sets an option",
         {".clang-tidy": "Checks: '-*,async-*'\nCheckOptions:\n  async-blocking-call.Categories: '-sleep'\n"}, BOTH[1:]),
        ("a model of the project", {".async-tidy.yaml": MODEL, ".clang-tidy": "Checks: '-*,async-blocking-call'\n"}, BOTH[:1] * 2),
    ]
    for name, files, expected in cases:
        found = codes(shown(args.server, folder / "project", files))
        assert found == sorted(expected), (name, found)
    print(f"{len(cases)} configurations")

    errors = shown(args.server, folder / "project", {".clang-tidy": "Checks: '-*,async-*'\nWarningsAsErrors: 'async-dropped-awaitable'\n"})
    assert sorted((d["code"], d["severity"]) for d in errors) == [(BOTH[0], 2), (BOTH[1], 1)], errors
    print("what the user calls an error is one")

    wrong = shown(args.server, folder / "project", {".async-tidy.yaml": MODEL + "  - {cal: x}\n"})
    said = [d["message"] for d in wrong if d["code"] == "async-configuration"]
    assert said and ".async-tidy.yaml" in said[0] and "5" in said[0], wrong
    print("a mistake in a model is shown")

    # Nobody edits the source: the model alone changes.
    (folder / "project" / ".async-tidy.yaml").write_text(MODEL.replace("read_sensor", "write_sensor"))
    with lsp.Server(args.server, root=folder / "project", log=folder / "changed.log", environment=project.environment(folder)) as running:
        uri = running.open(folder / "project" / "agent.cpp")
        assert codes(running.diagnostics(uri)) == sorted(BOTH + STOCK)
        (folder / "project" / ".async-tidy.yaml").write_text(MODEL)
        assert codes(running.next_diagnostics(uri)) == sorted(BOTH + BOTH[:1] + STOCK)
    print("a model that changes is read again")

    silent = shown(args.server, folder / "project", {}, SOURCE.replace("  fetch();", "  fetch(); // NOLINT(async-dropped-awaitable)"))
    assert codes(silent) == sorted(BOTH[:1] + STOCK), silent
    print("NOLINT holds")

    # Elsewhere there are no headers of Clang beside the program.
    moved = folder / "elsewhere" / "bin"
    moved.mkdir(parents=True)
    shutil.copy(args.server, moved)
    found = codes(shown(moved / pathlib.Path(args.server).name, folder / "project", {}))
    assert found == sorted(BOTH + STOCK), found
    print("the server works in another folder")


if __name__ == "__main__":
    main()
