"""Trends as tables, ranks and small multiples: figures by hand from drawn frames."""

from __future__ import annotations

import pandas as pd
import pytest
from drawn_district import OFFICE, district
from drawn_frames import BINH_THANH, BINH_THUAN, CHAU_O, MTTQ, NEW, THREE, Unit, absent, accepted, drawn, office
from drawn_tables import unmerged
from drawn_text import boxes, faults

from danvan.analysis import boundaries, coverage
from danvan.analysis.intervals import placed
from danvan.analysis.series import named, series, view
from danvan.analysis.trace import Facts
from danvan.analysis.trends import same_units, trend
from danvan.declared.series import all_series
from danvan.problems import UsageError
from danvan.publish import catalogue, charts, tables
from danvan.publish.table import PublishedTable
from danvan.publish.tables.trends import CUTS, LEFT_OUT
from danvan.publish.traced import lines, traced

YEARS = (2017, 2018, 2019, 2020, 2021, 2022)
FORMS = "models,resources,indicators,new_rural,ocop,model_areas,awards"
Values = dict[str, dict[int, float | None]]
CHAU_O_NOW = Unit("21040", "Châu Ổ", "township", NEW)


def frames(dialogues: Values, *, renewed: str = "", **others: str) -> dict[str, pd.DataFrame]:
    """All tables of the store: dialogues by unit and year (None: left blank), other tables as drawn; the unit `renewed`
    is another one from 2020 on.
    """
    told = [
        f"{code}|{year}|{'2020-02-01' if code == renewed and year >= 2020 else '2004-01-01'}|dialogues|actual|"
        f"{'' if value is None else value}|{'blank' if value is None else 'value'}"
        for code, of in dialogues.items()
        for year, value in of.items()
    ]
    answers = drawn("\n".join(["unit_code|year|unit_from|indicator|column|value|state", *told]))
    empty = {name: drawn("unit_code|year", name) for name in FORMS.split(",") if name != "indicators"}
    drawn_too = {name: drawn(text, name) for name, text in others.items()}
    return {**empty, **drawn_too, "indicators": answers.assign(file="x.xlsx", sheet="B3")}


def roll(*missing: tuple[Unit, int], years: tuple[int, ...] = YEARS, units: tuple[Unit, ...] = THREE) -> pd.DataFrame:
    registers = [
        absent(unit, year=year) if (unit, year) in missing else accepted(unit, year=year, present=FORMS)
        for year in years
        for unit in units
    ]
    return unmerged(coverage.roll(pd.concat(registers), office(*units)))


def each(*values: float, years: tuple[int, ...] = YEARS) -> Values:
    return {unit.code: dict(zip(years, values, strict=True)) for unit in THREE}


def row(table: PublishedTable, key: str) -> dict[str, str]:
    at = table.keys.index(key)
    return {column.name: table.text(at, column) for column in table.columns}


def without(values: Values, *missing: tuple[str, int]) -> Values:
    return {code: {year: n for year, n in of.items() if (code, year) not in missing} for code, of in values.items()}


SIX = each(3, 4, 6, 7, 8, 10)
FIVE = without(SIX, ("21046", 2018))  # Bình Thạnh sent nothing then


