"""One archive of a folder: the same files, the same bytes, on any day and machine, nobody's name in it."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can hold


def contents(folder: Path) -> dict[str, bytes]:
    """The files below `folder` by their path in it, in its order."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def packed(files: Mapping[str, bytes], name: str) -> bytes:
    """The archive of `files`, all in a folder called `name`."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for path, data in sorted(files.items()):
            entry = ZipInfo(f"{name}/{path}", FIRST_DAY)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()
