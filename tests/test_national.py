"""National questions: the numbers of all units at once, made province by province, without holding all of them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import faults
import pandas as pd
import pytest

import danvan
from danvan.declared.series import all_series
from danvan.intake import received
from danvan.intake.ingest import ingest
from danvan.intake.summary import Summary
from danvan.paths import Workspace
from danvan.store import read

NAMES = [one.name for one in all_series() if one.kind != "period"][::4]
FEW = ("dialogues", "donations_cash", "models_by_kind", "opinions_resolved_rate")
VIEWS: list[dict[str, Any]] = [{}, {"boundary": 2021}, {"panel": True}]


def same(found: pd.DataFrame, wanted: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(found, wanted)
    assert found.attrs == wanted.attrs


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", FEW)
def test_of_one_district_it_is_the_trend(name: str, view: dict[str, Any], district: tuple[Workspace, Summary]) -> None:
    same(danvan.national(name, workspace=district[0], **view), danvan.trend(name, workspace=district[0], **view))


@pytest.mark.parametrize("name", NAMES)
def test_of_a_small_nation_it_is_the_trend_of_all_its_units(name: str, nation: Workspace) -> None:
    same(danvan.national(name, workspace=nation), danvan.trend(name, workspace=nation))


@pytest.mark.parametrize("view", VIEWS[1:])
@pytest.mark.parametrize("name", FEW)
def test_in_every_view(name: str, view: dict[str, Any], nation: Workspace) -> None:
    same(danvan.national(name, workspace=nation, **view), danvan.trend(name, workspace=nation, **view))


@pytest.mark.parametrize("silent", [(2021,), (2019, 2020, 2021)])
def test_a_province_that_sent_nothing_is_still_asked(
    silent: tuple[int, ...], nation: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(nation.root, tmp_path / "ws")
    monkeypatch.setattr(received, "fence", faults.inline)
    here = Workspace(tmp_path / "ws")
    for path in here.raw.rglob("*.xlsx"):
        own = path.relative_to(here.raw).parts
        if own[0].startswith("02") and any(str(year) in own for year in silent):
            path.unlink()
    ingest(here)
    found = danvan.national("submission_rate", workspace=here)
    same(found, danvan.trend("submission_rate", workspace=here))
    assert found["expected"].tolist() == danvan.trend("submission_rate", workspace=nation)["expected"].tolist()
    assert found.set_index("year")["value"].loc[list(silent)].le(0.5).all()


def test_a_signed_link_of_models_of_another_province_is_left_alone(nation: Workspace, tmp_path: Path) -> None:
    here = Workspace(tmp_path / "ws")
    shutil.copytree(nation.root, here.root)
    rows = danvan.load("models", years=(2020, 2021), provinces="02", workspace=here)
    one = rows[rows["year"].eq(2021)].iloc[0]
    other = rows[rows["year"].eq(2020)].iloc[0]
    said = [f'{row["unit_code"]},{row["year"]},"{row["model_name"]}"' for row in (one, other)]
    line = f"{','.join(said)},không,Văn phòng,2021-12-20"
    head = "unit,year,name,other_unit,other_year,other_name,same,who,date"
    here.model_links.write_text(f"{head}\n{line}\n", encoding="utf-8")
    assert len(danvan.load("models", provinces="01", workspace=here))


def test_it_is_the_plain_sum_of_all_accepted_figures_without_loading_them_at_once(
    nation: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = danvan.load("indicators", workspace=nation)
    own = rows[rows["indicator"].eq("dialogues") & rows["column"].eq("actual")]
    units = danvan.load("register", workspace=nation)
    accepted = units[units["status"].eq("accepted")].groupby("year").size()
    monkeypatch.setattr(read, "MOST", 1)
    found = danvan.national("dialogues", workspace=nation).set_index("year")
    assert found["value"].astype(int).to_dict() == own.groupby("year")["value"].sum().astype(int).to_dict()
    assert found["reported"].to_dict() == accepted.to_dict()


def test_each_province_by_itself_adds_up_to_the_whole(nation: Workspace) -> None:
    apart = danvan.national("dialogues", by_province=True, workspace=nation)
    whole = danvan.national("dialogues", workspace=nation)
    assert list(apart["province"].unique()) == ["01", "02"] and apart.attrs == whole.attrs
    for name in ("value", "reported", "expected"):
        assert apart.groupby("year")[name].sum().tolist() == whole[name].tolist()


def test_after_a_merger_earlier_years_are_told_on_the_units_of_the_day(nation: Workspace) -> None:
    reported = danvan.national("dialogues", workspace=nation).set_index("year")
    carried = danvan.national("dialogues", boundary=2021, by_province=False, workspace=nation).set_index("year")
    assert reported["value"].tolist() == carried["value"].tolist()
    assert any("boundary:merged" in told for told in reported["breaks"])
    assert not any("boundary:merged" in told for told in carried["breaks"])
