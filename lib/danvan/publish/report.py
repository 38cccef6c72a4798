"""The report of a year and the review of a period: which sentences, tables, charts and remarks stand where.

    I. Tình hình chung · II. Kết quả (1 chỉ đạo, 2 kết quả) · III. Đánh giá chung · IV. Phương hướng · V. Kiến nghị

Everything said is computed; what only a person can judge is a task left for the writer. Does not belong here: the
sentences (`sentences`), how Word shows a block (`word`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from danvan.publish import catalogue, charts, sentences
from danvan.publish.chart import Chart
from danvan.publish.cited import Figures
from danvan.publish.document import (
    Appendix,
    Block,
    ChartBlock,
    Document,
    Heading,
    Item,
    Letter,
    Paragraph,
    Quote,
    TableBlock,
    Task,
)
from danvan.publish.prose import Sentence, together
from danvan.publish.sentences import About
from danvan.publish.table import PublishedTable
from danvan.publish.tables import words
from danvan.publish.tables.told import records
from danvan.publish.tables.words import lowered
from danvan.vietnamese import wording
from danvan.vietnamese.text import fold

EARLIER = "T1c"  # of the years before those of the report
MOST_NAMED = 4  # units named behind one remark
MOVEMENT = "phong trào thi đua “Dân vận khéo”"
Data = Mapping[str, pd.DataFrame]
Said = Callable[[About], list[Sentence]]
# The appendices: title, and the tables of a year and of a period.
APPENDICES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("Mô hình, điển hình “Dân vận khéo”", ("T2", "T3", "T4", "T5"), ("T2", "T3c", "T4", "T5", "R6a")),
    ("Danh mục mô hình", ("T16", "T16a"), ("T16", "T16a", "T16b")),
    ("Huy động nguồn lực, công trình", ("T6b", "T7a", "T7b"), ("T6a", "T6c", "T7a", "T7b", "R6b")),
    ("Ủng hộ, cứu trợ theo sự kiện", ("T8a", "T8b", "T8c"), ("T8a", "T8b", "T8c")),
    ("Nông thôn mới, OCOP, khu dân cư kiểu mẫu", ("T9a", "T9b", "T9c"), ("T9a", "T9b", "T9c", "R6d")),
    ("Dân vận ở cơ sở", ("T10", "T11", "T12", "T13", "T14"), ("T10", "T11", "T12", "T13", "T14", "R6c")),
    ("Khen thưởng", ("T15",), ("T15",)),
    ("Văn bản đã ban hành", ("T1a", "T1b", EARLIER), ("T1a", "T1b", EARLIER)),
    ("So sánh với {before}", ("R3", "R4"), ("R1", "R2", "R3", "R4")),
    ("Tình hình nộp báo cáo của các đơn vị", ("T17a", "T17"), ("T17a", "T17", "R6e")),
)


@dataclass(frozen=True)
class Stand:
    """What a report stands on: the store's frames and the roll of its years, of the last year beside the year before it
    (its own where there is none before), and of the years before it, None where there are none.
    """

    years: tuple[int, ...]
    data: Data
    roll: pd.DataFrame
    last_two: tuple[Data, pd.DataFrame]
    before: tuple[Data, pd.DataFrame] | None = None
    half: bool = False

    def table(self, name: str) -> PublishedTable:
        """One table of the catalogue."""
        of_years = catalogue.TABLES[name].of_years
        own = (self.data, self.roll)
        data, roll = {"last_two": self.last_two, "before": self.before or own}.get(of_years, own)
        return catalogue.table(name, data, roll)


def figures(stand: Stand) -> Figures:
    """The tables that a report prints or cites, by id."""
    appended = (name for _, names in _appended(stand) for name in names)
    names = dict.fromkeys([*sentences.TABLES, *sentences.COMPARED, *appended])
    return Figures({name: stand.table(name) for name in names if name != EARLIER or stand.before})


def _appended(stand: Stand) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The titles of the appendices with the names of their tables."""
    several = len(stand.years) > 1
    return ((title, of_period if several else of_year) for title, of_year, of_period in APPENDICES)


def report(stand: Stand, letter: Letter, label: str, known: Figures | None = None) -> Document:
    """The report of a year or a half-year, or the review of several; `label` names it ("2022", "2017-2022").

    `known` are its `figures`, where they were made before.
    """
    known = known or figures(stand)
    about = About(known, stand.years, stand.half)
    return Document(
        letter=letter,
        year=stand.years[-1],
        subject=_subject(about),
        blocks=(*_body(stand, about), _end(about, letter)),
        appendices=tuple(_appendices(stand, known)),
        period=label,
    )


def _subject(about: About) -> str:
    start = "Sơ kết thực hiện" if about.several else "Kết quả thực hiện"
    return f"{start} {MOVEMENT} {about.when}"


def _end(about: About, letter: Letter) -> Paragraph:
    return Paragraph(Sentence((f"Trên đây là báo cáo {lowered(_subject(about))} của {letter.issuer}.",)))


