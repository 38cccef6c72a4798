"""Sends work to the workers of a Dask scheduler that is there already, through joblib (extra `cluster`).

    workers(address, root) --> Workers.keep(reading, batches), .make(reading, provinces)    of each, in their order

The workers see the workspace at the same path, or fetch and send what they work on (`away`), and run the same danvan:
both are asked before anything is sent. What a lost worker had to do is given to another one. Does not belong here: what
is sent (`ingest`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from danvan.intake.away import Away
from danvan.intake.provinces import Asked, Made, make
from danvan.intake.received import File, Reading, settled_by
from danvan.problems import DanvanError, UsageError

if TYPE_CHECKING:
    from distributed import Client

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")
ONE = 1  # child of a worker, since there is a worker for each core
SECONDS = 10  # for the scheduler to answer, and for its first worker to be there


@dataclass(frozen=True)
class Workers:
    """Those who work for a scheduler; they see the workspace, or `away` is how they do without it."""

    client: Client
    away: Away | None = None

    def keep(self, reading: Reading, batches: Sequence[Sequence[File]]) -> Iterator[list[bool]]:
        """Read batches of files, and keep what was read; of each file whether it was read now."""
        one = replace(reading, children=ONE)
        return self._spread(partial(self.away.keep, one) if self.away else one.keep, batches)

    def make(self, reading: Reading, provinces: Sequence[Asked]) -> Iterator[Made]:
        """Settle provinces, and stage their tables."""
        return self._spread(partial(self.away.make if self.away else make, replace(reading, children=ONE)), provinces)

    def _spread(self, work: Callable[[Thing], Answer], things: Sequence[Thing]) -> Iterator[Answer]:
        """One thing is one task; it travels inside the task, since what is scattered is lost with its worker."""
        import joblib

        with joblib.parallel_config("dask", client=self.client):
            many = joblib.Parallel(batch_size=1, return_as="generator")
            yield from many(joblib.delayed(partial(work, thing))() for thing in things)


@contextmanager
def workers(address: str, root: Path, away: Away | None = None) -> Iterator[Workers]:
    """Give the workers of the scheduler at `address`, who see the workspace at `root` unless they work `away`.

    UsageError where the extra is not installed; DanvanError where nobody answers, or the workers cannot do this work.
    """
    try:
        from distributed import Client
    except ImportError as missing:
        raise UsageError(
            "Máy này chưa cài phần mở rộng cluster nên chưa dùng được --scheduler; hãy cài bằng "
            '`pip install "danvan[cluster]"` hoặc bỏ --scheduler.'
        ) from missing
    try:
        client = Client(address, timeout=SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise DanvanError(
            f"Không kết nối được bộ điều phối Dask ở {address} trong {SECONDS} giây; hãy kiểm tra địa chỉ "
            "(tcp://MÁY:CỔNG) và xem `dask scheduler` có đang chạy không."
        ) from error
    with client:
        _refuse_unfit(client, address, None if away else root)
        yield Workers(client, away)


def _refuse_unfit(client: Client, address: str, root: Path | None) -> None:
    """DanvanError where there is no worker, or one that does not see the workspace or runs another danvan."""
    try:
        client.wait_for_workers(1, timeout=SECONDS)
    except TimeoutError as error:
        raise DanvanError(
            f"Bộ điều phối Dask ở {address} chưa có máy làm việc nào; hãy chạy `dask worker {address}` rồi chạy lại."
        ) from error
    try:
        said = client.run(_seen, root)
    except ImportError as error:
        raise DanvanError(f"Có máy làm việc của {address} chưa cài danvan; hãy cài cùng một bản ở mọi máy.") from error
    for worker, (there, version) in said.items():
        if not there:
            raise DanvanError(
                f"Máy làm việc {worker} không thấy thư mục {root}; hãy để thư mục làm việc ở ổ đĩa chung, "
                "cùng một đường dẫn ở mọi máy, hoặc dùng --raw và --store."
            )
        if version != settled_by():
            raise DanvanError(f"Máy làm việc {worker} chạy bản danvan khác; hãy cài cùng một bản ở mọi máy.")


def _seen(root: Path | None) -> tuple[bool, str]:
    """Of a worker: whether it sees the workspace, and the hash of the danvan it runs."""
    return root is None or root.is_dir(), settled_by()
