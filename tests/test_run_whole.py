"""A run is published whole or not at all: two labels are run once, then again with one of them broken."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from danvan.files import sha256
from danvan.paths import Workspace
from danvan.problems import DanvanError, UsageError
from danvan.publish.columns import ColumnSpec
from danvan.publish.table import PublishedTable
from danvan.runs.plan import Runs, Span, read_runs
from danvan.runs.run import Published, run
from danvan.store.write import commit

ROOT = Path(__file__).parents[1]
KEPT = ("templates", "returned")  # made by commands of their own
SPANS = (Span("2022", (2022,)), Span("2021-2022", (2021, 2022)))
RUNS = '[[run]]\nnotebook = "02_models"\nfor = "year"\n\n[[run]]\nnotebook = "07_review"\nfor = "period"\n'
PARAMETERS = "years: list[int] = [2022]  # các năm\noutput: str = ''  # nơi ghi"
DRAW = """
from pathlib import Path
here = Path(output)
(here / "charts").mkdir(parents=True, exist_ok=True)
(here / "charts" / "F1.png").write_bytes(b"picture of %s" % str(years).encode())
(here / "tables").mkdir(exist_ok=True)
(here / "tables" / "n.json").write_text(Path("tables.json").read_text("utf-8"), "utf-8")
print(here.resolve(), "outputs/x")
"""


def quiet(what: str, done: int, total: int) -> None:
    """Tell nothing."""


def notebook(body: str) -> str:
    def cell(kind: str, source: str, *tags: str) -> dict[str, object]:
        made = {"cell_type": kind, "id": f"a{len(source)}", "metadata": {"tags": list(tags)}, "source": source}
        return made | ({"execution_count": None, "outputs": []} if kind == "code" else {})

    cells = [cell("markdown", "# Mô hình\n\nBao nhiêu?"), cell("code", PARAMETERS, "parameters"), cell("code", body)]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def table() -> PublishedTable:
    frame = pd.DataFrame({"year": pd.array([2022], "Int64"), "count": pd.array([131], "Int64")})
    columns = (ColumnSpec("year", "Năm", "year"), ColumnSpec("count", "Số tổ", "count", "tổ"))
    return PublishedTable("T10", "Tổ hòa giải", frame, columns, sample=True, roles=("data",))


def register() -> pd.DataFrame:
    said = {"unit_from": dt.date(2004, 1, 1), "period": "N", "revision": 1, "status": "accepted", "sample": True}
    return pd.DataFrame([{"unit_code": "21085", "year": y, "file": f"{y}.xlsx", **said} for y in (2021, 2022)])


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@dataclass(frozen=True)
class Twice:
    """What two runs left: all is well in the first, in the second the year's notebook stops."""

    workspace: Workspace
    published: list[Published]
    first: dict[str, dict[str, bytes]]
    index: str
    failure: DanvanError

    def now(self, label: str) -> dict[str, bytes]:
        return contents(self.workspace.output(label))


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Twice:
    workspace = Workspace(tmp_path_factory.mktemp("huyện"))
    workspace.settings.write_bytes((ROOT / "danvan.toml").read_bytes())
    workspace.notebooks.mkdir()
    workspace.runs.write_text(RUNS, encoding="utf-8")
    for name in ("02_models", "07_review"):
        (workspace.notebooks / f"{name}.ipynb").write_text(notebook(DRAW), encoding="utf-8")
    (workspace.root / "tables.json").write_text(json.dumps([table().to_json()]), encoding="utf-8")
    commit(workspace.processed, {"register": register()}, {"2022.xlsx": "abc"})
    workspace.templates("2022").mkdir(parents=True)
    (workspace.templates("2022") / "21085_2022.xlsx").write_bytes(b"blank")
    workspace.returned("2022").mkdir()
    (workspace.returned("2022") / "21085_2022_can_sua.xlsx").write_bytes(b"marked")
    runs = read_runs(workspace.runs)

    published = run(workspace, runs, SPANS, quiet)
    first = {span.label: contents(workspace.output(span.label)) for span in SPANS}
    index = (workspace.outputs / "index.html").read_text(encoding="utf-8")
    shutil.rmtree(workspace.executed)  # so that all is made a second time
    (workspace.notebooks / "02_models.ipynb").write_text(notebook(f"{DRAW}\n1/0"), encoding="utf-8")
    with pytest.raises(DanvanError) as failure:
        run(workspace, runs, SPANS, quiet)
    return Twice(workspace, published, first, index, failure.value)


def test_each_label_has_pages_tables_charts_and_a_ledger(twice):
    made = twice.first["2022"]
    assert set(made) == {
        "charts/F1.png",
        "contents.json",
        "figures.json",
        "index.html",
        "notebooks/02_models.html",
        "notebooks/02_models.ipynb",
        "report.docx",
        "returned/21085_2022_can_sua.xlsx",
        "run.json",
        "search.js",
        "tables.xlsx",
        "tables/n.json",
        "templates/21085_2022.xlsx",
    }
    assert [(p.span.label, p.pages, p.charts) for p in twice.published] == [("2022", 1, 1), ("2021-2022", 1, 1)]


