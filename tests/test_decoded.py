"""Every text of a file is read, whatever it is packed in."""

from __future__ import annotations

import io
from base64 import b64encode
from zipfile import ZipFile, ZipInfo

import pytest
from PIL import Image, PngImagePlugin

from danvan.publish.decoded import parts, texts

SAID = "Hũ gạo"


def picture(*, packed: bool) -> bytes:
    words, out = PngImagePlugin.PngInfo(), io.BytesIO()
    words.add_itxt("Comment", SAID, zip=packed)
    Image.new("RGB", (3, 3)).save(out, "PNG", pnginfo=words)
    return out.getvalue()


def zipped(name: str, data: bytes, *, comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        member = ZipInfo(name)
        member.comment = comment
        archive.writestr(member, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        ("a.txt", SAID.encode(), "a.txt"),
        ("a.txt", SAID.encode("utf-16"), "a.txt"),
        ("a.html", b"<p>H&#361; g&#7841;o</p>", "a.html"),
        ("a.html", b"<a href='?q=H%C5%A9%20g%E1%BA%A1o'>x</a>", "a.html"),
        ("a.svg", f"<svg><desc>{SAID}</desc></svg>".encode(), "a.svg"),
        ("a.zip", zipped("b.json", b'{"x": ["H\\u0169 g\\u1ea1o"]}'), "a.zip › b.json"),
        ("a.zip", zipped("x", b"", comment=SAID.encode()), "a.zip › x"),
        ("a.zip", zipped(SAID, b""), f"a.zip › {SAID}"),
        ("a.png", picture(packed=False), "a.png › siêu dữ liệu"),
        ("a.png", picture(packed=True), "a.png › siêu dữ liệu"),
        ("a.html", f"<img src='data:image/png;base64,{b64encode(picture(packed=True)).decode()}'>".encode(), "a.html › ảnh 1 › siêu dữ liệu"),
    ],
)  # fmt: skip
def test_a_text_is_read_in_whatever_it_is_packed(name: str, data: bytes, place: str) -> None:
    assert place in {text.place for text in texts(name, data) if SAID in text.said}


def test_words_behind_the_end_of_a_picture_are_read_whole() -> None:
    out = io.BytesIO()
    Image.new("RGB", (3, 3)).save(out, "PNG")
    assert [text.said for text in texts("a.png", out.getvalue() + SAID.encode())] == [SAID]


def test_parts_are_the_bytes_of_plain_files_at_any_depth() -> None:
    data = zipped("b.zip", zipped("c.html", b"<!-- x -->"))
    assert list(parts("a.zip", data)) == [("a.zip › b.zip › c.html", b"<!-- x -->")]
    assert list(parts("a.png", picture(packed=False))) == []
