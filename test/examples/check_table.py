#!/usr/bin/env python3
"""Checks that the table of mistakes in the examples' README is what the module finds in the agent.

usage: check_table.py --tidy CLANG_TIDY --module SO README OUTPUT

OUTPUT is what clang-tidy prints about the agent. Each row names a place, `file`, `function`, and the check that finds it. Every check of the module has a row,
every row a finding in each of its files, and every finding a row.
"""
import argparse
import pathlib
import re
import subprocess
import sys


def checks_of(args):
    listed = subprocess.run([args.tidy, f"--load={args.module}", "--checks=-*,async-*", "--list-checks"], capture_output=True, text=True).stdout
    return {name for name in re.findall(r"async-[\w-]+", listed) if name != "async-configuration"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tidy", required=True)
    parser.add_argument("--module", required=True)
    parser.add_argument("readme", type=pathlib.Path)
    parser.add_argument("output", type=pathlib.Path)
    args = parser.parse_args()

    rows = re.findall(r"^\| (`.*?) \| .*? \| `(async-[\w-]+)` \|$", args.readme.read_text(), re.M)
    table = {(file, check) for place, check in rows for file in re.findall(r"`(\w+\.[ch]pp)`", place)}
    found = set(re.findall(r"/([\w.]+):\d+:\d+: warning: .* \[(async-[\w-]+)\]$", args.output.read_text(), re.M))
    wrong = [f"no row for {check} in {file}" for file, check in sorted(found - table)]
    wrong += [f"{file}: {check} has a row and no finding" for file, check in sorted(table - found)]
    wrong += [f"no row for {check}" for check in sorted(checks_of(args) - {check for _, check in table})]
    sys.exit("\n".join(wrong) or None)


if __name__ == "__main__":
    main()
