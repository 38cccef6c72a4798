"""Row tables added up by unit and by year, so that nothing reported is 0 and nothing known is <NA>.

Does not belong here: what is counted (`models`, `resources`, `rural`), or who was asked (`coverage`).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from danvan.analysis.coverage import KEY, UNIT, covers
from danvan.declared.form import form
from danvan.kept import kept

COUNTS = ["reported", "expected"]
FINEST = 6  # decimals of a sum: what binary fractions add beyond is noise (31,2, not 31,199999999999996)


@kept
def by_unit(
    frame: pd.DataFrame,
    roll: pd.DataFrame,
    table: str,
    measures: Sequence[str],
    by: Sequence[str] = (),
    *,
    seen_only: bool = False,
    kinds: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Sums of `measures` over the rows of `table`: one row per unit, year and combination of `by`.

    Every declared value of `by` appears (with `seen_only`, each combination that occurs; those of `kinds`, where they
    are given). Columns: year, period, the unit's (coverage.UNIT), by, measures, covered. A covered unit without a row
    has 0, another <NA>.
    """
    keys, sums = [*KEY, *by], list(measures)
    grid = covers(roll, table)[[*KEY, *UNIT[2:], "covered"]]
    for values in [kinds] if kinds is not None else _combinations(frame, table, by, seen_only=seen_only):
        grid = grid.merge(values, how="cross")
    summed = added(frame, keys, sums).reset_index()
    found = grid.merge(summed, on=keys, how="left", indicator="found")
    found.loc[found["found"].eq("left_only") & found["covered"], sums] = 0
    return found[["year", "period", *UNIT, *by, *sums, "covered"]]


def _combinations(frame: pd.DataFrame, table: str, by: Sequence[str], *, seen_only: bool) -> list[pd.DataFrame]:
    """What to cross the roll with: frames whose rows multiply to the combinations of `by`."""
    if seen_only and by:
        return [frame[list(by)].drop_duplicates().sort_values(list(by), ignore_index=True)]
    return [pd.DataFrame({name: _values(frame[name], table, name)}) for name in by]


def _values(seen: pd.Series, table: str, name: str) -> pd.Series:
    """The declared values of a column in their order, then any others seen, an unknown one (<NA>) last."""
    column = next((c for c in form().table(table).columns if c.name == name), None)
    declared: list[object] = []
    if column and column.choice:
        declared = [choice.name for choice in column.choice]
    elif column and column.at_most:
        declared = list(range(column.at_least, column.at_most + 1))
    others = [value for value in seen.dropna().unique() if value not in declared]
    unknown = [pd.NA] if seen.isna().any() else []
    return pd.Series([*declared, *sorted(others), *unknown], dtype=object).astype(seen.dtype)


def added(
    frame: pd.DataFrame, keys: Sequence[str], measures: Sequence[str], told: pd.Series | None = None
) -> pd.DataFrame:
    """Sums of `measures` by `keys`: <NA> over nothing, and where it is 0 but hides a blank of a row that was `told`.

    Blanks beside other values are left out of a sum; blanks beside zeros would turn "unknown" into "nothing".
    """
    names = list(measures)
    sums = frame.groupby(list(keys), dropna=False, sort=False)[names].sum(min_count=1).round(FINEST)
    blank, nothing = frame[names].isna(), sums.eq(0).fillna(False)
    if not (nothing.to_numpy().any() and blank.to_numpy().any()):
        return sums
    if told is not None:
        blank = blank & told.to_numpy(dtype=bool)[:, None]
    hidden = blank.groupby([frame[key] for key in keys], dropna=False, sort=False).any().to_numpy()
    return sums.mask(nothing & hidden)


def by_year(found: pd.DataFrame, measures: Sequence[str], by: Sequence[str] = (), *, of: str = "") -> pd.DataFrame:
    """Sums over the units of a `by_unit` frame: year, by, measures, reported, expected (units).

    `reported` counts the units that gave the measure `of`; without it, those that gave the table.
    """
    total = added(found, ["year", *by], measures, told=found["covered"])
    grouped = answers(found, of).groupby(["year", *by], dropna=False, sort=False)
    total[COUNTS] = grouped[COUNTS].sum()
    return total.reset_index()


def answers(found: pd.DataFrame, of: str = "") -> pd.DataFrame:
    """A `by_unit` frame with `reported` of `expected` units of each row: one at most, as reported; of what was carried
    over a boundary, all that became one.
    """
    if {*COUNTS} <= {*found.columns}:
        return found
    gave = found["covered"] & found[of].notna() if of else found["covered"]
    return found.assign(reported=gave.astype("Int64"), expected=pd.array([1] * len(found), dtype="Int64"))


def share(part: pd.Series, whole: pd.Series) -> pd.Series:
    """part / whole, <NA> where the whole is 0 or unknown."""
    return part.astype("Float64") / whole.where(whole > 0)


def ratio(found: pd.DataFrame, part: str, whole: str, by: Sequence[str] = ()) -> pd.DataFrame:
    """Ratio of sums over the units that gave both parts: year, by, part, whole, reported, expected, ratio."""
    both = found[part].notna() & found[whole].notna()
    kept = found.assign(covered=both, **{name: found[name].where(both) for name in (part, whole)})
    total = by_year(kept, [part, whole], by)
    return total.assign(ratio=share(total[part], total[whole]))