def _body(stand: Stand, about: About) -> Iterator[Block]:
    yield Heading(1, "TÌNH HÌNH CHUNG")
    yield from _listed(sentences.submissions(about), "Các đơn vị gửi báo cáo như sau:")
    yield Task("đặc điểm tình hình, thuận lợi, khó khăn của địa phương")
    yield Heading(1, "KẾT QUẢ TRIỂN KHAI THỰC HIỆN")
    yield Heading(2, "Công tác lãnh đạo, chỉ đạo")
    yield from _directed(about)
    yield from _told(about, sentences.propaganda)
    yield Heading(2, "Kết quả thực hiện")
    yield Heading(3, "Kết quả trên các lĩnh vực")
    yield from _fields(stand, about)
    yield Heading(3, "Mô hình, điển hình “Dân vận khéo”")
    yield from _told(about, sentences.models, sentences.parts)
    yield from _drawn(charts.models_by_field(stand.data["models"], stand.roll))
    yield Heading(3, "Đánh giá, công nhận và khen thưởng")
    yield from _told(about, sentences.awards)
    yield Heading(1, "ĐÁNH GIÁ CHUNG")
    yield Heading(2, "Ưu điểm")
    yield from _told(about, sentences.strengths)
    yield from _quoted(stand, "Các đơn vị đánh giá:", "strengths")
    yield Task("đánh giá ưu điểm")
    yield Heading(2, "Hạn chế, vướng mắc")
    yield from _told(about, sentences.limitations)
    yield from _quoted(stand, "Các đơn vị nêu:", "limitations", "causes")
    yield Task("đánh giá hạn chế, nguyên nhân")
    yield Heading(1, "PHƯƠNG HƯỚNG, NHIỆM VỤ")
    yield from _quoted(stand, "Các đơn vị đề ra:", "directions")
    yield Task("phương hướng, nhiệm vụ thời gian tới")
    yield Heading(1, "KIẾN NGHỊ, ĐỀ XUẤT")
    yield from _quoted(stand, "Các đơn vị kiến nghị:", "proposals")
    yield Task("kiến nghị, đề xuất với cấp trên")


def _directed(about: About) -> Iterator[Block]:
    """The documents of the report's own years, then those of the years before, which no report says the end of."""
    yield from _told(about, sentences.documents)
    yield from _items(sentences.listed(about))
    before = sentences.earlier(about)
    if before:
        yield Paragraph(Sentence(("Văn bản của huyện và cấp trên đã ban hành những năm trước:",)))
        yield from _items(before)
        yield Task("bỏ văn bản đã hết hiệu lực trong các văn bản của những năm trước")


def _fields(stand: Stand, about: About) -> Iterator[Block]:
    """The four fields, each with what belongs to it beside its models."""
    data, roll = stand.data, stand.roll
    beside: dict[str, tuple[Said, ...]] = {
        "economy": (sentences.resources, sentences.works, sentences.rural),
        "culture_society": (),
        "defence_security": (sentences.teams,),
        "political_system": (sentences.forums, sentences.petitions, sentences.mediation),
    }
    drawn: dict[str, Callable[[], Chart]] = {
        "economy": lambda: charts.resources_by_source(data["resources"], roll),
        "culture_society": lambda: charts.donations(data["donations"], roll),
    }
    for name, label in words.choices("models", "field").items():
        yield Heading(4, label)
        yield from _paragraph(sentences.field(about, name))
        yield from _told(about, *beside.get(name, ()))
        if name == "culture_society":
            yield from (Paragraph(said) for said in sentences.donations(about))
        if name in drawn:
            yield from _drawn(drawn[name]())


def _told(about: About, *parts: Said) -> Iterator[Block]:
    """A paragraph for each part that has something to tell."""
    for part in parts:
        yield from _paragraph(part(about))


def _paragraph(said: list[Sentence]) -> Iterator[Block]:
    yield from (Paragraph(whole) for whole in together(said))


def _listed(said: list[Sentence], lead: str) -> Iterator[Block]:
    """One paragraph for one, a list below `lead` for more."""
    if len(said) > 1:
        yield Paragraph(Sentence((lead,)))
        yield from _items(said)
    else:
        yield from _paragraph(said)


def _items(said: list[Sentence]) -> Iterator[Block]:
    yield from (Item("-", one) for one in said)


def _drawn(chart: Chart) -> Iterator[Block]:
    if not chart.data.empty and chart.data["value"].notna().any():
        yield ChartBlock(chart)


def _quoted(stand: Stand, lead: str, *sections: str) -> Iterator[Block]:
    """The approved remarks of the last year's reports in official order, the same words once with who wrote them, below
    `lead`.
    """
    roll = stand.roll[stand.roll["year"].eq(stand.years[-1])]
    own = stand.data["remarks"].merge(roll[["year", "unit_code", "unit_from", "unit", "position"]])
    approved = own[own["approved"].eq(True).fillna(False) & own["section"].isin(sections)]
    said: dict[str, tuple[str, list[str]]] = {}
    for row in records(approved.sort_values(["position", "row"])):
        said.setdefault(fold(row["text"]), (row["text"], []))[1].append(words.inside(row["unit"]))
    if said:
        yield Paragraph(Sentence((lead,)))
    for text, units in said.values():
        yield Quote(text, _named_few(units))


def _named_few(units: list[str]) -> str:
    """ "xã Bình Minh, xã Bình Trị và 07 đơn vị khác"."""
    names = list(dict.fromkeys(units))
    more = len(names) - MOST_NAMED
    return wording.join([*names[:MOST_NAMED], wording.count(more, "đơn vị khác")] if more > 0 else names)


def _appendices(stand: Stand, known: Figures) -> Iterator[Appendix]:
    """The tables that have rows; what there is nothing of is said in the text."""
    for title, names in _appended(stand):
        tables = [known.tables[name] for name in names if name in known.tables]
        blocks = tuple(TableBlock(table.brief) for table in tables if not table.frame.empty)
        if blocks:
            yield Appendix(title.format(before=words.year_before(half=stand.half)), blocks)
