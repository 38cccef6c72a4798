"""01: of how many units the figures are, who is missing and why, and how far they may be trusted."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from danvan.analysis.change import LEAST_COVERAGE
from danvan.publish.answers.answer import Answer, Asked, capital
from danvan.publish.prose import Sentence, join, sentence
from danvan.publish.tables import words
from danvan.publish.tables.told import records
from danvan.vietnamese import wording

TABLES = ("T17a", "T17b")
SHARE = wording.percent(100 * LEAST_COVERAGE, 0)


def submissions(roll: pd.DataFrame) -> Answer:
    """The answer on who reported."""
    asked = Asked({}, roll, TABLES)
    return asked.answered([reported(asked), lacking(asked), *_trusted(asked), _part_years(asked)])


def reported(asked: Asked) -> Sentence | None:
    """ "Năm 2022, số liệu dựa trên báo cáo được chấp nhận của 25/26 đơn vị; đã gửi 26: 24 đúng hạn, 02 muộn"."""
    if asked.unit and not asked.about.several:
        return _unit_year(asked)
    row, about = "T17a/total", asked.about
    accepted, expected = (about.number(f"{row}/{name}", "number") for name in ("accepted", "expected"))
    if accepted is None or expected is None:
        return None
    of = "năm" if asked.unit else "lượt báo cáo phải có" if about.several else "đơn vị"
    whose = f"{asked.unit} có" if asked.unit else "số liệu dựa trên"
    said = sentence(
        f"{capital(about.when)}, {whose} báo cáo được chấp nhận của {{n}}/{{of}} {of}", n=accepted, of=expected
    )
    labels = {"on_time": "đúng hạn", "late": "muộn", "undated": "không rõ ngày nhận"}
    timely = [n for key, label in labels.items() if (n := about.positive(f"{row}/{key}", label))]
    sent = about.positive(f"{row}/reported", "báo cáo")
    if sent is None or not timely:
        return said + "."
    return said + sentence("; đã gửi {n}: {parts}.", n=sent, parts=join(timely, ", ", ", "))


def _unit_year(asked: Asked) -> Sentence:
    """ "Năm 2022, xã Bình Minh có báo cáo được chấp nhận, gửi đúng hạn."."""
    row = records(asked.roll)[-1]
    when = f"{capital(asked.about.when)}, {asked.unit}"
    if row["status"] == "accepted":
        timely = words.timeliness(row["days_late"]).lower()
        return Sentence((f"{when} có báo cáo được chấp nhận, gửi {timely}.",))
    return Sentence((f"{when} chưa có số liệu ({words.STATUSES[row['status']].lower()}): không phải là bằng không.",))


def lacking(asked: Asked) -> Sentence | None:
    """Whose figures are missing, and why, by year where there are several."""
    lacking = asked.roll[asked.roll["status"].ne("accepted")]
    if lacking.empty:
        return None if asked.unit else Sentence(("Không thiếu báo cáo của đơn vị nào.",))
    if asked.unit:
        years = [f"{row['year']} ({words.STATUSES[row['status']].lower()})" for row in records(lacking)]
        return Sentence((f"Chưa có số liệu năm {wording.join(years)}.",)) if asked.about.several else None
    named = [(int(row["year"]), f"{words.inside(row['unit'])} ({_status(row)})") for row in records(lacking)]
    return Sentence((f"Số liệu chưa gồm: {words.lacking(named, several=asked.about.several)}.",))


def _status(row: dict[str, object]) -> str:
    return words.STATUSES[str(row["status"])].lower()


def _trusted(asked: Asked) -> Iterator[Sentence]:
    """Which forms too few units filled in for a claim about all."""
    if asked.unit:
        return
    about = asked.about
    rows = [
        row for row in about.rows("T17b") if row.startswith(f"T17b/{asked.row}.") and about.value(f"{row}/expected")
    ]
    few = [row for row in rows if not asked.enough(row)]
    if not few:
        yield Sentence(
            (f"Mọi biểu đều có số liệu của ít nhất {SHARE} đơn vị phải báo cáo, đủ để nêu tỷ lệ tăng, giảm.",)
        )
        return
    parts = [sentence(f"{_form(about.label(row))} {{n}}/{{of}}", **_of(asked, row)) for row in few]
    yield sentence(f"Chưa đủ {SHARE} đơn vị nên không nêu tỷ lệ tăng, giảm: {{parts}}.", parts=join(parts, "; ", "; "))


def _of(asked: Asked, row: str) -> dict[str, Sentence]:
    numbers = {
        "n": asked.about.number(f"{row}/reported", "number"),
        "of": asked.about.number(f"{row}/expected", "number"),
    }
    return {name: Sentence((number,)) for name, number in numbers.items() if number}


def _form(label: str) -> str:
    """The name of a form without its year."""
    return words.lowered(label.partition(": ")[2])


def _part_years(asked: Asked) -> Sentence | None:
    part = sorted(int(year) for year in asked.roll.loc[asked.roll["part_year"].astype(bool), "year"].unique())
    if not part or not asked.about.several:
        return None
    return Sentence((f"Năm {words.runs(part)} không đủ 12 tháng, không so sánh với năm khác.",))
