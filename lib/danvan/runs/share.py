"""The package for people outside of the office: what a run holds, without what must not leave, in one archive.

    outputs/2022 -> disclosed -> twin -> shared notebooks, tables, charts, report -> pages -> screen -> chia_se_2022.zip

Nothing is written where anything was found. Does not belong here: what must not be told (`analysis.disclosed`), the
rules of leaving (`publish.shared`, `publish.screen`).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import danvan
from danvan.analysis.disclosed import Disclosed, disclosed
from danvan.analysis.trace import Facts
from danvan.declared.settings import ANNUAL, settings
from danvan.declared.sharing import sharing
from danvan.files import write_whole
from danvan.paths import Workspace
from danvan.problems import DanvanError, UsageError
from danvan.publish import shared
from danvan.publish.manifest import Manifest, write_manifest
from danvan.publish.screen import Secrets, findings
from danvan.publish.untold import figures, untold
from danvan.publish.word.fields import DRAFT
from danvan.runs import archive
from danvan.runs.execute import Outcome, execute_all
from danvan.runs.leaving import Made, read_made, write_package
from danvan.runs.ledger import about
from danvan.runs.plan import Job, Runs, Span, jobs
from danvan.runs.secrets import secrets
from danvan.runs.twin import write_twin
from danvan.store.manifest import read_manifest
from danvan.store.read import load
from danvan.vietnamese import wording

Report = Callable[[str, int, int], None]
SHOWN = 12  # findings that are told


@dataclass(frozen=True, slots=True)
class Approval:
    """The day on which a person approved what is there now, None where it is a draft; `remark` says why it still is."""

    on: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """A package: where it is, how many files it has, whether it is approved, how many figures it does not tell."""

    path: Path
    files: int
    approval: Approval
    untold: int
    left_out: tuple[str, ...]


def package(workspace: Workspace, span: Span) -> Path:
    """Where the package of a year or period is written."""
    return workspace.outputs / f"chia_se_{span.label}.zip"


def share(workspace: Workspace, runs: Runs, span: Span, path: Path, report: Report) -> Shared:
    """Write the package of a run to `path`; DanvanError, naming each place, where something must not leave.

    UsageError where the run is not there, or no longer what the data say.
    """
    today = date.today()  # noqa: DTZ011 - the calendar on the wall of the office
    asked, approval = jobs(workspace, runs, span), approved(workspace, span, today)
    stamp = "" if approval.on else DRAFT
    with _scratch(workspace) as scratch, _run(workspace, asked, runs, report) as now:
        _current(workspace, span)
        made = read_made(workspace, span, now)
        gone = _gone(workspace, made)
        other = write_twin(workspace, Path(scratch, "twin"), gone.steps, span.label)
        rules = shared.Leaving(lambda table: untold(table, gone.marks), stamp, sharing().kept_in)
        with _run(other, jobs(other, runs, span), runs, report) as there:
            target = Path(scratch, "package")
            write_package(workspace, span, asked, made, read_made(other, span, there), rules, target)
        if rules.unknown:
            raise DanvanError(_told("Chưa lập gói chia sẻ: có kết quả không kiểm được", rules.unknown))
        write_manifest(target, _manifest(workspace, span, made, rules, approval))
        files = archive.contents(target)
        screened(files, secrets(workspace))
    write_whole(path, archive.packed(files, span.label))
    return Shared(path, len(files), approval, sum(rules.untold.values()), tuple(rules.left_out))


def screened(files: Mapping[str, bytes], secrets: Secrets) -> None:
    """Stop where something in `files` (name: bytes) must not leave: DanvanError with each place."""
    if found := findings(files, secrets):
        raise DanvanError(_told("Chưa lập gói chia sẻ: có nội dung không được đưa ra ngoài", [*map(str, found)]))


def approved(workspace: Workspace, span: Span, today: date) -> Approval:
    """Whether a person approved what was there when the last report that counts had come in.

    UsageError where only the name or only the day is given, or a day that is still to come.
    """
    office, place = settings(workspace), f"{workspace.settings.name}: [sharing]"
    name, day = office.approved_by.strip(), office.approved_on
    if bool(name) != (day > date.min):
        raise UsageError(f"{place} phải ghi cả approved_by (họ tên) và approved_on (ngày), hoặc bỏ cả hai.")
    if not name:
        return Approval()
    if day > today:
        raise UsageError(f"{place} approved_on ghi {wording.day(day)} là ngày chưa đến; hãy ghi ngày đã duyệt.")
    last = _received(workspace, span)
    if last is not None and last > day:
        late = f"Duyệt ngày {wording.day(day)}, nhưng có báo cáo nhận ngày {wording.day(last)}"
        return Approval(remark=f"{late}: hãy xem lại, duyệt lại rồi ghi ngày duyệt mới vào {place} approved_on")
    return Approval(day)


def _received(workspace: Workspace, span: Span) -> date | None:
    register = load("register", years=list(span.years), workspace=workspace)
    days = register.loc[register["status"].eq("accepted"), "received_on"].dropna()
    return max(days, default=None)


def _scratch(workspace: Workspace) -> TemporaryDirectory[str]:
    """A folder that the next command sweeps away should this one be stopped: what is in it was not screened yet."""
    return TemporaryDirectory(dir=workspace.outputs, prefix=".", suffix=".staged")


@contextmanager
def _run(workspace: Workspace, asked: Sequence[Job], runs: Runs, report: Report) -> Iterator[Path]:
    """Execute the notebooks, or take what stands; give the folder that they are in, and remove it afterwards."""
    staged = workspace.staged(asked[0].label)
    shutil.rmtree(staged, ignore_errors=True)
    done: list[Outcome] = []

    def tell(outcome: Outcome) -> None:
        done.append(outcome)
        report("Chạy sổ tay", len(done), len(asked))

    try:
        outcomes = execute_all(workspace, asked, runs, tell)
        if failed := [outcome for outcome in outcomes if outcome.failure]:
            raise DanvanError("\n".join(str(outcome.failure) for outcome in failed))
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _current(workspace: Workspace, span: Span) -> None:
    """Refuse to share what nobody has seen: the run must be there and be what the data say now."""
    again = f"hãy chạy: danvan run {'--period' if span.is_period else '--year'} {span.label}, xem lại rồi chia sẻ."
    target, staged = workspace.output(span.label), workspace.staged(span.label)
    if not (target / "index.html").is_file():
        raise UsageError(f"Chưa có kết quả {span.label} để chia sẻ; {again}")
    for path in sorted(staged.rglob("notebooks/*.ipynb")):
        seen = target / path.relative_to(staged)
        if not seen.is_file() or seen.read_bytes() != path.read_bytes():
            raise UsageError(f"Kết quả {span.label} không còn khớp số liệu hiện nay ({path.stem}); {again}")


def _gone(workspace: Workspace, made: Made) -> Disclosed:
    """What must not be told of all that the run and its report print."""
    years = read_manifest(workspace.processed).years
    facts = Facts(danvan.tables(years=years, workspace=workspace), danvan.roll(years=years, workspace=workspace))
    heirs = {
        (int(year), code, since): (now, of)
        for year, code, since, now, of in facts.roll[
            ["year", "unit_code", "unit_from", "now_code", "now_from"]
        ].itertuples(index=False, name=None)
    }
    return disclosed(figures(made.every), facts, sharing(), lambda unit: heirs.get(unit, unit))


def _manifest(workspace: Workspace, span: Span, made: Made, rules: shared.Leaving, approval: Approval) -> Manifest:
    said = about(workspace, span)
    titles = {table.id: table.title for table in made.every}
    return Manifest(
        run=replace(said, stamp=rules.stamp, shared=True),
        years=span.years,
        period_end=settings(workspace).period_end(span.years[-1], ANNUAL),
        received=_received(workspace, span),
        approved_on=approval.on,
        untold=tuple((f"{table}. {titles[table]}", count) for table, count in sorted(rules.untold.items())),
        left_out=tuple(rules.left_out),
    )


def _told(first: str, lines: Sequence[str]) -> str:
    more = [f"… và {len(lines) - SHOWN} chỗ khác."] if len(lines) > SHOWN else []
    remedy = (
        "Hãy sửa ở nguồn; chỗ đã xem và không phải thông tin riêng thì ghi vào [sharing] looked_over của danvan.toml."
    )
    return "\n".join([f"{first} ({len(lines)} chỗ):", *(f"- {line}" for line in lines[:SHOWN]), *more, remedy])
