"""The process that opens workbooks for `fence`: told what reading depends on, and asked for one file after another.

    stdin   (desk, task, path, file), (None, task, path, file) ...      stdout   answer, whether it was the last ...

An answer is what the task returns or the DanvanError that it raises; whatever else goes wrong is a refusal. Where a
file kills or fills this process there is no answer, and `fence` says so. Does not belong here: which files are read.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from pathlib import Path
from typing import Any, BinaryIO

from danvan.intake import limits
from danvan.intake.corrected import read_corrected
from danvan.intake.fence import Desk
from danvan.intake.reader import read_submissions
from danvan.intake.submission import Submission
from danvan.intake.workbook import open_workbook
from danvan.problems import DanvanError, refusal
from danvan.store.readings import packed


def main() -> None:
    """Read what is asked until nothing more is."""
    give = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # what a library prints is no answer
    limits.limit_self()
    gc.disable()  # while a file is read everything in it is in use, and looking for what is not costs a fifth
    serve(sys.stdin.buffer, give)


def serve(take: BinaryIO, give: BinaryIO) -> None:
    """Answer requests until they end, or until this process has grown too large for another file."""
    desk, is_last = None, False
    while not is_last:
        try:
            given, task, path, file = pickle.load(take)
        except EOFError:
            return
        desk = pickle.loads(given) if given else desk
        limits.begin_file()
        answer = _answered(task, desk, Path(path), file)
        is_last = limits.is_large()
        give.write(answer)
        give.write(b"\1" if is_last else b"\0")
        give.flush()
        gc.collect(1)  # what the file left: the little that is new, not all that is kept


def _answered(task: str, desk: Any, path: Path, file: str) -> bytes:
    try:
        return pickle.dumps(TASKS[task](desk, path, file), pickle.HIGHEST_PROTOCOL)
    except DanvanError as error:
        return pickle.dumps(error)
    except MemoryError:
        os._exit(limits.NO_MEMORY)  # in pieces as it is, it reads no other file, and a new one may have room for this
    except Exception as error:  # noqa: BLE001 - one file that trips the reader must not silence the others
        return pickle.dumps(refusal("X20", error=f"{type(error).__name__}: {error}"[:200]))


def _read(desk: Desk, path: Path, file: str) -> list[Submission]:
    """What a report says, one submission for each unit in it."""
    form, office = desk.form, desk.office_of(file)
    book = open_workbook(path)
    return read_corrected(book, file, desk.corrections, lambda b: read_submissions(b, file, form, office))


def _kept(desk: Desk, path: Path, file: str) -> tuple[list[Submission], bytes]:
    """The same, and as it is kept in the store."""
    told = _read(desk, path, file)
    return told, packed({"submissions": [one.to_dict() for one in told]})


def _opened(_: Desk, path: Path, __: str) -> Any:
    """The workbook as plain grids."""
    return open_workbook(path)


def _seen(desk: Desk, path: Path, _: str) -> Any:
    """What the reader sees in any workbook."""
    from danvan.intake.seeing import see

    return see(open_workbook(path).sheets, desk.form)


TASKS = {"read": _read, "keep": _kept, "open": _opened, "see": _seen}

if __name__ == "__main__":
    main()
