"""Donations and relief by event: goods and cash by donor, what is told apart ("riêng") apart, with and without it."""

from __future__ import annotations

from danvan.publish.prose import Sentence, join, sentence
from danvan.publish.sentences.about import About, inside

DONORS = ("collective", "individual", "enterprise", "unclassified")


def donations(about: About) -> list[Sentence]:
    """Two or three sentences an event and year; none where nothing was given."""
    events = [row for row in about.rows("T8a") if row.count(".") == 1]
    found = [_given(about, row) for row in events]
    return [one for row, first in zip(events, found, strict=True) if first for one in (first, *_apart(about, row))]


def _given(about: About, row: str) -> Sentence | None:
    total = about.positive(f"{row}/value_vnd", style="money_full")
    if total is None:
        return None
    parts = [part for part in (_goods(about, row), _cash(about, row)) if part]
    covered = about.covered(f"T17b/{row.rpartition('.')[2]}.donations")
    said = sentence(f"{about.label(row)}{{covered}}: {{parts}}", covered=covered, parts=join(parts, "; ", "; "))
    return said + (sentence("; cộng {n}.", n=total) if len(parts) > 1 else ".")


def _goods(about: About, row: str) -> Sentence | None:
    weight = about.positive(f"{row}/goods_tonnes", "tấn", "number")
    worth = about.positive(f"{row}/goods_vnd", style="money_full")
    if weight and worth:
        return sentence("{w} hàng hóa, hàng hóa và hiện vật trị giá {n}", w=weight, n=worth)
    if weight:
        return sentence("{w} hàng hóa", w=weight)
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
    return f"{label[:1].lower()}{label[1:]}{at} ({inside(str(about.cell(row, 'unit')))})"
