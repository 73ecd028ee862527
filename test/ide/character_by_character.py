#!/usr/bin/env python3
"""Types the example agent from an empty file, as an editor sends it: after each character the server has to show something.

usage: character_by_character.py --server FILE --folder DIR [--sample N] [--jobs N]

Without --sample every prefix is waited for, which takes many minutes. With it, N of them are, evenly spread and ending with the
last; all characters are sent nevertheless. With --jobs, N servers share the prefixes. No prefix may end the server or leave it without an answer, and no finding in a part of
the file that is complete may come, go and come again.
"""
import argparse
import concurrent.futures
import time

import lsp
import project

PATIENCE = 120  # Seconds until a version without diagnostics is a hang.


def complete_lines(text):
    """How many lines at the start belong to declarations that are closed: up to the last line that is a lone brace."""
    lines = text.split("\n")[:-1]
    closed = [number for number, line in enumerate(lines) if line.startswith("}")]
    return closed[-1] + 1 if closed else 0


def flickers(shown):
    """Findings that come, go and come again; `shown` is a list of (lines that are complete, set of findings)."""
    history = {}
    for complete, findings in shown:
        for finding in findings:
            if finding[1] < complete:
                history.setdefault(finding, []).append(None)
        for finding, seen in history.items():
            seen.append(finding in findings)
    unsteady = []
    for finding, seen in history.items():
        states = [state for state in seen if state is not None]
        changes = sum(1 for one, other in zip(states, states[1:]) if one != other)
        if changes > 1:
            unsteady.append(finding)
    return unsteady


class Typing:
    """One server to which the whole text is typed; `waited` are the lengths of the prefixes that it has to answer for."""

    def __init__(self, server, folder, waited):
        self.server, self.folder, self.waited = server, folder, waited
        self.slowest, self.shown = 0.0, []

    def run(self):
        folder = project.agent(self.folder)
        source = folder / "agent.cpp"
        text = source.read_text()
        with lsp.Server(self.server, root=folder, log=folder / "server.log", environment=project.environment(folder)) as server:
            uri = server.open(source, "")
            server.diagnostics(uri)
            position = {"line": 0, "character": 0}
            for length in range(1, max(self.waited) + 1):
                typed = text[length - 1]
                server.versions[uri] += 1
                server.texts[uri] = text[:length]
                server.notify("textDocument/didChange", {
                    "textDocument": {"uri": uri, "version": server.versions[uri]}, "wantDiagnostics": length in self.waited,
                    "contentChanges": [{"range": {"start": dict(position), "end": dict(position)}, "text": typed}]})
                position = {"line": position["line"] + 1, "character": 0} if typed == "\n" else \
                    {"line": position["line"], "character": position["character"] + 1}
                if length not in self.waited:
                    continue
                sent = time.monotonic()
                diagnostics = server.diagnostics(uri, PATIENCE)
                self.slowest = max(self.slowest, time.monotonic() - sent)
                self.shown.append((complete_lines(text[:length]), {
                    (d["code"], d["range"]["start"]["line"], d["range"]["start"]["character"])
                    for d in diagnostics if str(d.get("code")).startswith("async-")}))
        assert server.process.returncode == 0, f"the server ended with {server.process.returncode}"
        return self


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--server", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--sample", type=int)
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    length = len((project.agent(args.folder) / "agent.cpp").read_text())
    count = args.sample or length
    waited = [round(length * (number + 1) / count) for number in range(count)]
    # Each server answers for a stretch of the text, behind what came before it.
    ends = [count * number // args.jobs for number in range(args.jobs + 1)]
    parts = [Typing(args.server, f"{args.folder}/{number}", set(waited[begin:end]))
             for number, (begin, end) in enumerate(zip(ends, ends[1:]))]
    started = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for finished in [pool.submit(part.run) for part in parts]:
            finished.result()
    shown = [state for part in parts for state in part.shown]
    assert len(shown) == len(set(waited)), "some prefixes were not waited for"
    assert shown[-1][1], "the whole agent has findings"
    unsteady = flickers(shown)
    assert not unsteady, f"came, went and came again: {unsteady}"
    print(f"{length} characters typed, {len(shown)} of their prefixes waited for, in {time.monotonic() - started:.0f} s, "
          f"the slowest in {max(part.slowest for part in parts):.1f} s; {len(shown[-1][1])} findings at the end, none flickered")


if __name__ == "__main__":
    main()
