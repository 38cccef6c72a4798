from __future__ import annotations

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]  # small pytest sessions of their own

CONFTEST = Path(__file__).with_name("conftest.py").read_text(encoding="utf-8")
SKIPPING = "import pytest\ndef test_a(): pass\ndef test_b(): pytest.skip('no browser here')\n"


@pytest.fixture
def session(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    pytester.makeconftest(CONFTEST)
    monkeypatch.delenv("DANVAN_CI", raising=False)
    return pytester


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_skipped_test_fails_ci_with_its_name(session, monkeypatch, workers):
    monkeypatch.setenv("DANVAN_CI", "1")
    session.makepyfile(test_it=SKIPPING)
    result = session.runpytest_subprocess("-n", workers)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["test_it.py::test_b was skipped: in CI *"])


def test_a_module_skipped_as_a_whole_fails_ci_too(session, monkeypatch):
    monkeypatch.setenv("DANVAN_CI", "1")
    session.makepyfile(test_a="def test_a(): pass", test_b="import pytest\npytest.importorskip('no_such_module')")
    result = session.runpytest_subprocess()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines(["test_b.py was skipped: in CI *"])


def test_a_user_may_skip(session):
    session.makepyfile(test_it=SKIPPING)
    assert session.runpytest_subprocess().ret == pytest.ExitCode.OK


def test_ci_passes_when_nothing_is_skipped(session, monkeypatch):
    monkeypatch.setenv("DANVAN_CI", "1")
    session.makepyfile("def test_a(): pass")
    assert session.runpytest_subprocess().ret == pytest.ExitCode.OK
