"""New rural communes of how many, OCOP products and model residential areas at the end of the last year."""

from __future__ import annotations

from danvan.publish.prose import Sentence, join, sentence
from danvan.publish.sentences.about import About, inside
from danvan.publish.sentences.comparing import Thing, stated

STARS = (3, 4, 5)


def rural(about: About) -> list[Sentence]:
    """The state at the end of the last year, each beside the year before."""
    return [one for one in (_communes(about), *_beside(about), _stars(about), *_products(about)) if one]


def _communes(about: About) -> Sentence | None:
    """ "18/21 xã (85,7%)", of the communes that reported; no share where they are few."""
    row = f"T9a/{about.last}"
    met = about.number(f"{row}/met", "number")
    reported, communes = (about.number(f"{row}/{name}", "number") for name in ("reported", "communes"))
    if met is None or reported is None or communes is None:
        return None
    share = about.rate(f"{row}/share", f"{row}/met", f"{row}/reported") if about.enough(row, "communes") else None
    said = sentence(f"Đến {about.end}, có {{met}}/{{of}} xã", met=met, of=reported)
    said = said + (sentence(" ({n})", n=share) if share else "") + " đạt chuẩn nông thôn mới"
    said = said + _grades(about, row)
    whole = reported.text == communes.text
    every = about.amount(f"{row}/communes", "xã") or ""
    return said + ("." if whole else sentence("; toàn huyện có {n}, còn xã chưa có số liệu.", n=every))


def _grades(about: About, row: str) -> Sentence:
    grades = {"advanced": "xã đạt chuẩn nâng cao", "model": "xã đạt chuẩn kiểu mẫu"}
    parts = [n for key, unit in grades.items() if (n := about.positive(f"{row}/{key}", unit))]
    return sentence(", trong đó có {parts}", parts=join(parts)) if parts else Sentence(())


def _beside(about: About) -> list[Sentence]:
    things = {
        "Xã đạt chuẩn nông thôn mới": Thing("new_rural", "xã"),
        "Khu dân cư kiểu mẫu": Thing("areas", "khu dân cư kiểu mẫu"),
        "Sản phẩm OCOP còn hiệu lực": Thing("ocop", "sản phẩm"),
    }
    said = {label: stated(about, thing) for label, thing in things.items()}
    return [sentence(f"{label}: {{it}}.", it=it) for label, it in said.items() if it]


def _stars(about: About) -> Sentence | None:
    row = f"T9a/{about.last}"
    parts = [
        sentence(f"{{n}} {stars} sao", n=n)
        for stars in STARS
        if (n := about.positive(f"{row}/ocop_{stars}", "sản phẩm"))
    ]
    return sentence("Sản phẩm OCOP theo số sao: {parts}.", parts=join(parts)) if parts else None


def _products(about: About) -> list[Sentence]:
    """Each product with its unit and stars, which are written without a leading zero."""
    parts = [
        sentence(f"{about.label(row)} ({inside(str(about.cell(row, 'unit')))}) {{n}}", n=n)
        for row in about.rows("T9c")
        if (n := about.amount(f"{row}/stars", "sao", "number"))
    ]
    return [sentence("Các sản phẩm OCOP: {parts}.", parts=join(parts, "; ", "; "))] if parts else []
