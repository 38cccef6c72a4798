"""`danvan look`: tables of any workbook, known form or not, with the role of every cell."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from drawing import sheet
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan.cli import main
from danvan.declared.form import form
from danvan.intake.look import Seen, document, lines, look
from danvan.intake.seeing import see
from danvan.intake.sheet import Sheet

ROOT = Path(__file__).parents[1]
SAMPLE = next((ROOT / "data" / "raw" / "sample" / "2021").glob("21085*/*.xlsx"))
CORPUS = ROOT.parent / "shared" / "corpus"


def seen(drawn: Sheet) -> Mapping[str, Any]:
    found = see([drawn], form())[0].told
    assert sum(found["cells"].values()) == found["nonempty"]
    return found


def paths(block: Mapping[str, Any]) -> dict[str, list[str]]:
    return {c["letter"]: c["path"] for c in block["columns"]}


CLUBS = sheet("""
    | SỞ VĂN HÓA |  |  | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM | |
    | Số: | 12/BC |  |  | |
    | DANH SÁCH CÂU LẠC BỘ | | | | |
    | ĐVT: triệu đồng | | | | |
    | STT | Tên câu lạc bộ | Thành viên | < | Kinh phí |
    | ^ | ^ | Nam | Nữ | ^ |
    | A | B | 1 | 2 | 3 |
    | I | Khu vực miền núi | 10 | 5 | 12 |
    | 1 | CLB  Cồng chiêng | 4 | 3 | 6 |
    |  | làng Teng |  |  |  |
    | 2 | CLB Hát | 6 | 2 | 6 |
    | 3 |  |  |  |  |
    | II | Khu vực đồng bằng | | | |
    | 1 | CLB Bài chòi | 4 | 3 | 7 |
    | 2 | | #REF! | #REF! | |
    | | Tổng cộng | 14 | 8 | 18 |
    | | Ghi chú: số liệu tạm | | | |
    | | Người lập biểu | | | Giám đốc |
    | | Nguyễn Văn Mẫu | | | |
