#!/usr/bin/env python3
"""Runs an editor without a screen on a copy of the example agent and compiles what it wrote.

usage: run_editor.py --editor neovim|emacs --server FILE --folder DIR
"""
import argparse
import os
import pathlib
import subprocess
import sys

import project

HERE = pathlib.Path(__file__).resolve().parent
# The command, and the set-up file that users copy.
EDITORS = {
    "neovim": (["nvim", "--headless", "--clean", "-n", "-c", f"luafile {HERE / 'neovim.lua'}"], "neovim/async-tidy.lua"),
    "emacs": (["emacs", "--batch", "-l", str(HERE / "eglot.el")], "emacs/async-tidy.el"),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--editor", choices=EDITORS, required=True)
    parser.add_argument("--server", required=True)
    parser.add_argument("--folder", required=True)
    args = parser.parse_args()
    folder = project.agent(args.folder)
    source = folder / "agent.cpp"
    before = source.read_text()
    command, setup = EDITORS[args.editor]
    path = os.pathsep.join([str(pathlib.Path(args.server).parent), os.environ["PATH"]])
    environment = {**os.environ, **project.environment(folder), "PATH": path, "IDE_SOURCE": str(source),
                   "IDE_SETUP": str(project.ROOT / "editors" / setup)}
    # A server that the editor leaves behind ends when its input does.
    result = subprocess.run(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                            timeout=400)
    print(result.stdout + result.stderr)
    if result.returncode:
        sys.exit(f"{args.editor} ended with {result.returncode}")
    after = source.read_text()
    if after != before.replace('    log_.append("turn"', '    co_await log_.append("turn"') or after == before:
        sys.exit("the file that was written is not the old one with the await")
    if not project.compiles(source):
        sys.exit("the file does not compile")
    print("the file compiles")


if __name__ == "__main__":
    main()
