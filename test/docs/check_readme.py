#!/usr/bin/env python3
"""Checks that the output that README.md shows is what the demo prints today.

usage: check_readme.py [--write] README DEMO_OUTPUT

--write brings the summary up to date; a finding that is not printed any more has to be replaced by hand.
"""
import pathlib
import re
import sys

arguments = sys.argv[1:]
write = "--write" in arguments
readme, demo = (pathlib.Path(name) for name in arguments if name != "--write")
SUMMARY = re.compile(r"^\d+ findings? in .*\n(?:  \S.*\n)*", re.M)

printed = demo.read_text()
text = readme.read_text()
shown = re.search(r"<!-- begin output -->\n```\n(.*?)```\n<!-- end output -->", text, re.S)
summary = SUMMARY.search(printed)
if not shown or not summary:
    sys.exit("README.md shows no output between its markers, or the demo prints no summary")
if write:
    text = text[:shown.start(1)] + SUMMARY.sub(lambda _: summary[0], shown[1]) + text[shown.end(1):]
    readme.write_text(text)
    shown = re.search(r"<!-- begin output -->\n```\n(.*?)```\n<!-- end output -->", text, re.S)
lines = set(printed.splitlines())
stale = [line for line in shown[1].splitlines() if line not in lines]
for line in stale:
    print(f"README.md shows a line that the demo does not print: {line}")
if stale:
    print("test/docs/check_readme.py --write README.md OUTPUT updates the summary")
sys.exit(1 if stale else 0)
