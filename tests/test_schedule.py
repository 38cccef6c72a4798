"""Entries for the machine's scheduler: the office's own days, one command, and paths with any sign in them."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest

from danvan.runs import schedule

OFFICE: Any = SimpleNamespace(half_year_end=(6, 14), year_end=(12, 14))
ODD = Path("/nhà/50% & Dân vận")
WORDS = schedule.command(ODD, Path("/usr/bin/python3"))
NAMESPACE = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


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
