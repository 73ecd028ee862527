#!/usr/bin/env python3
"""Reverses the order of the commands in a compile_commands.json.

usage: reverse.py FILE
"""
import json
import pathlib
import sys

path = pathlib.Path(sys.argv[1])
path.write_text(json.dumps(json.loads(path.read_text())[::-1]))
