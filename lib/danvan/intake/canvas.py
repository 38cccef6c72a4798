"""Draws sheets as the reader saw them, as HTML for a notebook: a grid, cells tinted by role, wrong ones outlined.

    file, verdicts
    [giá trị 81] [tiêu đề cột 21] ...      legend with counts
    Trang “B1 Mô hình”: tables, findings about the sheet
        | A | B | C | ...                  as many rows as show every table; what is left out is said

No scripts, nothing from the network; all text of the workbook is escaped. Does not belong here: what was seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from danvan.intake.look import ROLES, SeenSheet
from danvan.intake.redrawn import SEVERITIES, area
from danvan.intake.sheet import Position, address, column_letter
from danvan.problems import Problem

INK = "#1A1A1A"
TINTS = {
    "value": "#E2F0D9",
    "header": "#BDD7EE",
    "title": "#DDEBF7",
    "letterhead": "#E7E6E6",
    "field": "#FCE4D6",
    "unit_line": "#FFF2CC",
    "column_marks": "#D0CECE",
    "section": "#E4DFEC",
    "total": "#C6E0B4",
    "note": "#F2F2F2",
    "signature": "#EAE3D5",
    "unplaced": "#FFB3B3",
}
OUTLINES = {"E": "3px solid #C00000", "W": "3px dashed #8A5A00", "F": "2px dotted #1F4E79"}
KINDS = {**SEVERITIES, "F": "ĐÃ TỰ CHUYỂN"}
SHOWN_WHOLE, FIRST_ROWS, DATA_ROWS, TOTAL_ROWS, FAR_ROWS = 80, 12, 8, 4, 60
MOST_COLUMNS, LONGEST_TEXT, LONGEST_TITLE = 40, 120, 1000
# Written against the notebook's own style of tables, which is stated as ".jp-RenderedHTMLCommon td" and the like.
STYLE = (
    f".danvan-look{{font:13px/1.35 'Segoe UI',Arial,sans-serif;color:{INK};background:#FFFFFF;padding:8px}}"
    ".danvan-look .grid{overflow:auto;max-height:480px;border:1px solid #8C8C8C;margin:4px 0 12px}"
    ".danvan-look .grid table{border-collapse:separate;border-spacing:0;margin:0;font-size:12px;"
    "width:max-content;table-layout:auto}"
    ".danvan-look .grid td,.danvan-look .grid th{border:0 solid #B3B3B3;border-width:0 1px 1px 0;padding:2px 5px;"
    "max-width:22em;text-align:left;vertical-align:top;white-space:pre-line;overflow-wrap:break-word}"
    f".danvan-look .grid td{{background:#FFFFFF;color:{INK}}}"
    ".danvan-look .grid th{background:#404040;color:#FFFFFF;text-align:center;font-weight:normal;position:sticky}"
    ".danvan-look .grid th.out{background:#FFFFFF;color:#595959;font-style:italic}"
    ".danvan-look .grid thead th{top:0;z-index:2}.danvan-look .grid tbody th{left:0;z-index:1}"
    ".danvan-look .grid td.cut{background:#FFFFFF;color:#595959;font-style:italic}"
    ".danvan-look .grid td.number{text-align:right}"
    ".danvan-look .key{display:inline-block;padding:1px 6px;margin:0 4px 4px 0;border:1px solid #8C8C8C}"
    ".danvan-look summary{font-weight:bold;cursor:pointer}.danvan-look ul{margin:2px 0 6px;padding-left:20px}"
    + "".join(
        f".danvan-look .key.{role},.danvan-look .grid td.{role}{{background:{tint}}}" for role, tint in TINTS.items()
    )
    + "".join(f".danvan-look .{kind}{{outline:{line};outline-offset:-3px}}" for kind, line in OUTLINES.items())
)


@dataclass(frozen=True)
class Page:
    """One sheet to be drawn: what was seen, the text of each cell, findings by cell and about the whole sheet."""

    seen: SeenSheet
    texts: Mapping[Position, str]
    marks: Mapping[Position, Sequence[Problem]]
    found: tuple[Problem, ...] = ()


def drawn(file: str, pages: Sequence[Page], verdicts: Sequence[str], found: Sequence[Problem]) -> str:
    """Return the picture of a workbook as a piece of HTML that needs nothing else."""
    top = "".join(f"<div>{escape(line)}</div>" for line in verdicts)
    sheets = "".join(map(_sheet, pages))
    return (
        f'<div class="danvan-look" lang="vi"><style>{STYLE}</style><div><b>{escape(file)}</b></div>{top}'
        f"{_findings(found)}<div>{''.join(_keys(pages))}</div>{sheets}</div>"
    )


def _keys(pages: Sequence[Page]) -> Iterator[str]:
    """The legend: each role and each kind of finding there is, with its count."""
    roles = Counter(role for page in pages for role in page.seen.roles.values())
    yield from (f'<span class="key {r}">{label} {roles[r]}</span>' for r, label in ROLES.items() if roles[r])
    kinds = Counter(_kind(found) for page in pages for found in page.marks.values())
    yield from (f'<span class="key {k}">{name.lower()}: {kinds[k]} ô</span>' for k, name in KINDS.items() if kinds[k])


def _kind(found: Sequence[Problem]) -> str:
    """The gravest severity of a cell's findings."""
    return min((p.severity for p in found), key=list(KINDS).index)


