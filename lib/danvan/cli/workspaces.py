"""Which workspace a command works in, and the lock and log of one that writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from danvan.paths import Workspace, find_workspace, workspace
from danvan.problems import UsageError


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


@contextmanager
def writing(folder: Path | None, *, wait_minutes: float = 0) -> Iterator[Workspace]:
    """Give the workspace to one command that writes in it, and note in its log what goes wrong."""
    from danvan.cli.log import kept
    from danvan.runs.lock import held

    here = named(folder)
    with held(here, click.get_current_context().command_path, wait_minutes), kept(here.log):
        yield here
