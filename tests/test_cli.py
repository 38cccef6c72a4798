"""The command line answers in Vietnamese, at once, and ends every failure with one sentence and the right exit code."""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest
from filelock import FileLock

import danvan
from danvan.cli import main
from danvan.cli.commands import danvan as group
from danvan.paths import Workspace

ROOT = Path(__file__).parents[1]
COMMANDS = list(group.commands)
HEAVY = {"jinja2", "jupyter_client", "markdown_it", "matplotlib", "numpy", "openpyxl", "pandas", "papermill", "pyarrow"}
ENGLISH = ("Usage", "Options", "Commands", "Error", "Show", "such", "Missing", "did you", "Try", "argument")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made = Workspace(tmp_path / "huyện")
    shutil.copytree(ROOT / "notebooks", made.notebooks, ignore=shutil.ignore_patterns(".*"))
    made.settings.write_bytes((ROOT / "danvan.toml").read_bytes())
    monkeypatch.chdir(made.root)
    return made


def danvan_says(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(words)
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return code, out, err


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_every_command_has_help_in_vietnamese_with_an_example(capsys, command):
    code, out, _ = danvan_says(capsys, *command, "--help")
    assert code == 0
    assert f"Cách dùng: {' '.join(('danvan', *command))}" in out
    assert "Ví dụ: danvan " in out
    assert not [word for word in ENGLISH if word in out]


@pytest.mark.parametrize(
    ("words", "offered"),
    [("danvan re", {"returned", "report"}), ("danvan dictionary --", {"--output", "--json", "--help"})],
)
def test_the_shell_completes_commands_and_options(capsys, monkeypatch, words, offered):
    monkeypatch.setenv("_DANVAN_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 0
    assert {line.partition(",")[2] for line in capsys.readouterr().out.split()} == offered


def test_every_option_has_help():
    for command in (group, *group.commands.values()):
        assert command.short_help or command is group
        assert all(option.help for option in command.params if isinstance(option, click.Option))


def test_help_loads_nothing_heavy():
    told = "import sys, danvan.cli; print(' '.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout
    assert not HEAVY & {name.partition(".")[0] for name in loaded.split()}


def test_the_version_is_the_projects(capsys):
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert danvan.__version__ == version
    assert danvan_says(capsys, "--version") == (0, f"danvan {version}\n", "")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "rn",
            "Không có lệnh “rn”; ý bạn là “run”? Các lệnh: run, ingest, check, look, links, returned, template, report, trace, freeze, compare, share, dictionary, verify, schedule, new, sample, bench.",
        ),
        ("Run", "ý bạn là “run”?"),
        ("xyz", "Không có lệnh “xyz”. Các lệnh:"),
        ("--workspac x run", "Không có tùy chọn “--workspac”; ý bạn là “--workspace”?"),
        ("run --yaer 2022", "Không có tùy chọn “--yaer”; ý bạn là “--year”? Xem hướng dẫn: danvan run --help"),
        ("run -year 2022", "Không có tùy chọn “-y”; ý bạn là “--year”?"),
        ("run --stric", "Không có tùy chọn “--stric”; ý bạn là “--strict”?"),
        ("run --wait x", "--wait: “x” không phải là số phút; hãy ghi số nguyên, ví dụ 30."),
        ("run --workspace x", "Tùy chọn --workspace đứng trước tên lệnh “run”."),
        ("run --year", "Tùy chọn --year thiếu giá trị."),
        ("run --year=", "--year: “” không phải là năm; hãy ghi bốn chữ số, ví dụ 2022."),
        ("run --year 22", "--year: “22” không phải là năm"),
        ("run --year 2022.0", "--year: “2022.0” không phải là năm"),
        ("run --period 2022", "--period: “2022” không phải là giai đoạn; hãy ghi hai năm, ví dụ 2017-2022."),
        ("run --period 2022-2017", "--period: “2022-2017” ghi ngược; ý bạn là 2017-2022?"),
        ("run --period 2022-2022", "--period: “2022-2022” chỉ có một năm; hãy dùng --year 2022."),
        ("run --year 2022 --period 2017-2022", "Chỉ dùng một trong hai: --year hoặc --period."),
        ("run 2022", "Thừa “2022”; lệnh này chỉ nhận các tùy chọn."),
        ("run --help=x", "Tùy chọn --help không kèm giá trị"),
        ("template", "Thiếu tùy chọn --year NĂM."),
        ("check", "Thiếu TỆP...; hãy ghi tên tệp sau tên lệnh."),
        ("check --jsn x.xlsx", "Không có tùy chọn “--jsn”; ý bạn là “--json”?"),
        ("check khong_co.xlsx", "Không có tệp “khong_co.xlsx”; hãy kiểm tra lại tên tệp."),
        ("--workspace /không/có run", "không có danvan.toml; hãy kiểm tra lại --workspace."),
    ],
)
def test_wrong_use_is_one_vietnamese_sentence_and_2(capsys, workspace, words, said):
    code, out, err = danvan_says(capsys, *words.split(" "))
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1
    assert not [word for word in ENGLISH if word in err]
    assert not workspace.outputs.exists()


