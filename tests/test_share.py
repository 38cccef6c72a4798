"""Fifty canaries from workbooks, settings and environment: none is in any byte of the package, however it is packed.

All persons, numbers and secrets here are invented.
"""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import zlib
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import unquote
from zipfile import BadZipFile, ZipFile

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment

from danvan.cli import main
from danvan.files import sha256
from danvan.paths import Workspace
from danvan.problems import UsageError
from danvan.publish.manifest import NAME, PAGE
from danvan.runs.archive import packed
from danvan.runs.plan import Span
from danvan.runs.share import approved
from danvan.vietnamese.text import bare

ROOT = Path(__file__).parents[1]
UNITS = ("21040 Châu Ổ", "21043 Bình Thuận", "21046 Bình Thạnh", "21085 Bình Minh")
GIVEN = ("Canari", "Hoàngyến", "Vẹtxanh", "Sơnca", "Chàomào", "Khướubạc", "Yếnphụng", "Sáođá", "Bạchnhạn", "Cúgáy")
NAMES = [f"Nguyễn Văn {name}" for name in GIVEN] + [f"Trần Thị {name}" for name in GIVEN[:5]]
PHONES = [f"09051337{n:02}" for n in range(10)]
IDS = [f"0510990{n:05}" for n in range(8)]
PLACES = [
    "/home/canariclerk/baocao",
    "C:\\Users\\canariclerk",
    "may-canari-07",
    "thu_muc_canari",
    "canari_file",
    "canariuser",
    "canarihost",
]
SECRETS = [f"canarisecret{n}x9Qz" for n in range(10)]
CANARIES = [*NAMES, *PHONES, *IDS, *PLACES, *SECRETS]
RUNS = '[[run]]\nnotebook = "02_models"\nfor = "year"\n\n[[run]]\nnotebook = "04_community"\nfor = "year"\n'


def planted(path: Path, target: Path, number: int) -> None:
    """A workbook of the sample with canaries in cells of all kinds, comments, hidden sheets, properties."""
    book = openpyxl.load_workbook(path)
    cover = book.worksheets[0]
    wanted = {"Người lập biểu": NAMES[number], "Điện thoại": PHONES[number], "Người ký": NAMES[number + 4]}
    for row in cover.iter_rows():
        for cell in row:
            if cell.value in wanted:
                cover.cell(cell.row, cell.column + 1).value = wanted[cell.value]
                cell.comment = Comment(f"Hỏi {NAMES[8]} số {PHONES[8]}", NAMES[9])
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "Nhân dân đồng thuận cao.":
                    cell.value = f"Nhân dân đồng thuận cao, nhờ bà {NAMES[10]} ({IDS[0]})"
    models = next(sheet for sheet in book.worksheets if sheet.title.startswith("B1"))
    heads = {str(cell.value): cell for row in models.iter_rows() for cell in row if cell.value}
    name, way = heads["Tên mô hình, điển hình"], heads["Cách làm"]
    first = next(
        row
        for row in range(name.row + 1, name.row + 6)
        if models.cell(row, name.column).value
        and not str(models.cell(row, name.column).value).isdigit()
        and len(str(models.cell(row, name.column).value)) > 3
    )
    models.cell(first, name.column).value = f"Giúp hộ ông {NAMES[11 + number]} làm kinh tế"
    models.cell(first, way.column).value = f"Gọi {PHONES[4 + number]}, CCCD {IDS[1 + number]}, xem {PLACES[1]}"
    hidden = book.create_sheet("canari_file")
    hidden.sheet_state = "hidden"
    hidden["A1"], hidden["A2"], hidden["A3"] = f"{NAMES[14]} {IDS[5]}", SECRETS[0], PLACES[0]
    book.properties.creator, book.properties.keywords, book.properties.description = NAMES[9], SECRETS[1], IDS[6]
    models.oddFooter.center.text = f"{IDS[7]} {PHONES[9]}"
    target.parent.mkdir(parents=True)
    book.save(target)


