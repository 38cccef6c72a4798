"""K21: a percentage that stands beside its parts equals what the parts give.

The form asks for no percentage; real sheets have columns "Tỷ lệ (%)" and notes "đạt 85,7%". They are read from the
ledger and never stored; only their parts count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from danvan.intake.checks.facts import Facts
from danvan.intake.checks.works import PEOPLE
from danvan.intake.figures import COUNTED
from danvan.intake.submission import CellRole, Figure, Row
from danvan.problems import Place, Problem, problem
from danvan.vietnamese import wording
from danvan.vietnamese.numbers import parse
from danvan.vietnamese.text import fold

TOLERANCE_POINTS = 0.05
PERCENT = re.compile(r"\d+(?:[.,]\d+)?(?=\s*%)")
SHARE_HEADER = re.compile(r"%|\b(?:tỷ lệ|tỉ lệ|phần trăm)\b", re.IGNORECASE)
PLAN = re.compile(r"\b(?:kế hoạch|kh|chỉ tiêu|giao)\b")
LAST_YEAR = re.compile(r"\b(?:cùng kỳ|ck|năm trước|năm ngoái|kỳ trước)\b")
COMPARES = re.compile(r"\b(?:so sánh|so với|tăng|giảm)\b")
SAYS_SHARE = re.compile(r"\b(?:tỷ lệ|tỉ lệ|đạt|chiếm|bằng)\b")
# Words of a header over a share of the money of a work, and the parts it is a share of the total of.
SOURCES = {"nhân dân": PEOPLE, "nhà nước": ("state_vnd",), "doanh nghiệp": ("business_vnd",)}


def percentages(facts: Facts) -> Iterator[Problem]:
    """K21: percentages in columns of their own and in notes of B3, each against the parts in its row."""
    heads = _heads(facts.submission.cells)
    figures = _rows_of_one(facts.submission.figures)
    works = {(r.sheet, r.row): r for r in facts.rows("resources")}
    for cell in facts.submission.cells:
        key = (cell.sheet, cell.row)
        if cell.role == "value" and cell.column == "note" and key in figures:
            yield from _compared(cell, _in_note(cell.text), _of_note(facts, figures[key], fold(cell.text)))
        elif cell.role in ("value", "note") and cell.column is None:
            head = heads.get((cell.sheet, cell.table, _letters(cell.cell)), "")
            if SHARE_HEADER.search(head):
                computed = _of_column(facts, figures.get(key), works.get(key), head)
                yield from _compared(cell, _in_cell(cell.text), computed)


def _rows_of_one(figures: Sequence[Figure]) -> Mapping[tuple[str, int], str]:
    """The indicator of each row that holds no other; where indicators stand in columns, a row is of many."""
    rows: dict[tuple[str, int], set[str]] = {}
    for figure in figures:
        if figure.cell:
            rows.setdefault((figure.sheet, figure.row), set()).add(figure.indicator)
    return {key: next(iter(codes)) for key, codes in rows.items() if len(codes) == 1}


def _heads(cells: Sequence[CellRole]) -> Mapping[tuple[str, str | None, str], str]:
    """The words over each column of a table."""
    heads: dict[tuple[str, str | None, str], str] = {}
    for cell in cells:
        if cell.role == "header":
            key = (cell.sheet, cell.table, _letters(cell.cell))
            heads[key] = f"{heads.get(key, '')} {cell.text}".strip()
    return heads


def _letters(cell: str) -> str:
    return cell.rstrip("0123456789")


def _in_note(text: str) -> list[float]:
    """The one percentage of a note; several could be of anything."""
    found = PERCENT.findall(text)
    return [float(found[0].replace(",", "."))] if len(found) == 1 else []


def _in_cell(text: str) -> list[float]:
    """What a cell under "%" can mean: 85,7, or 0,857 shown as a percentage by Excel."""
    value = parse(text).value
    if value is None:
        return []
    return [float(value)] if "%" in text else [float(value), 100 * float(value)]


def _of_note(facts: Facts, code: str, words: str) -> list[float]:
    if PLAN.search(words):
        return _plan(facts, code)
    if LAST_YEAR.search(words):
        return _last_year(facts, code)
    bare = not re.sub(r"[\d ]", "", words)
    return _whole(facts, code) if bare or SAYS_SHARE.search(words) else []


def _of_column(facts: Facts, code: str | None, work: Row | None, head: str) -> list[float]:
    words = fold(head)
    if work is not None:
        return next((_money(work, parts) for word, parts in SOURCES.items() if word in words), [])
    if code is None:
        return []
    if PLAN.search(words) and LAST_YEAR.search(words):
        return [*_plan(facts, code), *_last_year(facts, code)]
    if LAST_YEAR.search(words):
        return _last_year(facts, code)
    if COMPARES.search(words) and not PLAN.search(words):
        return [*_plan(facts, code), *_last_year(facts, code)]
    return _plan(facts, code) or ([] if PLAN.search(words) else _whole(facts, code))


def _plan(facts: Facts, code: str) -> list[float]:
    return _share(facts.value(code), facts.value(code, "plan"))


def _last_year(facts: Facts, code: str) -> list[float]:
    """ "So với cùng kỳ" is said of the level (105%), the rise (5%) and the fall (5%) alike."""
    level = _share(facts.value(code), facts.value(code, "same_period_last_year"))
    return [each for share in level for each in (share, share - 100, 100 - share)]


def _whole(facts: Facts, code: str) -> list[float]:
    """The share of the whole that a declared rule names: successful mediations of all."""
    value = partial(facts.value, column=COUNTED)
    wholes = (r.right[0] for r in facts.form.rules if (r.kind, r.left) == ("at_most", code) and len(r.right) == 1)
    return [share for whole in wholes for share in _share(value(code), value(whole))]


def _money(work: Row, parts: Sequence[str]) -> list[float]:
    given = [v for name in parts if isinstance(v := work.values.get(name), int)]
    total = work.values.get("total_vnd")
    return _share(sum(given), total) if given and isinstance(total, int) else []


def _share(part: float | None, whole: float | None) -> list[float]:
    return [100 * part / whole] if part is not None and whole else []


def _compared(cell: CellRole, given: Sequence[float], computed: Sequence[float]) -> Iterator[Problem]:
    """Tell a percentage that fits in none of the ways it can be meant."""
    if not given or not computed:
        return
    if all(abs(g - c) > TOLERANCE_POINTS + 1e-9 for g in given for c in computed):
        place = Place(cell.sheet, cell.row, cell.cell, cell.text)
        words = {"said_number": wording.percent(given[0], 2), "counted": wording.percent(computed[0], 2)}
        yield problem("K21", place, **words)
