"""model_links.csv: decisions that a person signed, each wrong or contradictory line told with its place."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from danvan.declared.model_links import FIELDS, Named, model_links
from danvan.paths import Workspace
from danvan.problems import DeclarationError

HEAD = ",".join(FIELDS)
A = "21091,2019,Thắp sáng đường quê"
B = "21091,2020,Ánh sáng đường quê"
C = "21091,2021,Đường quê sáng"
SIGNED = "Văn phòng,2021-12-20"


def read(folder: Path, *lines: str):
    path = Workspace(folder).model_links
    path.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    return model_links(path)


def test_no_file_is_no_decision(tmp_path) -> None:
    assert model_links(Workspace(tmp_path).model_links) == ()


def test_each_line_names_two_rows_and_says_whether_they_are_one(tmp_path) -> None:
    yes, no = read(
        tmp_path, f"{A},{B},có,{SIGNED}", '21085,2018,"2 giảm, 4 giữ",21085,2020,2 giảm, Không,Văn phòng,2021-12-20'
    )
    assert (yes.place, yes.one, yes.same) == (
        "model_links.csv, dòng 2",
        Named("21091", 2019, "Thắp sáng đường quê"),
        True,
    )
    assert (no.one.name, no.other.name, no.same) == ("2 giảm, 4 giữ", "2 giảm", False)


def test_a_row_is_known_however_its_name_is_written() -> None:
    assert Named("cq-mttq", 2020, "Mô hình “Nồi  cháo”").mark == Named("CQ-MTTQ", 2020, "NỒI CHÁO").mark


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"{A},{B},có,,2021-12-20", "dòng 2: thiếu “who”"),
        (f"{A},{B},có,Văn phòng,20/12/2021", "dòng 2: “20/12/2021” không phải là ngày; hãy ghi như 2021-12-14"),
        (f"{A},{B},yes,{SIGNED}", "dòng 2: “yes” không rõ; cột same ghi “có” hoặc “không”"),
        (f"21091,19,Đường quê,{B},có,{SIGNED}", "dòng 2: “19” không phải là năm"),
        (f"{A},21091,2019,THẮP SÁNG ĐƯỜNG QUÊ.,có,{SIGNED}", "dòng 2: hai bên là một dòng"),
        (
            f"{A},21091,2019,Đường hoa,có,{SIGNED}",
            "dòng 2: theo dòng này, .* hai mô hình trong một báo cáo không thể là một",
        ),
        (
            f"21091,2019,2 giảm, 4 giữ,{B},có,{SIGNED}",
            "dòng 2: nhiều ô hơn số cột; giá trị có dấu phẩy phải đặt trong ngoặc kép",
        ),
    ],
)
def test_a_wrong_line_is_told_with_its_place(tmp_path, line: str, told: str) -> None:
    with pytest.raises(DeclarationError, match=f"model_links.csv, {told}"):
        read(tmp_path, line)


def test_a_missing_column_is_told(tmp_path) -> None:
    Workspace(tmp_path).model_links.write_text("unit;year;name\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match="dòng 1: thiếu cột unit, year"):
        model_links(Workspace(tmp_path).model_links)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_lines_that_contradict_each_other_are_told_in_any_order(tmp_path, order) -> None:
    lines = [f"{A},{B},có,{SIGNED}", f"{B},{C},có,{SIGNED}", f"{A},{C},không,{SIGNED}"]
    shuffled = [lines[place] for place in order]
    no = 2 + shuffled.index(lines[2])
    yes = ", ".join(f"model_links.csv, dòng {2 + place}" for place, line in enumerate(shuffled) if line != lines[2])
    with pytest.raises(DeclarationError, match=f"model_links.csv, dòng {no}: .* đã được ghi là một ở {yes}"):
        read(tmp_path, *shuffled)


def test_two_models_of_one_report_cannot_be_one_by_way_of_a_third(tmp_path) -> None:
    twin = "21091,2019,Đường hoa"
    with pytest.raises(DeclarationError, match=r"dòng 3: theo dòng này, “Đường hoa” .* và “Thắp sáng đường quê”"):
        read(tmp_path, f"{A},{B},có,{SIGNED}", f"{twin},{B},có,{SIGNED}")


def test_models_of_two_units_that_were_merged_may_both_go_on_in_one(tmp_path) -> None:
    assert len(read(tmp_path, f"{A},{B},có,{SIGNED}", f"21097,2019,Đường hoa,{B},có,{SIGNED}")) == 2


def test_a_line_may_stand_twice(tmp_path) -> None:
    assert len(read(tmp_path, f"{A},{B},có,{SIGNED}", f"{B},{A},CÓ,{SIGNED}")) == 2
