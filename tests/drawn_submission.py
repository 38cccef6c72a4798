"""A good submission, any part of which a test may replace by its own mess; no reading may lose a cell.

Sheets are named by what they carry: Bìa (B0), MH (B1), NL (B2), CT (B3), UH (B4), NTM, OC, KDC (B5), VB (B6), KT (B7), NX (B8).
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
from drawing import sheet, workbook

from danvan.declared.form import form
from danvan.declared.settings import settings
from danvan.intake.reader import read_submissions
from danvan.intake.sheet import Sheet, Value, address, position_of, text_of
from danvan.intake.submission import Figure, Row, Submission
from danvan.intake.workbook import Workbook, read_workbook
from danvan.paths import Workspace

OFFICE = settings(Workspace(Path(__file__).parents[1]))
FILE = "2021/21085/a.xlsx"
FORMS = ("B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8")

MODELS = sheet("""
    | DANH MỤC MÔ HÌNH DÂN VẬN KHÉO NĂM 2021 |
    | TT | Tên mô hình | Lĩnh vực | TT/CN | Chủ trì | Năm đăng ký | Tình trạng | Cấp đăng ký | Đã triển khai | Kết quả xét | Số hộ tham gia | Lượt người tham gia | Cách làm |
    | 1 | Hũ gạo tình thương | VHXH | TT | Hội LHPN xã | 2021 | Mới | Xã | x | Chưa xét | 35 | 120 | |
    | 2 | Tiếng mõ bình yên | QPAN | TT | Công an xã | 2021 | Mới | Xã | x | Chưa xét | 40 | 160 | |
    | 3 | Sản xuất lúa hữu cơ | KT | TT | Hội Nông dân xã | 2021 | Mới | Xã | x | Chưa xét | 28 | 90 | |
""", "MH")  # fmt: skip

WORKS = sheet("""
    | HUY ĐỘNG NGUỒN LỰC, CÔNG TRÌNH NĂM 2021 |
    | TT | Tên công trình, phần việc | Loại công trình | Khối lượng | ĐVT | Tổng kinh phí | Diện tích đất hiến (m2) | Số hộ hiến đất | Ngày công | Hoàn thành trong năm |
    | 1 | Kiên cố hóa kênh N1 | Kênh mương | 900 | m | 380000000 | 1200 | 4 | 120 | x |
    | 2 | Đường xóm Đông | Đường GTNT | 450 | m | 95500000 | 850 | 3 | 85 | x |
    | 3 | Nhà văn hóa thôn Tây | Nhà văn hóa | 1 | nhà | 210000000 | 3425 | 7 | 43 | x |
""", "NL")  # fmt: skip

DONATIONS = sheet("""
    | Sự kiện | Từ ngày | Đến ngày | Hoạt động | Địa điểm | Đối tượng ủng hộ | Tiền mặt | Hàng hóa, hiện vật | Số lượng | ĐVT | Giá trị quy ra tiền | Đã tính trong tổng số nêu trên |
    | Covid-19 | 01/7/2021 | 30/9/2021 | Ủng hộ | Xã | Tập thể | 5000000 | Gạo | 31.5 | tấn | 372000000 | Có |
    | Covid-19 | 01/7/2021 | 30/9/2021 | Ủng hộ | Xã | Cá nhân | 7000000 | Rau | 12.25 | tấn | 61000000 | Có |
""", "UH")  # fmt: skip

DOCUMENTS = sheet("""
    | Loại văn bản | Số | Ký hiệu | Cơ quan ban hành | Ngày ban hành | Trích yếu |
    | Kế hoạch | '70 | KH-UBND | UBND xã | 16/3/2021 | Phong trào Dân vận khéo |
    | Kế hoạch | '71 | KH-UBND | UBND xã | 25/5/2021 | Vận động hiến đất |
    | Báo cáo | '15 | BC-UBND | UBND xã | 30/11/2021 | Kết quả năm |
""", "VB")  # fmt: skip

AWARDS = sheet("""
    | Năm khen thưởng | Năm thành tích | Quyết định số | Ngày quyết định | Cấp khen thưởng | Hình thức khen thưởng | Đối tượng | Số lượng |
    | 2021 | 2020 | 120/QĐ-UBND | 18/1/2021 | Xã | Giấy khen | Tập thể | 3 |
    | 2021 | 2020 | 121/QĐ-UBND | 19/1/2021 | Xã | Giấy khen | Cá nhân | 5 |
