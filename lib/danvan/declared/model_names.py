"""The key by which two names are one model's, whoever writes them: folded, without the generic words before it.

Does not belong here: names that are merely alike (`analysis.likeness`).
"""

from __future__ import annotations

import re

from danvan.vietnamese.text import fold

GENERIC = re.compile(r"^(?:(?:mô hình|mh|điển hình)(?: (?:và )?điển hình)? (?:(?:dân vận khéo|dvk) )?)(?=\w)")


def same_model(name: str) -> str:
    """Return the key by which two names are one model's: folded, without "Mô hình" or the like before it."""
    return GENERIC.sub("", fold(name))
