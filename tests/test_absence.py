"""What a cell says comes out as what it says: a value, a zero, a blank, what cannot be, what nobody can read, no report.

Workbooks of a drawn year are ingested and read back from the tables, the Excel workbook, the Word report and the page.
Expected texts follow from what was drawn alone: “-” is nothing, “…” unknown, “x” what cannot be.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from drawn_submission import FIGURES, OFFICE, WORKS, book_of, changed, sheets

import danvan
from danvan.declared.form import form
from danvan.declared.places import Unit
from danvan.intake.ingest import ingest
from danvan.paths import Workspace
from danvan.publish import catalogue, workbook
from danvan.publish.table import PublishedTable
from danvan.publish.tables import community
from danvan.runs.plan import Span
from danvan.runs.report import write_report

ROOT = Path(__file__).parents[1]
YEAR = 2021
ZEROS = (0.0, "0", "không", "Không có", "KPS", "không phát sinh")
BLANKS = (None, " ")
UNREADABLE = ("nhiều", "theo Quyết định", "12 hoặc 13")
NOTHING, UNKNOWN, CANNOT = "-", "…", "x"
TABLES = {
    "T10": community.TEAMS, "T11": community.DIALOGUES, "T12": community.PETITIONS, "T13": community.PROPAGANDA,
    "T14": community.INSPECTIONS,
}  # fmt: skip
BY_UNIT = ("T3", "T6b", *TABLES)
PARTS = {  # a part is drawn only of a whole that there is
    "opinions_resolved": ("opinions_received",),
    "mediation_successes": ("mediation_cases",),
    "letters_resolved": ("complaints",),
    "letters_land_clearance": ("complaints",),
    "propaganda_attendances": ("propaganda_sessions",),
}
GIVEN = {"G": "land_m2", "H": "land_households", "I": "labour_days"}  # columns of WORKS that may be left blank
LINES = (3, 4, 5)
Known = int | None


@dataclass
class Sent:
    """What one unit was drawn to send: its fate, the figures of B3 and the works of B2, None for a blank."""

    unit: Unit
    fate: str = "not_received"
    figures: dict[str, Known] = field(default_factory=dict)
    works: dict[str, list[Known]] = field(default_factory=dict)
    models: Known = None
    said: dict[str, Any] = field(default_factory=dict)  # what stands in the cells, by sheet and address

    @property
    def known(self) -> bool:
        return self.fate == "accepted"


def drawn(unit: Unit, fate: str, dice: Random) -> Sent:
    """The report of a commune; one that cannot be read in one cell is sent back."""
    one = Sent(unit, fate)
    if fate == "not_received":
        return one
    codes = [i.code for i in form().indicators if i.applies(YEAR, "commune")]
    items = [item for items in TABLES.values() for item in items if isinstance(item, community.Sum)]
    for code in dict.fromkeys(code for item in items for code in item.codes):
        if code in codes:
            one.figures[code] = figure(code, one.figures, dice)
            one.said[f"CT!E{codes.index(code) + 2}"] = written(one.figures[code], dice)
    for column, name in GIVEN.items():
        one.works[name] = [dice.choice([dice.randint(3, 900), 0, None]) for _ in LINES]
        for line, value in zip(LINES, one.works[name], strict=True):
            one.said[f"NL!{column}{line}"] = written(value, dice)
    one.models = dice.choice([3, 0])
    if fate == "returned":
        one.said[f"CT!E{codes.index('inspections') + 2}"] = dice.choice(UNREADABLE)
    return one


def figure(code: str, told: Mapping[str, Known], dice: Random) -> Known:
    value = (
        dice.randint(300, 900)
        if code == "propaganda_attendances"
        else dice.randint(1, 3)
        if code in PARTS
        else dice.randint(10, 40)
    )
    there = all(told[whole] for whole in PARTS.get(code, ()))
    return dice.choice([value, 0, None]) if there else dice.choice([0, None])


def written(value: Known, dice: Random) -> Any:
    """How a clerk writes it."""
    return dice.choice(BLANKS) if value is None else dice.choice(ZEROS) if value == 0 else float(value)


def send(one: Sent, here: Workspace) -> None:
    cells = {name: {at[3:]: v for at, v in one.said.items() if at.startswith(name)} for name in ("CT", "NL")}
    figures, works = changed(FIGURES, cells["CT"]), changed(WORKS, cells["NL"])
    cover = {"Mã đơn vị": one.unit.code, "Tên đơn vị báo cáo": one.unit.full_name}
    forms: dict[str, Any] = {"B2": works, "B3": figures}
    if one.models == 0:
        none = {f"E{row}": 0.0 for row in range(2, 60) if str(figures.cells.get((row, 2), "")).startswith("Mô hình")}
        forms |= {"B1": None, "B3": changed(figures, none)}
    path = here.raw / str(YEAR) / one.unit.code / "a.xlsx"
    path.parent.mkdir(parents=True)
    book_of(sheets(cover, **forms)).save(path)


@dataclass(frozen=True, eq=False)
class District:
    """What was sent, and what came of it."""

    here: Workspace
    sent: tuple[Sent, ...]

    @cached_property
    def tables(self) -> dict[str, PublishedTable]:
        """The tables that have a row for each unit."""
        data, roll = danvan.tables(years=YEAR, workspace=self.here), danvan.roll(years=YEAR, workspace=self.here)
        return {name: catalogue.table(name, data, roll) for name in ("T17", *BY_UNIT)}


@pytest.fixture(scope="module", params=[1, 2], ids="seed {}".format)
def district(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> District:
    dice = Random(request.param)
    here = Workspace(tmp_path_factory.mktemp("xã"))
    shutil.copy(ROOT / "danvan.toml", here.settings)
    communes = [unit for unit in OFFICE.expected(YEAR, "N") if unit.type == "commune"]
    fates = dice.choices(["accepted", "returned", "not_received"], [8, 2, 2], k=len(communes))
    sent = tuple(drawn(unit, fate, dice) for unit, fate in zip(communes, fates, strict=True))
    for one in sent:
        if one.fate != "not_received":
            send(one, here)
    ingest(here)
    return District(here, sent)


Printed = dict[tuple[str, str], str]  # (unit, heading of a column) -> what stands there


def expected(id_: str, one: Sent) -> dict[str, str]:
    """What the row of a unit says, by column."""
    if id_ == "T3":
        return {"registered": shown([one.models] if one.known else [None])}
    if id_ == "T6b":
        return {name: shown(one.works[name] if one.known else [None]) for name in GIVEN.values()}
    return {item.name: of_item(item, one) for item in TABLES[id_]}


def of_item(item: community.Item, one: Sent) -> str:
    asked = {i.code for i in form().indicators if i.applies(YEAR, one.unit.type)}
    if isinstance(item, community.Sum):
        known = [one.figures[code] if one.known else None for code in item.codes if code in asked]
        return shown(known) if known else CANNOT
    part, wholes = (one.figures[item.part], [one.figures[code] for code in item.whole]) if one.known else (None, [None])
    if part is None or None in wholes:
        return UNKNOWN
    whole = sum(whole or 0 for whole in wholes)
    return f"{100 * part / whole:.1f}%".replace(".", ",") if whole else CANNOT


def shown(values: list[Known]) -> str:
    """A sum of what is known; nothing only where all that was asked is nothing."""
    known = [value for value in values if value is not None]
    if not known or (sum(known) == 0 and len(known) < len(values)):
        return UNKNOWN
    return f"{sum(known):,}".replace(",", ".") if sum(known) else NOTHING


class Cells(HTMLParser):
    """The rows of the first table of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def by_unit(rows: list[list[str]]) -> Printed:
    head, *body = rows
    unit = head.index("Đơn vị")
    return {(row[unit], name): text for row in body for name, text in zip(head, row, strict=True)}


