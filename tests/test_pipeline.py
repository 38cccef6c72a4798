"""From the .xls and .xlsx files of the sample district to the processed tables, end to end.

The figures are those of the district's published review (domain.md section 10), not of the code.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from sample_district import ROOT, workspace

from danvan.analysis import coverage
from danvan.declared.form import form
from danvan.declared.settings import settings
from danvan.intake.comparisons import compare
from danvan.intake.cover import find_cover
from danvan.intake.ingest import ingest, others_received
from danvan.intake.summary import Summary
from danvan.intake.workbook import open_workbook
from danvan.paths import Workspace
from danvan.problems import DanvanError
from danvan.sample.deliveries import deliveries
from danvan.sample.faults import INCIDENTS, Said
from danvan.sample.plan import content
from danvan.store.manifest import read_manifest
from danvan.store.read import load
from danvan.store.schema import TABLES
from danvan.vietnamese.text import clean


@pytest.fixture(scope="module")
def table(district: tuple[Workspace, Summary]) -> Callable[..., pd.DataFrame]:
    def loaded(name: str, years: int | list[int] | None = None) -> pd.DataFrame:
        return load(name, years=years, workspace=district[0])

    return loaded


Load = Callable[..., pd.DataFrame]


def indicator(table: Load, year: int, *codes: str) -> int:
    rows = table("indicators", year)
    return int(rows.loc[rows["indicator"].isin(codes) & (rows["column"] == "actual"), "value"].sum())


# Facts 1-3.
def test_the_canals_of_binh_minh(table: Load) -> None:
    works = table("resources")
    (work,) = works[
        (works["unit_code"] == "21085") & works["work_name"].str.contains("kiên cố hóa kênh mương")
    ].to_dict("records")
    assert work["total_vnd"] == 380_000_000
    assert work["people_cash_vnd"] + work["people_inkind_vnd"] == 180_000_000
    assert round(100 * 180_000_000 / work["total_vnd"], 1) == 47.4
    assert (work["quantity"], work["quantity_unit"]) == (900, "m")
    models = table("models")
    named = models[models["model_name"].str.contains("Đồng lòng kiên cố hóa kênh mương")]
    assert set(named["unit_code"]) == {"21085"}


# Fact 4.
def test_the_stars_of_the_purple_onion(table: Load) -> None:
    ocop = table("ocop")
    onion = ocop[ocop["product"].str.lower().str.contains("hành tím") & (ocop["unit_code"] == "21067")]
    assert set(onion["stars"]) == {3}


# Facts 5-10.
def test_covid_donations_of_2021(table: Load) -> None:
    rows = table("donations", 2021)
    covid = rows[rows["event"] == "covid19"]
    counted = covid[covid["included_in_total"]]
    apart = covid[~covid["included_in_total"]]
    tonnes = counted["goods_quantity"].where(counted["goods_unit"] != "kg", counted["goods_quantity"] / 1000)
    assert round(float(tonnes[counted["goods_unit"].isin(["kg", "tấn"])].sum()), 6) == 31.2
    assert counted["goods_vnd"].sum() == 542_372_000
    cash = counted.groupby("donor_kind")["cash_vnd"].sum(min_count=1).dropna()
    assert cash["collective"] == 254_498_000
    assert cash["individual"] == 372_845_000
    assert cash.sum() == 627_343_000
    assert cash.sum() + counted["goods_vnd"].sum() == 1_169_715_000
    (relief,) = apart.to_dict("records")
    assert (relief["unit_code"], relief["activity"], relief["cash_vnd"]) == (
        "21088",
        "relief_for_returnees",
        890_000_000,
    )
    assert "Cây Trâm" in relief["place"]
    assert cash.sum() + counted["goods_vnd"].sum() + relief["cash_vnd"] == 2_059_715_000


# Facts 11 and 12.
def test_new_rural_communes_and_model_areas_of_2022(table: Load) -> None:
    rural = table("new_rural", 2022)
    meets = rural["status"].isin(["standard", "advanced", "model"])
    applies = rural["status"] != "not_applicable"
    assert (meets.sum(), applies.sum()) == (18, 21)
    assert round(100 * 18 / 21, 1) == 85.7
    assert len(table("model_areas", 2022)) == 10


# Facts 13 and 14.
def test_teams_of_2022(table: Load) -> None:
    assert indicator(table, 2022, "security_teams", "ward_guard_teams") == 120
    assert indicator(table, 2022, "mediation_teams") == 131


# Fact 15.
def test_awards_of_2021_for_2020(table: Load) -> None:
    awards = table("awards")
    chosen = awards[(awards["award_year"] == 2021) & (awards["achievement_year"] == 2020)]
    assert chosen.groupby("recipient_kind")["count"].sum().to_dict() == {"collective": 3, "individual": 3}


# Fact 16.
def test_documents(table: Load) -> None:
    documents = table("documents").drop_duplicates(["number", "symbol", "issuer"])
    days = {(d["number"], d["symbol"]): d["issued_on"] for d in documents.to_dict("records")}
    assert len(documents) == 4
    assert pd.isna(days.pop(("65", "KH/HU")))
    assert days == {
        ("70", "KH-UBND"): dt.date(2020, 6, 4),
        ("71", "KH-UBND"): dt.date(2020, 8, 7),
        ("22", "CT/TU"): dt.date(2017, 4, 3),
    }


# Facts 17 and 18.
LISTED = """Tổ tự quản; 2 giảm, 4 giữ; 3 không, 3 giảm; Tiết kiệm trong việc hiếu; Thắp sáng đường quê;
Vườn sạch, ngõ đẹp, nhà ngăn nắp; Ngày chủ nhật xanh; Nông dân với phong trào thi đua sản xuất, kinh doanh giỏi;
Cày ải, băm vùi, không dùng thuốc trừ cỏ trên đồng ruộng; Sản xuất lúa hữu cơ;
Thu gom xử lý rác thải, vệ sinh môi trường; Bảo vệ dòng sông quê hương; Hũ gạo tình thương; Nồi cháo yêu thương;
Vận động người dân hiến đất, tài sản để làm đường giao thông và công trình phúc lợi;
Huy động tài chính và ngày công xây dựng nông thôn mới; Xây dựng đoạn đường tự quản;
Thu gom phế liệu gây quỹ hỗ trợ cho người nghèo; Tiếng mõ bình yên; Khu dân cư phòng chống tội phạm;
Điểm sáng an ninh"""


def test_the_models_that_the_review_names(table: Load) -> None:
    models = table("models")
    names = set(models["model_name"])
    listed = [" ".join(name.split()) for name in LISTED.split(";")]
    assert len(listed) == 21
    assert [name for name in listed if name not in names] == []
    for unit, part in (("21061", "Ba V"), ("21067", "hành tím"), ("CQ-CA", "Công an xã lắng nghe ý kiến Nhân dân")):
        own = models.loc[models["unit_code"] == unit, "model_name"]
        assert own.str.contains(part).any(), part


def test_every_workbook_meets_its_expected_fate(district: tuple[Workspace, Summary]) -> None:
    found = {
        (e.submission.file if e.submission else None, e.unit_code, e.year): (e.status, e.received_on, e.days_late)
        for e in district[1].entries
    }
    expected = {
        (d.file and f"sample/{d.file}", d.unit.code, d.year): (d.status, d.received_on, d.days_late)
        for d in deliveries()
    }
    assert found == expected


def test_every_fault_is_found_with_its_code(district: tuple[Workspace, Summary]) -> None:
    for incident in INCIDENTS:
        entries = [
            e.submission
            for e in district[1].entries
            if e.submission
            and (e.unit_code, e.year) == (incident.unit, incident.year)
            and incident.revision in (None, e.submission.revision)
        ]
        told = {p.code for submission in entries for p in submission.problems}
        assert set(incident.findings) <= told, incident


def test_accepted_workbooks_agree_with_what_was_accepted_before(district: tuple[Workspace, Summary]) -> None:
    accepted = [e.submission for e in district[1].entries if e.submission and e.status == "accepted"]
    told = {p.code for submission in accepted for p in submission.problems}
    assert {"K08", "K09", "K10"} <= told
    assert [p for submission in accepted for p in submission.problems if p.severity == "E"] == []


def test_a_workbook_compared_with_the_store_is_told_what_receiving_it_tells(
    district: tuple[Workspace, Summary],
) -> None:
    here, summary = district
    received = next(
        e.submission
        for e in summary.entries
        if e.submission and (e.unit_code, e.year, e.status) == ("21052", 2020, "accepted")
    )
    alone = compare(received, others_received(here, received))
    assert {p.code for p in alone} >= {"K08"}
    assert alone == [p for p in received.problems if p in alone]


def test_every_planned_value_comes_out_of_its_workbook(district: tuple[Workspace, Summary]) -> None:
    """The sample knows what each commune meant; what was read of its layout, fonts and spellings must be just that."""
    here, _ = district
    said = {
        (i.unit, i.year) for i in INCIDENTS if any(isinstance(c, Said) for c in i.changes) and i.status == "accepted"
    }
    stored = {
        name: {key: rows.sort_values("row") for key, rows in load(name, workspace=here).groupby(["unit_code", "year"])}
        for name in TABLES[1:-2]
    }
    compared = 0
    for delivery in deliveries():
        key = (delivery.unit.code, delivery.year)
        if delivery.status == "accepted" and key not in said:
            planned = content(delivery)
            for name, rows in stored.items():
                compared += same(name, delivery.year, planned.get(name, []), rows.get(key, pd.DataFrame()))
    assert compared > 50_000


def same(table: str, year: int, planned: Sequence[Mapping[str, Any]], stored: pd.DataFrame) -> int:
    """Compare planned rows with stored ones and return how many values were compared."""
    if table == "indicators":
        return same_figures(planned, stored, year)
    assert len(planned) == len(stored), (table, year)
    columns = [c for c in form().table(table).columns_in(year) if form().header_in(table, c.name, year) or c.section]
    compared = 0
    found_rows = stored.to_dict("records")
    if table == "models":  # by hand they are grouped by field
        planned, found_rows = by_name(planned), by_name(found_rows)
    for row, found in zip(planned, found_rows, strict=True):
        for column in columns:
            want, got = row.get(column.name), found[column.name]
            assert (want is None and pd.isna(got)) or plain(want) == plain(got), (table, year, column.name, want, got)
            compared += 1
    return compared


def same_figures(planned: Sequence[Mapping[str, Any]], stored: pd.DataFrame, year: int) -> int:
    compared = 0
    rows = {row["indicator"]: row for row in planned}
    for found in stored.to_dict("records"):
        want = rows.get(found["indicator"], {}).get(found["column"])
        assert (want is None and pd.isna(found["value"])) or want == found["value"], (year, found, want)
        compared += 1
    return compared


def by_name(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted(rows, key=lambda row: plain(row["model_name"]))


def plain(value: Any) -> Any:
    """Texts compare without case: .VnTime has no capital letters with tone marks."""
    return clean(value).casefold() if isinstance(value, str) else value


def test_units_by_year(district: tuple[Workspace, Summary]) -> None:
    register = load("register", workspace=district[0])
    communes = register[~register["unit_code"].str.startswith("CQ-")]
    assert communes.groupby("year")["unit_code"].nunique().to_dict() == {
        2017: 25, 2018: 25, 2019: 25, 2020: 22, 2021: 22, 2022: 22,
    }  # fmt: skip


def test_no_cell_is_lost(district: tuple[Workspace, Summary]) -> None:
    here, _ = district
    cells = load("cells", workspace=here).groupby("file").size().to_dict()
    for path in sorted(here.raw.rglob("*.xls*"))[::9]:
        expected = sum(len(sheet.cells) for sheet in open_workbook(path).sheets)
        assert cells[path.relative_to(here.raw).as_posix()] == expected


def test_no_person_is_in_any_processed_table(district: tuple[Workspace, Summary]) -> None:
    here, _ = district
    persons = set()
    for path in sorted(here.raw.rglob("*.xls*"))[::7]:
        cover = find_cover(list(open_workbook(path).sheets), form())
        assert cover is not None
        persons |= {str(cover.read(n, form()).value) for n in ("preparer", "approver", "phone")} - {"None"}
    assert len(persons) > 20
    for name in TABLES:
        text = load(name, period=None, workspace=here).to_csv()
        assert [p for p in persons if p in text] == []


def test_an_unchanged_workspace_is_not_read_again_and_gives_the_same_bytes(district: tuple[Workspace, Summary]) -> None:
    here, _ = district
    before = (here.processed / "manifest.json").read_bytes()
    again = ingest(here)
    assert again.read == 0
    assert (here.processed / "manifest.json").read_bytes() == before


# --- one number, one file -------------------------------------------------------------------------------------


def totals(here: Workspace) -> dict[str, float]:
    """Every total of 2022: each indicator by column, and each number of each table."""
    found: dict[str, float] = {}
    rows = load("indicators", years=2022, workspace=here)
    for (code, column), value in rows.groupby(["indicator", "column"])["value"].sum(min_count=1).dropna().items():
        found[f"{code}.{column}"] = value
    for name in ("models", "resources", "donations", "new_rural", "ocop", "model_areas", "documents", "awards"):
        frame = load(name, years=2022, workspace=here)
        found[f"{name} rows"] = len(frame)
        for column in frame.select_dtypes("number").columns.drop(["year", "revision", "row"]):
            found[f"{name}.{column}"] = frame[column].sum()
    return found


def change_number(path: Path, sheet: str, cell: str, add: int) -> None:
    """Add to one number of an .xlsx, typed or of a formula, in its XML, leaving every other byte of the content."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    book = parts["xl/workbook.xml"].decode()
    number = [m[1] for m in re.finditer(r'<sheet name="([^"]+)"', book)].index(sheet) + 1
    part = f"xl/worksheets/sheet{number}.xml"
    pattern = rf'(<c r="{cell}"[^>]*>(?:<f>[^<]*</f>)?<v>)([^<]+)(</v>)'
    parts[part] = re.sub(pattern, lambda m: f"{m[1]}{int(m[2]) + add}{m[3]}", parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_changing_one_number_changes_exactly_the_totals_that_contain_it(tmp_path: Path) -> None:
    here = workspace(tmp_path / "ws", 2022)
    ingest(here)
    before = totals(here)
    cells = load("cells", years=2022, workspace=here)
    rows = load("indicators", years=2022, workspace=here)
    plain = rows["text"].str.fullmatch(r"\d+") & (rows["column"] == "actual") & (rows["indicator"] == "mediation_teams")
    chosen = rows[plain & (rows["unit_code"] == "21085")].iloc[0]
    (cell,) = cells.loc[
        (cells["file"] == chosen["file"]) & (cells["sheet"] == chosen["sheet"]) & (cells["row"] == chosen["row"])
        & (cells["column"] == "actual"), "cell",
    ]  # fmt: skip
    change_number(here.raw / chosen["file"], chosen["sheet"], cell, 5)
    summary = ingest(here)
    assert summary.read == 1
    after = totals(here)
    assert {key: after[key] - before[key] for key in after if after[key] != before.get(key)} == {
        "mediation_teams.actual": 5
    }


def test_deleting_one_communes_file_leaves_21_of_22_units_never_zero(tmp_path: Path) -> None:
    here = workspace(tmp_path / "ws", 2022)
    ingest(here)
    before = load("indicators", years=2022, workspace=here)
    own = before[
        (before["unit_code"] == "21085") & (before["column"] == "actual") & (before["indicator"] == "mediation_teams")
    ]
    for folder in (here.raw / "sample" / "2022").glob("21085*"):
        shutil.rmtree(folder)
    ingest(here)
    after = load("indicators", years=2022, workspace=here)
    teams = after[(after["indicator"] == "mediation_teams") & (after["column"] == "actual")]
    assert "21085" not in set(teams["unit_code"])
    assert teams["value"].sum() == 131 - own["value"].sum()
    roll = coverage.roll(load("register", years=2022, workspace=here), settings(here))
    covered = coverage.of_table(coverage.communes(roll), "indicators")
    assert (covered["reported"].tolist(), covered["expected"].tolist()) == ([21], [22])
    missing = roll[roll["status"] == "not_received"]
    assert missing["unit_code"].tolist() == ["21085"]


# --- what is wrong with data/raw ------------------------------------------------------------------------------


def empty(root: Path) -> Workspace:
    root.mkdir()
    shutil.copy(ROOT / "danvan.toml", root)
    return Workspace(root)


def test_a_missing_or_empty_raw_folder_is_told_with_its_remedy(tmp_path: Path) -> None:
    here = empty(tmp_path / "ws")
    with pytest.raises(DanvanError, match=r"Thiếu thư mục .*danvan sample"):
        ingest(here)
    here.raw.mkdir(parents=True)
    with pytest.raises(DanvanError, match=r"chưa có tệp nào.*danvan sample"):
        ingest(here)
    assert not here.processed.exists()


def test_what_is_no_workbook_is_refused_by_name_and_the_others_go_on(tmp_path: Path) -> None:
    here = workspace(tmp_path / "ws", 2022)
    wrong = here.raw / "sample" / "2022" / "21085 Bình Minh" / "ảnh chụp.xlsx"
    wrong.write_bytes(b"\xff\xd8\xff\xe0 a picture")
    lock = wrong.with_name("~$BC DVK 2022.xlsx")
    lock.write_bytes(b"x")
    summary = ingest(here)
    refused = [e for e in summary.entries if e.status == "refused"]
    assert sorted(e.submission.file.rpartition("/")[2] for e in refused if e.submission) == sorted(
        [wrong.name, lock.name]
    )
    assert any("ảnh chụp.xlsx" in line and "không phải là bảng tính" in line for line in summary.lines())
    assert sum(e.status == "accepted" for e in summary.entries) == 26


def test_sample_and_real_files_in_one_run_are_refused(tmp_path: Path) -> None:
    here = workspace(tmp_path / "ws", 2022)
    source = next((here.raw / "sample" / "2022").glob("21085*/*.xlsx"))
    (here.raw / "2022").mkdir()
    real = here.raw / "2022" / "that.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(real, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace("SỐ LIỆU MINH HỌA".encode(), b"x"))
    with pytest.raises(DanvanError, match=r"số liệu minh họa .*số liệu thật .*data/raw/sample"):
        ingest(here)
    assert not read_or_none(here)


def read_or_none(here: Workspace) -> bool:
    if not (here.processed / "manifest.json").exists():
        return False
    return bool(read_manifest(here.processed).years)
