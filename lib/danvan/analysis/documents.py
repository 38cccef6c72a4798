"""Documents issued, each counted once however many units list it, with the level of the office that issued
it.

Does not belong here: whose duty a document was.
"""

from __future__ import annotations

import pandas as pd

from danvan.analysis.coverage import KEY, of_table
from danvan.kept import kept
from danvan.vietnamese.text import fold

# Words of an issuer's name that tell its level; the first that occurs decides.
LEVEL_WORDS = {
    "commune": ("xã", "thị trấn", "phường"),
    "district": ("huyện", "thị xã", "thành phố"),
    "province": ("tỉnh",),
    "central": ("trung ương", "chính phủ", "quốc hội", "bộ", "ban bí thư", "ban chấp hành trung ương"),
}


def level(issuer: str) -> str | None:
    """The level an issuer's name tells ("UBND tỉnh Quảng Ngãi" -> province); None where it tells none."""
    words = f" {fold(issuer)} "
    return next((name for name, seen in LEVEL_WORDS.items() if any(f" {word} " in words for word in seen)), None)


@kept
def distinct(documents: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Each document once, as first listed: where that is (coverage.KEY, file, sheet, row), kind, number, symbol,
    issuer, issued_on, subject, level.

    One document is one number, symbol and issuer in the year it was issued; a list without the day
    counts as the same.
    """
    told = documents.merge(roll[[*KEY, "position"]], on=KEY)
    told = told.assign(_issuer=told["issuer"].map(fold), _issued=_issue_year(told))
    told = told.sort_values(["_issued", "year", "position"], kind="stable", na_position="last")
    once = told.drop_duplicates(["number", "symbol", "_issuer", "_issued"])
    repeated = once.duplicated(["number", "symbol", "_issuer"], keep="first")
    known = once[~(once["_issued"].isna() & repeated)]
    columns = [*KEY, "file", "sheet", "row", "kind", "number", "symbol", "issuer", "issued_on", "subject"]
    found = known.sort_values(["year", "position"], kind="stable")[columns]
    return found.assign(level=found["issuer"].map(level, na_action="ignore").astype("string")).reset_index(drop=True)


def _issue_year(documents: pd.DataFrame) -> pd.Series:
    return documents["issued_on"].map(lambda day: day.year, na_action="ignore").astype("Int64")


def by_year(documents: pd.DataFrame, roll: pd.DataFrame) -> pd.DataFrame:
    """Distinct documents by year of the report, kind and level: documents, reported, expected."""
    found = distinct(documents, roll).groupby(["year", "kind", "level"], dropna=False).size()
    coverage = of_table(roll, "documents").drop(columns="missing")
    return found.rename("documents").reset_index().merge(coverage, on="year")
