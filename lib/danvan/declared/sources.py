"""Reads the text of a declared file; one that is missing, not UTF-8 or not TOML is told by its name.

Does not belong here: what a file declares.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from danvan.problems import DeclarationError


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
