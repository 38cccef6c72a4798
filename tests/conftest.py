"""What holds for every test: repeatable examples without a clock, in CI nothing skipped, and what many share made once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from hypothesis.configuration import set_hypothesis_home_dir

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

    from danvan.intake.summary import Summary
    from danvan.paths import Workspace

IN_CI = bool(os.environ.get("DANVAN_CI"))

set_hypothesis_home_dir(Path(__file__).parents[1] / ".cache" / "hypothesis")
hypothesis.settings.register_profile("danvan", deadline=None, derandomize=IN_CI, print_blob=True)
hypothesis.settings.load_profile("danvan")

# A file of tests runs on one worker: those that take a minute come first, so that at the end no worker waits for another.
LONG = (
    "test_main_job.py", "test_bound_cells.py", "test_trace_sample.py", "test_round_trip.py", "test_conserved.py", "test_absence.py",
    "test_sentences_sample.py", "test_pipeline.py", "test_run_whole.py", "test_report.py", "test_sentences.py",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: LONG.index(item.path.name) if item.path.name in LONG else len(LONG))


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> tuple[Workspace, Summary]:
    """The sample district, ingested; tests look at it and change nothing."""
    from sample_district import ingested

    return ingested(tmp_path_factory.mktemp("district") / "ws", _shared(tmp_path_factory, request))


@pytest.fixture(scope="session")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A nation of two provinces with two districts each, 2019-2021, ingested; tests look at it and change nothing."""
    from danvan.intake.ingest import ingest
    from danvan.paths import Workspace
    from danvan.sample.nation import Size, write_nation

    here = Workspace(tmp_path_factory.mktemp("nation") / "ws")
    write_nation(here.root, Size(communes=8, provinces=2, districts=4, years=(2019, 2020, 2021)))
    ingest(here)
    return here


@pytest.fixture(scope="session")
def main_job(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """A workspace in which `danvan run` has been done; tests look at it and change nothing."""
    from sample_district import published

    return published(_shared(tmp_path_factory, request))


def _shared(factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Path:
    """The folder of the whole session, in which that of a worker lies."""
    base = factory.getbasetemp()
    return base.parent if hasattr(request.config, "workerinput") else base


def skipped(config: pytest.Config) -> list[str]:
    """The tests that were skipped in CI, where every program they ask for is installed."""
    reporter: TerminalReporter | None = config.pluginmanager.get_plugin("terminalreporter")
    return [report.nodeid for report in reporter.stats.get("skipped", [])] if IN_CI and reporter else []


def pytest_sessionfinish(session: pytest.Session) -> None:
    if skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: TerminalReporter, config: pytest.Config) -> None:
    for test in skipped(config):
        terminalreporter.write_line(f"{test} was skipped: in CI .ci/run must install what it needs.", red=True)
