"""What a number format makes people see instead of the number: "100%" for 1, "gần 200" for 200, nothing at all.

    0" sào"      5         "5 sào"            the words of a format are read as if they were typed
    0%           1         "100%"
    #,##0".000"  380000    "380.000.000"      other digits than the cell holds: read as seen, and told
    #,##0,       380000    380000             "380" is read only where thousands are stated, and that is told
    0.000        2.5       2.5                "2,500" looks like thousands: the number is read, and that is told
    ;;;          45        45                 not to be seen: read, and told

Formats that only round, group digits or put what is below nought in brackets show the number itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from danvan.intake.sheet import Position, Sheet, Value
from danvan.problems import Problem, problem
from danvan.vietnamese import wording
from danvan.vietnamese.numbers import parse

_TOKEN = re.compile(
    r"""(?P<text>"[^"]*"|\\.)|(?P<filler>[_*].)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|(?P<bracket>\[[^\]]*\])
      | (?P<end>;)|(?P<general>General)|(?P<digit>[0#?])|(?P<other>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_JOINED = re.compile(r"\d[.,]?#|#[.,]?\d")
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_DAYS = frozenset("ymdhsYMDHS")
_PLAIN = frozenset(" \u00a0()-")
_TESTS = {
    "<": Decimal.__lt__, "<=": Decimal.__le__, ">": Decimal.__gt__, ">=": Decimal.__ge__, "=": Decimal.__eq__,
    "<>": Decimal.__ne__,
}  # fmt: skip
LIKE_THOUSANDS = 3


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a format: the words before and after the digits, how often per cent and thousands are taken."""

    before: str = ""
    after: str = ""
    shows: bool = False
    least: int = 0
    places: int = 0
    hundreds: int = 0
    thousands: int = 0
    condition: tuple[str, Decimal] | None = None

    @property
    def hides(self) -> bool:
        """Whether nothing of a number is to be seen, or a dash in its place."""
        return not self.shows and not any(c.isalnum() for c in self.before + self.after)

    @property
    def is_plain(self) -> bool:
        words = {*self.before, *self.after} - _PLAIN
        return self.shows and not words and not self.hundreds and not self.thousands


@lru_cache(maxsize=1 << 10)
def is_odd(code: str) -> bool:
    """Whether a number format may show something else than the number."""
    sections = _sections(code)
    first = sections[0] if sections else _Section(shows=True)
    negative = bool(first.before) and "-" in first.before
    return negative or any(not s.is_plain for s in sections[:2]) or any(s.places == LIKE_THOUSANDS for s in sections)


def value_shown(sheet: Sheet, position: Position, scale: int | None = None) -> Value | None:
    """The value of a cell as people see it, where a number format adds words to it; else the value itself.

    A format that leaves out thousands shows an amount only where it is stated that one counts for as much (`scale`).
    """
    value = sheet.cells.get(position)
    code = sheet.formats.get(position)
    if code is None or isinstance(value, bool) or not isinstance(value, int | float):
        return value
    shown = _shown(number := Decimal(repr(value)), code)
    return value if shown is None or _drops_thousands(number, code, scale) else shown or value


def _drops_thousands(number: Decimal, code: str, scale: int | None) -> bool:
    """Whether a format leaves out thousands that neither its own words nor the table state."""
    section = _of(number, _sections(code))
    stated = {Decimal(scale or 1), parse(_shown(number, code) or "").scale}
    return section is not None and section.thousands > 0 and Decimal(1000) ** section.thousands not in stated


def problems_of_format(sheet: Sheet, position: Position, scale: int | None = None) -> Iterator[Problem]:
    """Đ95: a number that a format shows with other digits than it has, or so that it looks like thousands, or not."""
    value, code = sheet.cells.get(position), sheet.formats.get(position)
    if code is None or isinstance(value, bool) or not isinstance(value, int | float) or not value:
        return
    number = Decimal(repr(value))
    section = _of(number, _sections(code))
    words = {"number": wording.number(number, _places(number))}
    if section is None or section.hides:
        yield problem("Đ95-hidden", sheet.place(position), **words)
    elif shown := _shown(number, code):
        if _drops_thousands(number, code, scale):
            yield problem("Đ95-divided", sheet.place(position), **words, shown=shown)
        elif section.thousands or _JOINED.search(f"{section.before}#{section.after}") or parse(shown).scale != 1:
            yield problem("Đ95", sheet.place(position), **words, shown=shown)
    elif section.places == LIKE_THOUSANDS and abs(number) >= 1:
        yield problem("Đ95-thousands", sheet.place(position), **words, shown=wording.number(number, LIKE_THOUSANDS))


def _shown(number: Decimal, code: str) -> str | None:
    """The text that a format makes of a number, every digit of it kept; None where it shows the number itself."""
    sections = _sections(code)
    section = _of(number, sections)
    if section is None or section.hides or (section.is_plain and not (number > 0 and "-" in section.before)):
        return None
    if not section.shows:
        return (section.before + section.after).strip()
    amount = abs(number) * 100**section.hundreds / Decimal(1000) ** section.thousands
    grouped = re.match(r"[.,]\d", section.after) is not None
    digits = wording.number(amount, _places(amount)) if grouped else _digits(amount, section.least)
    own_sign = number < 0 and sections.index(section) == 1
    return f"{'-' if number < 0 and not own_sign else ''}{section.before}{digits}{section.after}".strip()


def _places(number: Decimal) -> int:
    return min(6, max(0, -int(number.normalize().as_tuple().exponent)))


def _digits(number: Decimal, least: int) -> str:
    whole, _, rest = f"{number.normalize():f}".partition(".")
    return whole.zfill(least) + (f",{rest}" if rest else "")


def _of(number: Decimal, sections: tuple[_Section, ...]) -> _Section | None:
    """The section that a number is shown by; None where the format hides it."""
    if any(section.condition for section in sections):
        held = (s for s in sections if s.condition is None or _TESTS[s.condition[0]](number, s.condition[1]))
        return next(held, None)
    which = 1 if number < 0 and len(sections) > 1 else 2 if number == 0 and len(sections) > 2 else 0
    return sections[which]


@lru_cache(maxsize=1 << 10)
def _sections(code: str) -> tuple[_Section, ...]:
    """The sections of a format for numbers; one that shows days or times shows the number itself."""
    parts: list[list[re.Match[str]]] = [[]]
    for token in _TOKEN.finditer(code):
        if token["end"]:
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(_section(part) for part in parts[:3])


def _section(tokens: list[re.Match[str]]) -> _Section:
    if any(token["other"] and token["other"] in _DAYS for token in tokens):
        return _Section(shows=True)
    digits = [n for n, token in enumerate(tokens) if token["digit"] or token["general"]]
    first, last = (digits[0], digits[-1]) if digits else (len(tokens), len(tokens))
    inside = [token[0] for token in tokens[first : last + 1]]
    point = inside.index(".") if "." in inside else len(inside)
    condition = next((m for token in tokens if (m := _CONDITION.fullmatch(token["bracket"] or ""))), None)
    after = tokens[last + 1 :]
    return _Section(
        before="".join(map(_words, tokens[:first])),
        after="".join(map(_words, after)),
        shows=bool(digits) or any(token["other"] == "@" for token in tokens),
        least=inside[:point].count("0"),
        places=sum(mark in "0#?" for mark in inside[point:]),
        hundreds=sum(token["other"] == "%" for token in tokens),
        thousands=sum(token["other"] == "," for token in after),
        condition=(condition[1], Decimal(condition[2])) if condition else None,
    )


def _words(token: re.Match[str]) -> str:
    """What a token of a format shows beside the digits; the sign of the đồng as it is typed."""
    said = token["currency"] if token["currency"] is not None else token["text"] or ""
    said = said[1:-1] if said.startswith('"') else said.removeprefix("\\")
    if token["other"] and token["other"] not in ",.@":
        said = token["other"]
    return said.replace("₫", "đ")
