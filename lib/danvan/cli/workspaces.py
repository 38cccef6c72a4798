"""Which workspace a command works in, and the lock and log of one that writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan.paths import Workspace, find_workspace, workspace
from danvan.problems import UsageError

if TYPE_CHECKING:
    from danvan.runs.plan import Span


def named(folder: Path | None) -> Workspace:
    """The workspace that was named, or the nearest; UsageError where there is none."""
    return workspace(folder) if folder else find_workspace()


def named_if_any(folder: Path | None) -> Workspace | None:
    """The workspace that was named, or the nearest; None outside of any."""
    try:
        return named(folder)
    except UsageError:
        if folder:
            raise
        return None


def reading(
    folder: Path | None,
    frozen: str | None,
    year: int | None = None,
    period: tuple[int, int] | None = None,
    *,
    half: bool = False,
) -> tuple[Workspace, Span]:
    """The workspace to read, or the frozen state of it that is named, and the years asked of it."""
    from danvan.runs.plan import asked
    from danvan.runs.states import opened

    here = named(folder)
    if not frozen:
        return here, asked(here, year, period, half=half)
    state = opened(here, frozen, year, period)
    return state.workspace, state.span


@contextmanager
def writing(folder: Path | None, *, wait_minutes: float = 0) -> Iterator[Workspace]:
    """Give the workspace to one command that writes in it, and note in its log what goes wrong."""
    from danvan.cli.log import kept
    from danvan.runs.lock import held
    from danvan.runs.sums import noted

    here = named(folder)
    command = click.get_current_context().command_path
    with held(here, command, wait_minutes) as stopped, kept(here.log), noted(here, anew=stopped):
        yield here
