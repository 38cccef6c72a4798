"""Workbooks by the thousand: one of the sample's, drawn once, with other names and figures put into its XML.

    drawn with every figure as planned, and with those of each table times 2, 3, 5 or 7
      <v>380</v>  <v>760</v>     differs by 2: a figure of the works, which each clone has as often as it likes
      <v>2021</v> <v>2021</v>    the same: no figure

So all sums, parts and last year's figures hold in a clone as they do in the sample. Does not belong here: who reports.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from danvan.declared.form import NUMERIC, form
from danvan.declared.places import Unit
from danvan.sample import layout2017, layout2019
from danvan.sample.byhand import draw
from danvan.sample.deliveries import Delivery
from danvan.sample.faults import TIDY
from danvan.sample.layout import Page
from danvan.sample.plan import Content, content
from danvan.sample.write import OLDEST_DAY, from_template

WORKS, TOO_MUCH = "resources", 1_000_000
TIMES = {WORKS: 2, "donations": 3, "indicators": 5, "models": 7}  # primes: a ratio tells the table
OF_MODELS = re.compile(r"models?_|villages")  # indicators that follow from the list of models and from the map
VALUE = re.compile(rb"<v>([^<]*)</v>")
FAST = 1


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a sheet that is another in each clone: of which table, and what it is in the sample."""

    table: str
    value: float


@dataclass(frozen=True, slots=True)
class Word:
    """A name or code of a part that is another in each clone."""

    said: str


Piece = bytes | Figure | Word


@dataclass(frozen=True)
class Template:
    """A workbook in pieces, by the names of its parts."""

    parts: Mapping[str, tuple[Piece, ...]]

    def written(self, words: Mapping[str, str], times: Mapping[str, int], wrong: int | None = None) -> bytes:
        """Return the clone that has `words` for the sample's, and the figures of each table so many times; in one that
        is `wrong`, the figure of the works with that number is too large.
        """
        number = iter(range(self.works))

        def said(piece: Piece) -> bytes:
            if isinstance(piece, Word):
                return words[piece.said].encode()
            if isinstance(piece, bytes):
                return piece
            off = TOO_MUCH if piece.table == WORKS and next(number) == wrong else 0
            return b"%.16G" % (piece.value * times[piece.table] + off)

        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for name, pieces in self.parts.items():
                entry = zipfile.ZipInfo(name, OLDEST_DAY)
                entry.create_system, entry.compress_type = 0, zipfile.ZIP_DEFLATED
                target.writestr(entry, b"".join(map(said, pieces)), compresslevel=FAST)
        return out.getvalue()

    @cached_property
    def works(self) -> int:
        """How many figures of the works there are."""
        return sum(isinstance(p, Figure) and p.table == WORKS for pieces in self.parts.values() for p in pieces)


@cache
def template(like: Unit, year: int, revision: int, words: tuple[str, ...]) -> Template:
    """Return the workbook of a commune of the sample in pieces; `words` are the names and codes to be put in."""
    said = content(Delivery(like, year, revision, "accepted", None, None, "Sửa số liệu" if revision > 1 else None))
    plain, other = (_parts(_drawn(like, year, revision, one)) for one in (said, _times(said)))
    split = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)).encode())
    return Template({name: tuple(_pieces(data, other[name], split)) for name, data in plain.items()})


def _drawn(like: Unit, year: int, revision: int, said: Content) -> bytes:
    delivery = Delivery(like, year, revision, "accepted", None, None)
    if year >= 2020:
        return from_template(delivery, said)
    layout = layout2017.LAYOUT if year <= 2018 else layout2019.LAYOUT
    page = Page(form(), layout, like, year, TIDY, said, said)
    return layout2019.workbook(draw(page), form().words.sample_mark)


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def _times(said: Content) -> Content:
    """The content with the figures of each table as often as `TIMES` says."""
    return {table: [_multiplied(table, row) for row in rows] for table, rows in said.items()}


def _multiplied(table: str, row: dict[str, Any]) -> dict[str, Any]:
    if table not in TIMES or OF_MODELS.match(str(row.get("indicator", ""))):
        return row
    columns = {c.name for c in form().table(table).columns if c.type in NUMERIC and c.type != "year"}
    return {name: TIMES[table] * v if name in columns and v is not None else v for name, v in row.items()}


def _pieces(plain: bytes, other: bytes, words: re.Pattern[bytes]) -> Iterator[Piece]:
    tables = {times: table for table, times in TIMES.items()}
    texts = zip(VALUE.split(plain), VALUE.split(other), strict=True)
    open_: list[bytes] = []
    for at, (said, then) in enumerate(texts):
        if at % 2 and said != then:
            table = tables[round(float(then) / float(said))]
            yield from _worded(b"".join([*open_, b"<v>"]), words)
            yield Figure(table, float(said))
            open_ = [b"</v>"]
        else:
            open_.append(b"<v>%b</v>" % said if at % 2 else said)
    yield from _worded(b"".join(open_), words)


def _worded(data: bytes, words: re.Pattern[bytes]) -> Iterable[Piece]:
    """The text with the words that are put in set apart."""
    before = 0
    for found in words.finditer(data):
        yield data[before : found.start()]
        yield Word(found[0].decode())
        before = found.end()
    yield data[before:]
