"""Donations and relief by event: goods and cash by donor, what is told apart ("riêng") apart, with and without it."""

from __future__ import annotations

from danvan.publish.prose import Sentence, join, sentence, together
from danvan.publish.sentences.about import About
from danvan.publish.tables.words import inside, lowered

DONORS = ("collective", "individual", "enterprise", "unclassified")


STANDING = ("poor_fund", "other")  # given to every year; of several years only the sums are told


def donations(about: About) -> list[Sentence]:
    """A paragraph for each event and year, one for all years of what is given to every year; none where nothing was."""
    events = [row for row in about.rows("T8a") if row.count(".") == 1]
    once = [row for row in events if not (about.several and _event(row) in STANDING)]
    yearly = [_yearly(about, [row for row in events if _event(row) == event]) for event in STANDING if about.several]
    found = [_given(about, row) for row in once]
    whole = [together([first, *_apart(about, row)]) for row, first in zip(once, found, strict=True) if first]
    return [said for paragraph in (*whole, *yearly) for said in paragraph]


def _event(row: str) -> str:
    """ "covid19" of "T8a/covid19.2021"."""
    return row.removeprefix("T8a/").partition(".")[0]


def _covered(about: About, row: str, *, names: bool = True) -> Sentence:
    return about.covered(f"T17b/{row.rpartition('.')[2]}.donations", names=names)


def _yearly(about: About, rows: list[str]) -> list[Sentence]:
    """ "Quỹ Vì người nghèo qua các năm: năm 2017 là 974.500.000 đồng; năm 2018 (27/29 đơn vị) là ..."."""
    parts = [
        sentence(f"năm {row.rpartition('.')[2]}{{c}} là {{n}}", c=_covered(about, row, names=False), n=n)
        for row in rows
        if (n := about.positive(f"{row}/value_vnd", style="money_full"))
    ]
    what = _label(about, rows[0]).partition(",")[0] if parts else ""
    return [sentence(f"{what} qua các năm: {{parts}}.", parts=join(parts, "; ", "; "))] if parts else []


def _label(about: About, row: str) -> str:
    """What was given to, with its year; "Ủng hộ khác" of what has no name."""
    label = about.label(row)
    return f"Ủng hộ {lowered(label)}" if _event(row) == "other" else label


def _given(about: About, row: str) -> Sentence | None:
    total = about.positive(f"{row}/value_vnd", style="money_full")
    if total is None:
        return None
    parts = [part for part in (_goods(about, row), _cash(about, row)) if part]
    said = sentence(f"{_label(about, row)}{{c}}: {{parts}}", c=_covered(about, row), parts=join(parts, "; ", "; "))
    return said + (sentence("; cộng {n}.", n=total) if len(parts) > 1 else ".")


def _goods(about: About, row: str) -> Sentence | None:
    """Goods and what they are worth; the weight of those that were weighed."""
    weight = about.positive(f"{row}/goods_tonnes", "tấn", "number")
    worth = about.positive(f"{row}/goods_vnd", style="money_full")
    if weight and worth:
        return sentence("hàng hóa, hiện vật trị giá {n}, trong đó phần tính theo khối lượng {w}", w=weight, n=worth)
    if weight:
        return sentence("hàng hóa {w}", w=weight)
    return sentence("hàng hóa, hiện vật trị giá {n}", n=worth) if worth else None


def _cash(about: About, row: str) -> Sentence | None:
    cash = about.positive(f"{row}/cash_vnd", style="money_full")
    if cash is None:
        return None
    parts = [
        sentence(f"{about.label(f'{row}.{donor}').lower()} {{n}}", n=n)
        for donor in DONORS
        if (n := about.positive(f"{row}.{donor}/cash_vnd", style="money_full"))
    ]
    said = sentence("tiền mặt {n}", n=cash)
    return said + sentence(" ({parts})", parts=join(parts)) if len(parts) > 1 else said


def _apart(about: About, row: str) -> list[Sentence]:
    """What is told apart and in no total, then the sum with it."""
    event, year = row.removeprefix("T8a/").split(".")
    apart = [one for one in about.rows("T8c") if str(about.cell(one, "year")) == year and _is_of(about, one, row)]
    said = [
        sentence(f"Riêng {_activity(about, one)}: {{n}}, không tính trong tổng số trên.", n=n)
        for one in apart
        if (n := about.positive(f"{one}/value_vnd", style="money_full"))
    ]
    every = about.positive(f"T8a/{event}.{year}.all/value_vnd", style="money_full")
    return [*said, sentence("Tính cả phần riêng là {n}.", n=every)] if said and every else said


def _is_of(about: About, apart: str, row: str) -> bool:
    return about.label(row).startswith(str(about.cell(apart, "event")))


def _activity(about: About, row: str) -> str:
    """ "tiếp tế người về quê tại Ga Cây Trâm (xã Bình Long)"."""
    label, place = about.label(row), about.cell(row, "place")
    at = f" tại {place}" if place else ""
    return f"{lowered(label)}{at} ({inside(str(about.cell(row, 'unit')))})"
