"""run.py without the network: every program it would start is a fake."""

from __future__ import annotations

import ast
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).parents[1]
HASH_A, HASH_B = "a" * 64, "b" * 64
LOCK = f"""\
attrs==1.0 \\
    --hash=sha256:{HASH_B}
uv==0.9.1 \\
    --hash=sha256:{HASH_A} \\
    --hash=sha256:{HASH_B}
uvicorn==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:{HASH_A}
"""


class Steps:
    """Notes the steps of a set-up instead of doing them; the one that contains `failing` fails."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.failing = ""

    def __call__(self, *command: object) -> None:
        said = " ".join(map(str, command))
        if self.failing and self.failing in said:
            raise run.SetupError(said)
        self.done.append(said)
        if "-m venv" in said:
            run.tool("python").parent.mkdir(parents=True, exist_ok=True)
            run.tool("python").touch()


@pytest.fixture
def steps(tmp_path, monkeypatch) -> Steps:
    """A project folder of its own in which nothing is set up."""
    for name, path in {
        "ROOT": "",
        "VENV": ".venv",
        "LOCK": "requirements.lock",
        "STAMP": ".venv/ready",
    }.items():
        monkeypatch.setattr(run, name, tmp_path / path)
    run.LOCK.write_text(LOCK, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    fake = Steps()
    monkeypatch.setattr(run, "step", fake)
    return fake


# The lock


def test_uv_is_cut_out_of_the_lock_with_all_its_hashes_and_nothing_else():
    assert run.locked("uv", LOCK) == LOCK[LOCK.index("uv==") : LOCK.index("\nuvicorn")]


def test_the_real_lock_pins_uv():
    assert run.locked("uv", run.LOCK.read_text(encoding="utf-8")).startswith("uv==")


def test_a_lock_without_uv_is_named_with_the_remedy():
    with pytest.raises(run.SetupError, match=r"requirements\.lock không ghi gói uv.*git checkout"):
        run.locked("uv", "attrs==1.0\n")


# Setting up


def test_a_fresh_folder_gets_a_venv_then_uv_then_the_locked_set_then_danvan(steps):
    run.set_up()
    venv, uv, packages, danvan = steps.done
    assert "-m venv --clear" in venv
    assert "pip install" in uv and "--require-hashes" in uv
    assert "--require-hashes" in packages and str(run.LOCK) in packages
    assert "--offline --no-deps -e" in danvan


def test_a_second_run_starts_at_once(steps):
    run.set_up()
    steps.done.clear()
    run.set_up()
    assert steps.done == []


def test_setup_asked_for_by_name_looks_again_but_keeps_the_venv(steps):
    run.set_up()
    steps.done.clear()
    run.set_up(again=True)
    assert steps.done
    assert not any("venv --clear" in step for step in steps.done)


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_changed_declaration_installs_again_into_the_same_venv(steps, changed):
    run.set_up()
    steps.done.clear()
    with (run.ROOT / changed).open("a", encoding="utf-8") as file:
        file.write("\n")
    run.set_up()
    assert any(str(run.LOCK) in step for step in steps.done)
    assert not any("venv --clear" in step for step in steps.done)


@pytest.mark.parametrize("failing", ["-m venv", "-m pip", "requirements.lock", "--offline"])
def test_a_set_up_that_stopped_anywhere_starts_anew(steps, failing):
    steps.failing = failing
    with pytest.raises(run.SetupError):
        run.set_up()
    steps.failing = ""
    steps.done.clear()
    run.set_up()
    assert "-m venv --clear" in steps.done[0]
    assert run.STAMP.read_text(encoding="utf-8") == run.stamp()


def test_an_update_that_stopped_starts_anew(steps):
    run.set_up()
    steps.failing = "--offline"
    with pytest.raises(run.SetupError):
        run.set_up(again=True)
    assert not run.STAMP.exists()


def test_a_venv_without_its_python_is_made_anew(steps):
    run.set_up()
    steps.done.clear()
    run.tool("python").unlink()
    run.set_up()
    assert "-m venv --clear" in steps.done[0]


def test_a_folder_that_was_moved_is_set_up_anew(steps, tmp_path, monkeypatch):
    run.set_up()
    steps.done.clear()
    monkeypatch.setattr(run, "ROOT", tmp_path / "." / ".." / tmp_path.name)
    run.set_up()
    assert "-m venv --clear" in steps.done[0]


def test_the_locked_uv_is_not_installed_twice(steps, monkeypatch):
    run.tool("uv").parent.mkdir(parents=True)
    run.tool("uv").touch()
    monkeypatch.setattr(subprocess, "check_output", lambda *_, **__: "uv 0.9.1 (linux)\n")
    run.install_uv(run.locked("uv", LOCK))
    assert steps.done == []
    monkeypatch.setattr(subprocess, "check_output", lambda *_, **__: "uv 0.9.10\n")
    run.install_uv(run.locked("uv", LOCK))
    assert len(steps.done) == 1


# What the person is told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "The virtual environment was not created because ensurepip is not\navailable.",
            "apt install python3-venv",
        ),
        ("/usr/bin/python3: No module named venv", "apt install python3-venv"),
        (
            "NewConnectionError: name resolution\nERROR: No matching distribution found for uv",
            "kiểm tra mạng",
        ),
        ("error: Failed to fetch\n  Caused by: dns error", "kiểm tra mạng"),
        ("operation timed out", "kiểm tra mạng"),
        ("invalid peer certificate: UnknownIssuer", "kiểm tra mạng"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES\n Expected sha256", "không khớp với requirements.lock"),
        ("error: Hash mismatch for `xlwt==1.3.0`", "không khớp với requirements.lock"),
        ("[Errno 13] Permission denied: '.venv'", "nơi có quyền ghi"),
        ("[Errno 30] Read-only file system: '.venv'", "nơi có quyền ghi"),
        ("failed to copy: No space left on device (os error 28)", "Đĩa đã đầy"),
        ("something new", "gửi dòng dưới"),
        ("", "gửi dòng dưới"),
    ],
)
def test_a_failure_is_told_with_its_remedy_and_the_tools_last_line(said, told):
    sentence, detail = run.remedy(said).splitlines()
    assert told in sentence
    assert detail.strip() == "Chi tiết: " + (said.splitlines() or ["?"])[-1].strip()


def test_a_failing_step_is_told_in_its_own_words():
    with pytest.raises(run.SetupError, match="kiểm tra mạng"):
        run.step(sys.executable, "-c", "raise SystemExit('could not connect')")


@pytest.mark.parametrize(
    ("error", "ending"),
    [
        (run.SetupError("Một câu."), "Một câu."),
        (PermissionError(13, "Permission denied", ".venv"), "nơi có quyền ghi"),
        (KeyboardInterrupt(), "130"),
    ],
)
def test_a_set_up_that_cannot_go_on_ends_the_program_without_a_traceback(monkeypatch, error, ending):
    def fail(again: bool) -> None:
        raise error

    monkeypatch.setattr(run, "set_up", fail)
    assert ending in str(run.main([]))


def test_a_sentence_goes_to_stderr_with_exit_code_1(tmp_path):
    (tmp_path / "run.py").write_bytes((ROOT / "run.py").read_bytes())
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "requirements.lock").touch()
    done = subprocess.run([sys.executable, "run.py"], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.splitlines()[-1].startswith("requirements.lock không ghi gói uv.")
    assert not (tmp_path / ".venv").exists()


def test_an_old_python_is_told_which_one_is_needed(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit, match=r"cần Python 3\.11 trở lên, máy đang dùng Python 3\.9"):
        runpy.run_path(str(ROOT / "run.py"))


def test_an_old_python_can_read_as_far_as_that_sentence():
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 6))


# Doing the job


@pytest.fixture
def handed(monkeypatch) -> list[list[str]]:
    """What is started in place of run.py, in a set-up that is ready; every program ends with 3."""
    started: list[list[str]] = []

    class Child:
        def __init__(self, command: list[str], cwd: Path | None = None) -> None:
            started.append([Path(command[0]).stem, *command[1:]])

        def wait(self) -> int:
            return 3

    monkeypatch.setattr(run, "set_up", lambda again: None)
    monkeypatch.setattr(subprocess, "Popen", Child)
    return started


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], ["run"]),
        (["run", "--year", "2021"], ["run", "--year", "2021"]),
        (["check", "a b.xlsx"], ["check", "a b.xlsx"]),
    ],
)
def test_words_go_to_danvan_in_this_workspace_and_its_exit_code_comes_back(handed, words, told):
    assert run.main(words) == 3
    assert handed == [["danvan", "--workspace", str(ROOT), *told]]


def test_torture_is_a_program_of_the_tests(handed):
    assert run.main(["torture", "--write"]) == 3
    assert handed == [["python", str(ROOT / "tests" / "torture.py"), "--write"]]


def test_lab_opens_jupyterlab_on_the_notebooks_in_vietnamese_and_hands_words_to_it(handed, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "VENV", tmp_path)
    assert run.main(["lab", "--no-browser"]) == 3
    ((program, settings, *words),) = handed
    assert (program, words) == ("jupyter-lab", ["--no-browser"])
    said = Path(settings.removeprefix("--LabApp.app_settings_dir="), "overrides.json").read_text(encoding="utf-8")
    assert '"locale": "vi_VN"' in said


def test_test_runs_every_check_even_after_one_failed_and_hands_words_to_pytest(handed, capsys):
    assert run.main(["test", "-k", "run"]) == 1
    assert [command[0] for command in handed] == [
        "ruff",
        "ruff",
        "nbstripout",
        "mypy",
        "lint-imports",
        "pytest",
    ]
    assert handed[-1][1:] == [*run.PYTEST, "-k", "run"]
    assert "Không đạt: ruff check; ruff format --check; nbstripout" in capsys.readouterr().out


def test_setup_starts_nothing(handed):
    assert run.main(["setup"]) == 0
    assert handed == []


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(("ending", "code"), [("exit 5", 5), ("kill -TERM $$", 143)])
def test_the_exit_code_of_the_job_is_passed_on(tmp_path, monkeypatch, ending, code):
    monkeypatch.setattr(run, "tool", lambda name: Path("/bin/sh"))
    assert run.hand_over("danvan", ["-c", ending]) == code


def test_ctrl_c_waits_for_the_job_to_end_in_its_own_way_and_is_130(monkeypatch):
    waits = iter([KeyboardInterrupt, 1])

    class Child:
        def __init__(self, *_: object, **__: object) -> None: ...

        def wait(self) -> int:
            result = next(waits)
            if isinstance(result, int):
                return result
            raise result

    monkeypatch.setattr(subprocess, "Popen", Child)
    assert run.hand_over("danvan", []) == 130
