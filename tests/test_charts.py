from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from functools import cache

import pandas as pd
import pytest
from drawn_district import OFFICE, YEARS, district
from drawn_text import boxes, faults

from danvan.analysis.boundaries import with_heirs
from danvan.problems import UsageError
from danvan.publish import charts
from danvan.publish.chart import Chart
from danvan.publish.charts import parts

TABLES = {
    "models_by_field": "models", "models_by_stage": "models", "recognised_by_unit": "models", "registered_by_unit": "models",
    "resources_by_source": "resources", "people_share": "resources", "land_and_labour": "resources",
    "teams": "indicators", "mediation": "indicators", "dialogues": "indicators", "opinions": "indicators",
    "letters": "indicators", "propaganda": "indicators", "new_rural": "new_rural", "ocop": "ocop",
    "model_areas": "model_areas", "awards": "awards", "donations": "donations",
}  # fmt: skip
UNIT = "21085"
PERIOD, ONE_YEAR, PART_YEAR, TWO_YEARS = tuple(YEARS), (2021,), (2017,), (2019, 2020)


@cache
def made_up(years: tuple[int, ...], lost: float) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    tables, roll = district(years, lost=lost)
    roll.attrs["first_day"] = date(2017, 4, 3)
    return tables, roll


def drawn(name: str, tables: dict[str, pd.DataFrame], roll: pd.DataFrame) -> Chart:
    define: Callable[..., Chart] = getattr(charts, name)
    if name in ("submissions", "completeness"):
        return define(roll)
    if name == "profile":
        return define(tables, roll, UNIT)
    if name.endswith("_over_years"):
        return define(tables, with_heirs(roll, OFFICE.places, OFFICE.period_end(int(roll["year"].max()), "N")))
    return define(tables, roll) if name == "review" else define(tables[TABLES[name]], roll)


def told(chart: Chart) -> str:
    return " | ".join(text.replace("\n", " ").replace("\u00a0", " ") for text, _ in boxes(chart.figure))


@cache
def of_period(name: str) -> Chart:
    return drawn(name, *made_up(PERIOD, 0.06))


@pytest.mark.parametrize("name", charts.__all__)
def test_a_period_is_drawn_without_collisions(name):
    assert faults(of_period(name).figure) == []


@pytest.mark.parametrize(("years", "lost"), [(ONE_YEAR, 0.06), (PART_YEAR, 1.0), (TWO_YEARS, 0.45)])
@pytest.mark.parametrize("name", charts.__all__)
def test_a_year_or_two_are_drawn_whatever_came(name, years, lost):
    assert faults(drawn(name, *made_up(years, lost)).figure) == []


@pytest.mark.parametrize("name", charts.__all__)
def test_every_chart_says_what_of_whom_and_that_it_is_a_sample(name):
    chart = of_period(name)
    assert chart.headline
    assert chart.headline[-1] not in ".;,"
    assert chart.headline in chart.alt
    assert "2022" in chart.subtitle
    assert chart.source.startswith("Nguồn: báo cáo của ")
    assert chart.source.endswith("Số liệu minh họa.")
    assert "SỐ LIỆU MINH HỌA" in told(chart)
    assert not {"nan", "<NA>", "None"} & set(chart.alt.replace(";", " ").replace(".", " ").split())


@pytest.mark.parametrize("name", charts.__all__)
def test_every_chart_has_an_id_of_its_own_that_its_docstring_tells(name):
    define = getattr(charts, name)
    assert inspect.getdoc(define).startswith(f"{of_period(name).id}: ")
    assert [of_period(other).id for other in charts.__all__].count(of_period(name).id) == 1


@pytest.mark.parametrize("name", ["completeness", "models_by_field", "profile"])
def test_real_figures_are_not_stamped(name):
    tables, roll = made_up(ONE_YEAR, 0.0)
    chart = drawn(name, tables, roll.assign(sample=False))
    assert "MINH HỌA" not in told(chart)
    assert "minh họa" not in chart.source


def test_a_series_of_one_year_is_not_a_line_of_one_point():
    for name in ("models_by_stage", "people_share", "mediation"):
        chart = drawn(name, *made_up(ONE_YEAR, 0.06))
        assert not [line for ax in chart.figure.axes for line in ax.lines if line.get_marker() == "o"]


