"""A template that was filled and opened: its styles by name, its lists, and the ids that are still free.

Does not belong here: filling it (`fields`), what is put into it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any

from docx.oxml.ns import qn

from danvan.problems import DanvanError
from danvan.publish.word import numbering
from danvan.publish.word.styles import GRID, STYLES, Style

Content = Any  # python-docx's document, whose parts it does not type


@dataclass
class Opened:
    """What the parts of a report are made with; it counts the ids given so far and the numbers by figure."""

    document: Content
    file: str
    figures: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        root = self.document.element
        used = {e.get(qn("w:val")) for e in root.iter(qn("w:id"))} | {e.get("id") for e in root.iter(qn("wp:docPr"))}
        used |= {e.get(qn("w:id")) for e in root.iter(qn("w:bookmarkStart"))}
        self.ids: Iterator[int] = (number for number in count(1) if str(number) not in used)

    @cached_property
    def _known(self) -> Mapping[str, Any]:
        """The styles by name in small letters: LibreOffice writes "Heading 1" for Word's "heading 1"."""
        known = {style.element.name_val.casefold(): style.element for style in self.document.styles}
        missing = [style.name for style in STYLES if style.name.casefold() not in known]
        if missing:
            raise DanvanError(
                f"{self.file}: mẫu thiếu kiểu “{'”, “'.join(missing)}”; hãy tạo lại mẫu gốc rồi sửa trên đó."
            )
        return known

    def style(self, style: Style) -> str:
        """The id of a style in this template; DanvanError where somebody removed it."""
        return str(self._known[style.name.casefold()].styleId)

    @cached_property
    def grid(self) -> str:
        """The id of the table style with all lines."""
        return next((str(e.styleId) for name, e in self._known.items() if name == "table grid"), GRID)

    def list_of(self, style: Style) -> int:
        """The id of the list that a style is numbered by."""
        found = self._known[style.name.casefold()].find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if found is None:
            raise DanvanError(
                f"{self.file}: kiểu “{style.name}” không còn đánh số tự động; hãy tạo lại mẫu gốc rồi sửa trên đó."
            )
        return int(found.get(qn("w:val")))

    def new_list(self, style: Style) -> int:
        """Another list numbered as the style is, from the beginning."""
        return numbering.new_list(self.document.part.numbering_part.element, self.list_of(style))
