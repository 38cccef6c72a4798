"""What a submission is compared with, and how to find in it what a unit reported before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from danvan.declared.form import Form
from danvan.declared.model_names import same_model
from danvan.declared.places import Unit
from danvan.declared.settings import ANNUAL, Settings
from danvan.declared.units import Key
from danvan.intake.figures import COUNTED
from danvan.intake.submission import Row, Submission
from danvan.vietnamese import wording
from danvan.vietnamese.text import fold

K = TypeVar("K")
TOLD_BY_NAME = 3
ModelsSaid = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Others:
    """The submissions beside one, in any order; those that do not concern it are passed over.

    `accepted`: what counts of the year before, and of the half-year of the same year.
    `beside`: what other units sent for the same year and period, whatever became of it.
    """

    form: Form
    office: Settings
    accepted: tuple[Submission, ...] = ()
    beside: tuple[Submission, ...] = ()

    def unit(self, submission: Submission) -> Unit:
        """The unit that sent a submission; KeyError where it is none of the office's."""
        return self._units[_key(submission)]

    def before(self, submission: Submission, *, years_ago: int = 1, period: str | None = None) -> list[Submission]:
        """The accepted submissions of all units that the submitter continues, for its own period unless named.

        Empty where one of them is missing: a part of the predecessors is no base to compare with.
        """
        year, period = (submission.year or 0) - years_ago, period or submission.period or ANNUAL
        day = self.office.period_end(year, period)
        units = self.office.places.predecessors(self.unit(submission), day)
        found = [self._accepted.get((u.key, year, period)) for u in units]
        return [s for s in found if s is not None] if None not in found else []

    def named_like(self, name: str) -> list[Unit]:
        """The units beside that have a model of this name."""
        return self._by_model.get(fold(name), [])

    def same_bytes(self, submission: Submission) -> list[Unit]:
        """The units beside that sent another file of just these bytes; one file may well hold several units."""
        files = self._by_bytes.get(submission.sha256, [])
        units = {unit for file, unit in files if file != submission.file and unit != self.unit(submission)}
        return sorted(units, key=lambda u: u.order)

    @cached_property
    def _units(self) -> Mapping[Key, Unit]:
        return {u.key: u for u in self.office.places.units}

    @cached_property
    def _accepted(self) -> Mapping[tuple[Key, int | None, str | None], Submission]:
        return {(_key(s), s.year, s.period): s for s in self.accepted}

    @cached_property
    def _by_model(self) -> Mapping[str, list[Unit]]:
        return self._units_by((n, s) for s in self.beside for n in model_names(s))

    @cached_property
    def _by_bytes(self) -> Mapping[str, list[tuple[str, Unit]]]:
        found: dict[str, list[tuple[str, Unit]]] = defaultdict(list)
        for submission in self.beside:
            found[submission.sha256].append((submission.file, self.unit(submission)))
        return found

    @cached_property
    def by_models(self) -> Mapping[ModelsSaid, list[Unit]]:
        """The units beside by what their whole B1 says."""
        return self._units_by((p, s) for s in self.beside if (p := models_said(s)))

    @cached_property
    def awards(self) -> Mapping[str, list[tuple[Unit, Row]]]:
        """The award rows beside by the number of their decision, in official order of their units."""
        found: dict[str, list[tuple[Unit, Row]]] = defaultdict(list)
        for submission in sorted(self.beside, key=lambda s: (self.unit(s).order, s.file)):
            for row in submission.rows.get("awards", ()):
                found[fold(str(row.values.get("decision_number") or ""))].append((self.unit(submission), row))
        return found

    def _units_by(self, pairs: Iterable[tuple[K, Submission]]) -> dict[K, list[Unit]]:
        found: dict[K, set[Unit]] = defaultdict(set)
        for key, submission in pairs:
            found[key].add(self.unit(submission))
        return {key: sorted(units, key=lambda u: (u.order, self._listed[u.key])) for key, units in found.items()}

    @cached_property
    def _listed(self) -> Mapping[Key, int]:
        """The place of each unit in the files that list them, which is the order of agencies."""
        return {unit.key: place for place, unit in enumerate(self.office.places.units)}


def _key(submission: Submission) -> Key:
    assert submission.unit_code
    assert submission.unit_from
    return submission.unit_code, submission.unit_from


def model_names(submission: Submission) -> list[str]:
    """The names of the models of a submission as they compare."""
    names = (row.values.get("model_name") for row in submission.rows.get("models", ()))
    return [same_model(name) for name in names if isinstance(name, str)]


# What a copied list of models still says after the clerk wrote another unit, year, codes and states over it.
COPIED = ("field", "kind", "result", "replicated_places", "households", "participants")
FEWEST_COPIED = 2


def models_said(submission: Submission) -> ModelsSaid | None:
    """All that the models of a submission say, in no order; None of fewer than two, which may agree by chance."""
    rows = submission.rows.get("models", ())
    said = ((fold(str(r.values.get("model_name"))), *(str(r.values.get(c)) for c in COPIED)) for r in rows)
    return tuple(sorted(said)) if len(rows) >= FEWEST_COPIED else None


def summed(submissions: Iterable[Submission]) -> dict[str, float]:
    """The counted figures of several submissions together, by indicator.

    A unit that does not have the indicator adds nothing; one that some unit left blank, or none has, is not there.
    """
    values: dict[str, list[float | None]] = defaultdict(list)
    for figure in (f for s in submissions for f in s.figures if f.column == COUNTED):
        if figure.state != "not_applicable":
            values[figure.indicator].append(figure.value)
    known = {code: [v for v in said if v is not None] for code, said in values.items()}
    return {code: sum(numbers) for code, numbers in known.items() if len(numbers) == len(values[code])}


def called(units: Iterable[Unit]) -> str:
    """The first three by name, and how many more: "Xã Bình An, Xã Bình Hải và 2 đơn vị khác"."""
    names = [u.full_name for u in units]
    more = len(names) - TOLD_BY_NAME
    shown = names if more <= 0 else [*names[:TOLD_BY_NAME], f"{more} đơn vị khác"]
    return wording.join(shown)
