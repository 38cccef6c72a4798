"""Any text in any place of any file we write: nothing computes, calls or fetches, and every part is well-formed XML."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from lxml import etree
from nasty import FORMULAS, ODD, SCRIPTS, acting, any_text, parts
from test_reader import FIGURES, cover, read

from danvan.declared.form import form
from danvan.declared.settings import settings as office
from danvan.inert import printable
from danvan.intake.marked import Going, marked
from danvan.intake.mended import Asked
from danvan.intake.sheet import Position, Sheet, Value
from danvan.intake.submission import Submission
from danvan.intake.template import write_workbook
from danvan.paths import workspace
from danvan.problems import Place, problem
from danvan.publish.chart import Chart, compose
from danvan.publish.columns import ColumnSpec
from danvan.publish.document import Appendix, Document, Heading, Item, Paragraph, Quote, TableBlock, Task, letter
from danvan.publish.marks import bars
from danvan.publish.prose import Number, sentence
from danvan.publish.rendered import write_html
from danvan.publish.table import PublishedTable
from danvan.publish.word.write import docx_bytes
from danvan.publish.workbook import write_tables

OFFICE = office(workspace(Path(__file__).parents[1]))
UNIT = next(unit for unit in OFFICE.places.units if unit.code == "21085")
EVERY = (*FORMULAS, *SCRIPTS, *ODD)


def stored(text: str) -> str:
    """The text as a frame can hold it: half a surrogate comes no further than the reader."""
    return text.encode("utf-8", "ignore").decode()


def table(*texts: str) -> PublishedTable:
    """A table with a row a text, and the texts in all that stands around its rows."""
    held = [stored(text) for text in texts]
    columns = (ColumnSpec("label", texts[0]), ColumnSpec("said", texts[-1]), ColumnSpec("count", "Số", "count"))
    frame = pd.DataFrame({"label": held, "said": held, "count": pd.array([1] * len(texts), "Int64")})
    frame = frame.astype({"label": "string", "said": "string"})
    around = {"title": texts[0], "unit_line": texts[0], "notes": tuple(texts), "source": texts[0], "coverage": texts[0]}
    return PublishedTable("T1", frame=frame, columns=columns, period=texts[0], roles=("data",) * len(texts), **around)


def chart(text: str) -> Chart:
    frame = pd.DataFrame({"year": [2021, 2022], "series": [stored(text)] * 2, "value": [1, 2]})
    return compose("F1", text, text, text, text, lambda ax: bars(frame, ax=ax), height=2.0, data=frame, sample=True)


def returned(*texts: str) -> Going:
    """A commune's workbook whose sheet, cells, struck pieces, findings and former findings say such things."""
    cells: dict[Position, Value] = {(row, 1): text for row, text in enumerate(texts, start=1)}
    struck = {(1, 1): ((texts[0], True), ("sau", False))}
    sheet = Sheet(texts[0], cells, merged=((1, 1, 1, 3),), partly_struck=struck)
    found = tuple(
        problem("Đ90", Place(sheet.name, row, f"A{row}", text), old=text, new=text, reason=text)
        for row, text in enumerate(texts, start=1)
    )
    found = tuple(replace(one, severity="E") for one in found)
    told: Submission = replace(read(cover(), FIGURES), problems=found)
    return Going(texts[0], told, (cover(), sheet), (Asked(found[0], False), Asked(found[0], True)))


def strings(data: bytes) -> list[object]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def tables(tmp_path: Path, *texts: str) -> bytes:
    write_tables([table(*texts)], tmp_path / "t.xlsx", title=texts[0], stamp=texts[0])
    return (tmp_path / "t.xlsx").read_bytes()


def test_tables_of_such_texts_compute_nothing(tmp_path: Path) -> None:
    data = tables(tmp_path, *FORMULAS)
    assert acting(data) == []
    said = strings(data)
    assert [text for text in FORMULAS if said.count(printable(text)) < 2] == []
    assert "-5 mô hình" in said


def test_a_workbook_that_goes_back_computes_only_its_own_totals() -> None:
    data = marked(returned(*FORMULAS))
    assert acting(data) == []
    said = strings(data)
    assert [text for text in FORMULAS[1:] if said.count(printable(text)) < 2] == []
    notes = "".join(etree.tostring(root, encoding="unicode") for name, root in parts(data) if "comments" in name)
    assert "cmd|" in notes


def test_a_blank_workbook_computes_only_its_own_totals() -> None:
    rows = [{"model_name": text, "lead_unit": text, "place": text, "first_year": 2020} for text in FORMULAS]
    out = io.BytesIO()
    named = replace(UNIT, name=FORMULAS[1])
    write_workbook(
        out, form=form(), unit=named, year=2021, period="N", content={"models": rows}, district_name=FORMULAS[1]
    )
    own = [
        said
        for _, said in acting(out.getvalue())
        if not re.fullmatch(r"IF\(COUNT\(([A-Z]+\d+:[A-Z]+\d+)\)=0,\"\",SUM\(\1\)\)", said)
    ]
    assert [said for said in own if not re.fullmatch(r"IF\(ISNUMBER\(\w+\),INT\(\w+\)<>\w+,FALSE\)", said)] == []
    said = strings(out.getvalue())
    assert [text for text in FORMULAS if printable(text) not in said] == []


@pytest.mark.parametrize("text", EVERY)
def test_a_report_in_word_is_well_formed_and_has_no_field_of_theirs(text: str) -> None:
    data = docx_bytes(report(text))
    fields = [said for _, said in acting(data)]
    assert {said.partition(" ")[0] for said in fields} <= {"PAGE", "NUMPAGES", "SEQ", "TOC"}
    whole = "".join("".join(root.itertext()) for name, root in parts(data) if name == "word/document.xml")
    assert not text.startswith("=") or text in whole


def report(text: str) -> Document:
    number = Number(text or "1", f"T1/{stored(text)}/count")
    bound = sentence("Có {n}.", n=number)
    blocks = (
        Heading(1, text),
        Paragraph(bound),
        Item("-", bound),
        Quote(text, text),
        Task(text),
        TableBlock(table(text)),
    )
    who = letter(OFFICE)
    who = replace(
        who, agency_lines=(text,), addressees=(text,), recipients=(text,), symbol=text, signer=text, place=text
    )
    return Document(who, 2022, text, blocks, (Appendix(text, blocks),), period=text, kind=text)


@given(any_text)
@settings(max_examples=25)
def test_any_text_gives_files_that_are_whole(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    for data in (
        tables(tmp_path_factory.getbasetemp(), text, "b"),
        marked(returned(text, "b")),
        docx_bytes(report(text)),
    ):
        assert len(list(parts(data))) > 5


@pytest.mark.parametrize("text", ODD)
@pytest.mark.filterwarnings("ignore:Glyph")
def test_a_drawing_is_well_formed(text: str) -> None:
    root = etree.fromstring(chart(text).svg)
    assert not [one for one in root.iter() if etree.QName(one).localname in ("script", "foreignObject", "image", "a")]
    assert chart(text).png


def test_a_page_holds_nothing_but_characters(tmp_path: Path) -> None:
    write_html(tmp_path / "a.html", "a\x00\x1b\ud800b\ufffe\n")
    assert (tmp_path / "a.html").read_bytes() == b"a\x00b\n\n".replace(b"\x00", b"")
