"""The picture of a workbook in a notebook: every cell with its role, what is wrong outlined, no person, nothing active."""

from __future__ import annotations

import html
import re
from dataclasses import FrozenInstanceError, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from drawing import sheet
from drawn_files import xls, xlsx
from hypothesis import given, settings
from hypothesis import strategies as st
from test_look import CLUBS as WITH_FAULTS
from test_reader import MODELS, cover
from test_returned import WORKS

import danvan
from danvan.declared.form import form
from danvan.intake import canvas
from danvan.intake.canvas import Page, drawn
from danvan.intake.look import ROLES
from danvan.intake.picture import Picture
from danvan.intake.seeing import see
from danvan.intake.sheet import Fault, Sheet
from danvan.paths import Workspace
from danvan.problems import UnreadableWorkbook, UsageError
from danvan.publish.marks.style import contrast

ROOT = Path(__file__).parents[1]
HERE = Workspace(ROOT)
CLUBS = replace(WITH_FAULTS, cells={p: v for p, v in WITH_FAULTS.cells.items() if not isinstance(v, Fault)})


class Read(HTMLParser):
    """The tags, and the cells as (title, class, text)."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.cells: dict[str, tuple[str, str]] = {}
        self.title: str | None = None
        self.look = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = dict(attrs)
        assert not [name for name in named if name.startswith("on")]
        if tag == "td":
            self.title, self.look = named.get("title"), named.get("class") or ""
            if self.title:
                self.cells[self.title.split(" · ")[0]] = (self.look, "")

    def handle_data(self, data: str) -> None:
        if self.title and self.title.split(" · ")[0] in self.cells:
            self.cells[self.title.split(" · ")[0]] = (self.look, data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "td":
            self.title = None


def pictured(folder: Path, *sheets: Sheet) -> Picture:
    path = folder / "2021" / "21085" / "bao cao.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(xlsx(sheets))
    return danvan.look(path, workspace=HERE)


def page_of(one: Sheet) -> Page:
    (seen,) = see([one], form())
    return Page(seen, {p: str(v) for p, v in one.cells.items()}, {})


def test_every_cell_is_drawn_in_the_tint_of_its_role_with_a_legend(tmp_path) -> None:
    picture = pictured(tmp_path, CLUBS)
    found = Read(picture._repr_html_())
    assert len(found.cells) == len(CLUBS.cells)
    assert found.cells["E9"] == ("value number", "6")
    assert found.cells["B16"] == ("total", "Tổng cộng")
    assert {"header", "section", "title", "unit_line", "signature"} <= {look for look, _ in found.cells.values()}
    assert "tiêu đề cột 6" in picture._repr_html_()
    assert "Bảng 1: A5:E16, 3 dòng số liệu" in picture._repr_html_()


def test_what_is_wrong_is_outlined_and_says_so(tmp_path) -> None:
    picture = pictured(tmp_path, cover(), MODELS, WORKS)
    text = picture._repr_html_()
    cell = re.search(r'<td class="value E" title="(D3 [^"]*)">', text)
    assert cell
    told = html.unescape(cell[1])
    assert "B2 Tổng kinh phí" in told
    assert "PHẢI SỬA: Không đọc được “nhiều” là số tiền (Tổng kinh phí). Cách sửa: Ghi lại bằng số tiền" in told
    assert re.search(r'<td class="E" title="D5 · ô trống', text)
    assert "phải sửa: " in text
    assert "CẦN SỬA - Xã Bình Minh, năm 2021" in text


def test_a_short_summary_is_what_a_terminal_shows(tmp_path) -> None:
    lines = repr(pictured(tmp_path, cover(), MODELS, WORKS)).splitlines()
    assert lines[0] == "bao cao.xlsx"
    assert lines[1].startswith("  CẦN SỬA - Xã Bình Minh, năm 2021: ")
    assert re.fullmatch(r"  Trang “NL”: \d+ ô, 1 bảng, 3 dòng số liệu, \d+ ô cần xem", lines[-1])


def test_a_workbook_of_no_form_is_drawn_and_not_judged(tmp_path) -> None:
    picture = pictured(tmp_path, CLUBS)
    assert (picture.verdicts, picture.found) == ((), ())
    assert not any(page.marks for page in picture.pages)


@pytest.mark.parametrize("workspace", [HERE, None])
def test_no_person_is_shown(tmp_path, monkeypatch, workspace) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.xls").write_bytes(xls([cover(), CLUBS, WORKS]))
    told = danvan.look("a.xls", workspace=workspace)._repr_html_()
    assert "Nguyễn Văn Mẫu" not in told
    assert "Thử" not in told
    assert "[đã che]" in told


def test_the_file_column_of_a_table_is_enough(tmp_path) -> None:
    made = Workspace(tmp_path)
    made.settings.write_bytes(HERE.settings.read_bytes())
    pictured(made.raw, CLUBS)
    assert danvan.look("2021/21085/bao cao.xlsx", workspace=made).file == "bao cao.xlsx"


def test_nothing_in_it_is_active_whatever_a_cell_says() -> None:
    evil = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</td></table>", "a\x00b", "=1+1"]
    one = Sheet("<b>'x'</b>", {(n, 1): text for n, text in enumerate(evil, start=1)})
    text = drawn("<i>.xlsx", [page_of(one)], ["<u>"], [])
    found = Read(text)
    assert {"script", "img", "b", "i", "u"} & set(found.tags) == {"b"}
    assert text.count("<b>") == 1
    assert [found.cells[f"A{n}"][1] for n in (1, 3, 5)] == [evil[0], evil[2], evil[4]]
    assert not re.search("http|url\\(|@import", text)


@given(st.dictionaries(st.tuples(st.integers(1, 30), st.integers(1, 9)), st.text(min_size=1, max_size=9), min_size=1),
       st.lists(st.tuples(st.integers(1, 25), st.integers(1, 8), st.integers(0, 6), st.integers(0, 4)), max_size=5))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_no_cell_is_lost_and_each_row_is_as_wide_as_the_next(cells, merges) -> None:
    merged = tuple((r, c, r + down, c + right) for r, c, down, right in merges)
    text = drawn("a", [page_of(Sheet("x", cells, merged))], [], [])
    assert len(Read(text).cells) == len(cells)
    widths: dict[int, int] = {}
    for number, row in enumerate(re.findall(r"<tr><th scope=\"row\".*?</tr>", text, re.DOTALL)):
        for cell in re.findall(r"<td[^>]*>", row):
            down, across = (int(m[1]) if (m := re.search(f'{name}="(\\d+)"', cell)) else 1 for name in ("rowspan", "colspan"))  # fmt: skip
            for below in range(number, number + down):
                widths[below] = widths.get(below, 0) + across
    assert set(widths.values()) == {max(c for _, c in cells)}


def test_a_long_sheet_says_how_many_rows_are_not_drawn_and_shows_every_table() -> None:
    rows = [f"| {n} | Thôn {n} | {n * 3} | 5 |" for n in range(1, 200)]
    drawing = "\n".join(["| TT | Thôn | Số hộ | Số khẩu |", *rows, "| | Tổng cộng | 9 | 7 |", "", "| Bảng hai |",
                         "| Xóm | Số hộ | Số khẩu |", "| An | 5 | 9 |", "| Bình | 6 | 12 |"])  # fmt: skip
    text = drawn("a", [page_of(sheet(drawing))], [], [])
    shown = [int(n) for n in re.findall(r'<th scope="row">(\d+)</th>', text)]
    assert shown == [*range(1, 13), 201, 204, 205, 206]
    assert "190 dòng không vẽ (vẽ 16 trên 206 dòng)" in text
    assert "188 dòng không vẽ</td>" in text
    assert "không vẽ" not in drawn("a", [page_of(CLUBS)], [], [])


def test_far_columns_are_told_and_hidden_parts_are_marked() -> None:
    one = Sheet("x", {(1, 1): "a", (2, 50): "b"}, hidden_rows=frozenset({2}), hidden_columns=frozenset({3}))
    text = drawn("a", [page_of(one)], [], [])
    assert "10 cột không vẽ, từ cột AO" in text
    assert re.search(r'<th scope="row" class=out title=ẩn>2<', text)
    assert re.search(r'<th scope="col" class=out title=ẩn>C<', text)


def test_a_sheet_without_cells_says_so() -> None:
    assert "Trang trống." in drawn("a", [page_of(Sheet("x", {}))], [], [])


def test_every_role_has_a_tint_on_which_text_can_be_read() -> None:
    assert set(canvas.TINTS) == set(ROLES)
    assert min(contrast(canvas.INK, tint) for tint in canvas.TINTS.values()) >= 4.5
    inks = re.findall(r"background:(#\w{6});color:(#\w{6})", canvas.STYLE)
    assert len(inks) == 4
    assert min(contrast(*pair) for pair in inks) >= 4.5


def test_what_cannot_be_looked_at_is_told_in_one_sentence(tmp_path) -> None:
    with pytest.raises(UsageError, match=r"^Không có tệp “mất\.xlsx”; hãy kiểm tra lại tên tệp\.$"):
        danvan.look("mất.xlsx", workspace=None)
    (tmp_path / "a.xlsx").write_bytes(b"not a workbook at all")
    with pytest.raises(UnreadableWorkbook, match=r"^X06: Không đọc được tệp “.*a\.xlsx”: "):
        danvan.look(tmp_path / "a.xlsx")


def test_a_picture_cannot_be_changed(tmp_path) -> None:
    with pytest.raises(FrozenInstanceError):
        pictured(tmp_path, CLUBS).file = "b"  # type: ignore[misc]
