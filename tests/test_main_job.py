"""The main job on the sample district, through the command line: what a person does first, and all that comes out of it.

Figures are those of the district's published review (domain.md section 10), read back from the review's tables.xlsx.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from sample_district import TRIED

from danvan.cli import main
from danvan.declared.form import form
from danvan.intake.cover import find_cover
from danvan.intake.workbook import open_workbook
from danvan.paths import Workspace
from danvan.publish.rechecked import Rechecked
from danvan.publish.word import read_numbers
from danvan.runs.report import check_report
from danvan.runs.trace import trace
from danvan.vietnamese.text import clean

Rows = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="module")
def made(main_job: Path) -> Path:
    """A workspace in which `danvan run` has been done once."""
    return main_job


@pytest.fixture(scope="module")
def table(made: Path) -> Rows:
    """Rows of one table of the review's workbook, as {header: value}."""
    book = openpyxl.load_workbook(made / "outputs" / "2017-2022" / "tables.xlsx")

    def rows(name: str) -> list[dict[str, Any]]:
        sheet = book[name]
        (area,) = sheet.tables.values()
        header, *body = [[cell.value for cell in row] for row in sheet[area.ref]]
        last = int(re.findall(r"\d+", area.ref)[-1])
        below = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=last + 1, max_row=last + 1)]
        return [dict(zip(header, row, strict=False)) for row in (*body, *below)]

    return rows


# Facts 1-3.
def test_the_canals_of_binh_minh(table: Rows) -> None:
    (work,) = [r for r in table("T16a") if r["Tên công trình, phần việc"] == "Đồng lòng kiên cố hóa kênh mương"]
    assert (work["Đơn vị"], work["Tổng kinh phí"], work["Nhân dân đóng góp"]) == (
        "Xã Bình Minh",
        380_000_000,
        180_000_000,
    )
    assert round(100 * work["Tỷ lệ Nhân dân đóng góp"], 1) == 47.4
    assert (work["Khối lượng"], work["ĐVT"]) == (900, "m")


# Fact 4.
def test_the_purple_onion(table: Rows) -> None:
    (onion,) = [r for r in table("T9c") if "Hành tím" in str(r["Sản phẩm"])]
    assert (onion["Đơn vị"], onion["Số sao"]) == ("Xã Bình Hải", 3)


# Facts 5-10.
def test_covid_donations(table: Rows) -> None:
    rows = {r["Sự kiện, đối tượng"]: r for r in table("T8a") if "Covid-19, năm 2021" in str(r["Sự kiện"])}
    apart = rows.pop("Riêng: Tiếp tế người về quê")

    def total(column: str) -> float:
        return sum(value for r in rows.values() if isinstance(value := r[column], int | float))

    goods, cash = "Trị giá hàng hóa, hiện vật", "Tiền mặt"
    assert round(total("Hàng hóa tính theo khối lượng (tấn)"), 6) == 31.2
    assert total(goods) == 542_372_000
    assert (rows["Tập thể"][cash], rows["Cá nhân"][cash], apart[cash]) == (254_498_000, 372_845_000, 890_000_000)
    assert total(cash) == 627_343_000
    assert total(cash) + total(goods) == 1_169_715_000
    assert total(cash) + total(goods) + apart[cash] == 2_059_715_000


# Facts 11-14.
def test_new_rural_areas_and_teams(table: Rows) -> None:
    (rural,) = [r for r in table("T9a") if r["Năm"] == 2022]
    assert (rural["Đạt chuẩn nông thôn mới (xã)"], rural["Tổng số xã"]) == (18, 21)
    assert round(100 * rural["Tỷ lệ xã đạt chuẩn"], 1) == 85.7
    assert rural["Khu dân cư kiểu mẫu"] == 10
    (teams,) = [r for r in table("T10") if r["Năm"] == 2022]
    assert teams["Cộng các tổ giữ gìn an ninh, trật tự"] == 120
    assert teams["Tổ hòa giải ở cơ sở"] == 131


# Fact 15.
def test_awards(table: Rows) -> None:
    (row,) = [r for r in table("T15") if (r["Năm khen thưởng"], r["Năm thành tích"]) == (2021, 2020)]
    assert (row["Tập thể"], row["Cá nhân"]) == (3, 3)


# Fact 16.
def test_documents(table: Rows) -> None:
    found = {r["Số, ký hiệu"]: r["Ngày ban hành"] for r in table("T1b") if isinstance(r["TT"], int)}
    assert found == {
        "22-CT/TU": dt.datetime(2017, 4, 3), "70/KH-UBND": dt.datetime(2020, 6, 4),
        "71/KH-UBND": dt.datetime(2020, 8, 7), "65-KH/HU": None,
    }  # fmt: skip


