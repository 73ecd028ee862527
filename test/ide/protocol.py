#!/usr/bin/env python3
"""Talks to the server as an editor does, over raw JSON-RPC, and looks at every field.

usage: protocol.py --server FILE --stock FILE --tidy FILE --module FILE --folder DIR
"""
import argparse
import json
import pathlib
import re
import subprocess

import yaml

import lsp
import project

CATALOGUE = {f"async-{entry['name']}": entry for entry in yaml.safe_load((project.ROOT / "checks/checks.yaml").read_text())["checks"]}
REQUEST_CANCELLED, CONTENT_MODIFIED = -32800, -32801


def ours(diagnostics):
    return [d for d in diagnostics if d.get("code") in CATALOGUE]


def place(diagnostic):
    start = diagnostic["range"]["start"]
    return diagnostic["code"], start["line"], start["character"]


def find(diagnostics, code, text):
    found = [d for d in diagnostics if d["code"] == code and text in d["message"]]
    assert len(found) == 1, (code, text, diagnostics)
    return found[0]


def check_same_findings(shown, args, folder):
    """The editor shows at each place what clang-tidy reports there."""
    output = subprocess.run([args.tidy, f"--load={args.module}", "--checks=-*,async-*", "--quiet", "agent.cpp"], cwd=folder,
                            capture_output=True, text=True).stdout
    reported = {(code, int(line) - 1, int(column) - 1) for line, column, code in
                re.findall(r"^\S*agent\.cpp:(\d+):(\d+): warning: .* \[([a-z-]+)\]$", output, re.M)}
    assert reported and {place(d) for d in shown} == reported, ({place(d) for d in shown} ^ reported, output)


def check_fields(shown, folder):
    for diagnostic in shown:
        entry = CATALOGUE[diagnostic["code"]]
        page = lsp.path_of(diagnostic["codeDescription"]["href"])
        assert page.is_file() and page.stem == entry["name"], page
        assert diagnostic["severity"] == (3 if entry["severity"] == "low" else 2), diagnostic
        assert diagnostic["source"] == "async-tidy", diagnostic
        assert diagnostic["data"]["severity"] == entry["severity"] and diagnostic["data"]["tags"] == entry["tags"], diagnostic
        assert diagnostic.get("tags", []) == ([1] if "lost-work" in entry["tags"] else []), diagnostic
        assert diagnostic["code"] not in diagnostic["message"], diagnostic
    # The chain, step by step, through two headers.
    chain = find(shown, "async-blocking-call", "'house_rules'")["relatedInformation"]
    assert [(lsp.path_of(step["location"]["uri"]).name, step["message"]) for step in chain] == [
        ("prompt.hpp", "Which calls 'read_text' here"), ("text_files.hpp", "'basic_ifstream' waits for a file here")], chain
    header = (folder / "text_files.hpp").read_text()
    at = chain[1]["location"]["range"]
    assert header[lsp.offset_of(header, at["start"]):].startswith("file"), at


def check_fixes(server, uri, shown):
    """Each fix has a title that says what it does, leaves no error behind, and the finding is gone."""
    original = server.texts[uri]
    titles = {}
    for diagnostic in shown:
        fixes = server.fixes(uri, diagnostic)
        titles[place(diagnostic)] = [fix["title"] for fix in fixes]
        assert [bool(fix.get("isPreferred")) for fix in fixes] == [True] + [False] * (len(fixes) - 1) if fixes else True, fixes
        for fix in fixes:
            assert fix["title"] and fix["title"] not in diagnostic["message"] and len(fix["title"]) < 100, fix
            assert fix["diagnostics"][0]["code"] == diagnostic["code"]
            server.change(uri, lsp.apply_edits(original, lsp.edits_of(fix, uri)), wait=True)
            after = server.diagnostics(uri)
            assert not [d for d in after if d["severity"] == 1], (fix, after)
            assert diagnostic["message"] not in [d["message"] for d in after] or \
                len([d for d in shown if d["message"] == diagnostic["message"]]) > 1, (fix, after)
    server.change(uri, original, wait=True)
    server.diagnostics(uri)
    lost = find(shown, "async-dropped-awaitable", "'append'")
    assert titles[place(lost)] == ["await 'append'", "run 'append' in the background on purpose, with its error reported"], titles
    background = find(shown, "async-unreferenced-task", "'report_usage'")
    assert titles[place(background)] == ["report the error of 'report_usage' in its handler", "await 'report_usage' here"], titles
    return sum(map(len, titles.values()))


