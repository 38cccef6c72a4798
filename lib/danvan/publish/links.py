"""Models that may be one, told to the person who decides, with the lines to sign in `model_links.csv`.

Does not belong here: which pairs are proposed (`analysis.linking`), reading what was signed (`declared.model_links`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from danvan.declared.model_links import FIELDS
from danvan.declared.units import Key, Unit
from danvan.inert import csv_line
from danvan.publish.tables.told import records

ONE = ("unit_code", "unit_from", "year", "model_name")
OTHER = ("other_unit_code", "other_unit_from", "other_year", "other_name")
UNSIGNED = ("có", "", "")
WHY = {
    "same_name": "cùng tên",
    "like_name": "tên gần giống ({likeness}%), cùng lĩnh vực, loại và năm đăng ký",
    "other_unit": "trước và sau khi sắp xếp đơn vị",
    "other_code": "khác mã mô hình",
}
NOTHING = "Không có cặp mô hình nào phải xác nhận."
HOW = (
    "Chép các dòng dưới đây vào model_links.csv (cạnh danvan.toml, mã UTF-8); ở cột same giữ “có” nếu là một mô hình, "
    "sửa thành “không” nếu là hai; rồi ghi who (người xác nhận) và date (ngày, như 2021-12-20)."
)


@dataclass(frozen=True)
class ToDecide:
    """What a person has to decide: `pairs` as `linking.proposals` gives them, and `doubled`, the rows of models whose
    code their report gives to another too.
    """

    pairs: pd.DataFrame
    doubled: pd.DataFrame
    units: Mapping[Key, Unit]

    def within(self, first: int, last: int) -> ToDecide:
        """The part of it that lies in these years."""
        both = self.pairs["year"].between(first, last) & self.pairs["other_year"].between(first, last)
        return ToDecide(self.pairs[both], self.doubled[self.doubled["year"].between(first, last)], self.units)

    def lines(self) -> Iterator[str]:
        """All of it in words, then the lines to sign."""
        for _, rows in self.doubled.groupby([*ONE[:3], "period", "model_id"], sort=False):
            names = [f"“{row['model_name']}” (dòng {row['row']})" for row in records(rows)]
            code, at = rows["model_id"].iloc[0], self._report(records(rows)[0], ONE)
            yield f"{at}: mã {code} ghi cho nhiều mô hình: {', '.join(names)}; hãy đề nghị đơn vị sửa."
        if self.pairs.empty:
            yield NOTHING
            return
        yield f"{len(self.pairs)} cặp có thể là một mô hình, chưa có ai xác nhận:"
        for number, pair in enumerate(records(self.pairs), start=1):
            one, other = (f"{self._report(pair, side)} “{pair[side[-1]]}”" for side in (ONE, OTHER))
            why = [WHY[reason].format(likeness=pair["likeness"]) for reason in pair["why"].split(",")]
            yield f"{number}. {one} - {other}: {', '.join(why)}."
        yield from ("", HOW, "", csv_line(FIELDS), *(to_sign(pair) for pair in records(self.pairs)))

    def document(self) -> dict[str, object]:
        """The same for programs: each pair with the line to sign, and the rows of codes given twice."""
        return {
            "proposals": [self._pair(pair) for pair in records(self.pairs)],
            "header": csv_line(FIELDS),
            "doubled_codes": [{**self._side(r, ONE), "model_id": r["model_id"]} for r in records(self.doubled)],
        }

    def _pair(self, pair: Mapping[str, Any]) -> dict[str, object]:
        sides = {"one": self._side(pair, ONE), "other": self._side(pair, OTHER)}
        return {**sides, "likeness": pair["likeness"], "why": pair["why"].split(","), "line": to_sign(pair)}

    def _side(self, row: Mapping[str, Any], side: Sequence[str]) -> dict[str, object]:
        code, since, year, name = (row[column] for column in side)
        return {"unit_code": code, "unit": self.units[code, since].full_name, "year": int(year), "model_name": name}

    def _report(self, row: Mapping[str, Any], side: Sequence[str]) -> str:
        code, since, year, _ = (row[column] for column in side)
        return f"{self.units[code, since].full_name} ({code}) năm {year}"


def to_sign(pair: Mapping[str, Any]) -> str:
    """The line of `model_links.csv` that confirms a pair; it counts once who and date are written.

    No name is told apart by the apostrophe that keeps it from being a formula.
    """
    return csv_line([*(pair[name] for side in (ONE, OTHER) for name in (side[0], *side[2:])), *UNSIGNED])
