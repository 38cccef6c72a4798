"""Whether a formula of a binary workbook takes its value from another workbook: its tokens are walked one by one.

A formula is a row of tokens; a reference to another sheet bears the number of that sheet in a list of the workbook,
which says whether it is one of its own.

Does not belong here: where that list and the formulas stand (`filled`, `xlsb`).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

TEXT, ATTRIBUTE, CHOICE = 0x17, 0x19, 0x04
NAME, SHEETS = 0x23, (0x39, 0x3A, 0x3B, 0x3C, 0x3D)
BOTH = {
    **dict.fromkeys(range(0x03, 0x17), 1), 0x01: 5, 0x02: 5, 0x1C: 2, 0x1D: 2, 0x1E: 3, 0x1F: 9, 0x21: 3, 0x22: 4,
    0x23: 5, 0x26: 7, 0x27: 7, 0x28: 7, 0x29: 3, 0x2E: 3, 0x2F: 3, 0x39: 7,
}  # fmt: skip
XLS = BOTH | {
    0x18: 6, 0x20: 8, 0x24: 5, 0x25: 9, 0x2A: 5, 0x2B: 9, 0x2C: 5, 0x2D: 9, 0x3A: 7, 0x3B: 11, 0x3C: 7, 0x3D: 11,
}  # fmt: skip
XLSB = BOTH | {
    0x18: 14, 0x20: 15, 0x24: 7, 0x25: 13, 0x2A: 7, 0x2B: 13, 0x2C: 7, 0x2D: 13, 0x3A: 9, 0x3B: 15, 0x3C: 9, 0x3D: 15,
}  # fmt: skip


@dataclass(frozen=True)
class Outside:
    """What of one workbook leads to another: numbers of sheets and of names; `lengths` of tokens by their codes."""

    lengths: Mapping[int, int]
    sheets: frozenset[int]
    names: frozenset[int] = frozenset()

    def reached(self, formula: bytes) -> bool:
        """Whether a formula leads to another workbook; one that cannot be followed is taken to."""
        at = 0
        try:
            while self.sheets and at < len(formula):
                if self._leads(formula, at):
                    return True
                at += self._length(formula, at)
        except (KeyError, IndexError, struct.error):
            return True
        return False

    def with_names(self, formulas: Sequence[bytes]) -> Outside:
        """The same with those of the workbook's names, given in their order, that lead to another workbook."""
        names = frozenset(n for n, formula in enumerate(formulas, start=1) if self.reached(formula))
        return self if names == self.names else replace(self, names=names).with_names(formulas)

    def _leads(self, formula: bytes, at: int) -> bool:
        code = _code(formula[at])
        if code in SHEETS:
            return struct.unpack_from("<H", formula, at + 1)[0] in self.sheets
        return code == NAME and struct.unpack_from("<I", formula, at + 1)[0] in self.names

    def _length(self, formula: bytes, at: int) -> int:
        code = _code(formula[at])
        if code == TEXT and self.lengths is XLS:
            return 3 + formula[at + 1] * (1 + (formula[at + 2] & 1))
        if code == TEXT:
            return 3 + 2 * int(struct.unpack_from("<H", formula, at + 1)[0])
        if code == ATTRIBUTE:
            more = struct.unpack_from("<H", formula, at + 2)[0] + 1 if formula[at + 1] & CHOICE else 0
            return 4 + 2 * int(more)
        return self.lengths[code]


def _code(byte: int) -> int:
    """The code of a token without its class: a reference may be one of three."""
    return byte & 0x1F | 0x20 if byte >= 0x20 else byte
