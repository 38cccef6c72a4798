"""A frozen report is made again to the byte, whatever came after; what changed since is told by unit, figure and file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from drawn_frames import BINH_THANH, FOUR, absent, accepted, drawn
from drawn_states import FRAMES
from drawn_tables import ALL

import danvan
from danvan.cli import main
from danvan.paths import Workspace
from danvan.problems import UsageError
from danvan.publish.compared.lines import lines
from danvan.runs import states
from danvan.runs.made_with import made_with, otherwise
from danvan.runs.plan import asked
from danvan.runs.report import write_report
from danvan.runs.since import compare, since
from danvan.runs.states import freeze, opened, remake
from danvan.runs.trace import trace
from danvan.store.write import commit

ROOT = Path(__file__).parents[1]
DAY, YEARS = date(2023, 1, 9), (2021, 2022)
LATER = "2022/21043/BC lần 2.xlsx"
MODELS = """
    unit_code | year | model_name | field           | kind       | status | implemented | result     | first_year
    21043     | 2021 | Vườn đẹp   | culture_society | individual | new    | có          | recognised | 2021
    21046     | 2021 | Hũ gạo     | culture_society | collective | new    | có          | recognised | 2021
    21046     | 2021 | Ba V       | economy         | collective | new    | có          | recognised | 2021
"""
LINK = (
    "unit,year,name,other_unit,other_year,other_name,same,who,date\n"
    "21043,2021,Vườn đẹp,21043,2022,Vườn sạch,có,Văn phòng,2023-02-01\n"
)
REASON = """
    unit_code | year | file                     | sheet     | row | cell | role  | table | column          | text
    21043     | 2022 | 2022/21043/BC lần 2.xlsx | Thông tin | 9   | A9   | field | cover | revision_reason | Lý do điều chỉnh
    21043     | 2022 | 2022/21043/BC lần 2.xlsx | Thông tin | 9   | B9   | field | cover | revision_reason | Tính thiếu một tuyến đường
"""


def store(workspace: Workspace, frames: dict[str, pd.DataFrame], register: pd.DataFrame) -> None:
    told = {name: frame for name, frame in frames.items() if name not in ("problems", "remarks", "cells")}
    facts = {name: frame.assign(revision=pd.array([1] * len(frame), "Int64")) for name, frame in told.items()}
    cells = {"cells": frames["cells"]} if "cells" in frames else {}
    commit(workspace.processed, {**facts, **cells, "register": register}, {"a.xlsx": "0" * 64})


def at_first() -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Bình Thạnh had not reported 2021."""
    models = pd.concat([FRAMES["models"], drawn(MODELS, "models").iloc[[0]]], ignore_index=True)
    three = [unit for unit in FOUR if unit is not BINH_THANH]
    came = [accepted(*three, year=2021, present=ALL), absent(BINH_THANH, year=2021), accepted(*FOUR, present=ALL)]
    return {**FRAMES, "models": models}, pd.concat(came, ignore_index=True)


def later() -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Bình Thạnh reported, Bình Thuận sent its report of 2022 anew with a greater sum."""
    works = FRAMES["resources"].copy()
    works.loc[2, ["total_vnd", "file"]] = [90_000_000, LATER]
    register = pd.concat([accepted(*FOUR, year=2021, present=ALL), accepted(*FOUR, present=ALL)], ignore_index=True)
    anew = register["unit_code"].eq("21043") & register["year"].eq(2022)
    register.loc[anew, ["file", "sha256", "revision"]] = [LATER, "b", 2]
    models = pd.concat([FRAMES["models"], drawn(MODELS, "models")], ignore_index=True)
    cells = drawn(REASON).assign(revision=pd.array([2, 2], "Int64"))
    return {**FRAMES, "models": models, "resources": works, "cells": cells}, register


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace whose figures were frozen, before a late file, a link of models and other settings came."""
    made = Workspace(tmp_path_factory.mktemp("chốt") / "huyện")
    made.root.mkdir()
    made.settings.write_bytes((ROOT / "danvan.toml").read_bytes())
    store(made, *at_first())
    freeze(made, "so-ket", None, YEARS, DAY)
    assert list(since(made, YEARS)) == []
    store(made, *later())
    made.model_links.write_text(LINK, encoding="utf-8")
    text = made.settings.read_text(encoding="utf-8")
    made.settings.write_text(text.replace('signer_title = "CHỦ TỊCH"', 'signer_title = "PHÓ CHỦ TỊCH"'), "utf-8")
    return made


