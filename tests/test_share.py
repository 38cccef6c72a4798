"""Canaries from workbooks, settings and environment: none is in any byte of the package, however it is packed.

One run of one notebook in a district of three communes, a draft and an approved package of it serve the whole file;
`canaries` has the names and the sweep.
"""

from __future__ import annotations

import io
import json
import shutil
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any
from unicodedata import normalize
from urllib.parse import quote
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from canaries import CANARIES, NAMES, NEW_IDS, OLD_IDS, PHONES, PLACES, SECRETS, swept, unpacked
from openpyxl.comments import Comment
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image, PngImagePlugin
from sample_district import few

from danvan.cli import main
from danvan.declared.form import form
from danvan.declared.sharing import sharing
from danvan.files import sha256
from danvan.paths import Workspace
from danvan.problems import DanvanError, DeclarationError, UsageError
from danvan.publish.manifest import NAME, PAGE
from danvan.publish.screen import Secrets
from danvan.runs.plan import Span
from danvan.runs.report import whole_report
from danvan.runs.share import Approval, approved, screened
from danvan.runs.twin import write_twin
from danvan.store.manifest import NAME as STORE

ROOT = Path(__file__).parents[1]
UNITS = ("21040 Châu Ổ", "21085 Bình Minh")
SILENT = "21073"  # reports nothing
RUNS = '[[run]]\nnotebook = "06_commune"\nfor = "year"\nparameters = { unit = "21085" }\n'
DRAFT = "DỰ THẢO - LƯU HÀNH NỘI BỘ"
ENVIRONMENT = {
    "USER": PLACES[6], "HOSTNAME": PLACES[7], "CANARI_TOKEN": SECRETS[4], "AWS_SECRET_ACCESS_KEY": SECRETS[5],
    "CANARI_PAGE": f"{PLACES[0]} {PLACES[2]}", **{f"CANARI_{n}": SECRETS[n] for n in range(6, 10)},
}  # fmt: skip


def planted(path: Path, target: Path, n: int) -> None:
    """A workbook of the sample with canaries in cells of all kinds, comments, hidden sheets, names, properties."""
    book = openpyxl.load_workbook(path)
    sheets = {sheet.title[:2]: sheet for sheet in book.worksheets}
    for label, said in {"Người lập biểu": NAMES[n], "Điện thoại": PHONES[n], "Người ký": NAMES[n + 2]}.items():
        cell = found(sheets["B0"], label)
        sheets["B0"].cell(cell.row, 2).value = said
        cell.comment = Comment(f"Hỏi {NAMES[4]} số {PHONES[2]}", PLACES[8])
    for sheet, head, below, said in (
        ("B1", "Tên mô hình, điển hình", 2, f"Giúp hộ ông {NAMES[5 + n]} làm kinh tế"),
        ("B1", "Đơn vị chủ trì", 2, f"Tổ của bà {NAMES[7]}"),
        ("B1", "Cách làm", 2, f"Gọi {PHONES[3 + n]}, CCCD {NEW_IDS[n]}, xem {PLACES[1]}"),
        ("B2", "Tên công trình, phần việc", 3, f"Đường vào nhà ông {NAMES[8]}, CMND {OLD_IDS[n]}"),
        ("B3", "Ghi chú", 2, f"{NAMES[9]} báo, số {PHONES[5]}, {OLD_IDS[2]}"),
        ("B4", "Địa điểm", 2, f"Nhà bà {NAMES[10]} ({PHONES[6]})"),
        ("B8", "Nội dung", 2, f"Nhân dân đồng thuận, nhờ bà {NAMES[11]} ({NEW_IDS[2]}, {PHONES[7]})"),
    ):
        at = found(sheets[sheet], head)
        sheets[sheet].cell(at.row + below, at.column).value = said
    sheets["B6"]["G7"].comment = Comment(f"Văn bản về {NAMES[12]}", "")
    hidden = book.create_sheet("canari_file")
    hidden.sheet_state = "hidden"
    hidden["A1"], hidden["A2"], hidden["A3"] = f"{NAMES[13]} {NEW_IDS[3]}", SECRETS[0], PLACES[0]
    book.properties.creator, book.properties.lastModifiedBy = PLACES[8], NAMES[14]
    book.properties.keywords, book.properties.description = SECRETS[1], OLD_IDS[3]
    book.custom_doc_props.append(StringProperty(name="canari", value=SECRETS[2]))
    book.defined_names["may"] = DefinedName("may", attr_text=f'"{PLACES[2]}"')
    prompt = DataValidation("custom", "TRUE", promptTitle="Hỏi", prompt=f"Gọi {PHONES[8]}", showInputMessage=True)
    prompt.add("Z1")
    sheets["B1"].add_data_validation(prompt)
    sheets["B1"].oddFooter.center.text = f"{NEW_IDS[4]} {OLD_IDS[4]} {PHONES[9]}"
    target.parent.mkdir(parents=True)
    book.save(target)


