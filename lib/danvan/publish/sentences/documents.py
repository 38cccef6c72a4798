"""II.1: which documents led and directed the movement, by number and date, and how many each level issued."""

from __future__ import annotations

from danvan.publish.prose import Number, Sentence, join, sentence
from danvan.publish.sentences.about import About, capital
from danvan.publish.tables.documents import DAY
from danvan.publish.tables.words import lowered

LEVELS = {"central": "Trung ương", "province": "tỉnh", "district": "huyện", "commune": "các xã, thị trấn"}
UNIT = "văn bản"
WHAT = "lãnh đạo, chỉ đạo, triển khai phong trào"


def documents(about: About) -> list[Sentence]:
    """How many documents were issued, by level; that none was, where units reported of it."""
    covered = about.of_form("documents")
    every = about.positive("T1a/total/documents", UNIT)
    if every is None:
        told = about.value(f"T17b/{'total' if about.several else about.last}.documents/reported")
        return (
            [sentence(f"{capital(about.when)}, không có văn bản {WHAT} nào được báo cáo{{c}}.", c=covered)]
            if told
            else []
        )
    parts = [
        sentence(f"{name} {{n}}", n=n)
        for level, name in LEVELS.items()
        if (n := about.positive(f"T1a/total/{level}", UNIT))
    ]
    said = sentence(f"Trong {about.when}, có {{n}} {WHAT} được ban hành{{c}}", n=every, c=covered)
    return [said + (sentence(": {parts}", parts=join(parts)) if parts else "") + "."]


def listed(about: About) -> list[Sentence]:
    """Each document of the district and above: "Kế hoạch số 71/KH-UBND ngày 07/8/2020 của UBND huyện ..."."""
    return [_named(about, row) + "." for row in about.rows("T1b")]


def earlier(about: About) -> list[Sentence]:
    """Those of the years before, as `listed`."""
    return [_named(about, row) + "." for row in about.rows("T1c")]


def _named(about: About, row: str) -> Sentence:
    """One document; of one without a day only what is known."""
    code = Number(about.label(row), f"{row}/label")
    day, issuer, subject = (about.cell(row, name) for name in (DAY, "issuer", "subject"))
    said = sentence(f"{about.cell(row, 'kind')} số {{code}}", code=code)
    said = said + (
        sentence(" ngày {day}", day=Number(about.figures.printed(f"{row}/{DAY}"), f"{row}/{DAY}")) if day else ""
    )
    return said + (f" của {issuer}" if issuer else "") + (f" {_about(str(subject))}" if subject else "")


def _about(subject: str) -> str:
    """ "về đẩy mạnh phong trào thi đua" of a subject as it was written."""
    said = subject.rstrip(".")
    said = lowered(said) if said[1:2].islower() else said
    return said if said.startswith("về ") else f"về {said}"
