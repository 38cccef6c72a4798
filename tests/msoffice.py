"""An OLE file of given streams, written by hand: a header, one table of sectors, a directory, the streams."""

from __future__ import annotations

import struct
from collections.abc import Mapping

SECTOR, END, FREE, TABLE = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE file; each stream must be longer than 4096 bytes, or it is padded to be."""
    table, bodies, entries = [TABLE], b"", []
    folders = (len(streams) + 1 + 3) // 4
    table += [*range(2, folders + 1), END]
    for name, data in streams.items():
        padded = data.ljust(4096, b"\0")
        count, first = -(-len(padded) // SECTOR), len(table)
        table += [*range(first + 1, first + count), END]
        bodies += padded.ljust(count * SECTOR, b"\0")
        entries.append((name, first, len(padded)))
    directory = _entry("Root Entry", 5, END, 0, below=1)
    for number, (name, first, size) in enumerate(entries, start=1):
        directory += _entry(name, 2, first, size, right=number + 1 if number < len(entries) else FREE)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<8I", 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    listed = struct.pack(f"<{SECTOR // 4}I", *(table + [FREE] * SECTOR)[: SECTOR // 4])
    return head + listed + directory.ljust(folders * SECTOR, b"\0") + bodies


def _entry(name: str, kind: int, first: int, size: int, right: int = FREE, below: int = FREE) -> bytes:
    letters = f"{name}\0".encode("utf-16-le")
    links = struct.pack("<2B3I", kind, 1, FREE, right, below)
    return (
        letters.ljust(64, b"\0")
        + struct.pack("<H", len(letters))
        + links
        + bytes(36)
        + struct.pack("<3I", first, size, 0)
    )
