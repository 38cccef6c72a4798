"""What a container says of one sheet beside its values, and the sheet that both make together: alike for every kind.

Does not belong here: how a container is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from danvan.intake.formats.lettering import Run, put_in_unicode
from danvan.intake.formats.remarks import gathered
from danvan.intake.sheet import Fault, Piece, Position, Range, Sheet, Value

NO_RESULT = Fault("công thức không có kết quả", "no_result")
ERRORS = {  # by the codes that binary workbooks have for them
    0: "#NULL!",
    7: "#DIV/0!",
    15: "#VALUE!",
    23: "#REF!",
    29: "#NAME?",
    36: "#NUM!",
    42: "#N/A",
    43: "#GETTING_DATA",
}


@dataclass
class Details:
    """What is gathered of one sheet while its container is walked; `faults` stand in the place of values.

    `counted` are the filled cells by a second count, none where the container could not be `walked`; `fonts` and
    `runs` are as `put_in_unicode` takes them, `pieces` are of texts with a struck one, the rest as in `Sheet`.
    """

    counted: int = 0
    walked: bool = True
    faults: dict[Position, Fault] = field(default_factory=dict)
    fonts: dict[Position, str] = field(default_factory=dict)
    runs: dict[Position, Sequence[Run]] = field(default_factory=dict)
    struck: set[Position] = field(default_factory=set)
    pieces: dict[Position, tuple[Piece, ...]] = field(default_factory=dict)
    linked: set[Position] = field(default_factory=set)
    merged: list[Range] = field(default_factory=list)
    formats: dict[Position, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    remarks: list[tuple[Position, str]] = field(default_factory=list)

    def sheet(
        self, name: str, values: Mapping[Position, Value], *, hidden: bool = False, fonts_known: bool = True
    ) -> Sheet:
        """Return the sheet of these values; what is said of empty cells is left out, remarks apart."""
        cells = {**values, **self.faults}
        lettering = put_in_unicode(cells, self.fonts, self.runs)
        return Sheet(
            name=name,
            cells=lettering.cells,
            merged=tuple(self.merged),
            hidden=hidden,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            as_sent=lettering.as_sent,
            encodings=lettering.encodings,
            counted=self.counted if self.walked else None,
            remarks=gathered(self.remarks),
            struck=frozenset((self.struck | self._wholly_struck()) & cells.keys()),
            partly_struck={p: pieces for p, pieces in self.pieces.items() if p in cells and not _is_struck(pieces)},
            linked=frozenset(self.linked & cells.keys()),
            fonts_known=fonts_known,
            formats={position: code for position, code in self.formats.items() if position in cells},
        )

    def _wholly_struck(self) -> set[Position]:
        return {position for position, pieces in self.pieces.items() if _is_struck(pieces)}


def _is_struck(pieces: Sequence[Piece]) -> bool:
    """Whether no piece with a letter is left standing."""
    return all(struck or not text.strip() for text, struck in pieces)


def shown(text: str) -> Value:
    """Return the text of a file that has nothing but what Excel showed: an error is one there too."""
    return Fault(text.strip(), "error") if text.strip() in ERRORS.values() else text
