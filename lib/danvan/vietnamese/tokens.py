"""The words and marks of a number cell, with their places, and a cursor that walks over them.

A line break is a mark of its own, so that figures of two lines are never read as one.
Does not belong here: what they mean together (`amounts`, `numbers`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from danvan.vietnamese.text import clean, proper_tones

Kind = Literal["figure", "typo", "scientific", "word", "mark"]
_RAISED = re.compile("(?<=m)[²³]")
_TOKEN = re.compile(
    r"""
      (?P<typo>(?<!\w)(?=[ol.,]*[0-9])(?![0-9.,]+l(?!\w))(?=[0-9.,]*[ol])[0-9ol]+(?:[.,][0-9ol]+)*(?!\w))
    | (?P<scientific>[0-9]+(?:[.,][0-9]+)?e[+-]?[0-9]+(?!\w))
    | (?P<figure>[0-9]{1,3}(?:\ [0-9]{3})+(?:[.,][0-9]+)?(?![.,]?[0-9])|[0-9]+(?:[.,'’][0-9]+)*)
    | (?P<word>(?:[kc]?m)[23](?![0-9])|[^\W\d_¹²³¼-¾⁰-₉⅐-↉①-⓿]+)
    | (?P<mark>>=|<=|\.{2,}|\n|[^\s])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """One token in lower case with tones placed alike; `start` and `end` are its place in the cell's text."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def is_figure(self) -> bool:
        """Whether it is written with digits."""
        return self.kind in ("figure", "typo", "scientific")


def tokens(text: str) -> list[Token]:
    """The tokens of a cell, whatever it holds; nothing but white space is left out."""
    lines = "\n".join(filter(None, map(clean, text.splitlines())))
    said = proper_tones(_RAISED.sub(lambda raised: "23"["²³".index(raised[0])], lines.casefold())).replace("₫", "đ")
    return [Token(match.lastgroup, match[0], *match.span()) for match in _TOKEN.finditer(said)]  # type: ignore[arg-type]


_END = Token("mark", "", -1, -1)


class Cursor:
    """A place among tokens; past the end every token is an empty mark."""

    def __init__(self, found: Sequence[Token]) -> None:
        self._tokens = found
        self.at = 0

    def ended(self) -> bool:
        """Whether all tokens were read."""
        return self.at >= len(self._tokens)

    def token(self, ahead: int = 0) -> Token:
        """The token that many places ahead."""
        at = self.at + ahead
        return self._tokens[at] if at < len(self._tokens) else _END

    def text(self, ahead: int = 0) -> str:
        """The text of that token."""
        return self.token(ahead).text

    def texts(self, most: int) -> list[str]:
        """The next texts, whatever they are."""
        return [token.text for token in self._tokens[self.at : self.at + most]]

    def words(self, ahead: int = 0) -> list[str]:
        """The words up to the next figure or mark."""
        found: list[str] = []
        while self.token(ahead + len(found)).kind == "word":
            found.append(self.text(ahead + len(found)))
        return found

    def touches(self, ahead: int = 0) -> bool:
        """Whether that token and the next stand without a space between them."""
        return self.token(ahead).end == self.token(ahead + 1).start

    def take(self) -> Token:
        """The token here; the cursor moves on."""
        found = self.token()
        self.at += 1
        return found