""", "KT")  # fmt: skip


def figure_rows(year: int = 2021) -> list[str]:
    """The codes of the fixed rows in the order in which FIGURES draws them, the first in row 2."""
    return [i.code for i in form().indicators if i.applies(year, "commune")]


FIGURES = sheet(
    "| Mã số | Chỉ tiêu | Đơn vị tính | Kế hoạch | Thực hiện trong kỳ | Cùng kỳ năm trước | Lũy kế | Ghi chú |\n"
    + "\n".join(
        f"| '{i.row} | {i.label} | {i.unit} | | {int(i.code.startswith('models_reg') and not i.code.endswith('system'))} | | | |"
        for i in form().indicators
        if i.applies(2021, "commune")
    ),
    "CT",
)

GOOD: Mapping[str, Sheet] = {"B1": MODELS, "B2": WORKS, "B3": FIGURES}
COVER = {
    "Mã đơn vị": "21085",
    "Tên đơn vị báo cáo": "Xã Bình Minh",
    "Năm báo cáo": 2021.0,
    "Kỳ báo cáo": "Năm",
    "Từ ngày": "15/12/2020",
    "Đến ngày": "14/12/2021",
    "Lần gửi": 1.0,
    "Người lập biểu": "Nguyễn Văn Mẫu",
    "Người ký": "Trần Thị Ví Dụ",
    "Ngày ký": "14/12/2021",
}  # fmt: skip


def changed_cover(fields: Mapping[str, Value | None]) -> Sheet:
    """The cover with some fields said otherwise; None leaves the answer empty."""
    cells: dict[tuple[int, int], Value] = {(1, 1): "THÔNG TIN CHUNG"}
    for row, (label, value) in enumerate({**COVER, **fields}.items(), start=2):
        cells[row, 1] = label
        if value not in (None, ""):
            cells[row, 2] = value
    return Sheet("Bìa", cells)


def changed(base: Sheet, cells: Mapping[str, Value | None], name: str = "") -> Sheet:
    """A drawn sheet with some cells said otherwise; None empties a cell."""
    given = {position_of(at): value for at, value in cells.items()}
    kept = {p: v for p, v in {**base.cells, **given}.items() if v is not None}
    return replace(base, cells=kept, name=name or base.name)


def grid(name: str, *rows: Sequence[Value | None]) -> Sheet:
    """A sheet of rows of values, where a drawing would lose spaces or bars."""
    cells = {(r, c): v for r, row in enumerate(rows, 1) for c, v in enumerate(row, 1) if v is not None}
    return Sheet(name, cells)


def sheets(fields: Mapping[str, Value | None] | None = None, extra: Iterable[Sheet] = (), **forms: Any) -> list[Sheet]:
    """A good workbook's sheets; a form is given as one sheet, several or None; the rest is declared as nothing."""
    given = {name: said for name, said in {**GOOD, **forms}.items() if said is not None}
    nothing = ", ".join(name for name in FORMS if name not in given)
    drawn = [s for said in given.values() for s in ([said] if isinstance(said, Sheet) else said)]
    return [changed_cover({"Biểu không phát sinh": nothing, **(fields or {})}), *drawn, *extra]


def submit(file: str = FILE, fields: Mapping[str, Value | None] | None = None, extra: Iterable[Sheet] = (), **forms: Any) -> Submission:  # fmt: skip
    """What the reader makes of a good workbook with the given parts in place of its own."""
    return taken(workbook(*sheets(fields, extra, **forms)), file)


def taken(book: Workbook, file: str = FILE) -> Submission:
    """Read the workbook of one unit."""
    (found,) = several(book, file)
    return found


def several(book: Workbook, file: str = FILE) -> list[Submission]:
    """Read a workbook; every non-empty cell has one role, none two."""
    found = read_submissions(book, file, form(), OFFICE)
    wanted = Counter((s.name, address(p)) for s in book.sheets for p, v in s.cells.items() if text_of(v))
    assert Counter((c.sheet, c.cell) for one in found for c in one.cells) == wanted, "a cell is lost or counted twice"
    return found


