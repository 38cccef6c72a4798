"""Who reported, and what that and the figures say of strengths and limitations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from danvan.publish.prose import Sentence, sentence
from danvan.publish.sentences.about import About, inside
from danvan.publish.sentences.comparing import Thing, stated
from danvan.publish.tables import words

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
ABSENT = (words.STATUSES["not_received"], words.STATUSES["returned"], words.STATUSES["refused"])
LATE = "Muộn"


def submissions(about: About) -> list[Sentence]:
    """How many of those asked reported, in time, and which did not, year by year where there are several."""
    return [said for year in about.years for said in _of_year(about, year)]


def _of_year(about: About, year: int) -> Iterator[Sentence]:
    row = f"T17a/{year if about.several else 'total'}"
    reported, expected = (about.number(f"{row}/{name}", "number") for name in ("reported", "expected"))
    if reported is None or expected is None:
        return
    rate = about.rate(f"{row}/reported_rate", f"{row}/reported", f"{row}/expected")
    said = sentence(f"Năm {year}, có {{n}}/{{of}} đơn vị gửi báo cáo", n=reported, of=expected)
    said = said + (sentence(" ({n})", n=rate) if rate else "")
    on_time = about.amount(f"{row}/on_time", "báo cáo")
    timely = about.rate(f"{row}/on_time_rate", f"{row}/on_time", f"{row}/reported")
    if on_time:
        said = said + sentence(", {n} gửi đúng hạn{rate}", n=on_time, rate=_bracketed(timely))
    yield said + "."
    yield from _lacking(about, year)


def _bracketed(said: Sentence | None) -> Sentence:
    return sentence(" ({n})", n=said) if said else Sentence(())


def _lacking(about: About, year: int) -> Iterator[Sentence]:
    """Which units sent nothing, had to mend their report, or were late."""
    states = _states(about, year)
    for status in ABSENT:
        named = [inside(unit) for unit, state in states.items() if state == status]
        if named:
            yield Sentence((f"Năm {year}, {status[:1].lower()}{status[1:]}: {', '.join(named)}.",))
    late = [inside(unit) for unit, state in states.items() if state.startswith(LATE)]
    if late:
        yield Sentence((f"Năm {year}, gửi báo cáo muộn: {', '.join(late)}.",))


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
    return list(_changed(about, 1))


def limitations(about: About) -> list[Sentence]:
    """Reports that are missing, sent back or late, and the main figures and rates that fell."""
    lacking = [said for year in about.years for said in _lacking(about, year)]
    return [*lacking, *_changed(about, -1)]


def _changed(about: About, sign: int) -> Iterator[Sentence]:
    """The figures that moved one way between the same units, as far as a change may be told."""
    for label, thing in FIGURES.items():
        column = "points" if thing.style == "percent" else "percent"
        value = about.value(f"{thing.row}/{column}")
        it = stated(about, thing) if value is not None and value * sign > 0 else None
        if it:
            yield sentence(f"{label} {about.now}: {{it}}.", it=it)
