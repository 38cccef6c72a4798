"""Ready entries for the machine's own scheduler: when reports come in, the one command `danvan run`, every morning.

    half-year   each morning of the 30 days after the half-year ends
    year        each morning of the 30 days after the year ends
    review      once, when these 30 days are over

A run that finds nothing new ends at once, so that more mornings than needed cost nothing. Nothing is installed here.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from danvan.declared.settings import Settings
from danvan.inert import printable
from danvan.problems import UsageError

DAYS = 30  # mornings after the end of a period
HOUR, MINUTE = 6, 30
WAIT_MINUTES = 60  # for a command that an analyst has running
COMMON_YEAR = 2025  # a window stands for every year; 29 February is in none
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the year's calendar: its name, what it is for, and its days as (month, first day, last day)."""

    name: str
    title: str
    days: tuple[tuple[int, int, int], ...]


def calendar(office: Settings) -> tuple[Entry, ...]:
    """Return the entries of the office's year, from the ends of its periods."""
    half, year = (date(COMMON_YEAR, *end) for end in (office.half_year_end, office.year_end))
    after = year + timedelta(days=DAYS + 1)
    return (
        Entry("danvan-6-thang", "Tổng hợp báo cáo 6 tháng", _window(half)),
        Entry("danvan-nam", "Tổng hợp báo cáo năm", _window(year)),
        Entry("danvan-so-ket", "Lập kết quả của năm và cả giai đoạn", ((after.month, after.day, after.day),)),
    )


def _window(end: date) -> tuple[tuple[int, int, int], ...]:
    days = [end + timedelta(days=number) for number in range(1, DAYS + 1)]
    months = [(month, list(own)) for month, own in groupby(days, key=lambda day: day.month)]
    return tuple((month, own[0].day, own[-1].day) for month, own in months)


def command(root: Path, python: Path) -> tuple[str, ...]:
    """Return the one command that every entry calls; UsageError where a folder's name cannot be written into one.

    A new line in a name would be a line of its own in a crontab.
    """
    for path in (root, python):
        if printable(str(path)).replace("\n", "") != str(path):
            raise UsageError(f"Tên thư mục {printable(str(path))!r} có ký tự điều khiển; hãy đổi tên rồi lập lại lịch.")
    return str(python), "-m", "danvan", "--workspace", str(root), "run", "--wait", str(WAIT_MINUTES)


def cron(entries: Iterable[Entry], words: tuple[str, ...]) -> Mapping[str, str]:
    """Return the lines for `crontab -e`."""
    called = shlex.join(words).replace("%", r"\%")
    lines = []
    for entry in entries:
        lines.append(f"# {entry.title}")
        lines += [f"{MINUTE} {HOUR} {_days(a, b)} {month} * {called}" for month, a, b in entry.days]
    return {"danvan.cron": "\n".join(lines) + "\n"}


def _days(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def systemd(entries: Iterable[Entry], words: tuple[str, ...]) -> Mapping[str, str]:
    """Return one service and a timer for each entry, by file name."""
    files = {"danvan.service": _SERVICE.format(command=" ".join(map(_unit_word, words)))}
    for entry in entries:
        times = [
            f"*-{month:02}-{a:02}{'' if a == b else f'..{b:02}'} {HOUR:02}:{MINUTE:02}" for month, a, b in entry.days
        ]
        when = "\n".join(f"OnCalendar={time}" for time in times)
        files[f"{entry.name}.timer"] = _TIMER.format(title=entry.title, when=when)
    return files


def _unit_word(word: str) -> str:
    """A word of ExecStart, in quotes, with the signs that systemd gives a meaning of their own doubled."""
    said = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{said}"'


def windows(entries: Iterable[Entry], words: tuple[str, ...]) -> Mapping[str, str]:
    """Return a task for each entry for the Windows Task Scheduler, by file name."""
    return {f"{entry.name}.xml": _task(entry, words) for entry in entries}


def _task(entry: Entry, words: tuple[str, ...]) -> str:
    program, *arguments = words
    given = " ".join(f'"{word}"' if " " in word else word for word in arguments)
    triggers = "".join(
        _TRIGGER.format(
            start=f"{COMMON_YEAR}-01-01T{HOUR:02}:{MINUTE:02}:00",
            days="".join(f"<Day>{day}</Day>" for day in range(a, b + 1)),
            month=MONTHS[month - 1],
        )
        for month, a, b in entry.days
    )
    return _TASK.format(title=escape(entry.title), triggers=triggers, program=escape(program), given=escape(given))


_SERVICE = """\
[Unit]
Description=Tổng hợp báo cáo Dân vận khéo

[Service]
Type=oneshot
ExecStart={command}
"""
_TIMER = """\
[Unit]
Description={title}

[Timer]
{when}
Persistent=true
Unit=danvan.service

[Install]
WantedBy=timers.target
"""
_TRIGGER = """
    <CalendarTrigger>
      <StartBoundary>{start}</StartBoundary>
      <ScheduleByMonth>
        <DaysOfMonth>{days}</DaysOfMonth>
        <Months><{month} /></Months>
      </ScheduleByMonth>
    </CalendarTrigger>"""
_TASK = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>{title}</Description>
  </RegistrationInfo>
  <Triggers>{triggers}
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT4H</ExecutionTimeLimit>
  </Settings>
  <Actions>
    <Exec>
      <Command>{program}</Command>
      <Arguments>{given}</Arguments>
    </Exec>
  </Actions>
</Task>
"""
SYSTEMS = {"cron": cron, "systemd": systemd, "windows": windows}
HOW = {
    "cron": ("Thêm vào lịch của người dùng: crontab -e, rồi chép nội dung tệp.",),
    "systemd": (
        "Chép các tệp vào ~/.config/systemd/user/, chạy systemctl --user daemon-reload,",
        "rồi bật từng lịch: systemctl --user enable --now danvan-6-thang.timer danvan-nam.timer danvan-so-ket.timer",
        "Để lịch chạy cả khi không ai đăng nhập: loginctl enable-linger",
    ),
    "windows": ("Cài từng tệp: schtasks /Create /TN danvan-nam /XML danvan-nam.xml (và hai tệp kia).",),
}


def encoded(name: str, text: str) -> bytes:
    """The bytes of a file: Windows takes tasks in UTF-16 only."""
    return text.encode("utf-16" if name.endswith(".xml") else "utf-8")