# A coroutine that drops `save(1)`: the library, what stands around it, and what is offered beside awaiting it, with a part of the text.
ALTERNATIVES = {
    "async": ("#include <async/async.hpp>\nasync::task<void> save(int id);\nstruct Agent {\n  async::background_tasks background;\n"
              "  async::task<void> turn();\n};\nasync::task<void> Agent::turn() {\n  save(1);\n  co_return;\n}\n",
              {"keep 'save' in the group 'background'": "background.spawn(save(1));"}),
    "folly": ("#include <folly/coro/AsyncScope.h>\n#include <folly/coro/Task.h>\nfolly::coro::Task<void> save(int id);\n"
              "folly::coro::Task<void> turn(folly::coro::AsyncScope &scope) {\n  save(1);\n  co_return;\n}\n",
              {"keep 'save' in the group 'scope'": "scope.add(folly::coro::co_withExecutor("}),
    "cppcoro": ("#include <cppcoro/async_scope.hpp>\n#include <cppcoro/task.hpp>\ncppcoro::task<> save(int id);\n"
                "cppcoro::task<> turn() {\n  cppcoro::async_scope scope;\n  save(1);\n  co_await scope.join();\n}\n",
                {"keep 'save' in the group 'scope'": "scope.spawn(save(1));"}),
    "async_simple": ("#include <async_simple/coro/Lazy.h>\nusing namespace async_simple::coro;\nLazy<> save(int id);\n"
                     "Lazy<> turn() {\n  save(1);\n  co_return;\n}\n",
                     {"run 'save' in the background on purpose, with its error reported": "save(1).start("}),
}


def check_alternatives(server, folder):
    """What can be done with a task beside awaiting it, in the words of its library; each leaves neither the finding nor an error."""
    for name, (text, others) in ALTERNATIVES.items():
        uri = server.open(folder / f"{name}.cpp", text)
        lost = find(server.diagnostics(uri), "async-dropped-awaitable", "'save'")
        fixes = server.fixes(uri, lost)
        assert [fix["title"] for fix in fixes] == ["await 'save'", *others], (name, fixes)
        for fix, part in zip(fixes[1:], others.values()):
            server.change(uri, lsp.apply_edits(text, lsp.edits_of(fix, uri)), wait=True)
            assert part in server.texts[uri] and server.diagnostics(uri) == [], (name, server.texts[uri], server.diagnostics(uri))
        server.close(uri)


def check_cancellation(server, uri):
    """Each request is answered exactly once, with a result or as cancelled, and the server goes on."""
    requests = []
    for number in range(20):
        server.change(uri, server.texts[uri] + "\n", wait=False)
        requests.append(server.send("textDocument/documentSymbol", {"textDocument": {"uri": uri}}))
        server.notify("$/cancelRequest", {"id": requests[-1]})
    cancelled = 0
    for request in requests:
        try:
            server.answer(request)
        except lsp.LspError as error:
            assert error.code in (REQUEST_CANCELLED, CONTENT_MODIFIED), error
            cancelled += 1
    assert cancelled > 0
    return cancelled


def check_fast_edits(server, uri, shown):
    """200 edits as fast as they can be sent: no version shows anything else than what is there."""
    original = server.texts[uri]
    expected = sorted(place(d) for d in shown)
    first = len(server.published)
    for number in range(200):
        server.change(uri, original + f"// {'x' * (number % 40)}\n")
    last = server.diagnostics(uri)
    assert sorted(place(d) for d in ours(last)) == expected, last
    for message in server.published[first:]:
        if message["uri"] == uri:
            assert sorted(place(d) for d in ours(message["diagnostics"])) == expected, message
    versions = [m["version"] for m in server.published[first:] if m["uri"] == uri]
    assert versions == sorted(versions) and len(versions) < 200, versions
    server.change(uri, original, wait=True)
    server.diagnostics(uri)
    return len(versions)