def on_the_page(table: PublishedTable) -> Printed:
    return by_unit(Cells(table._repr_html_().split("</caption>", 1)[1].split("</tbody>", 1)[0]).rows)


def in_excel(book: openpyxl.Workbook, id_: str) -> Printed:
    """The cells as Excel shows them: a number 0 by its format."""
    page = book[id_]
    (area,) = page.tables.values()
    rows = [[as_shown(cell) for cell in row] for row in page[area.ref]]
    return by_unit(rows)


def as_shown(cell: Any) -> str:
    if not isinstance(cell.value, int | float) or isinstance(cell.value, bool):
        return str(cell.value or "")
    if cell.value == 0 and cell.number_format.endswith('"-"'):
        return NOTHING
    percent = cell.number_format.endswith("%")
    text = f"{100 * cell.value:.1f}%" if percent else f"{cell.value:,.0f}".replace(",", ".")
    return text.replace(".", ",") if percent else text


def in_word(path: Path) -> dict[str, Printed]:
    """The tables of a report by id."""
    body = docx.Document(str(path)).element.body
    found, name = {}, ""
    for element in body:
        if element.tag == qn("w:p"):
            name = (re.match(r"Bảng (\w+)\.", words(element)) or [name, name])[1]
        elif element.tag == qn("w:tbl") and name:
            found[name] = [[words(cell) for cell in row.iter(qn("w:tc"))] for row in element.iter(qn("w:tr"))]
    return {name: by_unit(found[name]) for name in BY_UNIT}


