"""What the program notes for whoever looks after it: warnings of notebooks and libraries, errors nobody foresaw."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path

from danvan.problems import DanvanError

LIMIT_BYTES = 1_000_000
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


@contextmanager
def kept(path: Path) -> Iterator[None]:
    """Note in `path` what goes wrong in the block; an error nobody foresaw leaves it as one sentence naming `path`."""
    notes = RotatingFileHandler(path, maxBytes=LIMIT_BYTES, backupCount=2, encoding="utf-8", delay=True)
    notes.setFormatter(logging.Formatter(FORMAT))
    root = logging.getLogger()
    root.addHandler(notes)
    logging.captureWarnings(True)
    try:
        yield
    except DanvanError:
        raise
    except Exception as error:
        root.exception("Lỗi chưa lường trước")
        if isinstance(error, OSError):  # a full disk and the like are told by what they are
            raise
        raise DanvanError(unforeseen(error, path)) from error
    finally:
        logging.captureWarnings(False)
        root.removeHandler(notes)
        notes.close()


def unforeseen(error: Exception, path: Path) -> str:
    """Say that something went wrong that nobody foresaw, and where its details are."""
    what = f"{type(error).__name__}: {error}"
    return f"Lỗi chưa lường trước ({what}). Chi tiết ở {path}; hãy gửi tệp này cho người phụ trách."
