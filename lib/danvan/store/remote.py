"""The store at another address (s3://, file://, ...): brought here before work, taken there after it.

    pull(folder, remote)  ──>  what stood there          push(folder, remote, before=...)   the manifest last

A reader there sees the old state or the new one. Files of the store bear their hash as name, so that one which is there
is not sent again. Frozen states stay where they were frozen. Does not belong here: what a file means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from danvan.addresses import Folder, Seen
from danvan.files import is_sealed, write_whole
from danvan.problems import DanvanError
from danvan.store.manifest import NAME, Manifest, parsed, pointer, read_manifest
from danvan.store.readings import FOLDER

READING = re.compile(rf"{FOLDER}/[\w-]+/[0-9a-f]{{64}}(\.json\.z|\.zip)")
OWN = re.compile(
    rf"[a-z_]+/year=-?\d+/province=[^/]+/[0-9a-f]{{16}}\.parquet|inputs/[0-9a-f]{{16}}\.json|{READING.pattern}"
)


def pull(folder: Path, remote: Folder) -> bytes:
    """Make the store in `folder` the one at `remote`, with what was read before, and return its manifest; nothing is
    done where nothing is there.

    DanvanError where something else is there than a store.
    """
    data = _manifest(remote)
    while data:
        files = remote.files()
        names = {*_parsed(remote, data).paths, *(name for name in files if READING.fullmatch(name))}
        try:
            bring(folder, remote, files, names)
            write_whole(folder / NAME, data)
        except FileNotFoundError as error:
            before, data = data, remote.read(NAME)
            if data == before:
                raise DanvanError(
                    f"Kho số liệu ở {remote} thiếu tệp; hãy chạy `danvan ingest --store` ở máy đã ghi kho đó."
                ) from error
        else:
            return data
    return b""


def bring(folder: Path, remote: Folder, there: Mapping[str, Seen], names: Iterable[str]) -> None:
    """Bring the files of `names` that are not here yet; FileNotFoundError where one is not there."""
    remote.fetch([name for name in names if not _same(folder / name, there.get(name))], folder)


def push(folder: Path, remote: Folder, before: bytes) -> None:
    """Make the store at `remote` the one in `folder`; DanvanError where it is no longer the one that `before` named."""
    if _manifest(remote) != before:
        raise DanvanError(
            f"Kho số liệu ở {remote} đã được một máy khác ghi trong lúc này; kho đó được giữ nguyên, hãy chạy lại."
        )
    there = remote.files()
    names = read_manifest(folder).paths | kept(folder)
    remote.send(folder, [name for name in names if not _same(folder / name, there.get(name))])
    if pointer(folder) != before:
        remote.write(NAME, pointer(folder))
    remote.remove([name for name in there if OWN.fullmatch(name) and name not in names])


def kept(folder: Path) -> set[str]:
    """The names of all readings in `folder`."""
    return {path.relative_to(folder).as_posix() for path in (folder / FOLDER).glob("*/[!.]*")}


def _same(path: Path, there: Seen | None) -> bool:
    """Whether a file that bears its hash as name is whole on both sides."""
    return there is not None and path.is_file() and path.stat().st_size == there.size


def _manifest(remote: Folder) -> bytes:
    """The manifest there, none where nothing is; DanvanError where there is something else."""
    data = remote.read(NAME)
    if data and is_sealed(data):
        return data
    strange = next((name for name in remote.files() if not OWN.fullmatch(name)), None)
    if strange is not None:
        raise DanvanError(
            f"Ở {remote} có tệp {strange} mà không có kho số liệu nào; hãy chọn một thư mục trống hoặc thư mục của kho."
        )
    return b""


def _parsed(remote: Folder, data: bytes) -> Manifest:
    """What the manifest there says; DanvanError where it names other files than those of a store."""
    try:
        manifest = parsed(data)
    except ValueError:
        manifest = None
    if manifest is None or not all(map(OWN.fullmatch, manifest.paths)):
        raise DanvanError(f"Kho số liệu ở {remote} do một bản danvan khác ghi; hãy dùng cùng một bản.")
    return manifest
