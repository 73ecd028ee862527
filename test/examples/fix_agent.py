#!/usr/bin/env python3
"""Applies all fixes of the example agent at once, to a copy: it builds, works as before, and no finding with a fix is left but those that are
named as taken back.

usage: fix_agent.py DRIVER BUILD TEMP

The flags, the compiled parts of Boost and the demo server are those of the build.
"""
import json
import pathlib
import re
import shlex
import shutil
import subprocess
import sys

from run_agents import expect, run

driver, build, temp = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
examples = pathlib.Path(__file__).resolve().parents[2] / "examples"
copy = temp / "agent"


def command_of(entry):
    return entry.get("arguments") or shlex.split(entry["command"])


def prepare():
    """Copies the agent; the commands that compile the copy."""
    shutil.rmtree(temp, ignore_errors=True)
    shutil.copytree(examples / "agent", copy)
    (copy / ".git").mkdir()
    commands = []
    for entry in json.loads((build / "compile_commands.json").read_text()):
        source = pathlib.Path(entry["file"])
        if source.parent == examples / "agent":
            arguments = [argument.replace(str(source), str(copy / source.name)) for argument in command_of(entry)]
            arguments[arguments.index("-o") + 1] = str(temp / (source.stem + ".o"))
            commands.append({"directory": str(build), "file": str(copy / source.name), "arguments": arguments})
    expect(commands, "the build does not compile the agent")
    (copy / "compile_commands.json").write_text(json.dumps(commands))
    return commands


def tool(*arguments):
    result = subprocess.run([driver, *arguments, "-p", copy, "--root", copy], cwd=copy, capture_output=True, text=True, timeout=1200)
    expect(result.returncode in (0, 1), f"{arguments} ended with {result.returncode}:\n{result.stderr}")
    return result


def findings():
    return [json.loads(line) for line in tool("check", "--output", "jsonl").stdout.splitlines()]


def sources():
    return {path.name: path.read_text() for path in copy.iterdir() if path.suffix in (".cpp", ".hpp")}


def link(commands):
    for command in commands:
        result = subprocess.run(command["arguments"], cwd=command["directory"], capture_output=True, text=True)
        expect(result.returncode == 0, f"{command['file']} does not compile:\n{result.stderr}")
    compiler = command_of(commands[0])[0]
    objects = [temp / (pathlib.Path(command["file"]).stem + ".o") for command in commands]
    boost = build / "examples/CMakeFiles/example-boost.dir/common/boost.cpp.o"
    subprocess.run([compiler, *objects, boost, "-pthread", "-o", temp / "fixed-by-tool"], check=True)
    return temp / "fixed-by-tool"


commands = prepare()
before, untouched = findings(), sources()
fixable = [finding for finding in before if finding["fixes"]]
expect(fixable, "nothing in the agent has a fix")
fixed = tool("fix")
applied = fixed.stdout.count(": fixed [")
# What is taken back is named, and stays a finding.
named = re.findall(r"^(\S+?):\d+:\d+: not fixed \[([\w-]+)\]: taken back, the finding stays$", fixed.stderr, re.M)
expect(applied > 0 and applied + len(named) == len(fixable), fixed.stdout + fixed.stderr)
once = sources()
expect(once != untouched, "nothing has changed")

after = findings()
left = [(finding["start"]["file"], finding["rule"]) for finding in after if finding["fixes"]]
expect(sorted(left) == sorted(named), f"left, with a fix: {left}, taken back: {named}")
# A fix can bring to light what the mistake had hidden: a loop whose await was missing waits for each item now.
expect(len(after) < len(before), f"{len(after)} findings are left of {len(before)}")
tool("fix")
expect(sources() == once, "a second run changes something")

program = link(commands)
with subprocess.Popen([build / "bin/demo-server", "--port", "0", "--delay-scale", "0.01"], stdout=subprocess.PIPE, text=True) as server:
    try:
        address = server.stdout.readline().split()[2]
        said, logged = run(program, address, temp / "desk-fixed")
        said_before, logged_before = run(build / "bin/agent", address, temp / "desk-before")
    finally:
        server.terminate()
expect(said == said_before, f"two answers:\n{said}\n{said_before}")
expect(len(logged) >= len(logged_before), f"the log has lost entries: {logged}, was {logged_before}")
print(f"{applied} of {len(before)} findings fixed, {len(named)} fixes taken back; the agent builds, answers as before and logs {len(logged)} entries, {len(logged_before)} before")
