"""How large the pages of a year's site are beside the pictures in them.

Does not belong here: what it costs to make them (`notebooks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from danvan.bench.inputs import Inputs
from danvan.bench.rounds import Most, Question

KIBIBYTE = 1 << 10
MOST = 50
PICTURE = re.compile(rb"\bdata:image/[^\"')\s]+")  # in the page itself; those beside it are files of their own


def questions(inputs: Inputs) -> Iterator[Question]:
    """The heaviest page."""
    site = inputs.made.output(str(inputs.year))
    weights = {path: _weight(path) for path in sorted(site.rglob("*.html"))}
    over = [path.relative_to(site).parts[0] for path, weight in weights.items() if weight > MOST]
    note = f"{len(over)} trong {len(weights)} trang vượt mức" + "".join(
        f"; {kind}: {over.count(kind)}" for kind in dict.fromkeys(over)
    )
    way = "trang nặng nhất, không kể ảnh"
    goals = (
        Most("không kể ảnh", way, MOST, "KiB", cause="trang sổ tay và trang nguồn số liệu được chia ở mức 100 KB"),
    )
    yield Question(
        "pages", "Trang xem", "told", {way: lambda: max(weights.values())}, goals, note=note + ".", unit="KiB"
    )


def _weight(page: Path) -> float:
    """The KiB of a page without its pictures."""
    return len(PICTURE.sub(b"", page.read_bytes())) / KIBIBYTE
