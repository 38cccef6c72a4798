"""Files are opened in children: one that kills, hangs or fills its child costs nothing but itself (intake.fence)."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from drawn_files import xlsx
from drawn_submission import DOCUMENTS, WORKS
from hostile import good

from danvan.declared.form import form
from danvan.intake import fence as fenced
from danvan.intake import limits
from danvan.intake.fence import Desk, Fence, Limits, fence, in_order
from danvan.problems import UnreadableWorkbook

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="children are stopped by signals here")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx([WORKS, DOCUMENTS]))
    return path


@pytest.fixture
def children() -> Iterator[Fence]:
    with fence(lambda: Desk(form()), most=1) as given:
        yield given


def pids() -> set[int]:
    return {child.process.pid for child in fenced._idle}


def refused(children: Fence, path: Path) -> str:
    with pytest.raises(UnreadableWorkbook) as told:
        children.begin("open", path).result()
    return told.value.problem.code


def test_what_a_child_reads_is_what_is_there(children: Fence, book: Path) -> None:
    read = children.begin("open", book).result()
    assert {s.name: len(s.cells) for s in read.sheets} == {s.name: len(s.cells) for s in (WORKS, DOCUMENTS)}
    assert [s.sheet.name for s in children.begin("see", book).result()] == ["NL", "VB"]


def test_one_child_reads_many_files_also_of_the_next_fence(book: Path) -> None:
    for _ in range(2):
        with fence(lambda: Desk(form()), most=1) as children:
            for _ in range(3):
                children.begin("open", book).result()
    assert len(pids()) == 1


def test_a_child_that_ended_while_it_was_idle_costs_no_file(children: Fence, book: Path) -> None:
    children.begin("open", book).result()
    for pid in pids():
        os.kill(pid, signal.SIGKILL)
    assert children.begin("open", book).result().kind == "xlsx"


def test_a_file_that_kills_every_child_is_refused_and_the_next_is_read(
    children: Fence, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    children.begin("open", book).result()
    ask, asked = fenced._Child.ask, []

    def killed(child, request, desk, most):
        if request[1].endswith("killer.xlsx"):
            asked.append(child.process.pid)
            child.process.kill()
        return ask(child, request, desk, most)

    monkeypatch.setattr(fenced._Child, "ask", killed)
    (tmp_path / "killer.xlsx").write_bytes(good.xlsx())
    with pytest.raises(UnreadableWorkbook, match=r"^X17: .*bị dừng .*bộ nhớ"):
        children.begin("open", tmp_path / "killer.xlsx").result()
    assert len(set(asked)) == 2  # the first child may have been spoilt by files before
    assert children.begin("open", book).result().kind == "xlsx"


def test_a_file_that_takes_too_long_is_refused(children: Fence, book: Path) -> None:
    children.begin("open", book).result()
    for pid in pids():
        os.kill(pid, signal.SIGSTOP)  # it reads for ever, on any machine
    with fence(lambda: Desk(form()), most=1, allowed=Limits(seconds=0.2)) as hurried:
        assert refused(hurried, book) == "X18"


def test_a_child_that_grows_too_large_is_stopped_where_the_system_sets_no_limit(book: Path) -> None:
    with fence(lambda: Desk(form()), most=1, allowed=Limits(memory=1 << 20, watched=True)) as children:
        begun = time.monotonic()
        while time.monotonic() - begun < 10:  # a file of 5 ms may be done before the child is looked at
            try:
                children.begin("read", book).result()
            except UnreadableWorkbook as told:
                if told.problem.code == "X19":
                    return
    pytest.fail("nobody looked at the child")


@pytest.mark.skipif(not limits.LIMITS_ITSELF, reason="where a process limits itself")
def test_a_child_limits_itself(tmp_path: Path) -> None:
    script = "from danvan.intake import limits; limits.limit_self(); limits.begin_file(); x = bytearray(600 << 20)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "MemoryError" in done.stderr
    script = (
        "import sys; from danvan.intake import limits; limits.limit_self(); open(sys.argv[1], 'w').write('x' * 9000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "a")], capture_output=True, text=True, check=False
    )
    assert "File too large" in done.stderr


def test_what_fills_the_memory_is_refused(children: Fence, tmp_path: Path) -> None:
    hidden = '<col span="1000" style="display:none">' * 5_000
    (tmp_path / "a.xls").write_text(f"<html><table>{hidden}<tr><td>1</table></html>")
    assert refused(children, tmp_path / "a.xls") in ("X17", "X19")


def test_an_error_of_ours_is_told_and_not_raised(children: Fence, book: Path) -> None:
    answer = children.begin("read", book)  # of a desk without an office nothing can be read as a report
    with pytest.raises(UnreadableWorkbook, match=r"^X20: Lỗi chưa lường trước khi đọc tệp"):
        answer.result()


def test_a_child_ends_with_its_parent(book: Path) -> None:
    script = f"""
import os, sys, pathlib
from danvan.declared.form import form
from danvan.intake import fence
with fence.fence(lambda: fence.Desk(form()), most=1) as children:
    children.begin("open", pathlib.Path({str(book)!r})).result()
print([c.process.pid for c in fence._idle][0], flush=True)
os.kill(os.getpid(), 9)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    child = int(done.stdout)
    deadline = time.monotonic() + 10
    while psutil.pid_exists(child) and psutil.Process(child).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_answers_come_in_order_and_not_all_are_begun() -> None:
    begun: list[int] = []
    taken = in_order((begun.append(n) or n for n in range(9)), 3)
    assert next(taken) == 0
    assert begun == [0, 1, 2, 3]
    assert list(taken) == [*range(1, 9)]


def test_a_refusal_travels_whole() -> None:
    from danvan.problems import refusal

    there = refusal("X15", name="Biểu 1", cell="XFD9")
    back = pickle.loads(pickle.dumps(there))
    assert (str(back), back.problem) == (str(there), there.problem)
    assert str(back).startswith("X15: Trang “Biểu 1” có ô nằm quá xa bảng")
