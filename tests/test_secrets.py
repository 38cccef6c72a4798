"""Words of the office and the machine that must leave in nothing: names of files, people, folders, secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan.paths import Workspace
from danvan.runs.secrets import secrets
from danvan.store.write import commit

ROOT = Path(__file__).parents[1]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    said = (ROOT / "danvan.toml").read_text(encoding="utf-8")
    said = said.replace('signer = ""', 'signer = "Nguyễn Văn Mẫu"').replace(
        "looked_over = []", 'looked_over = ["Cầu Máng"]'
    )
    said = said.replace('# approved_by = ""', 'approved_by = "Trần Thị Mẫu"').replace("# approved_on", "approved_on")
    (tmp_path / "danvan.toml").write_text(said, encoding="utf-8")
    commit(tmp_path / "data" / "processed", {}, {"2022/Bình Minh/bao_cao_cuoi.xlsx": "ab", "2022/x/a.xls": "cd"})
    return Workspace(tmp_path)


def test_files_people_folders_and_secrets_are_named_as_what_they_are(workspace: Workspace) -> None:
    environment = {"USER": "canbovp", "API_TOKEN": "x9Qz-secret", "HOME": "/home/canbovp", "LANG": "vi_VN.UTF-8"}
    found = secrets(workspace, environment)
    assert found.words["bao_cao_cuoi.xlsx"] == "tên tệp báo cáo"
    assert found.words["Nguyễn Văn Mẫu"] == found.words["Trần Thị Mẫu"] == "tên người ký, người duyệt"
    assert found.words[str(workspace.root)] == "thư mục trên máy"
    assert found.words["canbovp"] == "tên người dùng hoặc tên máy"
    assert found.words["x9Qz-secret"] == "giá trị của biến môi trường API_TOKEN"
    assert "vi_VN.UTF-8" not in found.words
    assert found.looked_over == ("Cầu Máng",)


def test_words_so_short_that_they_stand_in_others_are_not_looked_for(workspace: Workspace) -> None:
    assert {"root", "a.xls", ""}.isdisjoint(secrets(workspace, {"USER": "root", "X_PASSWORD": ""}).words)
