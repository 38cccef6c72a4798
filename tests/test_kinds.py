"""A file is told by its bytes; what is no spreadsheet is refused by what it is, in one Vietnamese sentence."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
import xlwt

from danvan.intake.formats.kinds import OLE, kind_of
from danvan.problems import UnreadableWorkbook


def archive(*names: str, **texts: str) -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as made:
        for name in names:
            made.writestr(name, texts.get(name.partition(".")[0], "x"))
    return memory.getvalue()


def old_xls() -> bytes:
    memory = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("A").write(0, 0, 1)
    book.save(memory)
    return memory.getvalue()


def new_xlsx() -> bytes:
    memory = io.BytesIO()
    openpyxl.Workbook().save(memory)
    return memory.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "rỗng"),
        (bytes(2000), "rỗng"),
        (b"%PDF-1.4", "Tệp PDF"),
        (b"\x89PNG\r\n\x1a\n", "Ảnh PNG"),
        (b"\xff\xd8\xff\xe0JFIF", "Ảnh JPEG"),
        (b"\x00\x00\x00\x18ftypheic", "HEIC"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b"Rar!\x1a\x07", "RAR"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "MHTML"),
        (b"\x05Trung" + b" " * 159, "khóa tạm"),
        (b"PK\x03\x04 cut off", "bị hỏng hoặc bị cắt cụt"),
        (new_xlsx()[:2000], "bị hỏng hoặc bị cắt cụt"),
        (archive("word/document.xml"), "Văn bản Word"),
        (archive("ppt/slides/slide1.xml"), "PowerPoint"),
        (archive("xa/a.xlsx", "xa/b.xls"), "ZIP .*2 bảng tính"),
        (
            archive("mimetype", "content.xml", mimetype="application/vnd.oasis.opendocument.text"),
            "không phải là bảng tính",
        ),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "Văn bản Word"),
        ("Kính gửi: Ban Dân vận\nXin báo cáo như sau.\n".encode(), "Tệp văn bản"),
        (b'<?xml version="1.0"?><office/>', "XML"),
        (b"\x01\x02\x03\x04\x05\x06\x07", "không nhận ra"),
    ],
)
def test_what_is_no_spreadsheet_is_refused_by_what_it_is(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableWorkbook, match=said) as refusal:
        kind_of(data)
    assert str(refusal.value).endswith(".")


def test_a_password_is_told_in_every_kind() -> None:
    manifest = "<manifest:encryption-data/>"
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", "x")
        made.writestr("META-INF/manifest.xml", manifest)
    with pytest.raises(UnreadableWorkbook, match="mật khẩu"):
        kind_of(memory.getvalue())


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (new_xlsx(), "xlsx"),
        (old_xls(), "xls"),
        (b"\x09\x08\x08\x00\x00\x05\x10\x00", "xls"),
        (archive("xl/workbook.bin"), "xlsb"),
        (archive("mimetype", "content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods"),
        ("TT;Tên\n1;Hũ gạo\n".encode("cp1258", "replace"), "csv"),
        (b"<html><body><table><tr><td>1</td></tr></table>", "html"),
        (b'<?xml version="1.0"?>\n<!-- x --><html xmlns="http://www.w3.org/1999/xhtml"><table/></html>', "html"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "xml"),
    ],
)
def test_kinds_by_their_bytes(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


def test_excel_saves_pages_with_its_own_names_and_they_are_pages_all_the_same() -> None:
    page = '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><table>'
    assert kind_of(page.encode()) == "html"
    assert kind_of(b"\xff\xfe" + page.encode("utf-16-le")) == "html"