class TestTable:
    def test_an_indicator_of_all_units_by_year_with_its_change_slope_and_interval(self) -> None:
        told = row(tables.community_over_years(frames(SIX), roll()), "dialogues")
        assert [told[str(year)] for year in YEARS] == ["9", "12", "18", "21", "24", "30"]
        assert (told["absolute"], told["percent"], told["reason"]) == ("18", "150,0%", "")  # 30 - 12; 2017 is no base
        # slopes of 12 18 21 24 30: 6 3 3 6 (one year), 4,5 3 4,5 (two), 4 4 (three), 4,5 (four): the median is 4,25
        assert told["trend"].startswith("tăng 4,3 (từ ")
        assert told["interval"] == "20,2 - 42,8"  # Garwood's limits of 30

    def test_the_same_units_have_a_row_of_their_own_only_where_they_are_others(self) -> None:
        whole = tables.community_over_years(frames(SIX), roll())
        assert "dialogues.same" not in whole.keys
        some = tables.community_over_years(frames(FIVE), roll((BINH_THANH, 2018)))
        told = row(some, "dialogues.same")
        assert told["label"] == "Hội nghị đối thoại của người đứng đầu (cuộc), cùng 2 đơn vị"
        assert [told[str(year)] for year in YEARS] == ["6", "8", "12", "14", "16", "20"]
        assert (told["absolute"], told["percent"]) == ("12", "150,0%")

    def test_other_units_or_too_few_take_the_percentage_away_and_say_so(self) -> None:
        told = row(tables.community_over_years(frames(FIVE), roll((BINH_THANH, 2018))), "dialogues")
        assert (told["2018"], told["absolute"], told["percent"]) == ("8", "22", "")
        assert told["reason"] == "dưới 80% đơn vị có số liệu"  # 2 of 3
        five = (*THREE, Unit("21061", "Bình An", "commune"), Unit("21064", "Bình Hải", "commune"))
        values = {
            unit.code: {year: n for year, n in SIX["21040"].items() if (unit, year) != (five[4], 2018)} for unit in five
        }
        told = row(tables.community_over_years(frames(values), roll((five[4], 2018), units=five)), "dialogues")
        assert (told["percent"], told["reason"]) == ("", "hai năm không cùng các đơn vị")  # 4 of 5

    def test_a_small_base_has_its_difference_alone_and_a_base_of_nothing_is_told(self) -> None:
        small = row(tables.community_over_years(frames(each(0, 1, 1, 2, 2, 2)), roll()), "dialogues")
        assert (small["absolute"], small["percent"]) == ("3", "")
        assert small["reason"] == "số năm đầu nhỏ, chỉ ghi chênh lệch"
        none = row(tables.community_over_years(frames(each(0, 0, 1, 2, 2, 2)), roll()), "dialogues")
        assert (none["2018"], none["absolute"], none["percent"]) == ("-", "6", "")
        assert none["reason"] == "năm đầu không phát sinh"

    def test_a_blank_is_never_zero(self) -> None:
        blank = SIX | {"21040": {2019: None}}
        table = tables.community_over_years(frames(blank), roll())
        assert row(table, "dialogues")["2019"] == "12"
        nobody = {code: of | {2019: None} for code, of in SIX.items()}
        assert row(tables.community_over_years(frames(nobody), roll()), "dialogues")["2019"] == "…"

    def test_a_share_changes_in_points_and_not_where_few_were_counted(self) -> None:
        models = "unit_code|year|model_name|field|kind|status|implemented|result\n" + "\n".join(
            f"21040|{year}|M{n}|economy|collective|new|có|{'recognised' if n < good else 'not_recognised'}"
            for year, good in ((2018, 3), (2022, 4))
            for n in range(6)
        )
        told = row(tables.models_over_years(frames(SIX, models=models), roll()), "recognition_rate")
        assert (told["2018"], told["2022"]) == ("50", "66,7")
        assert (told["absolute"], told["percent"], told["reason"]) == ("16,7", "", "điểm phần trăm")
        few = "\n".join(models.splitlines()[:4] + models.splitlines()[-3:])
        told = row(tables.models_over_years(frames(SIX, models=few), roll()), "recognition_rate")
        assert (told["absolute"], told["reason"]) == ("", "số được xét quá ít, không so sánh tỷ lệ")

    def test_money_is_told_in_millions_and_what_a_piece_costs_in_thousands(self) -> None:
        works = (
            "unit_code|year|work_name|work_type|quantity|quantity_unit|total_vnd|completed\n"
            "21040|2018|N1|canal|100|m|45500000|có\n21040|2022|N2|canal|200|m|91000000|có\n"
            "21043|2022|N3|canal|5|m||có"
        )
        table = tables.resources_over_years(frames(SIX, resources=works), roll())
        assert row(table, "resources_total")["label"] == "Tổng kinh phí huy động (triệu đồng)"
        assert row(table, "resources_total")["2022"] == "91"
        table = tables.works_over_years(frames(SIX, resources=works), roll()).brief
        assert [column.name for column in table.columns][-3:] == ["absolute", "percent", "reason"]  # none for analysts
        assert not any("Theil" in line for line in table.footer)
        cost = row(table, "unit_cost.canal.m")
        assert cost["label"].endswith("kênh mương (nghìn đồng/m)")
        assert (cost["2018"], cost["2022"]) == ("455", "455")  # the work without its cost is in no cost of a piece

    def test_every_number_goes_back_to_its_cells(self) -> None:
        data, years = frames(FIVE), roll((BINH_THANH, 2018))
        table = tables.community_over_years(data, years)
        facts = Facts(data, years)
        found = traced(table, "R6c/dialogues.same/absolute", facts)
        assert [term.value for term in found.terms] == [20, 8]
        assert "Xã Bình Thuận, 2022: 10" in " ".join(line.strip() for line in lines(found))
        for figure in ("R6c/dialogues/2022", "R6c/dialogues.same/percent"):
            assert list(lines(traced(table, figure, facts)))
        told = row(table, "dialogues")
        for figure, years in (("trend", "2017 2018 2019 2020 2021 2022"), ("interval", "2022")):
            estimate = traced(table, f"R6c/dialogues/{figure}", facts)
            assert (estimate.text, estimate.value) == (told[figure], None)
            assert [f"{term.value:.0f}" for term in estimate.terms] == [told[year] for year in years.split()]

    def test_breaks_are_named_in_words(self) -> None:
        notes = " ".join(tables.rural_over_years(frames(SIX), roll()).notes)
        assert (
            "Từ năm 2021 tính theo bộ tiêu chí nông thôn mới giai đoạn 2021-2025: Xã đạt chuẩn nông thôn mới" in notes
        )
        assert "Năm 2020 - 2021 có dịch Covid-19." in notes
        assert "Năm 2017 không đủ 12 tháng" in notes
        notes = " ".join(tables.resources_over_years(frames(SIX), roll((CHAU_O, 2019), (BINH_THUAN, 2019))).notes)
        assert "Mẫu biểu năm 2019 đổi cách ghi: mọi chỉ tiêu của bảng." in notes
        assert "Mẫu biểu năm 2020 đổi cách ghi: Nhân dân đóng góp (tiền và hiện vật quy tiền); " in notes
        assert "Dưới 80% đơn vị có số liệu, không tính tỷ lệ và xu hướng: Tổng kinh phí huy động (2019)" in notes

    def test_one_year_says_that_there_is_no_trend_yet(self) -> None:
        table = tables.community_over_years(frames(SIX), roll(years=(2022,)))
        told = row(table, "dialogues")
        assert (told["2022"], told["absolute"], told["trend"], told["interval"]) == ("30", "", "", "20,2 - 42,8")
        assert "Mới có số liệu một năm, chưa nói được xu hướng." in table.notes

    def test_every_indicator_of_a_year_is_in_one_table_or_left_out_for_a_reason(self) -> None:
        told = [name for cut in CUTS.values() for name in cut.names] + list(LEFT_OUT)
        assert sorted(told) == sorted(one.name for one in all_series() if one.kind != "period")

    def test_of_a_year_the_table_has_the_years_before_and_of_a_period_its_own(self) -> None:
        entry = catalogue.entry("R6a")
        assert entry.years([2022], YEARS) == list(YEARS)
        assert entry.years([2020, 2021], YEARS) == [2020, 2021]


