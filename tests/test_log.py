"""What a scheduled run leaves: an exit code, a short file to send by mail, and a log that is cut before it grows."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from sample_district import SAMPLE, few
from test_batch import notebook

from danvan.cli import log, main
from danvan.paths import Workspace
from danvan.runs import run as running

ROOT = Path(__file__).parents[1]
LIMIT = 2_000  # bytes; a run of one unit says some 600
MARKS = 200  # bytes; what a line has more of than letters, which are what is counted
RUNS = '[[run]]\nnotebook = "02_models"\nfor = "year"\n'


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A district of one commune and one notebook, which a scheduler runs."""
    made = Workspace(tmp_path_factory.mktemp("lich") / "xã")
    made.notebooks.mkdir(parents=True)
    shutil.copy(ROOT / "danvan.toml", made.root)
    few(made.root, "21085")
    (folder,) = (SAMPLE / "2022").glob("21085*")
    shutil.copytree(folder, made.raw / "sample" / "2022" / folder.name)
    (made.notebooks / "02_models.ipynb").write_text(notebook("02_models"), encoding="utf-8")
    made.runs.write_text(RUNS, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "LIMIT_BYTES", LIMIT)
        patch.setattr(running, "_report", lambda here, span, path, _: path.write_bytes(b"report") and [])
        yield made


def runs(here: Workspace, *words: str) -> int:
    return main(["--workspace", str(here.root), "run", *words])


def told(here: Workspace) -> list[str]:
    return here.result.read_text(encoding="utf-8").splitlines()


def logs(here: Workspace) -> list[Path]:
    """The logs, the oldest first."""
    return sorted(here.outputs.glob(f"{here.log.name}*"), reverse=True)


def body(cell: str) -> str:
    made = json.loads(notebook("02_models"))
    made["cells"][-1]["source"] = cell
    return json.dumps(made)


def test_a_run_that_is_done_ends_with_0_and_says_what_there_is(here: Workspace) -> None:
    assert runs(here) == 0
    subject, _, *lines, _, _ = told(here)
    assert subject == "danvan run: xong"
    assert "Năm 2022: 1/1 đơn vị có báo cáo được chấp nhận, 0 muộn, 1 không rõ ngày nhận." in lines
    assert lines[-1].endswith("outputs/2022/index.html")
    assert [path.name for path in logs(here)] == ["danvan.log"]


def test_what_a_mail_client_sends_is_short_plain_and_whole(here: Workspace) -> None:
    assert runs(here) == 0
    subject, *lines = told(here)
    mail = EmailMessage()
    mail["Subject"] = subject  # a line break in it would be refused
    mail.set_content("\n".join(lines))
    back = message_from_bytes(mail.as_bytes(), policy=policy.default)
    assert back["Subject"] == subject and back.get_content().splitlines() == lines
    assert len(subject) <= 78 and len(lines) < 20
    assert str(here.root) not in "\n".join(lines)


def test_a_notebook_that_stops_ends_with_1_and_is_named(here: Workspace) -> None:
    (here.notebooks / "02_models.ipynb").write_text(body("1/0"), encoding="utf-8")
    assert runs(here) == 1
    (here.notebooks / "02_models.ipynb").write_text(notebook("02_models"), encoding="utf-8")
    assert told(here)[0] == "danvan run: KHÔNG XONG"
    assert any("Sổ tay 02_models dừng ở ô 3: ZeroDivisionError" in line for line in told(here))


def test_a_wrong_list_ends_with_2_and_is_told(here: Workspace) -> None:
    here.runs.write_text(RUNS.replace("year", "years"), encoding="utf-8")
    assert runs(here) == 2
    here.runs.write_text(RUNS, encoding="utf-8")
    assert told(here)[0] == "danvan run: KHÔNG XONG" and "phải ghi `for` là một trong" in told(here)[2]


def test_a_year_without_reports_ends_with_2_and_what_was_done_stands(here: Workspace) -> None:
    page = (here.output("2022") / "index.html").read_bytes()
    assert runs(here, "--year", "2019") == 2
    assert "Chưa có số liệu năm 2019" in told(here)[-3]
    assert (here.output("2022") / "index.html").read_bytes() == page


def test_the_log_turns_over_and_never_grows_beyond_its_limit(here: Workspace) -> None:
    for number in range(3 * LIMIT // 400):
        assert runs(here) == 0
        lines = [line for path in logs(here) for line in path.read_text(encoding="utf-8").splitlines()]
        assert all(path.stat().st_size <= LIMIT + MARKS for path in logs(here)), number
        assert lines[-1].endswith("INFO danvan.run: danvan run: xong")  # the end of this run is in it
    assert [path.name for path in logs(here)] == ["danvan.log.2", "danvan.log.1", "danvan.log"]
    moments = [line[:23] for line in lines]
    assert moments == sorted(moments)
    asked = [line.rpartition(": ")[2] for line in lines if line.endswith(("bắt đầu", "xong"))]
    assert asked == ["bắt đầu", "xong"] * (len(asked) // 2) or asked[1:] == ["bắt đầu", "xong"] * (len(asked) // 2)
