"""Text whose numbers know which figure they are: what a sentence is made of, wherever it is printed.

    sentence("Toàn huyện có {count} mô hình.", count=Number("131", "T2/total/registered"))

Does not belong here: which sentences there are (`sentences`), how a document holds the ids (`word`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed, and the id of its figure: "T6a/2021/total_vnd"."""

    text: str
    figure: str

    def __str__(self) -> str:
        return self.text


class Once(str):
    """Words that a paragraph says once, the first time: why nothing is compared, which units are missing."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in pieces, words and numbers as they follow each other."""

    pieces: tuple[str | Number, ...]

    def __str__(self) -> str:
        return "".join(str(piece) for piece in self.pieces)

    def __add__(self, other: Sentence | str) -> Sentence:
        return Sentence((*self.pieces, *(other.pieces if isinstance(other, Sentence) else (other,))))

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers of the sentence, in their order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Number))


def sentence(pattern: str, **parts: Number | Sentence | str) -> Sentence:
    """Put `parts` into a pattern "... {name} ..."; KeyError where the pattern names a part that is not given."""
    return Sentence(tuple(_pieces(pattern, parts)))


def _pieces(pattern: str, parts: dict[str, Number | Sentence | str]) -> Iterator[str | Number]:
    for words, name, _, _ in Formatter().parse(pattern):
        if words:
            yield words
        if name is not None:
            part = parts[name]
            yield from part.pieces if isinstance(part, Sentence) else (part,)


def together(sentences: list[Sentence]) -> list[Sentence]:
    """Sentences that belong together as one paragraph, none where there are none."""
    whole, said = join(sentences, " ", " "), set[str]()
    kept: list[str | Number] = []
    for piece in whole.pieces:
        if isinstance(piece, Once):
            if piece in said:
                continue
            said.add(piece)
        kept.append(piece)
    return [Sentence(tuple(kept))] if sentences else []


def join(sentences: list[Sentence], between: str = ", ", last: str = " và ") -> Sentence:
    """ "a, b và c" of sentences, their numbers kept."""
    pieces: list[str | Number] = []
    for number, each in enumerate(sentences):
        if number:
            pieces.append(last if number == len(sentences) - 1 else between)
        pieces += each.pieces
    return Sentence(tuple(pieces))