class TestOfOneUnit:
    def test_its_table_bears_its_code_and_name_and_compares_it_with_itself(self) -> None:
        table = tables.community_over_years(frames(SIX), coverage.one_unit(roll(), "21043"))
        assert (table.id, table.title.split(",")[0]) == ("R6c-21043", "Xã Bình Thuận: dân vận ở cơ sở qua các năm")
        told = row(table, "dialogues")
        assert (told["2018"], told["2022"], told["absolute"]) == ("4", "10", "6")
        assert not any(key.endswith(".same") for key in table.keys)

    def test_two_territories_have_no_trend(self) -> None:
        merged = {year: THREE if year < 2020 else (CHAU_O_NOW, BINH_THUAN) for year in YEARS}
        asked = office(*THREE, by_year=merged)
        asked.places.get = lambda code, day: None
        register = pd.concat([accepted(*merged[year], year=year, present=FORMS) for year in YEARS])
        own = coverage.one_unit(unmerged(coverage.roll(register, asked)), "21040")
        told = row(tables.community_over_years(frames(SIX, renewed="21040"), own), "dialogues")
        assert (told["2019"], told["2022"], told["percent"]) == ("6", "10", "")
        assert (told["reason"], told["trend"]) == ("địa giới thay đổi", "")

    def test_what_a_unit_is_not_asked_is_no_row_and_no_panel(self) -> None:
        agency = coverage.roll(
            pd.concat([accepted(MTTQ, year=year, present="models,awards") for year in YEARS]), office(MTTQ)
        )
        own = coverage.one_unit(unmerged(agency), "CQ-MTTQ")
        assert tables.resources_over_years(frames({}), own).frame.empty
        chart = charts.resources_over_years(frames({}), own)
        assert chart.headline == "Ủy ban Mặt trận Tổ quốc Việt Nam huyện không phải báo cáo các chỉ tiêu này"
        assert faults(chart.figure) == []


