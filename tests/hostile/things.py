"""What stands under a file's name and is none: folders, pipes, links, devices; and files of no or endless length."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from hostile import Hostile, good


def files() -> Iterator[Hostile]:
    yield Hostile("thing/empty", "xlsx", Path.touch)
    yield Hostile("thing/zeros", "xlsx", lambda path: path.write_bytes(bytes(100_000)))
    yield Hostile("thing/spaces", "xlsx", lambda path: path.write_bytes(b" \r\n" * 1000))
    yield Hostile("thing/folder", "xlsx", Path.mkdir)
    yield Hostile("thing/10-gb", "xlsx", _long)
    yield Hostile("thing/lock-file", "xlsx", lambda path: path.with_name(f"~${path.name}").write_bytes(good.xlsx()))
    if os.name == "posix":
        yield Hostile("thing/pipe", "xlsx", os.mkfifo)
        yield Hostile("thing/link", "xlsx", _linked)
        for name, target in (
            ("nowhere", "nothing-here"),
            ("endless", "/dev/zero"),
            ("random", "/dev/urandom"),
            ("null", "/dev/null"),
            ("folder", "/etc"),
            ("password", "/etc/passwd"),
            ("terminal", "/dev/tty"),
        ):
            yield Hostile(f"thing/link-{name}", "xlsx", lambda path, t=target: path.symlink_to(t))
        yield Hostile("thing/link-itself", "xlsx", lambda path: path.symlink_to(path.name))
        yield Hostile("thing/socket", "xlsx", _socket)


def _long(path: Path) -> None:
    """A file that says it is long and takes no room on the disk."""
    with path.open("wb") as file:
        file.truncate(10 << 30)


def _linked(path: Path) -> None:
    """A link to a good workbook is one."""
    other = path.with_suffix(".other")
    other.write_bytes(good.xlsx())
    path.symlink_to(other.name)


def _socket(path: Path) -> None:
    import socket

    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))
