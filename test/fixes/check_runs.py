#!/usr/bin/env python3
"""Compiles and runs a program before and after the fixes of a check and compares what it prints.

usage: check_runs.py PROGRAM CHECK TEMP [--with=SOURCE] [compiler flags]

SOURCE is a part of the program that stays as it is. Each line of the program's output is a name, a text and a time, separated by tabs. Every loop has to be fixed: afterwards the
check is silent, each text is the same as before, and each time is shorter.
"""
import os
import pathlib
import shutil
import subprocess
import sys


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\nfailed with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def main():
    program, check, temp = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
    others = [argument.partition("=")[2] for argument in sys.argv[4:] if argument.startswith("--with=")]
    flags = ["-std=c++20", *(argument for argument in sys.argv[4:] if not argument.startswith("--with="))]
    shutil.rmtree(temp, ignore_errors=True)
    temp.mkdir(parents=True)
    before, after = temp / "before.cpp", temp / "after.cpp"
    for copy in before, after:
        shutil.copy(program, copy)
    tidy = [os.environ["ASYNC_TIDY_TEST_TIDY"], "--load=" + os.environ["ASYNC_TIDY_TEST_MODULE"], f"--checks=-*,{check}"]
    run([*tidy, "--fix", after, "--", *flags])
    left = run([*tidy, after, "--", *flags])
    if check in left:
        sys.exit(f"reported again after the fix:\n{left}")
    outputs = []
    for source in before, after:
        run([os.environ["ASYNC_TIDY_TEST_CXX"], *flags, "-Werror=dangling", "-D_GLIBCXX_ASSERTIONS", source, *others, "-o",
             source.with_suffix("")])
        outputs.append([line.split("\t") for line in run([source.with_suffix("")]).splitlines()])
    if not outputs[0] or len(outputs[0]) != len(outputs[1]):
        sys.exit(f"{len(outputs[0])} lines before the fix, {len(outputs[1])} after it")
    failed = False
    for (name, text, took), (_, fixed_text, fixed_took) in zip(*outputs):
        if text != fixed_text:
            print(f"{name}: '{text}' became '{fixed_text}'")
            failed = True
        if int(fixed_took) >= int(took):
            print(f"{name}: took {took}, and {fixed_took} after the fix")
            failed = True
    print(f"{len(outputs[0])} loops compared")
    sys.exit(failed)


main()
