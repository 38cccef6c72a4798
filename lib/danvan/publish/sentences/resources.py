"""What the State, the people and others gave for works, and what the works came to."""

from __future__ import annotations

from danvan.analysis.change import SMALLEST_BASE
from danvan.analysis.measures import BASES
from danvan.publish.prose import Sentence, join, sentence
from danvan.publish.sentences.about import About, capital, quoted
from danvan.publish.sentences.comparing import Thing, comparison, stated
from danvan.publish.tables.words import inside, lowered

SOURCES = {
    "state_vnd": "ngân sách Nhà nước", "people_vnd": "Nhân dân đóng góp", "business_vnd": "doanh nghiệp",
    "other_vnd": "nguồn khác",
}  # fmt: skip
GIVEN = {
    "land_m2": Thing("land_m2", "m2", "number"), "land_households": Thing("land_households", "hộ"),
    "labour_days": Thing("labour_days", "công"),
}  # fmt: skip
LABELS = {
    "total_vnd": "Tổng kinh phí", "people_vnd": "Nhân dân đóng góp", "land_m2": "Diện tích đất hiến",
    "land_households": "Số hộ hiến đất", "labour_days": "Ngày công",
}  # fmt: skip
SHARE = Thing("people_share", style="percent")


def resources(about: About) -> list[Sentence]:
    """Money by source with the people's share, land and labour: over the years told where they are several, of the last
    year beside the one before it.
    """
    total, people = (Thing(key, style="money") for key in ("total_vnd", "people_vnd"))
    if about.several:
        found = [_money(about), _share(about), _given(about), *_each(about, total, people, SHARE, *GIVEN.values())]
    else:
        found = [_year(about, total), _sources(about), _people(about, people), *_each(about, SHARE, *GIVEN.values())]
    return [one for one in found if one]


def _year(about: About, total: Thing) -> Sentence | None:
    it = stated(about, total) if about.value("R1/total_vnd/value") else None
    return sentence(f"{capital(about.now)}, huy động {{it}}.", it=it) if it else None


def _sources(about: About) -> Sentence | None:
    """ "Trong đó: ngân sách Nhà nước 7,53 tỷ đồng, ..."."""
    parts = _parts(about)
    return sentence("Trong đó: {parts}.", parts=join(parts)) if parts else None


def _people(about: About, people: Thing) -> Sentence | None:
    """What changed of the people's part, which `_sources` tells."""
    if not about.value("R1/people_vnd/value") or stated(about, people) is None:
        return None
    return sentence("Phần Nhân dân đóng góp {change}.", change=comparison(about, people))


def _each(about: About, *things: Thing) -> list[Sentence]:
    """Figures of the last year beside the one before it, the first with its year where years before are told too."""
    labels = {**LABELS, SHARE.key: "Tỷ lệ Nhân dân đóng góp trên tổng kinh phí"}
    told = ((thing.key, stated(about, thing, names=thing.key != "land_households")) for thing in things)
    said = [(labels[key], it) for key, it in told if it]
    return [
        sentence(f"{f'{about.at}, {lowered(label)}' if about.several and not number else label}: {{it}}.", it=it)
        for number, (label, it) in enumerate(said)
    ]


def _what(about: About) -> str:
    return "lượt báo cáo" if about.several else "đơn vị"


def _covered(about: About, key: str) -> Sentence:
    return about.covered(f"R1/{key}", _what(about), names=not about.several)


def _money(about: About) -> Sentence | None:
    total = about.positive("R1/total_vnd/value", style="money")
    if total is None:
        return None
    said = sentence(f"{capital(about.when)}, huy động {{n}}{{covered}}", n=total, covered=_covered(about, "total_vnd"))
    parts = _parts(about)
    return said + (sentence(", trong đó {parts}.", parts=join(parts)) if parts else ".")