# Facts 17 and 18.
def test_named_models(table: Rows) -> None:
    from test_pipeline import LISTED

    models = {(r["Tên mô hình, điển hình"], r["Đơn vị"]) for r in table("T16b")}
    names = {name for name, _ in models}
    assert [name for part in LISTED.split(";") if (name := clean(part)) not in names] == []
    assert ("Ba V", "Xã Bình Trị") in models
    assert any("hành tím" in str(name) and unit == "Xã Bình Hải" for name, unit in models)
    assert ("Đồng lòng kiên cố hóa kênh mương", "Xã Bình Minh") in {(n, str(u).partition(" (")[0]) for n, u in models}
    assert any("Công an xã lắng nghe ý kiến Nhân dân" in str(name) for name in names)


def test_it_asks_nobody_beyond_the_machine(made: Path) -> None:
    """The fixture runs it with the network cut off."""
    assert not (made.parent / TRIED).exists()


def test_everything_promised_is_there(made: Path) -> None:
    outputs = made / "outputs"
    assert (outputs / "index.html").is_file()
    for label, notebooks in (("2022", 7), ("2017-2022", 6)):
        folder = outputs / label
        pages = sorted({p.name.partition(".")[0] for p in (folder / "notebooks").glob("*.html")})
        assert pages == sorted(p.stem for p in (folder / "notebooks").glob("*.ipynb"))
        assert len(pages) == notebooks
        assert {p.stem for p in (folder / "charts").glob("*.png")} == {
            p.stem for p in (folder / "charts").glob("*.svg")
        }
        ledger = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        assert ledger["inputs"]


def test_every_number_of_a_page_leads_to_where_it_comes_from(made: Path) -> None:
    page = (made / "outputs" / "2022" / "notebooks" / "03_resources.html").read_text(encoding="utf-8")
    links = re.findall(r'<a id="([^"]+)" href="([^"]+)">', page)
    assert len(links) > 100
    for figure, address in links:
        table, _, name = figure.partition("/")
        assert re.fullmatch(rf"\.\./trace/{table}(\.\d+)?\.html#{re.escape(name)}", address)


def test_charts_are_well_formed_and_tell_that_the_figures_are_made_up(made: Path) -> None:
    for svg in (made / "outputs").rglob("*.svg"):
        assert ET.fromstring(svg.read_bytes()).tag.endswith("svg")
    for page in (made / "outputs").rglob("*.html"):
        assert "số liệu minh họa" in page.read_text(encoding="utf-8").lower()


def test_no_person_is_in_any_output(made: Path) -> None:
    persons: set[str] = set()
    for path in sorted((made / "data" / "raw").rglob("*.xls*"))[::5]:
        cover = find_cover(list(open_workbook(path).sheets), form())
        assert cover is not None
        persons |= {str(cover.read(name, form()).value) for name in ("preparer", "approver", "phone")} - {"None"}
    assert len(persons) > 30
    for path in (made / "outputs").rglob("*"):
        if path.suffix in (".html", ".ipynb", ".json", ".svg"):
            text = path.read_text(encoding="utf-8")
            assert [p for p in persons if p in text] == [], path.name
        elif path.suffix == ".xlsx":
            cells = openpyxl.load_workbook(path)
            text = "\n".join(str(v) for sheet in cells for row in sheet.iter_rows(values_only=True) for v in row)
            assert [p for p in persons if p in text] == [], path.name


def test_outputs_tell_nothing_of_the_machine(made: Path) -> None:
    for path in (made / "outputs").rglob("*"):
        if path.suffix in (".html", ".ipynb", ".json", ".svg"):
            text = path.read_text(encoding="utf-8")
            assert str(made) not in text, path.name
            assert str(Path.home()) + "/" not in text, path.name


