"""What is said of a run: its title and who has reported, for people; `run.json`, for programs and for proof.

It names inputs, declared files, notebooks, programs and every file made, each with its hash, `figures.json` with every
number among them. It holds no dates: the same inputs give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from danvan.declared.settings import ANNUAL, Settings, declared_files, settings
from danvan.files import sealed, sha256, write_whole
from danvan.paths import LEDGER, Workspace
from danvan.publish.ids import FIGURES
from danvan.publish.site import Run
from danvan.runs.made_with import made_with
from danvan.runs.plan import Job, Span
from danvan.runs.since import since
from danvan.store.manifest import read_inputs, read_manifest
from danvan.store.read import load

ACCEPTED = "accepted"


def about(workspace: Workspace, span: Span) -> Run:
    """Return what the pages say of the run of `span`: its title, whose it is, who has reported, and what changed since
    figures of these years were frozen.
    """
    office = settings(workspace)
    register = load("register", years=list(span.years), period=ANNUAL, workspace=workspace)
    words = f"giai đoạn {span.label.replace('-', ' - ')}" if span.is_period else f"năm {span.label}"
    reported = [_reported(register, office, year) for year in span.years]
    return Run(
        span.label,
        f"Công tác dân vận {words}",
        office.district.full_name,
        bool(register.attrs["sample"]),
        (*reported, *(line for _, line in since(workspace, span.years))),
        units=_names(office, span),
    )


def _reported(register: pd.DataFrame, office: Settings, year: int) -> str:
    """Say of one year how many of the expected units have an accepted report, and which have none."""
    accepted = register[(register["year"] == year) & (register["status"] == ACCEPTED)]
    there = set(zip(accepted["unit_code"], accepted["unit_from"], strict=True))
    expected = office.expected(year, ANNUAL)
    missing = [unit.full_name for unit in expected if unit.key not in there]
    line = f"Năm {year}: {len(expected) - len(missing)}/{len(expected)} đơn vị có báo cáo được chấp nhận"
    return f"{line}; chưa có: {', '.join(missing)}." if missing else f"{line}."


def _names(office: Settings, span: Span) -> tuple[str, ...]:
    """The names of all units of the years, communes before agencies."""
    units = {unit.full_name: unit.code for year in span.years for unit in office.expected(year, ANNUAL)}
    return tuple(sorted(units, key=lambda name: (not units[name].isdigit(), units[name])))


def unit_names(workspace: Workspace, span: Span, made: Sequence[Job]) -> dict[str, str]:
    """Return the names of the units that have a folder of their own in the run, by folder."""
    office = settings(workspace)
    names = {unit.code: unit.full_name for unit in office.expected(span.years[-1], ANNUAL)}
    return {job.folder: names[job.folder] for job in made if job.folder}


def write_ledger(workspace: Workspace, span: Span, made: Sequence[Job], said: Run) -> None:
    """Write `run.json` of the staged run: what went in, with which parameters and programs, and what came out."""
    staged = workspace.staged(span.label)
    store = read_manifest(workspace.processed)
    ledger = {
        "label": span.label,
        "title": said.title,
        "office": said.office,
        "sample": said.sample,
        "facts": said.facts,
        "years": span.years,
        "inputs": read_inputs(workspace.processed, store),
        "form": store.form,
        "declared": {name: sha256(path.read_bytes()) for name, path in declared_files(workspace).items()},
        "notebooks": [_job(workspace, job) for job in made],
        "versions": made_with(),
        "figures": FIGURES if (staged / FIGURES).exists() else None,
        "files": dict(_files(staged)),
    }
    write_whole(staged / LEDGER, sealed(ledger))


def _job(workspace: Workspace, job: Job) -> dict[str, object]:
    output = workspace.output(job.label).relative_to(workspace.root) / job.folder
    given = {**job.parameters, "output": output.as_posix()}
    return {"notebook": job.name, "sha256": sha256(job.notebook.read_bytes()), "parameters": given}


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path != folder / LEDGER:
            yield path.relative_to(folder).as_posix(), sha256(path.read_bytes())
