"""Old encodings are told by font, by run, and by evidence over the sheet; text that is no Vietnamese stays as it is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from danvan.intake.formats.lettering import Lettering, put_in_unicode
from danvan.vietnamese.legacy import encode_tcvn3, encode_vni

SAID = [
    "Xã Bình Thạnh",
    "Tổ hòa giải ở thôn Bắc",
    "Hiến đất làm đường",
    "Đơn vị tính: triệu đồng",
    "Hội Cựu chiến binh",
]


def column(*texts: str) -> dict[tuple[int, int], str]:
    return {(row, 1): text for row, text in enumerate(texts, start=1)}


def opened(*texts: str) -> Lettering:
    return put_in_unicode(dict(column(*texts)))


def test_a_sheet_whose_font_was_changed_later_is_told_by_its_words() -> None:
    for encode, name in ((encode_tcvn3, "TCVN3"), (encode_vni, "VNI")):
        sent = [encode(text) for text in SAID]
        found = opened(*sent, "12", "abc")
        assert list(found.cells.values())[:5] == SAID
        assert found.encodings == (name,)
        assert found.as_sent == column(*sent)


def test_old_and_new_text_in_one_column_are_decided_cell_by_cell() -> None:
    mixed = [encode_tcvn3(t) if n % 2 else t for n, t in enumerate(SAID)]
    found = opened(*mixed, "Tính hòa")
    assert list(found.cells.values()) == [*SAID, "Tính hòa"]
    assert list(found.as_sent) == [(2, 1), (4, 1)]


def test_utf8_that_was_misread_is_put_right() -> None:
    found = opened("XÃ£ BÃ¬nh", "Xã Bình Minh")
    assert found.cells[1, 1] == "Xã Bình"
    assert found.encodings == ("UTF-8 đọc nhầm",)


def test_signs_and_foreign_words_are_no_old_text() -> None:
    texts = [
        "£ million",
        "greater than £60 million",
        "2.500 m²",
        "30° – 40°",
        "Müller, Straße, Ångström, naïve",
        "© 2020 ®",
    ]
    assert opened(*texts) == Lettering(dict(column(*texts)), {}, ())


def test_one_cell_of_old_text_among_unicode_is_decoded_where_its_own_words_tell() -> None:
    for encode, name in ((encode_tcvn3, "TCVN3"), (encode_vni, "VNI")):
        found = opened(*SAID, encode("Đường hoa"), "Caàu" if name == "VNI" else "C\u00c7")
        assert (found.cells[6, 1], found.encodings) == ("Đường hoa", (name,))
        assert list(found.as_sent) == [(6, 1)]


def test_a_run_without_a_font_has_that_of_its_cell() -> None:
    sent = encode_tcvn3("Tổ hòa giải")
    runs = {(1, 1): [(None, sent[:4]), ("Arial", sent[4:])]}
    split = put_in_unicode({(1, 1): sent}, {(1, 1): ".VnTime"}, runs).cells[1, 1]
    assert split == "Tổ h" + sent[4:]


def test_a_word_parted_between_runs_of_one_font_is_whole() -> None:
    sent = encode_tcvn3("Bình Thạnh")
    runs = {(1, 1): [(".VnTime", letter) for letter in sent]}
    assert put_in_unicode({(1, 1): sent}, {}, runs).cells[1, 1] == "Bình Thạnh"


@given(
    st.lists(
        st.sampled_from([*SAID, "12", "Bình Trị Đông", "Hỗ trợ cây giống", "Ủy ban nhân dân xã"]),
        min_size=1,
        max_size=30,
    )
)
def test_unicode_text_is_never_touched(texts: list[str]) -> None:
    assert opened(*texts).as_sent == {}
