"""What is said of a figure beside that of the year before: the words for each thing that `analysis.change` may find.

    191 mô hình, tăng 5,8% so với năm 2020 (tăng 11 mô hình)
    05 mô hình, kỳ trước không phát sinh
    85,7% (20/22 đơn vị), chưa có số liệu so sánh

The rows are those of R3 and R4, their coverage that of R5. Does not belong here: whether a change may be told, which
the tables say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from danvan.declared.standards import standards
from danvan.publish.cited import Style, written
from danvan.publish.prose import Number, Once, Sentence, join, sentence
from danvan.publish.sentences.about import About
from danvan.publish.tables import words
from danvan.publish.tables.against import FEW

REASONS: Mapping[str, str] = {text: code for code, text in words.REASONS.items()} | {FEW: "few"}
BECAUSE = {
    "units_differ": Once("; hai kỳ không cùng các đơn vị có số liệu"),
    "coverage_low": Once(", không tính tỷ lệ do còn nhiều đơn vị chưa có số liệu"),
}
# Rates are not told as a difference where their parts do not allow it.
NO_POINTS = {
    "few": ", không so sánh tỷ lệ với {before} do số được xét quá ít",
    "coverage_low": ", không so sánh tỷ lệ với {before} do còn nhiều đơn vị chưa có số liệu",
}
ROUNDED_AWAY = ("0,0", "0,0%")


@dataclass(frozen=True, slots=True)
class Thing:
    """What is compared: the row of R3 or R4, what its numbers count ("mô hình"; "" for money and rates), how they are
    written. `met` tells gatherings of people, which Covid-19 kept from meeting; `short` is the unit where it is said
    again ("khu").
    """

    key: str
    unit: str = ""
    style: Style = "count"
    met: bool = False
    short: str = ""

    @property
    def row(self) -> str:
        """The row of the table that has it."""
        return f"{'R4' if self.style == 'percent' else 'R3'}/{self.key}"

    @property
    def units(self) -> str:
        """The row that tells of how many units it is."""
        return f"R5/{self.key}"

    def said(self, number: Number) -> Sentence:
        """A number with what it counts."""
        return sentence(f"{{n}} {self.unit}" if self.unit else "{n}", n=number)


def stated(about: About, thing: Thing, *, names: bool = True) -> Sentence | None:
    """A figure of the last year with its coverage, the missing units by name where wanted, and what changed; None where
    neither year has it, and for a rate of too few or of too few units.
    """
    now, before = (about.value(f"{thing.row}/{name}") for name in ("now", "before"))
    if (now is None and before is None) or _too_few(about, thing):
        return None
    was = _was(about, thing)
    if now is None:
        return sentence("chưa có số liệu{was}", was=was)
    covered = about.covered(thing.units, names=names)
    if now == 0 and before and thing.style != "percent" and _reason(about, thing) != "part_year":
        return sentence("không phát sinh{covered}{was}", covered=covered, was=was)
    level = Sentence(("không phát sinh",))
    if now or thing.style == "percent":
        level = thing.said(about.figures.number(f"{thing.row}/now", thing.style))
    compared = Sentence((", ",)) + comparison(about, thing)
    return level + covered + (Once(compared) if _reason(about, thing) == "part_year" else compared)


def _too_few(about: About, thing: Thing) -> bool:
    """Whether a rate stands on too little to be told at all."""
    return thing.style == "percent" and (_reason(about, thing) == "few" or not about.enough(thing.units))


def comparison(about: About, thing: Thing) -> Sentence:
    """What changed since the year before, as it follows a figure: "tăng 12,5% so với năm 2020 (tăng 05 mô hình)"."""
    reason = _reason(about, thing)
    if reason == "part_year":
        return Sentence((f"không so sánh với {about.before} do có kỳ báo cáo không đủ cả năm",))
    if reason in ("missing", "base_missing"):
        return Sentence((words.REASONS[reason],))
    if reason == "base_zero":
        also = "" if about.value(f"{thing.row}/now") else "cũng "
        return Sentence((words.REASONS[reason].replace("không", f"{also}không", 1),))
    if thing.style == "percent" and reason in NO_POINTS:
        return Sentence((NO_POINTS[reason].removeprefix(", ").format(before=about.before),))
    return _change(about, thing, reason) + BECAUSE.get(reason, "")


def brief(about: About, thing: Thing) -> Sentence:
    """A change without the figure and the years: "tăng 62,9% (năm 2021 có dịch Covid-19)"."""
    by, value = _difference(about, thing)
    percent = _percent(about, thing)
    notes = _bracketed(_notes(about, thing, _reason(about, thing)))
    size = by if percent is None else Sentence((percent,))
    return sentence(f"{_verb(value)} {{size}}{{notes}}", size=size, notes=notes)


def _verb(value: float) -> str:
    return "tăng" if value > 0 else "giảm"


def _reason(about: About, thing: Thing) -> str:
    said = str(about.cell(thing.row, "reason") or "")
    return REASONS[said if said in REASONS else said.rpartition(" (")[0]]


def _change(about: About, thing: Thing, reason: str) -> Sentence:
    """The difference, by a percentage where there is one."""
    by, value = _difference(about, thing)
    notes = _notes(about, thing, reason)
    if not value:
        return sentence(f"không thay đổi so với {about.before}{{notes}}", notes=_bracketed(notes))
    verb = _verb(value)
    percent = _percent(about, thing)
    if percent is None:
        return sentence(f"{verb} {{by}} so với {about.before}{{notes}}", by=by, notes=_bracketed(notes))
    notes = [sentence(f"{verb} {{by}}", by=by), *notes]
    return sentence(f"{verb} {{p}} so với {about.before}{{notes}}", p=percent, notes=_bracketed(notes))


def _difference(about: About, thing: Thing) -> tuple[Sentence, float]:
    """By how much, without its sign, and the difference itself; 0 where none is left after rounding."""
    rate = thing.style == "percent"
    figure = f"{thing.row}/{'points' if rate else 'absolute'}"
    value = about.figures.value(figure) or 0.0
    number = Number(written(abs(value), "points" if rate else thing.style), figure)
    said = (
        sentence("{n} điểm phần trăm", n=number)
        if rate
        else replace(thing, unit=thing.short or thing.unit).said(number)
    )
    return said, 0.0 if number.text in ROUNDED_AWAY else value


def _percent(about: About, thing: Thing) -> Number | None:
    figure = f"{thing.row}/percent"
    value = about.value(figure)
    text = "" if value is None else written(abs(value), "percent")
    return None if value is None or text in ROUNDED_AWAY else Number(text, figure)


def _notes(about: About, thing: Thing, reason: str) -> list[Sentence]:
    """What must be known of the two years: their units, the epidemic."""
    return [note for note in (_units(about, thing, reason), _covid(about, thing)) if note.pieces]


def _units(about: About, thing: Thing, reason: str) -> Sentence:
    names = ("reported_before", "expected_before", "reported", "expected")
    known = [about.value(f"{thing.units}/{name}") for name in names]
    gave_before, asked_before, gave, asked = known
    if None in known or (gave == asked and gave_before == asked_before == asked):
        return Sentence(())
    if gave == asked and gave_before == asked_before:
        numbers = {name: about.figures.number(f"{thing.units}/{name}", "number") for name in names[1::2]}
        return sentence(f"{about.before} có {{expected_before}} đơn vị, kỳ này {{expected}} đơn vị", **numbers)
    if reason in BECAUSE:
        numbers = {name: about.figures.number(f"{thing.units}/{name}", "number") for name in names[:2]}
        return sentence(f"{about.before}: {{reported_before}}/{{expected_before}} đơn vị", **numbers)
    return Sentence(("tính trên cùng các đơn vị có số liệu",))


def _covid(about: About, thing: Thing) -> Sentence:
    """Which of the two years the epidemic kept people from meeting in, where it is one of them."""
    found = [year for year in (about.last - 1, about.last) if _in_covid(year)]
    return Sentence((f"năm {found[0]} có dịch Covid-19",) if thing.met and len(found) == 1 else ())


def _in_covid(year: int) -> bool:
    return any(one.name == "covid19" and one.first <= year <= one.last for one in standards())


def _bracketed(notes: list[Sentence]) -> Sentence:
    return sentence(" ({notes})", notes=join(notes, "; ", "; ")) if notes else Sentence(())


def _was(about: About, thing: Thing) -> Sentence:
    """ " (năm 2020 có 12 mô hình)", nothing where that is not known."""
    number = about.number(f"{thing.row}/before", thing.style)
    if number is None:
        return Sentence(())
    covered = about.covered(thing.units, suffix="_before", names=False)
    return sentence(f" ({about.before} {'là' if thing.style == 'percent' else 'có'} {{n}}{{covered}})",
                    n=thing.said(number), covered=_commaed(covered))  # fmt: skip


def _commaed(covered: Sentence) -> Sentence:
    """Coverage that stands within brackets: ", 20/22 đơn vị"."""
    if not covered.pieces:
        return covered
    opening, *inner, closing = covered.pieces
    return Sentence((str(opening).replace(" (", ", "), *inner, str(closing).removesuffix(")")))
