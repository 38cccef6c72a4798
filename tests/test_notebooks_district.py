"""Every notebook runs for another district, with units, years and agencies of its own, by settings and parameters alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from drawn_district import district, frame

from danvan.analysis import coverage
from danvan.analysis.boundaries import with_heirs
from danvan.declared.settings import Settings, settings
from danvan.paths import workspace
from danvan.publish.answers import Answer
from danvan.publish.chart import Chart
from danvan.publish.page import Written
from danvan.publish.table import PublishedTable
from danvan.store.schema import FACTS

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("0*.ipynb"))
YEARS = (2026, 2027)
OURS = ("Bình Sơn", "Bình Minh", "Châu Ổ", "Quảng Ngãi", "2017", "2022", "21085")
SETTINGS = """
[office]
district_code = "900"
agency_lines = ["ỦY BAN NHÂN DÂN", "THỊ XÃ SÔNG TRÀ"]
signer_title = "CHỦ TỊCH"
[reporting]
first_day = 2026-01-01
agencies = ["CQ-CA"]
[places]
files = ["units.csv", "agencies.csv"]
"""
UNITS = """code,name,type,parent_code,valid_from,valid_to,successor_code,successor_from,successor_basis
90,Núi Ấn,province,,2004-01-01,,,,
900,Sông Trà,town,90,2004-01-01,,,,
90001,Đông Trà,township,900,2004-01-01,,,,
90004,Tây Trà,commune,900,2004-01-01,2026-12-31,90004,2027-01-01,Nghị quyết 1
90004,Trà Mới,commune,900,2027-01-01,,,,
90007,Trà Cũ,commune,900,2004-01-01,2026-12-31,90004,2027-01-01,Nghị quyết 1
90010,Nam Trà,commune,900,2004-01-01,,,,
"""
AGENCIES = "code,name,block,valid_from,valid_to\nCQ-CA,Công an thị xã,armed_forces,2004-01-01,\n"


@dataclass
class Drawn:
    """What notebooks call `danvan`, over drawn frames."""

    office: Settings
    frames: dict[str, pd.DataFrame]
    whole: pd.DataFrame
    shown: list[Any] = field(default_factory=list)

    def years(self, *, until: int | None = None) -> list[int]:
        return [year for year in YEARS if until is None or year <= until]

    def load(self, table: str, *, years: Iterable[int]) -> pd.DataFrame:
        return self.frames[table][self.frames[table]["year"].isin(list(years))].reset_index(drop=True)

    def tables(self, *names: str, years: Iterable[int]) -> dict[str, pd.DataFrame]:
        return {name: self.load(name, years=years) for name in names or FACTS}

    def roll(self, *, years: Iterable[int], unit: str = "") -> pd.DataFrame:
        asked = self.whole[self.whole["year"].isin(list(years))].reset_index(drop=True)
        found = with_heirs(asked, self.office.places, self.office.period_end(max(years), "N"))
        return coverage.one_unit(found, unit) if unit else found


@cache
def drawn(folder: Path) -> Drawn:
    for name, text in {"danvan.toml": SETTINGS, "units.csv": UNITS, "agencies.csv": AGENCIES}.items():
        (folder / name).write_text(text, encoding="utf-8")
    office = settings(workspace(folder))
    tables, whole = district(YEARS, office=office, lost=0.1, seed=3)
    numbered = {n: rows.assign(row=pd.array(range(1, len(rows) + 1), dtype="Int64")) for n, rows in tables.items()}
    threads = pd.array(range(len(tables["models"])), dtype="Int64")
    models = numbered["models"].assign(thread=threads, maybe=threads)
    rest = {name: frame(name, []) for name in ("documents", "remarks", "problems")}
    return Drawn(office, {**rest, **numbered, "models": models}, whole)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    return drawn(tmp_path_factory.mktemp("town"))


def run(notebook: Path, dv: Drawn, years: list[int], unit: str) -> list[Any]:
    """What the cells of a notebook show, run one after the other as Jupyter does."""
    names: dict[str, Any] = {"dv": dv, "years": years, "unit": unit, "output": ""}
    shown = []
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"]).replace("import danvan as dv\n", "")
        if cell["cell_type"] == "code" and "parameters" not in cell["metadata"].get("tags", []):
            *lines, last = source.splitlines()
            exec("\n".join(lines), names)
            try:
                shown.append(eval(last, names))
            except SyntaxError:
                exec(last, names)
    return [one for one in shown if one is not None]


def said(one: Any) -> str:
    match one:
        case Chart():
            return f"{one.headline} {one.subtitle} {one.source}"
        case PublishedTable():
            return " ".join([one.id, one.title, *one.footer])
        case Answer() | Written():
            return str(one)
    raise AssertionError(one)


@pytest.mark.parametrize(("years", "unit"), [([2026, 2027], ""), ([2026], "90001")])
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_for_another_district(notebook: Path, years: list[int], unit: str, town: Drawn) -> None:
    alone = "unit" if notebook.stem.startswith("06") else ""
    shown = run(notebook, town, years, unit or ("90010" if alone else ""))
    assert isinstance(shown[0], Answer)
    assert shown[0].sentences
    assert isinstance(shown[-1], Written)
    for one in shown:
        text = said(one).replace("Công an thị xã", "")
        assert not [word for word in OURS if word in text], text
        assert not re.search("(?<!cấp )huyện", text), text
        assert one._repr_html_()
