"""How far few counts and few years can be trusted: exact intervals, slopes, and ranks only where they can be told.

Sources: F. Garwood, "Fiducial limits for the Poisson distribution", Biometrika 28 (1936); C. J. Clopper and
E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial", Biometrika 26 (1934);
P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau", JASA 63 (1968).
Does not belong here: whether a percentage may be printed (`change`), or where a series breaks (`breaks`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

LEVEL = 0.95
SLOPE_POINTS = 5  # from so many years on a slope has an interval
LEAST_POINTS = 3  # below so many there is no trend to speak of

Kind = Literal["count", "rate"]
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Trend:
    """What changes in one year: of `points` years by Theil-Sen with its interval, of few by first and last alone.

    `reason` says why there is none: "few_points".
    """

    points: int
    method: Literal["", "theil_sen", "difference"] = ""
    per_year: float | None = None
    low: float | None = None
    high: float | None = None
    reason: Literal["", "few_points"] = ""


def of_count(count: int, level: float = LEVEL) -> Interval:
    """The exact interval (Garwood) of the expectation behind a count of events; ValueError below 0."""
    from scipy.special import gammainccinv, gammaincinv  # and not scipy.stats, which takes a second to import

    if count < 0:
        raise ValueError("a count is not below 0")
    tail = (1 - level) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    return low, float(gammainccinv(count + 1, tail))


def of_rate(part: int, whole: int, level: float = LEVEL) -> Interval:
    """The exact interval (Clopper-Pearson) of the probability behind `part` of `whole`, 0 to 1; ValueError for a part
    that is not within its whole.
    """
    from scipy.special import betainccinv, betaincinv

    if not 0 <= part <= whole or not whole:
        raise ValueError("a part is between 0 and its whole")
    tail = (1 - level) / 2
    low = float(betaincinv(part, whole - part + 1, tail)) if part else 0.0
    high = float(betainccinv(part + 1, whole - part, tail)) if part < whole else 1.0
    return low, high


def trend(years: Sequence[float], values: Sequence[Any], level: float = LEVEL) -> Trend:
    """The change by year of a series; years without a value are left out."""
    known = sorted((float(year), float(v)) for year, v in zip(years, values, strict=True) if not pd.isna(v))
    if len(known) < LEAST_POINTS:
        return Trend(len(known), reason="few_points")
    (first, start), (last, end) = known[0], known[-1]
    if len(known) < SLOPE_POINTS:
        return Trend(len(known), "difference", (end - start) / (last - first))
    from scipy.stats import theilslopes

    found = theilslopes([v for _, v in known], [year for year, _ in known], alpha=level)
    return Trend(len(known), "theil_sen", float(found.slope), float(found.low_slope), float(found.high_slope))


def with_intervals(found: pd.DataFrame, kind: Kind | None) -> pd.DataFrame:
    """The frame with low and high: of `value` where it is a count, of `part` and `whole` where it is a rate; <NA>
    where unknown, not whole numbers, or no such interval exists.
    """
    columns = {"count": ["value"], "rate": ["part", "whole"]}.get(kind or "", [])
    rows = found[columns].astype(object).itertuples(index=False) if columns else [()] * len(found)
    limits = [_interval(row) for row in rows]
    frame = pd.DataFrame(limits, columns=["low", "high"], index=found.index, dtype="Float64")
    return found.assign(low=frame["low"], high=frame["high"])


def _interval(numbers: Sequence[Any]) -> tuple[float | None, float | None]:
    if not numbers or any(pd.isna(n) or n < 0 or n != int(n) for n in numbers):
        return None, None
    whole = [int(n) for n in numbers]
    if len(whole) == 1:
        return of_count(whole[0])
    part, of = whole
    return of_rate(part, of) if part <= of and of else (None, None)


def ranked(found: pd.DataFrame) -> pd.DataFrame:
    """A frame of value, low and high with `rank` (1 is the highest) and `sharing`, how many have that rank.

    Rows whose intervals overlap, also through others between them, share a rank: who of them is ahead cannot be told.
    Where all overlap there is no ranking at all, and a row without an interval has none: <NA>.

        5 ├──┤                      rank 1
        3     ├────┤                rank 2, shared by two
        2       ├─────┤             rank 2
    """
    known = found.dropna(subset=["value", "low", "high"]).sort_values("low", ascending=False, kind="stable")
    group = (known["high"] < known["low"].shift()).fillna(False).cumsum()
    place = pd.Series(range(1, len(known) + 1), index=known.index)
    rank, size = place.groupby(group).transform("min"), place.groupby(group).transform("size")
    if group.nunique() < 2:
        rank, size = rank.iloc[:0], size.iloc[:0]
    return found.assign(
        rank=rank.astype("Int64").reindex(found.index), sharing=size.astype("Int64").reindex(found.index)
    )


def placed(found: pd.DataFrame) -> pd.DataFrame:
    """A frame of value, low and high with `best` and `worst`, the first and last place that each row may have (1 is the
    highest), as far as single intervals lie wholly above or below its own; <NA> for a row without an interval.

        5 ├──┤                      1 to 1
        4     ├───┤                 2 to 3
        3       ├─────┤             2 to 4
        2           ├────┤          3 to 4
    """
    known = found.dropna(subset=["value", "low", "high"])
    low, high = (known[name].astype(float).to_numpy() for name in ("low", "high"))
    best = 1 + (low[None, :] > high[:, None]).sum(axis=1)
    worst = len(known) - (high[None, :] < low[:, None]).sum(axis=1)
    places = pd.DataFrame({"best": best, "worst": worst}, index=known.index, dtype="Int64").reindex(found.index)
    return found.assign(best=places["best"], worst=places["worst"])
