"""A nation's reports settled province by province: what comes of it, again, in any order, and stopped anywhere."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path
from typing import Any

import faults
import pytest

import danvan
from danvan.files import sha256
from danvan.intake import ingest as ingesting
from danvan.intake import received
from danvan.intake.ingest import ingest, planned
from danvan.intake.provinces import Asked, known, note, settled
from danvan.paths import Workspace
from danvan.problems import DanvanError, UsageError
from danvan.store import read
from danvan.store.manifest import read_inputs, read_manifest
from danvan.store.schema import TABLES
from danvan.store.whole import stored
from danvan.store.write import Rows


@pytest.fixture
def here(nation: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A copy of the nation that a test may change, read in this process."""
    shutil.copytree(nation.root, tmp_path / "ws")
    monkeypatch.setattr(received, "fence", faults.inline)
    return Workspace(tmp_path / "ws")


def state(here: Workspace) -> dict[str, str]:
    """Every file of the store with its hash, but what is only kept for the next time."""
    files = (p for p in here.processed.rglob("*") if p.is_file() and "readings" not in p.parts)
    return {p.relative_to(here.processed).as_posix(): sha256(p.read_bytes()) for p in files}


def books(here: Workspace, province: str) -> list[Path]:
    return sorted(path for path in here.raw.rglob("*.xlsx") if path.relative_to(here.raw).parts[0].startswith(province))


def _sent(value: Any) -> Any:
    """What another process gets of a value."""
    return pickle.loads(pickle.dumps(value))


def test_every_report_has_its_fate_by_province_and_year(nation: Workspace) -> None:
    manifest = read_manifest(nation.processed)
    assert manifest.provinces == ["01", "02"] and manifest.years == [2019, 2020, 2021]
    assert {path.count("/province=01/") + path.count("/province=02/") for path in manifest.paths} == {0, 1}
    assert len(manifest.parts("register")) == 2 * 3
    files = {path.relative_to(nation.raw).as_posix() for path in nation.raw.rglob("*.xlsx")}
    assert set(read_inputs(nation.processed, manifest)) == files
    register = danvan.load("register", workspace=nation)
    assert set(register["file"].dropna()) == files and register["sample"].dropna().all()
    sent = register[register["status"].eq("accepted")]
    assert len(sent) > 20 and not sent.duplicated(["unit_code", "year"]).any()
    errors = danvan.load("problems", workspace=nation)
    assert set(errors.loc[errors["severity"].eq("E"), "code"]) <= {"K04", "K06"}
    assert all(one.state == "whole" for one in stored(nation) if one.part == "processed")


