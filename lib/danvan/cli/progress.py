"""How far a long job is, on stderr: a bar in a terminal, a few plain lines in a file or a schedule's log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

Report = Callable[[str, int, int], None]
LINES = 4  # plain lines for one job


@contextmanager
def shown() -> Iterator[Report]:
    """Give a function that is told what is being done, how many are done, and of how many."""
    if not sys.stderr.isatty():
        yield _plain
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<24}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        yield _Bars(bars)


class _Bars:
    """One bar for each thing that is being done."""

    def __init__(self, bars: Progress) -> None:
        self.bars, self.tasks = bars, dict[str, "TaskID"]()

    def __call__(self, words: str, done: int, total: int) -> None:
        if words not in self.tasks:
            self.tasks[words] = self.bars.add_task(words)
        self.bars.update(self.tasks[words], completed=done, total=total)


def _plain(words: str, done: int, total: int) -> None:
    """A line at the beginning, at the end, and at some steps between."""
    if done % max(1, total // LINES) == 0 or done == total:
        click.echo(f"{words}: {done}/{total}", err=True)
