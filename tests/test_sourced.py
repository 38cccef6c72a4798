"""The pages that follow numbers back: one a table, an anchor a number, every text escaped; the site leads to them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from drawn_frames import drawn
from drawn_tables import drawn_tables, of_period

from danvan.analysis.trace import Facts
from danvan.problems import DanvanError
from danvan.publish import tables
from danvan.publish.fence import fenced
from danvan.publish.site import Run
from danvan.publish.sourced import write_traces

RUN = Run("2021-2022", "Công tác dân vận giai đoạn 2021 - 2022", "Huyện Bình Sơn", sample=False)
CELLS = drawn("""
    unit_code | year | file            | sheet         | row | cell | role  | table     | column    | text
    21040     | 2021 | 21040-2021.xlsx | B2 Nguồn lực  | 7   | G7   | value | resources | total_vnd | <script>380
""")  # fmt: skip


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(drawn_tables(), of_period(), CELLS)


def test_every_number_of_a_table_has_its_section(tmp_path: Path, facts: Facts) -> None:
    table = tables.resources_by_year(facts.tables["resources"], facts.roll)
    led = write_traces(tmp_path, RUN, [table], lambda _: facts)
    page = (tmp_path / "trace" / "T6a.html").read_text(encoding="utf-8")
    assert led["T6a/2021/total_vnd"] == "trace/T6a.html#2021/total_vnd"
    assert len(led) == len(table.formulas)
    assert page.count('<section class="figure"') == len(table.formulas)
    assert '<section class="figure" id="2021/total_vnd">' in page
    assert "2021, Tổng kinh phí: 380.000.000 đồng" in page
    assert "21040-2021.xlsx, trang “B2 Nguồn lực”; G7: “&lt;script&gt;380”" in page
    assert "<script" not in page


def test_figures_stand_in_the_order_of_the_table(tmp_path: Path, facts: Facts) -> None:
    table = tables.resources_by_year(facts.tables["resources"], facts.roll)
    write_traces(tmp_path, RUN, [table], lambda _: facts)
    page = (tmp_path / "trace" / "T6a.html").read_text(encoding="utf-8")
    places = [page.index(f'id="2021/{column.name}"') for column in table.columns[1:]]
    assert places == sorted(places)


def test_a_number_that_does_not_follow_from_its_facts_stops(tmp_path: Path, facts: Facts) -> None:
    table = tables.resources_by_year(facts.tables["resources"], facts.roll)
    fewer = Facts({**facts.tables, "resources": pd.DataFrame(facts.tables["resources"].iloc[1:])}, facts.roll)
    with pytest.raises(DanvanError, match="T6a/2021/total_vnd"):
        write_traces(tmp_path, RUN, [table], lambda _: fewer)


def test_a_number_of_a_page_leads_to_its_trace_where_there_is_one() -> None:
    shown = '<td><a id="T6a/2021/total_vnd">380</a></td>'
    assert fenced(shown) == shown
    led = fenced(shown, link=lambda name: f"../trace/T6a.html#{name}")
    assert led == '<td><a id="T6a/2021/total_vnd" href="../trace/T6a.html#T6a/2021/total_vnd">380</a></td>'
    assert fenced('<a id="x" href="javascript:1">x</a>', link=lambda _: "ok.html") == '<a id="x" href="ok.html">x</a>'
