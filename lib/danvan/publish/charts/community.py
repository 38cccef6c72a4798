"""Charts of indicators: F12 teams, F13 mediation, F14 dialogues, F15 opinions, F16 letters, F17 propaganda.

Each takes the store's indicators; labels and units are those of the declared form.
Does not belong here: adding indicators up.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from pandas import DataFrame, Series

from danvan.analysis import community, coverage, totals
from danvan.declared.form import form
from danvan.publish.chart import Chart
from danvan.publish.charts import parts
from danvan.publish.charts.story import (
    Story,
    by_unit,
    over_years,
    parts_by_year,
    rate_by_year,
    total_by_year,
    with_series,
    with_value,
)
from danvan.publish.headlines import Subject, by_year
from danvan.publish.marks import Measure, outlined
from danvan.vietnamese import wording

BLANK = parts.ABSENT["blank"]


def propaganda(frame: DataFrame, roll: DataFrame) -> Chart:
    """F17: propaganda sessions."""
    return _indicator("F17", frame, roll, "propaganda_sessions")


def dialogues(frame: DataFrame, roll: DataFrame) -> Chart:
    """F14: dialogues of the heads with the people."""
    return _indicator("F14", frame, roll, "dialogues")


def _indicator(id_: str, frame: DataFrame, roll: DataFrame, code: str) -> Chart:
    """One indicator by year, or by commune."""
    declared = form().indicator(code)
    found = community.by_unit(frame, roll, [code])
    units = found[found["asked"]].reset_index(drop=True)
    subject = Subject(f"Số {parts.inside(declared.label)}", parts.counted(declared.unit))
    story = Story(id_, subject, declared.label, roll, coverage.summary(units), declared.unit)
    return total_by_year(story, totals.by_year(units, ["value"]), units)


def teams(frame: DataFrame, roll: DataFrame) -> Chart:
    """F12: security and mediation teams of each commune at the end of the last year."""
    last = coverage.last_year(roll)
    kinds = {
        "security": (community.TEAMS, "tổ An ninh nhân dân, bảo vệ dân phố"),
        "mediation": (["mediation_teams"], "tổ hòa giải"),
    }
    found = {name: community.together(frame, last, codes, name) for name, (codes, _) in kinds.items()}
    units = found["security"][["year", "period", *coverage.UNIT, "covered"]]
    for name, each in found.items():
        told = each.assign(**{name: each["value"], f"{name}_absent": parts.absent(each, last, BLANK)})
        units = units.merge(told[[*coverage.KEY, name, f"{name}_absent"]], on=coverage.KEY)
    measures = (
        Measure("security", "An ninh nhân dân, bảo vệ dân phố", absent="security_absent"),
        Measure("mediation", "Hòa giải ở cơ sở", absent="mediation_absent"),
    )
    counts = [_total(found[name], words) for name, (_, words) in kinds.items()]
    what, covered = "Tổ An ninh nhân dân, tổ bảo vệ dân phố và tổ hòa giải", coverage.summary(found["security"])
    subject = Subject("Số tổ", parts.counted("tổ"))
    story = Story("F12", subject, what, last, covered, "tổ", each="của từng xã, thị trấn")
    said = f"Cuối năm {last['year'].max()}: {'; '.join(counts)}" if len(units) else story.headline(units)
    return by_unit(story, units, measures, said, lead="none")


def _total(found: DataFrame, words: str) -> str:
    """ "120 tổ hòa giải", "116 tổ hòa giải (21/22 đơn vị)" or "tổ hòa giải chưa có số liệu"."""
    point = next(iter(by_year(totals.by_year(found, ["value"]), "value")), None)
    if point is None or point.value is None:
        return f"{words} chưa có số liệu"
    return f"{wording.count(int(point.value), words)}{f' ({point.units})' if point.units else ''}"


def mediation(frame: DataFrame, roll: DataFrame) -> Chart:
    """F13: cases settled of those taken in."""
    code, whole = "mediation_successes", "mediation_cases"
    total = with_value(community.rate_by_year(frame, roll, code, [whole]), "ratio")
    units = with_value(community.rate(frame, roll, code, [whole]), "ratio")
    reasons = parts.absent(units, roll, BLANK).where(~units["covered"], "không có vụ việc")
    subject = Subject("Tỷ lệ hòa giải thành", parts.percent, share=True)
    what = "Vụ việc hòa giải thành trong số vụ việc tiếp nhận"
    story = Story("F13", subject, what, roll, coverage.summary(units))
    return rate_by_year(story, total, units.assign(said=_of(units), absent=reasons))


def opinions(frame: DataFrame, roll: DataFrame) -> Chart:
    """F15: opinions resolved before the outline of all received."""
    code, whole = "opinions_resolved", "opinions_received"
    total = community.rate_by_year(frame, roll, code, [whole])
    units = community.rate(frame, roll, code, [whole])
    subject = Subject("Tỷ lệ ý kiến, kiến nghị được giải quyết, trả lời", parts.percent, share=True)
    what = "Ý kiến, kiến nghị của Nhân dân và kết quả giải quyết, trả lời"
    story = Story("F15", subject, what, roll, coverage.summary(units), "ý kiến")
    said = story.headline(total, "ratio")
    if story.single:
        units = units.assign(said=_of(units), absent=parts.absent(units, roll, BLANK))
        return by_unit(story, units, (Measure("part", "Đã giải quyết/nhận được", said="said"),), said, lead="none")

    def draw(ax: Axes) -> Axes:
        words = ("Đã giải quyết, trả lời", "Nhận được", "")
        return outlined(total, part="part", whole="whole", unit=story.unit, words=words, notes=story.notes, ax=ax)

    values = "; ".join(f"{year}: {told}" for year, told in zip(total["year"], _of(total), strict=True))
    return over_years(story, total, said, draw, "Biểu đồ cột trước viền tổng số", values)


def _of(found: DataFrame) -> Series:
    """part/whole as printed: "9/10 (90,0%)"; a whole of nothing has no share; <NA> where either is not known."""
    told = [
        None if pd.isna(row.part) or pd.isna(row.whole) else _parted(float(row.part), float(row.whole))
        for row in parts.records(found)
    ]
    return pd.Series(told, index=found.index, dtype="string")


def _parted(part: float, whole: float) -> str:
    share = f" ({parts.percent(part / whole)})" if whole else ""
    return f"{wording.number(part)}/{wording.number(whole)}{share}"


def letters(frame: DataFrame, roll: DataFrame) -> Chart:
    """F16: letters of complaint, denunciation and petition."""
    names = {code: form().indicator(code).label for code in community.LETTERS}
    found = with_series(community.by_year(frame, roll, community.LETTERS), "indicator", names, "value")
    together = community.together(frame, roll, community.LETTERS, "letters")
    subject = Subject("Số đơn khiếu nại, tố cáo, kiến nghị, phản ánh", parts.counted("đơn"))
    what = "Đơn khiếu nại, tố cáo, kiến nghị, phản ánh"
    story = Story("F16", subject, what, roll, coverage.summary(together), "đơn")
    return parts_by_year(story, found, totals.by_year(together, ["value"]))
