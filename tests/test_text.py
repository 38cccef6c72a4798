from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.vietnamese.syllables import is_syllable, retone
from danvan.vietnamese.text import bare, clean, fold, proper_tones

CLEANED = [
    ("", ""),
    ("   ", ""),
    ("Xã Bình Thanh ", "Xã Bình Thanh"),
    ("Xã\u00a0Bình\u2003Thanh", "Xã Bình Thanh"),
    ("Tên\tmô hình,\r\nđiển hình", "Tên mô hình, điển hình"),
    ("Bi\u0300nh", "Bình"),  # NFD
    ("Hiê\u0301n đâ\u0301t", "Hiến đất"),  # Windows-1258: a shaped letter, then its tone
    ("Hie\u0301\u0302n", "Hiến"),  # tone before shape
    ("vie\u0323\u0302c vie\u0302\u0323c", "việc việc"),
    ("Tro\u0301\u031bn", "Trớn"),
    ("\ufeffXã\u200b Bì\u200dnh\u2060", "Xã Bình"),
    ("hòa\u00ad giải", "hòa giải"),
    ("Ðông Sơn, ðồng", "Đông Sơn, đồng"),
    ("Ɖông Sơn, ɖồng", "Đông Sơn, đồng"),
    ("Ｂình　Ｍinh １２", "Bình Minh 12"),
    ("\U0001d401ình", "Bình"),
    ("m²", "m²"),
    ("“Dân vận khéo”…", "“Dân vận khéo”…"),
    ("a\x00b\x1fc", "ab c"),
    ("Bình\ud83d Minh", "Bình Minh"),  # half a character cannot be written to any file
]


@pytest.mark.parametrize(("text", "wanted"), CLEANED)
def test_clean_shows_what_a_reader_sees(text: str, wanted: str) -> None:
    assert clean(text) == wanted


def test_a_lookalike_becomes_latin_only_beside_a_latin_letter() -> None:
    assert clean("В\u0438") == "Ви"  # Cyrillic throughout
    assert clean("Хã Вình Мinh") == "Xã Bình Minh"  # Cyrillic Kha, Ve, Em
    assert clean("Ngh\u0430\u0300nh") == "Nghành"  # Cyrillic a under a tone mark
    assert clean("ТТ") == "ТТ"  # nothing says that these two are not Cyrillic
    assert clean("ΟCOP Βình") == "OCOP Bình"


SAME = [
    ("Bình Hoà", "Bình Hòa"),
    ("Uỷ ban", "ỦY BAN"),
    ("thuý", "thúy"),
    ("khoẻ", "khỏe"),
    ("Tòan huyện", "toàn huyện"),
    ("hũ gạo", "hu\u0303 ga\u0323o"),
    ("VH-XH", "vh xh"),
    ("VH - XH", "VH/XH"),
    ("Tên mô hình/điển hình", "tên mô hình  (điển hình)"),
    ("Diện tích (m²)", "diện tích m2"),
    ("BM1_(2)", "bm1 2"),
]
APART = [
    ("Bình Thạnh", "Bình Thanh"),
    ("Bình Thạnh", "Binh Thanh"),
    ("quý", "quí"),
    ("Bình Mỹ", "Bình Mĩ"),
    ("hòa", "hoa"),
    ("dân", "đân"),
    ("Bình Trung", "Bình Trị"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_fold_makes_one_key_of_one_text(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_fold_keeps_two_texts_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("hoà", "hòa"), ("HOÀ", "HÒA"), ("Thuỷ", "Thủy"), ("loè", "lòe"), ("tuỳ", "tùy"), ("Uý", "Úy"),
        ("quý", "quý"), ("quí", "quí"), ("quỳnh", "quỳnh"), ("quà", "quà"), ("qùa", "quà"), ("quốc", "quốc"),
        ("già", "già"), ("gìa", "già"), ("gì", "gì"), ("giữ", "giữ"), ("giếng", "giếng"), ("gìn", "gìn"),
        ("hoán", "hoán"), ("hóan", "hoán"), ("khuỷu", "khuỷu"), ("thuở", "thuở"), ("huế", "huế"),
        ("của", "của"), ("mía", "mía"), ("lửa", "lửa"), ("người", "người"), ("nguyễn", "nguyễn"),
        ("hoài", "hoài"),
        ("café", "café"), ("Pokémon", "Pokémon"), ("oà", "òa"), ("", ""),
    ],
)  # fmt: skip
def test_tones_are_placed_as_the_decree_spells(word: str, wanted: str) -> None:
    assert retone(word) == wanted
    assert proper_tones(word) == wanted


def test_proper_tones_leaves_the_rest_of_the_text_alone() -> None:
    assert proper_tones("Uỷ ban:\n  1. Hoà giải ") == "Ủy ban:\n  1. Hòa giải "


@pytest.mark.parametrize("word", ["Thạnh", "khéo", "ĐƯỜNG", "nghiêng", "giặc", "ướt", "yêu", "oanh", "khuya"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["Bỡnh", "B×nh", "hiÕn", "tàc", "bca", "hòá", "xaõ", "Kôngx", ""])
def test_what_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


def test_bare_is_for_proposals() -> None:
    assert bare("Bình Đông") == bare("Binh D-ông") == bare("BÌNH ÐÔNG") == "binh dong"
    assert bare("Bình Thạnh") == bare("Bình Thanh")


vietnamese = st.text(
    alphabet="aăâeêioôơuưyđbcghknqt ABĐÊ.,-/()0123àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ\n\u00a0"
)


@given(vietnamese)
def test_clean_and_fold_are_settled_after_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert fold(fold(text)) == fold(text)
    assert proper_tones(proper_tones(text)) == proper_tones(text)


@given(vietnamese)
def test_composition_never_matters(text: str) -> None:
    assert clean(unicodedata.normalize("NFD", text)) == clean(text)
    assert bare(text).isascii()


@given(st.text())
def test_any_text_comes_back_printable_and_composed(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert "  " not in cleaned
    fold(text)