@pytest.mark.parametrize("command", ["run", "ingest"])
def test_outside_of_a_workspace_the_remedy_is_told(capsys, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    code, _, err = danvan_says(capsys, command)
    assert code == 2
    assert "Không tìm thấy danvan.toml" in err


@pytest.mark.parametrize("command", ["run", "ingest"])
def test_missing_or_empty_submissions_are_told_and_nothing_is_written(capsys, workspace, command):
    code, out, err = danvan_says(capsys, command)
    assert (code, out) == (1, "")
    assert "Thiếu thư mục" in err
    workspace.raw.mkdir(parents=True)
    code, out, err = danvan_says(capsys, command)
    assert (code, out) == (1, "")
    assert "chưa có tệp nào" in err
    assert not workspace.processed.exists()
    assert {path.name for path in workspace.outputs.iterdir()} <= {
        workspace.lock.name,
        workspace.result.name,
        workspace.log.name,
    }


def test_a_wrong_list_of_runs_is_told_before_anything_is_read(capsys, workspace):
    workspace.runs.write_text("[[run]]", encoding="utf-8")
    code, _, err = danvan_says(capsys, "run")
    assert code == 2
    assert "thiếu tên sổ tay" in err


class Years:
    """An ingest that found submissions of these years."""

    years = (2021, 2022)

    def years_of(self, period):
        return list(self.years) if period == "N" else []

    def lines(self, years=None):
        return [f"Các năm: {years}"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("run --year 2023", "Chưa có số liệu năm 2023; các năm đang có: 2021-2022."),
        ("run --year 2099", "Không có đơn vị nào phải báo cáo năm 2099; hãy kiểm tra lại năm."),
        ("run --period 2021-2023", "Chưa có số liệu năm 2023; các năm đang có: 2021-2022."),
        ("ingest --year 2018", "Chưa có số liệu năm 2018; các năm đang có: 2021-2022."),
        ("ingest --year 2016", "Không có đơn vị nào phải báo cáo năm 2016; hãy kiểm tra lại năm."),
    ],
)
def test_a_year_without_submissions_is_wrong_use(capsys, workspace, monkeypatch, words, said):
    monkeypatch.setattr("danvan.intake.ingest.ingest", lambda workspace, *_: Years())
    code, out, err = danvan_says(capsys, *words.split())
    assert (code, out) == (2, "")
    assert said in err
    assert {path.name for path in workspace.outputs.iterdir()} <= {
        workspace.lock.name,
        workspace.result.name,
        workspace.log.name,
    }


def test_ingest_tells_how_far_it_is_on_stderr_and_the_summary_on_stdout(capsys, workspace, monkeypatch):
    def ingest(workspace, progress, *_):
        for done in range(1, 9):
            progress(done, 8)
        return Years()

    monkeypatch.setattr("danvan.intake.ingest.ingest", ingest)
    code, out, err = danvan_says(capsys, "ingest", "--year", "2022")
    assert (code, out) == (0, "Các năm: [2022]\n")
    assert err.splitlines() == [f"Đọc báo cáo: {done}/8" for done in (2, 4, 6, 8)]


