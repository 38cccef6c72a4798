"""However a run ends, a short file says how, for whoever gets it by mail; the log keeps the same lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan.cli.log import kept
from danvan.cli.told import told
from danvan.paths import Workspace
from danvan.problems import DanvanError


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path)
    made.outputs.mkdir()
    return made


def test_a_run_that_ends_well_says_so_first_and_then_what_was_printed(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    with kept(workspace.log), told(workspace, "danvan run") as tell:
        tell(["Năm 2022: 26/26 đơn vị.", "Trả lại 01 tệp."])
    subject, _, *lines, _, when = workspace.result.read_text("utf-8").splitlines()
    assert subject == "danvan run: xong"
    assert lines == ["Năm 2022: 26/26 đơn vị.", "Trả lại 01 tệp."]
    assert when.startswith("Kết thúc lúc ")
    assert capsys.readouterr().out.splitlines() == lines
    assert [line.split("danvan.run: ")[1] for line in workspace.log.read_text("utf-8").splitlines()] == [
        "danvan run: bắt đầu", *lines, "danvan run: xong",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("error", "line"),
    [(DanvanError("Sổ tay 02 dừng."), "Sổ tay 02 dừng."), (KeyboardInterrupt(), "Đã bị dừng giữa chừng.")],
)
def test_a_run_that_fails_says_so_first_and_why(workspace: Workspace, error: BaseException, line: str) -> None:
    def stop() -> None:
        with told(workspace, "danvan run") as tell:
            tell(["Năm 2022: 26/26 đơn vị."])
            raise error

    with pytest.raises(type(error)):
        stop()
    subject, _, *lines, _, _ = workspace.result.read_text("utf-8").splitlines()
    assert subject == "danvan run: KHÔNG XONG"
    assert lines == ["Năm 2022: 26/26 đơn vị.", line]
