"""Opens workbooks in children with limits, so that a file that kills or hangs its reader costs nothing but itself.

    begin(task, path) --> a thread, a child of its own for as long --> pickled request --> pickled answer
                            │ no answer in time, too much memory: killed      │ ended without an answer: refused
                            └─ the next file gets a new child                 └─ after other files: tried once more

Children wait for the next fence of this process, one for each core, and end with it. Does not belong here: what a child
does (`child`), what it may use (`limits`).
"""

from __future__ import annotations

import atexit
import os
import pickle
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from threading import Event, Thread
from time import monotonic
from typing import Any, Literal, TypeVar

from danvan.declared.corrections import Correction
from danvan.declared.form import Form
from danvan.declared.settings import Settings
from danvan.declared.territory import Territory
from danvan.intake import limits
from danvan.intake.envelope import opened
from danvan.problems import UnreadableWorkbook, refusal
from danvan.reads import LIBRARY

Task = Literal["read", "keep", "open", "see"]
Request = tuple[Task, str, str]
T = TypeVar("T")
COMMAND = (sys.executable, "-m", "danvan.intake.child")
LOOK_EVERY = 0.05  # seconds between two looks at a child's memory
PIPED = 1 << 17  # bytes: an answer in one piece
ENDING = 2.0  # seconds for a child that has closed its pipe to be gone
AHEAD = 2  # requests for each child that are begun before their answers are wanted
TOO_SLOW, TOO_LARGE = "slow", "large"
STOPPED = {"SIGKILL": "bị hệ thống dừng, thường vì thiếu bộ nhớ", "SIGABRT": "tự dừng, thường vì thiếu bộ nhớ"}


@dataclass(frozen=True)
class Desk:
    """What children read by; `office` is None where only the grid is wanted."""

    form: Form
    office: Settings | None = None
    corrections: tuple[Correction, ...] = ()

    @cached_property
    def territory(self) -> Territory:
        """The districts of the office."""
        assert self.office is not None
        return Territory(self.office)

    def office_of(self, file: str) -> Settings:
        """The settings that a file is read by: its district's own, where the office is one above the district."""
        district = self.territory.of_file(file)
        return self.territory.office_of(district) if district else self.territory.office

    def __getstate__(self) -> dict[str, Any]:
        """What was declared, and nothing that was made of it."""
        return {name: self.__dict__[name] for name in ("form", "office", "corrections")}


@dataclass(frozen=True)
class Limits:
    """What a child may use for one file; `watched` says whether its memory is looked at from outside."""

    seconds: float = limits.SECONDS
    memory: int = limits.MEMORY_BYTES
    watched: bool = not limits.LIMITS_ITSELF


class _Ended(Exception):
    """A child that ended without an answer, and why."""


class _Child:
    """One process that reads; `is_fresh` until it was asked for the first time."""

    def __init__(self) -> None:
        folder = LIBRARY.parent  # nobody's own modules stand there
        self.is_fresh, self._desk, self._why = True, b"", ""
        self.process = Popen(
            COMMAND, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, bufsize=PIPED, cwd=folder, start_new_session=True
        )

    def ask(self, request: Request, desk: bytes, most: Limits) -> tuple[Any, bool]:
        """Return the answer and whether the child has ended with it; _Ended where it ends without one."""
        take, give = self.process.stdout, self.process.stdin
        assert take is not None
        assert give is not None
        asked = pickle.dumps((None if desk == self._desk else desk, *request))
        self.is_fresh, self._desk = False, desk
        done = Event()
        Thread(target=self._watch, args=(done, most), daemon=True).start()
        try:
            give.write(asked)
            give.flush()
            return pickle.load(take), take.read(1) == b"\1"
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            with suppress(TimeoutExpired):
                self.process.wait(ENDING)  # so that it is known how it ended by itself
            self.end()
            raise _Ended(self._why or self._told()) from error
        finally:
            done.set()

    def end(self) -> None:
        """End the process at once and take what it leaves."""
        with suppress(OSError):
            self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                assert pipe is not None
                pipe.close()

    def _watch(self, done: Event, most: Limits) -> None:
        """Kill the child where its time is over before it is done, or where it grows too large."""
        left = most.seconds
        while most.watched and left > 0:
            if done.wait(LOOK_EVERY):
                return
            left -= LOOK_EVERY
            if _memory(self.process.pid) > most.memory:
                self._kill(TOO_LARGE)
                return
        if not done.wait(max(left, 0)):
            self._kill(TOO_SLOW)

    def _kill(self, why: str) -> None:
        self._why = why
        self.process.kill()

    def _told(self) -> str:
        """How the process ended, in words."""
        code = self.process.returncode
        if code == limits.NO_MEMORY:
            return TOO_LARGE
        name = signal.Signals(-code).name if os.name == "posix" and code < 0 else f"mã {code}"
        return TOO_SLOW if name == "SIGXCPU" else STOPPED.get(name, name)


