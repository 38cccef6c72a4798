"""03: how much was given for works, how much of it by the people, and what was built."""

from __future__ import annotations

import pandas as pd

from danvan.analysis.measures import BASES
from danvan.publish.answers.answer import Answer, Asked, Data, capital, listed, not_asked, without
from danvan.publish.cited import Style
from danvan.publish.prose import Sentence, join, sentence
from danvan.publish.tables import words

TABLES = ("R1", "T6a", "T7a", "T7b", "T17b")
SOURCES = {
    "state_vnd": "ngân sách Nhà nước {n}", "people_vnd": "Nhân dân đóng góp {n}", "business_vnd": "doanh nghiệp {n}",
    "other_vnd": "nguồn khác {n}",
}  # fmt: skip
WORK = "công trình, phần việc"
NAMED = 5  # types of works told; the table has them all


def resources(data: Data, roll: pd.DataFrame) -> Answer:
    """The answer on resources."""
    asked = Asked(data, roll, TABLES)
    what = f"kinh phí huy động làm {WORK}"
    if not asked.asks("resources"):
        return asked.answered([not_asked(what, asked)])
    if asked.about.value("R1/total_vnd/value") is None:
        return asked.answered([without(what, asked)])
    return asked.answered([_money(asked), _share(asked), _given(asked), _works(asked), _built(asked)])


def _money(asked: Asked) -> Sentence:
    about = asked.about
    total = asked.flow("total_vnd", style="money")
    if not about.value("R1/total_vnd/value") or total is None:
        return Sentence((f"{capital(about.when)}, {asked.who} không phát sinh kinh phí huy động.",))
    parts = asked.flows(SOURCES, "money")
    said = sentence(f"{capital(about.when)}, {asked.who} huy động {{n}}", n=total)
    return said + (sentence(", gồm {parts}.", parts=parts) if parts else ".")


def _share(asked: Asked) -> Sentence | None:
    row = f"T6a/{asked.row}"
    share = asked.rate(f"{row}/people_share", f"{row}/people_vnd", f"{row}/total_vnd", "R1/people_vnd", "R1/total_vnd")
    return sentence("Nhân dân đóng góp chiếm {n} tổng kinh phí.", n=share) if share else None


def _given(asked: Asked) -> Sentence | None:
    land, days = asked.flow("land_m2", "m²", "number"), asked.flow("labour_days", "ngày công")
    known = listed([
        sentence("hiến đất {n}", n=land) if land and asked.about.value("R1/land_m2/value") else None,
        sentence("góp {n}", n=days) if days and asked.about.value("R1/labour_days/value") else None,
    ])  # fmt: skip
    return sentence("Nhân dân còn {parts}.", parts=join(known)) if known else None


def _works(asked: Asked) -> Sentence | None:
    about = asked.about
    every, done = about.amount("T7a/total/works", WORK), about.amount("T7a/total/works_completed")
    if not about.value("T7a/total/works") or every is None:
        return None
    said = sentence("Thực hiện {n}{covered}", n=every, covered=asked.of_form("resources"))
    return said + (sentence(", hoàn thành {n}.", n=done) if done else ".")


def _built(asked: Asked) -> Sentence | None:
    """What the completed works came to."""
    about = asked.about
    parts = [
        sentence(f"{_type(about.label(row))} {{n}}", n=n)
        for row in about.rows("T7b")
        if (n := about.positive(f"{row}/quantity", unit := str(about.cell(row, "quantity_unit") or ""), _style(unit)))
    ]
    more = "; các loại khác xem bảng T7b" if len(parts) > NAMED else ""
    return (
        sentence(f"Khối lượng hoàn thành: {{parts}}{more}.", parts=join(parts[:NAMED], "; ", "; ")) if parts else None
    )


def _style(unit: str) -> Style:
    """Only what is counted has a leading zero."""
    return "number" if unit in BASES else "count"


def _type(label: str) -> str:
    said = words.lowered(label)
    return "công trình khác" if said == "khác" else said
