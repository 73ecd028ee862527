#!/usr/bin/env python3
"""Two branches add entries at the same place of a baseline; git merges them by the rule that `baseline write` leaves.

usage: merge_baselines.py FOLDER
"""
import pathlib
import subprocess
import sys

folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True)


def git(*arguments):
    subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main", *arguments],
                   cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def entry(function):
    return '{"rule":"async-blocking-call","path":"a.cpp","function":"%s","snippet":"rest ( )"}\n' % function


def commit(*functions):
    (folder / "known.jsonl").write_text("".join(map(entry, functions)))
    git("commit", "-qam", "known")


git("init", "-q")
(folder / ".gitattributes").write_text("/known.jsonl merge=union\n")
(folder / "known.jsonl").write_text(entry("a"))
git("add", ".")
git("commit", "-qm", "start")
git("checkout", "-qb", "other")
commit("a", "b")
git("checkout", "-q", "main")
commit("a", "c")
git("merge", "-q", "other")
print("merged,", len((folder / "known.jsonl").read_text().splitlines()), "entries")
