"""Models counted once over a period: the figure with its formula, and what must stand below a table of such figures.

Does not belong here: which rows are one model (`analysis.linking`), any single table.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from danvan.analysis.linking import unconfirmed
from danvan.analysis.trace import Formula
from danvan.publish.tables.told import Told, told
from danvan.vietnamese import wording

DISTINCT_NOTE = (
    "Một mô hình hoạt động nhiều năm chỉ tính một lần cho cả giai đoạn, nhận biết theo mã mô hình, tên trong cùng "
    "đơn vị hoặc xác nhận của người có trách nhiệm; không cộng số của các năm."
)
MERGED_NOTE = "Mô hình tiếp tục ở đơn vị mới sau sắp xếp ghi ở cả đơn vị cũ và mới; dòng tổng chỉ tính một lần."


def distinct(value: Any, found: pd.DataFrame, **only: Any) -> Told:
    """How many different models the unit-years of `found` have."""
    rows = told(value, "models", "thread", found, **only)
    return Told(value, Formula("distinct", rows.formula.terms))


def distinct_notes(found: pd.DataFrame) -> tuple[str, ...]:
    """How models are counted once, and how few they may be; `found` are rows of the models with thread and maybe."""
    return DISTINCT_NOTE, *unconfirmed_note(found)


def unconfirmed_note(found: pd.DataFrame) -> tuple[str, ...]:
    """How few the distinct models of some rows may be, () where nothing is left to confirm."""
    most, fewer = found["thread"].nunique(), unconfirmed(found)
    said = f"Có từ {wording.number(most - fewer)} đến {wording.number(most)} mô hình"
    return (f"{said}: còn {wording.count(fewer, 'cặp')} có thể là một mô hình, chưa được xác nhận.",) if fewer else ()


def merged_note(found: pd.DataFrame) -> tuple[str, ...]:
    """What to say where a model stands in two units; `found` has their position."""
    return (MERGED_NOTE,) if found.groupby("thread")["position"].nunique().gt(1).any() else ()
