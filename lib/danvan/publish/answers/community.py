"""04: how much was done with and for the people, and how far what they asked was settled."""

from __future__ import annotations

import pandas as pd

from danvan.publish.answers.answer import Answer, Asked, Data, capital, listed, not_asked
from danvan.publish.prose import Sentence, join, sentence

TABLES = ("R1", "R2", "T10", "T11", "T12", "T17b")
MEETINGS = {
    "propaganda_sessions": "{n} hội nghị, buổi tuyên truyền", "dialogues": "{n} cuộc đối thoại với Nhân dân",
    "voter_meetings": "{n} cuộc tiếp xúc cử tri",
}  # fmt: skip
OPINIONS = {
    "opinions_received": "Nhận được {n} ý kiến, kiến nghị", "opinions_resolved": "đã giải quyết, trả lời {n} ý kiến",
}  # fmt: skip
MEDIATION = {"mediation_cases": "Tiếp nhận {n} vụ việc hòa giải", "mediation_successes": "hòa giải thành {n} vụ"}
TEAMS = {
    "security_teams": "tổ An ninh nhân dân", "ward_guard_teams": "tổ bảo vệ dân phố",
    "order_protection_teams": "tổ bảo vệ an ninh, trật tự", "mediation_teams": "tổ hòa giải",
}  # fmt: skip


def community(data: Data, roll: pd.DataFrame) -> Answer:
    """The answer on the work with the people."""
    asked = Asked(data, roll, TABLES)
    if not asked.asks("indicators"):
        return asked.answered([not_asked("các chỉ tiêu công tác dân vận ở cơ sở", asked)])
    said = listed([_meetings(asked), _opinions(asked), _letters(asked), _teams(asked), _mediation(asked)])
    none = Sentence((f"{capital(asked.who)} chưa có số liệu về công tác dân vận ở cơ sở {asked.about.when}.",))
    return asked.answered(said or [none])


def _meetings(asked: Asked) -> Sentence | None:
    parts = asked.flows(MEETINGS)
    return sentence(f"{capital(asked.about.when)}, {asked.who} tổ chức {{parts}}.", parts=parts) if parts else None


def _opinions(asked: Asked) -> Sentence | None:
    said = asked.flows(OPINIONS, last=", ")
    if said is None or not asked.about.value("R1/opinions_received/value"):
        return None
    return said + (_rate(asked, "T11", "opinions_rate", "opinions_resolved", "opinions_received") or "") + "."


def _rate(asked: Asked, table: str, rate: str, part: str, whole: str) -> Sentence | None:
    """ " (đạt 85,7%)"; over several years that of the last one, since rates of years are not added."""
    about = asked.about
    row = f"{table}/{about.last if about.several else 'total'}"
    of = () if about.several else (f"R1/{part}", f"R1/{whole}")
    if about.several and not asked.enough(f"T17b/{about.last}.indicators"):
        return None
    found = asked.rate(f"{row}/{rate}", f"{row}/{part}", f"{row}/{whole}", *of)
    when = f"; riêng {about.now} đạt {{n}}" if about.several else " (đạt {n})"
    return sentence(when, n=found) if found else None


def _letters(asked: Asked) -> Sentence | None:
    """Letters and how many were resolved, which may be of the year before."""
    about = asked.about
    row = f"T12/{about.last if about.several else 'total'}"
    letters, settled = about.amount(f"{row}/letters", "đơn"), about.amount(f"{row}/letters_resolved", "đơn")
    if not letters or not about.value(f"{row}/letters"):
        return None
    rate = None
    if asked.enough(f"T17b/{about.last}.indicators"):
        rate = about.rate(f"{row}/letters_rate", f"{row}/letters_resolved", f"{row}/letters")
    when = "Riêng năm" if about.several else "Năm"
    said = sentence(f"{when} {about.last} tiếp nhận {{n}} khiếu nại, tố cáo, kiến nghị, phản ánh", n=letters)
    said = said + asked.covered(f"T17b/{about.last}.indicators")
    said = said + (sentence(", giải quyết {n}", n=settled) if settled else "")
    return said + (sentence(" ({n})", n=rate) if rate else "") + "."


def _teams(asked: Asked) -> Sentence | None:
    """What there is at the end of the last year."""
    about = asked.about
    parts = [
        n + about.covered(f"R2/{key}", names=False)
        for key, label in TEAMS.items()
        if (n := about.positive(f"R2/{key}/value", label))
    ]
    return sentence(f"Đến {about.end} có {{parts}}.", parts=join(parts)) if parts else None


def _mediation(asked: Asked) -> Sentence | None:
    said = asked.flows(MEDIATION, last=", ")
    if said is None or not asked.about.value("R1/mediation_cases/value"):
        return None
    return said + (_rate(asked, "T10", "mediation_rate", "mediation_successes", "mediation_cases") or "") + "."
