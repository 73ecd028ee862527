#!/usr/bin/env python3
"""Lints every coroutine source below a folder; fails on a finding, a compile error or a crash.

usage: lint_all.py FOLDER -- compiler flags
"""
import concurrent.futures
import os
import pathlib
import subprocess
import sys

TIDY = os.environ.get("ASYNC_TIDY_TEST_TIDY", "clang-tidy-22")
MODULE = os.environ["ASYNC_TIDY_TEST_MODULE"]


def lint(path):
    command = [TIDY, f"--load={MODULE}", "--checks=-*,async-*", "--quiet", str(path), "--", *sys.argv[3:]]
    result = subprocess.run(command, capture_output=True, text=True)
    return "" if result.returncode == 0 and not result.stdout.strip() else f"{path}: ended with {result.returncode}\n{result.stdout}{result.stderr}"


files = [path for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.cpp")) if "co_await" in path.read_text(errors="replace")]
with concurrent.futures.ThreadPoolExecutor(2) as pool:
    problems = list(filter(None, pool.map(lint, files)))
print("\n".join(problems))
print(f"{len(files)} files, {len(problems)} with problems")
sys.exit(1 if problems or not files else 0)