class TestSameUnits:
    def test_a_territory_counts_with_the_units_that_became_it(self) -> None:
        years = (2019, 2020)
        merged = {2019: THREE, 2020: (CHAU_O_NOW, BINH_THUAN)}
        register = pd.concat([accepted(*merged[year], year=year, present=FORMS) for year in years])
        asked = office(*THREE, by_year=merged)
        asked.places.get = lambda code, day: None  # nobody answers unasked
        found = coverage.roll(register, asked)
        old = found["unit_code"].isin(["21040", "21046"])  # Châu Ổ took in Bình Thạnh
        now = found.assign(now_code=found["unit_code"].mask(old, "21040"), now_from=found["unit_from"].mask(old, NEW))
        values: Values = {"21040": {2019: 2, 2020: 9}, "21046": {2019: 3}, "21043": {2019: 1, 2020: None}}
        all_units = trend(named("dialogues"), frames(values, renewed="21040"), now)
        same = same_units(all_units, now)
        assert same is not None and same.units == 1
        assert same.yearly["value"].tolist() == [5, 9]

    @pytest.mark.parametrize("name", ["models_at_work", "resources_total", "letters", "recognition_rate", "land"])
    def test_they_are_those_of_the_panel_on_the_units_of_the_last_year(self, name: str) -> None:
        found, asked = district(range(2018, 2022), lost=0.04)
        day = OFFICE.period_end(2021, "N")
        now = boundaries.with_heirs(asked, OFFICE.places, day)
        same = same_units(trend(named(name), found, now), now)
        panel = series(name, found, asked, places=OFFICE.places, boundary=day, panel=True)
        assert same is not None
        assert same.yearly["value"].tolist() == pytest.approx(panel["value"].tolist())

    def test_of_what_cannot_be_told_of_several_units_only_those_that_stayed_one(self) -> None:
        found, asked = district(range(2018, 2022), lost=0.0)
        day = OFFICE.period_end(2021, "N")
        now = boundaries.with_heirs(asked, OFFICE.places, day)
        one = named("new_rural_communes")
        same = same_units(trend(one, found, now), now)
        panel = view(one, found, asked, places=OFFICE.places, boundary=day, panel=True)
        assert same is not None
        assert set(same.found["unit_code"]) == set(panel["unit_code"])


class TestStanding:
    def frame(self, *values: tuple[float, float, float] | None) -> pd.DataFrame:
        rows = [value or (None, None, None) for value in values]
        return pd.DataFrame(rows, columns=["value", "low", "high"], dtype="Float64")

    def test_places_are_as_far_as_intervals_part(self) -> None:
        found = placed(self.frame((5, 5, 6), (4, 3, 4.5), (3, 2, 4), None, (1, 0, 2.5)))
        assert found["best"].tolist() == [1, 2, 2, pd.NA, 3]
        assert found["worst"].tolist() == [1, 3, 4, pd.NA, 4]

    def test_a_unit_is_ranked_only_where_it_can_be_told_apart(self) -> None:
        values: Values = {"21040": {2022: 60}, "21043": {2022: 20}, "21046": {2022: 22}}
        made = [tables.standing(frames(values), roll(years=(2022,)), unit.code) for unit in THREE]
        assert [row(table, "dialogues")["rank"] for table in made] == [
            "thứ 1 của 3 đơn vị",
            "không phân hạng được (trong nhóm 2 - 3 của 3 đơn vị)",
            "không phân hạng được (trong nhóm 2 - 3 của 3 đơn vị)",
        ]
        assert row(made[0], "dialogues")["others"] == "trung vị 21 (20 - 22)"
        few: Values = {"21040": {2022: 3}, "21043": {2022: 1}, "21046": {2022: None}}
        told = [row(tables.standing(frames(few), roll(years=(2022,)), u.code), "dialogues") for u in THREE]
        assert [each["rank"] for each in told] == ["không phân hạng được", "không phân hạng được", ""]
        assert told[2]["value"] == "…"

    def test_the_catalogue_makes_it_of_one_unit_among_all(self) -> None:
        data = frames(SIX)
        table = catalogue.table("H5-21043", data, roll())
        assert table.title == "Xã Bình Thuận: đứng ở đâu so với các đơn vị khác, năm 2022"
        with pytest.raises(UsageError, match="Không có đơn vị mã “99999”"):
            catalogue.table("H5-99999", data, roll())


class TestChart:
    def test_a_clear_trend_is_named_and_others_are_counted(self) -> None:
        chart = charts.community_over_years(frames(SIX), roll())
        assert chart.headline == (
            "Giai đoạn 2018 - 2022: hội nghị đối thoại của người đứng đầu (cuộc) tăng rõ; 08 chỉ tiêu chưa rõ"
        )
        assert faults(chart.figure) == []

    def test_few_years_have_no_clear_trend(self) -> None:
        few = charts.community_over_years(frames(SIX), roll(years=(2018, 2019, 2020)))
        assert few.headline == "Giai đoạn 2018 - 2020: chưa đủ 05 năm để nói chỉ tiêu nào tăng, giảm rõ"
        level = charts.community_over_years(frames(each(4, 4, 4, 4, 4, 4)), roll())
        assert level.headline.endswith("chưa chỉ tiêu nào trong 09 chỉ tiêu tăng hoặc giảm rõ")

    def test_breaks_have_their_words_in_the_panels_they_concern(self) -> None:
        met = "unit_code|year|status\n" + "\n".join(f"21043|{year}|standard" for year in YEARS)
        chart = charts.rural_over_years(frames(SIX, new_rural=met), roll())
        words = [text for text, _ in boxes(chart.figure)]
        assert words.count("chuẩn mới") == 3  # communes and their share in 2021, OCOP in 2019
