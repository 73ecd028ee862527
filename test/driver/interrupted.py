#!/usr/bin/env python3
"""Runs that are killed, that find the disk full, and that share a cache: what the next run finds must be right.

usage: interrupted.py DRIVER PROJECT
"""
import os
import pathlib
import resource
import signal
import subprocess
import sys
import time

driver, project = sys.argv[1], pathlib.Path(sys.argv[2])
cache = project / ".async-tidy"


def start(*arguments, **options):
    return subprocess.Popen([driver, "-j2", "--quiet", *arguments], cwd=project, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, **options)


def finish(process):
    output, errors = process.communicate(timeout=120)
    return process.returncode, output, errors


def workers(process):
    children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(pid) for pid in children.read_text().split()] if children.exists() else []


def expect(what, found, wanted):
    if found != wanted:
        sys.exit(f"{what}: {found!r}\nis not\n{wanted!r}")


code, wanted, _ = finish(start("--no-cache"))
expect("a plain run", (code, wanted.count("never awaited")), (1, 4))

# Killed in the middle: its workers end with it, and nothing half-written is used.
killed = start("--test-fault=hang@slow.cpp")
deadline = time.time() + 60
while time.time() < deadline and not list(cache.rglob("units/llvmcache-*")):
    time.sleep(0.05)
orphans = workers(killed)
killed.send_signal(signal.SIGKILL)
killed.communicate()
time.sleep(0.3)
expect("workers of a killed run", [pid for pid in orphans if os.path.exists(f"/proc/{pid}/exe")], [])
expect("the run after a killed one", finish(start()), (1, wanted, ""))


# No space: files cannot grow. The findings are all there, with one warning.
def no_space():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))


full = finish(start("--cache=full", preexec_fn=no_space))
expect("a run on a full disk", full[:2], (1, wanted))
expect("its warnings", (full[2].count("\n"), "warning: results are not kept: " in full[2]), (1, True))
expect("what it left", [path.name for path in (project / "full").rglob("*") if path.is_file()], ["llvmcache.timestamp"])

# Two at once on an empty cache.
both = [start("--cache=shared"), start("--cache=shared")]
expect("two runs on one cache", [finish(process) for process in both], [(1, wanted, "")] * 2)
expect("the run after them", finish(start("--cache=shared")), (1, wanted, ""))