@dataclass(frozen=True)
class Done:
    """The workspace after a run, its package, and how one ended that would have told a secret."""

    root: Path
    package: bytes
    code: int
    stopped: str
    left: bool


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Done:
    root = tmp_path_factory.mktemp("thu_muc_canari") / "may-canari-07"
    shutil.copytree(ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*"))
    (root / "notebooks" / "runs.toml").write_text(RUNS, encoding="utf-8")
    said = (ROOT / "danvan.toml").read_text(encoding="utf-8")
    said = said.replace('signer = ""', f'signer = "{NAMES[9]}" # {SECRETS[2]} {PHONES[9]}')
    (root / "danvan.toml").write_text(said, encoding="utf-8")
    (root / "model_links.csv").write_text(
        "unit,year,name,other_unit,other_year,other_name,same,who,date\n", encoding="utf-8"
    )
    for number, unit in enumerate(UNITS):
        (path,) = sorted((ROOT / "data/raw/sample/2022" / unit).glob("*.xlsx"))[:1]
        planted(path, root / "data/raw/sample/2022" / unit / f"{NAMES[number]} canari_file {SECRETS[3]}.xlsx", number)
    environment = {
        "USER": PLACES[5],
        "HOSTNAME": PLACES[6],
        "CANARI_TOKEN": SECRETS[4],
        "AWS_SECRET_ACCESS_KEY": SECRETS[5],
        **{f"CANARI_{n}": SECRETS[n] for n in range(6, 10)},
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        assert main(["--workspace", str(root), "run", "--year", "2022"]) == 0
        path = root / "outputs" / "chia_se_2022.zip"
        with pytest.MonkeyPatch.context() as inner:
            heard = io.StringIO()
            inner.setenv("CANARI_PASSWORD", "Dân vận ở cơ sở")  # what a page says
            inner.setattr("danvan.cli.click.echo", lambda words, err=False: heard.write(f"{words}\n"))
            stopped = main(["--workspace", str(root), "share", "--year", "2022"]), heard.getvalue(), path.exists()
        assert main(["--workspace", str(root), "share", "--year", "2022"]) == 0
    return Done(root, path.read_bytes(), *stopped)


def unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file and all that is packed in it: archives, base64, chunks of pictures."""
    yield name, data
    if data.startswith(b"PK"):
        try:
            with ZipFile(io.BytesIO(data)) as archive:
                yield name, archive.comment
                for member in archive.infolist():
                    yield name, member.filename.encode() + member.comment + member.extra
                    yield from unpacked(f"{name}/{member.filename}", archive.read(member))
        except BadZipFile:
            return
    for said in re.findall(rb"[A-Za-z0-9+/]{24,}={0,2}", data) if not data.startswith((b"PK", b"\x89PNG")) else ():
        try:
            yield from unpacked(f"{name}#base64", b64decode(said + b"=" * (-len(said) % 4)))
        except ValueError:
            continue
    for at in (found.start() for found in re.finditer(rb"zTXt|iTXt|tEXt|eXIf", data) if data.startswith(b"\x89PNG")):
        for start in range(at, min(at + 80, len(data))):
            try:
                yield name, zlib.decompressobj().decompress(data[start:])
            except zlib.error:
                continue


def readings(data: bytes) -> Iterator[str]:
    """The bytes as any reader may take them."""
    for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
        said = data.decode(code, "ignore")
        yield said
        if code == "utf-8":
            yield unquote(said)
            yield html.unescape(said)
            yield re.sub(r"<[^>]*>", "", html.unescape(said))  # words that Word cut into pieces
            yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), said)


def test_no_canary_is_in_any_byte(done: Done) -> None:
    assert len(CANARIES) == 50
    forms = {
        form: canary
        for canary in CANARIES
        for form in (canary.casefold(), bare(canary), bare(canary).replace(" ", "-"))
    }
    forms |= {name.casefold(): name for name in GIVEN} | {bare(name): name for name in GIVEN}
    hits = {
        (place, forms[form])
        for place, data in unpacked("zip", done.package)
        for said in (reading.casefold() for reading in readings(data))
        for form in forms
        if form in said
    }
    assert not hits


def test_what_was_planted_went_in(done: Done) -> None:
    book = openpyxl.load_workbook(next((done.root / "data/raw/sample/2022" / UNITS[0]).glob("*.xlsx")))
    assert "canari_file" in book.sheetnames and book.properties.creator == NAMES[9]
    with ZipFile(io.BytesIO(done.package)) as archive:
        pages = archive.read("2022/notebooks/02_models.html").decode()
    assert "[đã che]" in pages  # a name of a model that was read, covered


def test_the_same_files_give_the_same_archive(done: Done) -> None:
    with ZipFile(io.BytesIO(done.package)) as archive:
        files = {name.removeprefix("2022/"): archive.read(name) for name in reversed(archive.namelist())}
    assert packed(files, "2022") == done.package


def test_a_secret_in_what_would_be_published_stops_and_is_named_with_its_place(done: Done) -> None:
    assert done.code == 1 and "Chưa lập gói chia sẻ" in done.stopped
    assert "giá trị của biến môi trường CANARI_PASSWORD" in done.stopped
    assert "notebooks/04_community.html" in done.stopped
    assert not done.left


def test_what_is_in_the_package_and_what_is_not(done: Done) -> None:
    with ZipFile(io.BytesIO(done.package)) as archive:
        names = {name.removeprefix("2022/") for name in archive.namelist()}
        manifest = json.loads(archive.read(f"2022/{NAME}"))
        files = {name: archive.read(f"2022/{name}") for name in names}
    assert {
        "index.html",
        "tables.xlsx",
        "report.docx",
        "notebooks/02_models.html",
        "notebooks/02_models.ipynb",
        NAME,
        PAGE,
    } <= names
    assert not [
        name for name in names if name.startswith(("trace", "returned", "templates", "tables/")) or name == "run.json"
    ]
    assert manifest["sha256"] == {name: sha256(data) for name, data in sorted(files.items()) if name != NAME}
    assert (
        manifest["draft"]
        and manifest["sample"]
        and manifest["years"] == [2022]
        and manifest["period_end"] == "2022-12-14"
    )
    assert "4/26 đơn vị" in manifest["coverage"][0]


def test_every_page_sheet_chart_and_document_says_that_it_is_a_draft(done: Done) -> None:
    mark = "DỰ THẢO - LƯU HÀNH NỘI BỘ"
    with ZipFile(io.BytesIO(done.package)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, data in files.items():
        if name.endswith((".html", ".svg", ".ipynb")):
            assert mark in data.decode(), name
    book = openpyxl.load_workbook(io.BytesIO(files["2022/tables.xlsx"]))
    for sheet in book.worksheets:
        assert any(mark in str(cell.value) for row in sheet.iter_rows(max_row=4) for cell in row), sheet.title
    said = docx.Document(io.BytesIO(files["2022/report.docx"]))
    assert any(mark in paragraph.text for paragraph in said.sections[0].footer.paragraphs)


def test_an_approval_holds_for_what_had_come_in_by_its_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danvan.runs.share._received", lambda *_: date(2022, 12, 26))
    here, span = Workspace(tmp_path), Span("2022", (2022,))
    said = (ROOT / "danvan.toml").read_text(encoding="utf-8")

    def approves(lines: str) -> bool:
        here.settings.write_text(said.replace("[sharing]", f"[sharing]\n{lines}\n#"), encoding="utf-8")
        return approved(here, span)

    assert not approves("")
    assert approves(f'approved_by = "{NAMES[0]}"\napproved_on = 2022-12-26')
    assert not approves(f'approved_by = "{NAMES[0]}"\napproved_on = 2022-12-25')
    with pytest.raises(UsageError, match="phải ghi cả approved_by và approved_on"):
        approves(f'approved_by = "{NAMES[0]}"')
