"""Entries for the machine's scheduler: the office's own days, one command, and paths with any sign in them."""

from __future__ import annotations

import calendar
import re
import shlex
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

from danvan.problems import UsageError
from danvan.runs import schedule

OFFICE: Any = SimpleNamespace(half_year_end=(6, 14), year_end=(12, 14))
ODD = Path("/nhà/50% & Dân vận")
WORDS = schedule.command(ODD, Path("/usr/bin/python3"))
NAMESPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
# What stands in what, in the order of Microsoft's Task Scheduler schema; elements that we do not use are left out.
SCHEMA = {
    "Task": ("RegistrationInfo", "Triggers", "Settings", "Actions"),
    "RegistrationInfo": ("Description",),
    "Triggers": ("CalendarTrigger",),
    "CalendarTrigger": ("Enabled", "StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "ScheduleByMonth"),
    "ScheduleByMonth": ("DaysOfMonth", "Months"),
    "DaysOfMonth": ("Day",),
    "Months": schedule.MONTHS,
    "Settings": (
        "MultipleInstancesPolicy", "DisallowStartIfOnBatteries", "StopIfGoingOnBatteries", "StartWhenAvailable",
        "ExecutionTimeLimit",
    ),
    "Actions": ("Exec",),
    "Exec": ("Command", "Arguments"),
}  # fmt: skip
VALUES = {
    "StartBoundary": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", "Day": "[1-9]|[12][0-9]|3[01]", "ExecutionTimeLimit": r"PT\d+H",
    "MultipleInstancesPolicy": "Parallel|Queue|IgnoreNew|StopExisting", "DisallowStartIfOnBatteries": "false",
    "StopIfGoingOnBatteries": "false", "StartWhenAvailable": "true", "Description": ".+", "Command": ".+", "Arguments": ".+",
    **dict.fromkeys(schedule.MONTHS, ""),
}  # fmt: skip


def test_reports_are_looked_for_on_the_thirty_mornings_after_a_period_ends() -> None:
    half, year, review = schedule.calendar(OFFICE)
    assert half.days == ((6, 15, 30), (7, 1, 14))
    assert year.days == ((12, 15, 31), (1, 1, 13))
    assert review.days == ((1, 14, 14),)


@pytest.mark.parametrize("end", [(1, 31), (2, 28), (10, 15), (11, 30), (12, 31)])
def test_a_window_has_thirty_days_wherever_the_year_ends(end: tuple[int, int]) -> None:
    office: Any = SimpleNamespace(half_year_end=end, year_end=end)
    for entry in schedule.calendar(office)[:2]:
        assert sum(last - first + 1 for _, first, last in entry.days) == schedule.DAYS


def test_cron_calls_the_one_command_on_each_window() -> None:
    (text,) = schedule.cron(schedule.calendar(OFFICE), WORDS).values()
    called = r"/usr/bin/python3 -m danvan --workspace '/nhà/50\% & Dân vận' run --wait 60"
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines == [
        f"30 6 {days} * {called}" for days in ("15-30 6", "1-14 7", "15-31 12", "1-13 1", "14 1")
    ]  # fmt: skip


def test_systemd_has_one_service_and_a_timer_for_each_entry() -> None:
    files = schedule.systemd(schedule.calendar(OFFICE), WORDS)
    assert list(files) == ["danvan.service", "danvan-6-thang.timer", "danvan-nam.timer", "danvan-so-ket.timer"]
    assert '"--workspace" "/nhà/50%% & Dân vận" "run"' in files["danvan.service"]
    assert "OnCalendar=*-12-15..31 06:30\nOnCalendar=*-01-01..13 06:30\n" in files["danvan-nam.timer"]
    assert "OnCalendar=*-01-14 06:30\n" in files["danvan-so-ket.timer"]


def test_windows_tasks_are_well_formed_and_name_program_and_days() -> None:
    files = schedule.windows(schedule.calendar(OFFICE), WORDS)
    task = ElementTree.fromstring(schedule.encoded("danvan-nam.xml", files["danvan-nam.xml"]))
    assert task.findtext(f".//{NAMESPACE}Command") == "/usr/bin/python3"
    assert task.findtext(f".//{NAMESPACE}Arguments") == f'-m danvan --workspace "{ODD}" run --wait 60'
    triggers = task.findall(f".//{NAMESPACE}CalendarTrigger")
    assert [len(trigger.findall(f".//{NAMESPACE}Day")) for trigger in triggers] == [17, 13]
    assert triggers[0].find(f".//{NAMESPACE}December") is not None


def in_order(element: ElementTree.Element) -> None:
    """Each element has only what the schema has in it, in its order, and a value that it can have."""
    name = element.tag.removeprefix(NAMESPACE)
    assert element.tag == f"{NAMESPACE}{name}"
    if name in VALUES:
        assert re.fullmatch(VALUES[name], element.text or "") and not len(element), (name, element.text)
        return
    places = [SCHEMA[name].index(child.tag.removeprefix(NAMESPACE)) for child in element]
    assert places == sorted(places), name
    assert not (element.text or "").strip()
    for child in element:
        in_order(child)


@pytest.mark.parametrize("root", [ODD, Path("C:/Người dùng/<dân> & vận"), Path("/a")])
def test_windows_tasks_are_what_the_schema_of_the_task_scheduler_says(root: Path) -> None:
    files = schedule.windows(schedule.calendar(OFFICE), schedule.command(root, Path("C:/Python 3/python.exe")))
    assert len(files) == 3
    for name, text in files.items():
        data = schedule.encoded(name, text)
        assert data.startswith((b"\xff\xfe", b"\xfe\xff"))
        task = ElementTree.fromstring(data)
        assert task.attrib == {"version": "1.2"}
        in_order(task)


def days_of_cron(line: str) -> list[tuple[int, int]]:
    """(month, day) of the mornings of a line; the five fields are checked against what cron takes."""
    minute, hour, days, month, weekday, _ = line.split(" ", 5)
    assert 0 <= int(minute) <= 59 and 0 <= int(hour) <= 23 and 1 <= int(month) <= 12 and weekday == "*"
    first, _, last = days.partition("-")
    found = range(int(first), int(last or first) + 1)
    assert found and found[-1] <= calendar.monthrange(2025, int(month))[1]
    return [(int(month), day) for day in found]


@pytest.mark.parametrize("end", [(1, 31), (2, 28), (10, 15), (11, 30), (12, 14), (12, 31)])
def test_cron_and_systemd_come_on_the_same_thirty_mornings(end: tuple[int, int]) -> None:
    office: Any = SimpleNamespace(half_year_end=(6, 14), year_end=end)
    entries = schedule.calendar(office)
    (text,) = schedule.cron(entries, WORDS).values()
    title = f"# {entries[1].title}"
    lines = text.partition(title)[2].partition("#")[0].split("\n")
    found = [day for line in lines if line for day in days_of_cron(line)]
    after = [date(2025, *end) + timedelta(days=number) for number in range(1, schedule.DAYS + 1)]
    assert found == [(day.month, day.day) for day in after]
    timer = schedule.systemd(entries, WORDS)["danvan-nam.timer"]
    told = re.findall(r"OnCalendar=\*-(\d\d)-(\d\d)(?:\.\.(\d\d))? 06:30", timer)
    assert [(int(m), day) for m, a, b in told for day in range(int(a), int(b or a) + 1)] == found


def test_cron_hands_the_shell_the_very_words() -> None:
    (text,) = schedule.cron(schedule.calendar(OFFICE), WORDS).values()
    called = text.splitlines()[1].split(" ", 5)[5].replace(r"\%", "%")
    assert tuple(shlex.split(called)) == WORDS


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_systemd_finds_nothing_wrong(tmp_path: Path) -> None:
    words = schedule.command(ODD, Path("/bin/true"))
    files = schedule.systemd(schedule.calendar(OFFICE), words)
    for name, text in files.items():
        (tmp_path / name).write_bytes(schedule.encoded(name, text))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(tmp_path / name for name in files)],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    times = re.findall("OnCalendar=(.+)", "".join(files.values()))
    assert len(times) == 5
    told = subprocess.run(["systemd-analyze", "calendar", *times], capture_output=True, text=True, check=True)
    assert told.stdout.count("Next elapse: ") == 5 and "Next elapse: never" not in told.stdout


@pytest.mark.parametrize("name", ["a\n* * * * * touch pwned", "a\x1b[2J", "a\udce1", "a\x00"])
def test_a_folder_whose_name_would_write_a_line_of_its_own_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="hãy đổi tên"):
        schedule.command(Path("/nhà") / name, Path("/usr/bin/python3"))


@pytest.mark.parametrize("name", ["]]>", "<script>", "&amp;", "_x0041_", "-5 mô hình", "=1+1", "\u2028"])
def test_a_task_for_windows_is_well_formed_whatever_the_folder_is_called(name: str) -> None:
    words = schedule.command(Path("/nhà") / name, Path("/usr/bin/python3"))
    for file, text in schedule.windows(schedule.calendar(OFFICE), words).items():
        root = ElementTree.fromstring(schedule.encoded(file, text))
        assert f"/nhà/{name}" in root.findtext(f".//{NAMESPACE}Arguments")
