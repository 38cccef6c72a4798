"""What an analyst asks for: one indicator by year in any view, and rows of the store on the units of a date."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pandas as pd
import pytest
from drawn_district import OFFICE, made_by
from drawn_store import stored

import danvan
from danvan.analysis.rebased import MOVED, day_of
from danvan.paths import Workspace
from danvan.problems import UsageError

YEARS = (2018, 2019, 2020)
BEFORE, SINCE = date(2004, 1, 1), date(2020, 2, 1)


def works(*totals: int) -> list[dict[str, Any]]:
    return [{"work_name": f"Kênh N{n}", "work_type": "canal", "total_vnd": total} for n, total in enumerate(totals)]


def talks(value: float | None) -> list[dict[str, Any]]:
    state = "blank" if value is None else "value"
    return [{"indicator": "dialogues", "column": "actual", "value": value, "state": state}]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Châu Ổ and Bình Thới, which became one in 2020; Bình Minh, which stayed; all others sent nothing."""
    said = {
        (2018, "Châu Ổ"): {"resources": works(100, 20), "indicators": talks(4)},
        (2018, "Bình Thới"): {"resources": works(30), "indicators": talks(3)},
        (2018, "Bình Minh"): {"resources": works(7), "indicators": talks(0)},
        (2019, "Châu Ổ"): {"resources": works(50), "indicators": talks(5)},
        (2019, "Bình Minh"): {"resources": works(8), "indicators": talks(2)},
        (2020, "Châu Ổ"): {"resources": works(60), "indicators": talks(6), "new_rural": [{"status": "not_applicable"}]},
        (2020, "Bình Minh"): {"resources": [], "indicators": talks(None), "new_rural": [{"status": "standard"}]},
    }
    return stored(tmp_path_factory.mktemp("ws"), said, YEARS)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """All units with made-up figures, a sixth of them without a report."""
    dice = Random(3)
    said = {
        (year, unit.name): made_by(unit.type, year, dice)
        for year in YEARS
        for unit in OFFICE.expected(year, "N")
        if dice.random() > 1 / 6
    }
    return stored(tmp_path_factory.mktemp("full"), said, YEARS)


def values(found: pd.DataFrame) -> dict[int, float | None]:
    return {int(y): None if pd.isna(v) else float(v) for y, v in zip(found["year"], found["value"], strict=True)}


class TestTrend:
    def test_all_units_as_they_reported(self, here: Workspace) -> None:
        found = danvan.trend("dialogues", workspace=here)
        assert values(found) == {2018: 7, 2019: 7, 2020: 6}
        assert found["reported"].tolist() == [3, 2, 1]  # a blank is no answer
        assert {name: found.attrs[name] for name in ("unit", "label", "source", "boundary", "sample")} == {
            "unit": "cuộc", "label": "Hội nghị đối thoại của người đứng đầu", "source": "B3", "boundary": "",
            "sample": False,
        }  # fmt: skip
        assert found.attrs["coverage"] == {2018: "3/25", 2019: "2/25", 2020: "1/22"}

    @pytest.mark.parametrize("boundary", ["2020-02-01", date(2020, 2, 1), 2020, "2020"])
    def test_a_unit_on_the_boundary_of_a_day_or_a_year_has_what_became_it(
        self, here: Workspace, boundary: str | int | date
    ) -> None:
        found = danvan.trend("dialogues", unit="21040", boundary=boundary, workspace=here)
        assert values(found) == {2018: 7, 2019: 5, 2020: 6}
        assert found[["reported", "expected"]].to_numpy().tolist() == [[2, 2], [1, 2], [1, 1]]
        assert found["partial"].tolist() == [False, True, False]  # Bình Thới said nothing in 2019

    def test_a_unit_as_reported_has_its_own_code_alone_and_its_new_territory_is_a_break(self, here: Workspace) -> None:
        found = danvan.trend("dialogues", unit="21040", workspace=here)
        assert values(found) == {2018: 4, 2019: 5, 2020: 6}
        assert "boundary:merged" in found["breaks"].iloc[-1]

    def test_years_and_the_units_apart(self, here: Workspace) -> None:
        found = danvan.trend("resources_total", years=[2018], by_unit=True, workspace=here).dropna(subset="value")
        assert found[["unit", "value"]].to_numpy().tolist() == [
            ["Thị trấn Châu Ổ", 120], ["Xã Bình Thới", 30], ["Xã Bình Minh", 7],
        ]  # fmt: skip

    def test_the_same_units_of_all_years(self, here: Workspace) -> None:
        found = danvan.trend("resources_total", panel=True, boundary=2020, workspace=here)
        assert values(found) == {2018: 7, 2019: 8, 2020: 0}  # Châu Ổ lacks a part in 2019; nothing reported is 0
        assert found.attrs["panel"] is True

    def test_every_indicator_keeps_its_sum_on_any_boundary(self, crowded: Workspace) -> None:
        for name in ("models_at_work", "people_contribution", "letters", "labour_days_per_1000", "donations_cash"):
            asis = danvan.trend(name, workspace=crowded)
            by = [name for name in ("event", "included_in_total", "donor_kind") if name in asis]
            for boundary in (2017, 2020, 2025):
                moved = danvan.trend(name, boundary=boundary, workspace=crowded)
                keys = ["year", *by]
                assert moved.sort_values(keys)["value"].tolist() == asis.sort_values(keys)["value"].tolist(), name

    @pytest.mark.parametrize(
        ("said", "near"),
        [
            ("dialoges", "Có phải “dialogues” (Hội nghị đối thoại của người đứng đầu)"),
            ("tong kinh phi huy dong", "Có phải “resources_total” (Tổng kinh phí huy động)"),
            ("Tổ hòa giải", "“mediation_teams” (Tổ hòa giải ở cơ sở)"),
            ("zzz", "Các chỉ tiêu: submission_rate, "),
        ],
    )
    def test_a_misspelt_indicator_is_answered_with_the_likeliest(self, here: Workspace, said: str, near: str) -> None:
        with pytest.raises(UsageError, match=f"^Không có chỉ tiêu “{said}”\\. ") as told:
            danvan.trend(said, workspace=here)
        assert near in str(told.value)

    def test_a_unit_that_is_not_there_is_answered_with_codes(self, here: Workspace) -> None:
        with pytest.raises(UsageError, match=r"Không có đơn vị mã “Bình Thạnh” .*21046 \(Xã Bình Thạnh\)"):
            danvan.trend("dialogues", unit="Bình Thạnh", workspace=here)
        with pytest.raises(UsageError, match="“change” là số liệu của cả giai đoạn"):
            danvan.trend("change", workspace=here)