def words(element: Any) -> str:
    """The text, its quotation marks as forms type them: Word prints “ ”."""
    text = "".join(text.text or "" for text in element.iter(qn("w:t")))
    return text.replace("“", '"').replace("”", '"')


def wrong(district: District, table: PublishedTable, printed: Printed) -> list[tuple[str, ...]]:
    """Where something else is printed than follows from what was drawn."""
    headings = {column.name: table.heading(column) for column in table.columns}
    told = [
        (one.unit.full_name, headings[name], printed[one.unit.full_name, headings[name]], text)
        for one in district.sent
        for name, text in expected(table.id, one).items()
        if name in headings
    ]
    assert len(told) >= len(district.sent)
    return [row for row in told if row[2] != row[3]]


def test_reports_meet_their_fate(district: District) -> None:
    statuses = danvan.load("register", workspace=district.here).set_index("unit_code")["status"]
    assert {one.unit.code: statuses[one.unit.code] for one in district.sent} == {
        one.unit.code: one.fate for one in district.sent
    }
    printed = on_the_page(district.tables["T17"])
    said = {"accepted": "đã tổng hợp", "returned": "trả lại để sửa", "not_received": "chưa báo cáo"}
    assert {one.unit.full_name: printed[one.unit.full_name, "Kết quả"].lower() for one in district.sent} == {
        one.unit.full_name: said[one.fate] for one in district.sent
    }


def test_every_table_tells_the_states_apart(district: District) -> None:
    marks = set()
    for table in (district.tables[id_] for id_ in BY_UNIT):
        printed = on_the_page(table)
        assert wrong(district, table, printed) == []
        marks |= set(printed.values())
    assert {NOTHING, UNKNOWN, CANNOT} < marks


@pytest.mark.parametrize("district", [1], indirect=True)
def test_so_do_the_excel_workbook_and_the_word_report(district: District, tmp_path: Path) -> None:
    workbook.write_tables(list(district.tables.values()), tmp_path / "tables.xlsx")
    book = openpyxl.load_workbook(tmp_path / "tables.xlsx")
    report = in_word(write_report(district.here, Span(str(YEAR), (YEAR,)), tmp_path / "report.docx"))
    for id_ in BY_UNIT:
        assert wrong(district, district.tables[id_], in_excel(book, id_)) == []
        assert wrong(district, district.tables[id_], report[id_]) == []