def test_the_ledger_says_what_went_in_and_what_came_out(twice):
    made = twice.first["2022"]
    ledger = json.loads(made["run.json"])
    assert ledger["title"] == "Công tác dân vận năm 2022"
    assert ledger["office"] == "Huyện Bình Sơn"
    assert ledger["sample"] is True
    assert ledger["inputs"] == {"2022.xlsx": "abc"}
    (ran,) = ledger["notebooks"]
    assert ran["parameters"] == {"years": [2022], "output": "outputs/2022"}
    assert {"danvan", "python", "pandas"} <= ledger["versions"].keys()
    assert ledger["declared"]["danvan.toml"] == sha256(twice.workspace.settings.read_bytes())
    assert {"binh_son.csv", "agencies_binh_son.csv"} <= ledger["declared"].keys()
    assert ledger["figures"] == "figures.json"
    expected = {
        name: sha256(data) for name, data in made.items() if name != "run.json" and name.partition("/")[0] not in KEPT
    }
    assert ledger["files"] == expected


def test_pages_say_who_has_reported(twice):
    year, period = (twice.first[span.label]["index.html"].decode() for span in SPANS)
    assert "Năm 2022: 1/26 đơn vị có báo cáo được chấp nhận; chưa có: Thị trấn Châu Ổ, Xã Bình Thuận," in year
    assert "Công tác dân vận giai đoạn 2021 - 2022" in period
    assert "Năm 2021: 1/26" in period
    assert "SỐ LIỆU MINH HỌA" in period
    assert twice.index.index("2021-2022/index.html") < twice.index.index('"2022/index.html')


def test_nothing_published_says_where_it_was_made(twice):
    for label, made in twice.first.items():
        for name, data in made.items():
            assert str(twice.workspace.root).encode() not in data, (label, name)
            assert b".staged" not in data, (label, name)


def test_the_same_inputs_give_the_same_bytes(twice):
    assert twice.now("2021-2022") == twice.first["2021-2022"]


def test_a_failed_run_leaves_the_previous_one_and_its_own_evidence(twice):
    assert twice.now("2022") == twice.first["2022"]
    assert "Sổ tay 02_models dừng ở ô 3: ZeroDivisionError: division by zero" in str(twice.failure)
    assert "Đã lập xong: 2021-2022." in str(twice.failure)
    assert "Kết quả trước của 2022 vẫn được giữ nguyên." in str(twice.failure)
    kept = contents(twice.workspace.failed("2022"))
    assert b"ZeroDivisionError" in kept["notebooks/02_models.ipynb"]
    assert "charts/F1.png" in kept
    left = {path.name for path in twice.workspace.outputs.iterdir()}
    assert left == {"2022", "2021-2022", ".2022.failed", "index.html", "search.js"}


def test_what_is_wrong_before_anything_starts_writes_nothing(twice, tmp_path):
    empty = Workspace(tmp_path)
    empty.settings.write_bytes(twice.workspace.settings.read_bytes())
    with pytest.raises(UsageError, match="Không có sổ tay"):
        run(empty, read_runs(twice.workspace.runs), SPANS, quiet)
    with pytest.raises(UsageError, match="không có sổ tay nào chạy"):
        run(empty, Runs(()), SPANS, quiet)
    assert not empty.outputs.exists()


def test_a_signed_link_that_fits_no_model_stops_before_any_notebook(twice, monkeypatch):
    links = twice.workspace.model_links
    links.write_text(
        "unit,year,name,other_unit,other_year,other_name,same,who,date\n"
        "21091,2019,Hũ gạo,21091,2020,Hủ gạo,có,Văn phòng,2021-12-20\n",
        encoding="utf-8",
    )
    monkeypatch.setattr("danvan.runs.run.execute_all", None)  # a notebook that starts fails otherwise
    with pytest.raises(DanvanError, match=r"model_links\.csv, dòng 2: chưa có báo cáo"):
        run(twice.workspace, read_runs(twice.workspace.runs), SPANS, quiet)
    links.unlink()
    assert {path.name for path in twice.workspace.outputs.iterdir()} == {
        "2022",
        "2021-2022",
        ".2022.failed",
        "index.html",
        "search.js",
    }


def test_what_nothing_changed_for_stands_and_what_was_altered_is_made_again(twice):
    workspace, runs = twice.workspace, read_runs(twice.workspace.runs)
    (workspace.notebooks / "02_models.ipynb").write_text(notebook(DRAW), encoding="utf-8")
    assert [made.standing for made in run(workspace, runs, SPANS, quiet)] == [False, True]
    standing = run(workspace, runs, SPANS, quiet)
    assert [made.standing for made in standing] == [True, True]
    assert "2022: không có gì thay đổi, kết quả trước vẫn đúng: outputs/2022/index.html" in standing[0].line()
    (workspace.output("2022") / "tables.xlsx").write_bytes(b"altered")
    (workspace.output("2021-2022") / "index.html").unlink()
    assert [made.standing for made in run(workspace, runs, SPANS, quiet)] == [False, False]
    assert {label: twice.now(label) for label in twice.first} == twice.first
