#!/usr/bin/env python3
"""Writes every list of checks from the catalogue, checks/checks.yaml.

usage: gen-catalogue.py [--check | --source FILE] [--root DIR]

--check writes nothing and fails when a generated file or section is stale. --source writes the table that checks/Catalogue.h
declares, which the build compiles in and nobody commits: the catalogue with the page of each check.
Generated and committed: checks/Checks.inc, checks/CheckHeaders.inc, checks/Checks.cmake, docs/checks/index.md, the table in README.md,
the table of options in each docs/checks/<check>.md and the map of analyses in docs/design.md.
"""
import argparse
import pathlib
import re
import sys

import yaml

SEVERITIES = ("high", "medium", "low")
TIERS = ("stable", "preview")
FIELDS = {"name": str, "summary": str, "severity": str, "tier": str, "fix": bool, "since": str, "tags": list, "options": list}
OPTION_FIELDS = {"name": str, "default": str, "example": str, "meaning": str}


class CatalogueError(Exception):
    pass


def check_fields(where, entry, fields):
    if not isinstance(entry, dict):
        raise CatalogueError(f"{where}: expected a map")
    for key in entry:
        if key not in fields:
            raise CatalogueError(f"{where}: unknown key '{key}'; accepted: {', '.join(fields)}")
    for key, kind in fields.items():
        if not isinstance(entry.get(key), kind):
            raise CatalogueError(f"{where}: '{key}' must be a {kind.__name__}")


def load(path):
    catalogue = yaml.safe_load(path.read_text())
    entries = catalogue["checks"]
    for option in catalogue["options"]:
        check_fields(f"{path}: option", option, OPTION_FIELDS)
    for index, entry in enumerate(entries):
        where = f"{path}: {entry.get('name', 'entry %d' % index)}"
        check_fields(where, entry, FIELDS)
        if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", entry["name"]):
            raise CatalogueError(f"{where}: a name is lower-case words joined by '-'")
        if entry["severity"] not in SEVERITIES:
            raise CatalogueError(f"{where}: severity is one of {', '.join(SEVERITIES)}")
        if entry["tier"] not in TIERS:
            raise CatalogueError(f"{where}: tier is one of {', '.join(TIERS)}")
        if entry["summary"].endswith("."):
            raise CatalogueError(f"{where}: the summary has no full stop")
        for option in entry["options"]:
            check_fields(f"{where}: option", option, OPTION_FIELDS)
    names = [entry["name"] for entry in entries]
    if names != sorted(set(names)):
        raise CatalogueError(f"{path}: names are unique and in alphabetical order")
    return entries, catalogue["options"]


def class_name(name):
    return "".join(word.capitalize() for word in name.split("-")) + "Check"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def check_table(entries, folder):
    rows = [(f"[`async-{e['name']}`]({folder}{e['name']}.md)", e["summary"], e["severity"], "yes" if e["fix"] else "no")
            for e in entries]
    return table(("check", "reports that", "severity", "fix"), rows)


def option_table(options, prefix=""):
    if not options:
        return "None.\n"
    rows = [(f"`{prefix}{o['name']}`", f"`{o['default']}`" if o["default"] else "empty",
             f"{' '.join(o['meaning'].split())} Example: `{o['example']}`.") for o in options]
    return table(("option", "default", "meaning"), rows)


def index_page(entries, options):
    rows = [(f"[`async-{e['name']}`]({e['name']}.md)", e["summary"], e["severity"], e["tier"], "yes" if e["fix"] else "no",
             e["since"], ", ".join(e["tags"])) for e in entries]
    as_errors = ["async-*", *(f"-async-{e['name']}" for e in entries if e["tier"] != "stable")]
    return ("<!-- Generated from checks/checks.yaml by tools/gen-catalogue.py. -->\n\n# Checks\n\n"
            + table(("check", "reports that", "severity", "tier", "fix", "since", "tags"), rows)
            + "\n[The guide](../guide.md) shows each pitfall by its name, before and after.\n"
              "\nSeverity: *high* is lost work, wrong results, a hang; *medium* is slow, or wrong under load; *low* is a smell.\n"
              "\nTier: a team can make *stable* checks an error; *preview* ones are worth reading. [How that was measured](../precision.md).\n"
              f"To make all stable ones errors: `WarningsAsErrors: '{','.join(as_errors)}'`.\n\n"
              "## Options of every check\n\n" + option_table(options)
            + "\nA check also takes them under its own name, `async-blocking-call.Libraries`; `--dump-config` writes them so.\n")