@pytest.mark.parametrize("name", ["models_by_field", "people_share", "new_rural", "propaganda"])
def test_part_year_covid_and_mergers_are_marked(name):
    words = told(of_period(name))
    for mark in ("từ 03/4/2017", "Covid-19", "25 → 22 đơn vị"):
        assert mark in words


def test_each_year_carries_its_coverage():
    _, roll = made_up(PERIOD, 0.06)
    accepted = roll[roll["status"] == "accepted"].groupby("year").size()
    asked = roll.groupby("year").size()
    words = told(of_period("models_by_field"))
    assert all(f"{accepted[year]}/{asked[year]} đv" in words for year in YEARS)


def without(roll: pd.DataFrame, code: str, year: int, status: str = "not_received") -> pd.DataFrame:
    """The roll as if the report of one unit and year were not there."""
    gone = roll["unit_code"].eq(code) & roll["year"].eq(year)
    return roll.assign(status=roll["status"].mask(gone, status), days_late=roll["days_late"].mask(gone))


def test_a_missing_report_is_hatched_and_named_and_never_zero():
    tables, roll = made_up(PERIOD, 0.0)
    kept = {name: frame[~(frame["unit_code"].eq(UNIT) & frame["year"].eq(2021))] for name, frame in tables.items()}
    whole, less = (
        charts.recognised_by_unit(tables["models"], roll),
        charts.recognised_by_unit(kept["models"], without(roll, UNIT, 2021)),
    )
    assert "chưa báo cáo" not in told(whole)
    assert told(less).count("chưa báo cáo") == 1
    assert "Xã Bình Minh (2021)" in less.source
    shown = less.data[less.data["unit"].eq("Xã Bình Minh") & less.data["year"].eq(2021)]
    assert shown["value"].isna().all()


def test_a_returned_report_looks_otherwise_than_a_missing_one():
    _, roll = made_up(PERIOD, 0.0)
    chart = charts.completeness(without(without(roll, UNIT, 2021, "returned"), UNIT, 2020))
    hatches = {patch.get_hatch() for ax in chart.figure.axes for patch in ax.patches} - {None}
    assert {"trả lại", "chưa báo cáo"} <= {text for text, _ in boxes(chart.figure)}
    assert len(hatches) == 2


def test_in_one_year_a_missing_unit_has_its_reason_in_words():
    tables, roll = made_up(ONE_YEAR, 0.0)
    words = told(
        charts.people_share(tables["resources"][tables["resources"]["unit_code"] != UNIT], without(roll, UNIT, 2021))
    )
    assert words.count("chưa báo cáo") == 1
    assert "21/22 đơn vị; chưa có: Xã Bình Minh" in words


def test_the_headline_follows_the_figures():
    tables, roll = made_up(TWO_YEARS, 0.0)
    models = tables["models"]
    fewer = pd.concat([models[models["year"] == 2019], models[models["year"] == 2020].head(10)])
    more = pd.concat([models[models["year"] == 2019].head(10), models[models["year"] == 2020]])
    assert " giảm " in charts.models_by_field(fewer, roll).headline
    assert " tăng " in charts.models_by_field(more, roll).headline


def test_few_reports_are_never_compared():
    for name in ("models_by_field", "people_share", "ocop", "new_rural"):
        headline = drawn(name, *made_up(PERIOD, 0.45)).headline
        assert " tăng " not in headline
        assert " giảm " not in headline
        assert "2018" not in headline


def test_a_town_that_took_in_a_neighbour_is_one_row_of_tiles_with_all_its_years():
    chart = of_period("completeness")
    rows = chart.data[chart.data["unit"] == "Thị trấn Châu Ổ"]
    assert sorted(rows["year"]) == list(YEARS)
    assert "not_applicable" not in set(rows["state"])


def test_agencies_stand_below_the_communes():
    high = {text: box.y0 for text, box in boxes(of_period("recognised_by_unit").figure)}
    assert high["Công an huyện"] < high["Xã Bình Châu"] < high["Xã Bình Thuận"] < high["Thị trấn Châu Ổ"]


def test_the_denominator_of_new_rural_communes_changes():
    words = told(drawn("new_rural", *made_up(PERIOD, 0.0)))
    assert words.count("/24 |") >= 3
    assert words.count("/21 |") >= 3


