#!/usr/bin/env python3
"""Runs the module on code that does not compile: it may report or not, but it must not crash or hang.

usage: check_broken.py FOLDER               every .cpp in FOLDER
       check_broken.py --truncate N TEMP FILE...   each FILE cut off at N places, spread evenly over its code
       check_broken.py --mangle N TEMP FILE...     each FILE with a word or sign taken out, at N places

With SAMPLE=I/K in the environment only every K-th file is damaged, from the I-th on.
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


def damaged(how, places, temp, files):
    temp.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(files):
        text = file.read_text()
        # At the end of a word or sign, so that every piece has something half-written, and never inside the includes.
        start = max((match.end() for match in re.finditer(r"^#include.*$", text, re.M)), default=0)
        code = re.sub(r"//.*$", lambda comment: " " * len(comment[0]), text, flags=re.M)
        words = [match for match in re.finditer(r"\w+|[^\w\s]", code) if match.end() > start]
        for index in range(places if words else 0):
            # Another part of the way in each file, so that many files with few places still cover every kind of place.
            word = words[(number * 31 % 97) * len(words) // 97 if places == 1 else (2 * index + 1) * len(words) // (2 * places)]
            piece = temp / f"{file.stem}-{word.end()}.cpp"
            rest = text[word.end():] if how == "--mangle" else "\n"
            piece.write_text(text[:word.start() if how == "--mangle" else word.end()] + rest)
            yield piece


def main():
    if sys.argv[1] in ("--truncate", "--mangle"):
        first, step = map(int, os.environ.get("SAMPLE", "0/1").split("/"))
        files = [pathlib.Path(name) for name in sorted(sys.argv[4:])[first::step]]
        paths = list(damaged(sys.argv[1], int(sys.argv[2]), pathlib.Path(sys.argv[3]), files))
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