def _sheet(page: Page) -> str:
    told = page.seen.told
    hidden = " (trang ẩn)" if told["hidden"] else ""
    tables = "".join(
        f"<li>Bảng {n}: {b['range']}, {len(b['data_rows'])} dòng số liệu</li>"
        for n, b in enumerate(told["blocks"], start=1)
    )
    opened = "" if told["hidden"] and not page.marks else " open"
    return (
        f"<details{opened}><summary>Trang “{escape(told['sheet'])}”{hidden}: {told['nonempty']} ô có nội dung</summary>"
        f"{f'<ul>{tables}</ul>' if tables else ''}"
        f"{_findings(page.found)}{_grid(page)}</details>"
    )


def _findings(found: Sequence[Problem]) -> str:
    lines = "".join(f"<li>{escape(f'{KINDS[p.severity]}: {p.message} {p.remedy}')}</li>" for p in found)
    return f"<ul>{lines}</ul>" if lines else ""


def _grid(page: Page) -> str:
    places = {*page.texts, *page.marks}
    if not places:
        return "<div>Trang trống.</div>"
    bottom, right = max(r for r, _ in places), max(c for _, c in places)
    rows, columns = _rows(page, bottom), range(1, min(right, MOST_COLUMNS) + 1)
    told = [f"{bottom - len(rows)} dòng không vẽ (vẽ {len(rows)} trên {bottom} dòng)"] if len(rows) < bottom else []
    told += [f"{right - MOST_COLUMNS} cột không vẽ, từ cột {column_letter(MOST_COLUMNS + 1)}"] * (right > MOST_COLUMNS)
    note = f"<div>{'; '.join(told)}.</div>" if told else ""
    letters = "".join(_edge("col", column_letter(c), c in page.seen.sheet.hidden_columns) for c in columns)
    body = "".join(_lines(page, rows, columns))
    return (
        f'{note}<div class="grid" tabindex="0"><table><thead><tr><th></th>{letters}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _rows(page: Page, bottom: int) -> list[int]:
    """The rows that are drawn: all of a short sheet, else the top, the findings, and of each table what shows it."""
    if bottom <= SHOWN_WHOLE:
        return list(range(1, bottom + 1))
    wanted = {*range(1, FIRST_ROWS + 1)}
    for block in page.seen.told["blocks"]:
        wanted |= {*block["header_rows"], *block["column_marks"], *block["unit_rows"]}
        wanted |= {*block["sections"][:DATA_ROWS], *block["data_rows"][:DATA_ROWS], *block["totals"][-TOTAL_ROWS:]}
    for places in (page.marks, [p for p, role in page.seen.roles.items() if role == "unplaced"]):
        wanted |= {*sorted({row for row, _ in places})[:FAR_ROWS]}
    return sorted(wanted)


def _lines(page: Page, rows: Sequence[int], columns: range) -> Iterator[str]:
    """Each row of the grid, and one that says how many are left out wherever some are."""
    spans = dict(_spans(page, rows, columns))
    covered = {p for span in spans.items() for p in area(*span)}
    meanings = _meanings(page)
    before = 0
    for row in rows:
        if row > before + 1:
            yield f'<tr><th>⋮</th><td class="cut" colspan="{len(columns)}">{row - before - 1} dòng không vẽ</td></tr>'
        before = row
        shown = ((row, c) for c in columns if (row, c) in spans or (row, c) not in covered)
        cells = "".join(_cell(page, p, spans.get(p, p), meanings.get(p, "")) for p in shown)
        yield f"<tr>{_edge('row', str(row), row in page.seen.sheet.hidden_rows)}{cells}</tr>"


def _spans(page: Page, rows: Sequence[int], columns: range) -> Iterator[tuple[Position, Position]]:
    """The merges that can be drawn, top left -> bottom right: no row of theirs is left out, and none meets another."""
    there, taken = set(rows), set[Position]()
    for top, left, bottom, right in page.seen.sheet.merged:
        bottom, right = min(bottom, rows[-1]), min(right, columns[-1])
        if not there.issuperset(range(top, bottom + 1)):
            continue
        cells = area((top, left), (bottom, right))
        hides = any(p in page.texts or p in page.marks for p in cells - {(top, left)})
        if len(cells) > 1 and not hides and taken.isdisjoint(cells):
            taken |= cells
            yield (top, left), (bottom, right)


def _meanings(page: Page) -> dict[Position, str]:
    """What the form calls the column of a cell, for the rows of tables that it declares."""
    columns = {column_letter(c): c for c in range(1, MOST_COLUMNS + 1)}
    found: dict[Position, str] = {}
    for block, meaning in zip(page.seen.told["blocks"], page.seen.meanings, strict=False):
        rows: Iterable[int] = (*block["header_rows"][-1:], *block["data_rows"], *block["totals"])
        found |= {(r, columns[c]): label for r in rows for c, label in meaning.items() if c in columns}
    return found


def _edge(scope: str, text: str, hidden: bool) -> str:
    return f'<th scope="{scope}"{" class=out title=ẩn" if hidden else ""}>{text}</th>'


def _cell(page: Page, at: Position, end: Position, meaning: str) -> str:
    role, found = page.seen.roles.get(at), page.marks.get(at, ())
    if not role and not found:
        return f"<td{_span(at, end)}></td>"
    what = " · ".join(filter(None, (address(at), ROLES[role] if role else "ô trống", meaning)))
    title = "\n".join([what, *(f"{KINDS[p.severity]}: {p.message} Cách sửa: {p.remedy}" for p in found)])
    number = isinstance(page.seen.sheet.cells.get(at), int | float)
    look = " ".join(filter(None, (role, _kind(found) if found else "", "number" if number else "")))
    text = _clipped(page.texts.get(at, ""), LONGEST_TEXT)
    return f'<td class="{look}" title="{_clipped(title, LONGEST_TITLE)}"{_span(at, end)}>{text}</td>'


def _span(at: Position, end: Position) -> str:
    down, across = end[0] - at[0] + 1, end[1] - at[1] + 1
    return (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{across}"' if across > 1 else "")


def _clipped(text: str, most: int) -> str:
    """A text for HTML: without control characters, cut where it is long."""
    kept = "".join(c for c in text if c.isprintable() or c == "\n")
    return escape(kept if len(kept) <= most else f"{kept[:most]}…")