def test_a_second_command_is_told_that_the_first_still_writes(capsys, workspace):
    workspace.outputs.mkdir()
    with FileLock(workspace.lock):
        code, _, err = danvan_says(capsys, "ingest")
    assert code == 1
    assert "Một lệnh danvan khác đang ghi" in err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyError("x"), "Lỗi chưa lường trước (KeyError: 'x'). Chi tiết ở {log}; hãy gửi tệp này"),
        (OSError(errno.EIO, "input/output error"), "Chi tiết ở"),
        (OSError(errno.ENOSPC, "No space left", "/x/y"), "Đĩa đã đầy (/x/y); hãy xóa bớt tệp rồi chạy lại."),
        (PermissionError(errno.EACCES, "denied", "/x/tables.xlsx"), "nếu tệp đang mở trong Excel, hãy đóng lại"),
    ],
)
def test_what_nobody_foresaw_is_one_sentence_with_its_details_in_a_file(capsys, workspace, monkeypatch, error, said):
    def ingest(*_):
        raise error

    monkeypatch.setattr("danvan.intake.ingest.ingest", ingest)
    code, out, err = danvan_says(capsys, "ingest")
    assert (code, out) == (1, "")
    assert said.format(log=workspace.log) in err
    assert len(err.splitlines()) == 1
    assert type(error).__name__ in workspace.log.read_text(encoding="utf-8")


def test_ctrl_c_is_130(capsys, workspace, monkeypatch):
    def ingest(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("danvan.intake.ingest.ingest", ingest)
    code, _, err = danvan_says(capsys, "ingest")
    assert code == 130
    assert "Đã dừng theo yêu cầu" in err


def test_template_writes_the_blank_workbooks_of_a_year_or_of_one_unit(capsys, workspace):
    code, out, _ = danvan_says(capsys, "template", "--year", "2023", "--unit", "21085")
    assert (code, out) == (0, "Đã lập 1 biểu mẫu trong outputs/2023/templates.\n")
    (path,) = workspace.templates("2023").iterdir()
    assert path.name == "21085_2023.xlsx"


def test_template_writes_the_blank_workbook_of_a_half_year(capsys, workspace):
    code, _, _ = danvan_says(capsys, "template", "--year", "2023", "--unit", "21085", "--period", "6T")
    assert code == 0
    assert (workspace.templates("2023") / "21085_2023_6T.xlsx").is_file()


def test_template_names_the_units_there_are(capsys, workspace):
    code, _, err = danvan_says(capsys, "template", "--year", "2021", "--unit", "21076")
    assert code == 2
    assert "Không có đơn vị mã “21076” báo cáo năm 2021. Các đơn vị: 21040 Thị trấn Châu Ổ;" in err


@pytest.mark.parametrize(("system", "files"), [("cron", 1), ("systemd", 4), ("windows", 3)])
def test_schedule_prints_entries_or_writes_them_as_files(capsys, workspace, system, files):
    code, out, _ = danvan_says(capsys, "schedule", system)
    assert code == 0
    assert str(workspace.root) in out
    code, out, _ = danvan_says(capsys, "schedule", system, "--output", "lich")
    assert code == 0
    assert len(list((workspace.root / "lich").iterdir())) == files
    assert out.startswith(f"Đã ghi {files} tệp vào lich.")


def test_a_run_that_stops_before_it_starts_leaves_its_words_for_a_mail(capsys, workspace):
    workspace.raw.mkdir(parents=True)
    code, _, err = danvan_says(capsys, "run")
    assert code != 0
    assert workspace.result.read_text("utf-8").startswith("danvan run: KHÔNG XONG")
    assert err.strip() in workspace.result.read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_the_name_of_a_file_moves_no_terminal(capsys, workspace):
    path = workspace.root / "a\x1b[2J\x1b]0;pwned\x07.xlsx"
    path.write_bytes(b"")
    assert main(["--workspace", str(workspace.root), "check", str(path)]) == 1
    said = capsys.readouterr()
    assert "a[2J]0;pwned.xlsx" in said.out and not set("\x1b\x07") & set(said.out + said.err)
