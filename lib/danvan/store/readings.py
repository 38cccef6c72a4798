"""What was read of each workbook, kept so that an unchanged one is not read again.

    readings/524/<hash>.json.z    one reading, under its key "524/<hash>": a shelf, most often a district's code, and
                                  what tells the bytes, the place and all that reading depends on; the file begins with
                                  the hash of the rest
    readings/524/<hash>.zip       many of a shelf in one file, its name the hash of what is in it

A shelf has at most `MOST` files that are loose once it was `compact`ed, so that a nation's are thousands and not a
hundred thousand. Does not belong here: what goes into the key, and what a reading means. The folder may be deleted at
any time.
"""

from __future__ import annotations

import hashlib
import io
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from danvan.files import sha256, write_whole

FOLDER = "readings"
LOOSE, PACK = ".json.z", ".zip"
MOST = 32  # loose readings of a shelf, and readings in its pack that nobody asks for any more
FAST = 1
DIGEST = hashlib.sha256().digest_size


def get(folder: Path, key: str) -> dict[str, Any] | None:
    """Return the reading kept under `key`, or None; a broken one counts as absent."""
    path = folder / place(key)
    try:
        reading = _plain(path.read_bytes())
    except FileNotFoundError:
        reading = None
    packs = iter(() if reading else path.parent.glob(f"*{PACK}"))
    while reading is None and (pack := next(packs, None)):
        reading = _plain(_unpacked(pack).get(path.name, b""))
    return reading


def packed(reading: dict[str, Any]) -> bytes:
    """Return `reading`, plain data as JSON knows it, as it is kept."""
    text = json.dumps(reading, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    data = zlib.compress(text.encode("utf-8", "surrogatepass"), FAST)
    return hashlib.sha256(data).digest() + data


def is_whole(path: Path) -> bool:
    """Whether a file of readings is what was written."""
    data = path.read_bytes()
    if path.suffix != PACK:
        return _plain(data) is not None
    return path.stem == sha256(data) and all(_plain(one) is not None for one in _unpacked(path).values())


def _plain(kept: bytes) -> dict[str, Any] | None:
    digest, data = kept[:DIGEST], kept[DIGEST:]
    if hashlib.sha256(data).digest() != digest:
        return None
    try:
        reading = json.loads(zlib.decompress(data))
    except (zlib.error, ValueError):
        return None
    return reading if isinstance(reading, dict) else None


def put(folder: Path, key: str, reading: bytes) -> None:
    """Keep a `packed` reading under `key`."""
    write_whole(folder / place(key), reading)


def compact(folder: Path, keys: Iterable[str]) -> None:
    """Keep only the readings of `keys`, those of a shelf in one file where they are many; what a stopped writer left
    goes. Nobody else may be writing there.
    """
    wanted = defaultdict[str, set[str]](set)
    for path in map(folder.joinpath, map(place, keys)):
        wanted[path.parent.name].add(path.name)
    for shelf in (folder / FOLDER).glob("*"):
        _compact(shelf, wanted[shelf.name])
        if not any(shelf.iterdir()):
            shelf.rmdir()


def _compact(shelf: Path, wanted: set[str]) -> None:
    loose = {path.name for path in shelf.iterdir() if path.name in wanted}
    packs = sorted(shelf.glob(f"*{PACK}"))
    within = [_names(pack) for pack in packs]
    alive = set[str]().union(*within) & (wanted - loose)
    dead = sum(map(len, within)) - len(alive)
    if max(len(loose), dead) > MOST or len(packs) > 1 or (packs and not alive):
        readings = {name: data for pack in packs for name, data in _unpacked(pack).items() if name in alive}
        readings |= {name: (shelf / name).read_bytes() for name in loose}
        packs = [_written(shelf, readings)] if readings else []
        loose = set()
    for path in [path for path in shelf.iterdir() if path.name not in loose and path not in packs]:
        path.unlink()


def _written(shelf: Path, readings: Mapping[str, bytes]) -> Path:
    """A pack of readings in the folder of a shelf; the same readings are the same bytes."""
    with ZipFile(whole := io.BytesIO(), "w") as pack:
        for name in sorted(readings):
            pack.writestr(ZipInfo(name), readings[name])
    path = shelf / f"{sha256(whole.getvalue())}{PACK}"
    write_whole(path, whole.getvalue())
    return path


def _names(pack: Path) -> set[str]:
    """The names of the readings of a pack, from its directory alone, none of a broken one."""
    try:
        with ZipFile(pack) as whole:
            return set(whole.namelist())
    except (BadZipFile, NotImplementedError):
        return set()


def _unpacked(pack: Path) -> Mapping[str, bytes]:
    about = pack.stat()
    return _held(pack, (about.st_mtime_ns, about.st_size))


@lru_cache(maxsize=2)
def _held(pack: Path, _seen: tuple[int, int]) -> Mapping[str, bytes]:
    """The readings of a pack by name, none of a broken one; held, since a shelf is asked as a whole."""
    try:
        with ZipFile(pack) as whole:
            return {name: whole.read(name) for name in whole.namelist()}
    except (BadZipFile, NotImplementedError):
        return {}


def place(key: str) -> str:
    """Where in the store's folder a reading lies."""
    return f"{FOLDER}/{key}{LOOSE}"
