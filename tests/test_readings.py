from __future__ import annotations

import hashlib
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan.store import readings

KEY, OTHER = "524/" + "ab" * 32, "525/" + "cd" * 32
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


def keep(folder: Path, keys: list[str]) -> None:
    for key in keys:
        readings.put(folder, key, readings.packed({"key": key}))


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder / "readings").as_posix() for path in folder.rglob("*") if path.is_file())


def keys(shelf: str, most: int) -> list[str]:
    return [f"{shelf}/{number:064x}" for number in range(most)]


def test_compacting_keeps_only_what_was_used(tmp_path: Path) -> None:
    keep(tmp_path, [KEY, OTHER])
    (tmp_path / "readings" / "524" / ".left.tmp").write_bytes(b"")
    readings.compact(tmp_path, [KEY])
    assert readings.get(tmp_path, KEY) == {"key": KEY}
    assert files(tmp_path) == [f"{KEY}.json.z"]
    readings.compact(tmp_path, [])
    assert not any((tmp_path / "readings").iterdir())


def test_compacting_nothing(tmp_path: Path) -> None:
    readings.compact(tmp_path, [KEY])
    assert not any(tmp_path.iterdir())


def test_many_readings_of_a_shelf_become_one_file(tmp_path: Path) -> None:
    many, few = keys("524", readings.MOST + 1), keys("525", readings.MOST)
    keep(tmp_path, [*many, *few])
    readings.compact(tmp_path, [*many, *few])
    shelves = [name.split("/")[0] for name in files(tmp_path)]
    assert (shelves.count("524"), shelves.count("525")) == (1, readings.MOST)
    assert all(readings.get(tmp_path, key) == {"key": key} for key in [*many, *few])
    assert readings.get(tmp_path, "525/" + many[-1].split("/")[1]) is None
    assert all(readings.is_whole(tmp_path / "readings" / name) for name in files(tmp_path))
    before = files(tmp_path)
    readings.compact(tmp_path, [*many, *few])
    assert files(tmp_path) == before


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sets(st.integers(0, 99)), st.sets(st.integers(0, 99))), max_size=5))
def test_whatever_is_kept_and_used_is_found_and_files_stay_few(
    tmp_path_factory: pytest.TempPathFactory, runs: list[tuple[set[int], set[int]]]
) -> None:
    """Each run keeps some readings and uses some, as the runs of a nation do over the years."""
    folder, every, there = tmp_path_factory.mktemp("store"), keys("524", 100), set[int]()
    for new, used in runs:
        keep(folder, [every[number] for number in new - there])
        readings.compact(folder, [every[number] for number in used])
        there = (there | new) & used
        assert {number for number in range(100) if readings.get(folder, every[number])} >= there
        assert len(files(folder)) <= readings.MOST + 1


def test_the_same_readings_are_the_same_pack(tmp_path: Path) -> None:
    many = keys("524", 40)
    for name, order in (("one", many), ("two", many[::-1])):
        keep(tmp_path / name, order)
        readings.compact(tmp_path / name, many)
    assert files(tmp_path / "one") == files(tmp_path / "two") and len(files(tmp_path / "one")) == 1


def test_compacting_stopped_before_it_took_the_loose_ones_away_loses_nothing(tmp_path: Path) -> None:
    many = keys("524", 40)
    keep(tmp_path, many)
    readings.compact(tmp_path, many)
    keep(tmp_path, many[:20])
    (pack,) = tmp_path.rglob("*.zip")
    (pack.parent / f"{'0' * 64}.zip").write_bytes(pack.read_bytes())  # as a stopped one leaves an older pack
    readings.compact(tmp_path, many)
    assert files(tmp_path) == [f"524/{pack.name}"]
    assert all(readings.get(tmp_path, key) == {"key": key} for key in many)


@pytest.mark.parametrize("broken", ["cut", "changed", "empty"])
def test_a_broken_pack_counts_as_absent_and_goes(tmp_path: Path, broken: str) -> None:
    many = keys("524", 40)
    keep(tmp_path, many)
    readings.compact(tmp_path, many)
    (pack,) = tmp_path.rglob("*.zip")
    data = pack.read_bytes()
    middle = len(data) // 3
    changed = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
    pack.write_bytes({"cut": data[:-9], "changed": changed, "empty": b""}[broken])
    assert not readings.is_whole(pack)
    assert sum(readings.get(tmp_path, key) not in (None, {"key": key}) for key in many) == 0
    readings.compact(tmp_path, many)
    assert not pack.exists() or broken == "changed"
    keep(tmp_path, many)
    assert all(readings.get(tmp_path, key) == {"key": key} for key in many)


@pytest.mark.parametrize("data", [b"x", zlib.compress(b"{"), zlib.compress(b"[]")])
def test_what_is_whole_and_yet_no_reading_counts_as_absent(tmp_path: Path, data: bytes) -> None:
    readings.put(tmp_path, KEY, hashlib.sha256(data).digest() + data)
    assert readings.get(tmp_path, KEY) is None
