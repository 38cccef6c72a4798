"""The bench does ways in turn, counts what they and their children spend, and says of each goal whether it is met."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from drawn_district import OFFICE
from PIL import Image

from danvan.bench import measure, pages, starting
from danvan.bench.inputs import differing, run
from danvan.bench.memory import MEBIBYTE, peak
from danvan.bench.notebooks import _otherwise
from danvan.bench.results import document, lines, write
from danvan.bench.rounds import Answer, Goal, Most, Question, Reckoned, asked
from danvan.cli.commands import danvan
from danvan.cli.measuring import SUBJECTS
from danvan.declared.finding import Finder
from danvan.files import write_whole
from danvan.paths import Workspace
from danvan.problems import DanvanError
from danvan.runs.plan import Job
from danvan.runs.reuse import NOTES, kept

QUESTION = Question(
    "q",
    "Một việc",
    "cpu",
    {"danvan": lambda: None, "pandas": lambda: None},
    (
        Goal("ít hơn pandas", "danvan", "pandas", 6, less=True),
        Goal("so với pandas", "danvan", "pandas", 0.1, cause="tệp nhỏ"),
        Most("một lần", "danvan", 0.25),
    ),
    each=10,
    of="tệp",
)
# Ratios of one round each: 10/2 = 5, 12/1 = 12, 8/1 = 8; the median is 8, and 1/8 the other way round.
ANSWER = Answer(QUESTION, {"danvan": [2.0, 1.0, 1.0], "pandas": [10.0, 12.0, 8.0]})


def test_a_ratio_is_the_median_of_the_rounds_and_not_that_of_the_medians() -> None:
    less, times, most = (goal.measured(ANSWER.spent) for goal in QUESTION.goals)
    assert (less, times, most) == (8, 0.125, 1)
    assert [goal.held(value) for goal, value in zip(QUESTION.goals, (less, times, most), strict=True)] == [
        True,
        False,
        False,
    ]
    assert QUESTION.goals[0].held(5.9) is False
    assert QUESTION.goals[2].held(0.25) is True


def test_people_read_each_goal_with_what_was_measured() -> None:
    said = list(lines(ANSWER))
    assert said[0] == "Một việc (giây CPU, trung vị 3 lượt)"
    assert "1,00 (1,00 - 2,00); 100 ms một tệp" in said[1]
    assert said[3:] == [
        "  đạt   ít hơn pandas: 8,00 lần, mức cần ít nhất 6,00",
        "  CHƯA  so với pandas: 0,125 lần, mức cần nhiều nhất 0,100",
        "        Nguyên nhân: tệp nhỏ.",
        "  CHƯA  một lần: 1,00 giây, mức cần 0,250",
        "        Nguyên nhân: chưa rõ.",
    ]


def test_what_is_reckoned_of_all_ways_is_the_median_of_the_rounds() -> None:
    more = Reckoned("thêm", lambda cost: cost["pandas"] - cost["danvan"], 8, "ms")
    assert more.measured(ANSWER.spent) == 8  # of 8, 11, 7
    assert (more.held(8), more.held(8.1)) == (True, False)
    assert Reckoned("tăng tốc", lambda cost: 1, 0.85, less=True).held(0.84) is False


def test_results_that_are_not_those_of_an_ordinary_run_are_named() -> None:
    same, other = (replace(ANSWER, differed=differed) for differed in ((), ("models/a.parquet", "manifest.json")))
    assert "  đạt   kết quả như lần chạy thường, từng byte" in lines(same)
    assert "  CHƯA  kết quả như lần chạy thường, từng byte: khác ở 2 tệp, như models/a.parquet" in lines(other)
    assert document([other])["questions"][0]["differed"] == ["models/a.parquet", "manifest.json"]


def test_a_way_may_say_itself_what_it_cost() -> None:
    question = Question("q", "Việc", "told", {"một": lambda: 3.5}, (), unit="MiB", differ=lambda: ["a"])
    found = asked(question, 2, lambda words: None)
    assert (found.spent["một"], found.differed, question.counted) == ([3.5, 3.5], ("a",), "MiB")


def test_the_peak_of_a_process_is_its_own() -> None:
    held = b"x" * (200 << 20)
    assert peak("bytearray(60 << 20)") < len(held) / MEBIBYTE
    assert peak("bytearray(60 << 20)") > 60


def test_stores_are_compared_but_for_what_they_keep_for_the_next_run(tmp_path: Path) -> None:
    one, two = Workspace(tmp_path / "1"), Workspace(tmp_path / "2")
    for made, text in ((one, "a"), (two, "b")):
        for name in ("models/x.parquet", "readings/x", "manifest.json"):
            write_whole(made.processed / name, (text if name != "manifest.json" else "").encode())
    assert differing(one.processed, two.processed) == ["models/x.parquet"]


def test_charts_and_tables_of_a_loop_are_held_to_those_of_danvan(tmp_path: Path) -> None:
    here, job = Workspace(tmp_path), Job("2021", "02_models", tmp_path / "02_models.ipynb", {}, "21085")
    ours, theirs = kept(here, job), tmp_path / "papermill" / "02_models-21085"
    for folder in (ours, theirs):
        write_whole(folder / "charts" / "F1.png", b"drawn")
        write_whole(folder / "tables" / "02_models.json", folder.name.encode())
    write_whole(ours / "notebooks" / "02_models.ipynb", b"{}")
    write_whole(ours / NOTES[0], b"{}")
    assert list(_otherwise(here, [job])) == ["papermill/02_models-21085/tables/02_models.json"]


def test_a_page_weighs_what_it_does_without_its_pictures(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_bytes(b"<img src='data:image/png;base64," + b"A" * 4096 + b"'>" + b"x" * 1024)
    assert 1 < pages._weight(page) < 1.1


def test_ways_are_done_in_turn() -> None:
    done: list[str] = []
    ways: dict[str, Callable[[], object]] = {name: lambda name=name: done.append(name) for name in ("a", "b")}  # type: ignore[misc]
    told: list[str] = []
    found = asked(Question("q", "Việc", "wall", ways, ()), 3, told.append)
    assert done == ["a", "b"] * 3
    assert [len(found.spent[name]) for name in ways] == [3, 3]
    assert told[1] == "Việc: lượt 1/3, b"


def test_cpu_counts_children_and_not_waiting() -> None:
    work = [sys.executable, "-c", "sum(range(20_000_000))"]
    ways = {"child": lambda: subprocess.run(work, check=True), "sleep": lambda: time.sleep(0.3)}
    found = asked(Question("q", "Việc", "cpu", ways, ()), 1, lambda words: None)
    assert found.spent["child"][0] > 0.1 > found.spent["sleep"][0]


def test_what_was_measured_is_written_for_programs_and_drawn(tmp_path: Path) -> None:
    points = [Answer(replace(QUESTION, each=size, curve="Chi phí"), ANSWER.spent) for size in (10, 33)]
    result, chart, curve = write([ANSWER, *points], tmp_path)
    told = json.loads(result.read_text("utf-8"))
    assert told == document([ANSWER, *points])
    assert told["questions"][0]["spent"] == {"danvan": [2.0, 1.0, 1.0], "pandas": [10.0, 12.0, 8.0]}
    assert [goal["held"] for goal in told["questions"][0]["goals"]] == [True, False, False]
    assert told["questions"][0]["goals"][1]["cause"] == "tệp nhỏ"
    for path in (chart, curve):
        with Image.open(path) as picture:
            assert picture.width == 8 * 130


def test_a_way_that_does_not_succeed_is_no_measurement() -> None:
    with pytest.raises(DanvanError, match=r"Không đo được: .* dừng: hỏng"):
        run([sys.executable, "-c", "import sys; sys.exit('hỏng')"])


def test_a_nation_of_units_is_told_apart() -> None:
    nation = starting._nation(OFFICE.places)
    assert len(nation.reporting) == 10_599
    assert len({unit.full_name for unit in nation.reporting}) == 10_599
    unit = nation.reporting[7_000]
    assert Finder(nation).find(f"UBND {unit.full_name}", starting.DAY).unit == unit


def test_the_command_measures_what_it_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert tuple(measure.SUBJECTS) == SUBJECTS
    (tmp_path / "danvan.toml").write_bytes((Path(__file__).parents[1] / "danvan.toml").read_bytes())
    quick = Question("q", "Việc", "wall", {"danvan": lambda: None}, (Most("nhanh", "danvan", 1),))
    monkeypatch.setattr(starting, "questions", lambda inputs: iter([quick]))
    asked_ = ["--workspace", str(tmp_path), "bench", "starting", "--rounds", "2"]
    found = CliRunner().invoke(danvan, asked_)
    assert found.exit_code == 0
    assert "đạt   nhanh" in found.stdout
    assert "Đã ghi outputs/bench/bench.json, outputs/bench/bench.png." in found.stdout
    as_json = CliRunner().invoke(danvan, [*asked_, "--json"])
    assert json.loads(as_json.stdout)["questions"][0]["name"] == "q"
    assert CliRunner().invoke(danvan, ["--workspace", str(tmp_path), "bench", "nothing"]).exit_code == 2
