#!/usr/bin/env python3
"""Runs both example agents against the demo server on a free loopback port, and compares what they say and write. The
corrected one is also stopped in the middle.

usage: run_agents.py --module SO --workspace DIR

The programs are those of the build that the module belongs to.
"""
import argparse
import json
import pathlib
import shutil
import signal
import subprocess
import sys
import time

QUESTION = "Can we hold Friday's launch on a terrace in Lisbon with 40 guests?"
PARTS = ["Friday in Lisbon", "Miradouro", "40 * 23.50 + 120 = 1060.00 EUR", "1500 EUR", "Budget: within the limit.", "Weather: rent a tent."]


def expect(condition, message):
    if not condition:
        sys.exit(f"run_agents.py: {message}")


def run(program, server, workspace):
    workspace.mkdir(parents=True)
    (workspace / "prompt.txt").write_text("You plan events.\n")
    attachment = workspace / "menu.txt"
    attachment.write_text("soup, bread\n")
    result = subprocess.run([program, "--server", server, "--workspace", workspace, "--session", program.name, "--attach", attachment,
                             "--retry-pause", "5", QUESTION], capture_output=True, text=True, timeout=120)
    expect(result.returncode == 0, f"{program.name} failed:\n{result.stderr}")
    for part in PARTS:
        expect(part in result.stdout, f"{program.name} does not say '{part}':\n{result.stdout}")
    expect("trying again" in result.stderr, f"{program.name} did not try the busy tool again:\n{result.stderr}")
    expect((workspace / "answer.md").read_text() == result.stdout, f"{program.name} wrote another answer than it printed")
    log = [json.loads(line) for line in (workspace / "sessions" / f"{program.name}.jsonl").read_text().splitlines()]
    expect([entry["entry"] for entry in log] == list(range(1, len(log) + 1)), f"{program.name}: the log is out of order")
    expect(log[0]["kind"] == "question" and log[-1]["kind"] == "audit", f"{program.name}: the log lacks its ends: {log}")
    expect(log[-1]["outcome"] == "answered", f"{program.name}: {log[-1]}")
    expect(log[-2]["text"] + "\n" == result.stdout, f"{program.name} logged another answer than it printed")
    return result.stdout, [entry["kind"] for entry in log]


def stop(program, server, workspace):
    """Ctrl-C in the middle: the program ends soon, with the audit as the last line of its log."""
    running = subprocess.Popen([program, "--server", server, "--workspace", workspace, "--session", "stopped", QUESTION], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    log = workspace / "sessions" / "stopped.jsonl"
    deadline = time.monotonic() + 60
    while not log.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    expect(running.wait(60) == 1, f"{program.name}, stopped, ended with {running.returncode}")
    last = json.loads(log.read_text().splitlines()[-1])
    expect(last["kind"] == "audit" and last["outcome"] != "answered", f"{program.name}, stopped, logged {last}")
    return last["outcome"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--module", required=True, type=pathlib.Path)
    parser.add_argument("--workspace", required=True, type=pathlib.Path)
    args = parser.parse_args()

    programs = args.module.resolve().parent.parent / "bin"
    shutil.rmtree(args.workspace, ignore_errors=True)
    args.workspace.mkdir(parents=True)
    with subprocess.Popen([programs / "demo-server", "--port", "0", "--delay-scale", "0.01"], stdout=subprocess.PIPE,
                          text=True) as server:
        try:
            greeting = server.stdout.readline().split()
            expect(greeting[:2] == ["listening", "on"], f"demo-server does not listen: {greeting}")
            said, logged = run(programs / "agent", greeting[2], args.workspace / "agent")
            said_right, logged_right = run(programs / "agent-fixed", greeting[2], args.workspace / "agent-fixed")
            # The other one is not stopped here: what it leaves running may write into frames that are gone.
            outcome = stop(programs / "agent-fixed", greeting[2], args.workspace / "agent-fixed")
        finally:
            server.terminate()
    expect(server.returncode == 0, f"demo-server ended with {server.returncode}")
    expect(said == said_right, f"two answers:\n{said}\n{said_right}")

    # What the dropped awaitables cost: entries that the corrected agent writes and the other one does not.
    expect(logged_right.count("turn") == 3 and logged_right.count("tool") == 6, f"agent-fixed logs {logged_right}")
    expect(logged == ["question", "review", "source", "answer", "audit"], f"agent logs {logged}")
    expect(outcome == "stopped", f"agent-fixed was stopped and logs '{outcome}'")


if __name__ == "__main__":
    main()