def book_of(drawn: Iterable[Sheet]) -> openpyxl.Workbook:
    """A real workbook of drawn sheets, to be given fonts, comments and the like."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for one in drawn:
        page = book.create_sheet(one.name)
        for position, value in one.cells.items():
            page.cell(*position).value = value  # type: ignore[assignment]
        for top, left, bottom, right in one.merged:
            page.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    return book


def saved(book: openpyxl.Workbook) -> Workbook:
    """A real workbook, saved and opened again by the reader."""
    memory = io.BytesIO()
    book.save(memory)
    return read_workbook(memory.getvalue())


def sent(book: openpyxl.Workbook, file: str = FILE) -> Submission:
    """Save a real workbook, read it, and count its cells once more with the other reader."""
    found = taken(saved(book), file)
    filled = Counter(
        (s.title, c.coordinate) for s in book for row in s.iter_rows() for c in row if str(c.value or "").strip() or c.value == 0
    )  # fmt: skip
    assert Counter((c.sheet, c.cell) for c in found.cells) == filled
    return found


def row_of(found: Submission, table: str, row: int, sheet_name: str | None = None) -> Row | None:
    """The row of a table that stands in a row of its sheet."""
    rows = found.rows.get(table, [])
    return next((r for r in rows if r.row == row and sheet_name in (None, r.sheet)), None)


def figure_of(found: Submission, code: str, column: str = "actual") -> Figure:
    """One figure of B3."""
    return next(f for f in found.figures if (f.indicator, f.column) == (code, column))


def covers(said: str | None, cell: str) -> bool:
    """Whether the place of a finding (an address or a range) holds a cell."""
    if said is None:
        return False
    first, _, last = said.partition(":")
    (top, left), (bottom, right), (row, column) = position_of(first), position_of(last or first), position_of(cell)
    return top <= row <= bottom and left <= column <= right


def severities(found: Submission, sheet_name: str, cell: str) -> set[str]:
    """How serious the findings at a cell are."""
    return {p.severity for p in found.problems if p.sheet == sheet_name and covers(p.cell, cell)}


def errors(found: Submission) -> list[tuple[str, str | None, str | None]]:
    """What stops acceptance, apart from counts that a changed list of models puts wrong."""
    return [(p.code, p.sheet, p.cell) for p in found.problems if p.severity == "E" and p.code not in ("K01", "K02")]


@dataclass(frozen=True)
class Said:
    """What one cell was read as, and what was said of it."""

    value: Any
    state: str
    severities: frozenset[str]
    approx: bool = False

    @property
    def doubted(self) -> bool:
        return bool(self.severities & {"E", "W"})

    def is_right(self, value: Any) -> None:
        """Read as `value`, and nothing held against it."""
        assert self.value == value, self._wrong(value)
        assert not self.doubted, f"right, but held against the commune: {self}"

    def is_warned(self, value: Any) -> None:
        """Read as `value` with a warning."""
        assert self.value == value, self._wrong(value)
        assert self.severities & {"W"} and "E" not in self.severities, f"no warning: {self}"

    def is_refused(self) -> None:
        """No value, and an error at the cell."""
        assert self.value is None and "E" in self.severities, self._wrong(None)

    def is_flagged(self) -> None:
        """Whatever was read, a person is asked to look."""
        assert self.doubted, self._wrong("a finding")

    def is_right_or_flagged(self, value: Any) -> None:
        assert self.value == value or self.doubted, self._wrong(value)

    def _wrong(self, wanted: Any) -> str:
        kind = "wrong" if self.doubted or self.value is None else "SILENTLY WRONG"
        return f"{kind}: {self} instead of {wanted!r}"


COLUMNS = {
    "B1": ("models", MODELS, "B model_name C field D kind E lead_unit F first_year G status H registered_level I implemented J result K households L participants M description"),
    "B2": ("resources", WORKS, "B work_name C work_type D quantity E quantity_unit F total_vnd G land_m2 H land_households I labour_days J completed"),
    "B4": ("donations", DONATIONS, "A event B date_from C date_to D activity E place F donor_kind G cash_vnd H goods I goods_quantity J goods_unit K goods_vnd L included_in_total"),
    "B6": ("documents", DOCUMENTS, "A kind B number C symbol D issuer E issued_on F subject"),
    "B7": ("awards", AWARDS, "A award_year B achievement_year C decision_number D decision_date E level F form G recipient_kind H count"),
}  # fmt: skip


def cell(form_name: str, at: str, value: Value | None, **others: Value | None) -> Said:
    """One cell of a good table said otherwise (and `others`, by address), in a good workbook."""
    table, base, letters = COLUMNS[form_name]
    names = dict(zip(*[iter(letters.split())] * 2, strict=True))
    found = submit(**{form_name: changed(base, {at: value, **others})})
    return said(found, base.name, table, at, names[at[0]])


def said(found: Submission, sheet_name: str, table: str, at: str, column: str) -> Said:
    """What the cell `at` gave its row."""
    row = row_of(found, table, position_of(at)[0], sheet_name)
    told = frozenset(severities(found, sheet_name, at))
    if row is None:
        return Said(None, "no row", told)
    return Said(row.values.get(column), row.states.get(column, "value"), told, column in row.approx)


def figure(code: str, value: Value | None, column: str = "actual") -> Said:
    """One figure of B3 said otherwise, in a good workbook."""
    letter = {"plan": "D", "actual": "E", "same_period_last_year": "F", "cumulative": "G"}[column]
    at = f"{letter}{figure_rows().index(code) + 2}"
    found = submit(B3=changed(FIGURES, {at: value}))
    told = figure_of(found, code, column)
    return Said(told.value, told.state, frozenset(severities(found, "CT", at)))


def unit_of(name: str | None, code: str | None = None, year: int = 2021, **forms: Any) -> Said:
    """Which unit a cover names; the severities are those of the cells of its code and name."""
    fields = {"Tên đơn vị báo cáo": name, "Mã đơn vị": code, "Năm báo cáo": float(year), "Từ ngày": f"15/12/{year - 1}",
              "Đến ngày": f"14/12/{year}", "Ngày ký": f"14/12/{year}"}  # fmt: skip
    found = submit(f"{year}/x/a.xlsx", fields, **forms)
    told = severities(found, "Bìa", "B2") | severities(found, "Bìa", "B3")
    return Said(found.unit_code, "value", frozenset(told))
