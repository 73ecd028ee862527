#!/usr/bin/env python3
"""Damages every file below a folder: the first loses its end, the others a byte in the middle.

usage: damage.py FOLDER
"""
import pathlib
import sys

for number, path in enumerate(sorted(p for p in pathlib.Path(sys.argv[1]).rglob("*") if p.is_file() and p.stat().st_size)):
    content = bytearray(path.read_bytes())
    if number == 0:
        content = content[:len(content) // 2]
    else:
        content[len(content) // 2] ^= 0xFF
    path.write_bytes(content)
