"""Who reports where no cover says it: the letterheads and titles of the sheets, and the folder of the file.

Only names exact to the tone mark count; two that differ are told, and neither is taken.
Does not belong here: what a cover says (`identity`), a workbook of several units (`several`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from danvan.declared.names import words
from danvan.declared.places import Places, Unit
from danvan.intake.headings import unit_said
from danvan.problems import Place, Problem, problem
from danvan.vietnamese import wording

LONGEST_NAME = 80

Line = tuple[Place, str]
Found = tuple[Unit | None, Problem]


def sender(heads: Sequence[Line], folders: Sequence[str], label: str, places: Places, day: dt.date) -> Found:
    """Return the one unit that the lines and the nearest folder name, and the finding that says how it is known."""
    for place, text in heads:
        match = places.find(text, day) if len(text) < LONGEST_NAME and not text.isascii() else None
        if match and match.body and match.unit:
            return None, problem("Đ60", place, text=text, body=match.body, unit=match.unit.called)
    said = {unit: place for place, text in reversed(heads) if (unit := unit_said(text, places, day))}
    units = list(dict.fromkeys([*reversed(said), *_of_folders(folders, places, day)]))
    if len(units) > 1:
        return None, problem("Đ67", said[units[-1]] if units[-1] in said else Place(), units=_listed(units))
    if units:
        return units[0], problem("Đ31", said.get(units[0], Place()), label=label, text=units[0].full_name)
    return None, _former(heads, places, day) or problem("Đ23", proposals="")


def _of_folders(folders: Sequence[str], places: Places, day: dt.date) -> list[Unit]:
    """The unit that the nearest folder names, if one does."""
    matches = (places.find(folder, day) for folder in reversed(folders))
    return next(([match.unit] for match in matches if match.unit and not match.body), [])


def _former(heads: Sequence[Line], places: Places, day: dt.date) -> Problem | None:
    """K18 at the first line that names a unit of another time."""
    for place, text in heads:
        former = (u for u in places.named_in(text) if not u.valid_on(day) and words().ends_name(text, u.name))
        for unit in former:
            return problem("K18", place, name=unit.full_name, code=unit.code, day=wording.day(day))
    return None


def _listed(units: Sequence[Unit]) -> str:
    return " và ".join(f"“{unit.full_name}”" for unit in units)