def found(sheet: Worksheet, said: str) -> openpyxl.cell.Cell:
    """The cell that says so."""
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == said)


@dataclass(frozen=True)
class Done:
    """The workspace after a run, its package, and how it was screened: which files, for what, whether already written;
    and the package that was approved.
    """

    root: Path
    package: bytes
    seen: set[str]
    secrets: Secrets
    written: bool
    approved: bytes

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The files of the package by name."""
        return members(self.package)


def members(package: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(package)) as archive:
        return {name.removeprefix("2022/"): archive.read(name) for name in archive.namelist()}


def settle(root: Path) -> None:
    """The settings of a district of three communes, with canaries."""
    said = (ROOT / "danvan.toml").read_text(encoding="utf-8")
    said = said.replace('signer = ""', f'signer = "{NAMES[9]}" # {SECRETS[3]} {PHONES[9]}')
    said = said.replace("[sharing]", f'[sharing]\napproved_by = "{NAMES[10]}"\napproved_on = 2022-12-30\n#')
    (root / "danvan.toml").write_text(said, encoding="utf-8")
    few(root, SILENT, *(name[:5] for name in UNITS))


def once(report: Callable[..., Any]) -> Callable[..., Any]:
    """The report of a store made once: the run, the draft and the approved package are of the same one."""
    made: dict[object, Any] = {}

    def again(here: Workspace, span: Span) -> Any:
        store = sha256((here.processed / STORE).read_bytes())
        if store not in made:
            made[store] = report(here, span)
        return made[store]

    return again


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    root = tmp_path_factory.mktemp("thu_muc_canari") / "may-canari-07"
    (root / "notebooks").mkdir(parents=True)
    shutil.copy(ROOT / "notebooks" / "06_commune.ipynb", root / "notebooks")
    (root / "notebooks" / "runs.toml").write_text(RUNS, encoding="utf-8")
    settle(root)
    words = f"table,column,header,who,date\nresources,labour_days,Ngày công góp,{NAMES[3]},2021-12-20\n"
    (root / "header_words.csv").write_text(words, encoding="utf-8")
    for n, unit in enumerate(UNITS):
        (path,) = (ROOT / "data/raw/sample/2022" / unit).glob("*.xlsx")
        planted(path, root / "data/raw/sample/2022" / unit / f"{NAMES[n]} canari_file {SECRETS[3]}.xlsx", n)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        made = once(whole_report)
        for module in ("report", "leaving"):
            patch.setattr(f"danvan.runs.{module}.whole_report", made)
        twin = Workspace(root.with_name("twin"))
        patch.setattr(
            "danvan.runs.share.write_twin",
            lambda one, _, *of: twin if twin.root.exists() else write_twin(one, twin.root, *of),
        )
        assert main(["--workspace", str(root), "run", "--year", "2022"]) == 0
        path = root / "outputs" / "chia_se_2022.zip"
        screenings: list[tuple[set[str], Secrets, bool]] = []

        def looked(files: Mapping[str, bytes], secrets: Secrets) -> None:
            screenings.append((set(files), secrets, path.exists()))
            screened(files, secrets)

        patch.setattr("danvan.runs.share.screened", looked)
        share = ["--workspace", str(root), "share", "--year", "2022"]
        with pytest.MonkeyPatch.context() as late:
            late.setattr("danvan.runs.share._received", lambda *_: date(2023, 1, 5))
            assert main(share) == 0
        package = path.read_bytes()
        assert main([*share, "--output", str(root / "approved.zip")]) == 0
    seen, secrets, left = screenings[0]
    return Done(root, package, seen, secrets, left, (root / "approved.zip").read_bytes())


def test_no_canary_is_in_any_byte(done: Done) -> None:
    assert len(CANARIES) >= 50
    assert swept("zip", done.package) == set()


def test_each_canary_was_planted(done: Done) -> None:
    there = {
        path.relative_to(done.root).as_posix(): path.read_bytes() for path in done.root.rglob("data/raw/**/*.xlsx")
    }
    there |= {name: (done.root / name).read_bytes() for name in ("danvan.toml", "header_words.csv")}
    there |= {"environment": "\n".join(ENVIRONMENT.values()).encode(), "place": f"{done.root}".encode()}
    assert {what for name, data in there.items() for _, what in swept(name, data + name.encode())} >= set(CANARIES)
    assert b"[\xc4\x91\xc3\xa3 che]" in done.files["notebooks/06_commune.html"]  # what was read of a name


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def picture(said: str, *, packed: bool = False, wide: bool = False) -> bytes:
    words, out = PngImagePlugin.PngInfo(), io.BytesIO()
    (words.add_itxt if wide else words.add_text)("Comment", said, zip=packed)
    Image.new("RGB", (2, 2)).save(out, "PNG", pnginfo=words)
    return out.getvalue()


def cut(said: str) -> str:
    """As Word cuts a text."""
    return "".join(f"<w:r><w:t>{escape(letters)}</w:t></w:r>" for letters in (said[:3], said[3:8], said[8:]))


WAYS: dict[str, Callable[[str], bytes]] = {
    "text": str.encode,
    "no marks, a name of a file": lambda said: said.replace(" ", "-").encode(),
    "letters and their marks apart": lambda said: normalize("NFD", said).encode(),
    "entities": lambda said: "".join(f"&#{ord(letter)};" for letter in said).encode(),
    "entities of an address": lambda said: quote("".join(f"&#x{ord(letter):x};" for letter in said)).encode(),
    "address": lambda said: quote(said, safe="").encode(),
    "json": lambda said: json.dumps({"said": said}).encode(),
    "UTF-16": lambda said: said.encode("utf-16"),
    "UTF-16, the other end first": lambda said: b"x" + said.encode("utf-16-be"),
    "base64": lambda said: b'"' + b64encode(f"bởi {said} đấy".encode()) + b'"',
    "base64 of UTF-16": lambda said: b64encode(said.encode("utf-16-le")),
    "zlib": lambda said: b"stream\n" + zlib.compress(said.encode()) + b"\nendstream",
    "a string of PDF": lambda said: b"/Author <feff" + said.encode("utf-16-be").hex().encode() + b">",
    "an archive in an archive": lambda said: zipped(a=zipped(b=f"<p>{escape(said)}</p>".encode())),
    "the name of a member": lambda said: zipped(**{said: b""}),
    "a cut paragraph of Word": lambda said: zipped(**{"word/document.xml": f"<w:p>{cut(said)}</w:p>".encode()}),
    "properties": lambda said: zipped(**{"docProps/core.xml": f"<dc:creator>{escape(said)}</dc:creator>".encode()}),
    "a picture": lambda said: picture(quote(said)),
    "a picture, packed": lambda said: picture(said, packed=True, wide=True),
    "a picture in a notebook": lambda said: json.dumps({"image/png": b64encode(picture(said, wide=True)).decode()}).encode(),
    "a phone or number with dots": lambda said: (".".join(said) if said.isdigit() else said).encode(),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_the_sweep_finds_each_canary_however_it_is_packed(way: str) -> None:
    assert [said for said in CANARIES if said not in {what for _, what in swept("x", WAYS[way](said))}] == []


def word(data: bytes, said: str) -> bytes:
    document, out = docx.Document(io.BytesIO(data)), io.BytesIO()
    document.add_paragraph(f"Theo {said}.")
    document.save(out)
    return out.getvalue()


def excel(data: bytes, said: str) -> bytes:
    book, out = openpyxl.load_workbook(io.BytesIO(data)), io.BytesIO()
    book["H1-21085"]["A1"].comment = Comment(said, "")
    book.save(out)
    return out.getvalue()


def noted(data: bytes, said: str) -> bytes:
    made = json.loads(data)
    made["cells"][5]["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": {}}]
    made["cells"][5]["outputs"][0]["data"] = {"image/png": b64encode(picture(said, packed=True, wide=True)).decode()}
    return json.dumps(made).encode()


@pytest.mark.parametrize(
    ("file", "hidden", "place"),
    [
        ("index.html", lambda data, said: data.replace(b"</h2>", f"</h2><p>{said}</p>".encode(), 1), "mục “"),
        ("notebooks/06_commune.html", lambda data, said: data.replace(b'alt="', f'alt="{said}'.encode(), 1), "06_commune.html"),
        ("notebooks/06_commune.ipynb", noted, "ô 6 › ảnh 1 › siêu dữ liệu"),
        ("charts/06_commune-21085_F20.svg", lambda data, said: data.replace(b"</svg>", f"<text>{said}</text></svg>".encode()), ".svg"),
        ("charts/06_commune-21085_F20.png", lambda data, said: data + said.encode(), "siêu dữ liệu"),
        ("report.docx", word, "word/document.xml › đoạn "),
        ("tables.xlsx", excel, "xl/comments"),
        (NAME, lambda data, said: json.dumps({**json.loads(data), "by": said}).encode(), NAME),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)  # fmt: skip
def test_a_name_put_into_a_file_of_the_package_is_swept_up_and_stops_it_with_its_place(
    done: Done, file: str, hidden: Callable[[bytes, str], bytes], place: str
) -> None:
    changed = {file: hidden(done.files[file], NAMES[0])}
    assert NAMES[0] in {what for _, what in swept(file, changed[file])}
    with pytest.raises(
        DanvanError, match=r"(?s)^Chưa lập gói chia sẻ: có nội dung không được đưa ra ngoài \("
    ) as stopped:
        screened(changed, Secrets({}))
    assert any(file in line and place in line and "tên người" in line for line in str(stopped.value).splitlines())


def test_every_file_is_screened_before_anything_is_written(done: Done) -> None:
    assert done.seen == set(done.files) and not done.written
    assert {*SECRETS[4:6], PLACES[6], PLACES[7], NAMES[9], str(done.root)} <= set(done.secrets.words)


def test_a_secret_in_what_would_be_published_stops_and_is_named_with_its_places(done: Done) -> None:
    words = {"Năm nào gửi đúng hạn": "giá trị của biến môi trường X"}  # what a page says
    with pytest.raises(DanvanError, match="Chưa lập gói chia sẻ") as stopped:
        screened(done.files, Secrets(words))
    assert "- notebooks/06_commune.html › mục “Nộp báo cáo”: giá trị" in str(stopped.value)
    assert "- notebooks/06_commune.ipynb › ô 9: giá trị của biến môi trường X" in str(stopped.value)


def test_what_is_in_the_package_and_what_is_not(done: Done) -> None:
    names, manifest = set(done.files), json.loads(done.files[NAME])
    own = {
        "index.html",
        "tables.xlsx",
        "report.docx",
        "notebooks/06_commune.html",
        "notebooks/06_commune.ipynb",
        NAME,
        PAGE,
    }
    assert own <= names
    kept = ("trace", "returned", "templates", "tables/")
    assert not [name for name in names if name.startswith(kept) or name in ("run.json", "figures.json")]
    assert manifest["sha256"] == {name: sha256(data) for name, data in sorted(done.files.items()) if name != NAME}
    assert manifest["draft"] and manifest["sample"]
    assert (manifest["years"], manifest["period_end"]) == ([2022], "2022-12-14")
    assert "2/3 đơn vị" in manifest["coverage"][0]
    page = done.files[PAGE].decode()
    assert "14/12/2022" in page and "2/3 đơn vị" in page


def test_every_page_sheet_chart_and_document_says_that_it_is_a_draft(done: Done) -> None:
    for name, data in done.files.items():
        if name.endswith((".html", ".svg", ".ipynb")):
            assert DRAFT in data.decode(), name
    book = openpyxl.load_workbook(io.BytesIO(done.files["tables.xlsx"]))
    for sheet in book.worksheets:
        assert any(DRAFT in str(cell.value) for row in sheet.iter_rows(max_row=4) for cell in row), sheet.title
    said = docx.Document(io.BytesIO(done.files["report.docx"]))
    assert any(DRAFT in paragraph.text for paragraph in said.sections[0].footer.paragraphs)


def test_indicators_that_leave_as_totals_are_told_of_no_unit(done: Done) -> None:
    book = openpyxl.load_workbook(io.BytesIO(done.files["tables.xlsx"]))
    rows = [[cell.value for cell in row] for row in book["H4-21085"].iter_rows()]
    labels = {one.label: one.code for one in form().indicators}
    told = {labels[row[1]]: row[3:] for row in rows if row[1] in labels}
    totals = {code for code in told if sharing().as_total(code)}
    assert {"complaints", "petitions", "clearance_households_agreed"} <= totals and "enlisted" not in told
    assert {str(value) for code in totals for value in told[code] if value is not None} <= {"*", "…", "x"}
    assert any(isinstance(value, int | float) for code in set(told) - totals for value in told[code])


def test_once_approved_nothing_says_that_it_is_a_draft_nor_who_approved_it(done: Done) -> None:
    files = members(done.approved)
    pieces = [data for name in files for _, data in unpacked(name, files[name])]
    assert set(files) == set(done.files)
    assert not [name for name in (DRAFT, "DỰ THẢO", "dự thảo") if any(name.encode() in data for data in pieces)]
    assert swept("zip", done.approved) == set()
    manifest = json.loads(files[NAME])
    assert (manifest["draft"], manifest["approved_on"]) == (False, "2022-12-30")
    assert "Đã duyệt ngày 30/12/2022" in files[PAGE].decode()
    for name in (name for name in files if name.endswith(".png")):
        draft, approved = (Image.open(io.BytesIO(of[name])) for of in (done.files, files))
        band = draft.height - approved.height
        assert band > 0 and len(draft.crop((0, 0, draft.width, band)).getcolors()) > 1


def test_an_approval_holds_for_what_had_come_in_by_its_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("danvan.runs.share._received", lambda *_: date(2022, 12, 26))
    here, span = Workspace(tmp_path), Span("2022", (2022,))
    said = (ROOT / "danvan.toml").read_text(encoding="utf-8")

    def approves(lines: str) -> Approval:
        here.settings.write_text(said.replace("[sharing]", f"[sharing]\n{lines}\n#"), encoding="utf-8")
        return approved(here, span, date(2023, 1, 9))

    name = f'approved_by = "{NAMES[0]}"'
    assert approves("") == Approval()
    assert approves(f"{name}\napproved_on = 2022-12-26") == Approval(date(2022, 12, 26))
    late = approves(f"{name}\napproved_on = 2022-12-25")
    assert late.on is None and "Duyệt ngày 25/12/2022, nhưng có báo cáo nhận ngày 26/12/2022" in late.remark
    for half in (name, "approved_on = 2022-12-26", 'approved_by = "  "\napproved_on = 2022-12-26'):
        with pytest.raises(UsageError, match=r"danvan\.toml: \[sharing\] phải ghi cả approved_by .* và approved_on"):
            approves(half)
    with pytest.raises(UsageError, match="approved_on ghi 10/01/2023 là ngày chưa đến"):
        approves(f"{name}\napproved_on = 2023-01-10")
    with pytest.raises(DeclarationError, match="approved_on: “30/12/2022” không đúng kiểu"):
        approves(f'{name}\napproved_on = "30/12/2022"')
