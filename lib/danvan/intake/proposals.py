"""The likeliest matches for a word that nothing fits; proposed to a person, never taken."""

from __future__ import annotations

from collections.abc import Iterable

from danvan.vietnamese.text import bare

LEAST_LIKENESS = 60
SHARED_WORDS = 0.95  # a little less than the same words in the same order
MOST = 3


def propose(text: str, known: Iterable[str]) -> str:
    """Return "; có thể là “A”, “B”" for the words of `known` most like `text`, or an empty string."""
    found = likeliest(text, known)
    return "; có thể là " + ", ".join(f"“{word}”" for word in found) if found else ""


def likeliest(text: str, known: Iterable[str]) -> list[str]:
    """Return the words of `known` most like `text`, the likeliest first."""
    said = bare(text)
    likeness = {word: _likeness(said, bare(word)) for word in known}
    near = [word for word in likeness if likeness[word] >= LEAST_LIKENESS]
    return sorted(near, key=lambda word: -likeness[word])[:MOST]


def _likeness(one: str, other: str) -> float:
    """How alike two texts are as a whole, or by the whole words they share: "nha" and "nha van hoa"."""
    from rapidfuzz import fuzz

    return float(max(fuzz.ratio(one, other), fuzz.token_set_ratio(one, other) * SHARED_WORDS))
