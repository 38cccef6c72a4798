"""Each text has the place where a person finds it: section of a page, cell of a notebook or sheet, paragraph."""

from __future__ import annotations

import io
import json
from zipfile import ZipFile

import docx
from xlsxwriter import Workbook

from danvan.publish.located import Text, of_cells, of_json, of_page, of_xml


def place(texts: list[Text], said: str) -> list[str]:
    return [text.place for text in texts if said in text.said]


def test_a_page_is_told_by_the_heading_above() -> None:
    page = (
        "<h1>Hồ sơ</h1><p>một</p><h2>Xu <b>hướng</b></h2><table><tr><td>hai</td></tr></table><!-- ba --><img alt='bốn'>"
    )
    texts = list(of_page("a.html", page))
    assert place(texts, "một") == ["a.html › mục “Hồ sơ”"]
    for said in ("hai", "ba", "bốn"):
        assert place(texts, said) == ["a.html › mục “Xu hướng”"]
    assert place(list(of_page("a.html", "<p>x</p><style>y</style>")), "x") == ["a.html"]


def test_words_of_one_block_are_one_text_and_styles_are_none() -> None:
    said = [text.said for text in of_page("a.html", "<style>p{}</style><p>Nguyễn <b>Văn</b><br>A</p><p>B</p>")]
    assert "Nguyễn VănA" in said and "B" in said and not [one for one in said if "{" in one]


def test_a_cell_of_a_workbook_is_told_by_its_sheet_and_how_often_it_says_so() -> None:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        for name, cells in {"T10": ["A1", "B7"], "R2 (2)": ["C3"]}.items():
            sheet = book.add_worksheet(name)
            for cell in cells:
                sheet.write(cell, f"{name[:2]} đây")
    with ZipFile(out) as archive:
        texts = list(of_cells("t.xlsx", {name: archive.read(name) for name in archive.namelist()}))
    assert place(texts, "T1 đây") == ["t.xlsx › T10 › A1 và 1 ô khác"]
    assert place(texts, "R2 đây") == ["t.xlsx › R2 (2) › C3"]


def test_paragraphs_of_a_document_are_counted_and_read_as_one_however_they_are_cut() -> None:
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph("đầu")
    paragraph = made.add_paragraph()
    for letters in ("Ngu", "yễn"):
        paragraph.add_run(letters)
    made.save(out)
    with ZipFile(out) as archive:
        texts = list(of_xml("r.docx › word/document.xml", archive.read("word/document.xml")))
    assert place(texts, "Nguyễn") == ["r.docx › word/document.xml › đoạn 2"]


def test_a_notebook_is_told_by_its_cells_and_what_is_a_page_in_it_by_its_sections() -> None:
    shown = {"data": {"text/html": ["<h2>Mục</h2>", "<p>hai</p>"], "image/png": "QQ=="}}
    made = {"cells": [{"source": ["# m", "ột"]}, {"source": "x", "outputs": [shown]}], "metadata": {"by": "chín"}}
    texts = list(of_json("n.ipynb", json.loads(json.dumps(made))))
    assert place(texts, "# một") == ["n.ipynb › ô 1"]
    assert place(texts, "hai") == ["n.ipynb › ô 2 › mục “Mục”"]
    assert place(texts, "data:image/png;base64,QQ==") == ["n.ipynb › ô 2"]
    assert place(texts, "chín") == ["n.ipynb"]


def test_who_made_a_file_is_told_as_that() -> None:
    core = b"<a xmlns:dc='d'><dc:creator>cb</dc:creator></a>"
    assert place(list(of_xml("docProps/core.xml", core)), "cb") == ["docProps/core.xml › người làm tệp"]
