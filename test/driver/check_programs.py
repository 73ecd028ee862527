#!/usr/bin/env python3
"""Lints each small program below a folder with the driver and compares what it reports with the marks in the sources.

usage: check_programs.py DRIVER INCLUDES PROGRAMS TEMP [NAME...]

A `.cc` is C++17 and a `.c` is C. A line that must be reported ends with '// expect: CHECK'. Only the checks named in some program's marks count. Every unit
must compile.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys

MARK = re.compile(r"// expect: (async-[a-z-]+)")
COMPILERS = {".cpp": ["clang++-22", "-std=c++20"], ".cc": ["clang++-22", "-std=c++17"], ".c": ["clang-22", "-std=c11"]}
FOUND = re.compile(r"^(.*?):(\d+):\d+: (?:warning|error): .*\[(async-[a-z-]+)")


def run(driver, includes, program, temp):
    root = temp / program.name
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(program, root)
    commands = [{"directory": str(root), "file": str(source), "arguments": [*COMPILERS[source.suffix], "-w", "-I.", "-isystem", includes, "-c", str(source)]}
                for source in sorted(root.iterdir()) if source.suffix in COMPILERS]
    (root / "compile_commands.json").write_text(json.dumps(commands))
    wanted = {(f"{source.name}:{number}", match[1]) for source in root.iterdir() if source.suffix in (".cpp", ".hpp")
              for number, line in enumerate(source.read_text().splitlines(), 1) if (match := MARK.search(line))}
    result = subprocess.run([driver, "check", "-p", str(root), "--no-cache"], cwd=root, capture_output=True, text=True, timeout=300)
    found = {(f"{pathlib.Path(match[1]).name}:{match[2]}", match[3]) for line in result.stdout.splitlines() if (match := FOUND.match(line))}
    return wanted, found, result


def main():
    driver, includes, programs, temp = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3]), pathlib.Path(sys.argv[4])
    names = sys.argv[5:]
    results = {program.name: run(driver, includes, program, temp)
               for program in sorted(programs.iterdir()) if program.is_dir() and (not names or program.name in names)}
    checks = {check for wanted, _, _ in results.values() for _, check in wanted}
    failures = 0
    for name, (wanted, found, result) in results.items():
        found = {entry for entry in found if entry[1] in checks}
        if found != wanted or result.returncode not in (0, 1):
            failures += 1
            print(f"{name}: missing {sorted(wanted - found)}, extra {sorted(found - wanted)}, exit {result.returncode} {result.stderr[-300:]}")
    print(f"{len(results) - failures} of {len(results)} programs exactly right")
    return 1 if failures or not results else 0


if __name__ == "__main__":
    sys.exit(main())
