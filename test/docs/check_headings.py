#!/usr/bin/env python3
"""Checks that each page of a check has the headings that every page has, and that its relative links lead somewhere."""
import pathlib
import re
import sys

HEADINGS = ["What it flags", "Why", "Example", "Use instead", "Not flagged", "Options", "Suppress", "Cost"]

failures = []
for name in sys.argv[1:]:
    page = pathlib.Path(name)
    text = page.read_text()
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        if not (page.parent / target).exists():
            failures.append(f"{page}: broken link to {target}")
    if page.name == "index.md":
        continue
    if not text.startswith(f"# async-{page.stem}\n"):
        failures.append(f"{page}: does not begin with '# async-{page.stem}'")
    headings = re.findall(r"^## (.*)$", text, re.M)
    if headings != HEADINGS:
        failures.append(f"{page}: headings are {headings}, expected {HEADINGS}")
print("\n".join(failures))
sys.exit(1 if failures else 0)
