"""Libraries that open files by themselves, so that Python cannot tell of it: they are asked where they are called.

    pyarrow.parquet.read_table("gia.parquet")   ->  told("gia.parquet"), then what it does anyway

Does not belong here: what is noted of a file (`reads`).
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Iterator
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# Functions and classes, by module, whose first argument names what is opened.
OPENING = {
    "lxml.etree": ("parse",),
    "pyarrow": ("memory_map", "input_stream"),
    "pyarrow.csv": ("open_csv", "read_csv"),
    "pyarrow.dataset": ("dataset",),
    "pyarrow.feather": ("read_table",),
    "pyarrow.json": ("read_json",),
    "pyarrow.orc": ("ORCFile", "read_table"),
    "pyarrow.parquet": ("ParquetDataset", "ParquetFile", "read_table"),
    "python_calamine": ("load_workbook",),
}
ADDRESS = "file:"
Told = Callable[[Iterator[Any]], None]


def ask(told: Told) -> None:
    """Have each of them say what it opens before it does, from now on in this process."""
    for module, names in OPENING.items():
        for name in names:
            _ask(import_module(module), name, told)


def _ask(module: Any, name: str, told: Told) -> None:
    found = getattr(module, name)
    said = inspect.signature(found)
    place, name = (found, "__init__") if inspect.isclass(found) else (module, name)
    theirs: Callable[..., Any] = getattr(place, name)

    @wraps(theirs)
    def asked(*given: Any, **named: Any) -> Any:
        own = given[place is found :]  # without self
        told(_below(next(iter(said.bind_partial(*own, **named).arguments.values()), ())))
        return theirs(*given, **named)

    setattr(place, name, asked)


def _below(source: Any) -> Iterator[Any]:
    """A source of data: a file, a folder with all that is below it, or several of them."""
    for one in source if isinstance(source, list | tuple) else (source,):
        place = local(one) if isinstance(one, str) else one
        yield place
        if isinstance(place, str | os.PathLike) and Path(place).is_dir():
            yield from sorted(Path(place).rglob("*"))


def database(name: Any) -> Iterator[Any]:
    """The files of the SQLite database that is connected to."""
    if isinstance(name, str | bytes | os.PathLike) and (said := os.fsdecode(name)) not in ("", ":memory:"):
        yield from (local(said), f"{local(said)}-wal")


def local(said: str) -> str:
    """A path, be it told as an address: "file:///nha/gia.db?mode=ro" is "/nha/gia.db"."""
    if not said.startswith(ADDRESS):
        return said
    from urllib.request import url2pathname  # with all of HTTP

    return url2pathname(urlsplit(said).path)