def test_the_same_inputs_give_the_same_bytes(made: Path) -> None:
    folder = made / "outputs" / "2022"
    before = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert main(["--workspace", str(made), "run", "--year", "2022"]) == 0
    after = {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    assert sorted(before) == sorted(after)
    assert [name for name in before if before[name] != after[name]] == []


# --- the Word report ------------------------------------------------------------------------------------------

STATED = (
    "380.000.000 đồng", "180.000.000 đồng (47,4%)", "900 m", "Hành tím Bình Hải (xã Bình Hải) 3 sao", "31,2 tấn",
    "542.372.000 đồng", "254.498.000 đồng", "372.845.000 đồng", "890.000.000 đồng", "627.343.000 đồng",
    "1.169.715.000", "2.059.715.000 đồng", "18/21 xã (85,7%)", "10 khu dân cư kiểu mẫu", "120 tổ", "131 tổ",
    "giấy khen cho 03 tập thể, 03 cá nhân", "70/KH-UBND", "04/6/2020", "65-KH/HU", "71/KH-UBND", "07/8/2020", "22-CT/TU",
    "03/4/2017", "Diễn đàn “Công an xã lắng nghe ý kiến Nhân dân”",
)  # fmt: skip
NAMED = ("Ba V", "Chuỗi liên kết sản xuất và tiêu thụ hành tím", "Đồng lòng kiên cố hóa kênh mương")


def words_of(path: Path) -> str:
    """All text of a Word document, a line a paragraph."""
    document = docx.Document(str(path))
    lines = document.element.body.iter(qn("w:p"))
    return "\n".join("".join(text.text or "" for text in line.iter(qn("w:t"))) for line in lines)


def test_the_review_states_every_fact_in_its_own_format(made: Path) -> None:
    said = words_of(made / "outputs" / "2017-2022" / "report.docx")
    assert [fact for fact in STATED if fact not in said] == []


def test_the_review_names_each_model_of_the_published_list(made: Path) -> None:
    from test_pipeline import LISTED

    lines = set(words_of(made / "outputs" / "2017-2022" / "report.docx").split("\n"))
    names = [clean(part) for part in LISTED.split(";") if clean(part)]
    assert len(names) == 21
    assert [name for name in (*names, *NAMED) if name not in lines] == []


# Facts 1-16 of the published review by the figure that says them in the report, as printed there.
FIGURES = {
    "T16a/*/total_vnd": "380.000.000 đồng", "T16a/*/people_vnd": "180.000.000 đồng", "T16a/*/people_share": "47,4%",
    "T16a/*/quantity": "900", "T8a/covid19.2021/goods_tonnes": "31,2", "T8a/covid19.2021/goods_vnd": "542.372.000 đồng",
    "T8a/covid19.2021.collective/cash_vnd": "254.498.000 đồng",
    "T8a/covid19.2021.individual/cash_vnd": "372.845.000 đồng", "T8c/*/value_vnd": "890.000.000 đồng",
    "T8a/covid19.2021/cash_vnd": "627.343.000 đồng", "T8a/covid19.2021/value_vnd": "1.169.715.000 đồng",
    "T8a/covid19.2021.all/value_vnd": "2.059.715.000 đồng", "T9a/2022/met": "18", "T9a/2022/communes": "21",
    "T9a/2022/share": "85,7%", "R3/areas/now": "10", "R3/teams/now": "120", "R3/mediation_teams/now": "131",
    "T1a/total/documents": "04",
}  # fmt: skip


def test_each_figure_of_the_published_review_goes_back_to_cells_that_give_it(made: Path) -> None:
    numbers = set(read_numbers(made / "outputs" / "2017-2022" / "report.docx"))
    said = {pattern: [f for f, text in numbers if fnmatch(f, pattern) and text == t] for pattern, t in FIGURES.items()}
    assert [pattern for pattern, found in said.items() if not found] == []
    for pattern, (figure, *_) in said.items():
        found = trace(Workspace(made), figure, range(2017, 2023))
        facts = [fact for term in found.terms for part in term.parts for fact in part.facts]
        assert facts and all(fact.cells for fact in facts if fact.file), pattern  # the register's stand in no file


@pytest.mark.parametrize(
    ("pattern", "text"),
    [("T9c/*/stars", "3"), ("T15/*", "03"), ("T1b/*/label", "22-CT/TU"), ("T1b/*/issued_on", "03/4/2017")],
)
def test_stars_awards_and_documents_are_bound_too(made: Path, pattern: str, text: str) -> None:
    numbers = read_numbers(made / "outputs" / "2017-2022" / "report.docx")
    assert text in {said for figure, said in numbers if fnmatch(figure, pattern)}


def test_every_number_of_the_report_is_data_bound(made: Path) -> None:
    path = made / "outputs" / "2017-2022" / "report.docx"
    numbers = read_numbers(path)
    assert len(numbers) > 2000
    assert check_report(Workspace(made), path) == Rechecked((), (), ())


def test_a_number_that_an_officer_changed_is_listed(made: Path, tmp_path: Path) -> None:
    document = docx.Document(str(made / "outputs" / "2022" / "report.docx"))
    control = next(c for c in document.element.body.iter(qn("w:sdt")) if c.find(f".//{qn('w:t')}") is not None)
    text = control.find(f".//{qn('w:t')}")
    text.text = "999.999"
    document.save(str(tmp_path / "edited.docx"))
    checked = check_report(Workspace(made), tmp_path / "edited.docx")
    (found,) = checked.differing
    assert (checked.lost, checked.typed) == ((), ())
    assert (found.said, found.figure) == ("999.999", control.find(f".//{qn('w:tag')}").get(qn("w:val")))


def test_every_figure_of_the_report_goes_back_to_cells_that_give_it(made: Path) -> None:
    path = made / "outputs" / "2022" / "report.docx"
    ids = list(dict.fromkeys(figure for figure, _ in read_numbers(path)))
    for figure in ids[:: max(1, len(ids) // 12)]:
        found = trace(Workspace(made), figure, [2022])
        assert found.value is None or found.terms, figure