def analysis_table(root, entries):
    """The analyses by what the first line of their headers says, and the checks that ask them directly."""
    rows = []
    for header in sorted((root / "checks/analysis").glob("*.h")):
        title = re.match(r"//===-+ (\S+\.h) - (.+?) -[-*]", header.read_text())
        if not title or title[1] != header.name:
            raise CatalogueError(f"{header}: the first line is '//===--- {header.name} - what it answers ---*- C++ -*-===//'")
        users = [e["name"] for e in entries if any(f'"analysis/{header.name}"' in path.read_text()
                                                   for path in (root / "checks").glob(class_name(e["name"]) + ".*"))]
        rows.append((f"[`{header.stem}`](../checks/analysis/{header.name})", title[2], ", ".join(users)))
    return table(("analysis", "what it answers", "asked directly by"), rows)


def between_markers(path, text, content):
    pattern = re.compile(r"(<!-- begin generated[^\n]*-->\n).*?(<!-- end generated -->)", re.S)
    if len(pattern.findall(text)) != 1:
        raise CatalogueError(f"{path}: expected one pair of lines '<!-- begin generated -->' and '<!-- end generated -->'")
    return pattern.sub(lambda m: m[1] + content + m[2], text)


def outputs(root, entries, options):
    banner = "Generated from checks.yaml by tools/gen-catalogue.py."
    yield (root / "checks/Checks.inc",
           f"// {banner}\n" + "".join(f'ASYNC_TIDY_CHECK({class_name(e["name"])}, "async-{e["name"]}")\n' for e in entries))
    yield (root / "checks/CheckHeaders.inc",
           f"// {banner}\n" + "".join(f'#include "{class_name(e["name"])}.h"\n' for e in entries))
    yield (root / "checks/Checks.cmake",
           f"# {banner}\nset(ASYNC_TIDY_CHECK_SOURCES\n" + "".join(f"  {class_name(e['name'])}.cpp\n" for e in entries) + ")\n")
    yield root / "docs/checks/index.md", index_page(entries, options)
    for path, content in [(root / "README.md", check_table(entries, "docs/checks/")),
                          (root / "docs/design.md", analysis_table(root, entries))] + [
            (root / f"docs/checks/{e['name']}.md", option_table(e["options"], f"async-{e['name']}.")) for e in entries]:
        if not path.exists():
            raise CatalogueError(f"{path}: missing")
        yield path, between_markers(path, path.read_text(), content)


def raw(text):
    """A C++ string literal of the text as it is."""
    delimiter = "page"
    while f"){delimiter}\"" in text:
        delimiter += "_"
    return f'R"{delimiter}({text}){delimiter}"'


def source(root, entries):
    lines = ["// Generated from checks/checks.yaml and docs/checks by tools/gen-catalogue.py.", '#include "Catalogue.h"', "",
             "namespace async_tidy {", "", "llvm::ArrayRef<Rule> catalogue() {"]
    for entry in entries:
        tags = ", ".join(f'"{tag}"' for tag in entry["tags"])
        lines.append(f"  static const llvm::StringRef {class_name(entry['name'])}Tags[] = {{{tags}}};")
    lines.append("  static const Rule Rules[] = {")
    for entry in entries:
        page = (root / f"docs/checks/{entry['name']}.md").read_text()
        lines.append(f'      {{"async-{entry["name"]}", {raw(entry["summary"])}, Severity::{entry["severity"].capitalize()}, '
                     f'"{entry["tier"]}", {str(entry["fix"]).lower()}, "{entry["since"]}", {class_name(entry["name"])}Tags, {raw(page)}}},')
    return "\n".join(lines + ["  };", "  return Rules;", "}", "", "} // namespace async_tidy", ""])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--source", type=pathlib.Path)
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    args = parser.parse_args()
    stale = []
    try:
        if args.source:
            args.source.write_text(source(args.root, load(args.root / "checks/checks.yaml")[0]))
            return 0
        for path, text in outputs(args.root, *load(args.root / "checks/checks.yaml")):
            if not path.exists() or path.read_text() != text:
                stale.append(path)
                if not args.check:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(text)
                    print("wrote", path.relative_to(args.root))
    except CatalogueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    if args.check and stale:
        for path in stale:
            print(f"error: {path.relative_to(args.root)} is stale: run tools/gen-catalogue.py", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
