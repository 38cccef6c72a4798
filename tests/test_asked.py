"""What an analyst draws of what he asked: words, coverage and breaks are on it, into axes of his or of its own."""

from __future__ import annotations

import pytest
from drawn_text import boxes, faults
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import danvan as dv
from danvan.intake.summary import Summary
from danvan.paths import Workspace
from danvan.problems import UsageError

District = tuple[Workspace, Summary]


def words(ax: Axes) -> str:
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure) and faults(figure) == []
    return " | ".join(text.replace("\n", " ") for text, _ in boxes(figure))


ASKED = [(name, False) for name in ("recognition_rate", "models_by_field", "unit_cost", "models_new")]
ASKED += [(name, by_unit) for name in ("land_households", "resources_total") for by_unit in (False, True)]


@pytest.mark.parametrize(("name", "by_unit"), ASKED)
def test_any_indicator_is_drawn_without_collisions(name: str, by_unit: bool, district: District) -> None:
    frame = dv.trend(name, by_unit=by_unit, workspace=district[0])
    said = words(frame.pipe(dv.draw))
    assert "số liệu minh họa" in said and frame.attrs["label"].split(",")[0] in said


def test_each_year_says_of_how_many_units_it_is_and_what_breaks_it(district: District) -> None:
    frame = dv.trend("land_households", workspace=district[0])
    said = words(dv.draw(frame))
    assert all(f"{row.reported}/{row.expected}" in said for row in frame.itertuples())
    assert "sáp nhập" in said and "mẫu mới" in said
    assert "sáp nhập" not in words(dv.draw(dv.trend("land_households", boundary="2020-02-01", workspace=district[0])))


def test_it_draws_into_the_axes_it_is_given(district: District) -> None:
    figure = Figure(figsize=(9, 4))
    left, right = figure.subplots(1, 2)
    for ax, name in ((left, "land_households"), (right, "models_by_field")):
        assert dv.draw(dv.trend(name, workspace=district[0]), ax=ax) is ax
    assert left.get_position().x1 < right.get_position().x0


def test_kinds_counted_in_other_things_have_scales_of_their_own(district: District) -> None:
    said = words(dv.draw(dv.trend("unit_cost", workspace=district[0])))
    assert "kênh mương, m" in said and "mỗi ô một thang riêng" in said


def test_another_frame_is_one_sentence(district: District) -> None:
    frame = dv.trend("land_households", workspace=district[0])
    for other in (
        dv.roll(workspace=district[0]),
        frame.drop(columns="value"),
        frame[["year", "value"]].set_axis([0, 1], axis=1),
    ):
        with pytest.raises(UsageError, match=r"dv\.trend hoặc dv\.national"):
            dv.draw(other)
