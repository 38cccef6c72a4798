"""The command line: parses, calls, prints. Every failure ends here, as one Vietnamese sentence and an exit code.

Exit codes: 0 done, 1 failed, 2 wrong use (before anything starts), 3 done, but something is to be mended, 130 stopped
by Ctrl-C.
Does not belong here: any work. What a command needs is imported inside it, so that `--help` answers at once.
"""

from __future__ import annotations

import errno
import io
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from danvan.cli.commands import danvan
from danvan.cli.words import sentence
from danvan.inert import printable
from danvan.problems import DanvanError

FULL = (errno.ENOSPC, errno.EDQUOT)
DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # Windows
    try:
        code = danvan.main(arguments, prog_name="danvan", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        return _ended(2, error.format_message())
    except click.ClickException as error:
        return _ended(2, sentence(error))
    except DanvanError as error:
        return _ended(error.exit_code, str(error))
    except (click.Abort, KeyboardInterrupt):
        return _ended(130, "Đã dừng theo yêu cầu; kết quả trước đó vẫn còn nguyên.")
    except OSError as error:
        return _ended(1, _of_the_system(error))
    except Exception as error:  # noqa: BLE001 - the last fence: whatever it is, a person reads one sentence
        return _ended(1, _unforeseen(error))


def _ended(code: int, words: str) -> int:
    click.echo(printable(words), err=True)
    return code


def _of_the_system(error: OSError) -> str:
    """Say what the disk or the system refused."""
    place = f" ({error.filename})" if error.filename else ""
    if error.errno in FULL:
        return f"Đĩa đã đầy{place}; hãy xóa bớt tệp rồi chạy lại."
    if error.errno in DENIED:
        return f"Không được phép ghi hoặc đọc{place}; nếu tệp đang mở trong Excel, hãy đóng lại rồi chạy lại."
    return _unforeseen(error)


def _unforeseen(error: Exception) -> str:
    """Outside of any workspace there is no log: keep the details among the temporary files."""
    from danvan.cli.log import unforeseen

    path = Path(tempfile.gettempdir(), "danvan.log")
    path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return unforeseen(error, path)
