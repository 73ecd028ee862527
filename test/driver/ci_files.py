#!/usr/bin/env python3
"""Compares docs/ci.md with the files that it shows, and runs the commands of the files.

usage: ci_files.py ROOT DRIVER PROJECT

PROJECT holds a folder `build` with compile_commands.json, and a baseline.
"""
import os
import pathlib
import re
import shlex
import subprocess
import sys

import yaml

root, driver, project = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
shown = re.findall(r"<!-- begin file (\S+) -->\n```\w+\n(.*?)```\n<!-- end file -->", (root / "docs/ci.md").read_text(), re.S)
assert {name for name, _ in shown} == {f"tools/ci/{path.name}" for path in (root / "tools/ci").iterdir()}
commands = []
for name, text in shown:
    assert text == (root / name).read_text(), f"docs/ci.md does not show {name} as it is"
    if name.endswith((".yml", ".yaml")):
        yaml.safe_load(text)
    commands += [(name, command.strip(" '\"")) for command in re.findall(r"async-tidy check [^'\n]*", text)]
assert len(commands) == 4, commands
for name, command in commands:
    code = subprocess.run([driver, *shlex.split(command)[1:]], cwd=project).returncode
    assert code == 0, f"{name}: '{command}' ended with {code}"
    for report in re.findall(r"--output \w+:(\S+)", command):
        assert (project / report).stat().st_size > 0, f"{name}: {report}"
        os.remove(project / report)
print(len(commands), "commands of", len(shown), "files")
