"""A published chart in Word: the picture with its description for those who cannot see it, the caption below.

Does not belong here: drawing a chart (`publish.chart`).
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from docx.oxml.shape import CT_Inline
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from danvan.inert import printable
from danvan.publish.chart import Chart
from danvan.publish.word import styles
from danvan.publish.word.opened import Opened
from danvan.publish.word.pages import Area
from danvan.publish.word.xml import el, paragraph, run

DOTS = 220  # to the inch, on paper
BESIDE = 45.0  # mm: what a page keeps for a heading above the picture and for its caption


def elements(chart: Chart, opened: Opened, area: Area) -> Iterator[BaseOxmlElement]:
    """The picture as wide as the text, smaller where it would not fit the page, and its caption."""
    yield paragraph(opened.style(styles.PICTURE), _picture(chart, opened, area))
    yield paragraph(opened.style(styles.CAPTION), run(f"Biểu đồ {chart.id}. {chart.subtitle}"))


def _picture(chart: Chart, opened: Opened, area: Area) -> BaseOxmlElement:
    relation, image = opened.document.part.get_or_add_image(BytesIO(chart.picture(DOTS)))
    width = min(area.width, (area.height - BESIDE) * image.px_width / image.px_height)
    height = width * image.px_height / image.px_width
    id_ = next(opened.ids)
    inline = CT_Inline.new_pic_inline(id_, relation, f"{printable(chart.id)}.png", Mm(width), Mm(height))
    inline.docPr.set("name", f"Biểu đồ {printable(chart.id)}")
    inline.docPr.set("descr", printable(chart.alt))
    made = el("r", el("drawing"))
    made[0].append(inline)
    return made