def issued(district: Workspace) -> bytes:
    return (district.frozen / "so-ket" / "report.docx").read_bytes()


def says(capsys: pytest.CaptureFixture[str], district: Workspace, *words: str) -> tuple[int, str, str]:
    code = main(["--workspace", str(district.root), *words])
    return (code, *capsys.readouterr())


def test_the_report_of_the_frozen_state_is_the_same_to_the_byte(
    district: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    district.report_template.write_bytes(b"a template that came later, and is none")
    code, out, err = says(capsys, district, "report", "--frozen", "so-ket")
    district.report_template.unlink()
    again = district.root / "outputs" / "frozen" / "so-ket" / "2021-2022" / "report.docx"
    assert (code, err) == (0, "")
    assert out == f"Đã lập lại {again} từ bản chốt “so-ket”.\nGiống từng byte với báo cáo khi chốt.\n"
    assert again.read_bytes() == issued(district)


def test_the_report_of_now_differs(district: Workspace, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    now = write_report(district, asked(district, None, YEARS), tmp_path / "nay.docx")
    assert now.read_bytes() != issued(district)
    kept = str(district.frozen / "so-ket" / "report.docx")
    code, out, _ = says(capsys, district, "report", "check", kept)
    assert code == 3
    assert "T6a/2022/total_vnd: báo cáo ghi “60.000.000”, số liệu là 90.000.000." in out
    assert says(capsys, district, "report", "check", kept, "--frozen", "so-ket")[0] == 0


def test_a_figure_of_the_frozen_state_is_traced_in_it(district: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    state = opened(district, "so-ket")
    assert trace(state.workspace, "T6a/2022/total_vnd", state.span.years).value == 60_000_000
    told = danvan.trace("T6a/2022/total_vnd", workspace=state.workspace)
    assert (told.attrs["value"], told["value"].sum()) == (60_000_000, 60_000_000)
    code, out, _ = says(capsys, district, "trace", "T6a/2022/total_vnd", "--frozen", "so-ket")
    assert (code, out.splitlines()[0]) == (0, "T6a/2022/total_vnd: 60.000.000 đồng")


def test_what_changed_names_unit_indicator_old_new_and_file(district: Workspace) -> None:
    told = compare(district, "so-ket")
    by_unit = {(row["unit"], row["measure"]): row for row in told.figures.to_dict("records")}
    row = by_unit["Xã Bình Thuận", "total_vnd"]
    assert (row["year"], row["before"], row["now"], row["why"], row["file"]) == (
        2022, 60_000_000, 90_000_000, "new_file", LATER,
    )  # fmt: skip
    assert told.reasons == {LATER: "Tính thiếu một tuyến đường"}
    assert told.declared == ["danvan.toml", "model_links.csv"]
    late = by_unit["Xã Bình Thạnh", "registered"]
    assert (pd.isna(late["before"]), late["lack_before"], late["now"]) == (True, "not_received", 2)


def test_what_changed_is_printed_for_a_clerk(district: Workspace) -> None:
    text = list(lines(compare(district, "so-ket")))
    assert text[0] == (
        "So bản chốt “so-ket” (giai đoạn 2021 - 2022, chốt ngày 09/01/2023) với số liệu hiện tại, "
        "giai đoạn 2021 - 2022."
    )
    assert "Khai báo đã đổi: danvan.toml, model_links.csv." in text
    at = text.index("Xã Bình Thuận, năm 2022: báo cáo gửi lại (lý do ghi trong báo cáo: Tính thiếu một tuyến đường)")
    assert text[at + 1 : at + 3] == [
        f"  tệp {LATER}, trước là 21043-2022.xlsx",
        "  Tổng kinh phí (đồng)   60.000.000 → 90.000.000   +30.000.000",
    ]
    at = text.index("Xã Bình Thạnh, năm 2021: báo cáo mới được tổng hợp")
    assert "  Báo cáo: chưa báo cáo → đã tổng hợp" in text[at:]
    (models,) = [line for line in text[at:] if line.startswith("  Mô hình đăng ký") and "chưa báo cáo" in line]
    assert models.split("   ")[-1].strip() == "chưa báo cáo → 2"
    assert not [line for line in text if "  0 →" in line]
    whole = text.index("Cộng các đơn vị, cả giai đoạn")
    assert text[whole + 1] == "  Số mô hình, mỗi mô hình tính một lần   3 → 4   +1"  # two are new, two are linked


def test_scripts_and_spreadsheets_get_the_same(
    district: Workspace, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    book = tmp_path / "so_sanh.xlsx"
    code, out, err = says(capsys, district, "compare", "so-ket", "--json", "--output", str(book))
    assert (code, err) == (0, f"Đã ghi {book}.\n")
    told = json.loads(out)
    assert set(told) == {
        "before", "now", "summary", "years", "declared", "programs", "figures", "totals", "items", "reports", "reasons",
    }  # fmt: skip
    (row,) = [row for row in told["figures"] if (row["unit_code"], row["measure"]) == ("21043", "total_vnd")]
    assert (row["label"], row["before"], row["now"]) == ("Tổng kinh phí (đồng)", 60_000_000, 90_000_000)
    sheet = openpyxl.load_workbook(book)["D1"]
    rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert [2022, "Xã Bình Thuận", "Tổng kinh phí (đồng)", 60_000_000, 90_000_000, 30_000_000] in [r[:6] for r in rows]
    late = next(r for r in rows if r[1:3] == ["Xã Bình Thạnh", "Mô hình đăng ký"])
    assert late[3:7] == ["…", 2, "…", "Trước: chưa báo cáo"]


def test_who_passes_by_is_told_in_a_sentence(district: Workspace) -> None:
    ((about, line),) = since(district, [2022])
    assert about.name == "so-ket"
    assert line.startswith(
        "So với bản chốt “so-ket” (giai đoạn 2021 - 2022, chốt ngày 09/01/2023), nay khác (năm 2022):"
    )
    assert "1 số liệu" in line
    assert "của 1 đơn vị" in line
    assert list(since(district, [2019])) == []


def test_a_broken_state_is_told_and_stops_nothing(district: Workspace) -> None:
    settings = district.frozen / "so-ket" / "danvan.toml"
    kept = settings.read_bytes()
    settings.write_bytes(kept + b"\n")
    ((_, line),) = since(district, YEARS)
    settings.write_bytes(kept)
    assert line.startswith("Bản chốt “so-ket”: danvan.toml đã mất hoặc bị thay đổi")


def test_another_version_is_said_plainly(district: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(states, "made_with", lambda: made_with() | {"danvan": "9.0"})
    monkeypatch.setattr(states, "write_report", lambda state, span, path: (path.write_bytes(b"other"), path)[1])
    remade = remake(opened(district, "so-ket"), tmp_path / "r.docx")
    version = made_with()["danvan"]
    assert remade.same is False
    assert list(remade.lines()) == [
        f"KHÔNG giống báo cáo khi chốt. Chương trình đã khác: danvan {version} (nay 9.0). "
        f"Bản khi chốt được giữ tại {district.frozen / 'so-ket' / 'report.docx'}."
    ]
    assert list(replace(remade, same=True).lines()) == [
        f"Giống từng byte với báo cáo khi chốt. Chương trình đã khác: danvan {version} (nay 9.0)."
    ]


def test_a_report_of_other_years_has_none_to_be_held_against(
    district: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(states, "write_report", lambda state, span, path: (path.write_bytes(b"2021"), path)[1])
    remade = remake(opened(district, "so-ket", 2021), tmp_path / "r.docx")
    assert remade.same is None
    assert list(remade.lines()) == ["Khi chốt chưa lập báo cáo này nên không có bản để đối chiếu."]


def test_two_frozen_states_can_be_compared(district: Workspace) -> None:
    assert compare(district, "so-ket", "so-ket").summary == ""
    with pytest.raises(UsageError, match="Không có bản chốt “x”"):
        compare(district, "so-ket", "x")


def test_the_present_is_no_name(district: Workspace) -> None:
    with pytest.raises(UsageError, match="“nay” là tên dành cho số liệu hiện tại"):
        freeze(district, "nay", None, YEARS, DAY)


def test_a_frozen_state_gives_no_template(district: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert says(capsys, district, "report", "--frozen", "so-ket", "--template")[0] == 2


def test_programs_that_differ_are_named_with_both_versions() -> None:
    assert otherwise({"danvan": "1", "zlib": "2"}, {"danvan": "1", "zlib": "3", "lxml": "6"}) == [
        "zlib 2 (nay 3)", "lxml ? (nay 6)",
    ]  # fmt: skip
