"""Every published table of one year and of several: drawn from frames, read as printed."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from drawn_frames import (
    BINH_THANH,
    CHAU_O,
    FOUR,
    MTTQ,
    NEW,
    THREE,
    Unit,
    absent,
    accepted,
    drawn,
    office,
)
from drawn_tables import ALL, MODELS, drawn_tables, every_table, of_period, of_year, unmerged

from danvan.analysis import coverage, linking
from danvan.declared.form import form
from danvan.declared.model_links import ModelLink, Named
from danvan.publish import tables
from danvan.publish.table import PublishedTable
from danvan.publish.tables import words


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    return drawn_tables()


@pytest.fixture(scope="module")
def year() -> pd.DataFrame:
    return of_year()


@pytest.fixture(scope="module")
def period() -> pd.DataFrame:
    return of_period()


def shown(table: PublishedTable) -> list[list[str]]:
    return [[table.text(row, column) for column in table.columns] for row in range(len(table.frame))]


def headings(table: PublishedTable) -> list[str]:
    return [table.heading(column) for column in table.columns]


def test_every_table_works_for_one_year_and_for_several_and_without_any_row(
    frames: dict[str, pd.DataFrame], year: pd.DataFrame, period: pd.DataFrame
) -> None:
    empty = {name: frame.iloc[:0] for name, frame in frames.items()}
    for roll in (year, period):
        for made in (every_table(frames, roll), every_table(empty, roll)):
            ids = [table.id for table in made]
            assert len(set(ids)) == len(ids)
            for table in made:
                assert table._repr_html_()
                assert table.title.endswith(table.period[1:])
                assert table.source.startswith("Nguồn: ")


def test_a_year_in_which_nobody_reported_is_unknown_everywhere(frames: dict[str, pd.DataFrame]) -> None:
    roll = unmerged(coverage.roll(absent(*FOUR), office(*FOUR)))
    empty = {name: frame.iloc[:0] for name, frame in frames.items()}
    for table in every_table(empty, roll):
        if table.id in ("T17", "T17a", "T17b", "R1", "R2", "R5", "R6e") or table.id.startswith("H1"):
            continue
        marks = {table.mark(row, column) for row in range(len(table.frame)) for column in table.columns}
        # the number of communes is known, and that none of them reported
        assert ("-" in marks) == (table.id == "T9a"), table.id


def test_models_by_field_add_up_to_the_total(frames: dict[str, pd.DataFrame], year: pd.DataFrame) -> None:
    found = tables.models_by_field(frames["models"], year)
    assert headings(found)[:4] == ["Lĩnh vực", "Đăng ký", "Trong đó: tập thể", "Trong đó: cá nhân"]
    assert [row[:4] for row in shown(found)] == [
        ["Phát triển kinh tế", "-", "-", "-"],
        ["Văn hóa - xã hội", "2", "1", "1"],
        ["Quốc phòng - an ninh", "1", "1", "-"],
        ["Xây dựng hệ thống chính trị", "-", "-", "-"],
        ["Tổng số", "3", "2", "1"],
    ]
    assert shown(found)[0][-1] == "x"  # no model was considered, so there is no rate
    assert shown(found)[-1][-1] == "50,0%"
    assert found.coverage == "3/4 đơn vị"
    assert "Năm 2022, số liệu chưa gồm: Xã Bình Thạnh (chưa báo cáo)." in found.notes
    assert found.title == "Mô hình “Dân vận khéo” theo lĩnh vực, năm 2022"


def test_models_over_a_period_are_not_added_up(frames: dict[str, pd.DataFrame], period: pd.DataFrame) -> None:
    found = tables.models_by_field(frames["models"], period)
    assert [row[:2] for row, role in zip(shown(found), found.roles, strict=True) if role != "data"] == [
        ["Năm 2021", "1"],
        ["Năm 2022", "3"],
        ["Số mô hình khác nhau cả giai đoạn", "3"],
    ]
    assert shown(found)[-1][2:7] == [""] * 5  # no sum of years, and no mark that would need a legend


def test_models_that_may_be_one_are_said_under_every_table_that_counts_them_once(period: pd.DataFrame) -> None:
    spelled = drawn(MODELS.replace("TỔ TỰ QUẢN", "Tổ tự quản 1").replace("recognised     | commune ", "outstanding    | district"), "models")  # fmt: skip
    told = "Có từ {} đến {} mô hình: còn 01 cặp có thể là một mô hình, chưa được xác nhận."
    counts = {"models_by_field": (3, 4), "models_by_unit": (3, 4), "typical_models": (1, 2), "models_listed": (3, 4)}
    for name, (fewest, most) in counts.items():
        assert told.format(fewest, most) in getattr(tables, name)(spelled, period).notes, name
    signed = linking.threads(spelled, [ModelLink("", Named("21040", 2021, "Tổ tự quản"), Named("21040", 2022, "Tổ tự quản 1"), False)])  # fmt: skip
    for name in counts:
        assert not [note for note in getattr(tables, name)(signed, period).notes if note.startswith("Có từ")]


def test_a_model_that_goes_on_in_another_unit_is_counted_in_both_and_once_in_the_total(
    frames: dict[str, pd.DataFrame], period: pd.DataFrame
) -> None:
    joined = frames["models"].assign(thread=[0, 0, 0, 1], maybe=[0, 0, 0, 1])
    found = tables.models_by_unit(joined, period)
    column = headings(found).index("Số mô hình cả giai đoạn")
    assert [row[column] for row in shown(found)] == ["1", "1", "1", "-", "1", "1", "2"]
    assert (
        "Mô hình tiếp tục ở đơn vị mới sau sắp xếp ghi ở cả đơn vị cũ và mới; dòng tổng chỉ tính một lần."
        in found.notes
    )


def test_units_of_a_merger_are_counted_for_the_unit_that_stands_at_the_end(frames: dict[str, pd.DataFrame]) -> None:
    old, new = (BINH_THANH.code, BINH_THANH.valid_from), (CHAU_O.code, CHAU_O.valid_from)
    both = pd.concat([accepted(CHAU_O, BINH_THANH, year=2021, present=ALL), accepted(CHAU_O, year=2022, present=ALL)])
    told = unmerged(coverage.roll(both, office(by_year={2021: (CHAU_O, BINH_THANH), 2022: (CHAU_O,)})))
    moved = told["unit_code"].eq(old[0])
    merged = told.assign(now_code=told["now_code"].mask(moved, new[0]))
    works = drawn("""
        unit_code | year | work_type | total_vnd
        21040     | 2021 | canal     | 380000000
        21046     | 2021 | canal     | 20000000
        21040     | 2022 | canal     | 100000000
    """, "resources")  # fmt: skip
    apart, table = tables.resources_by_unit(works, merged), tables.resources_on_boundary(works, merged)
    assert [row[1:3] for row in shown(apart)] == [
        ["Thị trấn Châu Ổ", "480.000.000"], ["Xã Bình Thạnh", "20.000.000"], ["Tổng số", "500.000.000"],
    ]  # fmt: skip
    assert [row[1:3] for row in shown(table)] == [["Thị trấn Châu Ổ", "500.000.000"], ["Tổng số", "500.000.000"]]
    assert "Thị trấn Châu Ổ gồm cả số liệu các năm trước của Xã Bình Thạnh." in table.notes


def test_by_commune_in_official_order_with_agencies_apart(frames: dict[str, pd.DataFrame], year: pd.DataFrame) -> None:
    found = tables.models_by_unit(frames["models"], year)
    assert [row[:3] for row in shown(found)] == [
        ["", "Xã, thị trấn", "2"],
        ["1", "Thị trấn Châu Ổ", "1"],
        ["2", "Xã Bình Thuận", "1"],
        ["3", "Xã Bình Thạnh", "…"],
        ["", "Cơ quan, đơn vị", "1"],
        ["1", MTTQ.name, "1"],
        ["", "Tổng số", "3"],
    ]
    assert found.roles == ("block", "data", "data", "data", "block", "data", "total")
    assert found.total_row


def test_a_unit_that_did_not_exist_in_a_year_has_no_figure_for_it(frames: dict[str, pd.DataFrame]) -> None:
    new = Unit("21040", "Châu Ổ", "township", NEW)
    register = pd.concat([accepted(CHAU_O, year=2019, present=ALL), accepted(new, year=2020, present=ALL)])
    roll = coverage.roll(register, office(by_year={2019: (CHAU_O,), 2020: (new,)}))
    found = tables.models_by_unit(frames["models"].iloc[:0], roll)
    assert [row[1:4] for row in shown(found)] == [
        ["Thị trấn Châu Ổ", "-", "x"],
        ["Thị trấn Châu Ổ (từ 01/02/2020)", "x", "-"],
        ["Tổng số", "-", "-"],
    ]
    matrix = tables.who_reported_when(roll)
    assert [row[2:] for row in shown(matrix)] == [["Đúng hạn", "x"], ["x", "Đúng hạn"]]


def test_breaks_of_a_period_are_noted() -> None:
    register = pd.concat([accepted(*THREE, year=2017, present=ALL), accepted(CHAU_O, year=2018, present=ALL)])
    roll = coverage.roll(register, office(by_year={2017: THREE, 2018: (CHAU_O,)}))
    notes = tables.submissions(roll).notes
    assert "Năm 2017 không đủ 12 tháng, không so sánh với năm khác." in notes
    assert "Từ năm 2018 có 1 xã, thị trấn (trước đó 3); số liệu theo đơn vị của từng năm." in notes


def test_the_share_of_a_total_is_a_ratio_of_sums(frames: dict[str, pd.DataFrame], year: pd.DataFrame) -> None:
    found = tables.resources_by_unit(frames["resources"], year)
    at = [column.name for column in found.columns].index("people_share")
    assert [row[at] for row in shown(found)] == ["25,0%", "…", "…", "25,0%"]
    assert [row[2] for row in shown(found)] == ["100.000.000", "60.000.000", "…", "160.000.000"]
    assert found.coverage.startswith("2/3 đơn vị; riêng ")
    assert "riêng Nhân dân đóng góp, Tỷ lệ Nhân dân đóng góp: 1/3 đơn vị" in found.coverage


def test_a_sum_of_zeros_that_hides_a_blank_is_unknown(frames: dict[str, pd.DataFrame], period: pd.DataFrame) -> None:
    found = tables.resources_by_year(frames["resources"], period)
    at = [column.name for column in found.columns].index("business_vnd")
    assert [row[at] for row in shown(found)] == ["…", "…", "…"]
    assert [row[1] for row in shown(found)] == ["380.000.000", "160.000.000", "540.000.000"]


def test_outputs_of_completed_works(frames: dict[str, pd.DataFrame], period: pd.DataFrame) -> None:
    assert shown(tables.outputs_by_type(frames["resources"], period)) == [
        ["Đường giao thông nông thôn", "m", "300", "1"],
        ["Kênh mương", "m", "900", "1"],
    ]


def test_donations_with_and_without_what_is_told_apart(frames: dict[str, pd.DataFrame], period: pd.DataFrame) -> None:
    found = tables.donations_by_event(frames["donations"], period)
    assert [(row[0], row[1], row[2], row[4]) for row in shown(found)] == [
        ("Phòng, chống dịch Covid-19, năm 2021", "627.343.000", "31,2", "1.169.715.000"),
        ("Tập thể", "254.498.000", "…", "254.498.000"),
        ("Cá nhân", "372.845.000", "31,2", "915.217.000"),
        ("Riêng: Tiếp tế người về quê", "890.000.000", "…", "890.000.000"),
        ("Phòng, chống dịch Covid-19, năm 2021, cả phần riêng", "1.517.343.000", "31,2", "2.059.715.000"),
    ]
    assert shown(tables.goods_not_weighed(frames["donations"], period)) == [
        ["Phòng, chống dịch Covid-19", "2021", "thùng", "40"]
    ]


def test_teams_who_is_not_asked_and_two_kinds_in_one_sum(frames: dict[str, pd.DataFrame], year: pd.DataFrame) -> None:
    found = tables.teams(frames["indicators"], year)
    assert headings(found)[2:5] == [
        "Tổ An ninh nhân dân",
        "Tổ bảo vệ dân phố",
        "Cộng các tổ giữ gìn an ninh, trật tự",
    ]
    assert [row[1:5] for row in shown(found)] == [
        ["Thị trấn Châu Ổ", "7", "4", "11"],
        ["Xã Bình Thuận", "-", "x", "-"],
        ["Xã Bình Thạnh", "…", "x", "…"],
        ["Tổng số", "7", "4", "11"],
    ]
    assert [row[-1] for row in shown(found)] == ["80,0%", "x", "…", "80,0%"]
    assert found.coverage.startswith("2/3 đơn vị; riêng Tổ bảo vệ dân phố: 1/1 đơn vị; riêng Tổ hòa giải")


def test_indicators_of_several_years_go_year_by_year_and_are_not_added(
    frames: dict[str, pd.DataFrame], period: pd.DataFrame
) -> None:
    found = tables.teams(frames["indicators"], period)
    assert [row[0] for row in shown(found)] == ["2021", "2022"]
    assert not found.total_row
    assert found.coverage.startswith("2021: 0/3; 2022: 2/3 đơn vị; riêng ")
    assert "riêng Tổ hòa giải ở cơ sở, Hòa giải viên: 2022: 0/3 đơn vị" in found.coverage


def test_coverage_is_told_by_column(frames: dict[str, pd.DataFrame], period: pd.DataFrame) -> None:
    works = frames["resources"].assign(land_m2=pd.array([None, 0, None], dtype="Float64"))
    by_unit = tables.resources_by_unit(works, coverage.last_year(period))
    assert by_unit.coverage.startswith("3/3 đơn vị; riêng ")
    assert "Doanh nghiệp, Nguồn khác" in by_unit.coverage
    assert (
        "riêng Ngân sách Nhà nước, Doanh nghiệp, Nguồn khác, Số hộ hiến đất, Ngày công: 1/3 đơn vị" in by_unit.coverage
    )
    assert "Đất hiến: 2/3 đơn vị" in by_unit.coverage
    found = {row[0]: row[3:5] for row in shown(tables.flows({**frames, "resources": works}, period))}
    assert (found["Tổng kinh phí"], found["Đất hiến"]) == (["6", "6"], ["4", "6"])


def test_the_difference_of_other_units_says_so(frames: dict[str, pd.DataFrame]) -> None:
    five = [Unit(f"2105{n}", f"Bình {n}", "commune") for n in range(5)]
    register = pd.concat([accepted(*five[1:], year=2021, present=ALL), absent(five[0], year=2021),
                          accepted(*five, year=2022, present=ALL)])  # fmt: skip
    roll = coverage.roll(register, office(*five))
    lines = [f"{unit.code}|{year}|10" for year in (2021, 2022) for unit in five if year == 2022 or unit != five[0]]
    works = drawn("unit_code|year|total_vnd\n" + "\n".join(lines), "resources")
    found = {row[0]: row[2:] for row in shown(tables.last_year_compared({**frames, "resources": works}, roll))}
    assert found["Tổng kinh phí"][:3] == ["40", "50", "10"]
    assert found["Tổng kinh phí"][4] == (
        "hai năm không cùng các đơn vị có số liệu, chênh lệch gồm cả phần do đó (4/5 và 5/5 đơn vị)"
    )


def test_labels_of_indicators_come_from_the_form(frames: dict[str, pd.DataFrame], year: pd.DataFrame) -> None:
    found = tables.propaganda(frames["indicators"], year)
    assert [column.label for column in found.columns[2:]] == [
        form().indicator(code).label for code in ("propaganda_sessions", "propaganda_attendances", "news_items")
    ]


def test_the_denominator_of_new_rural_communes_has_no_township(
    frames: dict[str, pd.DataFrame], period: pd.DataFrame
) -> None:
    found = tables.new_rural_by_year(frames, period)
    assert shown(found)[1][:6] == ["2022", "2", "2", "1", "50,0%", "-"]
    by_unit = tables.new_rural_by_unit(frames, period)
    assert [row[1:5] for row in shown(by_unit)] == [
        ["Thị trấn Châu Ổ", "x", "x", "x"],
        ["Xã Bình Thuận", "Đạt chuẩn nông thôn mới", "19", "2019"],
        ["Xã Bình Thạnh", "Chưa đạt chuẩn", "14", "x"],
        ["Tổng số", "01 xã đạt chuẩn", "", ""],
    ]


def test_awards_keep_the_year_of_the_award_and_of_the_achievement(
    frames: dict[str, pd.DataFrame], period: pd.DataFrame
) -> None:
    assert [row[:6] for row in shown(tables.awards(frames["awards"], period))] == [
        ["2021", "2020", "Cấp huyện", "Giấy khen", "3", "-"],
        ["2021", "2021", "Cấp xã", "Bằng khen", "-", "4"],
        ["Tổng số", "", "", "", "3", "4"],
    ]


def test_documents_in_state_and_party_style(frames: dict[str, pd.DataFrame], period: pd.DataFrame) -> None:
    listed = tables.documents_listed(frames["documents"], period)
    assert [(row[1], row[4]) for row in shown(listed)] == [("22-CT/TU", "03/4/2017"), ("65-KH/HU", "")]
    counted = tables.documents_by_kind(frames["documents"], period)
    assert shown(counted)[-1] == ["Tổng số", "1", "1", "1", "-", "-", "3"]


def test_what_is_to_be_mended_only_in_reports_that_were_sent_back(frames: dict[str, pd.DataFrame]) -> None:
    returned = absent(BINH_THANH).assign(status=pd.array(["returned"], dtype="string"))
    roll = coverage.roll(pd.concat([accepted(CHAU_O, present=ALL), returned]), office(CHAU_O, BINH_THANH))
    assert shown(tables.returned(frames["problems"], roll)) == [
        ["1", "2022", "Xã Bình Thạnh", "B1", "C7", "Thiếu “Lĩnh vực”.", "Điền ô này."]
    ]


def test_a_change_is_told_with_why_there_is_no_percentage(
    frames: dict[str, pd.DataFrame], period: pd.DataFrame
) -> None:
    found = {row[0]: row[2:] for row in shown(tables.last_year_compared(frames, period))}
    assert found["Tổng kinh phí"] == ["380.000.000", "160.000.000", "-220.000.000", "-57,9%", ""]
    assert found["Mô hình: đăng ký"] == ["1", "3", "2", "", "số kỳ trước nhỏ, chỉ ghi chênh lệch"]
    assert found["Tổ An ninh nhân dân"] == ["…", "7", "", "", "chưa có số liệu so sánh"]


def test_rates_are_compared_in_points_and_not_where_few_were_considered(
    frames: dict[str, pd.DataFrame], period: pd.DataFrame
) -> None:
    given = "unit_code|year|total_vnd|people_cash_vnd\n21040|2021|1000|400\n21040|2022|800|360"
    works = drawn(given, "resources")
    found = {row[0]: row[1:] for row in shown(tables.rates_compared({**frames, "resources": works}, period))}
    assert found["Tỷ lệ Nhân dân đóng góp"] == ["40,0%", "45,0%", "5,0", ""]
    assert found["Tỷ lệ công nhận"] == ["100,0%", "50,0%", "", "số được xét quá ít, không so sánh tỷ lệ"]
    assert found["Tỷ lệ hòa giải thành"] == ["…", "80,0%", "", "chưa có số liệu so sánh"]


def test_the_units_of_compared_figures_are_counted_and_named(
    frames: dict[str, pd.DataFrame], period: pd.DataFrame
) -> None:
    found = {row[0]: row[1:] for row in shown(tables.units_compared(frames, period))}
    assert found["Mô hình: đăng ký"] == ["4", "4", "4", "4", "", ""]
    assert found["Tổ An ninh nhân dân"] == [
        "-", "3", "2", "3", "Thị trấn Châu Ổ, Xã Bình Thuận, Xã Bình Thạnh", "Xã Bình Thạnh",
    ]  # fmt: skip


def test_what_is_told_apart_names_whose_it_is(frames: dict[str, pd.DataFrame], period: pd.DataFrame) -> None:
    given = frames["donations"].assign(place="Ga Cây Trâm")
    assert shown(tables.told_apart(given, period)) == [
        ["Tiếp tế người về quê", "Phòng, chống dịch Covid-19", "2021", "Xã Bình Thuận", "Ga Cây Trâm", "890.000.000", "…",
         "…", "890.000.000"],
    ]  # fmt: skip


def test_forms_tell_how_many_units_gave_them(frames: dict[str, pd.DataFrame], year: pd.DataFrame) -> None:
    found = {row[0]: row[1:] for row in shown(tables.forms_covered(year))}
    assert found["Năm 2022: Ủng hộ, cứu trợ theo sự kiện"] == ["3", "4", "Xã Bình Thạnh"]


def test_flows_of_a_period_name_what_is_missing(frames: dict[str, pd.DataFrame]) -> None:
    register = pd.concat([accepted(*THREE, year=2021, present=ALL), absent(*THREE, year=2022)])
    known = {name: frame[frame["year"] == 2021] for name, frame in frames.items()}
    found = tables.flows(known, coverage.roll(register, office(*THREE)))
    first = shown(found)[0]
    assert first == [
        "Tổng kinh phí",
        "380.000.000",
        "đồng",
        "3",
        "6",
        "2022: Thị trấn Châu Ổ, Xã Bình Thuận, Xã Bình Thạnh",
    ]
    assert not [row for row in shown(found) if row[0].startswith("Mô hình")]


def test_a_units_own_tables_show_no_restricted_indicator(frames: dict[str, pd.DataFrame], period: pd.DataFrame) -> None:
    mine = coverage.one_unit(period, "21040")
    found = tables.unit_indicators(frames["indicators"], mine)
    restricted = {one.label for one in form().indicators if one.sensitivity == "restricted"}
    assert restricted
    assert not restricted & {row[1] for row in shown(found)}
    assert found.id == "H4-21040"
    assert found.title == "Thị trấn Châu Ổ: các chỉ tiêu, giai đoạn 2021 - 2022"
    assert shown(tables.unit_models(frames["models"], mine))[0][1] == "TỔ TỰ QUẢN"


def test_no_table_has_a_column_that_may_name_a_person(frames: dict[str, pd.DataFrame], period: pd.DataFrame) -> None:
    personal = {column.name for table in form().tables.values() for column in table.columns if not column.stored}
    free = personal | {"lead_unit", "place", "description", "outcome", "said"}
    for table in every_table(frames, period):
        told = {column.name for column in table.columns}
        assert not free & told - ({"place"} if table.id == "T8c" else set())  # where relief was given, screened as read


def test_the_sample_mark_goes_along(frames: dict[str, pd.DataFrame]) -> None:
    register = accepted(*FOUR, present=ALL).assign(sample=pd.array([True] * 4, dtype="boolean"))
    assert tables.models_by_field(frames["models"], coverage.roll(register, office(*FOUR))).sample


def test_the_day_of_a_merger_and_the_years_that_are_not_there_are_told() -> None:
    new = Unit("21043", "Bình Thuận", "commune", NEW)
    register = pd.concat([accepted(*THREE, year=2018, present=ALL), accepted(new, year=2022, present=ALL)])
    found = tables.submissions(coverage.roll(register, office(by_year={2018: THREE, 2022: (new,)})))
    assert found.title.endswith("giai đoạn 2018 - 2022 (không có năm 2019 - 2021)")
    assert "Từ ngày 01/02/2020 có 1 xã, thị trấn (trước đó 3); số liệu theo đơn vị của từng năm." in found.notes


def test_a_unit_that_sent_again_shows_its_first_day_and_that_of_what_was_accepted() -> None:
    first = accepted(CHAU_O, present=ALL).assign(status=pd.array(["superseded"], dtype="string"))
    again = accepted(CHAU_O, present=ALL).assign(revision=2, days_late=9, received_on=[date(2022, 12, 29)])
    unopened = accepted(CHAU_O).assign(status="refused", revision=0, received_on=[date(2022, 12, 1)])
    roll = coverage.roll(pd.concat([again, first, unopened]), office(CHAU_O))
    assert shown(tables.who_reported_when(roll)) == [
        ["1", "Thị trấn Châu Ổ", "15/12/2022", "29/12/2022", "Đúng hạn", "2", "Đã tổng hợp"]
    ]
    assert shown(tables.unit_submissions(roll))[0][1:4] == ["15/12/2022", "29/12/2022", "Đúng hạn"]


def test_without_a_log_of_receipt_nothing_is_on_time_or_late() -> None:
    unknown = accepted(*THREE, present=ALL).assign(received_on=None, days_late=pd.array([None] * 3, dtype="Int64"))
    found = tables.submissions(coverage.roll(unknown, office(*THREE)))
    names = [column.name for column in found.columns]
    total = dict(zip(names, shown(found)[-1], strict=True))
    assert (total["on_time"], total["late"], total["undated"], total["on_time_rate"]) == ("…", "…", "3", "…")
    known = dict(zip(names, shown(tables.submissions(coverage.roll(
        pd.concat([unknown[:1], accepted(*THREE[1:], present=ALL)]), office(*THREE))))[-1], strict=True))  # fmt: skip
    assert (known["on_time"], known["undated"], known["on_time_rate"]) == ("2", "1", "100,0%")


def test_models_are_named_as_last_written_with_a_capital(frames: dict[str, pd.DataFrame], period: pd.DataFrame) -> None:
    models = frames["models"].copy()
    models.loc[0, ["model_name", "result"]] = ["tổ tự quản", "outstanding"]
    models.loc[1, ["model_name", "result"]] = ["tổ tự quản ", "not_considered"]
    assert [row[1].strip() for row in shown(tables.typical_models(models, period))] == ["Tổ tự quản"]
    newer = models.assign(model_name=models["model_name"].replace("tổ tự quản ", "tổ Tự quản"))
    assert shown(tables.typical_models(newer, period))[0][1] == "Tổ Tự quản"


def test_a_year_is_told_once_and_an_indicator_by_its_name(
    frames: dict[str, pd.DataFrame], period: pd.DataFrame, year: pd.DataFrame
) -> None:
    flood = drawn(
        "unit_code|year|event|activity|donor_kind|cash_vnd|included_in_total\n"
        "21040|2021|flood2020|donation|collective|100|có",
        "donations",
    )
    in_2021 = tables.donations_by_event(flood, period)
    assert shown(in_2021)[0][0] == "Bão, lũ năm 2020, năm 2021"
    assert words.dated("Bão, lũ năm 2020", [2020], ", ") == "Bão, lũ năm 2020"
    notes = " ".join(tables.teams(frames["indicators"], year).notes)
    assert "mã 14" not in notes
    assert f"thay bằng “{form().indicator('order_protection_teams').label}”" in notes


def test_goods_add_up_to_the_gram(frames: dict[str, pd.DataFrame], period: pd.DataFrame) -> None:
    goods = drawn(
        "unit_code|year|event|activity|donor_kind|goods_quantity|goods_unit|goods_vnd|included_in_total\n"
        + "\n".join(f"{code}|2021|covid19|donation|collective|10.4|tấn|1|có" for code in ("21040", "21043", "21046")),
        "donations",
    )
    found = tables.donations_by_event(goods, period)
    assert found.frame["goods_tonnes"].tolist()[0] == 31.2
