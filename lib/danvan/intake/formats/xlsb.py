"""Reads .xlsb: values by python-calamine, and from the binary records what it does not give. Macros are never run.

Faults, links, fonts, hidden parts, merges, comments and the count of filled cells come from the records of each part.
A formula's result is what Excel calculated, so that an empty text is one: nothing else writes this format.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from danvan.intake.formats.details import ERRORS, Details
from danvan.intake.formats.lettering import Run
from danvan.intake.formats.package import Package
from danvan.intake.formats.remarks import beside, without_author
from danvan.intake.formats.sparse import refuse_area
from danvan.intake.formats.tokens import XLSB, Outside
from danvan.intake.formats.xlsx import refuse_lost_sheets, values
from danvan.intake.sheet import Fault, Position, Sheet
from danvan.vietnamese.legacy import encoding_of

ROW, COLUMN, MERGE, SHEET, BOOK = 0, 60, 176, 156, 153
BLANK, ERROR_CELLS, TEXTS, SHARED, LAST_CELL, RICH = 1, (3, 11), (6, 8, 62), 7, 11, 62
STRING, FONT, FORMAT, FORMATS_BEGIN, FORMATS_END = 19, 43, 47, 617, 618
AUTHOR, COMMENT, COMMENT_TEXT = 632, 635, 637
TEXT_FORMULA, FORMULAS, ARRAY = 8, {9: 8, 10: 1, 11: 1}, 426  # how many bytes a formula's result takes
BOOKS, OTHER_BOOK, OTHER_SHEETS, NAME = (355, 357, 358, 667), 355, 362, 39
STRUCK = 0x8


@dataclass(frozen=True)
class Styles:
    """The fonts of the workbook by number, with whether they strike through, and the font of each cell style."""

    fonts: tuple[tuple[str, bool], ...] = ()
    formats: tuple[int, ...] = ()

    def font(self, style: int) -> tuple[str, bool]:
        """Return the name of a style's font and whether it strikes through."""
        number = self.formats[style] if style < len(self.formats) else len(self.fonts)
        return self.fonts[number] if number < len(self.fonts) else ("", False)


Text = tuple[str, list[Run]]


@dataclass(frozen=True)
class Known:
    """What the sheets of a workbook share."""

    styles: Styles
    strings: list[Text]
    outside: Outside


def read(data: bytes) -> tuple[list[Sheet], bool]:
    """Return the sheets of a workbook and whether it counts dates from 1904."""
    package = Package.of(data)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    styles = _styles(package)
    strings = [_rich(body, styles) for code, body in _linked(package, "sharedStrings") if code == STRING]
    parts = dict(_parts(package))
    refuse_lost_sheets(book, parts)
    records = list(_records(package.read(package.book)))
    known = Known(styles, strings, _outside(records))
    sheets = [
        _sheet(book, index, package, parts[meta.name], known)
        for index, meta in enumerate(book.sheets_metadata)
        if meta.typ == SheetTypeEnum.WorkSheet
    ]
    head = next((body for code, body in records if code == BOOK), b"\x00")
    return sheets, bool(head[0] & 1)


def _sheet(book: CalamineWorkbook, index: int, package: Package, part: str, known: Known) -> Sheet:
    meta = book.sheets_metadata[index]
    details = _details(_records(package.read(part)), known, meta.name)
    details.remarks = list(beside(package, part, dict(_comments(package, part))).items())
    hidden = meta.visible != SheetVisibleEnum.Visible
    return details.sheet(meta.name, values(book.get_sheet_by_index(index)), hidden=hidden)


