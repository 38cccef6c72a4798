"""Reads a declared file: its text, its TOML, its lines; what is missing, not UTF-8 or misshapen is told with its place.

Does not belong here: what a file declares.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from danvan.problems import DeclarationError
from danvan.vietnamese.text import clean


def read_text(path: Path) -> str:
    """Return the text of `path`, in UTF-8 with or without its mark; DeclarationError where it is not to be had."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise DeclarationError(f"Thiếu tệp khai báo {path.name}.") from error
    except UnicodeDecodeError as error:
        raise DeclarationError(f"{path.name}: tệp không phải mã UTF-8; hãy lưu lại theo mã UTF-8.") from error


def read_toml(path: Path) -> dict[str, Any]:
    """Return what the TOML file at `path` says; DeclarationError names the file and what is wrong with it."""
    try:
        return tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise DeclarationError(f"{path.name}: sai cú pháp TOML ({error}).") from error


def read_signed(path: Path, fields: Sequence[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield place and cells, cleaned, of each line of a CSV file that a person signs; empty lines are skipped.

    Every one of `fields` must be filled, the last of them the day of signing; DeclarationError names the line.
    """
    rows = csv.DictReader(io.StringIO(read_text(path), newline=""), restkey="")
    if missing := [name for name in fields if name not in (rows.fieldnames or ())]:
        raise DeclarationError(f"{path.name}, dòng 1: thiếu cột {', '.join(missing)}.")
    for row in rows:
        place = f"{path.name}, dòng {rows.line_num}"
        if any(row.get("") or ()):
            raise DeclarationError(f"{place}: nhiều ô hơn số cột; giá trị có dấu phẩy phải đặt trong ngoặc kép.")
        said = {name: clean(row[name] or "") for name in fields}
        if any(said.values()):
            yield place, _signed(place, said)


def _signed(place: str, said: dict[str, str]) -> dict[str, str]:
    for name, value in said.items():
        if not value:
            raise DeclarationError(f"{place}: thiếu “{name}”; mỗi dòng ghi đủ {', '.join(said)}.")
    day = list(said.values())[-1]
    try:
        date.fromisoformat(day)
    except ValueError as error:
        raise DeclarationError(f"{place}: “{day}” không phải là ngày; hãy ghi như 2021-12-14.") from error
    return said