class TestRebased:
    def test_rows_move_whole_with_whose_they_were_beside(self, here: Workspace) -> None:
        found = danvan.load("resources", basis="2020-02-01", workspace=here)
        own = found[found["unit_code"] == "21040"].sort_values(["year", "reported_code", "row"])
        assert own[["year", *MOVED[1:5], "total_vnd"]].to_numpy().tolist() == [
            [2018, SINCE, "Thị trấn Châu Ổ", "21040", BEFORE, 100],
            [2018, SINCE, "Thị trấn Châu Ổ", "21040", BEFORE, 20],
            [2018, SINCE, "Thị trấn Châu Ổ", "21076", BEFORE, 30],
            [2019, SINCE, "Thị trấn Châu Ổ", "21040", BEFORE, 50],
            [2020, SINCE, "Thị trấn Châu Ổ", "21040", SINCE, 60],
        ]
        assert found["reason"].eq("").all()
        assert (found.attrs["basis"], found.attrs["units"]["total_vnd"]) == ("2020-02-01", "đồng")

    def test_the_sum_before_is_the_sum_after_in_every_table_of_figures(self, crowded: Workspace) -> None:
        for table in ("models", "resources", "indicators", "donations", "ocop", "model_areas", "awards", "new_rural"):
            asis = danvan.load(table, workspace=crowded)
            for basis in (2017, "2020-02-01", "2025"):
                moved = danvan.load(table, basis=basis, workspace=crowded)
                for sums in (asis, moved):
                    assert len(sums) == len(asis)
                pd.testing.assert_frame_equal(
                    moved.groupby("year").sum(numeric_only=True), asis.groupby("year").sum(numeric_only=True)
                )

    def test_back_in_time_a_merged_unit_stays_whole_and_says_so(self, here: Workspace) -> None:
        found = danvan.load("indicators", years=2020, basis=2017, workspace=here)
        own = found[found["reported_code"] == "21040"].iloc[0]
        assert (own["unit_code"], own["unit_from"], own["reason"]) == ("21040", SINCE, "undivided")
        assert found.loc[found["reported_code"] == "21085", "reason"].tolist() == [""]

    def test_a_status_says_nothing_of_what_its_unit_became_with_others(self, here: Workspace) -> None:
        asis = danvan.load("new_rural", basis=2020, workspace=here)
        assert asis["reason"].tolist() == ["", ""]
        later = danvan.load("new_rural", basis=2025, workspace=here)
        assert later["reason"].tolist() == ["merged", "merged"]

    def test_models_keep_their_threads(self, crowded: Workspace) -> None:
        asis = danvan.load("models", workspace=crowded)
        assert danvan.load("models", basis=2025, workspace=crowded)["thread"].tolist() == asis["thread"].tolist()

    @pytest.mark.parametrize("table", ["register", "cells", "problems"])
    def test_what_is_of_files_stays_as_it_came(self, here: Workspace, table: str) -> None:
        with pytest.raises(UsageError, match=f"Bảng “{table}” nói về các tệp như đã nhận"):
            danvan.load(table, basis=2025, workspace=here)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("1.2.2020", "Không hiểu mốc địa giới “1.2.2020”; hãy ghi ngày, như “2020-02-01”, hoặc năm"),
        ("2020-02-31", "Không hiểu mốc địa giới"),
        (20220, "Không hiểu mốc địa giới"),
        (1990, "chỉ có từ ngày 01/01/2004, nên không có đơn vị của ngày 14/12/1990"),
    ],
)
def test_a_day_that_means_nothing_is_refused(said: str | int, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        day_of(said, OFFICE)


def test_a_year_means_the_end_of_its_report_year() -> None:
    assert [day_of(said, OFFICE) for said in (2025, "2025", "2025-07-01")] == [
        date(2025, 12, 14), date(2025, 12, 14), date(2025, 7, 1),
    ]  # fmt: skip
