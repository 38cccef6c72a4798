"""What comes out the same from the store and from its twin leaves; the rest does not, and is told."""

from __future__ import annotations

import io
from base64 import b64encode
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from PIL import Image

from danvan.publish.columns import ColumnSpec
from danvan.publish.document import Document, Heading, Item, Letter, Paragraph, TableBlock, Task
from danvan.publish.located import DATA_URI
from danvan.publish.prose import Number, Sentence
from danvan.publish.shared import NOT_SHARED, UNWRITTEN, Leaving, document, notebook, stamped
from danvan.publish.table import PublishedTable

LETTER = Letter(("UBND",), "UBND huyện", "Bình Sơn", "BC", (), (), "TM.", "CHỦ TỊCH", "Nguyễn Văn Mẫu")


def table(value: int, id_: str = "T10") -> PublishedTable:
    frame = pd.DataFrame({"count": pd.array([value], "Int64")})
    return PublishedTable(id_, "Tổ hòa giải", frame, (ColumnSpec("count", "Số tổ", "count"),), roles=("data",))


def cell(html: str = "", source: str = "x", **data: str) -> dict[str, Any]:
    said = {"text/html": html} if html else data
    output = {"output_type": "execute_result", "execution_count": 1, "metadata": {"k": 1}, "data": said}
    return {
        "cell_type": "code",
        "id": "a",
        "metadata": {"tags": ["injected-parameters"]},
        "source": source,
        "outputs": [output],
    }


def made(*cells: dict[str, Any]) -> dict[str, Any]:
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def png() -> str:
    out = io.BytesIO()
    Image.new("RGB", (400, 100), "blue").save(out, "PNG")
    return b64encode(out.getvalue()).decode()


def chart(alt: str) -> str:
    return f'<figure class="danvan-chart" id="F1"><img src="{DATA_URI}{png()}" alt="{alt}"></figure>'


def left(one: dict[str, Any], other: dict[str, Any], rules: Leaving, tables: Any = None) -> str:
    (found,) = notebook("02", made(one), made(other), tables or {}, rules)["cells"]
    return str(found["outputs"][0]["data"]["text/html"])


def test_what_is_the_same_leaves_with_a_band_and_without_links_to_cells() -> None:
    rules = Leaving(lambda table: table, "DỰ THẢO")
    said = f'{chart("a")}<p><a id="T16/21085-2021-b1-12/x">3</a> và <a href="#T2/total/x">5</a></p>'
    shown = left(cell(said), cell(said), rules)
    assert "b1-12" not in shown and "#T2" not in shown and "<p>3 và 5</p>" in shown
    assert png() not in shown and DATA_URI in shown
    assert rules.left_out == rules.unknown == []


def test_a_chart_that_differs_does_not_leave_and_is_told() -> None:
    rules = Leaving(lambda table: table)
    assert (
        left(cell(chart("xã A: 2")), cell(chart("xã A: 1")), rules) == f'<p class="note">Biểu đồ F1: {NOT_SHARED}.</p>'
    )
    assert rules.left_out == [f"Biểu đồ F1: {NOT_SHARED}"]


@pytest.mark.parametrize("html", ['<table class="dataframe"></table>', table(1)._repr_html_()])
def test_frames_and_tables_that_nobody_published_stop(html: str) -> None:
    rules = Leaving(lambda table: table)
    left(cell(html), cell(html), rules)
    assert rules.unknown == ["Sổ tay 02, ô 1: kết quả không phải bảng hay biểu đồ của danvan (page.table, page.chart)"]


def test_printed_text_stops() -> None:
    rules = Leaving(lambda table: table)
    printed = {**cell(), "outputs": [{"output_type": "stream", "name": "stdout", "text": "x"}]}
    notebook("02", made(printed), made(printed), {}, rules)
    assert len(rules.unknown) == 1


def test_a_table_leaves_as_it_is_shared_without_the_cells_in_which_its_twin_differs() -> None:
    tables = {table(1)._repr_html_(): (table(1), table(2))}
    hidden = Leaving(lambda one: table(0, one.id))
    assert left(cell(table(1)._repr_html_()), cell("other"), hidden, tables) == table(0)._repr_html_()
    open_ = Leaving(lambda one: one)
    assert ">*<" in left(cell(table(1)._repr_html_()), cell("other"), open_, tables) and open_.untold == {"T10": 1}
    longer = {table(1)._repr_html_(): (table(1), replace(table(1), notes=("Xã A thấp nhất.",)))}
    assert NOT_SHARED in left(cell(table(1)._repr_html_()), cell("other"), open_, longer)
    kept = Leaving(lambda one: one, kept_in=["T10"])
    assert "chỉ dùng trong cơ quan" in left(cell(table(1)._repr_html_()), cell("other"), kept, tables)


def test_the_cells_of_a_run_leave_without_tags_and_folders() -> None:
    one = cell("<p>x</p>", source='years = [2022]\noutput = "outputs/2022"\n')
    (found,) = notebook("02", made(one), made(one), {}, Leaving(lambda table: table))["cells"]
    assert found["source"] == "years = [2022]\n" and found["metadata"] == {}
    assert stamped(made(one), "DỰ THẢO")["cells"][0]["source"] == "**DỰ THẢO**"


def test_a_report_leaves_without_who_signs_and_without_ids() -> None:
    text = Sentence(("Có ", Number("3", "T16/21085-2021-b1-12/x"), " tổ."))
    other = Sentence(("Có ", Number("4", "T16/21085-2021-b1-12/x"), " tổ."))
    one = Document(LETTER, 2022, "x", (Paragraph(text), Item("-", text), TableBlock(table(1))))
    twin = Document(LETTER, 2022, "x", (Paragraph(text), Item("-", other), TableBlock(table(2))))
    found = document(one, twin, Leaving(lambda one: table(0, one.id), "DỰ THẢO"))
    assert found.letter.signer == "" and found.draft
    same, differs, shown = found.blocks
    assert same == Paragraph(Sentence(("Có 3 tổ.",)))
    assert isinstance(differs, Paragraph) and NOT_SHARED in str(differs.text)
    assert isinstance(shown, TableBlock) and shown.table.frame["count"].iloc[0] == 0


def test_an_approved_report_has_no_prompts_for_its_writer_nor_headings_of_nothing_else() -> None:
    said = Paragraph(Sentence(("Có 25 mô hình.",)))
    body = (
        Heading(1, "TÌNH HÌNH"), said, Task("khó khăn"), Heading(1, "KIẾN NGHỊ"), Task("đề xuất"), Heading(1, "HẾT"), said,
    )  # fmt: skip
    report = Document(LETTER, 2022, "x", body)
    draft, approved = Leaving(lambda one: one, "DỰ THẢO"), Leaving(lambda one: one)
    assert document(report, report, draft).blocks == body and not draft.left_out
    assert document(report, report, approved).blocks == (body[0], said, body[5], said)
    assert approved.left_out == [UNWRITTEN]
