"""The command `share`: which years it asks for, where it writes, what it says, how it ends."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from danvan.cli import main
from danvan.problems import DanvanError
from danvan.runs.share import Approval, Shared
from danvan.store.write import commit

ROOT = Path(__file__).parents[1]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copy(ROOT / "danvan.toml", tmp_path)
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks", ignore=shutil.ignore_patterns(".*"))
    commit(tmp_path / "data" / "processed", {}, {})
    monkeypatch.setattr("danvan.runs.plan.read_manifest", lambda _: type("Of", (), {"whole_years": [2021, 2022]}))
    return tmp_path


def shared(
    root: Path, monkeypatch: pytest.MonkeyPatch, *words: str, approval: Approval | None = None
) -> tuple[int, list[Any]]:
    asked: list[Any] = []

    def made(workspace: Any, runs: Any, span: Any, path: Path, report: Any) -> Shared:
        asked.append((span.label, path))
        return Shared(path, 95, approval or Approval(), 3, ("Bảng T18: chỉ dùng trong cơ quan",))

    monkeypatch.setattr("danvan.runs.share.share", made)
    return main(["--workspace", str(root), "share", *words]), asked


def test_the_year_is_packed_beside_the_outputs_and_what_stays_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shared(root, monkeypatch, "--year", "2021") == (0, [("2021", root / "outputs" / "chia_se_2021.zip")])
    out = capsys.readouterr().out
    assert "chia_se_2021.zip (95 tệp, mang dấu DỰ THẢO); 3 số không nêu." in out
    assert "Bảng T18: chỉ dùng trong cơ quan." in out


def test_why_an_approved_package_is_a_draft_again_is_said(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shared(root, monkeypatch, "--year", "2021", approval=Approval(remark="Hãy duyệt lại"))
    assert "mang dấu DỰ THẢO); 3 số không nêu.\nHãy duyệt lại.\n" in capsys.readouterr().out


def test_a_period_and_another_place(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "x.zip"
    words = ("--period", "2021-2022", "--output", str(path))
    assert shared(root, monkeypatch, *words, approval=Approval(date(2022, 12, 30))) == (0, [("2021-2022", path)])
    assert "DỰ THẢO" not in capsys.readouterr().out


def test_a_year_that_is_not_there_starts_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shared(root, monkeypatch, "--year", "2019") == (2, [])


def test_a_finding_ends_with_1_and_is_said(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stopped(*_: Any) -> Shared:
        raise DanvanError("Chưa lập gói chia sẻ: có nội dung không được đưa ra ngoài (1 chỗ):\n- index.html: tên người")

    monkeypatch.setattr("danvan.runs.share.share", stopped)
    assert main(["--workspace", str(root), "share", "--year", "2022"]) == 1
    assert "- index.html: tên người" in "".join(capsys.readouterr())
