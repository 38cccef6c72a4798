"""The Word styles of a report: what Decree 30 says of letters, spaces and lines, once.

Names are those of Word where Word has the style, Vietnamese otherwise; an office that edits the template finds each
in its list of styles. Does not belong here: the numbers before headings and items (`numbering`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from docx.oxml.xmlchemy import BaseOxmlElement

from danvan.publish.word.xml import el, twips

FONT = "Times New Roman"
INDENT = 12.7  # mm: the first line of a paragraph, a heading, an item


@dataclass(frozen=True, slots=True)
class Style:
    """One paragraph style: sizes in points, indents in mm; `list_` is (id, level) of its numbers."""

    name: str
    id: str
    size: float = 14
    bold: bool = False
    italic: bool = False
    caps: bool = False
    align: Literal["left", "right", "center", "both"] = "left"
    first: float = 0
    left: float = 0
    before: float = 0
    after: float = 0
    line: float = 1.0
    keep_next: bool = False
    outline: int | None = None
    list_: tuple[int, int] | None = None
    frame: Literal["", "top", "box"] = ""
    marked: bool = False


HEADINGS, ITEMS, APPENDICES = 1, 2, 3  # ids of the lists
LETTERS, DASH, PLUS = 0, 6, 7  # levels of the list of items

NORMAL = Style("Normal", "Normal")
BODY = Style("Body Text", "BodyText", align="both", first=INDENT, before=0, after=6, line=1.15)
HEADING = (
    Style("heading 1", "Heading1", bold=True, caps=True, align="both", before=6, after=6, line=1.15, keep_next=True,
          outline=0, list_=(HEADINGS, 0)),
    Style("heading 2", "Heading2", bold=True, align="both", after=6, line=1.15, keep_next=True, outline=1,
          list_=(HEADINGS, 1)),
    Style("heading 3", "Heading3", bold=True, italic=True, align="both", after=6, line=1.15, keep_next=True, outline=2,
          list_=(HEADINGS, 2)),
    Style("heading 4", "Heading4", italic=True, align="both", after=6, line=1.15, keep_next=True, outline=3,
          list_=(HEADINGS, 3)),
)  # fmt: skip
ITEM = {
    "a)": Style("Điểm a)", "DiemA", align="both", after=6, line=1.15, list_=(ITEMS, LETTERS)),
    "-": Style("Gạch đầu dòng", "GachDauDong", align="both", after=6, line=1.15, list_=(ITEMS, DASH)),
    "+": Style("Dấu cộng đầu dòng", "DauCong", align="both", after=6, line=1.15, list_=(ITEMS, PLUS)),
}
TASK = Style("Việc cho người viết", "ViecChoNguoiViet", italic=True, align="both", first=INDENT, after=6, line=1.15,
             marked=True)  # fmt: skip
QUOTE = Style("Lời trích", "LoiTrich", italic=True, align="both", left=INDENT, after=6, line=1.15)

TABLE_NAME = Style("Tên bảng", "TenBang", 12, bold=True, align="center", before=6, after=3, keep_next=True)
UNIT_LINE = Style("Đơn vị tính", "DonViTinh", 11, italic=True, align="right", after=3, keep_next=True)
TABLE_HEAD = Style("Đầu bảng", "DauBang", 11, bold=True, align="center", before=1.5, after=1.5)
TABLE_TEXT = Style("Chữ trong bảng", "ChuTrongBang", 11, before=1.5, after=1.5)
TABLE_MIDDLE = Style("Giữa ô trong bảng", "GiuaOTrongBang", 11, align="center", before=1.5, after=1.5)
TABLE_NUMBER = Style("Số trong bảng", "SoTrongBang", 11, align="right", before=1.5, after=1.5)
NOTE = Style("Ghi chú dưới bảng", "GhiChuDuoiBang", 11, align="both", before=2)
GAP = Style("Khoảng cách sau bảng", "KhoangCachSauBang", 6)
SAMPLE_MARK = Style("Dấu số liệu minh họa", "DauSoLieuMinhHoa", 11, bold=True, align="right", after=3, keep_next=True)
PICTURE = Style("Hình", "Hinh", align="center", before=6, keep_next=True)
CAPTION = Style("caption", "Caption", 12, italic=True, align="center", before=3, after=9)

STATE = Style("Quốc hiệu", "QuocHieu", 12, bold=True, caps=True, align="center")
MOTTO = Style("Tiêu ngữ", "TieuNgu", 13, bold=True, align="center")
AGENCY = Style("Tên cơ quan", "TenCoQuan", 13, bold=True, caps=True, align="center")
RULE = Style("Đường kẻ", "DuongKe", 4, align="center", frame="top", before=4)
NUMBER_LINE = Style("Số, ký hiệu", "SoKyHieu", 13, align="center", before=4)
DATE_LINE = Style("Địa danh, ngày tháng", "DiaDanhNgayThang", 13, italic=True, align="center", before=4)
KIND = Style("Tên loại văn bản", "TenLoaiVanBan", 14, bold=True, caps=True, align="center", before=18)
SUBJECT = Style("Trích yếu", "TrichYeu", 14, bold=True, align="center", before=2)
ADDRESSEE = Style("Kính gửi", "KinhGui", 14, align="center", before=6, after=6)
RECIPIENTS = Style("Nơi nhận", "NoiNhan", 12, bold=True, italic=True)
RECIPIENT = Style("Dòng nơi nhận", "DongNoiNhan", 11)
SIGNATURE = Style("Chữ ký", "ChuKy", 14, bold=True, align="center")
APPENDIX = Style("Tên phụ lục", "TenPhuLuc", 14, bold=True, align="center", after=3, keep_next=True, outline=0,
                 list_=(APPENDICES, 0))  # fmt: skip
ENCLOSED = Style("Kèm theo", "KemTheo", 13, italic=True, align="center", after=9, keep_next=True)
HEADER = Style("header", "Header", 13, align="center")
FOOTER = Style("footer", "Footer", 11, bold=True, align="center")

STYLES = (
    NORMAL, BODY, *HEADING, *ITEM.values(), TASK, QUOTE, TABLE_NAME, UNIT_LINE, TABLE_HEAD, TABLE_TEXT, TABLE_MIDDLE,
    TABLE_NUMBER, NOTE, GAP, SAMPLE_MARK, PICTURE, CAPTION, STATE, MOTTO, AGENCY, RULE, NUMBER_LINE, DATE_LINE, KIND,
    SUBJECT, ADDRESSEE, RECIPIENTS, RECIPIENT, SIGNATURE, APPENDIX, ENCLOSED, HEADER, FOOTER,
)  # fmt: skip
GRID = "TableGrid"  # the table style with all lines


def fonts() -> BaseOxmlElement:
    """Times New Roman for every kind of letter, Vietnamese ones of whatever script Word takes them for too."""
    return el("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)


def definitions() -> BaseOxmlElement:
    """The whole of styles.xml."""
    language = el("lang", val="vi-VN", eastAsia="vi-VN", bidi="ar-SA")
    colour = el("color", val="000000")
    sizes = (el("sz", val=28), el("szCs", val=28))
    defaults = el("docDefaults", el("rPrDefault", el("rPr", fonts(), colour, *sizes, language)), el("pPrDefault"))
    return el("styles", defaults, *(_paragraph_style(style) for style in STYLES), *_table_styles())


def _paragraph_style(style: Style) -> BaseOxmlElement:
    said = {"default": 1} if style is NORMAL else {}
    made = el("style", el("name", val=style.name), type="paragraph", styleId=style.id, **said)
    if style is not NORMAL:
        made.append(el("basedOn", val=NORMAL.id))
    if style.outline is not None:
        made.append(el("next", val=BODY.id))
    made.extend([el("qFormat"), el("pPr", *_spacing(style)), el("rPr", *_letters(style))])
    return made


def _spacing(style: Style) -> Iterator[BaseOxmlElement]:
    """The children of w:pPr in the order that Word wants."""
    if style.keep_next:
        yield from (el("keepNext"), el("keepLines"))
    if style.list_:
        number, level = style.list_
        yield el("numPr", el("ilvl", val=level), el("numId", val=number))
    if style.frame:
        sides = ("top",) if style.frame == "top" else ("top", "left", "bottom", "right")
        yield el("pBdr", *(el(side, val="single", sz=6, space=1, color="000000") for side in sides))
    line = round(240 * style.line)
    yield el("spacing", before=round(20 * style.before), after=round(20 * style.after), line=line, lineRule="auto")
    if not style.list_:
        yield el("ind", left=twips(style.left), firstLine=twips(style.first))
    yield el("jc", val=style.align)
    if style.outline is not None:
        yield el("outlineLvl", val=style.outline)


def _letters(style: Style) -> Iterator[BaseOxmlElement]:
    """The children of w:rPr in the order that Word wants."""
    yield fonts()
    for wanted, names in ((style.bold, ("b", "bCs")), (style.italic, ("i", "iCs")), (style.caps, ("caps",))):
        yield from (el(name) for name in names if wanted)
    yield el("color", val="000000")
    yield from (el("sz", val=round(2 * style.size)), el("szCs", val=round(2 * style.size)))
    if style.marked:
        yield el("highlight", val="yellow")


def _table_styles() -> Iterator[BaseOxmlElement]:
    """What Word lays tables out with: none but cell margins, and the same with all lines drawn."""
    margins = el("tblCellMar", *(el(side, w=w, type="dxa") for side, w in (("left", 85), ("right", 85))))
    plain = el("style", el("name", val="Normal Table"), type="table", default="1", styleId="TableNormal")
    plain.append(el("tblPr", el("tblInd", w=0, type="dxa"), margins))
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = el("tblBorders", *(el(side, val="single", sz=4, space=0, color="000000") for side in sides))
    grid = el("style", el("name", val="Table Grid"), el("basedOn", val="TableNormal"), type="table", styleId=GRID)
    grid.append(el("tblPr", lines))
    yield from (plain, grid)