def clangd_features(server, uri):
    """What clangd itself answers, so that two servers can be compared."""
    text = server.texts[uri]

    def at(needle, within=0):
        return {"textDocument": {"uri": uri}, "position": lsp.position_of(text, needle, within=within)}

    whole = {"start": {"line": 0, "character": 0}, "end": lsp.position_of(text + "\0", "\0")}
    call = "prompt_size(messages)"
    answers = {
        "hover": server.request("textDocument/hover", at(call)),
        "definition": server.request("textDocument/definition", at(call)),
        "references": server.request("textDocument/references", {**at(call), "context": {"includeDeclaration": True}}),
        "rename": server.request("textDocument/rename", {**at(call), "newName": "prompt_length"}),
        "inlay hints": server.request("textDocument/inlayHint", {"textDocument": {"uri": uri}, "range": whole}),
        "symbols": server.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}}),
        "signature": server.request("textDocument/signatureHelp", at(call, len("prompt_size("))),
        "folding": server.request("textDocument/foldingRange", {"textDocument": {"uri": uri}}),
        "tokens": server.request("textDocument/semanticTokens/full", {"textDocument": {"uri": uri}}),
        "refactorings": server.request("textDocument/codeAction", {
            "textDocument": {"uri": uri}, "context": {"diagnostics": [], "only": ["refactor"]},
            "range": {"start": lsp.position_of(text, call), "end": lsp.position_of(text, call, within=len(call))}}),
    }
    answers["completion"] = server.request("textDocument/completion", at("options_.workspace", len("options_.")))
    return json.loads(json.dumps(answers, sort_keys=True))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--server", "--stock", "--tidy", "--module", "--folder"):
        parser.add_argument(name, required=True)
    args = parser.parse_args()
    folder = project.agent(args.folder)
    project.write_commands(folder, project.FLAGS)
    environment = project.environment(folder)
    with lsp.Server(args.server, root=folder, log=folder / "server.log", environment=environment) as server:
        assert server.info["serverInfo"]["name"] == "clangd" and " 22." in server.info["serverInfo"]["version"], server.info
        uri = server.open(folder / "agent.cpp")
        shown = ours(server.diagnostics(uri))
        check_same_findings(shown, args, folder)
        check_fields(shown, folder)
        print(f"{len(shown)} findings, the same as clang-tidy's, each with its page, severity, tags and chain")
        print(f"{check_fixes(server, uri, shown)} fixes, each mends its finding")
        features = clangd_features(server, uri)
        print(f"{check_fast_edits(server, uri, shown)} of 200 fast edits were shown, all with the same findings")
        print(f"{check_cancellation(server, uri)} of 20 requests were cancelled, all were answered")
    assert server.process.returncode == 0, server.process.returncode
    mocks = project.sources(pathlib.Path(args.folder) / "alternatives", {f"{name}.cpp": text for name, (text, _) in ALTERNATIVES.items()})
    with lsp.Server(args.server, root=mocks, log=mocks / "server.log", environment=project.environment(mocks)) as server:
        check_alternatives(server, mocks)
        print(f"alternatives in {len(ALTERNATIVES)} libraries")
    with lsp.Server(args.stock, root=folder, log=folder / "stock.log", environment=environment) as stock:
        uri = stock.open(folder / "agent.cpp")
        stock.diagnostics(uri)
        stocks = clangd_features(stock, uri)
    for name, answer in stocks.items():
        assert answer, f"clangd-22 itself has no answer for {name}"
        assert features[name] == answer, (name, features[name], answer)
    print(f"{len(stocks)} features answer as in clangd-22: {', '.join(stocks)}")


if __name__ == "__main__":
    main()
