"""pyproject.toml, requirements.lock and environment.yml say the same."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
NOT_PYTHON_PACKAGES = {"python", "pip"}


def ranges(lines: list[str]) -> dict[str, SpecifierSet]:
    """Package -> range of versions."""
    return {canonicalize_name(r.name): r.specifier for r in map(Requirement, lines)}


def pinned() -> dict[str, set[str]]:
    """Package -> versions in the lock, of which there may be one per Python."""
    versions: dict[str, set[str]] = {}
    for name, version in re.findall(r"^(\S+?)==(\S+)", LOCK, re.MULTILINE):
        versions.setdefault(name, set()).add(version)
    return versions


RUNTIME = ranges(PROJECT["project"]["dependencies"])
EXTRAS = ranges([line for lines in PROJECT["project"]["optional-dependencies"].values() for line in lines])
DIRECT = RUNTIME | EXTRAS | ranges(PROJECT["dependency-groups"]["dev"])


def imported(module: Path) -> set[str]:
    """The top-level names that a module imports."""
    nodes = list(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    parts = [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    return {name.partition(".")[0] for name in (*plain, *parts)}


def test_every_package_that_danvan_imports_is_declared():
    """Not only there because another package happens to need it."""
    names = set().union(*map(imported, (ROOT / "lib").rglob("*.py"))) - sys.stdlib_module_names - {"danvan"}
    providers = packages_distributions()
    assert {
        name
        for name in names
        if not {canonicalize_name(p) for p in providers.get(name, [])} & (RUNTIME | EXTRAS).keys()
    } == set()


def test_conda_users_get_the_same_packages_in_the_same_ranges():
    conda = ranges([entry for entry in CONDA if isinstance(entry, str)])
    assert {name: said for name, said in conda.items() if name not in NOT_PYTHON_PACKAGES} == RUNTIME


def test_conda_users_get_the_same_python_and_danvan_itself():
    assert f"python{PROJECT['project']['requires-python']}" in CONDA
    assert {"pip": ["-e ."]} in CONDA


@pytest.mark.parametrize("name", sorted(DIRECT))
def test_the_lock_pins_every_direct_dependency_in_its_range(name):
    versions = pinned().get(name, set())
    assert versions
    assert all(DIRECT[name].contains(version) for version in versions)


def test_the_lock_holds_names_versions_and_hashes_and_nothing_else():
    package = r"[a-z0-9-]+==[0-9][\w.!+]*(?: ; [\w\s.'*=<>!()]+)?"
    entry = rf"{package}(?: \\\n    --hash=sha256:[0-9a-f]{{64}})+\n"
    assert re.fullmatch(f"(?:{entry})+", LOCK)


def test_the_locked_uv_builds_danvan_itself():
    (backend,) = ranges(PROJECT["build-system"]["requires"]).items()
    assert backend[0] == "uv-build"
    assert all(backend[1].contains(version) for version in pinned()["uv"])
