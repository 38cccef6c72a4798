"""Small counts of people of one unit are not told by any printed figure; another state of the facts prints the same."""

from __future__ import annotations

from functools import cache

import pandas as pd
from drawn_district import district

from danvan.analysis.disclosed import Disclosed, disclosed
from danvan.analysis.trace import Facts
from danvan.declared.sharing import sharing
from danvan.publish import tables
from danvan.publish.table import PublishedTable
from danvan.publish.untold import figures, untold

YEARS = (2021, 2022)


@cache
def drawn() -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Two whole years in which communes settled few people abroad: 1 in the first unit, 2 in the second, else 5 and more."""
    data, roll = district(YEARS, lost=0)
    rows = data["indicators"]
    abroad = rows["indicator"].eq("jobs_abroad") & rows["column"].eq("actual")
    order = sorted(set(rows.loc[abroad, "unit_code"]))
    few = {order[0]: 1.0, order[1]: 2.0}
    values = [few.get(code, 5.0 + order.index(code) % 4) for code in rows.loc[abroad, "unit_code"]]
    rows.loc[abroad, "value"], rows.loc[abroad, "state"] = values, "value"
    rows["row"] = range(len(rows))
    return data | {"indicators": rows}, roll


def printed(year: int) -> PublishedTable:
    data, roll = drawn()
    items = tables.community.each("jobs_abroad", "jobs_created", "security_teams")
    return tables.indicator_table("X1", "Việc làm", items, data["indicators"], roll[roll["year"] == year])


def found(*made: PublishedTable) -> Disclosed:
    data, roll = drawn()
    return disclosed(figures(made), Facts(data, roll), sharing(), lambda unit: unit[1:])


def test_small_counts_and_as_many_others_as_it_takes_are_not_told() -> None:
    table = printed(2022)
    marks = found(table).marks
    assert sorted(marks.values()).count("small") == 2
    assert {figure.rpartition("/")[2] for figure in marks} == {"jobs_abroad"}
    values = [table.frame["jobs_abroad"].iloc[table.keys.index(figure.split("/")[1])] for figure in marks]
    assert sorted(values)[:2] == [1, 2] and len(values) >= 2


def test_counts_of_teams_are_told_however_few() -> None:
    assert not [figure for figure in found(printed(2022)).marks if figure.endswith("security_teams")]


def test_the_table_leaves_with_marks_and_without_what_leads_to_cells() -> None:
    table = printed(2022)
    left = untold(table, found(table).marks)
    row = next(row for row in range(len(left.frame)) if left.untold.get((row, "jobs_abroad")) == "<3")
    column = next(column for column in left.columns if column.name == "jobs_abroad")
    assert left.text(row, column) == "<3" and left.value(row, column) is None
    assert not left.formulas and not left.keys
    assert "“&lt;3”" in left._repr_html_() and 'id="X1/' not in left._repr_html_()
    assert PublishedTable.from_json(left.to_json()).untold == left.untold


def test_the_twin_prints_the_same_totals_and_other_small_counts() -> None:
    table = printed(2022)
    steps = [step for step in found(table).steps if step.indicator == "jobs_abroad"]
    assert len(steps) >= 2 and all(step.step for step in steps)
    rows = drawn()[0]["indicators"].set_index("row")
    moved = pd.Series({step.place[2]: step.step for step in steps})
    assert moved.groupby(rows["year"].loc[moved.index]).sum().get(2022) == 0
    few = rows[rows["indicator"].eq("jobs_abroad") & rows["value"].between(1, 2) & rows["column"].eq("actual")]
    assert set(few.index) <= set(moved.index)


def test_a_restricted_indicator_of_one_unit_is_not_told_and_its_total_is() -> None:
    data, roll = drawn()
    last = roll[roll["year"] == 2022]
    one = last[last["unit_code"].eq("21085")]
    whole = tables.flows(data, last)
    own = tables.flows(data, one)
    assert "R1/enlisted/value" in figures([whole])
    marks = disclosed(figures([whole]), Facts(data, roll), sharing(), lambda unit: unit[1:]).marks
    assert "R1/enlisted/value" not in marks
    own = tables.indicator_table("X2", "Nhập ngũ", tables.community.each("enlisted"), data["indicators"], one)
    assert set(found(own).marks) == {"X2/total/enlisted"}


def test_last_years_figure_beside_this_years_is_that_of_last_year() -> None:
    data, roll = drawn()
    rows = data["indicators"]
    now = rows[rows["year"].eq(2021) & rows["column"].eq("actual")].assign(year=2022, column="same_period_last_year")
    both = data | {"indicators": pd.concat([rows, now], ignore_index=True)}
    one = roll[roll["year"].eq(2022) & roll["unit_code"].eq(sorted(set(roll["unit_code"]))[0])]
    table = tables.unit_indicators(both["indicators"], one)
    marks = disclosed(figures([table]), Facts(both, roll), sharing(), lambda unit: unit[1:]).marks
    abroad = {figure.rpartition("/")[2]: mark for figure, mark in marks.items() if "/jobs_abroad/" in figure}
    assert abroad == {"2022": "small", "same_period_last_year": "small"}


def test_awards_to_persons_of_one_unit_are_people() -> None:
    data, roll = drawn()
    one = roll[roll["year"].eq(2022) & roll["unit_code"].eq("21085")]
    row = (
        data["awards"]
        .iloc[:1]
        .assign(
            unit_code="21085", unit_from=one["unit_from"].iloc[0], year=2022, award_year=2022, achievement_year=2021
        )
    )
    awards = pd.concat(
        [
            row.assign(recipient_kind="individual", count=2, row=7),
            row.assign(recipient_kind="collective", count=1, row=8),
        ]
    )
    table = tables.awards(awards, one)
    marks = disclosed(figures([table]), Facts(data | {"awards": awards}, roll), sharing(), lambda unit: unit[1:]).marks
    by_kind = {figure.rpartition("/")[2]: mark for figure, mark in marks.items() if "/total/" in figure}
    assert by_kind == {"individual": "small", "collective": "beside"}  # else the sum of both would tell it
