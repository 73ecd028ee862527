#!/usr/bin/env python3
"""Lints every coroutine source below a folder and compares what is found with what is expected.

usage: lint_all.py FOLDER EXPECTED -- compiler flags

EXPECTED has a line `file:line: check` for every finding, with the file relative to FOLDER, and comments behind `#`. Fails on
a finding that is not in it, one that is and does not come, a compile error or a crash.
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

TIDY = os.environ.get("ASYNC_TIDY_TEST_TIDY", "clang-tidy-22")
MODULE = os.environ["ASYNC_TIDY_TEST_MODULE"]
FINDING = re.compile(r"^(.+?):(\d+):\d+: (?:warning|error): .* \[([\w.,-]+)\]$", re.M)

folder, expected_file = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])


def lint(path):
    command = [TIDY, f"--load={MODULE}", "--checks=-*,async-*", "--quiet", str(path), "--", *sys.argv[4:]]
    result = subprocess.run(command, capture_output=True, text=True)
    found = {f"{os.path.relpath(file, folder)}:{line}: {check}" for file, line, check in FINDING.findall(result.stdout)}
    return found, "" if result.returncode == 0 else f"{path}: ended with {result.returncode}\n{result.stdout}{result.stderr}"


files = [path for path in sorted(folder.rglob("*.cpp")) if "co_await" in path.read_text(errors="replace")]
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    results = list(pool.map(lint, files))
found = set().union(*(findings for findings, _ in results))
expected = set(filter(None, (line.split("#")[0].strip() for line in expected_file.read_text().splitlines())))
problems = [problem for _, problem in results if problem]
problems += [f"not expected: {finding}" for finding in sorted(found - expected)]
problems += [f"did not come: {finding}" for finding in sorted(expected - found)]
print("\n".join(problems))
print(f"{len(files)} files, {len(found)} findings, {len(problems)} problems")
sys.exit(1 if problems or not files else 0)
