"""A folder at any address that fsspec opens, as a list of files (extra `cluster`).

    Folder("s3://kho/raw").files()             {"2021/xa.xlsx": Seen(size, mark)}
    .fetch(names, folder) .send(folder, names)  many at once, between there and a local folder
    .read(name) .write(name, data)              one, whole or not at all

Does not belong here: which files a workspace wants (`intake.fetched`, `store.remote`).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from danvan.files import sha256, write_whole
from danvan.problems import DanvanError, UsageError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

TOGETHER = 256  # files that travel at once
MARKS = ("ETag", "md5Hash", "mtime", "LastModified", "ino")  # as S3, GCS and a disk name them
BUCKETS = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az"}
SECRET = re.compile(r"(?<=//)[^/@]*@")


class Seen(NamedTuple):
    """What a listing tells of a file: its bytes, and a mark that is another one once the file is; "" where the listing
    tells nothing that changes with it.
    """

    size: int
    mark: str


@dataclass(frozen=True)
class Folder:
    """The folder at `address`; UsageError where nothing here opens such an address. It may be sent elsewhere."""

    address: str

    def __post_init__(self) -> None:
        self._opened()

    def __str__(self) -> str:
        """The address without a name and password that stand in it."""
        return SECRET.sub("", self.address)

    def files(self, below: str = "") -> dict[str, Seen]:
        """The files below it, or below one of its folders, by name from there; none where it does not exist.
        DanvanError where a name leads out of it.
        """
        system, root = self._opened()
        root = f"{root}/{below}".rstrip("/")
        with self._told():
            system.invalidate_cache()
            try:
                found = system.find(root, detail=True)
            except FileNotFoundError:
                return {}
        named = ((self._name(path, root), about) for path, about in found.items() if not path.endswith("/"))
        return {name: Seen(about["size"] or 0, _mark(about)) for name, about in sorted(named)}

    def fetch(self, names: Iterable[str], folder: Path) -> None:
        """Bring files below `folder`, each whole or not at all; FileNotFoundError where one is no longer there."""
        system, root = self._opened()
        folder.mkdir(parents=True, exist_ok=True)
        for some in _batches(names):
            with tempfile.TemporaryDirectory(dir=folder, prefix=".", suffix=".staged") as staged:
                there = [Path(staged) / str(number) for number in range(len(some))]
                with self._told(FileNotFoundError):
                    system.get([f"{root}/{name}" for name in some], [str(path) for path in there])
                for name, path in zip(some, there, strict=True):
                    (folder / name).parent.mkdir(parents=True, exist_ok=True)
                    path.replace(folder / name)

    def fetch_some(self, names: Iterable[str], folder: Path) -> set[str]:
        """Bring those of the small files that are there below `folder`, and return which."""
        system, root = self._opened()
        found = set()
        for some in _batches(names):
            with self._told():
                said = system.cat([f"{root}/{name}" for name in some], on_error="return")
                for path, data in said.items():
                    if isinstance(data, bytes):
                        write_whole(folder / self._name(path, root), data)
                        found.add(self._name(path, root))
                    elif not isinstance(data, FileNotFoundError):
                        raise data
        return found

    def send(self, folder: Path, names: Iterable[str]) -> None:
        """Take files of `folder` there, below their names; one that is stopped is shorter than it should be."""
        system, root = self._opened()
        for some in _batches(names):
            with self._told():
                for above in {f"{root}/{PurePosixPath(name).parent}" for name in some}:
                    _prepare(system, above)
                system.put([str(folder / name) for name in some], [f"{root}/{name}" for name in some])

    def read(self, name: str) -> bytes:
        """The bytes of one file, none where there is no such."""
        system, root = self._opened()
        with self._told():
            try:
                data: bytes = system.cat_file(f"{root}/{name}")
            except FileNotFoundError:
                return b""
        return data

    def write(self, name: str, data: bytes) -> None:
        """Write one file so that readers see the old one or the new one."""
        system, root = self._opened()
        with self._told():
            _prepare(system, root)
            with system.transaction, system.open(f"{root}/{name}", "wb") as out:
                out.write(data)

    def remove(self, names: Sequence[str]) -> None:
        """Remove files."""
        system, root = self._opened()
        for some in _batches(names):
            with self._told():
                system.rm([f"{root}/{name}" for name in some])

    def _opened(self) -> tuple[AbstractFileSystem, str]:
        """What opens the address, and the folder as that names it."""
        try:
            from fsspec.core import url_to_fs
        except ImportError as missing:
            raise UsageError(
                "Máy này chưa cài phần mở rộng cluster nên chưa mở được địa chỉ ngoài; hãy cài bằng "
                '`pip install "danvan[cluster]"`.'
            ) from missing
        try:
            system, root = url_to_fs(self.address)
        except (ImportError, ValueError) as error:
            raise UsageError(
                f"Không mở được địa chỉ {self}; hãy viết như s3://KHO/THƯ_MỤC hoặc file:///THƯ_MỤC, và cài thư viện "
                "mà fsspec cần cho loại địa chỉ này."
            ) from error
        return system, root.rstrip("/")

    def _name(self, path: str, root: str) -> str:
        name = path.removeprefix(root).removeprefix("/")
        if PurePosixPath(name).as_posix() != name or ".." in PurePosixPath(name).parts or name.startswith("/"):
            raise DanvanError(f"Ở {self} có tệp tên “{name}” chỉ ra ngoài thư mục; hãy đổi tên tệp đó rồi chạy lại.")
        return name

    @contextmanager
    def _told(self, *passing: type[Exception]) -> Iterator[None]:
        """Whatever goes wrong there is one sentence, but for what is `passing` to whoever asked."""
        try:
            yield
        except Exception as error:  # each library of a kind of address has errors of its own
            if isinstance(error, (DanvanError, *passing)):
                raise
            raise DanvanError(
                f"Không đọc hoặc ghi được ở {self} ({type(error).__name__}); hãy kiểm tra địa chỉ, quyền truy cập "
                "và đường mạng rồi chạy lại."
            ) from error


def _prepare(system: AbstractFileSystem, folder: str) -> None:
    """Make a folder where files need one; object storage knows none, and would make a bucket of a misspelt name."""
    if BUCKETS.isdisjoint([system.protocol] if isinstance(system.protocol, str) else system.protocol):
        system.makedirs(folder, exist_ok=True)


def _mark(about: dict[str, Any]) -> str:
    """What changes with a file: its hash where there is one, else its times."""
    facts = [about[name] for name in MARKS if about.get(name)]
    return sha256(f"{about['size']}|{facts}".encode()) if facts else ""


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(names)
    return (ordered[at : at + TOGETHER] for at in range(0, len(ordered), TOGETHER))
