"""The fixed rows: found by label, states kept apart, unknown and repeated indicators told."""

from __future__ import annotations

import pytest
from drawing import sheet

from danvan.declared.form import form
from danvan.intake.blocks import find_blocks
from danvan.intake.figures import nothing, read_figures
from danvan.intake.roles import assign
from danvan.intake.submission import Figure
from danvan.problems import Problem

HEAD = "| Mã số | Chỉ tiêu | Đơn vị tính | Kế hoạch | Thực hiện trong kỳ | Cùng kỳ năm trước |\n"


def read(
    rows: str, year: int = 2021, unit_type: str = "commune"
) -> tuple[dict[tuple[str, str], Figure], list[Problem]]:
    drawn = sheet(HEAD + rows.strip())
    blocks = find_blocks(drawn, form())
    figures, problems = read_figures(drawn, blocks[0], assign(drawn, blocks, form()), 0, form(), year, unit_type)
    return {(f.indicator, f.column): f for f in figures}, problems


def serious(problems: list[Problem]) -> list[tuple[str, str | None]]:
    return [(p.code, p.cell) for p in problems if p.severity == "E"]


def test_value_zero_and_blank_stay_apart() -> None:
    figures, problems = read("""
        | '15 | Tổ hòa giải ở cơ sở | tổ | | 06 tổ | 6 |
        | '19 | Đơn khiếu nại | đơn | | không | |
        | '20 | Đơn tố cáo | đơn | | | |
    """)
    states = {
        code: (figures[code, "actual"].value, figures[code, "actual"].state)
        for code in ("mediation_teams", "complaints", "denunciations")
    }
    assert states == {"mediation_teams": (6.0, "value"), "complaints": (0.0, "zero"), "denunciations": (None, "blank")}
    assert figures["mediation_teams", "actual"].text == "06 tổ"
    assert figures["mediation_teams", "actual"].cell == "E2"
    assert serious(problems) == []


def test_an_indicator_that_does_not_exist_for_the_unit_or_year_is_not_applicable() -> None:
    figures, _ = read("| '15 | Tổ hòa giải | tổ | | 6 | |", year=2018)
    assert figures["ward_guard_teams", "actual"].state == "not_applicable"
    assert figures["police_forums", "actual"].state == "not_applicable"
    township, _ = read("| '13 | Tổ bảo vệ dân phố | tổ | | 6 | |", unit_type="township")
    assert township["ward_guard_teams", "actual"].value == 6


def test_a_row_left_out_is_blank_and_told() -> None:
    figures, problems = read("| '15 | Tổ hòa giải | tổ | | 6 | |")
    assert figures["mediators", "actual"].state == "blank"
    assert any(p.code == "Đ29" and "Hòa giải viên" in p.message for p in problems)


def test_labels_of_other_wordings_and_code_alone() -> None:
    figures, _ = read("""
        | '01 | Số buổi tuyên truyền | buổi | | 12 | |
        | '15 | | tổ | | 6 | |
    """)
    assert figures["propaganda_sessions", "actual"].value == 12
    assert figures["mediation_teams", "actual"].value == 6


def test_an_unknown_label_with_figures_is_told_with_proposals() -> None:
    _, problems = read("| '15 | Tổ hòa giãi | tổ | | 6 | |")
    assert serious(problems) == [("Đ13", "B2")]
    assert "Tổ hòa giải" in next(p for p in problems if p.code == "Đ13").message


def test_an_indicator_given_twice_is_told() -> None:
    _, problems = read("""
        | '15 | Tổ hòa giải | tổ | | 6 | |
        | '15 | Tổ hòa giải ở cơ sở | tổ | | 7 | |
    """)
    assert serious(problems) == [("Đ14", None)]


def test_a_part_of_a_whole_thing_is_refused() -> None:
    figures, problems = read("| '15 | Tổ hòa giải | tổ | | 2.5 | |")
    assert figures["mediation_teams", "actual"].state == "unreadable"
    assert serious(problems) == [("Đ02", "E2")]


def test_declared_as_having_nothing_every_indicator_that_applies_is_zero() -> None:
    figures = {f.indicator: f for f in nothing(form(), 2021, "commune")}
    assert len(figures) == 42
    assert (figures["complaints"].value, figures["complaints"].state) == (0.0, "zero")
    assert figures["ward_guard_teams"].state == "not_applicable"


ACROSS = "| Nội dung | Tổ hòa giải | Hòa giải viên | Đơn khiếu nại | Đơn tố cáo | Số hộ nghèo |"


def across(rows: str) -> tuple[dict[tuple[str, str], Figure], list[Problem]]:
    drawn = sheet(f"{ACROSS}\n{rows.strip()}")
    blocks = find_blocks(drawn, form(), 2021)
    figures, problems = read_figures(drawn, blocks[0], assign(drawn, blocks, form()), 0, form(), 2021, "commune")
    return {(f.indicator, f.column): f for f in figures}, problems


def test_indicators_in_columns_each_row_named_by_its_words() -> None:
    figures, problems = across("""
        | Kế hoạch | 6 | 30 | | | |
        | Thực hiện | 7 | 31 | không | | 40 |
    """)
    assert (figures["mediation_teams", "plan"].value, figures["mediation_teams", "actual"].value) == (6, 7)
    assert figures["complaints", "actual"].state == "zero"
    assert figures["denunciations", "actual"].state == "blank"
    assert figures["poor_households", "actual"].cell == "F3"
    assert serious(problems) == []


