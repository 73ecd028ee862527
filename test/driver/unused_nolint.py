#!/usr/bin/env python3
"""Compares the findings of async-unused-nolint in a report with the marks in the sources: `unused: NAME NAME`, in the comment that is reported.

usage: unused_nolint.py FOLDER FOUND.jsonl
"""
import json
import pathlib
import re
import sys

folder, report = map(pathlib.Path, sys.argv[1:])
wanted = {(source.name, number, name)
          for source in folder.iterdir() if source.suffix in (".cpp", ".hpp")
          for number, line in enumerate(source.read_text().splitlines(), 1)
          for names in re.findall(r"unused: ([\w* -]+)", line) for name in names.split() if name != "*"}
found = set()
for line in report.read_text().splitlines():
    finding = json.loads(line)
    if finding["rule"] == "async-unused-nolint":
        start, end = finding["start"], finding["end"]
        text = (folder / start["file"]).read_bytes()[start["offset"]:end["offset"]].decode()
        assert f"'{text}'" in finding["message"], finding
        found.add((start["file"], start["line"], text))
for name, line, check in sorted(wanted ^ found):
    print(f"{name}:{line}: {check}: {'not reported' if (name, line, check) in wanted else 'reported, but not marked'}")
print(len(found), "unused names,", "as marked" if found == wanted else "not as marked")
sys.exit(found != wanted)
