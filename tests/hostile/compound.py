"""OLE files: chains that come back to themselves, headers that lie, and the three ways in which a workbook is locked."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import drawn_files
import msoffice
import xlrd
from drawn_submission import WORKS

from hostile import Hostile, good, made

HEADER = 512
END, FREE = 0xFFFFFFFE, 0xFFFFFFFF
FIELDS = {  # where a header says how many there are, or where they begin
    "tables": 44, "directory": 48, "least": 56, "small": 60, "smalls": 64, "list": 68, "lists": 72, "first-table": 76,
}  # fmt: skip
VALUES = {"0": 0, "1": 1, "7fffffff": 0x7FFFFFFF, "end": END, "free": FREE}


def files() -> Iterator[Hostile]:
    for field, at in FIELDS.items():
        for name, value in VALUES.items():
            yield made(f"ole/header-{field}/{name}", "xls", lambda a=at, v=value: _patched((a, "<I", v)))
    for name, shift in (("0", 0), ("12", 12), ("30", 30), ("65535", 65535)):
        yield made(f"ole/sector-size/{name}", "xls", lambda s=shift: _patched((30, "<H", s)))
        yield made(f"ole/small-sector-size/{name}", "xls", lambda s=shift: _patched((32, "<H", s)))
    for name in ("directory", "book", "table-itself"):
        yield made(f"ole/loop/{name}", "xls", lambda n=name: _looped(n))
    yield made("ole/loop/list", "xls", _list_looped)
    yield made("ole/loop/small", "xls", _small_looped)
    for name, offset in (("left", 68), ("right", 72), ("below", 76)):
        for to in (0, 1, 2):
            yield made(f"ole/tree-{name}/{to}", "xls", lambda o=offset, t=to: _entry(1, o, t))
    for name, size in (("0", 0), ("beyond", 0x7FFFFFFF), ("all", 0xFFFFFFFF)):
        yield made(f"ole/book-size/{name}", "xls", lambda s=size: _entry(1, 120, s))
        yield made(f"ole/root-size/{name}", "xls", lambda s=size: _entry(0, 120, s))
    yield made("ole/1-kb", "xls", lambda: good_ole()[:HEADER] + b"\xff" * 512)
    yield made("ole/only-header", "xls", lambda: good_ole()[:HEADER])
    yield made("ole/only-sign", "xls", lambda: good_ole()[:8])
    yield made(
        "locked/agile",
        "xlsx",
        lambda: msoffice.compound(
            {"EncryptionInfo": b"\x04\0\x04\0@\0\0\0<encryption/>", "EncryptedPackage": bytes(5000)}
        ),
    )
    yield made(
        "locked/standard",
        "xlsx",
        lambda: msoffice.compound({"EncryptionInfo": b"\x03\0\x02\0", "EncryptedPackage": bytes(5000)}),
    )
    yield made("locked/word", "xls", lambda: msoffice.compound({"WordDocument": bytes(5000), "1Table": bytes(5000)}))
    yield made("locked/message", "xls", lambda: msoffice.compound({"__properties_version1.0": bytes(5000)}))
    yield made("locked/nothing", "xls", lambda: msoffice.compound({"Contents": bytes(5000)}))
    for name, code in (("xor", 0), ("rc4", 1)):
        yield made(f"locked/filepass-{name}", "xls", lambda c=code: _filepass(c))
    yield made("locked/ods", "ods", _locked_ods)


def good_ole() -> bytes:
    return drawn_files.xls([WORKS])


def _patched(*changes: tuple[int, str, int]) -> bytes:
    data = bytearray(good_ole())
    for at, form, value in changes:
        struct.pack_into(form, data, at, value)
    return bytes(data)


def _disk() -> tuple[bytes, int, int]:
    """The good file, where its first table is, and its directory."""
    data = good_ole()
    table, directory = struct.unpack_from("<I", data, 76)[0], struct.unpack_from("<I", data, 48)[0]
    return data, HEADER * (table + 1), HEADER * (directory + 1)


def _looped(what: str) -> bytes:
    data, table, directory = _disk()
    first = {
        "directory": directory // HEADER - 1,
        "book": struct.unpack_from("<I", data, directory + 128 + 116)[0],
        "table-itself": table // HEADER - 1,
    }
    return _patched((table + 4 * first[what], "<I", first[what]))


def _list_looped() -> bytes:
    """A sector that goes on the list of tables leads to itself."""
    data = good_ole()
    sector = len(data) // HEADER - 1
    return _patched((68, "<I", sector), (72, "<I", 1)) + struct.pack("<128I", *[FREE] * 127, sector)


def _small_looped() -> bytes:
    """A workbook in the small sectors, whose chain of small sectors comes back."""
    data, _, directory = _disk()
    book = struct.unpack_from("<I", data, directory + 128 + 116)[0]
    sector = len(data) // HEADER - 1
    changed = _patched(
        (60, "<I", sector), (64, "<I", 1), (directory + 128 + 116, "<I", 0), (directory + 128 + 120, "<I", 4000),
        (directory + 116, "<I", book), (directory + 120, "<I", 4096),
    )  # fmt: skip
    return changed + struct.pack("<128I", 1, 0, *[END] * 126)


def _entry(number: int, offset: int, value: int) -> bytes:
    _, _, directory = _disk()
    return _patched((directory + 128 * number + offset, "<I", value))


def _filepass(code: int) -> bytes:
    """A bare stream of records that says, second, that the rest is enciphered."""
    stream = xlrd.compdoc.CompDoc(good_ole(), logfile=io.StringIO()).get_named_stream("Workbook")
    head = 4 + struct.unpack_from("<H", stream, 2)[0]
    return stream[:head] + struct.pack("<3H", 0x2F, 6, code) + bytes(4) + stream[head:]


def _locked_ods() -> bytes:
    manifest = '<manifest:manifest xmlns:manifest="urn:x"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>'
    return good.zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": bytes(300),
            "META-INF/manifest.xml": manifest,
        }
    )
