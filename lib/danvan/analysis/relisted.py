"""Which models, works, products, documents and remarks came, went or are told otherwise between two states.

    year  unit       table    item          change    column   before          now
    2021  21085 ...  models   Tổ tự quản    changed   result   not_recognised  recognised
    2021  21085 ...  models   Vườn sạch     appeared

Does not belong here: sums (`restated`), words (`publish`).
"""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from danvan.analysis.coverage import KEY
from danvan.analysis.restated import COMPARED, SOURCE, State, with_sources
from danvan.declared.form import form
from danvan.declared.model_names import same_model
from danvan.vietnamese.text import fold

# What names an item of a list; a table with no such column has one row a unit.
NAMED: dict[str, tuple[str, ...]] = {
    "models": ("model_name",),
    "resources": ("work_name",),
    "new_rural": (),
    "ocop": ("product",),
    "model_areas": ("name",),
    "documents": ("number", "symbol", "issuer"),
    "remarks": ("text",),
}
SAME: dict[str, Callable[[str], str]] = {"models": same_model}
ITEMS = [*KEY, "table", "item", "change", "column", "before", "now", *SOURCE]
NONE = pd.DataFrame(columns=ITEMS[: -len(SOURCE)])


def items(before: State, now: State) -> pd.DataFrame:
    """The items that "appeared", "vanished" or "changed", these a row for each column with its stored value before and
    now: ITEMS.

    Items are one by their names as people tell them apart, the first with the first where several have one name.
    Columns that are summed (`restated`) are left to the sums.
    """
    there = [table for table in NAMED if len(before.tables[table]) or len(now.tables[table])]
    found = pd.concat([NONE, *(_of_table(table, before, now) for table in there)], ignore_index=True)
    told = with_sources(found, before, now)
    order = ["year", "position", "table", "change", "item", "column"]
    return told.sort_values(order, ignore_index=True, kind="stable")[ITEMS]


def _of_table(table: str, before: State, now: State) -> pd.DataFrame:
    columns = compared(table)
    sides = [_numbered(table, state.tables[table], columns) for state in (before, now)]
    both = sides[0].merge(
        sides[1], on=[*KEY, "_same", "_nth"], how="outer", suffixes=("_before", "_now"), indicator="_in"
    )
    both["item"] = both["_item_now"].fillna(both["_item_before"])
    gone, come, kept = (both[both["_in"].eq(side)] for side in ("left_only", "right_only", "both"))
    found = [gone.assign(change="vanished", column=""), come.assign(change="appeared", column="")]
    for name in columns:
        old, new = kept[f"{name}_before"], kept[f"{name}_now"]
        differs = old.ne(new).fillna(True) & ~(old.isna() & new.isna())
        found.append(
            kept.assign(change="changed", column=name, before=old.astype(object), now=new.astype(object))[differs]
        )
    return pd.concat(found).assign(table=table).reindex(columns=NONE.columns)


def compared(table: str) -> list[str]:
    """The declared columns of a table that are told item by item."""
    summed = COMPARED[table][0] if table in COMPARED else ()
    return [c.name for c in form().table(table).columns if c.stored and c.name not in summed]


def _numbered(table: str, frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """The rows with what they are named, by what they are found, and the how many-eth of that name each is."""
    texts = frame[list(NAMED[table])].astype("string").fillna("").itertuples(index=False, name=None)
    names = [" ".join(text for text in row if text) for row in texts] if NAMED[table] else [""] * len(frame)
    same = [SAME.get(table, fold)(name) for name in names]
    rows = frame[[*KEY, *columns]].assign(_item=pd.array(names, "string"), _same=pd.array(same, "string"))
    return rows.assign(_nth=rows.groupby([*KEY, "_same"]).cumcount())
