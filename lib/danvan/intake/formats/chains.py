"""Refuses an OLE file whose chains of sectors, or whose directory, come back to themselves: a reader would follow on.

    header -> list of FAT sectors -> FAT: sector -> next sector    directory, small sectors, the workbook: a chain each

Whatever else is wrong is left to the readers, which put up with much of it. Does not belong here: what streams say.
"""

from __future__ import annotations

import array
import struct
import sys
from collections.abc import Iterator, Sequence

from danvan.problems import refusal

HEADER, ENTRY = 512, 128
SHIFTS = (9, 12)
LAST = 0xFFFFFFFA  # from here on numbers are no sectors but signs: free, end, table
BOOKS = ("Workbook", "Book", "WORKBOOK", "BOOK")
SMALL = 64


def refuse_loops(data: bytes) -> None:
    """Refuse an OLE file that a reader could follow without end."""
    if len(data) < HEADER or struct.unpack_from("<H", data, 30)[0] not in SHIFTS:
        return
    disk = _Disk(data)
    table = disk.table()
    entries = disk.joined(table, struct.unpack_from("<I", data, 48)[0], "thư mục")
    small = array.array("I", disk.joined(table, struct.unpack_from("<I", data, 60)[0], "bảng đoạn nhỏ"))
    _swap(small)
    _refuse_tree(entries)
    least = struct.unpack_from("<I", data, 56)[0]
    for at in range(0, len(entries), ENTRY):
        name = entries[at : at + max(0, struct.unpack_from("<H", entries, at + 64)[0] - 2)].decode(
            "utf-16-le", "replace"
        )
        first, size = struct.unpack_from("<2I", entries, at + 116)
        if at == 0 or name in BOOKS:
            for _ in _chain(table if at == 0 or size >= least else small, first, name):
                pass


class _Disk:
    """The sectors of a file, numbered from 0 after the header."""

    def __init__(self, data: bytes) -> None:
        self.data, self.size = data, 1 << struct.unpack_from("<H", data, 30)[0]

    def sector(self, number: int) -> bytes:
        return self.data[HEADER + number * self.size : HEADER + (number + 1) * self.size]

    def table(self) -> array.array[int]:
        """The next sector of each; the sectors of the table itself are listed in the header and a chain behind it."""
        listed = list(struct.unpack_from("<109I", self.data, 76))
        at, seen = struct.unpack_from("<I", self.data, 68)[0], set[int]()
        while at < LAST and len(more := self.sector(at)) == self.size:
            if at in seen:
                raise _loop("danh sách bảng")
            seen.add(at)
            *further, at = struct.unpack(f"<{self.size // 4}I", more)
            listed += further
        numbers = [n for n in dict.fromkeys(listed) if n < LAST]
        table = array.array("I", b"".join(s for s in map(self.sector, numbers) if len(s) == self.size))
        _swap(table)
        return table

    def joined(self, table: Sequence[int], first: int, name: str) -> bytes:
        """The whole entries in the sectors of a chain."""
        found = b"".join(self.sector(number) for number in _chain(table, first, name))
        return found[: len(found) // ENTRY * ENTRY]


def _swap(numbers: array.array[int]) -> None:
    if sys.byteorder == "big":
        numbers.byteswap()


def _chain(table: Sequence[int], first: int, name: str) -> Iterator[int]:
    seen: set[int] = set()
    while first < len(table):
        if first in seen:
            raise _loop(name)
        seen.add(first)
        yield first
        first = table[first]


def _refuse_tree(entries: bytes) -> None:
    """The directory is a tree: each entry names two beside it and, where it is a folder, one below."""
    seen: set[int] = set()
    open_, count = [0], len(entries) // ENTRY
    while open_:
        number = open_.pop()
        if number in seen:
            raise _loop("cây thư mục")
        seen.add(number)
        beside = struct.unpack_from("<3I", entries, number * ENTRY + 68) if number < count else ()
        open_ += [n for n in beside if n < count]


def _loop(name: str) -> Exception:
    return refusal("X09", what=f"vòng lặp trong {name}")
