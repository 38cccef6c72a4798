"""What changed since figures were frozen: a sentence for each span of years, from its last state, where anything did."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from drawn_store import stored

from danvan.paths import Workspace
from danvan.problems import DanvanError, UsageError
from danvan.runs import since as module
from danvan.runs.made_with import made_with
from danvan.runs.since import NOW, compare, said, since
from danvan.store import frozen
from danvan.store.frozen import ABOUT, Frozen
from danvan.store.read import load
from danvan.store.write import put

WORK = {"work_name": "Kênh N6", "work_type": "canal", "total_vnd": 10_000_000, "completed": True}
TOLD = {(year, "Bình Minh"): {"resources": [WORK]} for year in (2021, 2022)}
STATES = {"nam": ((2022,), 9), "so-ket": ((2021, 2022), 10), "nam-2": ((2022,), 20)}
CHANGED = 'signer_title = "PHÓ CHỦ TỊCH"'


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A year that was frozen twice, and a period once."""
    here = stored(tmp_path_factory.mktemp("ws"), TOLD, (2021, 2022))
    for name, (years, day) in STATES.items():
        frozen.freeze(here, name, years, date(2023, 1, day), made_with(), lambda _: None)
    return here.root


@pytest.fixture
def workspace(before: Path, tmp_path: Path) -> Workspace:
    """Nothing has changed since."""
    return Workspace(Path(shutil.copytree(before, tmp_path / "ws")))


def pay(here: Workspace, year: int, vnd: int) -> None:
    """Another sum in the works of a year."""
    works = load("resources", workspace=here)
    put(here.processed, {"resources": works.assign(total_vnd=works["total_vnd"].mask(works["year"].eq(year), vnd))})


def told(here: Workspace, *years: int) -> dict[str, str]:
    return {about.name: line for about, line in since(here, years)}


def test_nothing_is_said_where_nothing_changed(workspace: Workspace) -> None:
    assert told(workspace, 2021, 2022) == {}


def test_tables_that_are_the_same_are_not_even_compared(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "compare", lambda *_, **__: pytest.fail("compared"))
    assert told(workspace, 2022) == {}


def test_the_last_state_of_each_span_of_years_is_held_against_now(workspace: Workspace) -> None:
    pay(workspace, 2022, 20_000_000)
    found = told(workspace, 2022)
    assert set(found) == {"so-ket", "nam-2"}
    assert found["nam-2"].startswith("So với bản chốt “nam-2” (năm 2022, chốt ngày 20/01/2023), nay khác: ")
    assert "nay khác (năm 2022): " in found["so-ket"]  # of the period only the year that is asked


def test_a_change_of_other_years_is_not_this_years(workspace: Workspace) -> None:
    pay(workspace, 2021, 20_000_000)
    assert told(workspace, 2022) == {}
    assert set(told(workspace, 2021)) == {"so-ket"}
    assert told(workspace, 2017) == {}


def test_a_state_that_is_broken_is_told_with_what_is_wrong_and_the_others_too(workspace: Workspace) -> None:
    pay(workspace, 2022, 20_000_000)
    (workspace.frozen / "nam-2" / "danvan.toml").unlink()
    found = told(workspace, 2022)
    assert found["nam-2"].startswith("Bản chốt “nam-2”: danvan.toml đã mất") and "nay khác" in found["so-ket"]


def test_a_state_of_which_nothing_can_be_known_stops(workspace: Workspace) -> None:
    (workspace.frozen / "nam" / ABOUT).write_text("{", encoding="utf-8")
    with pytest.raises(DanvanError, match="bản chốt này đã hỏng"):
        told(workspace, 2022)


def test_declarations_and_programs_that_differ_are_named(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    text = workspace.settings.read_text(encoding="utf-8")
    workspace.settings.write_text(text.replace('signer_title = "CHỦ TỊCH"', CHANGED), encoding="utf-8")
    (workspace.root / "corrections.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(module, "made_with", lambda: {**made_with(), "pandas": "99"})
    found = compare(workspace, "nam-2")
    assert set(found.declared) == {"danvan.toml", "corrections.toml"}
    assert [line.endswith("(nay 99)") for line in found.programs] == [True]
    assert found.figures.empty and found.items.empty


def test_two_frozen_states_and_the_years_that_both_are_asked_for(workspace: Workspace) -> None:
    pay(workspace, 2021, 20_000_000)
    frozen.freeze(workspace, "sau", (2021, 2022), date(2023, 2, 1), made_with(), lambda _: None)
    assert set(compare(workspace, "so-ket", "sau").figures["year"]) == {2021}
    assert compare(workspace, "so-ket", "sau", years=(2022,)).figures.empty
    assert compare(workspace, "sau", NOW).figures.empty


def test_a_name_that_is_not_there_is_told_with_those_that_are(workspace: Workspace) -> None:
    with pytest.raises(UsageError, match="Không có bản chốt “cu”; các bản chốt: “nam”, “so-ket”, “nam-2”"):
        compare(workspace, "cu")


def test_a_state_is_named_with_its_years_and_day() -> None:
    about = Frozen("so-ket", (2017, 2018), date(2019, 3, 1), {}, {})
    assert said(about) == "bản chốt “so-ket” (giai đoạn 2017 - 2018, chốt ngày 01/3/2019)"
