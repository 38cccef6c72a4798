"""What a command prints: lines for people, or one document of JSON for a script."""

from __future__ import annotations

from collections.abc import Iterable

import click

from danvan.inert import printable


def say(lines: Iterable[str]) -> None:
    """Print lines for people."""
    for line in lines:
        click.echo(printable(line))  # the name of a file can hold what moves a terminal


def say_json(document: object) -> None:
    """Print one strict document of JSON."""
    import json

    click.echo(json.dumps(document, ensure_ascii=False, allow_nan=False))
