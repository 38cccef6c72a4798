"""05: how many communes meet the new rural standard, and what was recognised and shared."""

from __future__ import annotations

import pandas as pd

from danvan.publish.answers.answer import Answer, Asked, Data, capital, listed, without
from danvan.publish.prose import Number, Sentence, join, sentence
from danvan.publish.table import MISSING
from danvan.publish.tables import words

TABLES = ("T8a", "T9a", "T9b", "T15", "T17b")
KINDS = {"collective": "tập thể", "individual": "cá nhân", "household": "hộ gia đình", "enterprise": "doanh nghiệp"}
GRADES = {"advanced": "xã nâng cao", "model": "xã kiểu mẫu"}
NAMED = 3  # events told by name; the table has them all


def new_rural(data: Data, roll: pd.DataFrame) -> Answer:
    """The answer on new rural communes, awards and donations."""
    asked = Asked(data, roll, TABLES)
    said = listed([_standing(asked) if asked.unit else _communes(asked), _listed(asked), _awards(asked), _given(asked)])
    return asked.answered(said or [without("nông thôn mới, khen thưởng và ủng hộ", asked)])


def _communes(asked: Asked) -> Sentence | None:
    """ "Đến cuối năm 2022, có 18/21 xã đạt chuẩn nông thôn mới (85,7%)."."""
    about = asked.about
    row = f"T9a/{about.last}"
    met, reported, communes = (about.number(f"{row}/{name}", "number") for name in ("met", "reported", "communes"))
    if met is None or reported is None or communes is None:
        return Sentence((f"Chưa có số liệu về xã đạt chuẩn nông thôn mới {about.now}.",))
    share = about.rate(f"{row}/share", f"{row}/met", f"{row}/reported") if about.enough(row, "communes") else None
    said = sentence(f"Đến {about.end}, có {{met}}/{{of}} xã đạt chuẩn nông thôn mới", met=met, of=reported)
    said = said + (sentence(" ({n})", n=share) if share else "")
    grades = [n for key, unit in GRADES.items() if (n := about.positive(f"{row}/{key}", unit))]
    said = said + (sentence(", trong đó {parts}", parts=join(grades)) if grades else "")
    return said + (
        "." if reported.text == communes.text else sentence("; còn lại trong {n} xã chưa có số liệu.", n=communes)
    )


def _standing(asked: Asked) -> Sentence:
    """The status of the one commune; a township and an agency have none."""
    status = asked.about.cell("T9b/total", "status")
    if status is None:
        return Sentence((f"{capital(asked.unit)} không thuộc diện xét xã đạt chuẩn nông thôn mới.",))
    said = "chưa có số liệu về nông thôn mới" if status == MISSING else words.lowered(str(status))
    year, figure = asked.about.cell("T9b/total", "recognised_year"), "T9b/total/recognised_year"
    since = sentence(", được công nhận năm {n}", n=Number(str(year), figure)) if year else ""
    return sentence(f"Đến {asked.about.end}, {asked.unit} {said}{{since}}.", since=since)


def _listed(asked: Asked) -> Sentence | None:
    """OCOP products and model residential areas at the end of the last year."""
    about, row = asked.about, f"T9a/{asked.about.last}"
    things = {"ocop": "sản phẩm OCOP còn hiệu lực", "areas": "khu dân cư kiểu mẫu"}
    forms = {"ocop": "ocop", "areas": "model_areas"}
    parts = [
        n + asked.covered(f"T17b/{about.last}.{forms[key]}")
        for key, label in things.items()
        if (n := about.positive(f"{row}/{key}", label))
    ]
    if not parts and all(about.value(f"{row}/{key}") == 0 for key in things):
        return Sentence((f"Chưa có {' và '.join(things.values())}.",))
    return sentence(f"{capital(about.end)} có {{parts}}.", parts=join(parts)) if parts else None


def _awards(asked: Asked) -> Sentence | None:
    about = asked.about
    every = about.positive("T15/total/count", "lượt khen thưởng")
    if every is None:
        nothing = about.value(f"T17b/{asked.row}.awards/reported")
        return Sentence((f"Không phát sinh khen thưởng {about.when}.",)) if nothing else None
    kinds = [n for kind, label in KINDS.items() if (n := about.positive(f"T15/total/{kind}", label))]
    said = sentence(f"{capital(about.when)} báo cáo {{n}}{{covered}}", n=every, covered=asked.of_form("awards"))
    return said + (sentence(", gồm {parts}.", parts=join(kinds)) if kinds else ".")


def _given(asked: Asked) -> Sentence | None:
    """What was given, the greatest events first; what is told apart is in no sum."""
    about = asked.about
    rows = [row for row in about.rows("T8a") if row.count(".") == 1 and about.value(f"{row}/value_vnd")]
    rows.sort(key=lambda row: -(about.value(f"{row}/value_vnd") or 0))
    if not rows:
        nothing = about.value(f"T17b/{asked.row}.donations/reported")
        return Sentence((f"Không phát sinh ủng hộ, cứu trợ {about.when}.",)) if nothing else None
    parts = [
        sentence(f"{words.lowered(about.label(row))}: {{n}}", n=n) + (_of_year(asked, row) if about.several else "")
        for row in rows[:NAMED]
        if (n := about.amount(f"{row}/value_vnd", style="money"))
    ]
    more = "; các sự kiện khác xem bảng T8a" if len(rows) > NAMED else ""
    covered = Sentence(()) if about.several else asked.of_form("donations")
    said = sentence("Ủng hộ, cứu trợ bằng tiền và hàng hóa quy tiền{covered} - ", covered=covered)
    return said + join(parts, "; ", "; ") + f"{more}."


def _of_year(asked: Asked, row: str) -> Sentence:
    """The coverage of the year of an event."""
    return asked.covered(f"T17b/{row.rpartition('.')[2]}.donations")