def _outside(book: list[tuple[int, bytes]]) -> Outside:
    """What of the workbook leads to another: a list of books, a list of sheets by their book, and names."""
    books = [code for code, _ in book if code in BOOKS]
    listed = next((body for code, body in book if code == OTHER_SHEETS), b"")
    each = struct.iter_unpack("<3I", listed[4 : 4 + (len(listed) - 4) // 12 * 12])
    led = (n for n, (number, *_) in enumerate(each) if books[number : number + 1] == [OTHER_BOOK])
    return Outside(XLSB, frozenset(led)).with_names([_named(body) for code, body in book if code == NAME])


def _named(body: bytes) -> bytes:
    """The formula of a name, behind its letters."""
    return _formula(body, _wide(body, 9)[1])


def _formula(body: bytes, at: int) -> bytes:
    """The tokens of a formula after their length."""
    return body[at + 4 : at + 4 + int(struct.unpack_from("<I", body, at)[0])]


def _details(records: Iterator[tuple[int, bytes]], known: Known, name: str) -> Details:
    """What the records of the sheet `name` say; the fast reader takes memory for all up to the last cell."""
    seen, row, column = Details(), 0, 1
    for code, body in records:
        if code == ROW:
            row = struct.unpack_from("<I", body)[0] + 1
            if body[11] & 0x10:
                seen.hidden_rows.add(row)
        elif BLANK < code <= LAST_CELL or code == RICH:
            _cell(seen, row, code, body, known)
            column = max(column, struct.unpack_from("<I", body)[0] + 1)
            refuse_area(name, (row, column), seen.counted)
        elif code == MERGE:
            top, bottom, left, right = struct.unpack_from("<4I", body)
            seen.merged.append((top + 1, left + 1, bottom + 1, right + 1))
        elif code == COLUMN and body[16] & 1:
            first, last = struct.unpack_from("<2I", body)
            seen.hidden_columns.update(range(first + 1, min(last, 16383) + 2))
        elif code == ARRAY and known.outside.reached(_formula(body, 17)):
            top, bottom, left, right = struct.unpack_from("<4I", body)
            seen.linked.update((r + 1, c + 1) for r in range(top, bottom + 1) for c in range(left, right + 1))
    return seen


def _cell(seen: Details, row: int, code: int, body: bytes, known: Known) -> None:
    column, style = struct.unpack_from("<2I", body)
    position = (row, column + 1)
    text, runs = _text(code, body, known)
    seen.counted += text is None or bool(text.strip())
    if code in ERROR_CELLS:
        seen.faults[position] = Fault(ERRORS.get(body[8], "#?"), "error")
    if known.outside.sheets and (code == TEXT_FORMULA or code in FORMULAS):
        end = _wide(body, 8)[1] if code == TEXT_FORMULA else 8 + FORMULAS[code]
        if known.outside.reached(_formula(body, end + 2)):
            seen.linked.add(position)
    font, struck = known.styles.font(style & 0xFFFFFF)
    if encoding_of(font):
        seen.fonts[position] = font
    if any(encoding_of(name) for name, _ in runs):
        seen.runs[position] = runs
    if struck:
        seen.struck.add(position)


def _text(code: int, body: bytes, known: Known) -> tuple[str | None, list[Run]]:
    """The text of a cell and its runs; None where the cell is no text."""
    if code == SHARED:
        index = struct.unpack_from("<I", body, 8)[0]
        return known.strings[index] if index < len(known.strings) else (None, [])
    if code == RICH:
        return _rich(body[8:], known.styles)
    return (_wide(body, 8)[0], []) if code in TEXTS else (None, [])


def _rich(body: bytes, styles: Styles) -> Text:
    """A text with its runs, if it has any: flags, text, then pairs of first letter and font."""
    text, end = _wide(body, 1)
    if not body[0] & 1:
        return text, []
    count = struct.unpack_from("<I", body, end)[0]
    marks = [struct.unpack_from("<2H", body, end + 4 + 4 * n) for n in range(count)]
    starts = [start for start, _ in marks]
    parts = [text[a:b] for a, b in zip([0, *starts], [*starts, len(text)], strict=True)]
    names = [styles.fonts[font][0] if font < len(styles.fonts) else None for _, font in marks]
    return text, list(zip([None, *names], parts, strict=True))


def _styles(package: Package) -> Styles:
    fonts: list[tuple[str, bool]] = []
    formats: list[int] = []
    inside = False
    for code, body in _linked(package, "styles"):
        inside = code == FORMATS_BEGIN or (inside and code != FORMATS_END)
        if code == FONT:
            fonts.append((_wide(body, 21)[0], bool(body[2] & STRUCK)))
        elif code == FORMAT and inside:
            formats.append(struct.unpack_from("<H", body, 4)[0])
    return Styles(tuple(fonts), tuple(formats))


def _comments(package: Package, part: str) -> Iterator[tuple[Position, str]]:
    position, authors = (1, 1), list[str]()
    for link in package.linked(part, "comments"):
        for code, body in _records(package.read(link)):
            if code == AUTHOR:
                authors.append(_wide(body, 0)[0])
            elif code == COMMENT:
                row, _, column = struct.unpack_from("<3I", body, 4)
                position = (row + 1, column + 1)
            elif code == COMMENT_TEXT:
                yield position, without_author(_wide(body, 1)[0], authors)


def _parts(package: Package) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and the part that holds it."""
    links = package.links(package.book)
    for code, body in _records(package.read(package.book)):
        if code == SHEET:
            identifier, end = _wide(body, 8)
            link = links.get(identifier)
            if link and link.part in package:
                yield _wide(body, end)[0], link.part


def _linked(package: Package, kind: str) -> Iterator[tuple[int, bytes]]:
    for part in package.linked(package.book, kind):
        yield from _records(package.read(part))


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part: code and length are numbers of seven bits a byte, the lowest first."""
    at = 0
    while at < len(stream):
        code, at = _number(stream, at, 2)
        length, at = _number(stream, at, 4)
        yield code, stream[at : at + length]
        at += length


def _number(stream: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of up to `most` bytes, and where the next begins."""
    value = 0
    for n, byte in enumerate(stream[at : at + most]):
        value |= (byte & 0x7F) << (7 * n)
        if not byte & 0x80:
            return value, at + n + 1
    return value, at + most


def _wide(body: bytes, at: int) -> tuple[str, int]:
    """A text after its length in letters, and where it ends."""
    length = struct.unpack_from("<I", body, at)[0]
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    return body[at + 4 : end].decode("utf-16-le", "replace"), end