def _memory(pid: int) -> int:
    """The bytes of memory that a process holds; 0 of one that has ended."""
    import psutil  # only where the system itself sets no limits

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0


_idle: list[_Child] = []  # of this process; appended to and popped from by many threads


def end_idle() -> None:
    """End the children that wait for the next fence."""
    while _idle:
        _idle.pop().end()


atexit.register(end_idle)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_idle.clear)  # a copy of this process has no children


def _taken() -> _Child:
    try:
        return _idle.pop()
    except IndexError:
        return _Child()


class Fence:
    """Gives files to children and takes their answers; made by `fence`. `ahead` is how many it is good to begin."""

    def __init__(self, children: int, most: Limits) -> None:
        self.ahead, self.desk = children * AHEAD, b""
        self._children, self._most = children, most
        self._busy, self._closed = set[_Child](), False
        self._threads = ThreadPoolExecutor(children)

    def begin(self, task: Task, path: Path, file: str = "") -> Future[Any]:
        """Begin to read; the result is what `child` says of the task, or raises its DanvanError."""
        try:
            opened(path).close()  # what is no file is told at once; and whoever notes what we read (`reads`) sees it
        except UnreadableWorkbook as unread:
            told: Future[Any] = Future()
            told.set_exception(unread)
            return told
        return self._threads.submit(self._answer, (task, str(path.absolute()), file))

    def close(self) -> None:
        """End the children that still read."""
        self._closed = True
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in list(self._busy):
            child.end()
        self._threads.shutdown()

    def _answer(self, request: Request, left: float | None = None, before: str = "") -> Any:
        """The answer of a child; one that ended over the file may have been spoilt by others before it.

        `left` are the seconds that another child has then, and `before` is why the first one ended.
        """
        most = self._most if left is None else replace(self._most, seconds=left)
        child, begun = _taken(), monotonic()
        was_fresh = child.is_fresh
        self._busy.add(child)
        try:
            answer, is_last = child.ask(request, self.desk, most)
        except _Ended as ended:
            why, left = str(ended), most.seconds - (monotonic() - begun)
            if was_fresh or self._closed or why == TOO_SLOW or left <= 0:
                raise self._refusal(before if before and why == TOO_SLOW else why) from ended
            return self._answer(request, left, why)
        finally:
            self._busy.discard(child)
        if is_last or len(_idle) >= self._children:
            child.end()
        else:
            _idle.append(child)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _refusal(self, why: str) -> Exception:
        if why == TOO_SLOW:
            return refusal("X18", seconds=f"{self._most.seconds:g}")
        if why == TOO_LARGE:
            return refusal("X19", most=self._most.memory >> 20)
        return refusal("X17", how=why)


@contextmanager
def fence(
    desk: Callable[[], Desk], *, most: int = 1 << 30, allowed: Limits = Limits(), at_once: bool = False
) -> Iterator[Fence]:
    """Give a fence of as many children as there are cores, but no more than `most`.

    `at_once` starts the first child while `desk` is made, where it is sure to be needed.
    """
    if at_once:
        _idle.append(_taken())
    one = Fence(max(1, min(os.cpu_count() or 1, most)), allowed)
    try:
        one.desk = pickle.dumps(desk(), pickle.HIGHEST_PROTOCOL)
        yield one
    finally:
        one.close()


def in_order(begun: Iterable[T], ahead: int) -> Iterator[T]:
    """Yield what an iteration begins, in its order, `ahead` of it begun before the first is wanted."""
    waiting: deque[T] = deque()
    for each in begun:
        waiting.append(each)
        if len(waiting) > ahead:
            yield waiting.popleft()
    yield from waiting
