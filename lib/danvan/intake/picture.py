"""A picture of what the reader saw in a workbook, for a notebook: what `look` and `check` say, cell by cell.

Persons are covered as in the ledger. Does not belong here: seeing (`look`), judging (`check`), drawing (`canvas`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from danvan.declared.form import form
from danvan.intake.canvas import Page, drawn
from danvan.intake.check import VERDICTS, Verdict, check
from danvan.intake.look import SeenSheet, look
from danvan.intake.redrawn import marks_of
from danvan.intake.sheet import Position, position_of, text_of
from danvan.intake.words import starts_with
from danvan.paths import Workspace
from danvan.problems import Problem, UnreadableWorkbook, UsageError
from danvan.vietnamese import personal
from danvan.vietnamese.text import fold


@dataclass(frozen=True)
class Picture:
    """What the reader saw in a file: a page for each sheet, one line on each unit's report, what concerns it whole.

    A notebook draws it; printed, it is a short summary. `verdicts` is empty where no table follows the form, and
    outside of a workspace: then nothing was judged.
    """

    file: str
    pages: tuple[Page, ...]
    verdicts: tuple[str, ...] = ()
    found: tuple[Problem, ...] = ()

    def __repr__(self) -> str:
        return "\n".join([self.file, *(f"  {line}" for line in (*self.verdicts, *map(_line, self.pages)))])

    def _repr_html_(self) -> str:
        return drawn(self.file, self.pages, self.verdicts, self.found)


def picture(path: Path, workspace: Workspace | None = None) -> Picture:
    """Return the picture of the workbook at `path`; in a workspace its report is judged, too, and data/raw looked in.

    UsageError where there is no such file, UnreadableWorkbook where it cannot be read.
    """
    places = [path, *([workspace.raw / path] if workspace else [])]
    there = next((place for place in places if place.is_file()), None)
    if there is None:
        raise UsageError(f"Không có tệp “{path}”; hãy kiểm tra lại tên tệp.")
    seen = look(there, workspace)
    if seen.refused:
        raise UnreadableWorkbook(replace(seen.refused, message=f"Không đọc được tệp “{path}”: {seen.refused.message}"))
    read = check(workspace, [there]) if workspace else []
    told = {(c.sheet, c.cell): c.text for v in read for c in v.submission.cells}
    follows = any(meaning for sheet in seen.sheets for meaning in sheet.meanings)
    verdicts = read if follows else []
    found = list(dict.fromkeys(p for v in verdicts for p in v.submission.problems))
    pages = tuple(_page(sheet, told, [p for p in found if p.sheet == sheet.sheet.name]) for sheet in seen.sheets)
    named = {sheet.sheet.name for sheet in seen.sheets}
    return Picture(path.name, pages, tuple(map(_verdict, verdicts)), tuple(p for p in found if p.sheet not in named))


def _page(seen: SeenSheet, told: Mapping[tuple[str, str], str], found: Sequence[Problem]) -> Page:
    """One sheet with its texts as the ledger has them; where there is none, covered here by the same rule."""
    kept = {position_of(cell): text for (sheet, cell), text in told.items() if sheet == seen.sheet.name}
    texts = {p: _text(seen, p, kept.get(p)) for p in seen.sheet.cells}
    marks = marks_of(seen.sheet, found)
    return Page(seen, texts, marks, tuple(p for p in found if not (p.cell or p.row)))


def _text(seen: SeenSheet, position: Position, kept: str | None) -> str:
    value = seen.sheet.cells[position]
    text = text_of(value)
    if not isinstance(value, str) and kept != personal.COVER:
        return text  # long fractions look like telephone numbers
    if kept is not None:
        return kept
    if seen.roles[position] == "signature" and not starts_with(fold(text), form().words.signature):
        return personal.COVER
    return personal.screen(text)[0]


def _verdict(verdict: Verdict) -> str:
    told = verdict.submission
    whose = f"{verdict.unit_name or 'chưa rõ đơn vị'}, {f'năm {told.year}' if told.year else 'chưa rõ năm'}"
    return f"{VERDICTS[verdict.status]} - {whose}: {told.errors} lỗi phải sửa, {told.warnings} điều cần xem lại"


def _line(page: Page) -> str:
    told = page.seen.told
    rows = sum(len(block["data_rows"]) for block in told["blocks"])
    hidden = " (trang ẩn)" if told["hidden"] else ""
    wrong = f", {len(page.marks)} ô cần xem" if page.marks else ""
    return (
        f"Trang “{told['sheet']}”{hidden}: {told['nonempty']} ô, {len(told['blocks'])} bảng, {rows} dòng số liệu{wrong}"
    )
