"""Who reports and for which year: told by the cover, held against titles and folders, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from drawing import sheet

from danvan.declared.form import form
from danvan.declared.settings import settings
from danvan.intake.cover import find_cover
from danvan.intake.identity import Identity, identify
from danvan.paths import Workspace
from danvan.problems import Place

OFFICE = settings(Workspace(Path(__file__).parents[1]))


def identity(file: str = "2021/21085/a.xlsx", title: str = "NĂM 2021", **fields: str) -> Identity:
    given = {
        "unit_code": "'21085",
        "unit_name": "UBND xã Bình Minh",
        "report_year": "2021",
        "period_end": "14/12/2021",
        "period": "Năm",
        **fields,
    }
    labels = {
        "unit_code": "Mã đơn vị",
        "unit_name": "Tên đơn vị báo cáo",
        "report_year": "Năm báo cáo",
        "period_end": "Đến ngày",
        "period": "Kỳ báo cáo",
        "period_start": "Từ ngày",
    }
    lines = [f"| {labels[k]} | {v} |" for k, v in given.items()]
    drawn = sheet("\n".join([*lines, "| Lần gửi | 1 |"]))
    return identify(find_cover([drawn], form()), file, [(Place("B1", 1, "A1", title), title)], form(), OFFICE)


def codes(found: Identity) -> list[str]:
    return [p.code for p in found.problems]


def test_cover_title_and_folder_agree() -> None:
    found = identity()
    assert found.unit is not None
    assert (found.unit.full_name, found.year, found.period, found.revision, codes(found)) == (
        "Xã Bình Minh",
        2021,
        "N",
        1,
        [],
    )


@pytest.mark.parametrize(
    "wrong",
    [{"title": "BÁO CÁO NĂM 2020"}, {"file": "2020/21085/a.xlsx"}, {"period_end": "14/12/2020"}],
)
def test_years_that_disagree_are_raised(wrong: dict[str, str]) -> None:
    assert "K20" in codes(identity(**wrong))


def test_a_title_that_names_the_year_among_others_agrees() -> None:
    assert codes(identity(title="Năm 2021 (từ ngày 15/12/2020 đến ngày 14/12/2021)")) == []


def test_a_unit_that_no_longer_exists_on_the_day() -> None:
    found = identity(unit_code="'21076", unit_name="Bình Thới")
    assert (found.unit, codes(found)) == (None, ["K18"])


def test_two_communes_that_differ_by_a_tone_mark_are_never_confused() -> None:
    assert (
        identity(unit_code="'21046", unit_name="Bình Thanh").unit,
        codes(identity(unit_code="'21046", unit_name="Bình Thanh")),
    ) == (None, ["Đ24"])
    assert identity(unit_code="", unit_name="Binh Thanh").unit is None
    thanh = identity(unit_code="", unit_name="Xã Bình Thanh").unit
    assert thanh is not None
    assert thanh.code == "21091"


def test_without_a_cover_the_folder_tells_and_it_is_said() -> None:
    found = identify(None, "2021/Bình Minh/a.xlsx", [], form(), OFFICE)
    assert found.unit is not None
    assert (found.unit.code, found.year, found.period) == ("21085", 2021, None)
    assert codes(found) == ["Đ31", "Đ33", "Đ31", "Đ31"]


def test_without_a_cover_titles_go_before_folders_and_the_file_name_tells_the_revision() -> None:
    titles = [(Place("MH", 1, "A1"), "BÁO CÁO 6 THÁNG ĐẦU NĂM 2021")]
    found = identify(None, "gui lai/Bình Minh/BC DVK lần 2.xlsx", titles, form(), OFFICE)
    assert (found.year, found.period, found.revision) == (2021, "6T", 2)
    assert set(codes(found)) == {"Đ31"}


def test_a_title_of_another_year_or_period_is_told_at_its_cell() -> None:
    assert [(p.code, p.cell) for p in identity(title="BÁO CÁO NĂM 2020").problems] == [("K20", "A1")]
    assert [(p.code, p.cell) for p in identity(title="6 THÁNG ĐẦU NĂM 2021").problems] == [("K31", "A1")]
    half = {"period": "6 tháng đầu năm", "period_end": "14/6/2021"}
    assert codes(identity(title="SỐ LIỆU CẢ NĂM 2021", **half)) == ["K31"]
    assert codes(identity(title="DANH MỤC NĂM 2021", **half)) == []


@pytest.mark.parametrize("name", ["Hội LHPN xã Bình Minh", "Công an xã Bình Minh", "MTTQ xã Bình Minh"])
def test_an_organisation_of_a_commune_is_not_the_commune(name: str) -> None:
    alone = identity(unit_name=name, unit_code="")
    assert (alone.unit, codes(alone)) == (None, ["Đ60"])
    assert "“UBND xã Bình Minh”" in alone.problems[0].message
    coded = identity(unit_name=name)
    assert coded.unit is not None
    assert (coded.unit.code, codes(coded)) == ("21085", ["Đ60"])


@pytest.mark.parametrize("name", ["UBND xã Bình Minh", "Đảng ủy xã Bình Minh", "Khối Dân vận xã Bình Minh"])
def test_who_reports_for_a_commune_is_the_commune(name: str) -> None:
    assert codes(identity(unit_name=name, unit_code="")) == []


def test_a_filled_cell_that_cannot_be_read_is_told_once_by_the_checks_of_the_cover() -> None:
    assert codes(identity(period="Quý II")) == []
    assert codes(identity(period="")) == ["Đ33"]
    assert codes(identity(report_year="2O21")) == []


def test_a_code_that_is_no_units_names_the_code_of_the_name() -> None:
    (problem,) = identity(unit_code="'99999").problems
    assert (problem.code, problem.cell) == ("Đ24", "B1")
    assert "99999" in problem.message and "21085" in problem.remedy
    dotted = identity(unit_code="'21.085")
    assert dotted.unit is not None and codes(dotted) == ["Đ05"]


def test_a_name_that_is_not_the_units_own_to_the_letter_is_a_repair() -> None:
    mi = identity(unit_code="", unit_name="Xã Bình Mĩ")
    assert mi.unit is not None
    assert (mi.unit.code, codes(mi)) == ("21106", ["Đ46"])
    assert [p.severity for p in mi.problems] == ["F"]


def test_a_name_of_old_letters_proposes_what_it_says() -> None:
    (problem,) = identity(unit_code="", unit_name="Xaõ Bình Trò").problems
    assert problem.code == "Đ23" and "“Xã Bình Trị”" in problem.message


def test_days_that_are_no_year_are_told_at_their_cell() -> None:
    assert codes(identity(period_start="01/01/2021", period_end="30/6/2021")) == ["K31"]
