"""Whether every file received, stored, frozen and published is still what it was; which one is not, and what to do.

    raw, declared, processed, frozen    store.whole
    published                           run.json of each run, its own seal, figures.json among its files; the sums of
                                        the other files in outputs

Nothing is written. Does not belong here: whether what the files say is right (intake.check, rechecked).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from danvan.paths import LEDGER, Workspace
from danvan.runs.sums import files, ledgers, sums
from danvan.store.whole import Found, Part, compared, frozen_states, sealed, stored

PARTS: dict[Part, str] = {
    "raw": "tệp nhận được (data/raw)",
    "declared": "khai báo của cơ quan",
    "processed": "số liệu đã xử lý (data/processed)",
    "frozen": "bản chốt",
    "published": "kết quả đã lập (outputs)",
}
SAID = {
    "changed": "nội dung đã khác",
    "missing": "đã mất",
    "strange": "tệp lạ",
    "unreadable": "không đọc được (đĩa hỏng hoặc không có quyền)",
    "unknown": "không có gì để đối chiếu",
}
SHOWN = 12  # files without anything to compare them with that are named
AGAIN = (
    "Hãy lập lại bằng lệnh đã lập ra (danvan run{of}); nếu tệp được sửa tay, hãy chép bản sửa ra ngoài outputs trước."
)
STRANGE = "Tệp này không do danvan lập; hãy chuyển ra ngoài thư mục kết quả."


@dataclass(frozen=True)
class Verified:
    """All files of a workspace, each as it was found."""

    root: Path
    found: tuple[Found, ...]

    @property
    def wrong(self) -> list[Found]:
        """The files that are not what they must be."""
        return [one for one in self.found if one.state not in ("whole", "unknown")]

    @property
    def unknown(self) -> list[Found]:
        """The files of which nothing tells what they must be."""
        return [one for one in self.found if one.state == "unknown"]

    def lines(self) -> Iterator[str]:
        """Each wrong file with its remedy, then how many were looked at, then what could not be compared."""
        for one in self.wrong:
            yield f"{self._name(one)}: {SAID[one.state]}. {one.remedy}"
        counts = Counter(one.part for one in self.found if one.state == "whole")
        yield f"Nguyên vẹn: {', '.join(f'{counts[part]} {said}' for part, said in PARTS.items() if counts[part])}."
        if self.unknown:
            names = [self._name(one) for one in self.unknown]
            more = f" và {len(names) - SHOWN} tệp khác" if len(names) > SHOWN else ""
            yield f"Không có gì để đối chiếu ({len(names)} tệp): {', '.join(names[:SHOWN])}{more}."
        yield f"CÓ {len(self.wrong)} TỆP PHẢI XEM LẠI." if self.wrong else "Không tệp nào bị hỏng, mất hay lạ."

    def document(self) -> dict[str, object]:
        """The same for a script."""
        wrong = [
            {"file": self._name(one), "part": one.part, "state": one.state, "message": SAID[one.state]}
            | {"remedy": one.remedy}
            for one in self.wrong
        ]
        whole = Counter(one.part for one in self.found if one.state == "whole")
        return {"whole": dict(whole), "wrong": wrong, "unknown": [self._name(one) for one in self.unknown]}

    def _name(self, one: Found) -> str:
        return one.path.relative_to(self.root).as_posix()


def verify(workspace: Workspace) -> Verified:
    """Look at every file of the workspace that danvan received or wrote."""
    every = (*stored(workspace), *frozen_states(workspace), *_published(workspace), *_own(workspace))
    return Verified(workspace.root, tuple(every))


def _published(workspace: Workspace) -> Iterator[Found]:
    outputs, later, runs = workspace.outputs, sums(workspace), ledgers(workspace)
    seals = {outputs / label / LEDGER: label for label in runs}
    for path, label in seals.items():
        yield Found(path, "published", sealed(path), _again(label))
    made = {f"{label}/{name}": digest for label, run in runs.items() for name, digest in run.get("files", {}).items()}
    told = made | later
    for name, digest in told.items():
        yield Found(outputs / name, "published", compared(outputs / name, digest), _again(name.partition("/")[0]))
    for path in files(workspace):
        name = path.relative_to(outputs).as_posix()
        if name not in told and path not in seals:
            in_run = name.partition("/")[0] in runs
            yield Found(path, "published", "strange" if in_run else "unknown", STRANGE if in_run else "")


def _again(label: str) -> str:
    year = label.isdigit() or all(part.isdigit() for part in label.split("-"))
    return AGAIN.format(of=f" {'--period' if '-' in label else '--year'} {label}" if year else "")


def _own(workspace: Workspace) -> Iterator[Found]:
    """What danvan keeps for itself in outputs."""
    if workspace.sums.exists():
        yield Found(workspace.sums, "published", sealed(workspace.sums), AGAIN.format(of=""))
    there: Iterable[Path] = (workspace.log, workspace.result)
    yield from (Found(path, "published", "unknown") for path in there if path.exists())
