"""What we build on: each package by its hash, its licence known, nothing that calls home; who asks what is known of it."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import audit
import licences
import pytest
from offline import offline

ROOT = Path(__file__).parents[1]
# What an office may use and pass on without a duty for its own notebooks; the LGPL asks nothing of who only imports.
FREE = {
    "0BSD",
    "Apache-2.0",
    "BSD",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "LGPL-2.1-only",
    "MIT",
    "MPL-2.0",
    "PSF-2.0",
    "Zlib",
}
NETWORK = {
    "distributed",
    "socket",
    "ssl",
    "http",
    "urllib",
    "ftplib",
    "smtplib",
    "xmlrpc",
    "telnetlib",
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "fsspec",
    "s3fs",
}

HARMLESS = {
    "unseen.py": {"urllib.request"},  # url2pathname
    "secrets.py": {"socket"},  # the machine's own name
    "scheduled.py": {"distributed"},  # the scheduler that a person names
    "spread.py": {"distributed"},  # the bench's own, on this machine
    "addresses.py": {"fsspec", "fsspec.core"},  # the address that a person names
}


def test_the_list_of_licences_is_that_of_the_lock() -> None:
    """After a change of the lock: .venv/bin/python tests/licences.py"""
    listed = licences.listed()
    assert {name: row["versions"].split() for name, row in listed.items()} == licences.locked()
    for name, row in listed.items():
        assert set(re.split(" AND | OR ", row["licence"])) <= FREE, name
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"]), name
        assert row["licence"] == (licences.licence(name) or row["licence"]), name


@pytest.mark.parametrize("lock", ["requirements.lock", "tests/audit.lock"])
def test_every_package_has_its_hashes(lock: str) -> None:
    entry = r"[a-z0-9-]+==[0-9][\w.!+]*(?: ; [\w\s.'*=<>!()]+)?(?: \\\n    --hash=sha256:[0-9a-f]{64})+\n"
    assert re.fullmatch(f"(?:{entry})+", (ROOT / lock).read_text(encoding="utf-8"))


def test_what_the_browser_is_tested_with_has_its_hashes_too() -> None:
    packages = json.loads((ROOT / "tests" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, said in packages.items() if name and not said["integrity"].startswith("sha512-")] == []


def test_no_module_speaks_with_a_network() -> None:
    for module in (ROOT / "lib").rglob("*.py"):
        nodes = list(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))
        names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
        names += [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
        asked = {name for name in names if name.partition(".")[0] in NETWORK} - {"urllib.parse"}
        assert asked <= HARMLESS.get(module.name, set()), module


def test_a_command_without_a_network_fails_at_what_leads_out_and_reaches_itself(tmp_path: Path) -> None:
    """The main job is run like that (tests/sample_district.py)."""
    told = offline(["-c", TRY], tmp_path / "tried")
    assert told.stdout.split() == ["OSError", "OSError", "itself"], told.stderr
    assert (tmp_path / "tried").read_text().split("\n")[0] == "socket.getaddrinfo 'evil.example'"


TRY = """
import socket
for host in ("evil.example", "192.0.2.1"):
    try:
        socket.create_connection((host, 80), 5)
    except OSError as error:
        print(type(error).__name__)
own = socket.create_server(("127.0.0.1", 0))
socket.create_connection(own.getsockname(), 5).close()
own.close()
print("itself")
"""
VULNERABLE = {"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}


@pytest.mark.parametrize(
    ("said", "complaint", "code", "words"),
    [
        ('{"dependencies": [{"name": "a", "version": "1", "vulns": []}]}', "", 0, "2026-11-23: 1 packages asked, 0 advisories"),
        (json.dumps({"dependencies": [VULNERABLE]}), "", 1, "a 1: PYSEC-1, mended in 2"),
        ("", "x\nERROR: not found on PyPI", 0, "NOT ASKED, so nothing is known for or against the locked packages (ERROR: not found on PyPI)"),
        ("", "", 0, "NOT ASKED"),
    ],
)  # fmt: skip
def test_what_is_known_fails_and_what_could_not_be_asked_is_said(
    said: str, complaint: str, code: int, words: str
) -> None:
    ended, lines = audit.told(said, complaint, "2026-11-23")
    assert ended == code
    assert words in "\n".join(lines)
