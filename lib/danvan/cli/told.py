"""What a run tells, beside the screen: a short file that a mail client can send, and the log.

outputs/ket_qua.txt     first line: the subject; then what was printed, and when
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime

from danvan.cli.printing import say
from danvan.files import write_whole
from danvan.paths import Workspace
from danvan.vietnamese import wording

LOG = logging.getLogger("danvan.run")
Tell = Callable[[Iterable[str]], None]


@contextmanager
def told(workspace: Workspace, what: str) -> Iterator[Tell]:
    """Give a function that prints lines; at the end these and how it ended, also badly, stand in file and log."""
    lines: list[str] = []

    def tell(said: Iterable[str]) -> None:
        lines.extend(said := list(said))
        say(said)

    LOG.setLevel(logging.INFO)
    LOG.info("%s: bắt đầu", what)
    try:
        yield tell
    except BaseException as error:
        _end(workspace, f"{what}: KHÔNG XONG", [*lines, *(str(error) or "Đã bị dừng giữa chừng.").splitlines()])
        raise
    _end(workspace, f"{what}: xong", lines)


def _end(workspace: Workspace, subject: str, lines: list[str]) -> None:
    for line in lines:
        LOG.info("%s", line)
    LOG.info("%s", subject)
    now = datetime.now()  # noqa: DTZ005 - the clock on the wall of the office
    when = f"Kết thúc lúc {now:%H:%M} {wording.day_long(now.date())}."
    write_whole(workspace.result, "\n".join([subject, "", *lines, "", when, ""]).encode())