def _parts(about: About) -> list[Sentence]:
    """The money of each source, its coverage where it is not that of the whole."""
    whole = _covered(about, "total_vnd")
    return [
        sentence(f"{label} {{n}}{{covered}}", n=n, covered=_beyond(_covered(about, key), whole))
        for key, label in SOURCES.items()
        if (n := about.positive(f"R1/{key}/value", style="money"))
    ]


def _beyond(covered: Sentence, whole: Sentence) -> Sentence:
    """The coverage of a part where it is not that of the whole."""
    return Sentence(()) if str(covered) == str(whole) else covered


def _share(about: About) -> Sentence | None:
    """The people's share; not where too few units tell both parts."""
    row = f"T6a/{'total' if about.several else about.last}"
    share = about.positive(f"{row}/people_share", style="percent")
    if share is None or not (about.enough("R1/people_vnd") and about.enough("R1/total_vnd")):
        return None
    return sentence("Phần Nhân dân đóng góp chiếm {n} tổng kinh phí.", n=share)


def _given(about: About) -> Sentence | None:
    """Land and labour over a period: the triple that such reports tell beside the money."""
    parts = [
        sentence(f"{lowered(LABELS[key])} {{n}}{{covered}}", n=n, covered=_covered(about, key))
        for key, thing in GIVEN.items()
        if (n := about.positive(f"R1/{key}/value", thing.unit, thing.style))
    ]
    return sentence("Nhân dân còn đóng góp: {parts}.", parts=join(parts, "; ", "; ")) if parts else None


def works(about: About) -> list[Sentence]:
    """How many works there were and were completed, what they came to by type, and each work of a typical model."""
    every = about.positive("T7a/total/works", "công trình, phần việc")
    done = about.amount("T7a/total/works_completed")
    if every is None:
        return []
    when = f"Trong {about.when}" if about.several else capital(about.now)
    said = sentence(f"{when}, thực hiện {{n}}{{covered}}", n=every, covered=about.of_form("resources"))
    whole = said + (sentence(", đã hoàn thành {n}.", n=done) if done else ".")
    outputs = [sentence(f"{_type(about, row)} {{n}}", n=n) for row in about.rows("T7b") if (n := _quantity(about, row))]
    found = [whole, *([sentence("Khối lượng hoàn thành: {o}.", o=join(outputs, "; ", "; "))] if outputs else [])]
    return [*found, *(one for row in about.rows("T16a") if (one := _work(about, row)))]


def _type(about: About, row: str) -> str:
    """The type of works within a sentence."""
    label = lowered(about.label(row))
    return "công trình khác" if label == "khác" else label


def _quantity(about: About, row: str) -> Sentence | None:
    """ "900 m", "08 cái": only what is counted has a leading zero."""
    unit = str(about.cell(row, "quantity_unit") or "")
    return about.positive(f"{row}/quantity", unit, "number" if unit in BASES else "count")


def _work(about: About, row: str) -> Sentence | None:
    """A work of a typical model: its quantity, cost in full, what the people gave of it."""
    quantity = _quantity(about, row)
    total = about.positive(f"{row}/total_vnd", style="money_full")
    people = about.positive(f"{row}/people_vnd", style="money_full")
    told = [
        sentence("khối lượng {n}", n=quantity) if quantity else None,
        sentence("tổng kinh phí {n}", n=total) if total else None,
        sentence("trong đó Nhân dân đóng góp {n}{share}", n=people, share=_of_work(about, row)) if people else None,
    ]
    known = [one for one in told if one]
    named = (
        f"Công trình {quoted(about.label(row))} ({inside(str(about.cell(row, 'unit')))}, năm {about.cell(row, 'year')})"
    )
    return sentence(f"{named}: {{told}}.", told=join(known, ", ", ", ")) if known else None


def _of_work(about: About, row: str) -> Sentence:
    total = about.value(f"{row}/total_vnd")
    share = about.amount(f"{row}/people_share", style="percent") if total and total >= SMALLEST_BASE else None
    return sentence(" ({n})", n=share) if share else Sentence(())
