"""Invented names, numbers, places and secrets, and a sweep that looks for them in every byte of a package.

The sweep is written apart from `publish.decoded`: what that overlooks, this is to find. All persons here are invented.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zlib
from base64 import b64decode
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

from danvan.vietnamese.text import bare

GIVEN = (
    "Canarivàng", "Hoàngyến", "Vẹtxanhbiếc", "Sơncalửa", "Chàomàongọc", "Khướubạcmá", "Yếnphụng", "Sáođáxám", "Bạchnhạn", "Cúgáyđồng",
)  # fmt: skip
NAMES = [f"Nguyễn Văn {name}" for name in GIVEN] + [f"Trần Thị {name}" for name in GIVEN[:5]]
PHONES = [f"09051337{n:02}" for n in range(10)]
OLD_IDS = [f"2127737{n:02}" for n in range(5)]
NEW_IDS = [f"0510990{n:05}" for n in range(5)]
PLACES = [
    "/home/canariclerk/baocao", "C:\\Users\\canariclerk", "\\\\maychu\\canarichung", "may-canari-07",
    "thu_muc_canari", "canari_file", "canariuser", "canarihost", "canaritacgia",
]  # fmt: skip
SECRETS = [f"canarisecret{n}x9Qz" for n in range(10)]
CANARIES = [*NAMES, *PHONES, *OLD_IDS, *NEW_IDS, *PLACES, *SECRETS]
# What each canary has in it: where none of these is, no canary is, nor a piece of one.
STEMS = ["canari", *(bare(name) for name in GIVEN[1:]), "09051337", "2127737", "0510990"]
MARKS = re.compile("[\u0300-\u036f]")
APART = re.compile(r"(?<=\d)[ .\-]+(?=\d)")
BASE64 = re.compile(rb"[A-Za-z0-9+/]{12,}={0,2}")
ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
ZIP, PNG = b"PK\x03\x04", b"\x89PNG\r\n\x1a\n"
DEEPEST = 6


def swept(name: str, data: bytes) -> set[tuple[str, str]]:
    """Each canary that is anywhere in `data`, with the file or the piece that it is in."""
    found = set[tuple[str, str]]()
    for place, piece in unpacked(name, data):
        for said in readings(piece):
            for stem in (stem for stem in STEMS if stem in said):
                found |= {(place, canary) for canary in CANARIES if any(form in said for form in forms(canary))}
                found.add((place, f"…{stem}…"))
    return found


@lru_cache
def forms(canary: str) -> tuple[str, ...]:
    """A canary as `plain` says it, as names of files are written, and without what escapes a backslash."""
    said = plain(canary)
    return tuple({said, said.replace(" ", "-"), said.replace(" ", "_"), said.replace("\\\\", "\\")})


def plain(said: str) -> str:
    """Small letters without marks, however they were put together."""
    return MARKS.sub("", unicodedata.normalize("NFD", said.casefold())).replace("đ", "d")


def unpacked(name: str, data: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """The bytes of a file and all that is packed in it: archives, base64, streams of zlib, chunks of a picture."""
    if depth > DEEPEST:
        return
    if data.startswith(ZIP):
        yield from _members(name, data, depth)
        return
    if data.startswith(PNG):
        data = _without_dots(data)
    yield name, data
    for found in ZLIB.finditer(data):
        yield from _inflated(f"{name}#zlib", data[found.start() :], depth)
    for packed in BASE64.findall(data):
        said = packed.rstrip(b"=")
        said = said[: len(said) - (len(said) % 4 == 1)]
        yield from unpacked(f"{name}#base64", b64decode(said + b"=" * (-len(said) % 4)), depth + 1)


def _members(name: str, data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            yield name, archive.comment
            for member in archive.infolist():
                inside = f"{name}/{member.filename}"
                yield inside, member.filename.encode() + b" " + member.comment + b" " + member.extra
                yield from unpacked(inside, archive.read(member), depth + 1)
    except BadZipFile:
        yield name, data


def _inflated(name: str, data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    try:
        yield from unpacked(name, zlib.decompressobj().decompress(data), depth + 1)
    except zlib.error:
        return


def _without_dots(data: bytes) -> bytes:
    at, kept = len(PNG), bytearray()
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        kept += b"" if kind == b"IDAT" else data[at : at + 12 + size]
        at += 12 + size
    return bytes(kept + data[at:])


def readings(data: bytes) -> Iterator[str]:
    """The bytes as any reader may take them, `plain`."""
    said = data.decode("utf-8", "ignore")
    for one in dict.fromkeys((said, _spelled(said))):
        yield plain(one)
        yield APART.sub("", plain(one))
    if b"\0" in data:
        yield from (plain(data[at:].decode(f"utf-16-{end}", "ignore")) for end in ("le", "be") for at in (0, 1))
    for packed in re.findall(rb"<((?:[0-9A-Fa-f]{2}\s*){8,})>", data):  # strings of PDF
        yield from (plain(bytes.fromhex(packed.decode()).decode(code, "ignore")) for code in ("utf-8", "utf-16-be"))


def _spelled(said: str) -> str:
    """Words however they are spelled: entities, addresses, escapes, pieces between tags."""
    said = (
        re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), said)
        .replace("\\\\", "\\")
        .replace("\\/", "/")
    )
    said = html.unescape(unquote(html.unescape(said)))
    return re.sub(r"<[^>]*>", "", said)
