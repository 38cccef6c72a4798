"""Headless Chromium over its DevTools protocol: one browser, page after page, with no network to reach.

with Browser(folder) as browser:
    seen = browser.open(path, width=390)     # requests, what the console said
    browser.evaluate("document.title")
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from base64 import b64decode
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websocket import WebSocket, create_connection

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--disable-dev-shm-usage", "--remote-debugging-port=0", "--remote-allow-origins=*",
)  # fmt: skip
PATIENCE = 60  # seconds for an answer


@dataclass
class Seen:
    """What a page asked for, and what it complained of."""

    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)


class Browser:
    """One tab of one browser, its profile in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen = Seen()
        self.sent = 0

    def __enter__(self) -> Browser:
        assert CHROMIUM is not None
        order = [CHROMIUM, *QUIET, f"--user-data-dir={self.folder}", "about:blank"]
        own = {**os.environ, "HOME": str(self.folder)}
        self.process = subprocess.Popen(order, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=own)
        self.socket = self._connected()
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
        self.call("Network.emulateNetworkConditions", **offline)
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()
        self.process.terminate()
        self.process.wait(PATIENCE)

    def _connected(self) -> WebSocket:
        port = self.folder / "DevToolsActivePort"
        until = time.monotonic() + PATIENCE
        while not (port.exists() and port.read_text().count("\n")):
            assert time.monotonic() < until and self.process.poll() is None, "Chromium did not start"
            time.sleep(0.05)
        number, path = port.read_text().split()
        whole = create_connection(f"ws://127.0.0.1:{number}{path}", timeout=PATIENCE)
        whole.send(json.dumps({"id": 0, "method": "Target.createTarget", "params": {"url": "about:blank"}}))
        tab = json.loads(whole.recv())["result"]["targetId"]
        whole.close()
        return create_connection(f"ws://127.0.0.1:{number}/devtools/page/{tab}", timeout=PATIENCE)

    def call(self, method: str, **words: object) -> dict[str, Any]:
        """Ask for one thing and return the answer; what the page does meanwhile is noted."""
        self.sent += 1
        self.socket.send(json.dumps({"id": self.sent, "method": method, "params": words}))
        while (said := json.loads(self.socket.recv())).get("id") != self.sent:
            self._note(said)
        assert "error" not in said, (method, said)
        answer: dict[str, Any] = said["result"]
        return answer

    def _note(self, said: dict[str, Any]) -> None:
        match said.get("method"), said.get("params", {}):
            case "Network.requestWillBeSent", words:
                self.seen.requests.append(words["request"]["url"])
            case "Runtime.consoleAPICalled", words:
                self.seen.console.append(str(words["args"]))
            case "Runtime.exceptionThrown", words:
                self.seen.console.append(str(words["exceptionDetails"]))
            case "Log.entryAdded", words:
                self.seen.console.append(f"{words['entry']['text']} {words['entry'].get('url', '')}")

    def widen(self, width: int, height: int = 900) -> None:
        """Give the window this size."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.call("Emulation.setDeviceMetricsOverride", **size)

    def open(self, path: Path) -> Seen:
        """Open a file, wait until all of it is there, and return what it asked for and goes on asking for."""
        self.seen = Seen()
        self.call("Page.navigate", url="about:blank")
        answer = self.call("Page.navigate", url=path.as_uri())
        assert "errorText" not in answer, (path, answer)
        ready = "new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))"
        self.evaluate(ready)
        self.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        return self.seen

    def evaluate(self, script: str) -> Any:
        """The value of an expression on the page."""
        said = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    def printed(self, path: Path) -> Path:
        """Print the open page as its own styles want it."""
        said = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        path.write_bytes(b64decode(said["data"]))
        return path

    def picture(self, path: Path) -> Path:
        """What the whole open page looks like."""
        said = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(b64decode(said["data"]))
        return path
