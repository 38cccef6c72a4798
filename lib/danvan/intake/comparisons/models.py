"""K08, K09, K19: models against those of last year and of other units."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from danvan.declared.model_names import same_model
from danvan.declared.settings import ANNUAL
from danvan.intake.checks.facts import at
from danvan.intake.comparisons.others import Others, called, models_said
from danvan.intake.proposals import propose
from danvan.intake.submission import Row, Submission
from danvan.problems import Place, Problem, problem
from danvan.vietnamese.text import fold


def lives(submission: Submission, others: Others) -> Iterator[Problem]:
    """K08: a model that goes on was there last year, and one that was there goes on or is said to have ended."""
    earlier = others.before(submission, period=ANNUAL)
    if not earlier or not all(_has_list(s) for s in (submission, *earlier)):
        return
    now, then = _models([submission]), _models(earlier)
    known_now, known_then = _keys(now), _keys(then)
    absent = [r for r in now if not known_then & _keys([r])]
    gone = [r for r in then if not known_now & _keys([r]) and r.values.get("status") != "ended"]
    for row in absent:
        if row.values.get("status") not in ("new", None):
            yield problem("K08", at(row, "model_name"), **_words(row, gone, earlier), status=_status(row, others))
    sheet = Place(now[0].sheet if now else None)
    for row in gone:
        yield problem("K08-vanished", sheet, **_words(row, absent, earlier))


def _has_list(submission: Submission) -> bool:
    return "models" in (*submission.forms_present, *submission.forms_with_nothing)


def _models(submissions: Sequence[Submission]) -> list[Row]:
    rows = (r for s in submissions for r in s.rows.get("models", ()))
    return [r for r in rows if isinstance(r.values.get("model_name"), str)]


def _keys(rows: Sequence[Row]) -> set[tuple[str, str]]:
    """What a model is known by from year to year: its code, or its name."""
    spell: dict[str, Callable[[str], str]] = {"model_id": fold, "model_name": same_model}
    return {(name, key(str(r.values[name]))) for r in rows for name, key in spell.items() if r.values.get(name)}


def _words(row: Row, alike: Sequence[Row], earlier: Sequence[Submission]) -> dict[str, object]:
    name = str(row.values["model_name"])
    proposals = propose(name, [str(r.values["model_name"]) for r in alike])
    return {"name": name, "year": earlier[0].year, "proposals": proposals}


def _status(row: Row, others: Others) -> str:
    choices = others.form.table("models").column("status").choice
    return next((c.label for c in choices if c.name == row.values.get("status")), "")


def told_elsewhere(submission: Submission, others: Others) -> Iterator[Problem]:
    """K09: a commune and an agency both list a model of this name; two communes may well have one each."""
    agency = others.unit(submission).type == "agency"
    for row in _models([submission]):
        name = str(row.values["model_name"])
        units = [u for u in others.named_like(name) if (u.type == "agency") != agency]
        if units:
            yield problem("K09-elsewhere", at(row, "model_name"), name=name, others=called(units))


def copied(submission: Submission, others: Others) -> Iterator[Problem]:
    """K19: the file, or all of B1, says just what another unit's says, or one's own of last year."""
    own, said = others.unit(submission), models_said(submission)
    sheet = Place(next((r.sheet for r in submission.rows.get("models", ())), None))
    same_bytes = others.same_bytes(submission)
    same_models = [u for u in others.by_models.get(said, ()) if u != own and u not in same_bytes] if said else []
    for what, place, units in (("Tệp này", Place(), same_bytes), ("Danh mục mô hình (B1)", sheet, same_models)):
        if units:
            yield problem("K19", place, what=what, year=submission.year, others=called(units))
    for before in others.before(submission):
        words = {"year": before.year, "others": others.unit(before).full_name}
        if before.sha256 == submission.sha256:
            yield problem("K19", what="Tệp này", **words)
        elif said and models_said(before) == said and _has_counts(submission):
            yield problem("K19", sheet, what="Danh mục mô hình (B1)", **words)


def _has_counts(submission: Submission) -> bool:
    """Whether the models carry figures, which differ from year to year; names alone may well stay."""
    columns = ("households", "participants", "replicated_places")
    return any(r.values.get(c) for r in submission.rows.get("models", ()) for c in columns)
