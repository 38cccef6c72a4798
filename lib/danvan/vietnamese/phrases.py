"""Phrases that stand in number cells: nothing, zero, ditto, promises, and the words around a number.

Does not belong here: units and scale words (`units`), and words of one form or field (`declared`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from danvan.vietnamese.quantity import BLANK, PROMISE, ZERO, Quantity, unreadable
from danvan.vietnamese.text import clean, fold

_ZERO = """
    không, khong, ko, k, không có, khong co, ko có, k có, không phát sinh, khong phat sinh, ko phát sinh,
    k phát sinh, không có phát sinh, không phát sinh số liệu, kps, k ps, ko ps, không ps
"""
_NONE_OF_IT = re.compile(r"(?:không|ko) (?:có|phát sinh) [^\d]+ nào")
_DITTO = ("nt", "như trên", "nhu tren")
_DITTO_MARKS = ('"', '""', "''", "”", "“", "″", "〃", "//", "-//-", '-"-', "- // -", '- " -')
_YES = ("x", "v", "có", "co", "đạt", "rồi", "đã", "ok")
_TICKS = "✓✔☑√☒✗✘"
_NOTHING = re.compile(r"[-–—−_.…/\\*,;\s]*")
_ERROR = re.compile(r"#(?:ref|value|div/0|name|n/a|num|null|spill|calc|getting_data)[!?]?", re.IGNORECASE)
_PROMISE = re.compile(
    r"\b(?:chưa|đang|chờ|sẽ|chua|dang)\b|\b(?:báo cáo|bổ sung|cập nhật|gửi) sau\b|\bbao cao sau\b"
    r"|\bkhông (?:có số liệu|thống kê|tổng hợp|theo dõi|rõ|nắm)\b"
)

# What phrases before a number do to it; nothing is the most common.
_BEFORE = {
    "approximate": "gần, hơn, trên, dưới, khoảng, ước, ước tính, ước đạt, xấp xỉ, chừng, tầm, cỡ, ít nhất, tối thiểu, "
    "tối đa, không quá, không dưới, từ, gan, hon, tren, khoang, uoc",
    "planned": "dự kiến, kế hoạch, kh, đăng ký, đăng kí, phấn đấu, chỉ tiêu, được giao, mục tiêu, dự định, sẽ, "
    "du kien, ke hoach, dang ky",
    "cumulative": "lũy kế, cộng dồn, đến nay, từ trước đến nay, từ đầu năm, từ đầu nhiệm kỳ, luy ke, den nay",
    "": "đạt, được, có, là, gồm, tổng, tổng số, tổng cộng, cộng, số lượng, hiện có, thực hiện, đã, kết quả, tất cả, "
    "số tiền, kinh phí, tổng kinh phí, giá trị, trị giá, dat, tong cong",
}
_AFTER = {
    "approximate": "trở lên, trở xuống, tro len",
    "planned": "dự kiến, kế hoạch, theo kế hoạch, kh, dự định, đăng ký, du kien, ke hoach",
    "cumulative": "lũy kế, cộng dồn, đến nay, luy ke",
}

LINKS = {
    **dict.fromkeys((",", ";", "\n", "&", "+", ".", "(", ")", "và", "với"), "list"),
    **dict.fromkeys(("-", "–", "—", "−", "~", "→", "đến", "tới"), "range"),
    **dict.fromkeys(("/", "\\"), "fraction"),
    **dict.fromkeys(("x", "×", "*"), "times"),
}

HALF = frozenset({"rưỡi", "rưởi"})

_TO_YEAR = ("từ", "năm", "giai", "đoạn", "nhiệm", "kỳ", "trong", "tính", "đến", "hết")
_NAMING_YEAR = frozenset({"từ", "năm", "đoạn", "kỳ"})
_YEAR = re.compile(r"(?:199|20[0-9])[0-9]")

Effect = tuple[str, int]


def _table(effects: dict[str, str]) -> dict[tuple[str, ...], str]:
    return {tuple(phrase.split()): effect for effect, named in effects.items() for phrase in named.split(",")}


_BY_WORDS_BEFORE, _BY_WORDS_AFTER = _table(_BEFORE), _table(_AFTER)
_ZERO_WORDS = frozenset(" ".join(phrase.split()) for phrase in _ZERO.split(","))


def without_number(text: str) -> Quantity | None:
    """What a cell without any number says; None where it has to be read for one."""
    said = clean(text)
    if said in _DITTO_MARKS:
        return unreadable("ditto")
    if _NOTHING.fullmatch(said):
        return BLANK
    if _ERROR.fullmatch(said):
        return unreadable("error")
    return unreadable("mark") if said in _TICKS else _by_words(fold(said))


def _by_words(key: str) -> Quantity | None:
    if key in _ZERO_WORDS or _NONE_OF_IT.fullmatch(key):
        return ZERO
    if key in _DITTO:
        return unreadable("ditto")
    if key in _YES:
        return unreadable("mark")
    if key in ("n a", "na"):
        return BLANK
    return PROMISE if not re.search(r"\d", key) and _PROMISE.search(key) else None


def effect_before(words: Sequence[str]) -> Effect | None:
    """What the phrase that words begin with does to the number after it, and how many words it took."""
    return _longest(words, _BY_WORDS_BEFORE)


def effect_after(words: Sequence[str]) -> Effect | None:
    """What the phrase that words begin with does to the number before it, and how many words it took."""
    return _longest(words, _BY_WORDS_AFTER)


def _longest(words: Sequence[str], table: dict[tuple[str, ...], str]) -> Effect | None:
    for length in range(min(len(words), 4), 0, -1):
        effect = table.get(tuple(words[:length]))
        if effect is not None:
            return effect, length
    return None


def period_at(texts: Sequence[str]) -> Effect | None:
    """Whether texts begin with a period, and how many it took: "năm 2021" is one, "từ 2017 đến nay" cumulates."""
    at = next((i for i, text in enumerate(texts) if text not in _TO_YEAR), len(texts))
    if not _NAMING_YEAR.intersection(texts[:at]) or not _is_year(texts, at):
        return None
    until = at + 2
    while texts[until : until + 1] in (["hết"], ["năm"]):
        until += 1
    to = LINKS.get(texts[at + 1]) if at + 1 < len(texts) else None
    if to == "range" and (_is_year(texts, until) or texts[until : until + 1] == ["nay"]):
        return "cumulative", until + 1
    return "cumulative" if texts[0] == "từ" else "period", at + 1


def _is_year(texts: Sequence[str], at: int) -> bool:
    return at < len(texts) and _YEAR.fullmatch(texts[at]) is not None
