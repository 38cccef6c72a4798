from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
import zlib
from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import xlrd
from hypothesis import given
from hypothesis import strategies as st

from danvan.declared.form import NUMERIC, form
from danvan.declared.settings import settings
from danvan.intake.reading import Context
from danvan.intake.values import read
from danvan.paths import INTAKE_LOG, workspace
from danvan.problems import DanvanError
from danvan.sample import faults, names, typed, write
from danvan.sample.deliveries import DEADLINES, OTHERWISE, Delivery, accepted, deliveries
from danvan.sample.dice import roll, shared_out, shuffled
from danvan.sample.facts import LISTED_MODELS
from danvan.sample.plan import accepted_contents, actuals, content
from danvan.sample.reporting import AGENCIES, YEARS, parts, places, units
from danvan.vietnamese.legacy import decode, encode_tcvn3
from danvan.vietnamese.numbers import infer_separators
from danvan.vietnamese.text import fold

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "raw" / "sample"
MARK = "SỐ LIỆU MINH HỌA"
PERSON = re.compile("Mẫu|Ví Dụ|Minh Họa|Thí Dụ|Giả Định")
# Another library packs a zip otherwise; then what is packed is compared.
PACKS_ALIKE = "ng" not in zlib.ZLIB_RUNTIME_VERSION

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return dict(write.sample_files())


@cache
def _counted(year: int) -> dict[str, dict[str, Rows]]:
    return accepted_contents(year)


def _rows(table: str, year: int) -> Rows:
    """The rows of accepted submissions, each with its unit."""
    return [{**row, "unit": code} for code, planned in _counted(year).items() for row in planned.get(table, [])]


def _sum(rows: Rows, column: str) -> int:
    return sum(r.get(column) or 0 for r in rows)


@cache
def _indicator(code: str, year: int) -> dict[str, int]:
    return {r["unit"]: r["actual"] for r in _rows("indicators", year) if r["indicator"] == code}


@cache
def _all_planned() -> tuple[tuple[Delivery, dict[str, Rows]], ...]:
    return tuple((d, content(d)) for d in deliveries() if d.file)


# The bytes


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_the_committed_sample_is_what_the_script_makes_to_the_byte(made: dict[str, bytes]) -> None:
    committed = {p.relative_to(SAMPLE).as_posix(): p.read_bytes() for p in SAMPLE.rglob("*") if p.is_file()}
    assert sorted(committed) == sorted(made)
    for name, data in made.items():
        same = PACKS_ALIKE or not name.endswith(".xlsx")
        assert data == committed[name] if same else _members(data) == _members(committed[name]), name


@pytest.mark.parametrize(("unit", "year"), [("21085", 2017), ("21085", 2019), ("21085", 2021), ("CQ-NV", 2020)])
def test_a_second_run_makes_the_same_bytes(unit: str, year: int, made: dict[str, bytes]) -> None:
    delivery = accepted(unit, year)
    assert delivery is not None
    assert delivery.file is not None
    assert write.workbook(delivery) == made[delivery.file]


