"""A workspace of the real district whose store holds drawn figures: what an analyst's own functions are tried on."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from drawn_district import OFFICE, ROWS, frame

from danvan.declared.places import Unit
from danvan.paths import Workspace
from danvan.store.write import commit

ROOT = Path(__file__).parents[1]
Said = Mapping[tuple[int, str], Mapping[str, list[dict[str, Any]]]]


def key(year: int, unit: Unit) -> dict[str, Any]:
    """The columns that say whose a row is."""
    return {"unit_code": unit.code, "unit_from": unit.valid_from, "year": year}


def stored(root: Path, said: Said, years: tuple[int, ...]) -> Workspace:
    """A workspace whose units reported what is `said` by (year, name), as rows by table; the others sent nothing."""
    register, rows = [], {table: [] for table in ROWS}
    for year in years:
        for unit in OFFICE.expected(year, "N"):
            own = said.get((year, unit.name))
            forms = ",".join(ROWS) if own is not None else ""
            status = "not_received" if own is None else "accepted"
            register.append(key(year, unit) | {"status": status, "forms_present": forms, "days_late": None})
            for table, told in (own or {}).items():
                rows[table] += [key(year, unit) | {"row": 9 + n} | row for n, row in enumerate(told)]
    shutil.copy(ROOT / "danvan.toml", root)
    frames = {"register": filled("register", register)} | {name: filled(name, own) for name, own in rows.items()}
    commit(root / "data" / "processed", frames, {"x.xlsx": "ab"})
    return Workspace(root)


def filled(table: str, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Rows as they are stored, all of one file."""
    return frame(table, [{"file": "x.xlsx", "revision": 1, "sample": False} | row for row in rows])
