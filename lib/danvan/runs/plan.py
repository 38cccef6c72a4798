"""Which notebooks run, for which years, with which parameters: `notebooks/runs.toml` and the years in the store.

Everything that can be wrong with a run before a kernel starts is refused here, in one sentence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from danvan.declared.absent import absent
from danvan.declared.settings import ANNUAL, settings
from danvan.paths import Workspace
from danvan.problems import DanvanError, UsageError
from danvan.runs.parameters import check, likely
from danvan.store.manifest import read_manifest

SCOPES = {"year": "mỗi năm", "period": "cả giai đoạn", "unit": "từng đơn vị của mỗi năm"}
KEYS = ("notebook", "for", "parameters", "reads")
TOP = ("run", "workers", "timeout_seconds")
OURS = ("years", "output")  # given by the run, not by the file


@dataclass(frozen=True, slots=True)
class Span:
    """What one run is about: a year ("2022") or a period ("2017-2022"), and its years in the store."""

    label: str
    years: tuple[int, ...]

    @property
    def is_period(self) -> bool:
        """Whether the whole period is looked at, not one year."""
        return "-" in self.label


@dataclass(frozen=True, slots=True)
class Entry:
    """One [[run]] of runs.toml; `reads` are files and folders that it hangs on though nobody sees it open them."""

    notebook: str
    scope: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    reads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Runs:
    """The whole of runs.toml; `timeout_seconds` holds for one cell."""

    entries: tuple[Entry, ...]
    workers: int = 2
    timeout_seconds: int = 600


@dataclass(frozen=True, slots=True)
class Job:
    """One notebook to run; `folder` is the part of the outputs it writes to, "" or, for one unit, "21085"; `reads` are
    those of its entry, from the workspace; `alike` is one of the units that the same notebook runs for, "" of others.
    """

    label: str
    name: str
    notebook: Path
    parameters: Mapping[str, object]
    folder: str = ""
    reads: tuple[str, ...] = ()
    alike: str = ""


def spans(known: Sequence[int], year: int | None = None, period: tuple[int, int] | None = None) -> tuple[Span, ...]:
    """Return what to run: the year or period asked for, else the latest year and the whole period of `known`.

    UsageError, listing the years there are, where the store lacks the year or an end of the period; DanvanError where
    no report at all was accepted.
    """
    if not known:
        raise DanvanError("Chưa có báo cáo nào được chấp nhận; hãy xem lỗi của từng tệp ở trên, sửa rồi chạy lại.")
    first, last = min(known), max(known)
    missing = [y for y in ([year] if year else period or ()) if y not in known]
    if missing:
        raise UsageError(f"Chưa có số liệu năm {said(missing)}; các năm đang có: {said(known)}.")
    if year:
        return (Span(str(year), (year,)),)
    if period:
        return (_period(known, *period),)
    return (Span(str(last), (last,)), *([_period(known, first, last)] if first < last else []))


def asked(
    workspace: Workspace, year: int | None = None, period: tuple[int, int] | None = None, *, half: bool = False
) -> Span:
    """Return the year or period of the store that is asked, by default the latest year; errors as `spans`. A year of
    which only the first half was reported is one where `half` is asked.
    """
    known = read_manifest(workspace.processed)
    return spans(known.years if half else known.whole_years, year, period)[0]


def possible(workspace: Workspace, years: Sequence[int]) -> None:
    """Refuse, before anything is read, years in which no unit of the district could have reported: UsageError."""
    office = settings(workspace)
    for year in years:
        communes = [unit for unit in office.expected(year, ANNUAL) if unit.type != "agency"]
        if not communes or year < office.first_day.year:
            raise UsageError(f"Không có đơn vị nào phải báo cáo năm {year}; hãy kiểm tra lại năm.")


def _period(known: Sequence[int], first: int, last: int) -> Span:
    return Span(f"{first}-{last}", tuple(year for year in sorted(known) if first <= year <= last))


def said(years: Sequence[int]) -> str:
    """Say years shortly: "2017-2019, 2022"."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def read_runs(path: Path) -> Runs:
    """Read runs.toml; UsageError naming the entry where a key, a scope or a type is wrong."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError(f"Không có {path}; hãy lấy lại tệp này.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path} sai cú pháp TOML: {error}.") from error
    _known_keys(data, TOP, str(path))
    entries = data.get("run", [])
    if not isinstance(entries, list) or not entries:
        raise UsageError(f"{path} chưa ghi sổ tay nào; hãy thêm ít nhất một mục [[run]].")
    read = tuple(_entry(entry, f"{path}, mục [[run]] thứ {i}") for i, entry in enumerate(entries, 1))
    _once(read, path)
    return Runs(read, **{key: _positive(data[key], key, path) for key in TOP[1:] if key in data})


def check_all(workspace: Workspace, runs: Runs) -> None:
    """Refuse, before anything is read, what any notebook of the list would be asked and cannot be: UsageError."""
    for entry in runs.entries:
        ours = {"years": [], "output": "", **({"unit": ""} if entry.scope == "unit" else {})}
        check(workspace.notebooks / f"{entry.notebook}.ipynb", {**ours, **entry.parameters})


def jobs(workspace: Workspace, runs: Runs, span: Span) -> tuple[Job, ...]:
    """Return the notebooks to run for `span`, parameters checked against each notebook's own cell."""
    made = tuple(job for entry in runs.entries for job in _expand(workspace, entry, span))
    if not made:
        scope = SCOPES["period" if span.is_period else "year"]
        raise UsageError(f"{workspace.runs} không có sổ tay nào chạy cho {scope}.")
    for job in made:
        check(job.notebook, job.parameters)
    return made