""")


def test_a_table_of_no_form_is_seen_with_every_kind_of_row() -> None:
    found = seen(CLUBS)
    (block,) = found["blocks"]
    assert block == {
        "range": "A5:E16",
        "header_rows": [5, 6],
        "column_marks": [7],
        "unit_rows": [4],
        "columns": [
            {"letter": "A", "path": ["STT"]},
            {"letter": "B", "path": ["Tên câu lạc bộ"]},
            {"letter": "C", "path": ["Thành viên", "Nam"]},
            {"letter": "D", "path": ["Thành viên", "Nữ"]},
            {"letter": "E", "path": ["Kinh phí"]},
        ],
        "data_rows": [9, 11, 14],
        "sections": [8, 13],
        "totals": [16],
        "empty_rows": [12, 15],
        "continues": {"10": 9},
    }
    assert found["cells"] == {
        "column_marks": 5, "field": 2, "header": 6, "letterhead": 2, "note": 1, "section": 7, "signature": 3,
        "title": 1, "total": 4, "unit_line": 1, "value": 20,
    }  # fmt: skip


def test_tables_side_by_side_are_two() -> None:
    found = seen(sheet("""
        | TT | Tên | Số lượng | | TT | Tên | Số lượng |
        | 1 | a | 3 | | 1 | x | 5 |
        | 2 | b | 3 | | 2 | y | 5 |
        | 3 | c | 3 | | | Cộng | 10 |
    """))  # fmt: skip
    assert [(b["range"], b["data_rows"], b["totals"]) for b in found["blocks"]] == [
        ("A1:C4", [2, 3, 4], []), ("E1:G4", [2, 3], [4]),
    ]  # fmt: skip


def test_stacked_tables_are_told_apart_and_an_empty_spacer_column_is_left_out() -> None:
    found = seen(sheet("""
        | Chỉ tiêu | | 2017 | 2018 | 2019 |
        | Dân số | | 10 | 11 | 12 |
        | Hộ | | 4 | 4 | 5 |

        | Bảng 2 |
        | Thôn | Số hộ | Số khẩu |
        | An | 5 | 9 |
        | Bình | 6 | 12 |
        | Tổng | 11 | 21 |
    """))  # fmt: skip
    years, hamlets = found["blocks"]
    assert paths(years) == {"A": ["Chỉ tiêu"], "C": ["2017"], "D": ["2018"], "E": ["2019"]}
    assert (years["data_rows"], hamlets["range"], hamlets["totals"]) == ([2, 3], "A6:C9", [9])
    assert found["cells"]["title"] == 1


def test_an_unnamed_column_with_data_has_no_labels() -> None:
    (block,) = seen(sheet("""
        | Thôn | | Số hộ | Số khẩu |
        | An | x | 5 | 9 |
        | Bình | y | 6 | 12 |
    """))["blocks"]  # fmt: skip
    assert paths(block) == {"A": ["Thôn"], "B": [], "C": ["Số hộ"], "D": ["Số khẩu"]}


def test_a_label_over_two_columns_is_one_leaf_where_one_of_them_holds_data() -> None:
    (block,) = seen(sheet("""
        | TT | Họ và tên | < | Địa chỉ | < |
        | 1 | Nguyễn | An | Thôn 1 | |
        | 2 | Trần | Ba | Thôn 2 | |
        | | Người lập biểu | | | Chủ tịch |
    """))["blocks"]  # fmt: skip
    assert (block["range"], list(paths(block))) == ("A1:D3", ["A", "B", "C", "D"])


def test_a_list_of_fields_is_no_table() -> None:
    found = seen(sheet("""
        | Mã đơn vị | '21085 |
        | Tên đơn vị | Xã Bình Minh |
        | Năm | 2021 |
        | Từ ngày | 15/12/2020 |
    """))  # fmt: skip
    assert (found["blocks"], found["cells"]) == ([], {"field": 8})


def test_a_header_without_data_is_a_table_without_rows() -> None:
    (block,) = seen(sheet("""
        | BIỂU TỔNG HỢP |
        | TT | Họ và tên | Năm sinh | Số tiền |
        | A | B | 1 | 2 |
    """))["blocks"]  # fmt: skip
    assert (block["range"], block["header_rows"], block["data_rows"]) == ("A2:D2", [2], [])


def test_a_table_of_texts_only_is_seen() -> None:
    (block,) = seen(sheet("""
        | Họ tên | Chức vụ | Quê quán |
        | An | Trưởng thôn | Bình Minh |
        | Ba | Phó thôn | Bình Long |
    """))["blocks"]  # fmt: skip
    assert (block["range"], block["data_rows"]) == ("A1:C3", [2, 3])


def test_a_header_repeated_on_the_next_page_belongs_to_the_same_table() -> None:
    (block,) = seen(sheet("""
        | TT | Họ tên | Số tiền |
        | 1 | An | 5 |
        | TT | Họ tên | Số tiền |
        | 2 | Ba | 7 |
    """))["blocks"]  # fmt: skip
    assert (block["header_rows"], block["data_rows"]) == ([1, 3], [2, 4])


def test_a_known_form_is_seen_as_the_reader_takes_it(capsys) -> None:
    found = look(SAMPLE)
    for each in document(found)["sheets"]:
        assert sum(each["cells"].values()) == each["nonempty"]
    works = next(s for s in document(found)["sheets"] if s["sheet"] == "B2 Nguồn lực")["blocks"][0]
    assert works["data_rows"][:2] == [11, 12]
    assert ["Ngày công"] in paths(works).values()
    text = "\n".join(lines(found))
    assert "Trang “B2 Nguồn lực”" in text
    assert "Cột G: Tổng kinh phí = B2 Tổng kinh phí" in text
    assert main(["look", str(SAMPLE), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["file"] == str(SAMPLE)


def test_cells_without_a_place_are_named_to_people() -> None:
    odd = sheet("""
        | TT | Tên mô hình | TT/CN | Số hộ |  |
        | 1 | Hũ gạo | TT | 12 | 45 |
    """)  # fmt: skip
    assert list(lines(Seen("a.xlsx", see([odd], form()))))[-1] == "    Ô chưa rõ thuộc đâu: E2."


def test_hidden_parts_are_named(tmp_path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        shown, hidden = book.add_worksheet("một"), book.add_worksheet("hai")
        shown.write_row(0, 0, ["Thôn", "Số hộ", "Số khẩu"])
        shown.set_row(3, None, None, {"hidden": True})
        shown.set_column("C:C", None, None, {"hidden": True})
        hidden.hide()
    one, two = document(look(tmp_path / "a.xlsx"))["sheets"]
    assert (one["hidden"], one["hidden_rows"], one["hidden_columns"], two["hidden"]) == (False, [4], ["C"], True)


def test_a_refused_file_says_why_and_ends_with_1(tmp_path, capsys) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"not a workbook at all")
    assert main(["look", str(tmp_path / "a.xlsx"), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said.keys() == {"file", "refused"}
    assert main(["look", str(tmp_path / "b.xlsx")]) == 2


@settings(max_examples=300)
@given(st.dictionaries(
    st.tuples(st.integers(1, 14), st.integers(1, 8)),
    st.one_of(
        st.floats(0, 3000).map(float),
        st.sampled_from(["TT", "Họ tên", "Số tiền", "Năm", "I", "Tổng cộng", "Người lập biểu", "Số: 12", "ĐVT: đồng",
                         "Ghi chú: x", "An", "(người)", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "A", "1", "B", "2=1+3",
                         "-", "x", "1.1", "2017", "5.000.000", "Tên mô hình", "Lĩnh vực", "Bước 1", "(triệu đồng)",
                         "Bình An, ngày 5 tháng 9 năm 2019"]),
    ),
    max_size=60,
), st.lists(st.tuples(st.integers(1, 12), st.integers(1, 7), st.integers(0, 2), st.integers(0, 2)), max_size=4))  # fmt: skip
def test_no_cell_is_lost_in_any_sheet(cells, merges) -> None:
    merged = tuple((r, c, r + down, c + right) for r, c, down, right in merges)
    seen(Sheet("Sheet1", cells, merged))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the public workbooks are not here")
def test_no_cell_is_lost_in_public_workbooks() -> None:
    for path in sorted(CORPUS.glob("nacnudus-*/*.xlsx")):
        for each in document(look(path))["sheets"]:
            assert sum(each["cells"].values()) == each["nonempty"], (path.name, each["sheet"])
