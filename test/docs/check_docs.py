#!/usr/bin/env python3
"""Lints the examples of documentation pages: the lines that a page marks are reported, and nothing else.

usage: check_docs.py TEMP PAGE...

An example is a fenced block whose first line is

    ```cpp bad prelude=asio       lines that end in a comment '// reported' are reported, by the check the page is about
    ```cpp good prelude=asio      silent under every check

with any number of option=K=V for check options. prelude names a file in test/docs/prelude that is included first. Every
docs/checks page must have one of each. Blocks of other kinds are left alone.
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

TIDY = os.environ.get("ASYNC_TIDY_TEST_TIDY", "clang-tidy-22")
MODULE = os.environ["ASYNC_TIDY_TEST_MODULE"]
INPUTS = os.environ["ASYNC_TIDY_TEST_INPUTS"]
PRELUDES = pathlib.Path(__file__).resolve().parent / "prelude"

FENCE = re.compile(r"^```cpp (bad|good)([^\n]*)\n(.*?)^```$", re.M | re.S)
DIAGNOSTIC = re.compile(r"^.*?:(\d+):\d+: (?:warning|error): (.*) \[([\w.,-]+)\]$")


class Example:
    def __init__(self, page, match):
        self.page, self.kind = page, match[1]
        settings = [word.split("=", 1) for word in match[2].split()]
        self.prelude = next((value for key, value in settings if key == "prelude"), None)
        self.options = [value.split("=", 1) for key, value in settings if key == "option"]
        self.first = page.read_text()[:match.start(3)].count("\n") + 1
        self.code = match[3]

    def check(self, temp):
        # Blank lines in front make the lines of the example those of the page.
        source = temp / f"{self.page.stem}-{self.first}.cpp"
        source.write_text("\n" * (self.first - 1) + self.code)
        options = ", ".join(f"{key}: '{value}'" for key, value in self.options)
        config = "{Checks: '-*,async-*', CheckOptions: {%s}}" % options
        flags = ["-std=c++20", "-w", "-isystem", f"{INPUTS}/include"]
        if self.prelude:
            flags += ["-include", str(PRELUDES / f"{self.prelude}.hpp")]
        result = subprocess.run([TIDY, f"--load={MODULE}", f"--config={config}", str(source), "--", *flags], capture_output=True, text=True)
        found = [match for line in result.stdout.splitlines() if (match := DIAGNOSTIC.match(line))]
        broken = [m for m in found if not m[3].startswith("async-")]
        if broken or result.returncode not in (0, 1):
            return [f"{self.page}:{m[1]}: does not compile: {m[2]}" for m in broken] or [f"{self.page}:{self.first}: clang-tidy failed: {result.stderr}"]
        own = f"async-{self.page.stem}"
        marked = {self.first + index for index, line in enumerate(self.code.splitlines()) if re.search(r"// reported\b", line)}
        failures = []
        if self.kind == "good":
            failures += [f"{self.page}:{m[1]}: a good example is reported: {m[2]} [{m[3]}]" for m in found]
        else:
            reported = {int(m[1]) for m in found if own in m[3].split(",")}
            failures += [f"{self.page}:{line}: marked, but not reported" for line in sorted(marked - reported)]
            failures += [f"{self.page}:{m[1]}: reported, but not marked: {m[2]}" for m in found if int(m[1]) in reported - marked]
            if not marked:
                failures.append(f"{self.page}:{self.first}: a bad example marks no line with '// reported'")
        return failures


def main():
    temp = pathlib.Path(sys.argv[1])
    temp.mkdir(parents=True, exist_ok=True)
    pages = [pathlib.Path(name) for name in sys.argv[2:] if pathlib.Path(name).name != "index.md"]
    failures = []
    examples = []
    for page in pages:
        own = [Example(page, match) for match in FENCE.finditer(page.read_text())]
        for kind in ("bad", "good"):
            if not any(example.kind == kind for example in own):
                failures.append(f"{page}: has no {kind} example")
        examples += own
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for result in pool.map(lambda example: example.check(temp), examples):
            failures += result
    print("\n".join(failures))
    print(f"{len(examples)} examples on {len(pages)} pages, {len(failures)} failures")
    return 1 if failures or not examples else 0


if __name__ == "__main__":
    sys.exit(main())
