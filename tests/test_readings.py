from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan.store import readings

KEY, OTHER = "ab" * 32, "cd" * 32
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@settings(max_examples=40)  # each writes a file to the disk
@given(st.dictionaries(st.text(), PLAIN, max_size=4))
def test_a_reading_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, reading: dict[str, Any]) -> None:
    folder = tmp_path_factory.mktemp("store")
    readings.put(folder, KEY, readings.packed(reading))
    assert readings.get(folder, KEY) == reading


def test_half_a_character_comes_back(tmp_path: Path) -> None:
    readings.put(tmp_path, KEY, readings.packed({"text": "a\ud800"}))
    assert readings.get(tmp_path, KEY) == {"text": "a\ud800"}


def test_the_same_reading_has_the_same_bytes(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        readings.put(tmp_path / folder, KEY, readings.packed({"cells": ["Bình Minh"] * 9}))
    one, two = (path.read_bytes() for path in sorted(tmp_path.rglob("*.z")))
    assert one == two


def test_what_was_never_read(tmp_path: Path) -> None:
    assert readings.get(tmp_path, KEY) is None


@pytest.mark.parametrize("broken", [b"", b"x", b"x\x9c", None])
def test_a_broken_entry_counts_as_absent_and_is_written_over(tmp_path: Path, broken: bytes | None) -> None:
    readings.put(tmp_path, KEY, readings.packed({"a": 1}))
    (path,) = tmp_path.rglob("*.z")
    path.write_bytes(path.read_bytes()[:-1] if broken is None else broken)
    assert readings.get(tmp_path, KEY) is None
    readings.put(tmp_path, KEY, readings.packed({"a": 2}))
    assert readings.get(tmp_path, KEY) == {"a": 2}


def test_nan_is_no_plain_value(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="JSON"):
        readings.put(tmp_path, KEY, readings.packed({"a": float("nan")}))


def test_prune_keeps_only_what_was_used(tmp_path: Path) -> None:
    for key in (KEY, OTHER):
        readings.put(tmp_path, key, readings.packed({"key": key}))
    (tmp_path / "readings" / "ab" / ".left.tmp").write_bytes(b"")
    readings.prune(tmp_path, [KEY])
    assert readings.get(tmp_path, KEY) == {"key": KEY}
    assert [path.name for path in (tmp_path / "readings").rglob("*") if path.is_file()] == [f"{KEY}.json.z"]
    readings.prune(tmp_path, [])
    assert not any((tmp_path / "readings").iterdir())


def test_prune_of_nothing(tmp_path: Path) -> None:
    readings.prune(tmp_path, [KEY])
