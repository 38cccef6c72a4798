"""What the State, the people and others gave for works, and what the works came to."""

from __future__ import annotations

from danvan.analysis.change import SMALLEST_BASE
from danvan.analysis.measures import BASES
from danvan.publish.prose import Sentence, join, sentence
from danvan.publish.sentences.about import About, inside, quoted
from danvan.publish.sentences.comparing import Thing, stated

SOURCES = {
    "state_vnd": "ngân sách Nhà nước", "people_vnd": "Nhân dân đóng góp", "business_vnd": "doanh nghiệp",
    "other_vnd": "nguồn khác",
}  # fmt: skip
COMPARED = {"total_vnd": "Tổng kinh phí", "people_vnd": "Nhân dân đóng góp"}
GIVEN = {
    "land_m2": ("diện tích đất hiến", "m2", "number"), "land_households": ("số hộ hiến đất", "hộ", "count"),
    "labour_days": ("ngày công", "công", "count"),
}  # fmt: skip


def resources(about: About) -> list[Sentence]:
    """Money by source with the people's share, land and labour over the years told; the last year beside the one
    before it.
    """
    found = [_money(about), _share(about), _given(about), *_beside(about), *_done(about)]
    return [one for one in found if one]


def _what(about: About) -> str:
    return "lượt báo cáo" if about.several else "đơn vị"


def _covered(about: About, key: str) -> Sentence:
    return about.covered(f"R1/{key}", _what(about), names=not about.several)


def _money(about: About) -> Sentence | None:
    total = about.positive("R1/total_vnd/value", style="money")
    if total is None:
        return None
    covered = _covered(about, "total_vnd")
    parts = [
        sentence(f"{label} {{n}}{{covered}}", n=n, covered=_beyond(_covered(about, key), covered))
        for key, label in SOURCES.items()
        if (n := about.positive(f"R1/{key}/value", style="money"))
    ]
    when = about.when[:1].upper() + about.when[1:]
    said = sentence(f"{when}, huy động {{n}}{{covered}}", n=total, covered=covered)
    return said + (sentence(", trong đó {parts}.", parts=join(parts)) if parts else ".")


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
    """Land and labour: the triple that such reports tell beside the money."""
    parts = []
    for key, (label, unit, style) in GIVEN.items():
        n = about.positive(f"R1/{key}/value", unit, "number" if style == "number" else "count")
        parts += [sentence(f"{label} {{n}}{{covered}}", n=n, covered=_covered(about, key))] if n else []
    return sentence("Nhân dân còn đóng góp: {parts}.", parts=join(parts, "; ", "; ")) if parts else None


def _beside(about: About) -> list[Sentence]:
    """The last year beside the one before it."""
    things = [(label, Thing(key, style="money")) for key, label in COMPARED.items()]
    things += [
        ("Diện tích đất hiến", Thing("land_m2", "m2", "number")),
        ("Ngày công", Thing("labour_days", "công")),
        ("Tỷ lệ Nhân dân đóng góp", Thing("people_share", style="percent")),
    ]
    said = [(label, stated(about, thing)) for label, thing in things]
    return [sentence(f"{label} {about.now}: {{it}}.", it=it) for label, it in said if it]


def _done(about: About) -> list[Sentence]:
    """How many works there were and were completed, and what they came to by type."""
    every = about.positive("T7a/total/works", "công trình, phần việc")
    done = about.amount("T7a/total/works_completed", "công trình, phần việc")
    if every is None:
        return []
    said = sentence("Thực hiện {n}{covered}", n=every, covered=about.of_form("resources"))
    found = [said + (sentence(", hoàn thành {n}.", n=done) if done else ".")]
    outputs = [
        sentence(f"{about.label(row)[:1].lower()}{about.label(row)[1:]} {{n}}", n=n)
        for row in about.rows("T7b")
        if (n := _quantity(about, row))
    ]
    return [*found, *([sentence("Khối lượng hoàn thành: {o}.", o=join(outputs, "; ", "; "))] if outputs else [])]


def _quantity(about: About, row: str) -> Sentence | None:
    """ "900 m", "08 cái": only what is counted has a leading zero."""
    unit = str(about.cell(row, "quantity_unit") or "")
    return about.positive(f"{row}/quantity", unit, "number" if unit in BASES else "count")


def works(about: About) -> list[Sentence]:
    """Each work of a typical model: its quantity, cost in full, what the people gave of it."""
    return [said for row in about.rows("T16a") if (said := _work(about, row))]


def _work(about: About, row: str) -> Sentence | None:
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
