"""`danvan` alone: what waits in a workspace, step by step, and nothing where nothing does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import sample_district

from danvan.cli import main
from danvan.declared.settings import declared_files
from danvan.files import sha256
from danvan.intake.ingest import ingest
from danvan.paths import Workspace
from danvan.runs.pending import Pending, Step, Waiting, pending
from danvan.store.manifest import read_inputs, read_manifest


@pytest.fixture
def here(tmp_path: Path) -> Workspace:
    """A district of three communes, of which two reported for 2021 and 2022; nobody has read it yet."""
    made = sample_district.workspace(tmp_path / "ws", 2021, 2022)
    sample_district.few(made.root, "21040", "21085", "21091")
    for folder in made.sample.glob("20??/*"):
        if not folder.name.startswith(("21085", "21091")):
            shutil.rmtree(folder)
    return made


def published(here: Workspace, label: str) -> None:
    """Stand in for a published run: what its `run.json` says went in."""
    store = read_manifest(here.processed)
    said = {
        "inputs": read_inputs(here.processed, store),
        "form": store.form,
        "declared": {name: sha256(path.read_bytes()) for name, path in declared_files(here).items()},
        "files": {},
    }
    here.output(label).mkdir(parents=True, exist_ok=True)
    (here.output(label) / "run.json").write_text(json.dumps(said), encoding="utf-8")


def commands(found: Pending) -> list[str]:
    return [step.command for step in found.steps if step.command]


def raw(here: Workspace, year: int) -> Path:
    return sorted(path for path in here.raw.rglob(f"{year}/*/*") if path.is_file())[0]


def test_what_nobody_has_read_is_to_be_read(here: Workspace) -> None:
    found = pending(here)
    assert (found.received, len(found.new), commands(found)) == (4, 4, ["danvan run"])
    assert not here.processed.exists()  # looking writes nothing


def test_new_changed_and_vanished_files_are_told_apart(here: Workspace) -> None:
    ingest(here)
    before, first, second = pending(here), raw(here, 2021), raw(here, 2022)
    assert (before.new, before.changed, before.gone, before.declared_anew) == ((), (), (), False)
    first.write_bytes(first.read_bytes() + b"\0")
    second.rename(second.with_name("khác.xlsx"))
    found = pending(here)
    name = second.relative_to(here.raw)
    assert found.new == (name.with_name("khác.xlsx").as_posix(),)
    assert found.changed == (first.relative_to(here.raw).as_posix(),)
    assert found.gone == (name.as_posix(),)
    assert commands(found)[0] == "danvan run"


def test_who_is_waited_for_stands_by_period_the_latest_first(here: Workspace) -> None:
    ingest(here)
    missing = ("Thị trấn Châu Ổ",)
    assert pending(here).waiting == (Waiting(2022, "N", (), missing), Waiting(2021, "N", (), missing))


def test_a_period_says_what_to_mend_and_who_is_missing() -> None:
    half = Waiting(2021, "6T", ("Xã Bình An",), tuple(f"Xã {n}" for n in range(10)))
    assert half.line() == (
        "6 tháng đầu năm 2021: 1 báo cáo phải sửa: Xã Bình An; 10 đơn vị chưa báo cáo: "
        "Xã 0, Xã 1, Xã 2, Xã 3, Xã 4, Xã 5, Xã 6, Xã 7 và 2 nữa."
    )
    assert Pending(1, waiting=(half,), published=("2021",)).steps == [
        Step("danvan returned --year 2021", half.line()),
    ]
    only = Waiting(2021, "N", (), ("Xã Bình An",))
    assert Pending(1, waiting=(only,), published=("2021",)).steps == [
        Step("", "Năm 2021: 1 đơn vị chưa báo cáo: Xã Bình An.")
    ]


def test_a_result_is_out_of_date_once_anything_that_went_into_it_differs(here: Workspace) -> None:
    ingest(here)
    published(here, "2022")
    published(here, "2021-2022")
    assert (pending(here).published, pending(here).outdated) == (("2021-2022", "2022"), ())
    with here.settings.open("a", encoding="utf-8") as text:
        text.write("# đổi\n")
    assert commands(pending(here))[0] == "danvan run"  # read anew first: what is made of it comes after
    ingest(here)
    found = pending(here)
    assert not found.declared_anew
    assert found.outdated == ("2021-2022", "2022")
    assert commands(found)[-2:] == ["danvan run --period 2021-2022", "danvan run --year 2022"]
    published(here, "2022")
    assert pending(here).outdated == ("2021-2022",)


def test_a_file_of_nobody_is_named_with_how_to_look_at_it(here: Workspace) -> None:
    (here.raw / "ghi chú.xlsx").write_bytes(b"hello")
    ingest(here)
    found = pending(here)
    assert found.nobodys == ("ghi chú.xlsx",)
    assert "danvan check 'data/raw/ghi chú.xlsx'" in commands(found)


def test_danvan_alone_says_it_and_as_json(here: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--workspace", str(here.root)]) == 0
    said = capsys.readouterr().out
    assert "data/raw có 4 tệp" in said
    assert "danvan run" in said
    assert main(["--workspace", str(here.root), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["received"] == len(told["new"]) == 4
    assert told["next"][0]["command"] == "danvan run"


def test_an_empty_workspace_is_told_where_files_go(here: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(here.raw)
    here.raw.mkdir()
    assert main(["--workspace", str(here.root)]) == 0
    assert "hãy chép các tệp Excel" in capsys.readouterr().out


def test_outside_of_any_workspace_it_says_which_commands_there_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([]) == 2
    assert "Cách dùng: danvan" in capsys.readouterr().err


def test_json_before_a_command_is_refused_with_where_it_goes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "verify"]) == 2
    assert "đứng sau tên lệnh" in capsys.readouterr().err


def test_nothing_to_do_is_said() -> None:
    assert Pending(3, published=("2022",)).lines() == [
        "data/raw có 3 tệp; kết quả đã lập: 2022.",
        "Mọi thứ đã được đọc và lập; không có việc gì phải làm.",
    ]
