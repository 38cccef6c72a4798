"""Comments and text boxes are told at the cell they hang on, without the name of who wrote them."""

from __future__ import annotations

import io
import zipfile

from danvan.intake.formats.package import Package
from danvan.intake.formats.remarks import gathered, remarks, without_author


def test_several_texts_of_one_cell_are_joined_and_blank_ones_left_out() -> None:
    assert gathered([((1, 1), "a "), ((1, 1), "b"), ((2, 1), "  ")]) == {(1, 1): "a; b"}


def test_only_the_author_at_the_start_is_left_out() -> None:
    assert without_author("Hai:\n12 mô hình của Hai: tốt", ["Ba", "Hai", ""]) == "12 mô hình của Hai: tốt"
    assert without_author("12 mô hình", ["Hai"]) == "12 mô hình"


def test_a_threaded_comment_stands_for_the_notice_that_old_excel_shows() -> None:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr(
            "xl/_rels/s.xml.rels",
            "<R><R Id='a' Type='t/comments' Target='c.xml'/><R Id='b' Type='t/threadedComment' Target='t.xml'/></R>",
        )
        notice = "<comment ref='A1'><text><t>[Threaded comment] Your version of Excel ...</t></text></comment>"
        plain = "<comment ref='B2'><text><r><t>12 </t></r><r><t>mô hình</t></r></text></comment>"
        archive.writestr("xl/c.xml", f"<c><commentList>{notice}{plain}</commentList></c>")
        each = "".join(f"<threadedComment ref='A1'><text>{text}</text></threadedComment>" for text in ("Sai?", "Đúng"))
        archive.writestr("xl/t.xml", f"<T>{each}</T>")
    assert remarks(Package.of(memory.getvalue()), "xl/s.xml") == {(1, 1): "Sai?; Đúng", (2, 2): "12 mô hình"}
