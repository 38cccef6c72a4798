"""A workspace is the nearest folder upwards with danvan.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan.paths import Workspace, find_workspace, workspace
from danvan.problems import UsageError


def test_the_nearest_folder_upwards(tmp_path: Path) -> None:
    (tmp_path / "danvan.toml").touch()
    deep = tmp_path / "notebooks" / "a"
    deep.mkdir(parents=True)
    assert find_workspace(deep) == Workspace(tmp_path.resolve())
    assert find_workspace(deep).raw == tmp_path.resolve() / "data" / "raw"


def test_without_settings_there_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Không tìm thấy danvan.toml"):
        find_workspace(tmp_path)
    with pytest.raises(UsageError, match=r"không có danvan.toml"):
        workspace(tmp_path)
