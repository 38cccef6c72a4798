"""What a person waits for: help, the check of one workbook; names of units in bulk.

Does not belong here: whole runs (`notebooks`), runs that have nothing to do (`again`).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice, product

from danvan.bench.inputs import Inputs, run
from danvan.bench.rounds import Goal, Most, Question
from danvan.declared.finding import Finder
from danvan.declared.places import Places
from danvan.declared.settings import settings
from danvan.vietnamese import wording
from danvan.vietnamese.text import bare

STRINGS, UNITS = 100_000, 10_599  # units: the communes of the nation before 2025
SYLLABLES = (
    "An", "Bắc", "Cát", "Đông", "Giang", "Hà", "Khê", "Lâm", "Mai", "Nam", "Phú", "Quý", "Sơn", "Tây", "Thượng",
    "Trung", "Văn", "Xuân", "Yên", "Hạ", "Lộc", "Ninh", "Tiến",
)  # fmt: skip
WAYS = ("{0}", "UBND {0}", "{0} ", "  {0}", "Đảng ủy {0}")
DAY = date(2021, 12, 14)


def questions(inputs: Inputs) -> Iterator[Question]:
    """The commands that are asked most, each with how long it may take; names of units."""
    book = str(next(iter(sorted(inputs.read.raw.rglob("*.xlsx")))))
    command = [sys.executable, "-m", "danvan"]
    yield Question(
        "start",
        "Khởi động và kiểm tra một tệp",
        "wall",
        {"danvan --help": lambda: run([*command, "--help"]), "danvan check": lambda: run([*command, "check", book])},
        (Most("danvan --help", "danvan --help", 0.4), Most("danvan check một tệp", "danvan check", 1.5)),
    )
    yield _names(inputs)


def _names(inputs: Inputs) -> Question:
    """As many written names as a nation's workbooks hold, of as many units, most of them said again and again."""
    places = _nation(settings(inputs.read).places)
    known = [unit.full_name for unit in places.reporting]
    written = [WAYS[n % len(WAYS)].format(known[n % len(known)]) for n in range(STRINGS)]
    exact = {bare(name): name for name in known}
    ways = {
        "danvan": lambda: _found(Finder(places), written),
        "rút gọn và tra": lambda: [exact.get(bare(name)) for name in written],
    }
    goals = (Goal("so với rút gọn chữ rồi tra từ điển", "danvan", "rút gọn và tra", 2),)
    title = f"Nhận ra {wording.number(STRINGS)} tên đơn vị trong {wording.number(len(known))} đơn vị"
    return Question("names", title, "cpu", ways, goals, STRINGS, "tên")


def _nation(places: Places) -> Places:
    """Our own communes again and again, each time with a word more in their names, and codes of their own."""
    communes = [unit for unit in places.at(DAY) if unit.type == "commune"]
    above = [unit for unit in places.units if unit not in places.reporting]
    words = [f"{one} {other}" for one, other in product(SYLLABLES, repeat=2)]
    made = [
        replace(unit, code=f"{number:05}", name=f"{unit.name} {word}")
        for number, (word, unit) in enumerate(islice(product(words, communes), UNITS), start=10_000)
    ]
    return Places((*above, *made))


def _found(finder: Finder, written: Sequence[str]) -> None:
    for name in written:
        finder.find(name, DAY)
