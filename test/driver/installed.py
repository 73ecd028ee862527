#!/usr/bin/env python3
"""Runs what README.md shows under 'Use it' on a machine that has the Debian package and no build tree.

usage: installed.py PACKAGE SOURCES BUILD

The machine is this one, seen from a mount namespace in which the package lies over /usr and the folders of the sources and of the build are empty.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

package, sources, build = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])

PROJECT = {
    "CMakeLists.txt": """cmake_minimum_required(VERSION 3.25)
project(agent LANGUAGES CXX)
find_package(async-runtime REQUIRED)
add_executable(agent src/agent.cpp)
target_link_libraries(agent PRIVATE async::runtime)
""",
    "src/agent.cpp": """#include <async/async.hpp>

async::task<void> halt() { co_return; }

async::task<void> stop() {
  halt();
  co_return;
}

int main() { async::run(stop()); }
""",
}
FOUND = "src/agent.cpp:6:3: warning: 'halt' is never awaited, so its work never runs [async-dropped-awaitable]"


def commands(readme):
    """The commands of the section, each with the options that continue it; bootstrap.sh belongs to the sources."""
    section = readme.split("\n## Use it\n")[1].split("\n## ")[0]
    lines = [line.split("  #")[0].strip() for block in re.findall(r"^```sh\n(.*?)^```", section, re.M | re.S) for line in block.splitlines()]
    return [line for line in lines if line], re.search(r"^```yaml\n(.*?)^```", section, re.M | re.S)[1]


def script(folder, root):
    """What a shell in the namespace does first: hide, install, and go to the project."""
    hide = "".join(f"mount -t tmpfs none '{hidden}'\n" for hidden in sorted({sources, build}, key=str, reverse=True))
    return f"set -e\n{hide}mount -t overlay none -o lowerdir='{root}/usr':/usr /usr\ncd '{folder}'\ntest ! -e '{build}/bin'\nset +e\n"


class Machine:
    def __init__(self, temp):
        self.folder, self.root = temp / "project", temp / "package"
        subprocess.run(["dpkg-deb", "-x", package, self.root], check=True)
        for name, text in PROJECT.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(text)
        self.module = next(path for path in (self.root / "usr").rglob("libasync-tidy.so"))

    def run(self, command):
        """Paths that stand for something are filled in."""
        module = "/" + str(self.module.relative_to(self.root))
        whole = script(self.folder, self.root) + command.replace("/path/to/libasync-tidy.so", module) + "\n"
        # Questions are answered with yes.
        result = subprocess.run(["unshare", "-m", "sh", "-c", whole], input="y\n" * 20, capture_output=True, text=True, timeout=600,
                                env={**os.environ, "CLICOLOR": "0"})
        return result.returncode, result.stdout.replace(f"{self.folder}/", ""), result.stderr


def expected(command):
    """The exit code, and what is printed."""
    program = command.split()[0]
    if command.startswith("async-tidy check"):
        return 1, FOUND
    return {"async-tidy": (0, ""), "run-clang-tidy-22": (0, FOUND), "clang-tidy-22": (0, FOUND), "cmake": (0, "Build files")}[program]


with tempfile.TemporaryDirectory() as temp:
    machine = Machine(pathlib.Path(temp))
    shown, configuration = commands((sources / "README.md").read_text())
    configure = next(command for command in shown if command.startswith("cmake"))
    code, out, err = machine.run(configure)
    assert code == 0, out + err
    # The command that writes to the sources comes last.
    shown.sort(key=lambda command: "--fix" in command)
    for command in shown:
        code, out, err = machine.run(command)
        wanted, text = expected(command)
        assert code == wanted and text in out, f"'{command}' ended with {code}:\n{out}{err}"
        if command == "async-tidy init":
            assert (machine.folder / ".clang-tidy").exists() and (machine.folder / ".clangd").exists(), out + err
            (machine.folder / ".clang-tidy").unlink()
        print("works:", command)
    assert "co_await halt();" in (machine.folder / "src/agent.cpp").read_text(), "the fix was not applied"
    (machine.folder / "src/agent.cpp").write_text(PROJECT["src/agent.cpp"])
    (machine.folder / ".clang-tidy").write_text(configuration)
    code, out, err = machine.run("async-tidy check -p build")
    assert code == 1 and "error: 'halt' is never awaited" in out, f"the configuration of README.md: {out}{err}"
    code, out, err = machine.run("async-tidy-clangd --check=src/agent.cpp")
    assert "async-dropped-awaitable" in out + err, f"the server for editors: {out}{err}"
    code, out, err = machine.run("cmake --build build && build/agent")
    assert code == 0, f"the runtime: {out}{err}"
print(len(shown), "commands of README.md work without the build tree")
