"""A package is written from what two states of the store made: what differs stays, what leaves has its stamp."""

from __future__ import annotations

import io
import json
from base64 import b64encode
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from drawn_store import stored
from PIL import Image

from danvan.paths import Workspace
from danvan.publish.columns import ColumnSpec
from danvan.publish.document import Document, Letter, Paragraph
from danvan.publish.located import DATA_URI
from danvan.publish.prose import Sentence
from danvan.publish.shared import NOT_SHARED, Leaving
from danvan.publish.table import PublishedTable
from danvan.runs.leaving import Made, write_package
from danvan.runs.plan import Job, Span

DRAFT = "DỰ THẢO - LƯU HÀNH NỘI BỘ"
LETTER = Letter(("UBND",), "UBND huyện", "Bình Sơn", "BC", (), (), "TM.", "CHỦ TỊCH", "Nguyễn Văn Mẫu")
SVG = '<svg width="400pt" height="100pt" viewBox="0 0 400 100" xmlns="http://www.w3.org/2000/svg"><desc>{}</desc></svg>'
JOBS = (Job("2022", "02", Path("02.ipynb"), {}),)


def table(value: int) -> PublishedTable:
    frame = pd.DataFrame({"label": ["Xã A"], "count": pd.array([value], "Int64")})
    columns = (ColumnSpec("label", "Đơn vị"), ColumnSpec("count", "Số người", "count"))
    return PublishedTable("T10", "Việc làm", frame, columns, roles=("data",))


def png(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 100), colour).save(out, "PNG")
    return out.getvalue()


def made(folder: Path, value: int, colour: str) -> Made:
    """What a state makes whose one number is `value`, and in whose second chart it is seen."""
    pictures = {"F1": png("blue"), "F2": png(colour)}
    shown = [table(value)._repr_html_()]
    for name, picture in pictures.items():
        (folder / "charts").mkdir(parents=True, exist_ok=True)
        (folder / "charts" / f"02_{name}.png").write_bytes(picture)
        (folder / "charts" / f"02_{name}.svg").write_text(SVG.format(colour if name == "F2" else ""), encoding="utf-8")
        uri = DATA_URI + b64encode(picture).decode()
        shown.append(f'<figure class="danvan-chart" id="{name}"><img src="{uri}" alt="{name}"></figure>')
    (folder / "notebooks").mkdir()
    cells: list[dict[str, Any]] = [
        {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# Việc làm"},
        *(
            {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": "x", "execution_count": None,
             "outputs": [{"output_type": "display_data", "metadata": {}, "data": {"text/html": html}}]}
            for n, html in enumerate(shown)
        ),
    ]  # fmt: skip
    book = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "notebooks" / "02.ipynb").write_text(json.dumps(book), encoding="utf-8")
    said = (Paragraph(Sentence((f"Có {value} người.",))), Paragraph(Sentence(("Có một mô hình.",))))
    tables = {"tables/02.json": [table(value)]}
    return Made(folder, Document(LETTER, 2022, "x", said, draft=False), (), tables)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return stored(tmp_path_factory.mktemp("ws"), {}, (2022,))


def written(workspace: Workspace, folder: Path, stamp: str) -> tuple[dict[str, bytes], Leaving]:
    rules = Leaving(lambda one: one, stamp)
    one, twin = made(folder / "one", 2, "red"), made(folder / "twin", 1, "green")
    write_package(workspace, Span("2022", (2022,)), JOBS, one, twin, rules, folder / "package")
    files = sorted(path for path in (folder / "package").rglob("*") if path.is_file())
    return {path.relative_to(folder / "package").as_posix(): path.read_bytes() for path in files}, rules


def text(files: dict[str, bytes]) -> str:
    """All that can be read, of the report too."""
    with ZipFile(io.BytesIO(files["report.docx"])) as archive:
        inside = archive.read("word/document.xml").decode()
    plain = [data.decode() for name, data in files.items() if name.endswith((".html", ".svg", ".ipynb", ".json"))]
    return "\n".join([inside, *plain])


def test_what_differs_in_the_twin_stays_and_is_told(workspace: Workspace, tmp_path: Path) -> None:
    files, rules = written(workspace, tmp_path, DRAFT)
    assert {"charts/02_F1.png", "charts/02_F1.svg", "notebooks/02.html", "index.html", "report.docx"} <= set(files)
    assert not {"charts/02_F2.png", "charts/02_F2.svg"} & set(files)
    assert f"Biểu đồ F2: {NOT_SHARED}" in rules.left_out and rules.untold == {"T10": 1}
    assert "Có 2 người" not in text(files) and "Có một mô hình" in text(files)
    sheet = openpyxl.load_workbook(io.BytesIO(files["tables.xlsx"]))["T10"]
    assert [cell.value for row in sheet.iter_rows() for cell in row if cell.value in ("*", 1, 2)] == ["*"]


def test_the_stamp_is_on_everything_and_without_it_on_nothing(workspace: Workspace, tmp_path: Path) -> None:
    draft, _ = written(workspace, tmp_path / "draft", DRAFT)
    approved, _ = written(workspace, tmp_path / "approved", "")
    for name in ("index.html", "notebooks/02.html", "notebooks/02.ipynb", "charts/02_F1.svg"):
        assert DRAFT in draft[name].decode() and DRAFT not in approved[name].decode()
    for name in ("tables.xlsx", "report.docx"):
        inside = {}
        for of, files in {"draft": draft, "approved": approved}.items():
            with ZipFile(io.BytesIO(files[name])) as archive:
                inside[of] = any(
                    DRAFT in archive.read(member).decode("utf-8", "ignore") for member in archive.namelist()
                )
        assert inside == {"draft": True, "approved": False}
    pictures = [Image.open(io.BytesIO(files["charts/02_F1.png"])).height for files in (draft, approved)]
    assert pictures[0] > pictures[1] == 100


def test_nobody_who_signs_and_no_notes_of_the_run_leave(workspace: Workspace, tmp_path: Path) -> None:
    files, _ = written(workspace, tmp_path, DRAFT)
    assert LETTER.signer not in text(files)
    assert not [name for name in files if name.startswith(("tables/", "trace")) or name in ("run.json", "figures.json")]
