"""The likeliest matches for a word that nothing fits; proposed to a person, never taken."""

from __future__ import annotations

from collections.abc import Iterable

from danvan.vietnamese.text import bare

LEAST_LIKENESS = 60
MOST = 3


def propose(text: str, known: Iterable[str]) -> str:
    """Return "; có thể là “A”, “B”" for the words of `known` most like `text`, or an empty string."""
    found = likeliest(text, known)
    return "; có thể là " + ", ".join(f"“{word}”" for word in found) if found else ""


def likeliest(text: str, known: Iterable[str]) -> list[str]:
    """Return the words of `known` most like `text`, the likeliest first."""
    from rapidfuzz import fuzz, process

    choices = {word: bare(word) for word in known}
    found = process.extract(bare(text), choices, scorer=fuzz.WRatio, limit=MOST, score_cutoff=LEAST_LIKENESS)
    return [word for _, _, word in found]
