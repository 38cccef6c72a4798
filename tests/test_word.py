"""The Word report: format facts of Decree 30 read back from the file, numbers bound to figures, the same bytes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pandas as pd
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsmap, qn
from drawn_tables import drawn_tables, every_table, of_period
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from matplotlib.axes import Axes

from danvan.declared.settings import settings
from danvan.paths import workspace
from danvan.problems import DanvanError
from danvan.publish.chart import compose
from danvan.publish.document import (
    Appendix,
    Block,
    ChartBlock,
    Document,
    Heading,
    Item,
    Paragraph,
    Quote,
    TableBlock,
    Task,
    letter,
)
from danvan.publish.prose import Number, Sentence, sentence
from danvan.publish.table import EMPTY, PublishedTable
from danvan.publish.word import read_numbers, read_report, widths, write_docx, write_template
from danvan.publish.word.blocks import ended
from danvan.publish.word.inline import tag
from danvan.publish.word.numbering import ALPHABET, letter_numbers, level_of, roman

LETTER = letter(settings(workspace(Path(__file__).parents[1])))
LONG = f"T8a/{'ủng hộ ' * 12}/total_vnd"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def tables() -> dict[str, PublishedTable]:
    return {table.id: table for table in every_table(drawn_tables(), of_period())}


def said(text: str) -> Sentence:
    return Sentence((text,))


def report(*blocks: Block, appendices: tuple[Appendix, ...] = ()) -> Document:
    return Document(LETTER, 2022, "Tổng kết phong trào", blocks, appendices, "2017-2022")


def picture(sample: bool = False) -> ChartBlock:
    def draw(axes: Axes) -> None:
        axes.bar([1, 2], [3, 4])

    frame = pd.DataFrame()
    return ChartBlock(
        compose("F1", "Tăng", "Mô hình & năm", "Nguồn", "Cột <tăng>", draw, height=2, data=frame, sample=sample)
    )


def written(tmp_path: Path, document: Document) -> Any:
    write_docx(document, tmp_path / "report.docx")
    return docx.Document(str(tmp_path / "report.docx"))


def part(path: Path, name: str) -> Any:
    with ZipFile(path) as file:
        return parse_xml(file.read(name))


def found(root: Any, path: str) -> list[Any]:
    """What an XPath finds, whether python-docx has a class for the root or not."""
    return etree.XPath(path, namespaces=nsmap)(root)


def values(root: Any, path: str, attribute: str = "w:val") -> list[str]:
    return [element.get(qn(attribute)) for element in found(root, path)]


def test_pages_are_a4_with_the_margins_of_the_decree_and_the_number_in_the_top_margin(tmp_path: Path) -> None:
    section = written(tmp_path, report(Paragraph(said("Một.")))).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 20]
    assert section.different_first_page_header_footer
    assert section.header_distance < section.top_margin
    assert "PAGE" in values(section.header._element, ".//w:fldSimple", "w:instr")[0]
    assert not section.first_page_header._element.xpath(".//w:fldSimple")


def test_every_font_is_times_new_roman_in_all_four_scripts(tmp_path: Path) -> None:
    write_template(tmp_path / "mau.docx")
    for name in ("word/styles.xml", "word/numbering.xml"):
        fonts = found(part(tmp_path / "mau.docx", name), "//w:rFonts")
        assert fonts
        for font in fonts:
            assert {font.get(qn(f"w:{a}")) for a in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    assert not found(part(tmp_path / "mau.docx", "word/document.xml"), "//w:rFonts|//w:u")


def test_headings_and_items_are_counted_by_word_never_typed(tmp_path: Path) -> None:
    made = written(tmp_path, report(Heading(1, "Tình hình"), Heading(4, "Kinh tế"), Item("-", said("Một"))))
    levels = found(part(tmp_path / "report.docx", "word/numbering.xml"), "//w:abstractNum[1]/w:lvl")
    assert [values(lvl, "./w:numFmt")[0] for lvl in levels[:4]] == ["upperRoman", "decimal", "decimal", "lowerLetter"]
    assert [values(lvl, "./w:lvlText")[0] for lvl in levels[:5]] == ["%1.", "%2.", "%2.%3.", "%4)", "đ)"]
    assert [p.text for p in made.paragraphs if p.style.name.startswith("Heading")] == ["Tình hình", "Kinh tế"]


def test_the_letters_are_those_of_the_vietnamese_alphabet(tmp_path: Path) -> None:
    made = written(tmp_path, report(*(Item("a)", said(f"điểm {n}")) for n in range(23))))
    levels = found(part(tmp_path / "report.docx", "word/numbering.xml"), "//w:abstractNum[2]/w:lvl")
    seen, counts = [], dict.fromkeys(range(9), -1)
    for p in made.element.body.xpath("./w:p[w:pPr/w:numPr]"):
        level = int(values(p, ".//w:ilvl")[0])
        counts[level] += 1
        text = values(levels[level], "./w:lvlText")[0]
        letter_ = chr(ord("a") + int(values(levels[level], "./w:start")[0]) - 1 + counts[level])
        seen.append("đ" if text == "đ)" else letter_)
    assert "".join(seen) == ALPHABET == "abcdđeghiklmnopqrstuvxy"
    with pytest.raises(DanvanError, match="24 điểm"):
        level_of(23)


def test_letters_begin_anew_after_a_heading_or_paragraph() -> None:
    a, dash = Item("a)", said("x")), Item("-", said("y"))
    blocks = [a, dash, a, Paragraph(said("p")), a, Heading(4, "h"), Heading(4, "h"), Heading(3, "h"), Heading(4, "h")]
    assert letter_numbers(blocks) == [0, None, 1, None, 0, 0, 1, None, 0]


def test_head_and_foot_leave_blanks_and_name_nobody(tmp_path: Path) -> None:
    made = written(tmp_path, report(Paragraph(said("Hết."))))
    head, foot = made.tables
    assert head.cell(1, 0).text == "Số:      /BC-UBND"
    assert head.cell(1, 1).text == "Bình Sơn, ngày     tháng     năm 2022"
    assert [p.text for p in foot.cell(0, 0).paragraphs] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert foot.cell(0, 1).text.split("\n")[:2] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    assert not foot.cell(0, 1).text.split("CHỦ TỊCH")[1].strip()
    assert "Kính gửi: Ủy ban nhân dân tỉnh Quảng Ngãi" in [p.text for p in made.paragraphs]
    assert not made.core_properties.author and made.core_properties.created is None
    assert head._element.xpath('.//w:p[w:pPr/w:pStyle[@w:val="DuongKe"]]') and "---" not in head.cell(0, 0).text


def test_without_kinh_gui_nobody_receives_it_as_above(tmp_path: Path) -> None:
    none = written(tmp_path, replace(report(), letter=replace(LETTER, addressees=())))
    assert "Kính gửi" not in "".join(p.text for p in none.paragraphs)
    assert [p.text for p in none.tables[1].cell(0, 0).paragraphs] == ["Nơi nhận:", "- Lưu: VT."]


@pytest.mark.parametrize(
    ("text", "ending"), [("Hết", "Hết./."), ("Hết.", "Hết./."), ("Hết./.", "Hết./."), ("Hết…)", "Hết…)./.")]
)
def test_the_body_ends_in_one_way(text: str, ending: str) -> None:
    assert str(ended([Paragraph(said(text))])[-1].text) == ending  # type: ignore[union-attr]
    assert str(ended([Task("viết")])[-1].text) == "./."  # type: ignore[union-attr]


def test_tables_repeat_their_header_and_split_no_row(tmp_path: Path, tables: dict[str, PublishedTable]) -> None:
    made = written(tmp_path, report(TableBlock(tables["R1"])))
    table = made.tables[1]._tbl
    assert len(table.xpath("./w:tr/w:trPr/w:cantSplit")) == len(table.tr_lst)
    assert table.tr_lst[0].xpath("./w:trPr/w:tblHeader") and len(table.xpath("./w:tr/w:trPr/w:tblHeader")) == 1
    names = {p.style.name for p in made.tables[1].columns[1].cells[1].paragraphs}
    assert names == {"Số trong bảng"}
    styles = {style.name: style for style in made.styles}
    assert styles["Số trong bảng"].paragraph_format.alignment == 2 and styles["Đầu bảng"].font.bold
    assert all(11 <= styles[name].font.size.pt <= 12 for name in ("Số trong bảng", "Chữ trong bảng", "Đầu bảng"))


def test_no_table_is_wider_than_its_page_and_wide_ones_go_on_turned_pages(
    tmp_path: Path, tables: dict[str, PublishedTable]
) -> None:
    made = written(tmp_path, report(*(TableBlock(table) for table in tables.values())))
    wide = [t for t in tables.values() if not widths.fits(t, 160)]
    assert wide and len(made.sections) == 1 + len(wide)
    assert all(s.page_width > s.page_height for s in list(made.sections)[1:])
    for width in [int(w) for w in values(made.element, "//w:tblW", "w:w")]:
        assert width <= 247 * 1440 / 25.4 + 12
    text = "\n".join(p.text for p in made.paragraphs).replace("\u00a0", " ")
    assert f"(Bảng {wide[0].id}. {wide[0].title}: xem Phụ lục I.)" in text
    assert "(Kèm theo Báo cáo số     /BC-UBND ngày     tháng     năm      của UBND huyện Bình Sơn)" in text
    assert roman(4) == "IV"


def test_an_empty_table_says_so(tmp_path: Path, tables: dict[str, PublishedTable]) -> None:
    table = next(t for t in tables.values() if t.frame.empty)
    assert written(tmp_path, report(TableBlock(table))).tables[1].cell(1, 0).text == EMPTY


def test_charts_have_a_description_and_keep_their_caption(tmp_path: Path) -> None:
    made = written(tmp_path, report(picture(sample=True)))
    shape = made.inline_shapes[0]
    assert shape._inline.docPr.get("descr") == "Cột <tăng>"
    assert round(shape.width.mm) == 160
    assert shape._inline.xpath("ancestor::w:p")[0].style == "Hinh"
    assert {style.name: style for style in made.styles}["Hình"].paragraph_format.keep_with_next
    image = next(rel.target_part.image for rel in made.part.rels.values() if rel.reltype.endswith("/image"))
    assert image.horz_dpi >= 200
    assert "SỐ LIỆU MINH HỌA" in made.sections[0].footer.paragraphs[0].text


def test_ids_read_back_equal_ids_written(tmp_path: Path, tables: dict[str, PublishedTable]) -> None:
    table = tables["T3"]
    text = sentence("Có {a}, {b}.", a=Number("03 mô hình", "T2/total/registered"), b=Number("1,17 tỷ đồng", LONG))
    written(tmp_path, report(Paragraph(text), Item("+", text), TableBlock(table)))
    names = {c.name: c for c in table.columns}
    cells = [(table.figure(r, c), table.text(r, names[c])) for r, c in table.formulas]
    read = read_numbers(tmp_path / "report.docx")
    assert read[:4] == [("T2/total/registered", "03 mô hình"), (LONG, "1,17 tỷ đồng")] * 2
    assert sorted(read[4:]) == sorted(cell for cell in cells if cell[1])
    assert read_report(tmp_path / "report.docx").period == "2017-2022"
    assert max(map(len, values(part(tmp_path / "report.docx", "word/document.xml"), "//w:sdt/w:sdtPr/w:tag"))) <= 64
    assert tag(LONG) != tag(LONG + "x")


def test_numbers_are_read_after_word_split_deleted_and_emptied_them(tmp_path: Path) -> None:
    numbers = [Number(text, f"T1/{text}/n") for text in ("12", "34", "56")]
    made = written(tmp_path, report(Paragraph(Sentence(tuple(numbers)))))
    split, changed, empty = made.element.body.xpath(".//w:sdt")
    content = split.find(qn("w:sdtContent"))
    content[0].text = "1"
    content.append(parse_xml(f'<w:r xmlns:w="{W[1:-1]}"><w:rPr><w:b/></w:rPr><w:t>2</w:t></w:r>'))
    run = changed.find(qn("w:sdtContent"))[0]
    run.addnext(parse_xml(f'<w:ins xmlns:w="{W[1:-1]}"><w:r><w:t>35</w:t></w:r></w:ins>'))
    run.getparent().replace(run, parse_xml(f'<w:del xmlns:w="{W[1:-1]}"><w:r><w:delText>34</w:delText></w:r></w:del>'))
    empty.find(qn("w:sdtPr")).append(parse_xml(f'<w:showingPlcHdr xmlns:w="{W[1:-1]}"/>'))
    made.save(str(tmp_path / "edited.docx"))
    assert read_numbers(tmp_path / "edited.docx") == [("T1/12/n", "12"), ("T1/34/n", "35"), ("T1/56/n", "")]


def test_the_same_document_is_the_same_bytes(tmp_path: Path, tables: dict[str, PublishedTable]) -> None:
    appendix = Appendix("Phụ", (TableBlock(tables["T6b"]), picture(), Heading(1, "Một")))
    document = report(Paragraph(said("Một.")), TableBlock(tables["T2"]), picture(), appendices=(appendix,))
    for name in ("a.docx", "b.docx"):
        write_docx(document, tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    with ZipFile(tmp_path / "a.docx") as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b'mc:Ignorable="w14 w15' in file.read("word/document.xml").split(b"<w:body")[0]


@given(st.text(max_size=40))
def test_no_text_breaks_the_file(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("word") / "r.docx"
    blocks = (Heading(1, text), Quote(text, text), Task(text), Paragraph(Sentence((text, Number(text, "T1/a/b")))))
    odd = replace(LETTER, place=text, recipients=(text,), addressees=(text, text))
    write_docx(replace(report(*blocks, appendices=(Appendix(text, ()),)), letter=odd, subject=text), path)
    assert docx.Document(str(path)).paragraphs
    assert [figure for figure, _ in read_numbers(path)] == ["T1/a/b"]


def test_the_office_edits_the_template(tmp_path: Path) -> None:
    own = tmp_path / "mau_bao_cao.docx"
    write_template(own)
    edited = docx.Document(str(own))
    edited.paragraphs[0].insert_paragraph_before("Dòng của cơ quan, {{ nam }}")
    edited.save(str(own))
    write_docx(report(Paragraph(said("Hết."))), tmp_path / "r.docx", own)
    assert "Dòng của cơ quan, 2022" in [p.text for p in docx.Document(str(tmp_path / "r.docx")).paragraphs]


def test_a_template_saved_by_libreoffice_names_its_headings_otherwise(tmp_path: Path) -> None:
    own = tmp_path / "mau_bao_cao.docx"
    write_template(own)
    saved = docx.Document(str(own))
    for style in saved.styles:
        style.element.name_val = style.element.name_val.title()
    saved.save(str(own))
    write_docx(report(Heading(1, "Một"), Paragraph(said("Hết."))), tmp_path / "r.docx", own)
    assert [p.style.style_id for p in docx.Document(str(tmp_path / "r.docx")).paragraphs if p.text == "Một"] == [
        "Heading1"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{{p noi_dung }}", "{{ la }}", "thẻ của mẫu không có: “la”"),
        ("{{p noi_dung }}", "{% if %}", "thẻ của mẫu viết sai"),
        ("{{p noi_dung }}", "", "đúng một thẻ"),
    ],
)
def test_a_template_that_lacks_something_is_told(tmp_path: Path, old: str, new: str, message: str) -> None:
    write_template(tmp_path / "mau.docx")
    edited = docx.Document(str(tmp_path / "mau.docx"))
    next(p for p in edited.paragraphs if p.text == old).runs[0].text = new
    edited.save(str(tmp_path / "mau.docx"))
    with pytest.raises(DanvanError, match=message):
        write_docx(report(), tmp_path / "r.docx", tmp_path / "mau.docx")


def test_what_is_no_word_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"no zip")
    for attempt in (
        lambda: read_numbers(tmp_path / "x.docx"),
        lambda: write_docx(report(), tmp_path / "r.docx", tmp_path / "x.docx"),
    ):
        with pytest.raises(DanvanError, match="không mở được như tệp Word"):
            attempt()


ORDER = {  # of children, as the schema of WordprocessingML has them
    "pPr": "pStyle keepNext keepLines numPr pBdr spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rFonts b bCs i iCs caps color sz szCs highlight lang",
    "tcPr": "tcW gridSpan vAlign",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook",
    "sdtPr": "tag id appearance text",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr",
    "style": "name basedOn next qFormat pPr rPr tblPr",
}


def test_elements_stand_in_the_order_of_the_schema(tmp_path: Path, tables: dict[str, PublishedTable]) -> None:
    blocks = (Heading(4, "h"), Item("a)", said("i")), Task("t"), Quote("q"), TableBlock(tables["T6b"]), picture())
    written(tmp_path, report(*blocks, appendices=(Appendix("A", blocks),)))
    for name in ("document", "styles", "numbering", "header1", "footer1"):
        for element in part(tmp_path / "report.docx", f"word/{name}.xml").iter():
            wanted = ORDER.get(element.tag.rpartition("}")[2], "").split()
            if wanted:
                places = [wanted.index(child.tag.rpartition("}")[2]) for child in element]
                assert places == sorted(places), (name, element.tag, [c.tag for c in element])
    ids = values(part(tmp_path / "report.docx", "word/document.xml"), "//w:sdtPr/w:id")
    assert len(ids) == len(set(ids))
