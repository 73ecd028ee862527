#!/usr/bin/env python3
"""Runs the module on code that does not compile: it may report or not, but it must not crash or hang.

usage: check_broken.py FOLDER               every .cpp in FOLDER
       check_broken.py --truncate N TEMP FILE...   each FILE cut off at N places, spread evenly over its code
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
SECONDS = 60


def lint(path):
    command = [TIDY, f"--load={MODULE}", "--config={Checks: '-*,async-*', CheckOptions: {async-blocking-call.Categories: 'console;filesystem;lock'}}",
               str(path), "--", "-std=c++20", "-w", "-ferror-limit=0", "-isystem", f"{INPUTS}/include", "-I", INPUTS]
    try:
        result = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return f"{path}: still running after {SECONDS} s"
    if result.returncode not in (0, 1) or "Stack dump" in result.stderr:
        return f"{path}: ended with {result.returncode}\n{result.stderr[-3000:]}"
    return None


def truncated(places, temp, files):
    temp.mkdir(parents=True, exist_ok=True)
    for file in files:
        text = file.read_text()
        # Cut at the end of a word or sign, so that every piece ends in something half-written, and never inside the includes.
        start = max((match.end() for match in re.finditer(r"^#include.*$", text, re.M)), default=0)
        cuts = [match.end() for match in re.finditer(r"\w+|[^\w\s]", text) if match.end() > start]
        for index in range(places):
            if not cuts:
                break
            cut = cuts[(2 * index + 1) * len(cuts) // (2 * places)]
            piece = temp / f"{file.stem}-{cut}.cpp"
            piece.write_text(text[:cut] + "\n")
            yield piece


def main():
    if sys.argv[1] == "--truncate":
        paths = list(truncated(int(sys.argv[2]), pathlib.Path(sys.argv[3]), [pathlib.Path(name) for name in sys.argv[4:]]))
    else:
        paths = sorted(pathlib.Path(sys.argv[1]).glob("*.cpp"))
    if not paths:
        sys.exit("no files to lint")
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        failures = [failure for failure in pool.map(lint, paths) if failure]
    print("\n".join(failures))
    print(f"{len(paths)} files, {len(failures)} bad")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
