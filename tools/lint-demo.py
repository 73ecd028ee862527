#!/usr/bin/env python3
"""Lints the sources below a folder with stock clang-tidy and the module, and sums up what was found.

usage: lint-demo.py --build DIR --module SO --sources DIR [--jobs N] [--tidy PROGRAM]

The files and their flags come from compile_commands.json in the build folder. Findings are the expected outcome here, so they
do not make the exit code; a file that cannot be linted does.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

FINDING = re.compile(r"^.+?:\d+:\d+: warning: .* \[(async-[\w-]+)[^\]]*\]$")
ERROR = re.compile(r"^(?:.+?:\d+:\d+: )?error: ")


def sources_below(build, folder):
    database = build / "compile_commands.json"
    if not database.exists():
        sys.exit(f"lint-demo.py: no {database}; configure the build first")
    files = {os.path.normpath(os.path.join(e["directory"], e["file"])) for e in json.loads(database.read_text())}
    return sorted(f for f in files if pathlib.Path(f).is_relative_to(folder.resolve()))


def lint(args, source):
    with tempfile.NamedTemporaryFile(suffix=".yaml") as fixes:
        command = [args.tidy, f"--load={args.module}", "--checks=-*,async-*", f"-p={args.build}", "--quiet",
                   f"--header-filter={re.escape(str(args.sources.resolve()))}/.*", f"--export-fixes={fixes.name}", source]
        result = subprocess.run(command, capture_output=True, text=True)
        return result, yaml.safe_load(fixes) or {}


def diagnostics(output):
    """Splits clang-tidy's output into one block per diagnostic: its line, the source excerpt, the notes."""
    block = []
    for line in output.splitlines():
        if re.match(r"^(.+?:\d+:\d+: )?(warning|error): ", line) and block:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", required=True, type=pathlib.Path)
    parser.add_argument("--module", required=True, type=pathlib.Path)
    parser.add_argument("--sources", required=True, type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--tidy", default="clang-tidy-22")
    args = parser.parse_args()

    sources = sources_below(args.build, args.sources)
    if not sources:
        sys.exit(f"lint-demo.py: compile_commands.json has no file below {args.sources}")
    here = str(pathlib.Path.cwd()) + "/"
    seen = set()
    findings = collections.Counter()
    fixable = collections.Counter()
    files = set()
    broken = []
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for source, (result, exported) in zip(sources, pool.map(lambda s: lint(args, s), sources)):
            with_fix = {(d["DiagnosticName"], d["DiagnosticMessage"]["FilePath"], d["DiagnosticMessage"]["FileOffset"])
                        for d in exported.get("Diagnostics", []) if d["DiagnosticMessage"].get("Replacements")}
            for block in diagnostics(result.stdout):
                if block[0] in seen:
                    continue
                seen.add(block[0])
                print("\n".join(block).replace(here, ""), flush=True)
                if match := FINDING.match(block[0]):
                    findings[match[1]] += 1
                    files.add(block[0].split(":", 1)[0])
                elif ERROR.match(block[0]):
                    broken.append(source)
            for name, path, offset in with_fix:
                if (name, path, offset) not in seen:
                    seen.add((name, path, offset))
                    fixable[name] += 1
            if result.returncode != 0 and source not in broken:
                broken.append(source)
                print(result.stderr, file=sys.stderr)

    count = sum(findings.values())
    print(f"\n{count} finding{'s' * (count != 1)} in {len(files)} file{'s' * (len(files) != 1)}, from {len(sources)} source{'s' * (len(sources) != 1)} in {args.sources}")
    for name, number in findings.most_common():
        print(f"  {name:<28}{number:>4}   {fixable[name]} with a fix")
    for source in broken:
        print(f"error: could not lint {source.replace(here, '')}", file=sys.stderr)
    print("\nNext, on your own project (its build folder holds compile_commands.json):\n"
          f"  run-clang-tidy-22 -load {args.module.resolve()} -checks='-*,async-*' -p YOUR_BUILD_FOLDER")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
