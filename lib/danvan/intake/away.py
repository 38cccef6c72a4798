"""Work without a common disk: what it needs comes from two addresses, what it makes goes there.

    Away(raw, store).keep(reading, files)    the workbooks brought, read, and what was read of them sent
                    .make(reading, asked)    what was read brought, settled, and the province's tables sent

                    fetched(workspace, ...)  the workspace itself, brought before work and sent after it

A worker's files lie in a folder that is gone afterwards. Does not belong here: who works (`scheduled`), and making what
was sent the state of the store (`ingest`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from danvan.addresses import Folder
from danvan.intake.fetched import fetch
from danvan.intake.provinces import Asked, Made, make
from danvan.intake.received import File, Reading
from danvan.paths import Workspace
from danvan.store import remote
from danvan.store.manifest import NAME, parsed
from danvan.store.readings import FOLDER, PACK, get, place


@dataclass(frozen=True)
class Away:
    """The addresses of data/raw and of the store."""

    raw: Folder
    store: Folder

    def keep(self, reading: Reading, files: Sequence[File]) -> list[bool]:
        """Read what is not kept yet and keep it at the store; return of each file whether it was read now."""
        with self._at_work(reading, files) as here:
            return here.keep(files)

    def make(self, reading: Reading, asked: Asked) -> Made:
        """Settle a province; its tables lie at the store, and nothing refers to them yet."""
        with self._at_work(reading, asked.files) as here:
            self._bring_before(here, asked.province)
            return make(here, asked)

    @contextmanager
    def _at_work(self, reading: Reading, files: Sequence[File]) -> Iterator[Reading]:
        """The same reading in a folder of its own, with what was read of `files` and those of which nothing was; what
        is made there is sent.
        """
        with TemporaryDirectory(prefix="danvan-") as folder:
            here = replace(reading, workspace=Workspace(Path(folder)))
            processed = here.workspace.processed
            self._bring_readings(here, files)
            new = [file for file in files if not file.sha256 or get(processed, here.key(file)) is None]
            self.raw.fetch([file.path for file in new], here.workspace.raw)
            brought = _below(processed)
            yield here
            self.store.send(processed, _below(processed) - brought)

    def _bring_readings(self, here: Reading, files: Sequence[File]) -> None:
        """What was read of the files before, loose or in a pack."""
        processed, shelves = here.workspace.processed, {f"{FOLDER}/{file.district}" for file in files if file.district}
        packs = [f"{shelf}/{name}" for shelf in shelves for name in self.store.files(shelf) if name.endswith(PACK)]
        self.store.fetch(packs, processed)
        self.store.fetch_some([place(here.key(file)) for file in files if file.sha256 and file.district], processed)

    def bring_back(self, workspace: Workspace) -> None:
        """Bring what was kept and made to the workspace itself, whose state of the store it is to become."""
        there = self.store.files()
        remote.bring(workspace.processed, self.store, there, filter(remote.OWN.fullmatch, there))

    def _bring_before(self, here: Reading, province: str) -> None:
        """The province as it stood, where another version of the reader made that: a person is told what differs."""
        data = self.store.read(NAME)
        if data and (before := parsed(data)).reader != here.reader:
            parts = [part.path for table in before.tables for part in before.parts(table, provinces=[province])]
            inputs = [one.path for code, one in before.inputs.items() if code == province]
            self.store.fetch([NAME, *parts, *inputs], here.workspace.processed)


@contextmanager
def fetched(workspace: Workspace, raw: str | None, store: str | None) -> Iterator[Away | None]:
    """Bring data/raw and the store from their addresses, where such are given, and take the store back once the block
    has ended well; gives how others work `away` where both are given.
    """
    raw_folder, store_folder = (Folder(address) if address else None for address in (raw, store))
    before = remote.pull(workspace.processed, store_folder) if store_folder else b""
    if raw_folder:
        fetch(workspace, raw_folder)
    yield Away(raw_folder, store_folder) if raw_folder and store_folder else None
    if store_folder:
        remote.push(workspace.processed, store_folder, before)


def _below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