def _expand(workspace: Workspace, entry: Entry, span: Span) -> Iterator[Job]:
    if (entry.scope == "period") != span.is_period:
        return
    if entry.scope == "unit":
        units = settings(workspace).expected(span.years[0], ANNUAL)
        jobs = (_job(workspace, entry, span, {"unit": unit.code}, unit.code) for unit in units)
        yield from (replace(job, alike=units[0].code) for job in jobs)
        return
    if "unit" in entry.parameters:
        _valid_unit(workspace, entry, span)
    yield _job(workspace, entry, span, {})


def _job(workspace: Workspace, entry: Entry, span: Span, more: Mapping[str, object], folder: str = "") -> Job:
    output = workspace.output(span.label).relative_to(workspace.root) / folder
    given = {"years": list(span.years), **entry.parameters, **more, "output": output.as_posix()}
    return Job(span.label, entry.notebook, workspace.notebooks / f"{entry.notebook}.ipynb", given, folder, entry.reads)


def _valid_unit(workspace: Workspace, entry: Entry, span: Span) -> None:
    office, code = settings(workspace), entry.parameters["unit"]
    days = [office.period_end(year, ANNUAL) for year in span.years]
    if not isinstance(code, str) or not code or any(office.places.get(code, day) for day in days):
        return  # a wrong type is told by the check against the notebook's cell; "" is the notebook's own default
    raise UsageError(f"{workspace.runs}, mục {entry.notebook}: {absent(code, span.years, office)}")


def _entry(entry: Any, place: str) -> Entry:
    if not isinstance(entry, dict):
        raise UsageError(f"{place} phải ghi dạng [[run]].")
    _known_keys(entry, KEYS, place)
    notebook, scope, parameters, reads = (entry.get(key) for key in KEYS)
    if not isinstance(notebook, str) or not notebook:
        raise UsageError(f'{place} thiếu tên sổ tay; hãy ghi, ví dụ: notebook = "02_models".')
    if scope not in SCOPES:
        choices = ", ".join(f'"{name}" ({words})' for name, words in SCOPES.items())
        raise UsageError(f"{place} ({notebook}) phải ghi `for` là một trong: {choices}.")
    if not isinstance(parameters or {}, dict):
        raise UsageError(f'{place} ({notebook}): hãy ghi, ví dụ: parameters = {{ unit = "21085" }}.')
    if ours := [name for name in parameters or {} if name in OURS or (name == "unit" and scope == "unit")]:
        raise UsageError(f"{place} ({notebook}): bỏ tham số {', '.join(ours)}; chương trình tự điền.")
    if not isinstance(reads or [], list) or not all(isinstance(name, str) and name for name in reads or []):
        raise UsageError(f'{place} ({notebook}): hãy ghi tệp hoặc thư mục, ví dụ: reads = ["phu_luc/gia.parquet"].')
    return Entry(notebook, scope, parameters or {}, tuple(reads or ()))


def _known_keys(table: Mapping[str, object], known: Sequence[str], place: str) -> None:
    for key in table:
        if key not in known:
            raise UsageError(f"{place} có khóa lạ “{key}”{likely(key, list(known))} Các khóa: {', '.join(known)}.")


def _once(entries: Sequence[Entry], path: Path) -> None:
    """A notebook has one file among the outputs, so it runs once for a year and once for a period."""
    seen = [(entry.notebook, entry.scope) for entry in entries]
    if twice := [name for name, scope in seen if seen.count((name, scope)) > 1]:
        raise UsageError(f"{path} ghi sổ tay {twice[0]} hai lần cho cùng một phạm vi; hãy bỏ một mục.")


def _positive(value: object, key: str, path: Path) -> int:
    if type(value) is not int or value < 1:
        raise UsageError(f"{path}: {key} phải là số nguyên từ 1 trở lên, không phải {value!r}.")
    return value
