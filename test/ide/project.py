"""Copies of the example agent, and small projects, for tests that edit."""
import json
import os
import pathlib
import shutil
import subprocess

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FLAGS = ["-std=c++20", "-w", "-DBOOST_ASIO_NO_DEPRECATED", "-DBOOST_ASIO_SEPARATE_COMPILATION", "-DBOOST_BEAST_SEPARATE_COMPILATION",
         f"-I{ROOT / 'runtime/include'}"]
MOCKS = ["-std=c++20", "-w", "-isystem", str(ROOT / "test/Inputs/include")]


def write_commands(folder, flags):
    commands = [{"directory": str(folder), "file": str(source), "arguments": ["clang++-22", *flags, "-c", str(source)]}
                for source in sorted(folder.glob("*.cpp"))]
    (folder / "compile_commands.json").write_text(json.dumps(commands))


def fresh_folder(folder):
    folder = pathlib.Path(folder).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def agent(folder, source="agent"):
    """A copy of an example agent, with a compilation database of its own."""
    folder = fresh_folder(folder)
    for path in (ROOT / "examples" / source).iterdir():
        shutil.copy(path, folder)
    write_commands(folder, FLAGS)
    return folder


def sources(folder, files, flags=MOCKS):
    """A project of the given files; `.cpp` files get a command."""
    folder = fresh_folder(folder)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    write_commands(folder, flags)
    return folder


def environment(folder):
    """So that no test finds a configuration, or leaves a cache, of the machine that it runs on. Servers have no index of symbols to
    make, for which they would let others wait when they end."""
    home = pathlib.Path(folder) / "home"
    (home / "clangd").mkdir(parents=True, exist_ok=True)
    (home / "clangd" / "config.yaml").write_text("Index: {Background: Skip, StandardLibrary: false}\n")
    return {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "XDG_CACHE_HOME": str(home), "CLANGD_FLAGS": ""}


def compiles(path, flags=FLAGS):
    compiler = os.environ.get("ASYNC_TIDY_TEST_CXX", "clang++-22")
    result = subprocess.run([compiler, *flags, "-fsyntax-only", str(path)], capture_output=True, text=True)
    if result.returncode:
        print(result.stderr)
    return result.returncode == 0
