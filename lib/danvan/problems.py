"""The one catalogue of what danvan says when something is wrong: errors of use, and findings in a workbook.

A finding has a code, a severity (E stops acceptance, W wants a note, F was repaired and logged), a place and,
in Vietnamese, what is wrong and what to write; `problems.toml` lists them all.
Does not belong here: deciding whether something is wrong.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["E", "W", "F"]


class DanvanError(Exception):
    """A failure told in one Vietnamese sentence with its place and remedy; the command ends with `exit_code`."""

    exit_code = 1

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the sentence alone, since the lines of our code help nobody to mend it."""
        return [str(self)]


class UsageError(DanvanError):
    """A command or parameter that is wrong before anything starts."""

    exit_code = 2


class DeclarationError(DanvanError):
    """A declared file (form, places, settings) that is wrong, told with its place."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One entry of the catalogue; `message` and `remedy` are templates filled by `problem`.

    `code` is what a finding bears where one check has several entries; else the entry's own name.
    """

    severity: Severity
    message: str
    remedy: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding is: sheet, 1-based row, A1 address, and the text that stands there; all None = the whole file."""

    sheet: str | None = None
    row: int | None = None
    cell: str | None = None
    said: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding in one workbook; its place as in `Place`."""

    code: str
    severity: Severity
    message: str
    remedy: str
    sheet: str | None = None
    row: int | None = None
    cell: str | None = None
    said: str | None = None

    @property
    def text(self) -> str:
        """The code, what is wrong, and what to do."""
        return f"{self.code}: {self.message} {self.remedy}"


class UnreadableWorkbook(DanvanError):
    """A file that is refused: `problem` is the finding of the catalogue (X..) that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return self.problem.text


WHOLE_FILE = Place()


def problem(code: str, place: Place = WHOLE_FILE, /, **words: object) -> Problem:
    """Return the finding of entry `code` at `place`, its sentences filled from `words`; KeyError for an unknown one."""
    kind = CATALOGUE[code]
    message, remedy = kind.message.format(**words), kind.remedy.format(**words)
    return Problem(kind.code or code, kind.severity, message, remedy, place.sheet, place.row, place.cell, place.said)


def refusal(code: str, place: Place = WHOLE_FILE, /, **words: object) -> UnreadableWorkbook:
    """Return the error that refuses a file with entry `code`, to be raised; as `problem`."""
    return UnreadableWorkbook(problem(code, place, **words))


def _catalogue() -> dict[str, Kind]:
    raw = tomllib.loads(Path(__file__).with_name("problems.toml").read_text(encoding="utf-8"))
    return {code: Kind(**entry) for code, entry in raw.items()}


CATALOGUE = _catalogue()
