from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.analysis.trace import Formula
from danvan.publish.columns import ColumnSpec, decimals, printed, typed
from danvan.publish.table import PublishedTable

COLUMNS = (
    ColumnSpec("label", "Đơn vị"),
    ColumnSpec("models", "Mô hình", "count", "mô hình"),
    ColumnSpec("total_vnd", "Tổng kinh phí", "money", "đồng"),
    ColumnSpec("land_m2", "Đất hiến", "decimal", "m2"),
    ColumnSpec("share", "Tỷ lệ", "percent"),
    ColumnSpec("since", "Từ năm", "year"),
    ColumnSpec("day", "Ngày", "date"),
)
ROWS = [
    ["Xã, thị trấn", 2, 380_000_000, 31.25, 0.857142, 2020, date(2020, 2, 1)],
    ["<b>Xã</b> Bình Minh", 0, 0, 0.0, 0.0, None, None],
    ["Tổng số", None, None, None, None, None, None],
]


def table(rows: list[list[object]] | None = None, **said: object) -> PublishedTable:
    frame = typed(ROWS if rows is None else rows, COLUMNS)
    roles = ("block", "data", "total")[: len(frame)]
    words = {"id": "T6", "title": "Nguồn lực", "unit_line": "đồng", "roles": roles, "total_row": bool(len(frame))}
    return PublishedTable(frame=frame, columns=COLUMNS, **{**words, **said})  # type: ignore[arg-type]


def shown(table_: PublishedTable) -> list[list[str]]:
    return [[table_.text(row, column) for column in table_.columns] for row in range(len(table_.frame))]


def test_nothing_unknown_and_impossible_are_printed_apart() -> None:
    found = table(not_applicable=frozenset({(2, "share")}))
    assert shown(found) == [
        ["Xã, thị trấn", "2", "380.000.000", "31,25", "85,7%", "2020", "01/02/2020"],
        ["<b>Xã</b> Bình Minh", "-", "-", "-", "0,0%", "…", ""],
        ["Tổng số", "…", "…", "…", "x", "…", ""],
    ]
    assert found.legend == "Ký hiệu: “-”: không phát sinh; “…”: chưa có số liệu; “x”: không áp dụng."


def test_a_legend_only_of_the_marks_that_occur() -> None:
    assert table(ROWS[:1]).legend == ""


@pytest.mark.parametrize(("value", "wanted"), [(900.0, "900"), (31.2, "31,2"), (0.125, "0,13"), (462585.0, "462.585")])
def test_a_decimal_has_as_many_decimals_as_it_needs(value: float, wanted: str) -> None:
    assert printed(value, "decimal") == wanted


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_has_no_decimals(value: int) -> None:
    assert decimals(float(value)) == 0


def test_a_unit_is_said_once() -> None:
    found = table()
    assert [found.heading(column) for column in found.columns[:4]] == [
        "Đơn vị",
        "Mô hình",  # the label says it
        "Tổng kinh phí",  # the unit line says it
        "Đất hiến (m2)",
    ]


class Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_html_is_a_table_with_headers_and_every_text_escaped() -> None:
    found = Reader(table(sample=True, notes=("Chú ý <i>",))._repr_html_())
    tags = [tag for tag, _ in found.tags]
    assert "caption" in tags
    assert "b" not in tags
    assert "i" not in tags
    assert "script" not in tags
    assert sum(tag == "th" and attrs.get("scope") == "col" for tag, attrs in found.tags) == len(COLUMNS)
    assert sum(tag == "th" and attrs.get("scope") == "row" for tag, attrs in found.tags) == 3
    assert {"SỐ LIỆU MINH HỌA", "<b>Xã</b> Bình Minh", "Chú ý <i>"} <= set(found.words)


def test_numbers_stand_right() -> None:
    html = table()._repr_html_()
    assert '<td class="right">380.000.000</td>' in html
    assert '<th scope="row">Tổng số</th>' in html
    assert '<tr class="total">' in html


def test_a_table_without_rows_says_so() -> None:
    html = table([])._repr_html_()
    assert '<td colspan="7">Không có dòng số liệu nào.</td>' in html


def test_what_stands_below() -> None:
    found = table(ROWS[:1], notes=("Ghi chú.",), coverage="21/22 đơn vị", source="Nguồn: biểu B2.")
    assert found.footer == ("Ghi chú.", "Phạm vi số liệu: 21/22 đơn vị.", "Nguồn: biểu B2.")


def same(one: PublishedTable, other: PublishedTable) -> bool:
    pd.testing.assert_frame_equal(one.frame, other.frame)
    return {**one.__dict__, "frame": None} == {**other.__dict__, "frame": None}


def test_json_and_back_is_the_same_table() -> None:
    found = table(not_applicable=frozenset({(2, "share")}), notes=("Một.",), sample=True, period="Năm 2022")
    assert same(PublishedTable.from_json(json.loads(json.dumps(found.to_json(), allow_nan=False))), found)


@given(
    st.lists(
        st.tuples(
            st.none() | st.text(max_size=9),
            st.none() | st.integers(-(2**53), 2**53),
            st.none() | st.integers(0, 2**62),
            st.none() | st.floats(allow_nan=False, allow_infinity=False),
            st.none() | st.floats(0, 1),
            st.none() | st.integers(1900, 2100),
            st.none() | st.dates(),
        ),
        max_size=3,
    )
)
def test_json_is_exact(rows: list[tuple[object, ...]]) -> None:
    found = table([list(row) for row in rows])
    assert same(PublishedTable.from_json(json.loads(json.dumps(found.to_json()))), found)


def test_a_report_has_no_columns_for_analysts_and_nothing_that_was_said_of_them() -> None:
    columns = tuple(replace(column, for_analysts=column.name == "share") for column in COLUMNS)
    whole = replace(
        table(keys=("a", "b", "c"), not_applicable=frozenset({(2, "share")}), bare=frozenset({(2, "since")})),
        columns=columns,
        formulas={(row, name): Formula("sum", ()) for row in range(3) for name in ("models", "share")},
        untold={(1, "share"): "*", (1, "models"): "<3"},
    )
    brief = whole.brief
    assert "share" not in brief.frame and len(brief.columns) == len(COLUMNS) - 1
    assert set(brief.formulas) == {(row, "models") for row in range(3)}
    assert (brief.untold, brief.not_applicable) == ({(1, "models"): "<3"}, frozenset())
    assert brief.bare == whole.bare


def test_a_frame_that_is_not_what_the_columns_say_is_refused() -> None:
    with pytest.raises(ValueError, match="T6"):
        PublishedTable("T6", "Tên", pd.DataFrame({"x": [1]}), COLUMNS, roles=("data",))
    with pytest.raises(ValueError, match="roles"):
        PublishedTable("T6", "Tên", typed(ROWS, COLUMNS), COLUMNS)
