#!/usr/bin/env python3
"""Runs a command and fails when it does not end with a code.

usage: exit_code.py CODE COMMAND...
"""
import subprocess
import sys

code = subprocess.run(sys.argv[2:]).returncode
if code != int(sys.argv[1]):
    sys.exit(f"ended with {code}, not {sys.argv[1]}: {' '.join(sys.argv[2:])}")
