"""What a package says of itself: until when, of whom, which files, what is not told; for people and for programs.

    manifest.html    to be read        MANIFEST.json    with the hash of every other file

Never the figures that are not told. Does not belong here: making the package (`runs.share`).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from danvan.files import sha256, write_whole
from danvan.publish.rendered import write_page
from danvan.publish.site import Run
from danvan.vietnamese import wording

NAME, PAGE = "MANIFEST.json", "manifest.html"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Years and their last day, when the last report that counts came, when a person approved it, if one did (their
    name stays in the office), how many figures of which table are not told, and what is not in the package.
    """

    run: Run
    years: tuple[int, ...]
    period_end: date
    received: date | None
    approved_on: date | None
    untold: tuple[tuple[str, int], ...]
    left_out: tuple[str, ...]

    @property
    def until(self) -> str:
        """Until when the figures are, in words."""
        last = f"; báo cáo nhận sau cùng ngày {wording.day(self.received)}" if self.received else ""
        return f"Số liệu đến hết ngày {wording.day(self.period_end)}{last}."

    @property
    def approval(self) -> str:
        """Whether somebody answers for the package, in words."""
        if self.approved_on is None:
            return "Chưa duyệt: bản dự thảo, lưu hành nội bộ."
        return f"Đã duyệt ngày {wording.day(self.approved_on)}; họ tên người duyệt lưu ở cơ quan lập gói."


def write_manifest(folder: Path, said: Manifest) -> None:
    """Write both forms into `folder`, whose other files are all there."""
    write_page(folder / PAGE, "manifest.html", run=said.run, said=said)
    files = {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / NAME
    }
    document = {
        "title": said.run.title,
        "office": said.run.office,
        "sample": said.run.sample,
        "draft": bool(said.run.stamp),
        "approved_on": said.approved_on.isoformat() if said.approved_on else None,
        "years": said.years,
        "period_end": said.period_end.isoformat(),
        "received_until": said.received.isoformat() if said.received else None,
        "coverage": said.run.facts,
        "untold": dict(said.untold),
        "left_out": said.left_out,
        "sha256": files,
    }
    write_whole(folder / NAME, (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode())