def test_a_commune_that_did_not_report_is_not_drawn_as_one_that_failed():
    tables, roll = made_up(PERIOD, 0.0)
    known = tables["new_rural"][~(tables["new_rural"]["unit_code"].eq(UNIT) & tables["new_rural"]["year"].eq(2018))]
    less = charts.new_rural(known, without(roll, UNIT, 2018))
    assert "/23 |" in told(less)
    assert "Xã chưa có số liệu" in told(less)
    assert "(23/24 đơn vị)" in less.alt
    assert "Xã chưa có số liệu" not in told(charts.new_rural(tables["new_rural"], roll))
    assert faults(less.figure) == []


def test_all_models_and_those_of_communes_are_told_apart():
    tables, roll = made_up(PERIOD, 0.0)
    assert charts.registered_by_unit(tables["models"], roll).headline.startswith(
        "Số mô hình đăng ký của các xã, thị trấn "
    )
    assert "của các xã" not in charts.models_by_field(tables["models"], roll).headline


def test_the_text_for_the_blind_has_the_figures_that_are_drawn():
    tables, roll = made_up(ONE_YEAR, 0.0)
    review, opinions = charts.review(tables, roll), charts.opinions(tables["indicators"], roll)
    total = len(tables["models"])
    assert f"Mô hình đăng ký: {total};" in review.alt
    told_of = opinions.alt.split("Số liệu: ")[1].split("; ")
    assert all("/" in part or "để trống" in part for part in told_of)
    assert sum("/" in part for part in told_of) > 11
    land = charts.land_and_labour(tables["resources"], roll)
    assert "Đất hiến (m²): Thị trấn Châu Ổ: " in land.alt
    assert "Ngày công: Thị trấn Châu Ổ: " in land.alt
    given = drawn("donations", *made_up(PART_YEAR, 0.0))
    assert given.alt.endswith("Số liệu: không phát sinh.")
    of_units = of_period("registered_by_unit")
    assert "chưa có mô hình nào" not in of_units.alt
    assert "năm 2022: Thị trấn Châu Ổ" in of_units.alt


@pytest.mark.parametrize("name", ["models_by_field", "resources_by_source", "letters", "new_rural", "mediation"])
def test_every_year_is_named_on_the_axis(name):
    words = told(of_period(name)).split(" | ")
    assert all(str(year) in words for year in YEARS)


def test_money_is_told_in_its_unit():
    chart = of_period("resources_by_source")
    assert "tỷ đồng" in told(chart)
    number, unit = parts.money([380_000_000])
    assert (number(380_000_000), unit) == ("380", "triệu đồng")
    number, unit = parts.money([380_000_000, 1_169_715_000, None])
    assert (number(1_169_715_000), number(0), unit) == ("1,17", "0", "tỷ đồng")
    assert number(1_000_000) == "< 0,01"  # never a zero that is none


def test_donations_told_apart_stand_apart():
    chart = drawn("donations", *made_up(ONE_YEAR, 0.0))
    assert "riêng phần ngoài tổng số" in chart.headline
    assert "Riêng: tiếp tế người về quê" in told(chart)
    assert "tấn" in told(chart)


def test_a_year_without_donations_is_told_so_and_one_without_reports_otherwise():
    assert drawn("donations", *made_up(PART_YEAR, 0.0)).headline.endswith("năm 2017: không phát sinh")
    assert drawn("donations", *made_up(PART_YEAR, 1.0)).headline.endswith("năm 2017: chưa có số liệu")


def test_an_unknown_unit_is_refused_with_its_code():
    with pytest.raises(UsageError, match="“99999”"):
        charts.profile(*made_up(ONE_YEAR, 0.0), "99999")


def test_a_unit_whose_territory_changed_says_so_and_is_not_compared_across():
    tables, roll = made_up(PERIOD, 0.0)
    chart = charts.profile(tables, roll, "21109")
    assert "từ 2020: Xã Bình Tân Phú, địa giới mới" in told(chart)
    assert "xã Bình Tân Phú" in chart.headline
    assert "2018" not in chart.headline


def test_an_agency_has_a_profile_of_what_it_reports():
    chart = charts.profile(*made_up(PERIOD, 0.0), "CQ-CA")
    assert "Mô hình đăng ký" in told(chart)
    assert "Hòa giải thành" not in told(chart)
    assert "của Công an huyện" in chart.headline


