"""A small client of the language server protocol: starts a server, talks JSON-RPC to it, and ends it again."""
import json
import os
import pathlib
import queue
import subprocess
import threading
import time
import urllib.parse

# What an editor of today says it can do.
CAPABILITIES = {
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "codeDescriptionSupport": True, "tagSupport": {"valueSet": [1, 2]},
                               "dataSupport": True, "versionSupport": True},
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix", "refactor"]}},
                       "isPreferredSupport": True, "dataSupport": True},
        "rename": {"prepareSupport": True},
        "completion": {"completionItem": {"snippetSupport": True}},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
        "inlayHint": {},
        "synchronization": {"didSave": True},
    },
    "general": {"positionEncodings": ["utf-16"]},
}


class LspError(Exception):
    def __init__(self, error):
        super().__init__(error.get("message"))
        self.code = error.get("code")


def uri_of(path):
    return pathlib.Path(path).resolve().as_uri()


def path_of(uri):
    return pathlib.Path(urllib.parse.unquote(urllib.parse.urlparse(uri).path))


class Server:
    """A running server; `with` ends it, by force when it does not end by itself."""

    def __init__(self, program, *arguments, root, log, capabilities=CAPABILITIES, environment=None):
        self.log = open(log, "wb")
        self.process = subprocess.Popen([str(program), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=self.log, cwd=root, env={**os.environ, **(environment or {})})
        self.messages = queue.Queue()
        self.ids = 0
        self.versions, self.texts = {}, {}
        self.published = []  # Every publishDiagnostics, in the order of arrival.
        self.replies = {}
        threading.Thread(target=self._read, daemon=True).start()
        self.info = self.request("initialize", {"processId": os.getpid(), "rootUri": uri_of(root), "capabilities": capabilities})
        self.notify("initialized", {})

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        try:
            if self.process.poll() is None:
                self.request("shutdown", None, timeout=30)
                self.notify("exit", None)
                self.process.wait(30)
        except (OSError, TimeoutError, subprocess.TimeoutExpired, EOFError):
            pass
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            self.log.close()

    def _read(self):
        stream = self.process.stdout
        while True:
            length = None
            while (line := stream.readline().strip()):
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if length is None:
                self.messages.put(None)
                return
            self.messages.put(json.loads(stream.read(length)))

    def _write(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def _receive(self, timeout):
        try:
            message = self.messages.get(timeout=max(timeout, 0.001))
        except queue.Empty:
            raise TimeoutError("the server does not answer") from None
        if message is None:
            raise EOFError(f"the server ended with {self.process.wait()}")
        if message.get("method") == "textDocument/publishDiagnostics":
            self.published.append(message["params"])
        elif "method" in message and "id" in message:
            self._write({"id": message["id"], "result": None})
        elif "id" in message:
            self.replies[message["id"]] = message
        return message

    def notify(self, method, params):
        self._write({"method": method, "params": params})

    def send(self, method, params):
        self.ids += 1
        self._write({"id": self.ids, "method": method, "params": params})
        return self.ids

    def answer(self, request, timeout=120):
        end = time.monotonic() + timeout
        while request not in self.replies:
            self._receive(end - time.monotonic())
        reply = self.replies.pop(request)
        if "error" in reply:
            raise LspError(reply["error"])
        return reply.get("result")

    def request(self, method, params, timeout=120):
        return self.answer(self.send(method, params), timeout)

    def open(self, path, text=None):
        uri = uri_of(path)
        self.texts[uri] = pathlib.Path(path).read_text() if text is None else text
        self.versions[uri] = 1
        self.notify("textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "cpp", "version": 1,
                                                              "text": self.texts[uri]}})
        return uri

    def change(self, uri, text, wait=None):
        """Replaces the text; `wait` says whether diagnostics are wanted for this version (None: the server decides)."""
        self.versions[uri] += 1
        self.texts[uri] = text
        self.notify("textDocument/didChange", {"textDocument": {"uri": uri, "version": self.versions[uri]},
                                               "contentChanges": [{"text": text}],
                                               **({} if wait is None else {"wantDiagnostics": wait})})

    def close(self, uri):
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def diagnostics(self, uri, timeout=120):
        """What is shown for the present version of a file, once it is there."""
        end = time.monotonic() + timeout
        while True:
            for message in reversed(self.published):
                if message["uri"] == uri and message.get("version") == self.versions[uri]:
                    return message["diagnostics"]
            self._receive(end - time.monotonic())

    def next_diagnostics(self, uri, timeout=120):
        """The next message about a file, whatever its version."""
        end = time.monotonic() + timeout
        seen = len(self.published)
        while True:
            for message in self.published[seen:]:
                if message["uri"] == uri:
                    return message["diagnostics"]
            seen = len(self.published)
            self._receive(end - time.monotonic())

    def fixes(self, uri, diagnostic):
        actions = self.request("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": diagnostic["range"],
                                                           "context": {"diagnostics": [diagnostic]}})
        return [action for action in actions if action.get("kind") == "quickfix"]


def offset_of(text, position):
    """The index in `text` of a position, which counts UTF-16 units."""
    lines = text.split("\n")
    line = lines[position["line"]]
    units = index = 0
    while units < position["character"]:
        units += 2 if ord(line[index]) > 0xFFFF else 1
        index += 1
    return sum(len(l) + 1 for l in lines[:position["line"]]) + index


def apply_edits(text, edits):
    for edit in sorted(edits, key=lambda e: offset_of(text, e["range"]["start"]), reverse=True):
        start, end = offset_of(text, edit["range"]["start"]), offset_of(text, edit["range"]["end"])
        text = text[:start] + edit["newText"] + text[end:]
    return text


def edits_of(action, uri):
    return action["edit"]["changes"][uri]


def position_of(text, needle, skip=0, within=0):
    """The position of the (skip + 1)st `needle`, `within` characters into it."""
    index = -1
    for _ in range(skip + 1):
        index = text.index(needle, index + 1)
    before = text[:index + within]
    return {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
