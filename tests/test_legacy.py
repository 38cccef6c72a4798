from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.vietnamese.legacy import (
    Encoding,
    decode,
    encode_tcvn3,
    encode_vni,
    encoding_of,
    looks_tcvn3,
    looks_vni,
    told_by_words,
    unscramble,
)
from danvan.vietnamese.syllables import TONES

ACCENTED = [
    unicodedata.normalize("NFC", vowel + tone)
    for vowel, tone in itertools.product("aăâeêioôơuưy", ("", *TONES))
    if not unicodedata.normalize("NFC", vowel + tone).isascii()
] + ["đ"]

FONTS = [
    (".VnTime", Encoding("tcvn3")),
    (".VnTimeH", Encoding("tcvn3", capitals=True)),
    (".VNARIALH", Encoding("tcvn3", capitals=True)),
    (".VnArial NarrowH", Encoding("tcvn3", capitals=True)),
    ("VNI-Times", Encoding("vni")),
    ("VNI Helve", Encoding("vni")),
    ("Times New Roman", None),
    ("Verdana", None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("font", "wanted"), FONTS)
def test_the_font_names_the_encoding(font: str | None, wanted: Encoding | None) -> None:
    assert encoding_of(font) == wanted


# text of real cells, its font, what people read
CELLS = [
    ("X· B×nh Th¹nh", ".VnTime", "Xã Bình Thạnh"),
    ("hiÕn ®Êt lµm ®\u00adêng", ".VnTime", "hiến đất làm đường"),
    ("Tæ hßa gi¶i", ".VnTime", "Tổ hòa giải"),
    ("D©n vËn khÐo", ".VnTime", "Dân vận khéo"),
    ("triÖu ®ång", ".VnArial", "triệu đồng"),
    ("§¶ng ñy x·", ".VnTime", "Đảng ủy xã"),
    ("®¬n vÞ tÝnh", ".VnTimeH", "ĐƠN VỊ TÍNH"),
    ("stt", ".VnTimeH", "STT"),
    ("(380 triÖu), 03 tæ.", ".VnTime", "(380 triệu), 03 tổ."),
    ("H§ND", ".VnTime", "HĐND"),
    ("Xaõ Bình Thaïnh", "VNI-Times", "Xã Bình Thạnh"),
    ("hieán ñaát laøm ñöôøng", "VNI-Times", "hiến đất làm đường"),
    ("Toå hoøa giaûi", "VNI-Times", "Tổ hòa giải"),
    ("ÑAÛNG UÛY XAÕ", "VNI-Times", "ĐẢNG ỦY XÃ"),
    ("Aán, Aùnh saùng", "VNI-Times", "Ấn, Ánh sáng"),
]


@pytest.mark.parametrize(("text", "font", "wanted"), CELLS)
def test_text_is_decoded_by_its_font(text: str, font: str, wanted: str) -> None:
    assert decode(text, font) == wanted


@pytest.mark.parametrize(
    "text",
    ["Xã Bình Thạnh", "Bình", "Bình Minh", "Nhà văn hóa", "khuyến học", "12/2021", "Tổ hòa giải – “mới”", ""],
)
@pytest.mark.parametrize("font", [".VnTime", "VNI-Times", "Times New Roman"])
def test_text_that_is_unicode_already_is_left_alone(text: str, font: str) -> None:
    assert decode(text, font) == text


def test_each_word_of_a_mixed_cell_is_read_as_what_it_is() -> None:
    assert decode("Thạnh: hiÕn ®Êt", ".VnTime") == "Thạnh: hiến đất"
    assert decode("Đường Nguyễn Tự Tân, B×nh", ".VnTime") == "Đường Nguyễn Tự Tân, Bình"


def test_without_the_font_nothing_is_decoded_but_the_evidence_is_there() -> None:
    text = "X· B×nh Th¹nh hiÕn ®Êt"
    assert decode(text, "Times New Roman") == text
    assert looks_tcvn3(text) == 1
    assert looks_vni("Toå hoøa giaûi xaõ") == 1


@pytest.mark.parametrize(
    "text", ["Xã Bình Thạnh hiến đất", "Tổ hòa giải", "café", "ABC 12", "", "Nhà văn hóa thôn", "m², 25°, ½"]
)
def test_proper_text_gives_no_evidence(text: str) -> None:
    assert looks_tcvn3(text) == 0
    assert looks_vni(text) == 0


def test_both_tables_hold_all_accented_letters() -> None:
    assert len(ACCENTED) == 67
    small = "".join(ACCENTED)
    assert decode(encode_tcvn3(small), ".VnTime") == small
    assert decode(encode_tcvn3(small), ".VnTimeH") == small.upper()
    assert decode(encode_tcvn3("ĂÂÊÔƠƯĐ"), ".VnTime") == "ĂÂÊÔƠƯĐ"
    assert decode(encode_vni(small), "VNI-Times") == small
    assert decode(encode_vni(small.upper()), "VNI-Times") == small.upper()
    assert encode_tcvn3(small).encode("latin-1") != encode_vni(small).encode("latin-1")


def test_a_capital_with_a_tone_is_written_small_in_tcvn3() -> None:
    assert decode(encode_tcvn3("Ủy ban ĐÔNG ẤN"), ".VnTime") == "ủy ban ĐÔNG ấN"


def test_the_soft_hyphen_is_a_letter_of_tcvn3() -> None:
    assert encode_tcvn3("ư") == "\u00ad"


WORDS = """
    Dân vận khéo hiến đất làm đường giao thông nông thôn Thắp sáng quê Vườn sạch ngõ đẹp nhà ngăn nắp
    Cày ải băm vùi không dùng thuốc trừ cỏ trên đồng ruộng Hũ gạo tình thương Nồi cháo yêu Tiếng mõ bình yên
    Thị trấn Châu Ổ xã kiên cố hóa kênh mương lượt người tỷ lệ hỗ trợ khuỷu tay thuở ấy quý giữ gìn giếng nước
"""
SENTENCES = st.lists(st.sampled_from(WORDS.split()), min_size=1).map(" ".join)


@given(SENTENCES.map(str.lower))
def test_tcvn3_there_and_back(text: str) -> None:
    assert decode(encode_tcvn3(text), ".VnTime") == text
    assert decode(encode_tcvn3(text), ".VnTimeH") == text.upper()


@given(SENTENCES)
def test_vni_there_and_back(text: str) -> None:
    assert decode(encode_vni(text), "VNI-Times") == text
    assert decode(encode_vni(text.upper()), "VNI-Times") == text.upper()


@given(SENTENCES, st.sampled_from([".VnTime", "VNI-Times"]))
def test_what_was_decoded_is_not_decoded_again(text: str, font: str) -> None:
    assert decode(f"{text} đường", font) == f"{text} đường"


def test_misread_utf8_is_put_right() -> None:
    for text in ("Xã Bình Thạnh", "Hiến đất làm đường", "ĐƠN VỊ TÍNH", "“Dân vận khéo”"):
        assert unscramble(_misread(text)) == text
        assert unscramble(text) == text
    for text in ("Ã£ nhưng có chữ ộ", "Ä\u0080 Ã", "hiÕn ®Êt", "Xaõ Bình"):
        assert unscramble(text) == text


def _misread(text: str) -> str:
    """As Windows shows UTF-8: cp1252, the codes that it lacks as control characters."""
    return "".join(
        bytes([b]).decode("latin-1" if b in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252") for b in text.encode()
    )


SHORT = [
    "Hũ gạo tình thương số 2",
    "Cầu qua suối",
    "2 giảm, 4 giữ",
    "Đường hoa",
    "Thôn Lệ Thủy",
    "Kiên cố hóa kênh mương thôn Phú Long",
    "Ao cá Bác Hồ",
    "Camera an ninh thôn Phước Thọ",
    "380 triệu đồng",
    "KH-UBND về việc kiên cố hóa kênh mương",
]


@pytest.mark.parametrize("text", SHORT)
def test_a_text_of_few_words_tells_its_encoding_without_a_font(text: str) -> None:
    for encode, name in ((encode_tcvn3, "tcvn3"), (encode_vni, "vni")):
        told = told_by_words(encode(text))
        assert told is not None
        assert (told.encoding, told.text, told.certain) == (name, text, True)


@pytest.mark.parametrize("text", ["Phuù Long", "Kinh teá", "Kinh t\u00d5", "đường x· B×nh"])
def test_one_letter_that_a_slip_of_the_pen_might_be_is_a_doubt(text: str) -> None:
    told = told_by_words(text)
    assert told is not None and not told.certain


@pytest.mark.parametrize(
    "text",
    [
        "Môt con tôt", "Phát triên kinh tê", "toán, hoà, khoẻ, thuỷ", "Ðoàn Thanh niên", "10 × 20 m²", "«Bình Minh» · ½ tấn",
        "Müller, Straße, Ångström, naïve", "Café Noël", "São Paulo", "Curaçao", "Malmö", "Hà\u00adnh Thuâ\u00adn", "© 2020 ®",
    ],
)  # fmt: skip
def test_signs_foreign_words_and_slips_of_the_pen_are_no_old_letters(text: str) -> None:
    assert told_by_words(text) is None


@given(SENTENCES)
def test_unicode_tells_no_encoding(text: str) -> None:
    assert told_by_words(text) is None
