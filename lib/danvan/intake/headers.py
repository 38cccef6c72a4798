"""Which columns of the form a header may mean: the declared words, folded, and the scale that it states."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache

from danvan.declared.form import Form, Table
from danvan.intake.brackets import explained, other_figures, plain, without_brackets
from danvan.intake.counted import is_percent
from danvan.vietnamese.stated import money_stated
from danvan.vietnamese.text import bare, fold, undiacritic

Path = tuple[str, ...]
WHOLE_YEAR = ("cả năm", "thực hiện cả năm", "kết quả cả năm", "th cả năm")
HALF_YEAR = tuple(
    f"{before}6 tháng{after}" for before in ("", "thực hiện ", "kết quả ", "th ") for after in ("", " đầu năm")
)
PLANS = ("kế hoạch ", "kế hoạch năm ", "kh ", "kh năm ")
YEAR_FIGURES = (
    "",
    "năm ",
    "th ",
    "th năm ",
    "thực hiện ",
    "thực hiện năm ",
    "kết quả ",
    "kết quả năm ",
    "số liệu năm ",
)
FIRST_TO_LAST_YEAR = range(1990, 2101)
KEPT = 1 << 12
NUMBER = (float, int)


@dataclass(frozen=True, eq=False)
class HeaderWords:
    """Every header word of the form, folded, with the columns (table -> column) it may mean.

    Sheets have the same few headers, so that what each means is kept.

    `undiacritic` are the words as typed without diacritics, `unused` headers, by table, that a person said are of no
    use, `older` the words for years before last, whose figures restate what those years reported.
    """

    form: Form
    columns: Mapping[str, Mapping[str, str]]
    running_number: frozenset[str]
    indicators: Mapping[str, str]
    titles: Mapping[str, frozenset[str]]
    undiacritic: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unused: Mapping[str, frozenset[str]] = field(default_factory=dict)
    older: Mapping[str, int] = field(default_factory=dict)
    year: int | None = None

    @cached_property
    def meaning(self) -> Callable[[Path], Mapping[str, str]]:
        """Return the columns that a header may mean, table -> column; its path runs from the top label to the leaf.

        Percentages are no column of the form.
        """
        return lru_cache(maxsize=KEPT)(lambda path: {} if is_percent(path) else self.named(path))

    @cached_property
    def named(self) -> Callable[[Path], Mapping[str, str]]:
        """Return the columns whose words a header has, percentages of them too; typed without diacritics, too."""
        return lru_cache(maxsize=KEPT)(self._named)

    def _named(self, path: Path) -> Mapping[str, str]:
        return self._spelled(path, self.columns) or (
            self._spelled(path, self.undiacritic) if "".join(path).isascii() else {}
        )

    def is_undiacritic(self, path: Path) -> bool:
        """Whether a header is one of the form's only with the diacritics that were not typed."""
        return "".join(path).isascii() and not self._spelled(path, self.columns) and bool(self.named(path))

    def _spelled(self, path: Path, known: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
        """The columns that the longest tail of a header names, unless what stands over it makes them other figures.

        A bracket is part of the name, unless it leaves the figures of any column, or of the one so named, as they are.
        """
        for start in range(len(path)):
            over, tail = path[:start], path[start:]
            for key in self._keys(tail):
                if (found := known.get(key)) and not other_figures(over, key, self.form, self.year):
                    return found
            name = fold(" ".join(map(without_brackets, tail)))
            found = {t: c for t, c in known.get(name, {}).items() if self._is_explained(t, c, tail)}
            if found and not other_figures(over, name, self.form, self.year):
                return found
        return {}

    @cached_property
    def _keys(self) -> Callable[[Path], tuple[str, ...]]:
        """The keys to look labels up by: as they stand, without what says nothing, and the lowest label first."""
        return lru_cache(maxsize=KEPT)(self._keys_of)

    def _keys_of(self, tail: Path) -> tuple[str, ...]:
        names = tuple(plain(label, self.form, self.year) for label in tail)
        return tuple(dict.fromkeys(key for said in (tail, names, names[::-1]) if (key := fold(" ".join(said)))))

    @cached_property
    def titled(self) -> Callable[[str], frozenset[str]]:
        """Return the tables that a line over a header, or the name of a sheet, speaks of."""
        return lru_cache(maxsize=KEPT)(self._titled)

    def _titled(self, line: str) -> frozenset[str]:
        key = fold(line)
        return frozenset(t for t, titles in self.titles.items() if any(title in key for title in titles))

    def _is_explained(self, table: str, name: str, path: Path) -> bool:
        column = self.form.table(table).column(name)
        return explained(column, path, self.form.headers_of(table, name), self.form, self.year)

    @cached_property
    def indicator(self) -> Callable[[Path], str | None]:
        """Return the code of the indicator that a header names, for tables with the indicators in columns."""
        return lru_cache(maxsize=KEPT)(self._indicator)

    def _indicator(self, path: Path) -> str | None:
        if is_percent(path):
            return None
        return next((self.indicators[said] for said in self._tails(path) if said in self.indicators), None)

    @cached_property
    def knows(self) -> Callable[[str], bool]:
        """Whether a label by itself heads a column of the form, or names an indicator."""
        return lru_cache(maxsize=KEPT)(lambda label: bool(self.meaning((label,)) or self.indicator((label,))))

    def ignored(self, table: str, path: Path) -> bool:
        """Whether a person said that a column so headed is not used."""
        return any(said in self.unused.get(table, ()) for said in self._tails(path))

    @cached_property
    def older_year(self) -> Callable[[Path], int | None]:
        """Return the year before last, or an earlier one, that a header names: "2018", "TH năm 2018"."""
        return lru_cache(maxsize=KEPT)(self._older_year)

    def _older_year(self, path: Path) -> int | None:
        if is_percent(path):
            return None
        return next((self.older[said] for said in self._tails(path) if said in self.older), None)

    def _tails(self, path: Path) -> Iterator[str]:
        """The keys of a header, the longest first, as far as what stands over them leaves them what they are."""
        for start in range(len(path)):
            keys = self._keys(path[start:])
            yield from (key for key in keys if not other_figures(path[:start], key, self.form, self.year))


def scale_over(path: Path) -> int | None:
    """How many đồng one counts for where the labels over a column say so, the lowest of them first; else None."""
    return next((int(unit.scale) for label in reversed(path) for unit in money_stated(label, header=True)), None)


@cache
def header_words(form: Form) -> HeaderWords:
    """Return the index of the form's header words; made once for each form."""
    columns: dict[str, dict[str, str]] = {}
    for table in form.tables.values():
        for column in table.columns:
            for word in form.headers_of(table.name, column.name):
                columns.setdefault(fold(word), {}).setdefault(table.name, column.name)
    _add_plain(columns, form)
    return HeaderWords(
        form=form,
        columns=columns,
        indicators={fold(said): i.code for i in form.indicators for said in (i.label, *i.seen_as)},
        running_number=frozenset(fold(w) for w in form.words.running_number),
        undiacritic=_undiacritic(columns),
        unused={t.name: frozenset(map(fold, t.ignored)) for t in form.tables.values() if t.ignored},
        titles={t.name: frozenset(_title_words(t)) for t in form.tables.values()},
    )


def _add_plain(columns: dict[str, dict[str, str]], form: Form) -> None:
    """Add the header words without their units ("Hiến đất > Diện tích"), where they then mean one column only."""
    meant: dict[tuple[str, str], set[str]] = {}
    for table in form.tables.values():
        for column in table.columns:
            for word in form.headers_of(table.name, column.name):
                key = fold(" ".join(plain(label, form, None) for label in word.split(">")))
                meant.setdefault((key, table.name), set()).add(column.name)
    for (key, name), meanings in meant.items():
        if len(meanings) == 1 and key:
            columns.setdefault(key, {}).setdefault(name, *meanings)


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


@lru_cache(maxsize=1 << 5)
def with_years(words: HeaderWords, year: int | None, period: str | None = None) -> HeaderWords:
    """Return the words with "2021" and "năm 2021" meaning the reported year's figures, and so the years before.

    "Cả năm" heads the figures of a year's report, "6 tháng đầu năm" those of a half-year's.
    """
    whole = {said: {"indicators": "actual"} for said in (HALF_YEAR if period == "6T" else WHOLE_YEAR)}
    if year is None:
        return replace(words, columns={**whole, **words.columns})
    named = {year: "actual", year - 1: "same_period_last_year"}
    headed = {said: {"indicators": column} for y, column in named.items() for said in _year_words(y, YEAR_FIGURES)}
    planned = {said: {"indicators": "plan"} for said in _year_words(year, PLANS)}
    older = {said: y for y in FIRST_TO_LAST_YEAR if y < year - 1 for said in _year_words(y, YEAR_FIGURES)}
    return replace(words, columns={**whole, **headed, **planned, **words.columns}, older=older, year=year)


def _year_words(year: int, before: tuple[str, ...]) -> list[str]:
    return [f"{said}{year}" for said in before]


def is_label(value: object) -> bool:
    """Whether a cell may stand in a header: a text, or a year typed as a number."""
    return isinstance(value, str) or (isinstance(value, NUMBER) and value in FIRST_TO_LAST_YEAR)


def _title_words(table: Table) -> Iterator[str]:
    """What names a table in a title or as its sheet, with and without diacritics."""
    for words in (table.title, re.sub(r"^[a-z]\)\s*", "", table.title), table.sheet, *table.seen_as):
        yield fold(words)
        yield bare(words)
