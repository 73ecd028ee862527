#!/usr/bin/env python3
"""Compares a run over a project with shards of it that are merged: the bytes of each format, and the exit codes.

usage: shards.py DRIVER PROJECT TEMP

PROJECT holds compile_commands.json. Comments that silence nothing are asked for, which only the whole can answer.
"""
import filecmp
import pathlib
import subprocess
import sys

driver, project, temp = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
PARTS = 4
FORMATS = ["text", "github", "gitlab", "html", "jsonl", "junit", "rdjson", "sarif"]


def run(*arguments):
    return subprocess.run([driver, *map(str, arguments)], cwd=project, capture_output=True, text=True, timeout=600).returncode


def outputs(folder):
    return [word for name in FORMATS for word in ("--output", f"{name}:{folder / name}")] + ["--report-unused-nolint", "--quiet"]


def compare(what, *more):
    whole, merged, parts = temp / what / "whole", temp / what / "merged", [temp / what / f"part{part}" for part in range(1, PARTS + 1)]
    code = run("check", "--no-cache", *outputs(whole), *more)
    for part, folder in enumerate(parts, 1):
        run("check", "--no-cache", "--shard", f"{part}/{PARTS}", "--records", folder, "--quiet")
    # In any order.
    merge_code = run("merge", *parts[2:], *parts[:2], *outputs(merged), *more)
    assert code == merge_code, f"{what}: the whole ends with {code}, the parts with {merge_code}"
    same = filecmp.cmpfiles(whole, merged, FORMATS, shallow=False)[0]
    assert same == FORMATS, f"{what}: {set(FORMATS) - set(same)} differ"
    assert all((whole / name).stat().st_size > 0 or code != 1 for name in FORMATS)
    print(f"{what}: ends with {code}, {len(same)} formats are the same")
    return [len(list(folder.glob("*.unit"))) for folder in parts]


units = compare("findings")
print(f"{len(units)} parts, {sum(units)} units, {min(units)} to {max(units)} a part")
run("baseline", "write", "--report-unused-nolint", "--baseline", temp / "known.jsonl", "--quiet")
compare("all of them known", "--baseline", temp / "known.jsonl")
(project / "six.cpp").write_text("int six() { return missing; }\n")
compare("a file that does not compile")
(project / ".async-tidy.yaml").write_text("library: acme\nroots: [acme]\nunheard_of: 3\n")
compare("a library model with a mistake")
