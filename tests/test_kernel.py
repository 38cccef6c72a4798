"""The kernel of a run is this very Python with nobody's own settings; it notes what it reads and is stopped with us."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from danvan.reads import NOTES, noted
from danvan.runs.kernel import ENVIRONMENT, WATCHED, Kernel, kernels
from danvan.runs.warm import PRELOADED, USED_LATER
from danvan.unseen import OPENING

OWN = ("import os; os.environ['WHOSE'] = 'mine'", "mine")


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, beside settings of somebody who uses IPython."""
    profile = tmp_path / "home" / ".ipython" / "profile_default" / "startup"
    profile.mkdir(parents=True)
    (profile / "00.py").write_text(OWN[0], encoding="utf-8")
    (tmp_path / "start.py").write_text(OWN[0], encoding="utf-8")
    for name, value in {"HOME": tmp_path / "home", "PYTHONSTARTUP": tmp_path / "start.py", "PYTHONHASHSEED": 7}.items():
        monkeypatch.setenv(name, str(value))
    (tmp_path / "ws").mkdir()
    (tmp_path / "ws" / "a.csv").write_text("a", encoding="utf-8")
    return tmp_path / "ws"


async def said(kernel: Kernel, code: str, folder: Path) -> str:
    """What a kernel that is started in `folder` prints; it runs on afterwards."""
    await kernel.start_kernel(cwd=str(folder))
    client = kernel.client()
    client.start_channels()
    try:
        await client.wait_for_ready(timeout=60)
        printed: list[str] = []
        await client.execute_interactive(
            code, timeout=60, output_hook=lambda told: printed.append(told["content"].get("text", ""))
        )
        return "".join(printed)
    finally:
        client.stop_channels()


@pytest.mark.parametrize("warm", [pytest.param(True, id="copied"), pytest.param(False, id="new")])
def test_a_kernel_is_this_python_alone_and_ends_with_the_block(
    started: Path, monkeypatch: pytest.MonkeyPatch, warm: bool
) -> None:
    if not warm:
        monkeypatch.setattr(Kernel, "warm", None)
    elif Kernel.warm is None:
        pytest.skip("processes cannot be copied here")
    code = f"""
import os, sys
loaded = set({[*PRELOADED, *USED_LATER, *OPENING]}) <= set(sys.modules)
print(sys.executable, os.environ.get("WHOSE"), os.environ["PYTHONHASHSEED"], os.getcwd(), open("a.csv").read(), loaded)
"""
    notes = started.parent / "reads.jsonl"
    with kernels() as kind:
        kernel = kind.noting(notes)()
        assert asyncio.run(said(kernel, code, started)).split() == [
            sys.executable, "None", "0", str(started), "a", str(warm),
        ]  # fmt: skip
        process, home = getattr(kernel.provisioner, "process", None), Path(kind.home)
        assert home.is_dir() and home != started.parent / "home"
        assert process.poll() is None
    process.wait()
    kernel.context.destroy(linger=0)
    assert not home.exists() and not Kernel.started
    assert [words[0] for words in noted(notes)] == [str(started / "a.csv")]


def test_what_is_killed_twice_or_was_never_started_is_no_error() -> None:
    kernel = Kernel()
    kernel.kill()
    Kernel.started.add(kernel)
    with kernels():
        pass
    assert not Kernel.started


def test_a_block_that_fails_leaves_no_home() -> None:
    homes: list[Path] = []

    def fails() -> None:
        with kernels() as kind:
            homes.append(Path(kind.home))
            raise RuntimeError("x")

    with pytest.raises(RuntimeError):
        fails()
    assert not homes[0].exists()


def test_each_notebook_notes_in_a_file_of_its_own() -> None:
    one, other = Kernel.noting(Path("a")), Kernel.noting(Path("b"))
    assert [kind().kernel_spec.env[NOTES] for kind in (one, other, Kernel)] == ["a", "b", ""]
    assert ENVIRONMENT.items() <= one().kernel_spec.env.items()
    assert one().kernel_spec.argv[0] == sys.executable and WATCHED in one().kernel_spec.argv