def test_the_files_are_small_enough_for_the_repository(made: dict[str, bytes]) -> None:
    assert sum(map(len, made.values())) < 6_000_000
    assert max(len(data) for name, data in made.items()) < 100_000


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A sample of two files."""
    (first, *_) = (d.file for d in deliveries() if d.file)
    monkeypatch.setattr(write, "sample_files", lambda: iter([(first, b"new"), (INTAKE_LOG, b"log")]))
    return [str(first), INTAKE_LOG]


def test_writing_replaces_an_earlier_sample_whole(tmp_path: Path, small: list[str]) -> None:
    told: list[tuple[int, int]] = []
    for name in write.file_names()[:3]:
        (tmp_path / "sample" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "sample" / name).write_bytes(b"old")
    paths = write.write_sample(tmp_path / "sample", lambda done, total: told.append((done, total)))
    assert len(paths) == len(write.file_names())
    there = {p.relative_to(tmp_path / "sample").as_posix(): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert there == dict(zip(small, (b"new", b"log"), strict=True))
    assert told == [(1, len(paths)), (2, len(paths))]


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, small: list[str]) -> None:
    (tmp_path / "mine.xlsx").write_bytes(b"mine")
    with pytest.raises(DanvanError, match=r"mine\.xlsx; hãy chuyển tệp đó"):
        write.write_sample(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.xlsx"]


# Who reports, and what becomes of each file


def test_25_communes_report_to_2019_and_22_from_2020_with_four_agencies() -> None:
    assert [len(units(y)) - len(AGENCIES) for y in YEARS] == [25, 25, 25, 22, 22, 22]
    assert all([u.code for u in units(y)][-4:] == list(AGENCIES) for y in YEARS)


def test_the_office_s_settings_expect_the_same_units_and_deadlines() -> None:
    office = settings(workspace(ROOT))
    for year in YEARS:
        assert [u.key for u in office.expected(year, "N")] == [u.key for u in units(year)]
        assert office.deadline(year, "N") == DEADLINES[year]


def test_merged_communes_are_made_of_what_the_resolution_says() -> None:
    merged = {u.code: parts(u) for u in units(2020) if len(parts(u)) > 1}
    assert merged == {"21040": ("21040", "21076"), "21091": ("21091", "21097"), "21109": ("21094", "21109")}


def test_the_expected_register_has_about_160_workbooks_and_every_status() -> None:
    status = Counter(d.status for d in deliveries())
    assert {(d.unit.key, d.year) for d in deliveries()} == {(u.key, y) for y in YEARS for u in units(y)}
    assert set(status) == {"accepted", "returned", "superseded", "duplicate", "not_received"}
    assert 155 <= status["accepted"] <= 165
    assert status["not_received"] == status["superseded"] == status["duplicate"] == 1


def test_files_lie_below_their_year_with_different_names(made: dict[str, bytes]) -> None:
    files = [d.file for d in deliveries() if d.file]
    assert len(set(files)) == len(files)
    assert [*files, INTAKE_LOG] == list(made)
    assert all(f.startswith(f"{d.year}/{d.unit.code} ") for d in deliveries() if (f := d.file))
    assert {f.rpartition(".")[2] for f in files if f < "2019"} == {"xls"}
    assert all(unicodedata.is_normalized("NFC", f) for f in files)
    assert len({f.rpartition("/")[2].replace(f[:4], "") for f in files}) >= 12


def test_the_log_says_when_each_file_arrived(made: dict[str, bytes]) -> None:
    log = list(csv.DictReader(io.StringIO(made[INTAKE_LOG].decode())))
    assert list(log[0]) == ["file", "received_on", "received_from"]
    expected = {d.file: d.received_on for d in deliveries() if d.file}
    assert {r["file"]: date.fromisoformat(r["received_on"]) for r in log} == expected
    assert not [r for r in log if PERSON.search(r["received_from"])]


def test_every_sending_that_is_not_one_accepted_workbook_on_time_is_on_the_list_of_incidents() -> None:
    told = {(i.unit, i.year) for i in (*faults.RECEIVING, *faults.ERRORS)}
    assert told == set(OTHERWISE)
    late = {
        (d.unit.code, d.year): d.days_late for d in deliveries() if d.days_late and d.revision == 1 and not d.copy_of
    }
    assert {k: v for k, v in late.items() if k != ("CQ-PN", 2020)} == {
        ("21079", 2017): 9, ("21100", 2019): 3, ("CQ-CA", 2020): 5, ("21067", 2021): 12, ("21058", 2022): 4,
    }  # fmt: skip


def test_incidents_agree_with_the_expected_register() -> None:
    for incident in faults.INCIDENTS:
        mine = [d for d in deliveries() if (d.unit.code, d.year) == (incident.unit, incident.year)]
        concerned = [d for d in mine if incident.revision in (None, d.revision)]
        assert incident.status in {d.status for d in concerned}, incident
        assert bool(incident.findings) == (incident.status == "returned" or "Đ22" in incident.findings), incident


def test_a_returned_workbook_is_mended_by_a_second_sending_except_two_and_all_communes_count_in_2022() -> None:
    returned = {(d.unit.code, d.year) for d in deliveries() if d.status == "returned"}
    assert {key for key in returned if not accepted(*key)} == {("21073", 2018), ("CQ-PN", 2020)}
    assert all(accepted(u.code, 2022) for u in units(2022))
    second = [d for d in deliveries() if d.revision == 2]
    assert len(second) == 7
    assert all(d.status == "accepted" and d.reason for d in second)


def test_the_duplicate_is_the_same_file_again(made: dict[str, bytes]) -> None:
    (again,) = [d for d in deliveries() if d.copy_of]
    assert again.file is not None
    assert again.copy_of is not None
    assert again.file != again.copy_of
    assert made[again.file] == made[again.copy_of]


# The published facts (section 10 of the handbook), from accepted submissions


def test_facts_1_to_3_the_canals_of_binh_minh() -> None:
    (row,) = [r for r in _rows("resources", 2021) if r["work_name"] == "Đồng lòng kiên cố hóa kênh mương"]
    assert row["unit"] == "21085"
    assert row["work_type"] == "canal"
    assert (row["quantity"], row["quantity_unit"]) == (900, "m")
    assert row["total_vnd"] == 380_000_000
    assert row["people_cash_vnd"] + row["people_inkind_vnd"] == 180_000_000
    assert row["completed"]
    assert row["model_id"] in {r["model_id"] for r in _rows("models", 2021) if r["model_name"] == row["work_name"]}


def test_fact_4_the_purple_onion_has_three_stars() -> None:
    for year, expected in ((2020, []), (2021, [3]), (2022, [3])):
        onions = [r for r in _rows("ocop", year) if r["product"] == "Hành tím Bình Hải" and r["unit"] == "21067"]
        assert [r["stars"] for r in onions] == expected


def test_facts_5_to_8_and_10_the_donations_for_covid() -> None:
    rows = [r for r in _rows("donations", 2021) if r["event"] == "covid19" and r["included_in_total"]]
    goods = [r for r in rows if r.get("goods_quantity")]
    assert {r["goods_unit"] for r in goods} == {"kg", "tấn"}
    assert sum(round(r["goods_quantity"] * (1000 if r["goods_unit"] == "tấn" else 1)) for r in goods) == 31_200
    assert _sum(rows, "goods_vnd") == 542_372_000
    assert _sum([r for r in rows if r["donor_kind"] == "collective"], "cash_vnd") == 254_498_000
    assert _sum([r for r in rows if r["donor_kind"] == "individual"], "cash_vnd") == 372_845_000
    assert _sum(rows, "cash_vnd") == 627_343_000
    assert _sum(rows, "cash_vnd") + _sum(rows, "goods_vnd") == 1_169_715_000
    assert len({r["unit"] for r in rows}) >= 18


def test_facts_9_and_10_the_relief_at_the_station_is_reported_apart() -> None:
    (row,) = [r for r in _rows("donations", 2021) if not r["included_in_total"]]
    assert (row["unit"], row["place"], row["activity"]) == ("21088", "Ga Cây Trâm", "relief_for_returnees")
    assert (row["donor_kind"], row["cash_vnd"]) == ("unclassified", 890_000_000)
    covid = [r for r in _rows("donations", 2021) if r["event"] == "covid19"]
    assert _sum(covid, "cash_vnd") + _sum(covid, "goods_vnd") == 2_059_715_000


def test_fact_11_new_rural_communes_never_fall_back_and_reach_18_of_21() -> None:
    met = ("standard", "advanced", "model")
    reached = {y: {r["unit"]: r["status"] for r in _rows("new_rural", y)} for y in YEARS}
    counts = [sum(s in met for s in reached[y].values()) for y in YEARS]
    assert counts[-1] == 18
    assert sum(s != "not_applicable" for s in reached[2022].values()) == 21
    assert counts == sorted(counts)
    steps = ("none", *met)
    for before, after in pairwise(YEARS):
        for code, status in reached[after].items():
            stood = places().get(code, date(before, 12, 14))
            if status != "not_applicable" and stood and places().get(code, date(after, 12, 14)) == stood:
                assert steps.index(status) >= steps.index(reached[before].get(code, "none"))


def test_fact_12_ten_model_residential_areas() -> None:
    counts = [len(_rows("model_areas", y)) for y in YEARS]
    assert counts[-1] == 10
    assert counts == sorted(counts)


def test_facts_13_and_14_teams_of_security_and_of_mediation() -> None:
    security, ward, mediation = (
        _indicator(code, 2022) for code in ("security_teams", "ward_guard_teams", "mediation_teams")
    )
    assert set(ward) == {"21040"}
    assert sum(security.values()) + sum(ward.values()) == 120
    assert sum(mediation.values()) == 131
    assert len(security) == len(mediation) == 22


def test_fact_15_three_collectives_and_three_individuals_in_2021_for_2020() -> None:
    found = [
        (r["recipient_kind"], r["count"])
        for y in YEARS
        for r in _rows("awards", y)
        if (r["award_year"], r["achievement_year"]) == (2021, 2020)
    ]
    assert sorted(found) == [("collective", 3), ("individual", 3)]


def test_fact_16_four_documents_reported_by_the_office_and_again_by_communes() -> None:
    rows = [{**r, "year": y} for y in YEARS for r in _rows("documents", y)]
    told = {(r["number"], r["symbol"], r["issuer"], r["issued_on"], r["year"]) for r in rows}
    assert told == {
        ("22", "CT/TU", "Tỉnh ủy Quảng Ngãi", date(2017, 4, 3), 2017),
        ("70", "KH-UBND", "UBND tỉnh Quảng Ngãi", date(2020, 6, 4), 2020),
        ("65", "KH/HU", "Huyện ủy Bình Sơn", None, 2020),
        ("71", "KH-UBND", "UBND huyện Bình Sơn", date(2020, 8, 7), 2020),
    }
    assert len(rows) > 4


def test_fact_17_the_named_models_stand_with_their_units() -> None:
    found = {(r["model_name"], r["unit"]) for r in _rows("models", 2022)}
    assert ("Ba V", "21061") in found
    assert ("Chuỗi liên kết sản xuất và tiêu thụ hành tím", "21067") in found
    assert ("Đồng lòng kiên cố hóa kênh mương", "21085") in found
    assert ('Diễn đàn "Công an xã lắng nghe ý kiến Nhân dân"', "CQ-CA") in found


def test_fact_18_all_21_listed_names_occur() -> None:
    assert len(LISTED_MODELS) == 21
    assert set(LISTED_MODELS) <= {r["model_name"] for r in _rows("models", 2022)}


# What one workbook says agrees with itself and with last year's


def test_planned_rows_obey_the_rules_between_figures() -> None:
    for delivery, planned in _all_planned():
        figures = {r["indicator"]: r["actual"] for r in planned.get("indicators", [])}
        for rule in form().rules if figures else ():
            left = sum(figures[c] or 0 for c in (rule.left, *rule.plus))
            right = sum(figures[c] or 0 for c in rule.right)
            counted = sum(r.get(rule.column) in rule.values for r in planned.get(rule.table, []))
            holds = {
                "at_most": left <= right,
                "needs": left == 0 or right > 0,
                "between": right == 0 or rule.low <= left / right <= rule.high,
                "at_least": left >= rule.times * right,
                "equals_count": left == counted,
            }
            assert holds[rule.kind] or any(figures[c] is None for c in (rule.left, *rule.right)), (delivery, rule)


def test_models_have_one_name_a_fitting_status_and_a_decision_where_recognised() -> None:
    for delivery, planned in _all_planned():
        rows = planned["models"]
        assert len({fold(r["model_name"]) for r in rows}) == len(rows)
        assert 1 <= len(rows) <= 12
        assert len(rows) >= 2 or delivery.unit.type == "agency"
        for row in rows:
            recognised = row["result"] in ("recognised", "outstanding")
            assert (row["status"] == "new") == (row["first_year"] == delivery.year)
            assert bool(row["replicated_places"]) == (row["status"] == "replicated")
            assert recognised == ("recognised_level" in row) == ("decision_number" in row)
            assert row["implemented"] or not recognised
            assert bool(row["model_id"]) == (delivery.year >= 2020)


def test_a_model_keeps_its_code_and_its_first_year_from_2020_on() -> None:
    known: dict[str, tuple[str, int]] = {}
    for year in (2020, 2021, 2022):
        for row in _rows("models", year):
            assert known.setdefault(row["model_id"], (row["field"], row["first_year"])) == (
                row["field"],
                row["first_year"],
            )
            assert row["model_id"].startswith(f"{row['unit']}-{row['first_year']}-")


def test_names_are_spelt_differently_over_the_years() -> None:
    ways: dict[str, set[str]] = {}
    for year in (2020, 2021, 2022):
        for row in _rows("models", year):
            ways.setdefault(row["model_id"], set()).add(row["model_name"])
    assert sum(len(w) > 1 for w in ways.values()) >= 20
    assert any({"Thắp sáng đường quê", "Ánh sáng đường quê"} <= w for w in ways.values())


def test_the_sources_of_a_work_add_up_and_people_carry_their_part() -> None:
    sources = [c.name for c in form().table("resources").columns if c.part_of == "total_vnd"]
    for year in YEARS:
        for row in _rows("resources", year):
            people = row["people_cash_vnd"] + (row["people_inkind_vnd"] or 0)
            assert sum(row[s] or 0 for s in sources) == row["total_vnd"]
            assert 0.19 < people / row["total_vnd"] < 0.61
            assert bool(row["land_m2"]) == bool(row["land_households"])


def test_last_year_s_figures_are_those_accepted_last_year_or_blank() -> None:
    for year in YEARS:
        for row in _rows("indicators", year):
            unit = places().get(row["unit"], date(year, 12, 14))
            assert unit is not None
            before = places().predecessors(unit, date(year - 1, 12, 14)) if year > 2017 else []
            had = [u for u in before if row["indicator"] in actuals(u, year - 1)]
            stored = [_indicator(row["indicator"], year - 1).get(u.code) for u in had]
            known = stored and None not in stored and all(accepted(u.code, year - 1) for u in before)
            assert row["same_period_last_year"] == (sum(v or 0 for v in stored) if known else None)


def test_the_communes_without_last_year_s_figures_are_the_missing_and_the_returned_one() -> None:
    blank = {
        u.code
        for u in units(2019)
        if u.type != "agency"
        and all(r["same_period_last_year"] is None for r in content(accepted(u.code, 2019))["indicators"])  # type: ignore[arg-type]
    }
    assert blank == {"21094", "21073"}


def test_stocks_move_gently_and_covid_thins_out_gatherings() -> None:
    people = [sum(_indicator("population", y).values()) for y in (2017, 2019, 2020, 2021, 2022)]
    assert 190_000 < people[0] < people[-1] < 210_000
    assert all(b / a < 1.02 for a, b in pairwise(people))
    poor = [sum(_indicator("poor_households", y).values()) for y in (2017, 2019, 2020, 2021, 2022)]
    assert poor == sorted(poor, reverse=True)
    sessions = {y: sum(_indicator("propaganda_sessions", y).values()) for y in YEARS}
    assert max(sessions[2020], sessions[2021]) < 0.8 * sessions[2019] < sessions[2022]
    assert sessions[2017] < 0.85 * sessions[2019]


def test_a_blank_a_zero_and_a_form_with_nothing_all_occur() -> None:
    values = [r["actual"] for y in YEARS for r in _rows("indicators", y)]
    assert None in values
    assert 0 in values
    covers = [r for y in YEARS for r in _rows("cover", y)]
    assert {"B4", "B5b", "B6", "B7"} <= {f for c in covers for f in (c["forms_with_nothing"] or "").split(", ")}


# What is untidy


def test_every_way_to_type_a_figure_is_used_and_reads_back_as_planned() -> None:
    used = set()
    for incident in faults.HABITS:
        for change in (c for c in incident.changes if isinstance(c, faults.Typed)):
            delivery = accepted(incident.unit, incident.year)
            assert delivery is not None
            planned, said = content(delivery), faults.spoilt(content(delivery), delivery)[0]
            differing = 0
            for name in change.columns:
                texts = [r.get(name) for r in said[change.table]]
                for was, now in zip(planned[change.table], said[change.table], strict=True):
                    differing += was.get(name) != now.get(name)
                    assert _read(change.table, name, now, texts) == _tidy(was.get(name)), (incident, now)
            assert differing, incident
            used.add(change.way)
    assert used == set(typed.WAYS)


def _read(table: str, name: str, row: dict[str, Any], texts: list[Any]) -> Any:
    column = form().table(table).column(name)
    unit = row.get(column.unit_column) if column.unit_column else None
    marks = infer_separators(text for text in texts if isinstance(text, str))
    reading = read(column, row.get(name), form(), Context(None, unit, marks))
    assert reading.state != "unreadable"
    assert not [code for code, _ in reading.found if code != "Đ05"]
    return reading.value


def _tidy(value: Any) -> Any:
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


@pytest.mark.parametrize(
    ("way", "value", "row", "text"),
    [
        ("380.000.000đ", 380_000_000, {}, "380.000.000đ"),
        ("380 triệu đồng", 380_500_000, {}, "380,5 triệu đồng"),
        ("380 triệu đồng", 6_233_000, {}, "6.233.000 đồng"),
        ("0,38 tỷ", 380_000_000, {}, "0,38 tỷ"),
        ("0,38 tỷ", 1_200_000_000, {}, "1 tỷ 200"),
        ("1tỷ2", 1_200_000_000, {}, "1tỷ2"),
        ("900m", 900, {"quantity_unit": "m"}, "900m"),
        ("0,9 km", 900, {"quantity_unit": "m"}, "0,9 km"),
        ("0,9 km", 3, {"quantity_unit": "cái"}, 3),
        ("0,25 ha", 2500, {}, "0,25 ha"),
        ("03 tập thể", 3, {"recipient_kind": "collective"}, "03 tập thể"),
        ("03/4/2017", date(2017, 4, 3), {}, "03/4/2017"),
        ("KPS", 0, {}, "KPS"),
        ("KPS", 5, {}, 5),
    ],
)
def test_ways_of_typing(way: str, value: Any, row: dict[str, Any], text: Any) -> None:
    assert typed.WAYS[way](value, row) == text


def test_an_error_changes_what_the_plan_says_and_the_second_sending_mends_it() -> None:
    for incident in faults.ERRORS:
        first, *second = [d for d in deliveries() if (d.unit.code, d.year) == (incident.unit, incident.year)]
        planned = content(first)
        said, manner = faults.spoilt(planned, first)
        assert said != planned or manner != faults.TIDY, incident
        for delivery in second:
            assert faults.spoilt(content(delivery), delivery)[1] == faults.TIDY
            assert content(delivery)["models"] == planned["models"]


def test_the_superseded_sending_lacks_two_sessions() -> None:
    first, second = [d for d in deliveries() if (d.unit.code, d.year) == ("21046", 2022)]
    sessions = [
        next(
            r["actual"]
            for r in faults.spoilt(content(d), d)[0]["indicators"]
            if r["indicator"] == "propaganda_sessions"
        )
        for d in (first, second)
    ]
    assert sessions[1] - sessions[0] == 2


def test_the_recognised_model_of_the_returned_agency_is_said_not_to_be_implemented() -> None:
    (delivery,) = [d for d in deliveries() if (d.unit.code, d.year) == ("CQ-PN", 2020)]
    row = faults.spoilt(content(delivery), delivery)[0]["models"][0]
    assert row["result"] in ("recognised", "outstanding")
    assert row["implemented"] is False


# Stamps and persons


def test_every_workbook_is_stamped_as_sample(made: dict[str, bytes]) -> None:
    for name, data in made.items():
        if name.endswith(".xls"):
            book = xlrd.open_workbook(file_contents=data, formatting_info=True)
            assert book.user_name == "SO LIEU MINH HOA"
            cover = book.sheet_by_index(0)
            assert encode_tcvn3(MARK.lower()) in cover.col_values(0)
        elif name.endswith(".xlsx"):
            members = _members(data)
            assert MARK in members["docProps/core.xml"].decode()
            assert MARK in members["xl/sharedStrings.xml"].decode()


def test_persons_are_invented_and_stand_in_the_cover_alone() -> None:
    shown = {(i.unit, i.year) for i in faults.INCIDENTS if "Đ22" in i.findings}
    assert shown == {("21100", 2022)}
    for delivery, planned in _all_planned():
        said = faults.spoilt(planned, delivery)[0]
        personal = {c.name for c in form().table("cover").columns if not c.stored}
        for table, rows in said.items():
            for row in rows:
                named = {
                    c for c, v in row.items() if isinstance(v, str) and PERSON.search(unicodedata.normalize("NFC", v))
                }
                assert named <= personal or (table == "models" and (delivery.unit.code, delivery.year) in shown)
        assert PERSON.search(said["cover"][0]["preparer"])
        assert re.fullmatch(r"0905 000 \d{3}", said["cover"][0]["phone"])


def test_text_of_the_old_workbooks_survives_the_legacy_font() -> None:
    texts = {
        v
        for delivery, planned in _all_planned()
        if delivery.year <= 2018
        for rows in planned.values()
        for row in rows
        for v in row.values()
        if isinstance(v, str)
    }
    for text in texts:
        assert fold(decode(encode_tcvn3(text), ".VnTime")) == fold(text)


# The lists and the dice


def test_ideas_have_known_fields_and_leads_and_a_listed_name_each() -> None:
    fields = {c.name for c in form().table("models").column("field").choice}
    blocks = {c.name for c in form().table("models").column("lead_block").choice}
    assert {i.field for i in names.ideas().values()} == fields
    assert {i.lead for i in names.ideas().values()} <= set(names.LEADS)
    assert {block for block, _ in names.LEADS.values()} <= blocks
    assert set(LISTED_MODELS) <= set(names.ideas())
    assert len({fold(name) for name in names.ideas()}) == len(names.ideas())


def test_choices_and_columns_of_the_plan_are_declared() -> None:
    for _, planned in _all_planned():
        for table, rows in planned.items():
            declared = {c.name: c for c in form().table(table).columns}
            for row in rows:
                for name, value in row.items():
                    column = declared["row" if name == "indicator" else name]
                    if column.choice and value is not None:
                        assert value in {c.name for c in column.choice}
                    if column.type in NUMERIC and value is not None:
                        assert isinstance(value, int | float)


def test_a_roll_is_the_same_on_every_machine() -> None:
    assert [roll(1, 100, "21085", 2021, n) for n in range(5)] == [1, 97, 84, 8, 38]
    assert shuffled("abcdef", "21085") == ["e", "a", "b", "d", "f", "c"]


@given(st.integers(-50, 50), st.integers(0, 100), st.text())
def test_a_roll_lies_in_its_range(low: int, width: int, name: str) -> None:
    assert low <= roll(low, low + width, name) <= low + width


@given(st.integers(0, 10**9), st.lists(st.integers(0, 1000), min_size=1).filter(any))
def test_what_is_shared_out_adds_up_and_goes_by_weight(total: int, weights: list[int]) -> None:
    shares = shared_out(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share - total * weight / sum(weights)) < 1 + 1e-6 * total
