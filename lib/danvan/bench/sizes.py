"""How the cost of reading grows with the number of workbooks: the same ways as in `reading`, for more and more files.

Does not belong here: the goals, which hold for all files together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from danvan.bench import reading
from danvan.bench.inputs import Inputs
from danvan.bench.rounds import Question
from danvan.vietnamese import wording

SIZES = (10, 33, 66, 132)


def questions(inputs: Inputs) -> Iterator[Question]:
    """A point for each size, as far as the sample goes."""
    files = inputs.only(".xlsx")
    for size in dict.fromkeys(min(size, len(files)) for size in SIZES):
        spread = islice(files.items(), 0, None, -(-len(files) // size))  # of all years and kinds of unit
        one = reading.ingest(inputs, dict(spread))
        title = f"Đọc vào kho {wording.number(one.each)} tệp"
        yield replace(one, name=f"ingest-{one.each}", title=title, goals=(), curve="Chi phí theo số tệp")
