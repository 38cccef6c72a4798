"""The licence of every locked package, as its own metadata says: `.venv/bin/python tests/licences.py` writes lib/licences.csv.

A package that is not installed here (of another system or Python) keeps the line that a person wrote.
"""

from __future__ import annotations

import csv
import re
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIST = ROOT / "lib" / "licences.csv"
FIELDS = ("package", "versions", "licence", "said_by", "date")
NAMES = {  # words of older metadata -> SPDX
    r"Apache.*": "Apache-2.0", "MIT.*": "MIT", "(?:BSD )?3-Clause.*|BSD 3-Clause.*|BSD-3-Clause": "BSD-3-Clause", "BSD 2-Clause.*": "BSD-2-Clause",
    "BSD.*": "BSD", "ISC.*": "ISC", r"(?:MPL|Mozilla).*2\.0.*": "MPL-2.0", "PSFL?|Python Software Foundation.*": "PSF-2.0",
}  # fmt: skip


def locked() -> dict[str, list[str]]:
    """Package -> versions of the lock, one per Python where they differ."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(
        r"^(\S+?)==(\S+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE
    ):
        found.setdefault(name, []).append(version)
    return found


def licence(package: str) -> str | None:
    """What the metadata of an installed package says; None where it is not installed."""
    try:
        said = metadata(package)
    except PackageNotFoundError:
        return None
    classifiers = [
        line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or () if line.startswith("License ::")
    ]
    words = [said.get("License-Expression"), *classifiers, (said.get("License") or "").partition("\n")[0]]
    return next((plain(word) for word in words if word and word not in ("UNKNOWN", "OSI Approved")), "?")


def plain(word: str) -> str:
    return next(
        (
            name
            for pattern, name in NAMES.items()
            if re.fullmatch(pattern, word) and " AND " not in word and " OR " not in word
        ),
        word,
    )


def listed() -> dict[str, dict[str, str]]:
    """The lines of the list by package."""
    with LIST.open(encoding="utf-8", newline="") as lines:
        return {row["package"]: row for row in csv.DictReader(lines)}


def main() -> None:
    known, today = listed() if LIST.exists() else {}, f"{datetime.now(UTC):%Y-%m-%d}"
    with LIST.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
        writer.writeheader()
        for name, versions in sorted(locked().items()):
            said, before = licence(name), known.get(name, {})
            told = {"licence": said or before.get("licence", "?"), "said_by": "metadata" if said else "person"}
            same = all(before.get(key) == value for key, value in {**told, "versions": " ".join(versions)}.items())
            writer.writerow(
                {"package": name, "versions": " ".join(versions), **told, "date": before["date"] if same else today}
            )


if __name__ == "__main__":
    sys.exit(main())
