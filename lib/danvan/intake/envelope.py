"""A file before it is opened: what stands under its name, how large it is, and the hash of its bytes.

Of what is no file nothing is read: a pipe or a device would never end. Does not belong here: what its bytes say.
"""

from __future__ import annotations

import hashlib
import os
import stat
from io import BufferedReader
from pathlib import Path

from danvan.inert import named
from danvan.problems import UnreadableWorkbook, refusal

LOCK_PREFIX = "~$"
MOST_BYTES = 100 << 20
FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # a pipe opens at once; Windows
STRANGE = {  # what a name can stand for beside a file
    stat.S_ISDIR: "thư mục",
    stat.S_ISFIFO: "đường ống (FIFO)",
    stat.S_ISCHR: "thiết bị",
    stat.S_ISBLK: "thiết bị",
    stat.S_ISSOCK: "cổng nối (socket)",
}


def opened(path: Path) -> BufferedReader:
    """Return the file at `path`, open for reading; UnreadableWorkbook where it is no file, a lock file or too large."""
    if path.name.startswith(LOCK_PREFIX):
        raise refusal("X02")
    if named(path) != path.as_posix():  # no table, page or workbook could say which file it was
        raise refusal("X05", reason="tên tệp hoặc thư mục có chữ sai mã, hãy đổi tên")
    try:
        _refuse_strange(path.stat())  # a device is not even opened
        file = os.fdopen(os.open(path, FLAGS), "rb")
    except OSError as error:
        raise _absent(path, error) from error
    try:
        _refuse_strange(os.fstat(file.fileno()))  # and if it became one meanwhile
    except UnreadableWorkbook:
        file.close()
        raise
    return file


def digest(path: Path) -> str:
    """Return the SHA-256 of the file at `path`; UnreadableWorkbook as `opened`."""
    with opened(path) as file:
        try:
            return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise _absent(path, error) from error


def content(path: Path) -> bytes:
    """Return the bytes of the file at `path`; UnreadableWorkbook as `opened`."""
    with opened(path) as file:
        try:
            return file.read(MOST_BYTES)
        except OSError as error:
            raise _absent(path, error) from error


def _refuse_strange(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise refusal("X01", what=next((what for is_it, what in STRANGE.items() if is_it(found.st_mode)), "thứ khác"))
    if found.st_size > MOST_BYTES:
        raise refusal("X04", size=found.st_size >> 20, most=MOST_BYTES >> 20)


def _absent(path: Path, error: OSError) -> UnreadableWorkbook:
    if path.is_symlink() and not path.exists():
        return refusal("X01", what="liên kết không dẫn đến tệp nào")
    return refusal("X05", reason=error.strerror)
