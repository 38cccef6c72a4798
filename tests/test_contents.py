"""What pages hold is read off them, kept, and found again from an index."""

from __future__ import annotations

import json
import re
from pathlib import Path

from danvan.publish.contents import (
    Contents,
    leaf,
    read_contents,
    slug,
    unit_rows,
    write_contents,
    write_search,
)  # fmt: skip

TABLE = (
    '<table id="T3"><caption><strong>T3. Mô hình &amp; đơn vị</strong><br><small>mô hình</small></caption><tbody>'
    '<tr><td>1</td><th scope="row">Thị trấn Châu Ổ</th><td>x</td><td><a id="T3/21040-1/a" href="x">7</a></td></tr>'
    '<tr><td>2</td><th scope="row">Thị trấn Châu Ổ (từ 01/02/2020)</th><td><a id="T3/21040-2/a">7</a></td></tr>'
    '<tr><td>3</td><th scope="row">Xã Bình Thạnh</th><td>x</td></tr>'
    '<tr><th scope="row">Tổng số</th><td><a id="T3/total/a">7</a></td></tr></tbody></table>'
)
CHART = '<figure class="danvan-chart" id="F1"><img alt="Cột"><figcaption>Biểu đồ F1. Mô hình</figcaption></figure>'
PAGE = f'<h2 id="muc-luc">Mục lục</h2><h2 id="muc-1">Theo lĩnh vực</h2>{CHART}{TABLE}<h2>Không tên</h2>'
UNITS = ("Thị trấn Châu Ổ", "Xã Bình Thanh", "Xã Bình Thạnh")


def drawn() -> Contents:
    page = leaf(PAGE, "notebooks/02.html", "Mô hình", "Bao nhiêu?", 1)
    more = leaf("", "notebooks/02.2.html", "Mô hình", "Bao nhiêu?", 2)
    return Contents((page, more), unit_rows({"notebooks/02.html": PAGE}, UNITS), {"21046": "Xã Bình Thạnh"})


def test_sections_charts_and_tables_are_found_from_top_to_bottom():
    assert drawn().pages[0].held == (
        ("muc-1", "Theo lĩnh vực"), ("F1", "Biểu đồ F1. Mô hình"), ("T3", "Bảng T3. Mô hình & đơn vị"),
    )  # fmt: skip


def test_a_unit_is_led_to_its_first_number_or_to_the_table_and_one_without_a_row_nowhere():
    assert drawn().units == {
        "Thị trấn Châu Ổ": [("notebooks/02.html#T3/21040-1/a", "T3. Mô hình & đơn vị")],
        "Xã Bình Thạnh": [("notebooks/02.html#T3", "T3. Mô hình & đơn vị")],
    }


def test_contents_come_back_from_their_file_as_they_were(tmp_path: Path):
    write_contents(tmp_path, drawn())
    assert read_contents(tmp_path) == drawn()
    assert read_contents(tmp_path / "nowhere") == Contents()


def test_pages_of_one_notebook_stand_together():
    assert [len(pages) for pages in drawn().notebooks] == [2]
    assert Contents().notebooks == []


def test_units_that_differ_by_a_tone_are_two():
    assert slug("Xã Bình Thạnh") == "xã-bình-thạnh" != slug("Xã Bình Thanh")


def test_the_search_knows_pages_units_and_the_sites_of_units(tmp_path: Path):
    write_contents(tmp_path / "2022" / "21046", drawn())
    write_search(tmp_path, {"2022/": ("Năm 2022 </script>", drawn())})
    script = (tmp_path / "search.js").read_text(encoding="utf-8")
    found = re.search(r"^const PAGES = (.*);$", script, re.MULTILINE)
    assert found and "</script>" not in script
    units, page, more, own = json.loads(found[1])
    assert units[2:] == [
        "2022/index.html",
        [["thị-trấn-châu-ổ", "Thị trấn Châu Ổ"], ["xã-bình-thạnh", "Xã Bình Thạnh"]],
    ]
    assert page[1:3] == ["Mô hình", "2022/notebooks/02.html"]
    assert more[2] == "2022/notebooks/02.2.html"
    assert own == ["Năm 2022 </script>: Xã Bình Thạnh", "Mô hình", "2022/21046/notebooks/02.html", []]
