"""Checks a zip before a reader unpacks it: how many parts, what they are named, and that each unpacks to what it says.

    every part once, piece by piece:  packed bytes -> no more than declared, all of it, and with its checksum

Does not belong here: what the parts say (`crowded`, `package`).
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from zipfile import ZipFile, ZipInfo

from danvan.problems import refusal

ENTRY = b"PK\x01\x02"  # the head of each part in the list at the end of a zip
MOST_PARTS = 10_000
MOST_BYTES, MOST_TOGETHER = 128 << 20, 256 << 20
HEAD_BYTES = 1 << 20
LOCAL, LOCAL_HEAD = b"PK\x03\x04", 30  # before the bytes of each part, its name behind; how long it is
UTF8 = 0x800  # the flag of a name that is not in the old code page
MEBIBYTE = 1 << 20
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError, struct.error)


def opened(data: bytes) -> ZipFile:
    """Return the archive in `data`; UnreadableWorkbook where it is broken or its parts are no office's."""
    count = data.count(ENTRY)
    if count > MOST_PARTS:
        raise refusal("X16", part="zip", what="phần", count=count, most=MOST_PARTS)
    try:
        archive = ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise refusal("X09", what="không mở được tệp nén") from error
    seen: set[str] = set()
    for name in map(plain, archive.namelist()):
        if name in seen:
            raise refusal("X13", what="hai phần cùng tên", part=name)
        if ".." in name.split("/") or name[1:2] == ":":
            raise refusal("X13", what="phần mang tên dẫn ra ngoài", part=name)
        seen.add(name)
    return archive


def plain(name: str) -> str:
    """Return the name of a part in small letters with usual slashes, by which two names are one."""
    return name.replace("\\", "/").lstrip("/").lower()


def start_of(archive: ZipFile, name: str) -> bytes:
    """Return the first bytes of a part; UnreadableWorkbook where they cannot be had."""
    try:
        with archive.open(name) as part:
            return part.read(HEAD_BYTES)
    except BROKEN as error:
        raise refusal("X10", part=name, what="không bung ra được") from error


def parts(data: bytes) -> Iterator[tuple[ZipInfo, bytes]]:
    """Yield each part, unpacked; UnreadableWorkbook names one that is too large, broken or lies."""
    together = 0
    for entry in opened(data).infolist():
        together += entry.file_size
        if entry.file_size > MOST_BYTES or together > MOST_TOGETHER:
            size, most = max(entry.file_size, together), MOST_BYTES if entry.file_size > MOST_BYTES else MOST_TOGETHER
            raise refusal("X11", part=entry.filename, size=size // MEBIBYTE, most=most // MEBIBYTE)
        yield entry, unpacked(data, entry)


def unpacked(data: bytes, entry: ZipInfo) -> bytes:
    """Return what a part of the zip in `data` holds; UnreadableWorkbook where it is broken or lies."""
    behind = entry.header_offset + LOCAL_HEAD
    head = data[entry.header_offset : behind]
    if len(head) < LOCAL_HEAD or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusal("X10", part=entry.filename, what="nén theo cách lạ hoặc bị cắt")
    named, extra = struct.unpack_from("<HH", head, 26)
    own = data[behind : behind + named].decode("utf-8" if entry.flag_bits & UTF8 else "cp437", "replace")
    if not head.startswith(LOCAL) or own != entry.orig_filename:
        raise refusal("X10", part=entry.filename, what="mang tên khác với tên trong mục lục của tệp nén")
    start = behind + named + extra
    packed = data[start : start + entry.compress_size]
    whole = packed if entry.compress_type == zipfile.ZIP_STORED else _inflated(packed, entry)
    if len(whole) != entry.file_size or zlib.crc32(whole) != entry.CRC:
        raise refusal("X10", part=entry.filename, what="nội dung không khớp với độ dài hoặc mã kiểm tra")
    return whole


def _inflated(packed: bytes, entry: ZipInfo) -> bytes:
    """What a part holds; of one that holds more than it says, a byte more."""
    tape = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        whole = tape.decompress(packed, entry.file_size + 1)
    except zlib.error as error:
        raise refusal("X10", part=entry.filename, what="không bung ra được") from error
    if len(whole) <= entry.file_size and not tape.eof:
        raise refusal("X10", part=entry.filename, what="bị cắt cụt")
    return whole
