"""What a person has to decide on models: the pairs in words, and lines that count once they are signed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from drawn_frames import OLD, drawn
from test_linking import HEIRS, LIVES, MERGED, models

from danvan.analysis.linking import doubled_codes, proposals, threads
from danvan.cli import main
from danvan.declared.model_links import Named, model_links
from danvan.declared.units import Unit
from danvan.paths import Workspace
from danvan.problems import DeclarationError
from danvan.publish.links import NOTHING, ToDecide
from danvan.store.write import commit

ROOT = Path(__file__).parents[1]
ROWS = """
    21097 | 2004-01-01 | 2019 |                | 2 giảm, 4 giữ       | 2017 | continued
    21091 | 2004-01-01 | 2018 |                | Thắp sáng đường quê | 2017 | continued
    21091 | 2004-01-01 | 2019 |                | Ánh sáng đường quê  | 2017 | continued
    21091 | 2020-02-01 | 2020 | 21091-2017-001 | 2 GIẢM - 4 GIỮ      | 2017 | continued
    21091 | 2020-02-01 | 2020 | 21091-2020-001 | Hũ gạo              | 2020 | new
    21091 | 2020-02-01 | 2020 | 21091-2020-001 | Nồi cháo            | 2020 | new
"""


def unit(code: str, name: str, since: date = OLD) -> Unit:
    return Unit(code, name, "commune", "524", since, None)


UNITS = {u.key: u for u in (unit("21097", "Bình Thanh Đông"), unit("21091", "Bình Thanh Tây"), unit("21091", "Bình Thanh", MERGED))}  # fmt: skip


def to_decide(rows: str = ROWS) -> ToDecide:
    frame = models(rows)
    return ToDecide(proposals(frame, heirs=HEIRS), doubled_codes(frame), UNITS)


def test_pairs_are_told_in_words_with_the_lines_to_sign() -> None:
    said = list(to_decide().lines())
    assert said[0] == (
        "Xã Bình Thanh (21091) năm 2020: mã 21091-2020-001 ghi cho nhiều mô hình: “Hũ gạo” (dòng 11), “Nồi cháo” (dòng 12); "
        "hãy đề nghị đơn vị sửa."
    )
    assert said[1:4] == [
        "2 cặp có thể là một mô hình, chưa có ai xác nhận:",
        "1. Xã Bình Thanh Đông (21097) năm 2019 “2 giảm, 4 giữ” - Xã Bình Thanh (21091) năm 2020 “2 GIẢM - 4 GIỮ”: "
        "cùng tên, trước và sau khi sắp xếp đơn vị.",
        "2. Xã Bình Thanh Tây (21091) năm 2018 “Thắp sáng đường quê” - Xã Bình Thanh Tây (21091) năm 2019 “Ánh sáng đường quê”: "
        "tên gần giống (86%), cùng lĩnh vực, loại và năm đăng ký.",
    ]
    assert said[-2:] == [
        '21097,2019,"2 giảm, 4 giữ",21091,2020,2 GIẢM - 4 GIỮ,có,,',
        "21091,2018,Thắp sáng đường quê,21091,2019,Ánh sáng đường quê,có,,",
    ]


def test_the_lines_count_once_they_are_signed_and_leave_nothing_to_decide(tmp_path) -> None:
    header, *lines = list(to_decide().lines())[-3:]
    path = Workspace(tmp_path).model_links
    path.write_text("\n".join([header, *lines]), encoding="utf-8")
    with pytest.raises(DeclarationError, match="dòng 2: thiếu “who”"):
        model_links(path)
    path.write_text("\n".join([header, *(f"{line[:-2]},Văn phòng,2021-12-20" for line in lines)]), encoding="utf-8-sig")
    signed = model_links(path)
    assert proposals(models(ROWS), signed, HEIRS).empty
    assert threads(models(ROWS), signed, HEIRS)["thread"].tolist() == [0, 1, 1, 0, 2, 3]


def test_only_pairs_that_lie_within_the_years_are_told() -> None:
    document = to_decide().within(2019, 2020).document()
    assert [(p["one"]["year"], p["other"]["year"]) for p in document["proposals"]] == [(2019, 2020)]
    assert list(to_decide().within(2017, 2018).lines()) == [NOTHING]


def test_for_programs_each_pair_has_its_line() -> None:
    document = json.loads(json.dumps(to_decide().document(), allow_nan=False))
    (first, second) = document["proposals"]
    assert (first["why"], first["likeness"]) == (["same_name", "other_unit"], 100)
    assert second["other"] == {"unit_code": "21091", "unit": "Xã Bình Thanh Tây", "year": 2019, "model_name": "Ánh sáng đường quê"}  # fmt: skip
    assert second["line"].startswith("21091,2018,Thắp sáng đường quê")
    assert [row["model_id"] for row in document["doubled_codes"]] == ["21091-2020-001"] * 2


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace whose store holds LIVES: one unit, three years, a model spelled in two ways."""
    made = Workspace(tmp_path)
    made.settings.write_bytes((ROOT / "danvan.toml").read_bytes())
    frame = models(LIVES).assign(file="a.xlsx", sheet="B1", revision=1)
    register = frame[["unit_code", "unit_from", "year", "period", "revision", "file"]].drop_duplicates()
    commit(
        made.processed, {"register": register.assign(status="accepted", sample=True), "models": frame}, {"a.xlsx": "ab"}
    )
    monkeypatch.chdir(tmp_path)
    return made


