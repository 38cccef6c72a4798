"""The office's template: a .docx that says where the parts of a report stand, to be edited in Word.

    ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    HUYỆN BÌNH SƠN               Độc lập - Tự do - Hạnh phúc
    --------------               ---------------------------
    Số:      /{{ ky_hieu }}     {{ dia_danh }}, ngày     tháng ...
                         BÁO CÁO
                      {{ trich_yeu }}
    {{p noi_dung }}
    Nơi nhận:                              {{ thay_mat }}

The tags are those of `fields`. Lines are borders of paragraphs, never typed. Does not belong here: what is filled in.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from danvan.files import write_whole
from danvan.publish.word import numbering, package, styles
from danvan.publish.word.xml import el, paragraph, run, twips

BODY_TAG = "{{p noi_dung }}"
MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 20}  # mm
TEXT_WIDTH = 160.0  # mm
HEAD = (62.0, 98.0)  # mm: the agency, the State
FOOT = (75.0, 85.0)  # mm: the recipients, the signature
MOTTO_LINE, AGENCY_LINE = 58.0, 22.0  # mm: as long as the motto; a third to a half of the agency's name
SUBJECT_LINE = 45.0
UNUSED = ("/theme", "/customXml", "/stylesWithEffects", "/webSettings", "/fontTable", "/thumbnail")


def write_template(path: Path) -> None:
    """Write the template of `danvan` itself, for an office that wants to change it."""
    write_whole(path, template_bytes())


def template_bytes() -> bytes:
    """The template of `danvan` itself; always the same bytes."""
    made: Any = docx.Document()
    for part in (made.part.package, made.part):
        for key in [key for key, rel in part.rels.items() if rel.reltype.endswith(UNUSED)]:
            del part.rels[key]
    made.styles.element[:] = list(styles.definitions())
    made.part.numbering_part.element[:] = list(numbering.definitions())
    made.settings.element[:] = list(_settings())
    _page(made.sections[0])
    body = made.element.body
    body[:] = [*_head(), paragraph(styles.BODY.id, run(BODY_TAG)), _foot(), body.sectPr]
    out = BytesIO()
    made.save(out)
    return package.settled(out.getvalue(), "Mẫu báo cáo")


def _settings() -> BaseOxmlElement:
    """How Word treats the document: as one of its own time, in Vietnamese."""
    modern = el("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return el(
        "settings",
        el("zoom", percent=100),
        el("defaultTabStop", val=720),
        el("characterSpacingControl", val="doNotCompress"),
        el("compat", modern),
        el("themeFontLang", val="vi-VN"),
        el("decimalSymbol", val=","),
        el("listSeparator", val=";"),
    )


def _page(section: Any) -> None:
    """A4; the page number in the middle of the top margin, from the second page on."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.header_distance = section.footer_distance = Mm(10)
    for side, size in MARGINS.items():
        setattr(section, side, Mm(size))
    section.different_first_page_header_footer = True
    number = el("fldSimple", run("2"), instr=" PAGE ")
    _only(section.header, paragraph(styles.HEADER.id, number))
    for footer in (section.footer, section.first_page_footer):
        _only(footer, paragraph(styles.FOOTER.id, run("{{ dau_trang }}")))


def _only(part: Any, content: BaseOxmlElement) -> None:
    part.is_linked_to_previous = False
    part._element[:] = [content]


def _head() -> list[BaseOxmlElement]:
    state = [
        paragraph(styles.STATE.id, run("Cộng hòa xã hội chủ nghĩa Việt Nam")),
        paragraph(styles.MOTTO.id, run("Độc lập - Tự do - Hạnh phúc")),
        rule(HEAD[1], MOTTO_LINE),
    ]
    agency = [*_each("co_quan", styles.AGENCY), rule(HEAD[0], AGENCY_LINE)]
    number = [paragraph(styles.NUMBER_LINE.id, run("Số:      /{{ ky_hieu }}"))]
    day = [paragraph(styles.DATE_LINE.id, run("{{ dia_danh }}, ngày     tháng     năm {{ nam }}"))]
    return [
        _side_by_side(HEAD, [agency, state], [number, day]),
        paragraph(styles.KIND.id, run("{{ ten_loai }}")),
        paragraph(styles.SUBJECT.id, run("{{ trich_yeu }}")),
        rule(TEXT_WIDTH, SUBJECT_LINE),
        *_each("kinh_gui", styles.ADDRESSEE),
        paragraph(styles.GAP.id),
    ]


def _foot() -> BaseOxmlElement:
    recipients = [paragraph(styles.RECIPIENTS.id, run("Nơi nhận:")), *_each("noi_nhan", styles.RECIPIENT)]
    blank = [paragraph(styles.SIGNATURE.id) for _ in range(4)]
    above, below = (
        [paragraph(styles.SIGNATURE.id, run(f"{{{{ {tag} }}}}")) for tag in tags]
        for tags in (("thay_mat", "chuc_vu"), ("nguoi_ky",))
    )
    return _side_by_side(FOOT, [recipients, [*above, *blank, *below]])


def rule(width: float, length: float) -> BaseOxmlElement:
    """A line of `length` mm in the middle of `width` mm: the border of an empty paragraph."""
    made = paragraph(styles.RULE.id)
    side = twips((width - length) / 2)
    made[0].append(el("ind", left=side, right=side))
    return made


def _each(tag: str, style: styles.Style) -> list[BaseOxmlElement]:
    """One paragraph for each line of a list."""
    lines = (f"{{%p for dong in {tag} %}}", "{{ dong }}", "{%p endfor %}")
    return [paragraph(style.id, run(line)) for line in lines]


def _side_by_side(widths: tuple[float, float], *rows: list[list[BaseOxmlElement]]) -> BaseOxmlElement:
    """A table without lines and without margins, its rows never split."""
    margins = el("tblCellMar", *(el(side, w=0, type="dxa") for side in ("left", "right")))
    whole = el("tblW", w=sum(map(twips, widths)), type="dxa")
    made = el("tbl", el("tblPr", whole, el("tblLayout", type="fixed"), margins))
    made.append(el("tblGrid", *(el("gridCol", w=twips(width)) for width in widths)))
    for row in rows:
        cells = [
            el("tc", el("tcPr", el("tcW", w=twips(width), type="dxa")), *content)
            for width, content in zip(widths, row, strict=True)
        ]
        made.append(el("tr", el("trPr", el("cantSplit")), *cells))
    return made
