#!/usr/bin/env python3
"""Writes a source of 5 MB as a generator would: a coroutine with a mistake, then tables and functions.

usage: big_source.py FILE
"""
import pathlib
import sys

lines = ["#include <async/async.hpp>", "async::task<void> halt();", "async::task<void> turn() { halt(); co_return; }",
         "extern const unsigned char table[] = {"]
lines += ["  " + ", ".join(str((row * 31 + column) % 256) for column in range(32)) + "," for row in range(25000)]
lines += ["};"]
lines += [f"int generated_{number}(int x) {{ return x < {number} ? table[{number}] : generated_{max(number - 1, 0)}(x - 1); }}"
          for number in range(20000)]
pathlib.Path(sys.argv[1]).write_text("\n".join(lines) + "\n")
