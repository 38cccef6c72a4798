"""Who reported, and what that and the figures say of strengths and limitations."""

from __future__ import annotations

from collections.abc import Mapping

from danvan.publish.prose import Sentence, join, sentence, together
from danvan.publish.sentences.about import About, capital
from danvan.publish.sentences.comparing import Thing, brief, stated
from danvan.publish.tables import words
from danvan.publish.tables.words import inside, lowered
from danvan.vietnamese import wording

FIGURES: Mapping[str, Thing] = {
    "Số mô hình được công nhận": Thing("recognised", "mô hình"),
    "Nhân dân đóng góp": Thing("people_vnd", style="money"),
    "Xã đạt chuẩn nông thôn mới": Thing("new_rural", "xã"),
    "Khu dân cư kiểu mẫu": Thing("areas", "khu"),
    "Hội nghị, buổi tuyên truyền": Thing("propaganda_sessions", "buổi", met=True),
    "Hội nghị đối thoại": Thing("dialogues", "cuộc", met=True),
    "Tỷ lệ mô hình được công nhận": Thing("recognition_rate", style="percent"),
    "Tỷ lệ Nhân dân đóng góp": Thing("people_share", style="percent"),
    "Tỷ lệ hòa giải thành": Thing("mediation_rate", style="percent"),
    "Tỷ lệ ý kiến, kiến nghị đã giải quyết, trả lời": Thing("opinions_rate", style="percent"),
    "Tỷ lệ đơn đã giải quyết": Thing("letters_rate", style="percent"),
    "Tỷ lệ báo cáo đúng hạn": Thing("on_time_rate", style="percent"),
}
NOT_COUNTED = "không có trong số liệu"
ABSENT = {
    words.STATUSES["not_received"]: "chưa báo cáo",
    words.STATUSES["returned"]: f"báo cáo trả lại để sửa, {NOT_COUNTED}",
    words.STATUSES["refused"]: f"tệp báo cáo không mở được, {NOT_COUNTED}",
}
LATE = "Muộn"
LATE_SAID = "gửi muộn"
# What reports want, as a limitation.
WANTING = {
    "chưa báo cáo": "đơn vị chưa báo cáo",
    ABSENT[words.STATUSES["returned"]]: "báo cáo phải trả lại để sửa",
    ABSENT[words.STATUSES["refused"]]: "tệp báo cáo không mở được",
    LATE_SAID: "đơn vị gửi báo cáo muộn",
}


def submissions(about: About) -> list[Sentence]:
    """How many of those asked reported, in time, and which did not: a paragraph a year."""
    return [said for year in about.years for said in _of_year(about, year)]


def _of_year(about: About, year: int) -> list[Sentence]:
    row = f"T17a/{year if about.several else 'total'}"
    reported, expected = (about.number(f"{row}/{name}", "number") for name in ("reported", "expected"))
    if reported is None or expected is None:
        return []
    rate = about.rate(f"{row}/reported_rate", f"{row}/reported", f"{row}/expected")
    when = capital(words.of_year(year, half=about.half))
    said = sentence(f"{when}, có {{n}}/{{of}} đơn vị gửi báo cáo", n=reported, of=expected) + _bracketed(rate)
    on_time = about.amount(f"{row}/on_time", "báo cáo")
    timely = about.rate(f"{row}/on_time_rate", f"{row}/on_time", f"{row}/reported")
    if on_time:
        said = said + sentence(", {n} gửi đúng hạn{rate}", n=on_time, rate=_bracketed(timely))
    lacking = [f"{what}: {', '.join(units)}" for what, units in _lacking(about, year).items()]
    return together([said + ".", *([Sentence((f"{capital('; '.join(lacking))}.",))] if lacking else [])])


def _bracketed(said: Sentence | None) -> Sentence:
    return sentence(" ({n})", n=said) if said else Sentence(())


def _lacking(about: About, year: int) -> dict[str, list[str]]:
    """Which units sent nothing, had to mend their report, or were late, by what is wrong."""
    states = _states(about, year)
    told = {
        said: [inside(unit) for unit, state in states.items() if state == status] for status, said in ABSENT.items()
    }
    told[LATE_SAID] = [inside(unit) for unit, state in states.items() if state.startswith(LATE)]
    return {said: units for said, units in told.items() if units}


def _states(about: About, year: int) -> dict[str, str]:
    """What became of each unit's report: its timeliness where it was accepted, else its status."""
    columns = (str(year),) if about.several else ("state", "status")
    return {
        about.label(row): _state([str(about.cell(row, name) or "") for name in columns]) for row in about.rows("T17")
    }


def _state(told: list[str]) -> str:
    return next((state for state in told if state in ABSENT), told[0])


def strengths(about: About) -> list[Sentence]:
    """The main figures and rates that rose, for the writer to choose from."""
    return _changed(about, 1)


def limitations(about: About) -> list[Sentence]:
    """What reports want, and the main figures and rates that fell."""
    kinds = dict.fromkeys(what for year in about.years for what in _lacking(about, year))
    wanting = wording.join([WANTING[what] for what in kinds])
    said = [Sentence((f"Còn {wanting} (nêu tại mục I).",))] if wanting else []
    return [*said, *_changed(about, -1)]


def _changed(about: About, sign: int) -> list[Sentence]:
    """The figures that moved one way between the same units, as far as a change may be told."""
    parts = [
        sentence(f"{lowered(label)} {{change}}", change=brief(about, thing))
        for label, thing in FIGURES.items()
        if (_moved(about, thing) or 0) * sign > 0
    ]
    return [sentence(f"So với {about.before}: {{parts}}.", parts=join(parts, "; ", "; "))] if parts else []


def _moved(about: About, thing: Thing) -> float | None:
    """By how much, in percent or points; None where that may not be told."""
    told = about.value(f"{thing.row}/{'points' if thing.style == 'percent' else 'percent'}")
    return told if stated(about, thing) else None
