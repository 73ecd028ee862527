"""A browser without a window, driven through the WebDriver protocol with nothing but the standard library.

It runs on its own profile, reads files alone and is ended with the program.
"""
import base64
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Element:
    def __init__(self, browser, identity):
        self.browser, self.identity = browser, identity

    def click(self):
        self.browser.ask("POST", f"element/{self.identity}/click", {})

    def type(self, text):
        self.browser.ask("POST", f"element/{self.identity}/value", {"text": text})


class Browser:
    """Used in a `with` statement."""

    def __enter__(self):
        self.profile = tempfile.TemporaryDirectory()
        self.driver = subprocess.Popen([shutil.which("chromedriver"), "--port=0"], stdout=subprocess.PIPE, text=True)
        for line in self.driver.stdout:
            if match := re.search(r"started successfully on port (\d+)", line):
                break
        else:
            raise RuntimeError("chromedriver does not start")
        self.base = f"http://127.0.0.1:{match[1]}/session"
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1200,900", "--no-first-run",
                     "--disable-background-networking", f"--user-data-dir={self.profile.name}", "--host-resolver-rules=MAP * ~NOTFOUND"]
        options = {"binary": shutil.which("chromium"), "args": arguments}
        capabilities = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        started = self.request("POST", self.base, {"capabilities": {"alwaysMatch": capabilities}})
        self.base += "/" + started["sessionId"]
        return self

    def __exit__(self, *exception):
        try:
            self.request("DELETE", self.base, None)
        finally:
            self.driver.terminate()
            self.driver.wait(30)
            self.profile.cleanup()

    def request(self, method, address, content):
        data = None if content is None else json.dumps(content).encode()
        asked = urllib.request.Request(address, data, {"Content-Type": "application/json"}, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(asked, timeout=180) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{method} {address}: {error.read().decode()}") from error

    def ask(self, method, command, content=None):
        return self.request(method, f"{self.base}/{command}", content)

    def open(self, path):
        self.ask("POST", "url", {"url": pathlib.Path(path).resolve().as_uri()})

    def find(self, selector):
        return Element(self, self.ask("POST", "element", {"using": "css selector", "value": selector})[ELEMENT])

    def run(self, script, *arguments):
        return self.ask("POST", "execute/sync", {"script": script, "args": arguments})

    def resize(self, width, height):
        self.ask("POST", "window/rect", {"width": width, "height": height})

    def prefer(self, scheme):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.ask("POST", "goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {"features": features}})

    def screenshot(self, path):
        pathlib.Path(path).write_bytes(base64.b64decode(self.ask("GET", "screenshot")))

    def complaints(self):
        return [entry["message"] for entry in self.ask("POST", "se/log", {"type": "browser"}) if entry["level"] == "SEVERE"]
