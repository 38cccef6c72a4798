"""What is said of a run: who has reported, whose it is; and `run.json`, the same for the same inputs, with each hash."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drawn_district import OFFICE
from drawn_store import Said, stored

from danvan.files import sha256
from danvan.paths import LEDGER, Workspace
from danvan.runs import ledger
from danvan.runs.ledger import about, unit_names, write_ledger
from danvan.runs.plan import Job, Span

YEAR, PERIOD = Span("2022", (2022,)), Span("2021-2022", (2021, 2022))
ALL = [unit.name for unit in OFFICE.expected(2022, "N")]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """All but one unit reported 2022, one alone 2021."""
    said: Said = {(2022, name): {} for name in ALL[1:]} | {(2021, ALL[0]): {}}
    made = stored(tmp_path_factory.mktemp("ws"), said, (2021, 2022))
    made.notebooks.mkdir()
    (made.notebooks / "06.ipynb").write_text("{}", encoding="utf-8")
    staged = made.staged("2022")
    (staged / "21085" / "charts").mkdir(parents=True)
    (staged / "21085" / "charts" / "ố.svg").write_text("<svg/>", encoding="utf-8")
    (staged / "index.html").write_text("<p>", encoding="utf-8")
    return made


def job(workspace: Workspace, folder: str = "") -> Job:
    return Job("2022", "06", workspace.notebooks / "06.ipynb", {"years": [2022], "unit": folder, "output": "x"}, folder)


def test_who_has_reported_is_said_and_who_has_not_is_named(workspace: Workspace) -> None:
    run = about(workspace, YEAR)
    assert (run.title, run.office) == ("Công tác dân vận năm 2022", "Huyện Bình Sơn")
    assert run.facts == ("Năm 2022: 25/26 đơn vị có báo cáo được chấp nhận; chưa có: Thị trấn Châu Ổ.",)


def test_a_period_says_it_of_each_year(workspace: Workspace) -> None:
    run = about(workspace, PERIOD)
    assert run.title == "Công tác dân vận giai đoạn 2021 - 2022"
    assert [fact[:22] for fact in run.facts] == ["Năm 2021: 1/26 đơn vị ", "Năm 2022: 25/26 đơn vị"]


def test_nobody_missing_is_no_list(tmp_path: Path) -> None:
    full = stored(tmp_path, {(2022, name): {} for name in ALL}, (2022,))
    assert about(full, YEAR).facts == ("Năm 2022: 26/26 đơn vị có báo cáo được chấp nhận.",)


def test_communes_are_named_before_agencies_each_once(workspace: Workspace) -> None:
    names = about(workspace, PERIOD).units
    assert len(names) == len(set(names)) == 26
    assert names[0] == "Thị trấn Châu Ổ" and names[-4:] == tuple(
        unit.full_name
        for unit in sorted(OFFICE.expected(2022, "N"), key=lambda unit: unit.code)
        if unit.type == "agency"
    )


def test_units_with_a_folder_of_their_own_are_named_by_it(workspace: Workspace) -> None:
    made = [job(workspace), job(workspace, "21085"), job(workspace, "CQ-PN"), job(workspace, "21085")]
    names = {"21085": "Xã Bình Minh", "CQ-PN": "Hội Liên hiệp Phụ nữ huyện"}
    assert unit_names(workspace, YEAR, made) == names


def written(workspace: Workspace, *made: Job) -> bytes:
    write_ledger(workspace, YEAR, made, about(workspace, YEAR))
    return (workspace.staged("2022") / LEDGER).read_bytes()


def test_every_file_made_has_its_hash_but_the_ledger_itself(workspace: Workspace) -> None:
    said = json.loads(written(workspace, job(workspace)))
    assert said["files"] == {"21085/charts/ố.svg": sha256(b"<svg/>"), "index.html": sha256(b"<p>")}
    assert said["figures"] is None
    (workspace.staged("2022") / "figures.json").write_text("[]", encoding="utf-8")
    said = json.loads(written(workspace, job(workspace)))
    (workspace.staged("2022") / "figures.json").unlink()
    assert said["figures"] == "figures.json" and said["files"]["figures.json"] == sha256(b"[]")


def test_inputs_declarations_and_notebooks_are_named_with_theirs(workspace: Workspace) -> None:
    said = json.loads(written(workspace, job(workspace), job(workspace, "21085")))
    assert said["inputs"] == {"x.xlsx": "ab"} and said["years"] == [2022]
    assert said["declared"]["danvan.toml"] == sha256(workspace.settings.read_bytes())
    assert [one["sha256"] for one in said["notebooks"]] == [sha256(b"{}")] * 2
    assert [one["parameters"]["output"] for one in said["notebooks"]] == ["outputs/2022", "outputs/2022/21085"]


def test_the_same_inputs_give_the_same_bytes_and_no_day_no_place(workspace: Workspace) -> None:
    first = written(workspace, job(workspace))
    assert written(workspace, job(workspace)) == first
    assert str(workspace.root).encode() not in first


def test_what_changed_since_figures_were_frozen_stands_among_the_facts(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "since", lambda *_: iter([(None, "So với bản chốt, nay khác.")]))
    assert about(workspace, YEAR).facts[-1] == "So với bản chốt, nay khác."
