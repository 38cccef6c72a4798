"""The records of an .xls (BIFF2 to BIFF8): its stream, the records of one section, the shared strings.

Does not belong here: what cells say (`filled`).
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence

from xlrd.compdoc import CompDoc, CompDocError

from danvan.intake.formats.kinds import OLE

BOF, EOF = (0x0009, 0x0209, 0x0409, 0x0809), 0x000A
STRINGS, CONTINUE = 0x00FC, 0x003C

Record = tuple[int, bytes]


def stream_of(data: bytes) -> bytes | None:
    """Return the stream of the workbook in an OLE file, or the file itself where it is bare; None of a broken one."""
    if not data.startswith(OLE):
        return data
    try:
        document = CompDoc(data, logfile=io.StringIO(), ignore_workbook_corruption=True)
        found = document.get_named_stream("Workbook") or document.get_named_stream("Book")
    except (CompDocError, ArithmeticError, AssertionError, IndexError, struct.error):
        return None
    return bytes(found) if found else None


def records(stream: bytes, start: int) -> Iterator[Record]:
    """The records from `start` to the end of its section; charts embedded in a sheet are passed over."""
    depth = 0
    while start + 4 <= len(stream):
        code, length = struct.unpack_from("<HH", stream, start)
        depth += (code in BOF) - (code == EOF)
        if depth == 1:
            yield code, stream[start + 4 : start + 4 + length]
        elif depth <= 0:
            return
        start += 4 + length


def joined(found: Sequence[Record], wanted: int) -> list[bytes]:
    """The bodies of the first record of one code and of those that continue it."""
    bodies: list[bytes] = []
    for code, body in found:
        if (code == wanted and not bodies) or (code == CONTINUE and bodies):
            bodies.append(body)
        elif bodies:
            break
    return bodies


class _Tape:
    """The bodies of a record and its continuations, read one after another."""

    def __init__(self, bodies: list[bytes]) -> None:
        self.bodies, self.body, self.at = bodies, 0, 0

    @property
    def left(self) -> int:
        """Bytes left in the body at hand; the next body is taken up when there are none."""
        if self.body < len(self.bodies) and self.at >= len(self.bodies[self.body]):
            self.body, self.at = self.body + 1, 0
        return len(self.bodies[self.body]) - self.at if self.body < len(self.bodies) else 0

    def take(self, length: int) -> bytes:
        """The next bytes, over the end of a body too."""
        taken = b""
        while length and (part := min(length, self.left)):
            taken += self.bodies[self.body][self.at : self.at + part]
            self.at, length = self.at + part, length - part
        if length:
            raise IndexError("strings end early")
        return taken

    def letters(self, count: int, flags: int) -> str:
        """The next letters; where they go on in the next body, that says anew how wide they are."""
        text = ""
        while count:
            if text and self.left and self.at == 0:
                flags = self.take(1)[0]
            width = 1 + (flags & 1)
            part = min(count, self.left // width)
            if not part:
                raise IndexError("strings end early")
            text += self.take(part * width).decode("utf-16-le" if width == 2 else "latin-1", "replace")
            count -= part
        return text


def strings(found: Sequence[Record]) -> Iterator[str]:
    """The shared strings among the records of the workbook, as many as are there."""
    bodies = joined(found, STRINGS)
    tape = _Tape([bodies[0][8:], *bodies[1:]] if bodies else [])
    while tape.left:
        count, flags = struct.unpack("<HB", tape.take(3))
        runs = struct.unpack("<H", tape.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", tape.take(4))[0] if flags & 4 else 0
        yield tape.letters(count, flags)
        tape.take(4 * runs + extra)
