#!/usr/bin/env python3
"""Writes compile_commands.json for every .cpp below a folder.

usage: compile_commands.py FOLDER MOCKS [flags]
"""
import json
import pathlib
import sys

folder, mocks, flags = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3:]
commands = [{"directory": str(folder), "file": str(source),
             "arguments": ["c++", "-std=c++20", "-w", *flags, "-I.", "-isystem", mocks, "-c", str(source)]}
            for source in sorted(folder.rglob("*.cpp"))]
(folder / "compile_commands.json").write_text(json.dumps(commands, indent=1))