def test_nothing_is_settled_again_where_nothing_changed(here: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(here)
    monkeypatch.setattr(ingesting, "make", lambda *_: pytest.fail("settled again"))
    again = ingest(here)
    assert state(here) == before and again.read == 0 and again.years == [2019, 2020, 2021]


def test_only_the_province_of_a_changed_file_is_settled_again(here: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    make = ingesting.make

    def noted(reading: Any, asked: Asked, progress: Any = None) -> Any:
        made.append(asked.province)
        return make(reading, asked, progress)

    monkeypatch.setattr(ingesting, "make", noted)
    before = state(here)
    books(here, "02")[-1].unlink()
    assert ingest(here).read == 0
    assert made == ["02"]
    changed = {path for path in before.keys() | state(here).keys() if before.get(path) != state(here).get(path)}
    assert changed and not any("province=01" in path for path in changed)


def test_files_in_any_order_and_provinces_in_any_process_give_the_same_bytes(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, files = state(here), received.raw_files(here)
    shutil.rmtree(here.processed)
    monkeypatch.setattr(ingesting, "raw_files", lambda _: files[::-1])
    plan = ingesting.planned(here)
    made = {}
    for asked in reversed(plan.asked):
        plan.reading.keep(asked.files[:3])  # a batch that was read ahead
        sent = _sent((plan.reading, asked))
        made[asked.province] = _sent(settled(*sent))
    ingesting.finished(plan, made)
    assert state(here) == before


@pytest.mark.parametrize("stopped", [0, 1])
def test_stopped_in_the_middle_the_old_state_stands_and_the_next_time_goes_on(
    here: Workspace, monkeypatch: pytest.MonkeyPatch, stopped: int
) -> None:
    whole = state(here)
    gone = [books(here, province)[0] for province in ("01", "02")]
    data = [path.read_bytes() for path in gone]
    for path in gone:
        path.unlink()
    ingest(here)
    old = state(here)
    for path, said in zip(gone, data, strict=True):
        path.write_bytes(said)
    make, left = ingesting.make, [stopped]

    def broken(*asked: Any) -> Any:
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return make(*asked)

    with monkeypatch.context() as patch:
        patch.setattr(ingesting, "make", broken)
        with pytest.raises(KeyboardInterrupt):
            ingest(here)
    seen = state(here)
    assert {path: seen.get(path) for path in old} == old
    assert ingest(here).years == [2019, 2020, 2021]
    assert state(here) == whole


def test_a_file_of_no_district_is_refused_and_the_others_go_on(here: Workspace) -> None:
    stray = here.raw / "2021" / "a.xlsx"
    stray.parent.mkdir()
    stray.write_bytes(books(here, "01")[0].read_bytes())
    summary = ingest(here)
    assert any("2021/a.xlsx" in one.line and "huyện nào" in one.line for one in summary.back)
    register = danvan.load("register", workspace=here)
    assert register.loc[register["file"].eq("2021/a.xlsx"), "status"].tolist() == ["refused"]


def test_a_correction_is_looked_for_in_its_district_alone(here: Workspace) -> None:
    file = books(here, "01")[0].relative_to(here.raw).as_posix()
    said = '[[correction]]\nfile = "{}"\nsheet = "x"\ncell = "A1"\nexpect = "1"\nvalue = 2\nreason = "x"\nwho = "x"\n'
    (here.root / "corrections.toml").write_text(said.format(file.replace("2019", "1999")) + "date = 2021-12-21\n")
    with pytest.raises(DanvanError, match=r"không có tệp .*1999"):
        ingest(here)


def test_some_provinces_can_be_loaded_and_too_many_rows_are_not(
    nation: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = danvan.load("models", workspace=nation)
    own = [danvan.load("models", provinces=province, workspace=nation) for province in ("01", "02")]
    assert len(whole) == sum(map(len, own)) and all(map(len, own))
    assert len(danvan.load("models", provinces=["01", "02"], workspace=nation)) == len(whole)
    assert set(danvan.roll(provinces="02", workspace=nation)["unit_code"]) < set(
        danvan.roll(workspace=nation)["unit_code"]
    )
    with pytest.raises(UsageError, match=r"Không có tỉnh mã “09”.*01, 02"):
        danvan.load("models", provinces="09", workspace=nation)
    monkeypatch.setattr(read, "MOST", 10)
    with pytest.raises(UsageError, match=r'của 2 tỉnh có .* dòng, .*provinces="01".*danvan.national'):
        danvan.load("models", workspace=nation)
    assert danvan.load("models", provinces="01", workspace=nation).equals(own[0])
    assert all(len(danvan.load(table, provinces="01", workspace=nation).columns) for table in TABLES)


def test_a_report_in_the_folders_of_two_districts_is_refused_with_both(here: Workspace) -> None:
    manifest, before = read_manifest(here.processed), state(here)
    one = read.load("register", years=2021, provinces="01", workspace=here)
    own = one[one["status"].eq("accepted")].head(1)
    staged = {}
    for province, file in (("01", "a/bc.xlsx"), ("02", "b/bc.xlsx")):
        rows = Rows()
        rows.add({"register": own.assign(file=file)})
        staged[province] = rows.stage(here.processed, province, {})
    code = own["unit_code"].iloc[0]
    with pytest.raises(
        DanvanError, match=rf"năm 2021 .*mã {code} có ở thư mục của hai huyện: a/bc\.xlsx và b/bc\.xlsx"
    ):
        ingesting._refuse_twice(here, staged)
    ingesting._refuse_twice(here, {"01": staged["01"]})
    assert read_manifest(here.processed) == manifest
    assert before.items() <= state(here).items()


def test_what_was_read_of_other_bytes_than_asked_for_is_not_kept(here: Workspace) -> None:
    plan = planned(here)
    asked = next(one for one in plan.asked if one.province == "01")
    file = asked.files[0]
    shutil.rmtree(here.processed / "readings")
    (here.raw / file.path).write_bytes((here.raw / asked.files[1].path).read_bytes())
    made = settled(plan.reading, asked)
    assert made.staged.inputs[file.name] != file.sha256
    note(plan.reading, asked, made)
    assert known(plan.reading, asked) is None
