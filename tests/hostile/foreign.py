"""Other things under the name of a workbook, and workbooks under the name of other things."""

from __future__ import annotations

from collections.abc import Iterator

from hostile import Hostile, good, made

OTHERS = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "png": b"\x89PNG\r\n\x1a\n" + bytes(99), "jpeg": b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(99),
    "gif": b"GIF89a" + bytes(99), "bmp": b"BM" + bytes(99), "tiff": b"II*\0" + bytes(99), "webp": b"RIFF\0\0\0\0WEBP" + bytes(99),
    "heic": b"\0\0\0\x18ftypheic" + bytes(99), "rtf": b"{\\rtf1\\ansi x}", "rar": b"Rar!\x1a\x07\0" + bytes(99),
    "7z": b"7z\xbc\xaf\x27\x1c" + bytes(99), "gzip": b"\x1f\x8b\x08" + bytes(99), "exe": b"MZ" + bytes(99), "elf": b"\x7fELF" + bytes(99),
    "sqlite": b"SQLite format 3\0" + bytes(99), "mhtml": b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "text": "Kính gửi Ban Dân vận.\n".encode(),
    "json": b'{"a": 1}\n', "xml": b'<?xml version="1.0"?><a/>', "script": b"#!/bin/sh\nrm -rf /\n", "noise": bytes(range(1, 256)) * 9,
    "lock": b"\x05Trung" + b" " * 159,
}  # fmt: skip


def files() -> Iterator[Hostile]:
    for name, data in OTHERS.items():
        yield made(f"foreign/{name}", "xlsx", lambda d=data: d)
    for folder in ("word", "ppt", "visio"):
        yield made(
            f"foreign/{folder}",
            "xlsx",
            lambda f=folder: good.zipped({f"{f}/document.xml": "<a/>", good.TYPES: "<Types/>"}),
        )
    for kind in ("text", "presentation"):
        mime = f"application/vnd.oasis.opendocument.{kind}"
        yield made(f"foreign/od-{kind}", "ods", lambda m=mime: good.zipped({"mimetype": m, "content.xml": "<a/>"}))
    for kind, data in good.all_kinds().items():
        yield made(f"renamed/{kind}", "xlsx" if kind == "xls" else "xls", lambda d=data: d)
        yield made(f"renamed/{kind}-as-pdf", "pdf", lambda d=data: d)
