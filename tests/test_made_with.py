"""Which programs an output was made with is noted, and which differ is said with both versions."""

from __future__ import annotations

import platform
import re
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from danvan.runs import made_with as module
from danvan.runs.made_with import FORM, PACKAGES, made_with, otherwise


def test_danvan_comes_first_then_form_and_python_and_every_package_with_its_version() -> None:
    made = made_with()
    assert list(made)[:3] == ["danvan", FORM, "python"]
    assert made["danvan"] == version("danvan") and made["python"] == platform.python_version()
    assert {name: made[name] for name in PACKAGES} == {name: version(name) for name in PACKAGES}
    assert all(made.values())


def test_the_packages_named_are_those_that_danvan_asks_for_or_that_they_stand_on() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[\[<>=~! ;]", said)[0].lower() for said in project["dependencies"]}
    assert set(PACKAGES) - asked <= {"lxml", "numpy", "pillow"}  # of docx, pandas and matplotlib


def test_another_form_is_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    before = made_with()
    monkeypatch.setattr(module, "form_hash", lambda: "f" * 64)
    assert otherwise(before, made_with()) == [f"{FORM} {before[FORM]} (nay ffffffffffff)"]


def test_a_package_that_is_gone_is_no_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PACKAGES", ("khong-co-goi-nay",))
    with pytest.raises(PackageNotFoundError):
        made_with()


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        ({}, {}, []),
        ({"a": "1"}, {"a": "1"}, []),
        ({"a": "1"}, {"a": "2"}, ["a 1 (nay 2)"]),
        ({"a": "1", "b": "1"}, {"b": "1", "c": "3"}, ["a 1 (nay ?)", "c ? (nay 3)"]),
        ({"b": "1", "a": "1"}, {"a": "2", "b": "2"}, ["b 1 (nay 2)", "a 1 (nay 2)"]),
    ],
)
def test_what_differs_is_named_once_in_the_order_noted(
    then: dict[str, str], now: dict[str, str], told: list[str]
) -> None:
    assert otherwise(then, now) == told
