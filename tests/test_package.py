"""Parts are found whatever the case and slashes of their names, and links whatever way they are written."""

from __future__ import annotations

import io
import zipfile

from danvan.intake.formats.package import Package


def package(**parts: str) -> Package:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name, text in {
            "_rels/.rels": "<R><R Id='a' Type='http://x/officeDocument' Target='/XL\\Book.xml'/></R>",
            "xl\\book.xml": "<book/>",
            "xl/_rels/Book.xml.rels": "<R><R Id='b' Type='t/worksheet' Target='sheets/s.xml'/>"
            "<R Id='c' Type='t/worksheet' Target='gone.xml'/><R Id='d' Type='t/link' Target='http://y' TargetMode='External'/></R>",
            "xl/sheets/S.xml": "<s/>",
            **parts,
        }.items():
            archive.writestr(name, text)
    return Package.of(memory.getvalue())


def test_the_workbook_and_its_sheets_are_found() -> None:
    found = package()
    assert found.read(found.book) == b"<book/>"
    assert [found.read(part) for part in found.linked(found.book, "worksheet")] == [b"<s/>"]
    assert set(found.links(found.book)) == {"b", "c"}


def test_a_part_without_relations_has_none() -> None:
    assert package().links("xl/sheets/s.xml") == {}
