"""One list of runs, one command: a notebook for the year, one for the period, one for each unit that reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_run_whole import PARAMETERS, ROOT, quiet, register

from danvan.declared.settings import settings
from danvan.paths import Workspace
from danvan.runs import run as running
from danvan.runs.plan import Span, read_runs
from danvan.runs.run import run
from danvan.store.write import commit

SPANS = [Span("2022", (2022,)), Span("2021-2022", (2021, 2022))]
LISTED = {"02_models": "year", "06_commune": "unit", "07_review": "period"}


def notebook(name: str) -> str:
    sources = [(f"{PARAMETERS}\nunit: str = ''  # mã", ["parameters"]), ("print(years, unit, output)", [])]
    cells = [
        {"cell_type": "code", "id": str(i), "metadata": {"tags": tags}, "source": source}
        | {"execution_count": None, "outputs": []}
        for i, (source, tags) in enumerate(sources)
    ]
    title = {"cell_type": "markdown", "id": "t", "metadata": {}, "source": f"# {name}"}
    return json.dumps({"cells": [title, *cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def said(path: Path) -> str:
    """What the last cell of an executed notebook printed."""
    return str(json.loads(path.read_text("utf-8"))["cells"][-1]["outputs"][0]["text"])


def test_a_year_a_period_and_every_unit_run_from_one_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Workspace(tmp_path)
    here.settings.write_bytes((ROOT / "danvan.toml").read_bytes())
    here.notebooks.mkdir()
    for name in LISTED:
        (here.notebooks / f"{name}.ipynb").write_text(notebook(name), encoding="utf-8")
    here.runs.write_text(
        "\n".join(f'[[run]]\nnotebook = "{name}"\nfor = "{scope}"' for name, scope in LISTED.items()), encoding="utf-8"
    )
    commit(here.processed, {"register": register()}, {"2022.xlsx": "abc"})
    monkeypatch.setattr(running, "_report", lambda here, span, path, _: path.write_bytes(b"report") and [])

    run(here, read_runs(here.runs), SPANS, quiet)

    year, period = here.output("2022"), here.output("2021-2022")
    units = [unit.code for unit in settings(here).expected(2022, "N")]
    assert len(units) == 22 + 4
    assert said(year / "notebooks" / "02_models.ipynb") == "[2022]  outputs/2022\n"
    assert said(period / "notebooks" / "07_review.ipynb") == "[2021, 2022]  outputs/2021-2022\n"
    for code in units:
        assert said(year / code / "notebooks" / "06_commune.ipynb") == f"[2022] {code} outputs/2022/{code}\n"
        assert (year / code / "index.html").is_file()
        assert f'href="{code}/' in (year / "index.html").read_text("utf-8")
    assert [made.standing for made in run(here, read_runs(here.runs), SPANS, quiet)] == [True, True]
