#!/usr/bin/env python3
"""Compares the module's checks and options with the catalogue and sends every option through --dump-config and back.

usage: check_dump.py CHECKS_YAML TEMP
"""
import os
import pathlib
import subprocess
import sys

import yaml

TIDY = os.environ.get("ASYNC_TIDY_TEST_TIDY", "clang-tidy-22")
MODULE = os.environ["ASYNC_TIDY_TEST_MODULE"]


def tidy(*arguments):
    result = subprocess.run([TIDY, f"--load={MODULE}", *arguments], capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"clang-tidy {' '.join(arguments)} failed:\n{result.stderr}{result.stdout}")
    return result.stdout


def dump(options, path):
    path.write_text(yaml.safe_dump({"Checks": "-*,async-*", "CheckOptions": options}))
    dumped = yaml.safe_load(tidy("--dump-config", f"--config-file={path}"))["CheckOptions"]
    if isinstance(dumped, list):
        dumped = {entry["key"]: entry["value"] for entry in dumped}
    return {key: str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
            for key, value in dumped.items() if key.startswith("async")}


def other_value(option):
    if option["default"] in ("true", "false"):
        return "false" if option["default"] == "true" else "true"
    return option["example"]


def main():
    catalogue = yaml.safe_load(pathlib.Path(sys.argv[1]).read_text())
    temp = pathlib.Path(sys.argv[2])
    temp.mkdir(parents=True, exist_ok=True)
    failures = []

    def compare(what, expected, actual):
        for key in sorted(set(expected) | set(actual)):
            if expected.get(key) != actual.get(key):
                failures.append(f"{what}: {key}: expected {expected.get(key)!r}, got {actual.get(key)!r}")

    listed = [line.strip() for line in tidy("--list-checks", "--checks=-*,async-*").splitlines()[1:] if line.strip()]
    compare("checks", {f"async-{c['name']}": True for c in catalogue["checks"]}, {name: True for name in listed})

    # What every check shares is set as async.NAME; clang-tidy writes it as each check's own option, which means the same.
    shared = [(option["name"].removeprefix("async."), option) for option in catalogue["options"]]
    options = [(f"async-{check['name']}.{name}", option) for check in catalogue["checks"] for name, option in shared]
    options += [(f"async-{check['name']}.{option['name']}", option) for check in catalogue["checks"] for option in check["options"]]
    defaults = {key: option["default"] for key, option in options}
    first = dump({}, temp / "empty.yaml")
    compare("default", defaults, first)
    compare("default after a round trip", first, dump(first, temp / "default.yaml"))

    others = {key: other_value(option) for key, option in options}
    given = {key: value for key, value in others.items() if key.split(".")[1] not in dict(shared)}
    given |= {f"async.{name}": other_value(option) for name, option in shared}
    changed = dump(given, temp / "other.yaml")
    compare("other value", others, changed)
    compare("other value after a round trip", changed, dump(changed, temp / "again.yaml"))

    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
