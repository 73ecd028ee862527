#!/usr/bin/env python3
"""The set-up files for editors are what their editors read, and their scripts run.

usage: setup_files.py --module FILE --folder DIR
"""
import argparse
import json
import os
import re
import subprocess
import tomllib

import project

EDITORS = project.ROOT / "editors"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--module", required=True)
    parser.add_argument("--folder", required=True)
    args = parser.parse_args()
    folder = project.sources(args.folder, {"agent.cpp": "#include <cppcoro/task.hpp>\ncppcoro::task<> f();\ncppcoro::task<> g() {\n  f();\n  co_return;\n}\n"})

    # Visual Studio Code allows comments of whole lines.
    vscode = {path.name: json.loads(re.sub(r"^\s*//.*$", "", path.read_text(), flags=re.M)) for path in (EDITORS / "vscode").glob("*.json")}
    assert vscode["settings.json"]["clangd.path"] == "async-tidy-clangd"
    assert "llvm-vs-code-extensions.vscode-clangd" in vscode["extensions.json"]["recommendations"]
    pattern = vscode["tasks.json"]["tasks"][0]["problemMatcher"]["pattern"]

    # CLion's script is clang-tidy with the module.
    tidy = subprocess.run([EDITORS / "clion/clang-tidy", "--checks=-*,async-*", "--quiet", "agent.cpp"], cwd=folder, capture_output=True, text=True,
                          env={**os.environ, "ASYNC_TIDY_MODULE": args.module})
    lines = [match for match in map(re.compile(pattern["regexp"]).match, tidy.stdout.split("\n")) if match]
    assert [(m[pattern["line"]], m[pattern["column"]], m[pattern["severity"]], m[pattern["code"]]) for m in lines] == [
        ("4", "3", "warning", "async-dropped-awaitable")], tidy

    helix = tomllib.loads((EDITORS / "helix/languages.toml").read_text())
    assert helix["language"][0]["language-servers"] == list(helix["language-server"]), helix

    # Qt Creator's script passes on everything but the switch that would silence the checks.
    echo = folder / "server"
    echo.write_text("#!/bin/sh\nprintf '%s\\n' \"$@\"\n")
    echo.chmod(0o755)
    passed = subprocess.run([EDITORS / "qtcreator/async-tidy-clangd", "--limit-results=0", "--clang-tidy=0", "--log=info two words"],
                            capture_output=True, text=True, env={**os.environ, "ASYNC_TIDY_CLANGD": str(echo)}, check=True).stdout
    assert passed == "--limit-results=0\n--log=info two words\n", passed
    print("the set-up files are read, and their scripts run")


if __name__ == "__main__":
    main()
