"""What holds for every test: repeatable examples without a clock, and in CI nothing skipped."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from hypothesis.configuration import set_hypothesis_home_dir

if TYPE_CHECKING:
    from _pytest.terminal import TerminalReporter

IN_CI = bool(os.environ.get("DANVAN_CI"))

set_hypothesis_home_dir(Path(__file__).parents[1] / ".cache" / "hypothesis")
hypothesis.settings.register_profile("danvan", deadline=None, derandomize=IN_CI, print_blob=True)
hypothesis.settings.load_profile("danvan")


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
