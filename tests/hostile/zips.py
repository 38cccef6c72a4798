"""Zips that unpack to too much, lie about what is in them, or name their parts so that they land elsewhere."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator

from hostile import Hostile, good, made

ALL = ("xlsx", "ods", "xlsb")
MAIN_PART = {"xlsx": good.SHEET, "ods": "content.xml", "xlsb": "xl/worksheets/sheet1.bin"}
SLIPS = {
    "up": "../../../../tmp/danvan-slip", "up-windows": "..\\..\\danvan-slip", "drive": "C:\\danvan-slip",
    "inside": "xl/../../danvan-slip", "root": "/etc/danvan-slip", "null": "xl/a\0b.xml", "newline": "xl/a\nb.xml",
}  # fmt: skip


def files() -> Iterator[Hostile]:
    for kind in ALL:
        part = MAIN_PART[kind]
        yield made(f"zip/bomb/{kind}", kind, lambda k=kind, p=part: _bomb(k, p, 600 << 20, 600 << 20))
        yield made(f"zip/bomb-beside/{kind}", kind, lambda k=kind: _bomb(k, "media/image1.png", 600 << 20, 600 << 20))
        yield made(f"zip/says-less/{kind}", kind, lambda k=kind, p=part: _bomb(k, p, 300 << 20, 1000))
        yield made(f"zip/says-more/{kind}", kind, lambda k=kind, p=part: _bomb(k, p, 1000, 3 << 30))
        yield made(f"zip/twice/{kind}", kind, lambda k=kind, p=part: _with(k, (p, b"<x/>")))
        yield made(f"zip/twice-other-case/{kind}", kind, lambda k=kind, p=part: _with(k, (p.upper(), b"<x/>")))
        yield made(f"zip/many-parts/{kind}", kind, lambda k=kind: _with(k, *((f"xl/{n}", b"") for n in range(20_000))))
        yield made(f"zip/encrypted/{kind}", kind, lambda k=kind: _flagged(k, 1))
        yield made(f"zip/checksum/{kind}", kind, lambda k=kind, p=part: _patched(k, p, "CRC"))
        yield made(f"zip/method-99/{kind}", kind, lambda k=kind, p=part: _patched(k, p, "method"))
        yield made(f"zip/offset/{kind}", kind, lambda k=kind, p=part: _patched(k, p, "offset"))
        yield made(f"zip/lost/{kind}", kind, lambda k=kind, p=part: _without(k, p))
    for name, slip in SLIPS.items():
        yield made(f"zip/slip/{name}", "xlsx", lambda s=slip: _with("xlsx", (s, b"<x/>")))
    yield made("zip/lzma/xlsx", "xlsx", lambda: good.zipped(good.parts(), zipfile.ZIP_LZMA))
    yield made("zip/bzip2/xlsx", "xlsx", lambda: good.zipped(good.parts(), zipfile.ZIP_BZIP2))
    yield made("zip/empty/xlsx", "xlsx", lambda: good.zipped({}))
    yield made("zip/overlapping/xlsx", "xlsx", _overlapping)
    yield made("zip/end-lies/xlsx", "xlsx", _end_lies)
    yield made("zip/of-workbooks/xlsx", "xlsx", lambda: good.zipped({f"{n}.xlsx": good.xlsx() for n in range(3)}))
    yield made("zip/in-zip/xlsx", "xlsx", lambda: good.zipped({"a.zip": good.zipped({"a.zip": good.xlsx()})}))


def _kinds(kind: str) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(good.all_kinds()[kind])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _with(kind: str, *more: tuple[str, bytes]) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a name is there twice
        for name, data in (*_kinds(kind).items(), *more):
            info = zipfile.ZipInfo("x", good.EPOCH)
            info.filename = name  # not cut at a zero, as the constructor would
            archive.writestr(info, data)
    return memory.getvalue()


def _without(kind: str, part: str) -> bytes:
    return good.zipped({name: data for name, data in _kinds(kind).items() if name != part})


def _bomb(kind: str, part: str, size: int, said: int) -> bytes:
    """A part of so many letters that says it has another number of them."""
    tape, piece = zlib.compressobj(9, zlib.DEFLATED, -15), b"<a>aaaaaaaaaaaa</a>" * 10_000
    packed = b"".join(tape.compress(piece) for _ in range(max(1, size // len(piece)))) + tape.flush()
    return _raw({**_kinds(kind), part: packed}, part, said)


def _raw(parts: dict[str, bytes], part: str, said: int) -> bytes:
    """A zip whose one part is packed already, and says what it likes of itself."""
    body, listed = b"", b""
    for name, data in parts.items():
        method, size = (8, said) if name == part else (0, len(data))
        head = struct.pack("<5H3I2H", 20, 0, method, 0, 33, zlib.crc32(data), len(data), size, len(name), 0)
        listed += (
            b"PK\x01\x02" + struct.pack("<H", 20) + head + struct.pack("<3H2I", 0, 0, 0, 0, len(body)) + name.encode()
        )
        body += b"PK\x03\x04" + head + name.encode() + data
    end = struct.pack("<4H2IH", 0, 0, len(parts), len(parts), len(listed), len(body), 0)
    return body + listed + b"PK\x05\x06" + end


def _at(data: bytes, part: str) -> tuple[int, int]:
    """Where the list of parts speaks of one, and where its own head is."""
    at = data.index(part.encode(), data.index(b"PK\x01\x02")) - 46
    return at, struct.unpack_from("<I", data, at + 42)[0]


def _patched(kind: str, part: str, what: str) -> bytes:
    data = bytearray(good.all_kinds()[kind])
    at, head = _at(bytes(data), part)
    if what == "CRC":
        data[at + 16] ^= 0xFF
    elif what == "method":
        data[at + 10] = data[head + 8] = 99
    else:
        struct.pack_into("<I", data, at + 42, 0x7FFFFFF0)
    return bytes(data)


def _flagged(kind: str, flag: int) -> bytes:
    data = bytearray(good.all_kinds()[kind])
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= flag
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)


def _overlapping() -> bytes:
    """Many names for the same packed bytes."""
    data = good.zipped({"a.xml": b"a" * (10 << 20)})
    end = data.index(b"PK\x01\x02")
    entry, last = data[end : data.index(b"PK\x05\x06")], data[data.index(b"PK\x05\x06") :]
    listed = b"".join(entry.replace(b"a.xml", b"%05d" % n) for n in range(5000))
    return data[:end] + listed + last[:8] + struct.pack("<2H2I", 5000, 5000, len(listed), end) + b"\0\0"


def _end_lies() -> bytes:
    data = bytearray(good.xlsx())
    struct.pack_into("<2H", data, data.rindex(b"PK\x05\x06") + 8, 65535, 65535)
    return bytes(data)
