"""JupyterLab as `run.py lab` starts it: menus in Vietnamese, and a notebook run to its end with its chart to be seen."""

from __future__ import annotations

import io
import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from browser import CHROMIUM, Browser
from PIL import Image

from danvan.intake.summary import Summary
from danvan.paths import Workspace

ROOT = Path(__file__).parents[1]
TOKEN = "only-in-this-test"
PATIENCE = 120  # seconds for JupyterLab and for a notebook
BLUE = (0x17, 0x66, 0xB5)  # the bars
CELLS = "jupyterapp.shell.currentWidget.content.widgets"


@pytest.fixture
def notebooks(district: tuple[Workspace, Summary], tmp_path: Path) -> Path:
    """The notebooks of a workspace on the sample's store."""
    ours, root = district[0], tmp_path / "ws"
    (root / "data").mkdir(parents=True)
    (root / "data" / "processed").symlink_to(ours.processed)
    shutil.copy(ours.settings, root)
    shutil.copytree(ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*"))
    return root / "notebooks"


@pytest.fixture
def lab(notebooks: Path, tmp_path: Path) -> Iterator[str]:
    """The address of JupyterLab, opened on them."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    asked = [
        f"--ServerApp.root_dir={notebooks}", f"--ServerApp.port={port}", f"--IdentityProvider.token={TOKEN}",
        "--LabApp.expose_app_in_browser=True", "--no-browser", "--allow-root",
    ]  # fmt: skip
    with (tmp_path / "lab.log").open("wb") as log:
        server = subprocess.Popen([sys.executable, ROOT / "run.py", "lab", *asked], stdout=log, stderr=log)
    try:
        _answers(f"http://127.0.0.1:{port}/api?token={TOKEN}", server, tmp_path / "lab.log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(30)


def _answers(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            assert server.poll() is None and time.monotonic() < until, log.read_text(errors="replace")[-2000:]
            time.sleep(0.2)


def soon(browser: Browser, script: str) -> Any:
    """The value of an expression as soon as there is one."""
    until = time.monotonic() + PATIENCE
    while not (value := browser.evaluate(f"(() => {{ try {{ return {script} }} catch (e) {{ return null }} }})()")):
        assert time.monotonic() < until, script
        time.sleep(0.2)
    return value


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_notebook_runs_to_its_end_and_its_chart_is_seen(lab: str, tmp_path: Path) -> None:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with Browser(tmp_path / "profile") as browser:
        browser.call(
            "Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=-1
        )
        browser.widen(1400, 1000)
        browser.call("Page.navigate", url=f"{lab}/lab/tree/explore.ipynb?token={TOKEN}")
        kernel = "jupyterapp.shell.currentWidget.sessionContext.session.kernel"
        assert soon(browser, f"{kernel}.status === 'idle' && {kernel}.name") == "python3"
        menu = soon(browser, "document.querySelector('.lm-MenuBar').innerText")
        assert "Tệp" in menu or "Tập tin" in menu, menu

        browser.evaluate("jupyterapp.commands.execute('notebook:run-all-cells').then(() => true)")
        code = f"{CELLS}.filter(c => c.model.type === 'code')"
        soon(browser, f"{code}.every(c => c.model.executionCount)")
        outputs = json.loads(browser.evaluate(f"JSON.stringify({code}.flatMap(c => c.model.outputs.toJSON()))"))
        assert [one for one in outputs if one["output_type"] == "error"] == []
        assert "1,31 m² mỗi hộ" in outputs[-1]["text"]

        box = soon(browser, _seen("img[src^='data:image/png']"))
        picture = Image.open(io.BytesIO(b64decode(browser.call("Page.captureScreenshot")["data"]))).convert("RGB")
        picture.save(tmp_path / "lab.png")
        shown = picture.crop(
            (int(box["x"]), int(box["y"]), int(box["x"] + box["width"]), int(box["y"] + box["height"]))
        )
        counted = shown.getcolors(shown.width * shown.height) or []
        assert box["natural"] > 300 and shown.width > 300 and shown.height > 200
        assert sum(n for n, colour in counted if colour == BLUE) > 0.05 * shown.width * shown.height

        assert "Jupyter news" not in browser.evaluate("document.body.innerText")  # it would ask the network

        widgets = f"{CELLS}.filter(c => c.node.querySelector('.jupyter-widgets select'))"
        soon(browser, f"({CELLS}.forEach((c, n) => c.node.scrollIntoView()), {widgets}.length > 0)")


def _seen(selector: str) -> str:
    """Where a picture stands on the screen, once it has been brought there and drawn."""
    return (
        f'(() => {{ const i = document.querySelector("{selector}"); if (!i || !i.naturalWidth) {{'
        f" {CELLS}.forEach(c => c.node.scrollIntoView()); return null; }}"
        " i.scrollIntoView({block: 'center'}); const b = i.getBoundingClientRect();"
        " return b.top >= 0 && b.bottom <= innerHeight &&"
        " {x: b.x, y: b.y, width: b.width, height: b.height, natural: i.naturalWidth}; })()"
    )
