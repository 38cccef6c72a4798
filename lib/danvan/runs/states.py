"""Freezes the figures of a year or period with the report made of them, and makes that report again, to the byte.

Does not belong here: what is kept of a state (store.frozen), what changed since (runs.since).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from danvan.files import sha256
from danvan.paths import Workspace
from danvan.problems import UsageError
from danvan.publish.site import REPORT
from danvan.runs.made_with import made_with, otherwise
from danvan.runs.plan import Span, asked
from danvan.runs.report import write_report
from danvan.runs.since import NOW
from danvan.store import frozen
from danvan.store.frozen import Frozen

Period = tuple[int, int]


def freeze(workspace: Workspace, name: str, year: int | None, period: Period | None, day: date) -> Frozen:
    """Freeze the store under `name` for the figures of a year, a period, or the latest year, with their report.

    UsageError where the years are not there, the name is taken, or means the present.
    """
    if name == NOW:
        raise UsageError(f"“{NOW}” là tên dành cho số liệu hiện tại; hãy đặt tên khác.")
    span = asked(workspace, year, period)

    def issue(state: Workspace) -> None:
        write_report(state, span, state.root / REPORT)

    return frozen.freeze(workspace, name, span.years, day, made_with(), issue)


@dataclass(frozen=True)
class Remade:
    """A report made again: where it is, and where the one of the freezing is kept; `same` says whether it is that one
    to the byte (None: it is of other years), `otherwise` which programs are others than then.
    """

    path: Path
    issued: Path
    same: bool | None
    otherwise: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """Say whether the report is that of the freezing, and what may make it another."""
        programs = f" Chương trình đã khác: {', '.join(self.otherwise)}." if self.otherwise else ""
        match self.same:
            case True:
                yield f"Giống từng byte với báo cáo khi chốt.{programs}"
            case False:
                yield f"KHÔNG giống báo cáo khi chốt.{programs} Bản khi chốt được giữ tại {self.issued}."
            case None:
                yield f"Khi chốt chưa lập báo cáo này nên không có bản để đối chiếu.{programs}"


@dataclass(frozen=True)
class Opened:
    """A frozen state as a workspace, what is known of it, and the years that are asked of it."""

    workspace: Workspace
    about: Frozen
    span: Span


def opened(workspace: Workspace, name: str, year: int | None = None, period: Period | None = None) -> Opened:
    """Open the state frozen as `name`, for the years asked, by default those it was frozen for.

    UsageError where there is no such state or year in it; DanvanError where the state is broken.
    """
    state, about = frozen.frozen(workspace, name)
    return Opened(state, about, asked(state, year, period) if year or period else _span(about))


def remake(state: Opened, path: Path) -> Remade:
    """Make the report of a frozen state again as `path`."""
    about = state.about
    made = write_report(state.workspace, state.span, path)
    same = sha256(made.read_bytes()) == about.files[REPORT] if state.span == _span(about) else None
    return Remade(made, state.workspace.root / REPORT, same, tuple(otherwise(about.made_with, made_with())))


def _span(about: Frozen) -> Span:
    first, last = about.years[0], about.years[-1]
    return Span(str(last) if first == last else f"{first}-{last}", about.years)