def test_the_command_prints_and_writes_nothing(workspace, capsys) -> None:
    before = sorted(workspace.root.rglob("*"))
    assert main(["links"]) == 0
    assert "1 cặp có thể là một mô hình" in capsys.readouterr().out
    assert main(["links", "--years", "2018-2019", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["proposals"][0]["other"]["model_name"] == "Ánh sáng đường quê"
    assert sorted(workspace.root.rglob("*")) == before


def test_a_decision_for_a_row_that_was_mended_stops_the_command_with_its_place(workspace, capsys) -> None:
    line = "21091,2019,Ánh đường quê,21091,2018,Thắp sáng đường quê,có,Văn phòng,2021-12-20"
    workspace.model_links.write_text(
        f"unit,year,name,other_unit,other_year,other_name,same,who,date\n{line}\n", encoding="utf-8"
    )
    assert main(["links"]) == 1
    assert "model_links.csv, dòng 2: báo cáo năm 2019 của đơn vị 21091 không có" in capsys.readouterr().err


def test_loaded_models_are_linked_over_all_years_whichever_are_asked_for(workspace) -> None:
    from danvan import load, tables

    every = load("models", workspace=workspace)
    assert every.groupby("model_name")["thread"].first().nunique() == 3
    later = load("models", years=[2018, 2019], workspace=workspace)
    assert later["year"].tolist() == [2018, 2018, 2019]
    expected = every[every["year"] > 2017].reset_index(drop=True)
    pd.testing.assert_frame_equal(later, expected)
    assert later.attrs == every.attrs
    pd.testing.assert_frame_equal(tables("models", workspace=workspace)["models"], every)


def test_an_empty_table_is_linked_too(workspace) -> None:
    from danvan import load

    assert load("models", period="6T", workspace=workspace)[["thread", "maybe"]].empty


def test_a_name_that_would_be_a_formula_is_written_so_that_it_is_none_and_still_found() -> None:
    rows = LIVES.replace("Ánh sáng đường quê", "=Ánh sáng đường quê")
    line = list(to_decide(rows).lines())[-1]
    assert line == "21091,2018,“THẮP SÁNG đường quê”,21091,2019,'=Ánh sáng đường quê,có,,"
    assert Named("21091", 2019, "'=Ánh sáng đường quê").mark == Named("21091", 2019, "Ánh sáng đường quê").mark


def test_nothing_to_decide_is_said() -> None:
    nothing = drawn("unit_code|year|model_name\n21091|2019|Hũ gạo", "models")
    assert list(ToDecide(proposals(nothing), doubled_codes(nothing), UNITS).lines()) == [NOTHING]