def test_names_within_a_sentence():
    assert parts.inside("Xã Bình Minh") == "xã Bình Minh"
    assert parts.inside("Nhân dân đóng góp") == "Nhân dân đóng góp"


def test_the_directions_of_a_review_are_between_years_that_all_units_reported():
    tables, roll = made_up(PERIOD, 0.0)
    assert charts.review(tables, roll).headline.startswith("So với năm 2018, năm 2022 có ")
    less = charts.review(tables, without(roll, UNIT, 2018))
    assert less.headline.startswith("So với năm 2019, năm 2022 có ")
    assert "tăng" not in charts.review(tables, without(roll, UNIT, 2022)).headline


def test_land_and_labour_tell_how_many_units_each_is_of():
    tables, roll = made_up(ONE_YEAR, 0.0)
    works = tables["resources"].assign(land_m2=tables["resources"]["land_m2"].fillna(7), labour_days=3)
    works.loc[works["unit_code"].eq(UNIT), "land_m2"] = pd.NA
    chart = charts.land_and_labour(works, roll)
    assert "m² đất (21/22 đơn vị)" in chart.headline
    assert "Ít đơn vị có số liệu hơn: Đất hiến (21/22)" in chart.source
    assert told(chart).count("để trống") == 1


def test_without_a_log_of_receipt_no_report_is_called_on_time():
    _, roll = made_up(ONE_YEAR, 0.0)
    unknown = roll.assign(days_late=pd.array([None] * len(roll), dtype="Int64"), received_on=None)
    chart = charts.completeness(unknown)
    assert "đúng hạn" not in chart.headline
    assert "26 báo cáo không rõ ngày nhận" in chart.headline
    assert "không rõ ngày" in told(chart)
    assert "đúng hạn" not in told(charts.submissions(unknown)).lower()


def test_numbers_of_one_chart_have_the_same_decimals():
    number, _ = parts.money([14_000_000_000, 13_200_000_000])
    assert (number(14_000_000_000), number(5_140_000_000), number(0)) == ("14,0", "5,1", "0")


def test_two_communes_that_tie_have_so_much_each():
    tables, roll = made_up(ONE_YEAR, 0.0)
    works = tables["resources"].assign(land_m2=0.0)
    two = sorted(set(works["unit_code"]))[3:5]
    first = works[works["unit_code"].isin(two)].groupby("unit_code").head(1).index
    works.loc[first, "land_m2"] = 250.0
    headline = charts.land_and_labour(works, roll).headline
    assert headline.endswith("(mỗi xã 250 m²)")
    assert "Nhân dân hiến 500 m² đất" in headline


@pytest.mark.parametrize(("greatest", "named"), [(10, False), (12, True)])
def test_a_commune_is_named_ahead_only_where_its_count_can_be_told_from_all_others(greatest: int, named: bool):
    # Garwood, 95 %: 1 is of at most 5,57; 10 are of at least 4,80, 12 of at least 6,20
    tables, roll = made_up(ONE_YEAR, 0.0)
    each = tables["models"].groupby("unit_code").head(1)
    more = pd.concat([each[each["unit_code"] == UNIT]] * (greatest - 1))
    headline = charts.registered_by_unit(pd.concat([each, more], ignore_index=True), roll).headline
    assert headline.endswith(f"nhiều nhất là xã Bình Minh ({greatest} mô hình)") == named


def test_a_merger_between_years_that_are_shown_is_told_with_its_year():
    _, roll = made_up(PERIOD, 0.0)
    kept = roll[roll["year"].isin([2018, 2022])]
    kept.attrs = roll.attrs
    assert parts.breaks(kept) == {2022: "25 → 22 đơn vị từ 2020"}
    assert parts.breaks(roll) == {2020: "25 → 22 đơn vị"}
    assert "không có năm 2019 - 2021" in charts.submissions(kept).subtitle


def test_no_commune_is_called_the_first_where_many_left_the_column_blank():
    tables, roll = made_up(ONE_YEAR, 0.0)
    works = tables["resources"].assign(land_m2=5.0, labour_days=3)
    several = sorted(set(works["unit_code"]))[:6]
    works.loc[works["unit_code"].isin(several), "land_m2"] = pd.NA
    assert "nhiều nhất" not in charts.land_and_labour(works, roll).headline
