"""Small good workbooks in every format, the same to the byte each time, of which the hostile ones are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import drawn_files
from drawn_submission import DOCUMENTS, WORKS

SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
BOOK, LINKS, TYPES, ROOT = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "_rels/.rels"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
ROWS = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="1"><v>1200</v></c></row>'
)
EPOCH = (1980, 1, 1, 0, 0, 0)


def zipped(parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of parts whose bytes hang on nothing else."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data, method)
    return memory.getvalue()


def sheet(rows: str = ROWS, before: str = "", after: str = "") -> str:
    """The XML of a sheet."""
    return f'{XML}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def strings(
    items: str = "<si><t>Tên công trình</t></si><si><t>Số tiền</t></si><si><t>Kênh N1</t></si>", count: str = "3"
) -> str:
    """The XML of shared strings."""
    return f'{XML}<sst xmlns="{MAIN}" count="{count}" uniqueCount="{count}">{items}</sst>'


def styles(
    formats: str = '<xf numFmtId="0" fontId="0"/><xf numFmtId="4" fontId="0"/>', fonts: str = "", more: str = ""
) -> str:
    """The XML of styles."""
    return f'{XML}<styleSheet xmlns="{MAIN}">{more}<fonts count="1"><font><name val="Times New Roman"/></font>{fonts}</fonts><cellXfs count="2">{formats}</cellXfs></styleSheet>'


def book(sheets: str = '<sheet name="Biểu 1" sheetId="1" r:id="rId1"/>', more: str = "") -> str:
    """The XML of a workbook."""
    return f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets>{more}</workbook>'


def links(*more: tuple[str, str, str]) -> str:
    """The relations of a workbook; each has an id, a type and a target."""
    all_ = (
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "sharedStrings", "sharedStrings.xml"),
        ("rId3", "styles", "styles.xml"),
        *more,
    )
    return relations(*all_)


def relations(*given: tuple[str, str, str]) -> str:
    inside = "".join(f'<Relationship Id="{i}" Type="{OFFICE}/{t}" Target="{to}"/>' for i, t, to in given)
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def parts(**changed: str | bytes) -> dict[str, str | bytes]:
    """The parts of an .xlsx; `changed` by the names of their constants in small letters."""
    kinds = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for name, kind in ((BOOK, "sheet.main"), (SHEET, "worksheet"), (STRINGS, "sharedStrings"), (STYLES, "styles"))
    )
    whole: dict[str, str | bytes] = {
        TYPES: f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{kinds}</Types>',
        ROOT: relations(("rId1", "officeDocument", "xl/workbook.xml")),
        BOOK: book(),
        LINKS: links(),
        STYLES: styles(),
        STRINGS: strings(),
        SHEET: sheet(),
    }
    return whole | {globals()[name.upper()]: data for name, data in changed.items()}


def xlsx(**changed: str | bytes) -> bytes:
    return zipped(parts(**changed))


def all_kinds() -> dict[str, bytes]:
    """One good file of each kind, nothing of it compressed: a broken byte breaks the same thing whatever packed it."""
    drawn = [WORKS, DOCUMENTS]
    return {
        "xlsx": zipped(parts(), zipfile.ZIP_STORED),
        "xls": drawn_files.xls(drawn),
        "xlsb": _stored(drawn_files.xlsb(drawn)),
        "ods": _stored(drawn_files.ods(drawn)),
        "csv": drawn_files.csv(WORKS, ";", "utf-8"),
        "html": drawn_files.html(WORKS),
        "xml": drawn_files.spreadsheetml(drawn),
    }


def _stored(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()}, zipfile.ZIP_STORED)
