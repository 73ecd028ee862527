#!/usr/bin/env python3
"""Opens a file whose finding depends on another one, then runs the driver beside it.

usage: index.py --server FILE --driver FILE --folder DIR
"""
import argparse
import pathlib
import subprocess

import lsp
import project


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--server", "--driver", "--folder"):
        parser.add_argument(name, required=True)
    args = parser.parse_args()
    folder = pathlib.Path(args.folder).resolve()
    with lsp.Server(args.server, root=folder, log=folder / "server.log", environment=project.environment(folder)) as server:
        uri = server.open(folder / "agent.cpp")
        before = [d for d in server.diagnostics(uri) if str(d.get("code")).startswith("async-")]
        print("without an index:", before or "nothing")
        subprocess.run([args.driver], cwd=folder, capture_output=True)
        after = [d for d in server.next_diagnostics(uri) if d.get("code") == "async-blocking-call"]
        for diagnostic in after:
            print("with it:", diagnostic["message"])
            for step in diagnostic["relatedInformation"]:
                print(lsp.path_of(step["location"]["uri"]).name, step["message"])


if __name__ == "__main__":
    main()
