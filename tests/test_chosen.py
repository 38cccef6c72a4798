"""What is drawn of a choice: lists where somebody can choose, the first choice everywhere else."""

from __future__ import annotations

import base64
import sys
from typing import Any

import pandas as pd
import pytest
from matplotlib import pyplot

from danvan.publish.chosen import choose

WIDGET = "application/vnd.jupyter.widget-view+json"


def frame(year: int, unit: str) -> pd.DataFrame:
    return pd.DataFrame({"năm": [year], "mã": [unit]})


def test_the_first_of_each_is_shown_beside_the_lists() -> None:
    chosen = choose(frame, year=[2022, 2021], unit={"Xã Bình Mỹ": "21106", "Xã Bình Minh": "21085"})
    bundle = chosen._repr_mimebundle_()
    assert WIDGET in bundle and "2022" in bundle["text/html"] and "21106" in bundle["text/html"]
    years, units = chosen.lists.children[0].children
    assert (years.description, units.description) == ("Năm", "Đơn vị")
    assert years.options == (("2022", 2022), ("2021", 2021))
    assert (years.value, units.value) == (2022, "21106")


def test_another_choice_is_drawn_anew() -> None:
    asked: list[tuple[int, str]] = []

    def draw(year: int, unit: str) -> pd.DataFrame:
        asked.append((year, unit))
        return frame(year, unit)

    chosen = choose(draw, year=[2022, 2021], unit=["21106"])
    chosen.lists.children[0].children[0].value = 2021
    assert asked[-1] == (2021, "21106")


def test_without_ipywidgets_the_first_choice_is_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    bundle: dict[str, Any] = choose(frame, year=[2022], unit=["21106"])._repr_mimebundle_()
    assert WIDGET not in bundle and "21106" in bundle["text/plain"]


def test_a_chart_is_a_picture_and_no_figure_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    before = pyplot.get_fignums()
    chosen = choose(lambda year: pd.Series([year]).plot.bar(), year=[2022])
    assert base64.b64decode(chosen.first["image/png"]).startswith(b"\x89PNG")
    assert pyplot.get_fignums() == before
