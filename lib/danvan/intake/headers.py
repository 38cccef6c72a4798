"""Which columns of the form a header may mean: the declared words, folded, and the scale written in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from danvan.declared.form import Form, Table
from danvan.intake.counted import is_percent, stated_parts
from danvan.vietnamese.text import bare, fold, undiacritic
from danvan.vietnamese.units import read_unit, scaled

BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")
LISTED = re.compile(r"[,;]\s|[;/]| và ")
Path = tuple[str, ...]
YEAR_FIGURES = ("th ", "th năm ", "thực hiện ", "thực hiện năm ", "kết quả ", "kết quả năm ", "số liệu năm ")
FIRST_TO_LAST_YEAR = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class HeaderWords:
    """Every header word of the form, folded, with the columns (table -> column) it may mean; words of scale, labels.

    `undiacritic` are the words as typed without diacritics, `unused` headers, by table, that a person said are of no
    use, `older` the words for years before last, whose figures restate what those years reported.
    """

    columns: Mapping[str, Mapping[str, str]]
    scale: Mapping[str, int]
    running_number: frozenset[str]
    indicators: Mapping[str, str]
    titles: Mapping[str, frozenset[str]]
    undiacritic: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unused: Mapping[str, frozenset[str]] = field(default_factory=dict)
    older: Mapping[str, int] = field(default_factory=dict)

    def meaning(self, path: Path) -> Mapping[str, str]:
        """Return the columns that a header may mean, table -> column; `path` runs from the top label to the leaf.

        Percentages are no column of the form.
        """
        return {} if is_percent(path) else self.named(path)

    def named(self, path: Path) -> Mapping[str, str]:
        """Return the columns whose words a header has, percentages of them too; typed without diacritics, too."""
        return self._spelled(path) or next(
            (found for words in _spellings(path) if words.isascii() and (found := self.undiacritic.get(words))), {}
        )

    def is_undiacritic(self, path: Path) -> bool:
        """Whether a header is one of the form's only with the diacritics that were not typed."""
        return not self._spelled(path) and bool(self.named(path))

    def _spelled(self, path: Path) -> Mapping[str, str]:
        return next((found for words in _spellings(path) if (found := self.columns.get(words))), {})

    def indicator(self, path: Path) -> str | None:
        """Return the code of the indicator that a header names, for tables with the indicators in columns."""
        if is_percent(path):
            return None
        return next((self.indicators[said] for said in _spellings(path) if said in self.indicators), None)

    def ignored(self, table: str, path: Path) -> bool:
        """Whether a person said that a column so headed is not used."""
        return any(said in self.unused.get(table, ()) for said in _spellings(path))

    def older_year(self, path: Path) -> int | None:
        """Return the year before last, or an earlier one, that a header names: "2018", "TH năm 2018"."""
        if is_percent(path):
            return None
        return next((self.older[said] for said in _spellings(path) if said in self.older), None)

    def scale_of(self, text: str) -> int | None:
        """Return how many đồng one counts for where `text` says so in brackets or after a colon; else None."""
        after = text.rpartition(":")[2]
        for part in (*stated_parts(text), after, *LISTED.split(after), text):
            if (scale := self.scale.get(fold(part))) is not None:
                return scale
            unit = read_unit(part) or scaled(part)
            if unit.name == "đồng" or (not unit.name and len(part.strip()) > 1 and unit.scale >= 1000):
                return int(unit.scale)
        return None


@lru_cache(maxsize=8192)
def _spellings(path: Path) -> tuple[str, ...]:
    """The keys to look a header up by, most exact first: the whole path, then shorter tails, then without brackets."""
    tails = [path[start:] for start in range(len(path))]
    whole = [fold(" ".join(tail)) for tail in tails]
    bare = [fold(" ".join(BRACKETS.sub(" ", label) for label in tail)) for tail in tails]
    plain = [fold(" ".join(_without_unit(label) for label in tail)) for tail in tails]
    return tuple(dict.fromkeys(w for w in (*whole, *bare, *plain) if w))


def _without_unit(label: str) -> str:
    """A label without brackets and the unit after its last comma: "Diện tích đất hiến, ha"."""
    label = BRACKETS.sub(" ", label)
    name, comma, unit = label.rpartition(",")
    return name if comma and read_unit(unit) else label


@cache
def header_words(form: Form) -> HeaderWords:
    """Return the index of the form's header words; made once for each form."""
    columns: dict[str, dict[str, str]] = {}
    for table in form.tables.values():
        for column in table.columns:
            for word in form.headers_of(table.name, column.name):
                columns.setdefault(fold(word), {}).setdefault(table.name, column.name)
    return HeaderWords(
        columns=columns,
        scale={fold(word): scale for word, scale in form.words.scale.items()},
        indicators={fold(said): i.code for i in form.indicators for said in (i.label, *i.seen_as)},
        running_number=frozenset(fold(w) for w in form.words.running_number),
        undiacritic=_undiacritic(columns),
        unused={t.name: frozenset(map(fold, t.ignored)) for t in form.tables.values() if t.ignored},
        titles={t.name: frozenset(_title_words(t)) for t in form.tables.values()},
    )


def _undiacritic(columns: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """The header words without diacritics, for each table where they then mean one column only."""
    tables: dict[str, dict[str, str]] = {}
    for word, meaning in columns.items():
        for table, column in meaning.items():
            tables.setdefault(table, {})[word] = column
    found: dict[str, dict[str, str]] = {}
    for table, words in tables.items():
        for word, column in undiacritic(words).items():
            found.setdefault(word, {})[table] = column
    return found


def with_years(words: HeaderWords, year: int | None) -> HeaderWords:
    """Return the words with "2021" and "năm 2021" meaning the reported year's figures, and so the years before."""
    if year is None:
        return words
    named = {year: "actual", year - 1: "same_period_last_year"}
    headed = {said: {"indicators": column} for y, column in named.items() for said in _year_words(y)}
    older = {said: y for y in FIRST_TO_LAST_YEAR if y < year - 1 for said in _year_words(y)}
    return replace(words, columns={**headed, **words.columns}, older=older)


def _year_words(year: int) -> list[str]:
    return [f"{said}{year}" for said in ("", "năm ", *YEAR_FIGURES)]


def is_label(value: object) -> bool:
    """Whether a cell may stand in a header: a text, or a year typed as a number."""
    return isinstance(value, str) or (isinstance(value, float | int) and value in FIRST_TO_LAST_YEAR)


def _title_words(table: Table) -> Iterator[str]:
    """What names a table in a title or as its sheet, with and without diacritics."""
    for words in (table.title, re.sub(r"^[a-z]\)\s*", "", table.title), table.sheet, *table.seen_as):
        yield fold(words)
        yield bare(words)
