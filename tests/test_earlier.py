"""A submission beside what was received before: what was asked of it, and where its figures disagree."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from danvan.cli import main
from danvan.intake.earlier import Earlier
from danvan.intake.ingest import ingest
from danvan.intake.submission import Submission
from danvan.paths import Workspace

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "raw" / "sample"
RESENT = "BC dân vận khéo năm 2019 - sua lan 2.xlsx"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = Workspace(tmp_path_factory.mktemp("huyện"))
    made.settings.write_bytes((ROOT / "danvan.toml").read_bytes())
    for folder in SAMPLE.glob("201[89]/21055*"):
        shutil.copytree(folder, made.raw / folder.relative_to(SAMPLE))
    next(made.raw.rglob(RESENT)).rename(made.root / RESENT)
    ingest(made)
    return made


def test_what_was_asked_is_told_mended_or_not(workspace, capsys) -> None:
    code = main(["--workspace", str(workspace.root), "check", "--against-store", str(workspace.root / RESENT)])
    out = capsys.readouterr().out
    assert code == 0
    assert "So với lần gửi trước: đã sửa " in out
    assert "[Đã sửa] B4, B4: Năm báo cáo không thống nhất: Năm báo cáo 2019, tiêu đề ghi 2018." in out


def test_without_the_comparison_only_the_file_itself_is_judged(workspace, capsys) -> None:
    main(["--workspace", str(workspace.root), "check", str(workspace.root / RESENT)])
    assert "So với lần gửi trước" not in capsys.readouterr().out


def test_of_a_first_revision_or_an_unknown_year_nothing_was_asked(workspace) -> None:
    earlier = Earlier(workspace)
    assert earlier.asked(Submission("a", "", "21055", year=2031, period="N", revision=2)) == []
    assert earlier.asked(Submission("a", "", "21055", year=2019, period="N", revision=1)) == []
    assert earlier.asked(Submission("a", "", None, year=2019, period="N", revision=2)) == []
