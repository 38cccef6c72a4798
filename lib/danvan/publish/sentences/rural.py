"""New rural communes of how many, OCOP products and model residential areas at the end of the last year."""

from __future__ import annotations

from danvan.publish.prose import Sentence, join, sentence
from danvan.publish.sentences.about import About
from danvan.publish.sentences.comparing import Thing, comparison, stated
from danvan.publish.tables.words import inside

STARS = (3, 4, 5)
MET = Thing("new_rural", "xã")


AREAS = Thing("areas", "khu dân cư kiểu mẫu", short="khu")
PRODUCTS = Thing("ocop", "sản phẩm")


def rural(about: About) -> list[Sentence]:
    """The state at the end of the last year, each beside the year before."""
    areas, products = stated(about, AREAS), stated(about, PRODUCTS)
    found = [
        _communes(about),
        sentence(f"{'Có' if about.value('R3/areas/now') else 'Khu dân cư kiểu mẫu:'} {{it}}.", it=areas)
        if areas
        else None,
        sentence("Sản phẩm OCOP còn hiệu lực: {it}{stars}.", it=products, stars=_stars(about)) if products else None,
        _products(about),
    ]
    return [one for one in found if one]


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
    said = said if whole else said + sentence("; tổng số có {n}, còn xã chưa có số liệu", n=every)
    changed = stated(about, MET)
    return said + (sentence(". Số xã đạt chuẩn {change}.", change=comparison(about, MET)) if changed else ".")


def _grades(about: About, row: str) -> Sentence:
    grades = {"advanced": "xã đạt chuẩn nâng cao", "model": "xã đạt chuẩn kiểu mẫu"}
    parts = [n for key, unit in grades.items() if (n := about.positive(f"{row}/{key}", unit))]
    return sentence(", trong đó có {parts}", parts=join(parts)) if parts else Sentence(())


def _stars(about: About) -> Sentence:
    """ ", gồm 06 sản phẩm 3 sao và 01 sản phẩm 4 sao"."""
    row = f"T9a/{about.last}"
    parts = [
        sentence(f"{{n}} {stars} sao", n=n)
        for stars in STARS
        if (n := about.positive(f"{row}/ocop_{stars}", "sản phẩm"))
    ]
    return sentence(", gồm {parts}", parts=join(parts)) if parts else Sentence(())


def _products(about: About) -> Sentence | None:
    """Each product with its unit and stars, which are written without a leading zero."""
    parts = [
        sentence(f"{about.label(row)} ({inside(str(about.cell(row, 'unit')))}) {{n}}", n=n)
        for row in about.rows("T9c")
        if (n := about.amount(f"{row}/stars", "sao", "number"))
    ]
    return sentence("Các sản phẩm: {parts}.", parts=join(parts, "; ", "; ")) if parts else None
