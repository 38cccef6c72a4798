"""K34: a document is listed once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from danvan.intake.checks.facts import Facts, at
from danvan.intake.submission import Row
from danvan.problems import Problem, problem
from danvan.vietnamese.text import fold


def documents_once(facts: Facts) -> Iterator[Problem]:
    """K34: number, symbol, issuer and year are those of one document; both rows are kept."""
    seen: dict[tuple[object, ...], Row] = {}
    for row in facts.rows("documents"):
        number, day = row.values.get("number"), row.values.get("issued_on")
        if not isinstance(number, str) or not fold(number):
            continue
        year = day.year if isinstance(day, dt.date) else facts.submission.year
        said = [fold(v) if isinstance(v := row.values.get(name), str) else "" for name in ("symbol", "issuer")]
        first = seen.setdefault((fold(number).lstrip("0"), *said, year), row)
        if first is not row:
            text = "/".join(v for name in ("number", "symbol") if isinstance(v := row.values.get(name), str))
            yield problem("K34", at(row, "number"), text=text, other=first.row)
