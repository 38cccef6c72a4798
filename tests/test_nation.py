"""A made-up nation: as large as is asked, the same to the byte, and what an office can work with."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from danvan.declared.settings import settings
from danvan.declared.territory import Territory
from danvan.files import sha256
from danvan.paths import Workspace
from danvan.problems import UsageError
from danvan.sample.country import country
from danvan.sample.nation import Size, write_nation

SMALL = Size(communes=6, provinces=2, districts=3, years=(2019, 2020))


def hashes(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): sha256(p.read_bytes()) for p in folder.rglob("*") if p.is_file()}


def test_it_has_the_shares_of_the_real_one() -> None:
    districts = list(country())
    assert (len({one.province.code for one in districts}), len(districts)) == (63, 705)
    assert sum(len(one.reporting(2022)) for one in districts) == 10_599
    codes = Counter(told.unit.code for one in districts for told in one.reporting(2019))
    assert set(codes.values()) == {1} and len(codes) > 10_599
    for one in districts:
        for year in (2019, 2022):
            names = [told.unit.name for told in one.reporting(year)]
            lives = [told.like.code for told in one.reporting(year)]
            assert len(set(names)) == len(names) and len(set(lives)) == len(lives)


def test_the_same_size_gives_the_same_bytes_and_what_the_settings_name(tmp_path: Path) -> None:
    made = write_nation(tmp_path / "one", SMALL)
    write_nation(tmp_path / "two", SMALL)
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two")
    assert (made.communes, made.districts, made.provinces) == (6, 3, 2)
    here = Workspace(tmp_path / "one")
    books = list(here.raw.rglob("*.xlsx"))
    assert len(books) == made.files == len({sha256(path.read_bytes()) for path in books})
    territory = Territory(settings(here))
    assert len(territory.districts) == 3 and len(set(territory.districts.values())) == 2
    assert len(territory.office.expected(2020, "N")) == 6
    assert all(territory.of_file(path.relative_to(here.raw).as_posix()) for path in books)


def test_nothing_is_written_over_and_no_year_made_up(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    with pytest.raises(UsageError, match="đã có tệp"):
        write_nation(tmp_path, SMALL)
    with pytest.raises(UsageError, match="không có năm 2030; hãy chọn từ 2017 đến 2022"):
        write_nation(tmp_path / "new", Size(6, years=(2022, 2030)))
