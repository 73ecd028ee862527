#!/usr/bin/env python3
"""Lints the code of docs/guide.md against the real runtime, and compares its table with the catalogue.

usage: check_guide.py PAGE CATALOGUE INCLUDE TEMP

A snippet is a block ```cpp bad check=NAME, in which exactly the lines that end in '// reported...' are reported and by that check alone, or ```cpp good,
which is silent under all checks. All of them are one source with the lines of the page, each snippet in a namespace of its own.
"""
import os
import pathlib
import re
import subprocess
import sys

import yaml

TIDY, MODULE = os.environ["ASYNC_TIDY_TEST_TIDY"], os.environ["ASYNC_TIDY_TEST_MODULE"]
PRELUDE = pathlib.Path(__file__).resolve().parent / "prelude" / "guide.hpp"
FENCE = re.compile(r"^```cpp (bad check=([\w-]+)|good)$")
DIAGNOSTIC = re.compile(r"^.*?:(\d+):\d+: (?:warning|error): (.*) \[([\w.,-]+)\]$")


def read(page):
    """The source, the findings that the page marks, and the check of each snippet; None for those that are right."""
    source, marked, snippets, inside = [], set(), [], False
    for number, line in enumerate(page.read_text().splitlines(), 1):
        fence = FENCE.match(line)
        if fence:
            source.append(f"namespace snippet_{number} {{")
            snippets.append(fence[2])
            inside = True
        elif inside and line == "```":
            source.append("}")
            inside = False
        else:
            source.append(line if inside else "")
            if inside and re.search(r"// reported\b", line):
                marked.add((number, snippets[-1]))
    return "\n".join(source) + "\n", marked, snippets


def main():
    page, catalogue, include, temp = map(pathlib.Path, sys.argv[1:])
    source, marked, snippets = read(page)
    failures = []
    checks = {"async-" + entry["name"] for entry in yaml.safe_load(catalogue.read_text())["checks"]}
    rows = re.findall(r"^\| \[[^]]+\]\(#([\w-]+)\) \| \[`(async-[\w-]+)`\]\(([^)]+)\) \|", page.read_text(), re.M)
    headings = re.findall(r"^## (.*)$", page.read_text(), re.M)
    anchors = [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]
    if [anchor for anchor, _, _ in rows] != anchors:
        failures.append(f"the rows of the table lead to {[anchor for anchor, _, _ in rows]}, the sections are {anchors}")
    if {check for _, check, _ in rows} != checks or set(snippets) - {None} != checks:
        failures.append(f"without a row: {checks - {check for _, check, _ in rows}}, without a snippet: {checks - set(snippets)}")
    if snippets != [entry for _, check, _ in rows for entry in (check, None)]:
        failures.append("the snippets are not one before and one after for each row, in order")
    failures += [f"{target} does not exist" for _, _, target in rows if not (page.parent / target).exists()]
    failures += [f"a snippet of {check} marks no line" for check in set(snippets) - {None} - {check for _, check in marked}]

    temp.mkdir(parents=True, exist_ok=True)
    (temp / "guide.cpp").write_text(source)
    result = subprocess.run([TIDY, f"--load={MODULE}", "--config={Checks: '-*,async-*'}", str(temp / "guide.cpp"), "--", "-std=c++20", "-w",
                             "-isystem", str(include), "-include", str(PRELUDE)], capture_output=True, text=True)
    found = {}
    for line in result.stdout.splitlines():
        if match := DIAGNOSTIC.match(line):
            found[int(match[1]), match[3]] = match[2]
    failures += [f"{page.name}:{line}: marked, but not reported [{check}]" for line, check in sorted(marked - found.keys())]
    failures += [f"{page.name}:{line}: {text} [{check}]" for (line, check), text in sorted(found.items()) if (line, check) not in marked]
    if result.returncode not in (0, 1) or not marked:
        failures.append(f"clang-tidy ended with {result.returncode}: {result.stderr}")
    print("\n".join(failures))
    print(f"{len(snippets)} snippets, {len(marked)} marked lines, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
