"""What changed between two states, as people and scripts read it: lines, one document, tables of a workbook.

Does not belong here: finding the differences (analysis.restated, relisted).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from danvan.publish.tables import words
from danvan.vietnamese import wording

UNIT = ["unit_code", "unit_from"]
DISTINCT = "số mô hình của cả giai đoạn"


@dataclass(frozen=True)
class Compared:
    """All that differs between two states, named as in a sentence ("bản chốt “so-ket”", "số liệu hiện tại").

    `figures`, `totals` and `reports` are of `analysis.restated`, `items` of `analysis.relisted`; `declared` are the
    declared files that differ, `programs` the programs; `reasons` say why a file was sent, in the unit's words.
    """

    before: str
    now: str
    years: Sequence[int]
    declared: Sequence[str]
    programs: Sequence[str]
    figures: pd.DataFrame
    items: pd.DataFrame
    reports: pd.DataFrame
    totals: pd.DataFrame
    reasons: Mapping[str, str]
    sample: bool = False

    @property
    def period(self) -> str:
        """The years that were compared, in words."""
        return words.period(self.years)

    @property
    def units(self) -> int:
        """How many units have something that differs."""
        return len(pd.concat([frame[UNIT] for frame in (self.figures, self.items, self.reports)]).drop_duplicates())

    @property
    def summary(self) -> str:
        """How much differs, in some words; "" where nothing does."""
        counts = {
            "số liệu": len(self.figures),
            "mục trong danh mục": len(self.items.drop_duplicates([*UNIT, "year", "table", "item", "change"])),
            "thay đổi về báo cáo": len(self.reports),
        }
        told = [f"{wording.number(count)} {what}" for what, count in counts.items() if count]
        of_units = [f"{', '.join(told)} của {self.units} đơn vị"] if told else []
        of_all = [DISTINCT] if self.totals["year"].isna().any() else []
        return "; ".join([*of_units, *of_all])
