"""Numbers of a report read back from its Word document, also after an officer edited it.

Word may have split a number over several runs, marked parts of it as inserted or deleted, or moved a content control
around a whole cell. Does not belong here: whether a number is still right.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from danvan.problems import DanvanError
from danvan.publish.word import about, package

TEXTS = {qn("w:t"): None, qn("w:tab"): " ", qn("w:br"): " ", qn("w:cr"): " ", qn("w:noBreakHyphen"): "-"}
FALLBACK = f"{{{package.COMPATIBILITY}}}Fallback"
NOT_READ = {*map(qn, ("w:del", "w:moveFrom", "w:sdtPr", "w:rPr", "w:pPr")), FALLBACK}


def read_numbers(path: Path) -> list[tuple[str, str]]:
    """The numbers in the order of the text as (id of the figure, text); "" where the number was deleted.

    DanvanError where the file is no Word document.
    """
    document = _opened(path)
    names = about.of(document).long_names
    controls = document.element.body.iter(qn("w:sdt"))
    found = ((control, _tag(control)) for control in controls)
    return [(names.get(tag, tag), _text(control)) for control, tag in found if "/" in tag]


def read_period(path: Path) -> str:
    """The period that a report is about, as its file says; "" where it does not."""
    return about.of(_opened(path)).period


def _opened(path: Path) -> Any:
    try:
        return docx.Document(str(path))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise DanvanError(
            f"{path.name}: không mở được như tệp Word .docx; hãy mở bằng Word và lưu lại dạng .docx."
        ) from error


def _tag(control: Any) -> str:
    found = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return "" if found is None else str(found.get(qn("w:val"), ""))


def _text(control: Any) -> str:
    """What a control says; what Word shows in an empty one is no text."""
    content = control.find(qn("w:sdtContent"))
    if content is None or control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None:
        return ""
    return "".join(_texts(content))


def _texts(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in TEXTS:
            yield TEXTS[child.tag] or child.text or ""
        elif child.tag not in NOT_READ:
            yield from _texts(child)
