"""Words of this office and machine that must stand in nothing that leaves: names of files, who works here, secrets.

Does not belong here: looking for them (`publish.screen`).
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path

from danvan.declared.settings import settings
from danvan.paths import Workspace
from danvan.publish.screen import Secrets
from danvan.store.manifest import read_inputs, read_manifest

SECRET = re.compile(r"(?i)secret|token|passw|pwd|api_?key|private|credential|auth|cookie|license")
PEOPLE = ("USER", "USERNAME", "LOGNAME", "HOSTNAME", "COMPUTERNAME", "USERDOMAIN")
SHORTEST = 6  # letters: a shorter word stands in others ("root")


def secrets(workspace: Workspace, environment: Mapping[str, str] = os.environ) -> Secrets:
    """What must not leave `workspace`, and what a person looked over."""
    office = settings(workspace)
    words = dict(_of_files(workspace))
    words |= {name: "tên người ký, người duyệt" for name in (office.signer, office.approved_by) if name}
    words |= dict(_of_machine(workspace, environment))
    return Secrets({word: what for word, what in words.items() if len(word) >= SHORTEST}, office.looked_over)


def _of_files(workspace: Workspace) -> Iterator[tuple[str, str]]:
    received = read_inputs(workspace.processed, read_manifest(workspace.processed))
    return ((Path(path).name, "tên tệp báo cáo") for path in received)


def _of_machine(workspace: Workspace, environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    yield str(workspace.root), "thư mục trên máy"
    yield socket.gethostname(), "tên máy"
    for name, value in environment.items():
        if name in PEOPLE:
            yield value, "tên người dùng hoặc tên máy"
        elif SECRET.search(name):
            yield value, f"giá trị của biến môi trường {name}"
