"""What was read of each workbook, kept so that an unchanged one is not read again.

    readings/ab/<key>.json.z    the key tells the bytes, the place and all that reading depends on; the file begins
                                with the hash of the rest

Does not belong here: what goes into the key, and what a reading means. The folder may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from danvan.files import write_whole

FOLDER = "readings"
FAST = 1
DIGEST = hashlib.sha256().digest_size


def get(folder: Path, key: str) -> dict[str, Any] | None:
    """Return the reading kept under `key` (hexadecimal), or None; a broken one counts as absent."""
    try:
        reading = json.loads(zlib.decompress(_whole(_path(folder, key).read_bytes())))
    except (FileNotFoundError, zlib.error, ValueError):
        return None
    return reading if isinstance(reading, dict) else None


def packed(reading: dict[str, Any]) -> bytes:
    """Return `reading`, plain data as JSON knows it, as it is kept."""
    text = json.dumps(reading, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    data = zlib.compress(text.encode("utf-8", "surrogatepass"), FAST)
    return hashlib.sha256(data).digest() + data


def is_whole(path: Path) -> bool:
    """Whether a file of readings is what was written."""
    try:
        _whole(path.read_bytes())
    except ValueError:
        return False
    return True


def _whole(kept: bytes) -> bytes:
    digest, data = kept[:DIGEST], kept[DIGEST:]
    if hashlib.sha256(data).digest() != digest:
        raise ValueError(digest)
    return data


def put(folder: Path, key: str, reading: bytes) -> None:
    """Keep a `packed` reading under `key`."""
    write_whole(_path(folder, key), reading)


def prune(folder: Path, keys: Iterable[str]) -> None:
    """Remove all readings but those of `keys`, and what a stopped writer left."""
    kept = {_path(folder, key) for key in keys}
    for path in (folder / FOLDER).glob("*/*"):
        if path not in kept:
            path.unlink()
    for shelf in (folder / FOLDER).glob("*"):
        if not any(shelf.iterdir()):
            shelf.rmdir()


def _path(folder: Path, key: str) -> Path:
    return folder / place(key)


def place(key: str) -> str:
    """Where in the store's folder a reading lies."""
    return f"{FOLDER}/{key[:2]}/{key}.json.z"
