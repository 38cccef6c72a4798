"""What follows where another version of the reader reads the same bytes otherwise: a person looks at it first.

    differences -> exit code 1 with the cells -> danvan ingest --accept-new-reading -> doc_lai.csv beside danvan.toml

Does not belong here: finding the differences (`store.rereading`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from danvan.paths import Workspace
from danvan.problems import DanvanError
from danvan.store.manifest import NAME, Manifest, read_manifest
from danvan.store.rereading import Reread, reread, sign

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 40  # differences that are told


def rereads(workspace: Workspace, version: int) -> bool:
    """Whether another version of the reader than this made the store."""
    before = _before(workspace)
    return before is not None and before.reader != version


def differences(
    workspace: Workspace,
    province: str,
    frames: Mapping[str, pd.DataFrame],
    inputs: Mapping[str, str],
    version: int,
) -> list[Reread]:
    """Where `frames` of a province, read from `inputs` by the reader of a `version`, say otherwise than what another
    version stored of the same bytes.
    """
    before = _before(workspace)
    if before is None or before.reader == version:
        return []
    return reread(workspace.processed, before, province, frames, inputs)


def refuse_reread(workspace: Workspace, changes: Sequence[Reread], version: int, accepted_by: str = "") -> None:
    """Stop at changes until a person accepts them: DanvanError with each place. No difference is no word."""
    before = _before(workspace)
    if before is None or not changes:
        return
    if not accepted_by:
        raise DanvanError(_told(changes, before.reader, version))
    today = date.today().isoformat()  # noqa: DTZ011 - the calendar on the wall of the office
    sign(workspace.rereadings, changes, accepted_by, today, (before.reader, version))


def _before(workspace: Workspace) -> Manifest | None:
    """The store as it stands; None where there is none to compare with, which a broken one is too."""
    try:
        return read_manifest(workspace.processed) if (workspace.processed / NAME).is_file() else None
    except DanvanError:
        return None


def _told(changes: Sequence[Reread], before: int, now: int) -> str:
    more = [f"… và {len(changes) - SHOWN} chỗ khác."] if len(changes) > SHOWN else []
    lines = [
        f"Chương trình bản mới (cách đọc {now}) đọc các tệp không đổi khác với lần trước (cách đọc {before}), "
        f"{len(changes)} chỗ:",
        *(f"- {one.line()}" for one in changes[:SHOWN]),
        *more,
        "Số liệu đã lưu được giữ nguyên. Hãy xem các ô này trong tệp gốc; nếu cách đọc mới đúng, hãy chạy: "
        'danvan ingest --accept-new-reading "HỌ VÀ TÊN" (được ghi lại trong doc_lai.csv).',
    ]
    return "\n".join(lines)
