"""Files and folders written whole or not at all, their hashes, and what a writer that was stopped leaves.

    .<name>.<chance>.tmp      a file that is being written       .<name>.staged      a folder that is being made
    .<name>.old               a folder whose place was taken

Does not belong here: which files and folders there are (`paths`).
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

HERE, EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of Linux
CANNOT = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)  # a system or disk that exchanges nothing
SEAL = "sha256"


def sha256(data: bytes) -> str:
    """Return the hexadecimal SHA-256 of `data`."""
    return hashlib.sha256(data).hexdigest()


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that readers see the old file or the new one: temporary file, fsync, rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable, where the system can (Windows cannot open a folder)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_all() -> None:
    """Make all that was written durable, where the system can do it at once."""
    if hasattr(os, "sync"):
        os.sync()


def replace_folder(staged: Path, target: Path) -> None:
    """Put the finished folder `staged` in the place of `target`; the old one goes only once the new one stands.

    On Linux that is one step; elsewhere `target` is missing for a moment, and `sweep` brings the old one back to where
    a writer was stopped at that moment.
    """
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        staged.replace(target)
    elif _exchanged(staged, target):
        staged.replace(old)
    else:
        target.replace(old)
        try:
            staged.replace(target)
        except OSError:
            old.replace(target)
            raise
    sync_folder(target.parent)
    shutil.rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; whether the system can."""
    if (rename := _renameat2()) is None:
        return False
    sys.audit("os.rename", str(one), str(other), -1, -1)  # as os.rename tells whoever listens
    if rename(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0:
        return True
    if (number := ctypes.get_errno()) in CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


@cache
def _renameat2() -> Any:
    """The system's own function, None where it has none."""
    return getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if sys.platform == "linux" else None


def sweep(folder: Path) -> None:
    """Remove what a writer that was stopped left anywhere below `folder`, and give a folder back that lost its place.

    Nobody else may be writing there.
    """
    for above, folders, files in os.walk(folder):
        here = Path(above)
        for name in (name for name in files if name.startswith(".") and name.endswith(".tmp")):
            (here / name).unlink()
        for name in [name for name in folders if name.startswith(".") and name.endswith((".staged", ".old"))]:
            folders.remove(name)
            _clear(here / name)


def _clear(left: Path) -> None:
    target = left.with_name(left.name[1:].removesuffix(".old"))
    if left.suffix == ".old" and not target.exists():
        left.replace(target)
    else:
        shutil.rmtree(left)


def sealed(document: Mapping[str, Any]) -> bytes:
    """Return `document` as JSON for people and programs, the hash of all the rest its last entry."""
    text = _json(document)
    return _json({**document, SEAL: sha256(text)})


def is_sealed(data: bytes) -> bool:
    """Whether `data` is what `sealed` made."""
    try:
        said = json.loads(data)
        rest = {name: value for name, value in said.items() if name != SEAL}
    except (ValueError, AttributeError):
        return False
    return sealed(rest) == data


def _json(document: Mapping[str, Any]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
