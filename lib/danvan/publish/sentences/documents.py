"""II.1: which documents led and directed the movement, by number and date, and how many each level issued."""

from __future__ import annotations

from danvan.publish.prose import Sentence, join, sentence
from danvan.publish.sentences.about import About
from danvan.vietnamese import wording

LEVELS = {"central": "Trung ương", "province": "tỉnh", "district": "huyện", "commune": "các xã, thị trấn"}
UNIT = "văn bản"


def documents(about: About) -> list[Sentence]:
    """How many documents were issued, and those of the district and above one by one."""
    parts = [
        sentence(f"{name} {{n}}", n=n)
        for level, name in LEVELS.items()
        if (n := about.positive(f"T1a/total/{level}", UNIT))
    ]
    every = about.positive("T1a/total/documents", UNIT)
    if every is None:
        return []
    said = sentence(f"Trong {about.when}, có {{n}} lãnh đạo, chỉ đạo, triển khai phong trào được ban hành", n=every)
    said = said + about.of_form("documents") + (sentence(": {parts}", parts=join(parts)) if parts else "") + "."
    return [said, *above(about)]


def above(about: About) -> list[Sentence]:
    """Each document of the district and above: "Kế hoạch số 71/KH-UBND ngày 07/8/2020 của UBND huyện ..."."""
    return [Sentence((f"{_named(about, row)}.",)) for row in about.rows("T1b")]


def _named(about: About, row: str) -> str:
    """One document; of one without a day only what is known."""
    day, issuer, subject = (about.cell(row, name) for name in ("issued_on", "issuer", "subject"))
    parts = [
        f"{about.cell(row, 'kind')} số {about.label(row)}",
        f"ngày {wording.day(day)}" if day else "",
        f"của {issuer}" if issuer else "",
        _about(str(subject)) if subject else "",
    ]
    return " ".join(part for part in parts if part)


def _about(subject: str) -> str:
    """ "về đẩy mạnh phong trào thi đua" of a subject as it was written."""
    said = subject.rstrip(".")
    said = said[:1].lower() + said[1:] if said[1:2].islower() else said
    return said if said.startswith("về ") else f"về {said}"