def test_one_row_of_indicators_in_columns_is_this_years() -> None:
    figures, _ = across("| Xã Bình Minh | 7 | 31 | 0 | 0 | 40 |")
    assert figures["mediators", "actual"].value == 31


def test_rows_that_say_nothing_are_refused() -> None:
    _, problems = across("""
        | Bình Minh | 7 | 31 | 0 | 0 | 40 |
        | Bình Trị | 8 | 33 | 0 | 0 | 41 |
    """)
    assert [code for code, _ in serious(problems)] == ["Đ88", "Đ88"]


def test_a_figure_that_the_years_form_lacks_is_told_and_not_used() -> None:
    figures, problems = read("| '14 | Tổ bảo vệ an ninh, trật tự | tổ | | 3 | |")
    told = figures["order_protection_teams", "actual"]
    assert (told.value, told.state, told.text) == (None, "not_applicable", "3")
    assert [(p.severity, p.cell) for p in problems if p.code == "Đ63"] == [("W", "E2")]


def test_a_code_of_another_figure_than_the_label_is_told_with_both() -> None:
    _, problems = read("""
        | '15 | Tổ hòa giải ở cơ sở | tổ | | 6 | |
        | '19 | Hòa giải viên | người | | 31 | |
        | '20 | Đơn tố cáo | đơn | | 2 | |
    """)
    (said,) = [p for p in problems if p.code == "Đ64"]
    assert (said.severity, said.cell) == ("E", "A3")
    assert "“Đơn khiếu nại”" in said.message
    assert "“Hòa giải viên”" in said.message


def test_running_numbers_in_the_column_of_codes_are_no_codes() -> None:
    _, problems = read("""
        | 1 | Tổ hòa giải ở cơ sở | tổ | | 6 | |
        | 2 | Hòa giải viên | người | | 31 | |
        | 3 | Đơn tố cáo | đơn | | 2 | |
    """)
    assert "Đ64" not in {p.code for p in problems}


def test_the_unit_column_scales_its_row_or_is_told() -> None:
    figures, problems = read("""
        | '34 | Dân số trung bình | nghìn người | | 5 | 4,9 |
        | '31 | Hộ nghèo | khẩu | | 40 | |
        | '32 | Hộ cận nghèo | hộ gia đình | | 12 | |
        | '06 | Hội nghị đối thoại của người đứng đầu | hội nghị | | 2 | |
    """)
    assert (figures["population", "actual"].value, figures["population", "same_period_last_year"].value) == (5000, 4900)
    assert figures["poor_households", "actual"].state == "unreadable"
    assert (figures["near_poor_households", "actual"].value, figures["dialogues", "actual"].value) == (12, 2)
    assert serious(problems) == [("Đ70", "C3")]


def test_a_unit_over_an_indicator_in_a_column() -> None:
    drawn = sheet("""
        | Nội dung | Dân số trung bình (nghìn người) | Hộ nghèo (người) | Đơn khiếu nại | Đơn tố cáo | Tổng số hộ (%) |
        | Thực hiện | 5 | 40 | 3 | 1 | 12 |
    """)
    blocks = find_blocks(drawn, form(), 2021)
    found, problems = read_figures(drawn, blocks[0], assign(drawn, blocks, form()), 0, form(), 2021, "commune")
    values = {f.indicator: f.value for f in found}
    assert (values["population"], values["poor_households"], values["households"]) == (5000, None, None)
    assert ("Đ70", "C1") in serious(problems)


def test_a_column_of_a_figure_that_the_years_form_lacks_is_told_and_not_used() -> None:
    drawn = sheet("""
        | Tổ hòa giải ở cơ sở | Hòa giải viên | Đơn khiếu nại | Đơn tố cáo | Tổ bảo vệ an ninh, trật tự |
        | 7 | 31 | 0 | 0 | 3 |
    """)
    blocks = find_blocks(drawn, form(), 2021)
    figures, problems = read_figures(drawn, blocks[0], assign(drawn, blocks, form()), 0, form(), 2021, "commune")
    assert next(f.value for f in figures if f.indicator == "order_protection_teams") is None
    assert [(p.code, p.cell) for p in problems if p.code == "Đ63"] == [("Đ63", "E2")]


@pytest.mark.parametrize(
    "ordinal", ["1. ", "1) ", "1/ ", "01. ", "1.1. ", "1.1 ", "1- ", "1.", "a) ", "+ ", "* ", "I. "]
)
def test_an_ordinal_before_a_label_is_no_part_of_it(ordinal: str) -> None:
    figures, problems = read(f"""
        | | {ordinal}Hội nghị, buổi tuyên truyền | buổi | | 12 | |
        | | {ordinal}To hoa giai | tổ | | 6 | |
        | | {ordinal}Thôn, khu dân cư, tổ dân phố | thôn | | 5 | |
    """)
    codes = ("propaganda_sessions", "mediation_teams", "villages")
    assert [figures[code, "actual"].value for code in codes] == [12.0, 6.0, 5.0]
    assert serious(problems) == []
