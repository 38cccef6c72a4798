"""With this folder on PYTHONPATH no Python reaches further than its own machine: each try fails, and is written down.

The file that DANVAN_TRIED names gets a line a try: what was asked for, and of whom.
"""

from __future__ import annotations

import os
import sys
from typing import Any

HOME = ("127.", "::1", "localhost", "0.0.0.0")
ASKED = {"socket.connect": 1, "socket.sendto": 1, "socket.getaddrinfo": 0, "socket.gethostbyname": 0}


def _fail(event: str, words: tuple[Any, ...]) -> None:
    if event not in ASKED:
        return
    address = words[ASKED[event]]
    host = address[0] if isinstance(address, tuple) else address
    if event == "socket.connect" and not isinstance(address, tuple):
        return  # a socket of this machine
    if host is None or str(host) == "" or str(host).startswith(HOME):
        return
    handle = os.open(os.environ["DANVAN_TRIED"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, f"{event} {address!r}\n".encode())
    os.close(handle)
    raise OSError(101, "Network is unreachable", str(host))


if os.environ.get("DANVAN_TRIED"):
    sys.addaudithook(_fail)
