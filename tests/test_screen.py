"""What must not leave is found in every kind of file, with its place; what a person looked over is let through."""

from __future__ import annotations

import io
import json
from base64 import b64encode
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from openpyxl.comments import Comment
from PIL import Image, PngImagePlugin

from danvan.publish.screen import Secrets, findings

NAME, PHONE, SECRET = "Nguyễn Văn Canari", "0905 133 700", "canarisecretx9Qz"
SECRETS = Secrets({SECRET: "giá trị của biến môi trường X"}, ("Lê Hồng Phong Một",))


def word(text: str, *, author: str = "") -> bytes:
    made, out = docx.Document(), io.BytesIO()
    paragraph = made.add_paragraph()
    for letters in (text[:4], text[4:9], text[9:]):  # as Word cuts
        paragraph.add_run(letters)
    made.core_properties.author, made.core_properties.comments = author, ""
    made.save(out)
    return out.getvalue()


def excel(text: str, comment: str = "") -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = text
    book.active["A2"] = 905133700
    book.properties.creator = None
    if comment:
        book.active["A1"].comment = Comment(comment, "")
    book.save(out)
    return out.getvalue()


def picture(text: str) -> bytes:
    words, out = PngImagePlugin.PngInfo(), io.BytesIO()
    words.add_text("Comment", text, zip=True)
    Image.new("RGB", (2, 2)).save(out, "PNG", pnginfo=words)
    return out.getvalue()


def archive(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as made:
        made.writestr(name, data)
    return out.getvalue()


def page(text: str) -> bytes:
    return f'<!DOCTYPE html><body><p>Mô hình</p><p title="x">{text}</p><img alt="{text}"></body>'.encode()


def notebook(text: str) -> bytes:
    uri = f'<img src="data:image/png;base64,{b64encode(picture(text)).decode()}">'
    outputs = [{"output_type": "display_data", "metadata": {}, "data": {"text/html": uri}}]
    return json.dumps({"cells": [{"cell_type": "code", "source": "1", "outputs": outputs}]}).encode()


@pytest.mark.parametrize(
    ("file", "data", "place"),
    [
        ("index.html", page(NAME), "index.html"),
        ("index.html", page("Nguy&#7877;n V&#259;n Canari"), "index.html"),
        ("report.docx", word(f"Liên hệ {NAME} nhé"), "report.docx › word/document.xml › đoạn 1"),
        ("tables.xlsx", excel(f"Ông {NAME}"), "tables.xlsx › xl/worksheets/sheet1.xml › A1"),
        ("a.zip", archive("b.zip", archive("c.html", page(NAME))), "a.zip › b.zip › c.html"),
        ("02.ipynb", json.dumps({"cells": [{"source": [f"# của {NAME[:9]}", NAME[9:]]}]}).encode(), "02.ipynb › ô 1"),
        ("a.json", json.dumps({"x": [NAME]}).encode(), "a.json"),
        ("F1.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><text>{NAME}</text></svg>'.encode(), "F1.svg"),
        ("F1.png", picture(NAME), "F1.png › siêu dữ liệu"),
        ("02.ipynb", notebook(NAME), "02.ipynb › ô 1 › ảnh 1 › siêu dữ liệu"),
        ("n.html", b"<body><a href='x?q=Nguy%E1%BB%85n%20V%C4%83n%20Canari'>x</a></body>", "n.html"),
        (f"{NAME}.html", page("x"), f"{NAME}.html"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_every_kind_of_file(file: str, data: bytes, place: str) -> None:
    assert (place, "tên người") in {(found.place, found.what) for found in findings({file: data}, SECRETS)}


@pytest.mark.parametrize(
    ("said", "what"),
    [
        (f"gọi {PHONE}", "số điện thoại"),
        ("CCCD 051099000001", "số định danh"),
        ("sinh ngày 01/02/1980", "ngày, năm sinh"),
        ("canari@vidu.vn", "địa chỉ thư điện tử"),
        (r"xem C:\Users\canari\bao_cao.xlsx", "đường dẫn trên máy"),
        ("xem /home/canari/bao_cao", "đường dẫn trên máy"),
        ("Traceback (most recent call last):", "lỗi của chương trình"),
        ('{"papermill": 1}', "dấu của papermill"),
        (f"mã {SECRET}", "giá trị của biến môi trường X"),
    ],
)
def test_what_must_not_leave_is_named(said: str, what: str) -> None:
    assert what in {found.what for found in findings({"a.txt": said.encode()}, SECRETS)}


def test_who_made_a_document_and_remarks_in_it_are_found() -> None:
    found = findings({"report.docx": word("x", author="canari"), "t.xlsx": excel("x", "hỏi lại xã")}, SECRETS)
    assert {"người làm tệp", "nhận xét"} <= {one.what for one in found}


def test_a_secret_is_found_in_bytes_that_no_reader_shows() -> None:
    hidden = f"<!-- {SECRET} --><svg xmlns='http://www.w3.org/2000/svg'/>".encode()
    assert [one.what for one in findings({"a.svg": hidden}, SECRETS)] == ["giá trị của biến môi trường X"]
    assert findings({"a.zip": archive("a.txt", SECRET.encode("utf-16-le"))}, SECRETS)


def test_plain_files_may_leave() -> None:
    files = {
        "a.html": page("Hũ gạo tình thương, 844.200.000 đồng"),
        "t.xlsx": excel("21085"),
        "r.docx": word("Số: 71/KH-UBND"),
    }
    files["p.png"] = plain_picture()
    assert findings(files, SECRETS) == []


def plain_picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG", dpi=(160, 160))
    return out.getvalue()


def test_what_a_person_looked_over_may_leave() -> None:
    said = page("Nhóm Lê Hồng Phong Một làm đường")
    assert findings({"a.html": said}, SECRETS) == []
    assert findings({"a.html": said}, Secrets({}))
