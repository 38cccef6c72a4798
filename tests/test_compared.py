"""Differences in words, lines and tables: labels of the form, old and new side by side, never more than one can read."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from drawn_frames import drawn
from drawn_states import BEFORE, FRAMES, RESENT, compared, resent, state, with_value, without

from danvan.publish.compared import said
from danvan.publish.compared.lines import MOST, lines
from danvan.publish.compared.tables import tables, to_json


def test_nothing_differs_in_one_sentence() -> None:
    told = list(lines(compared(BEFORE, BEFORE)))
    assert told[1:] == ["Không có số liệu nào khác nhau."]


def test_a_figure_stands_below_its_unit_and_file() -> None:
    told = compared(BEFORE, state(with_value("resources", "total_vnd", 0, 390_000_000), resent()))
    assert list(lines(told))[1:] == [
        "Khác nhau: 1 số liệu của 1 đơn vị.",
        "",
        "Thị trấn Châu Ổ, năm 2021: báo cáo gửi lại",
        f"  tệp {RESENT}, trước là 21040-2021.xlsx",
        "  Tổng kinh phí (đồng)   380.000.000 → 390.000.000   +10.000.000",
        "",
        "Cộng các đơn vị, năm 2021",
        "  Tổng kinh phí (đồng)   380.000.000 → 390.000.000   +10.000.000",
    ]


def test_old_and_new_stand_below_each_other() -> None:
    frame = FRAMES["resources"].copy()
    frame.loc[0, ["total_vnd", "quantity", "labour_days"]] = [1_000, 900, 7]
    told = list(lines(compared(BEFORE, state({"resources": frame}))))
    assert "  Tổng kinh phí (đồng)   380.000.000 → 1.000   -379.999.000" in told
    assert "  Ngày công (công)          để trống →     7" in told
    assert "  Sửa công trình, Khối lượng: 0,90 → 900" in told


@pytest.mark.parametrize(
    ("subject", "measure", "part", "label"),
    [
        ("models", "registered", "", "Mô hình đăng ký"),
        ("resources", "land_m2", "", "Diện tích đất hiến (m2)"),
        ("indicators", "value", "indicator=security_teams, column=actual", "Tổ An ninh nhân dân (tổ)"),
        (
            "indicators", "value", "indicator=security_teams, column=same_period_last_year",
            "Tổ An ninh nhân dân (cùng kỳ năm trước, tổ)",
        ),
        (
            "indicators", "value", "indicator=security_teams, column=restated",
            "Tổ An ninh nhân dân (nêu lại trong báo cáo năm sau, tổ)",
        ),
        (
            "donations", "cash_vnd", "event=covid19, included_in_total=True",
            "Tiền mặt: Phòng, chống dịch Covid-19 (đồng)",
        ),
        (
            "donations", "cash_vnd", "event=covid19, included_in_total=False",
            "Tiền mặt: Phòng, chống dịch Covid-19, tính riêng (đồng)",
        ),
        ("donations", "goods_tonnes", "event=?, included_in_total=?", "Hàng hóa (tấn)"),
        ("ocop", "products", "stars=3", "Sản phẩm OCOP: 3 sao"),
        ("awards", "count", "level=district, recipient_kind=collective", "Khen thưởng: Cấp huyện, Tập thể (lượt khen)"),
    ],
)  # fmt: skip
def test_a_measure_is_told_in_the_words_of_the_form(subject: str, measure: str, part: str, label: str) -> None:
    assert said.measure({"subject": subject, "measure": measure, "part": part}) == label


def test_an_item_tells_what_was_written_before_and_now() -> None:
    told = list(lines(compared(BEFORE, state(with_value("models", "result", 0, "outstanding"), resent()))))
    assert "  Sửa mô hình “Tổ tự quản”, Kết quả xét: Công nhận → Tiêu biểu" in told


def test_flags_and_long_texts_are_told_as_people_read_them() -> None:
    remark = drawn(f"unit_code|year|section|text|approved\n21040|2021|strengths|{'Rất tốt. ' * 30}|có", "remarks")
    before = state({"remarks": remark})
    told = list(lines(compared(before, state({"remarks": remark.assign(approved=False)}))))
    (line,) = [line for line in told if "nhận xét" in line]
    assert line.endswith("Duyệt đưa vào báo cáo: có → không")
    assert "…”" in line


def test_of_a_report_that_came_the_main_figures_are_told_and_how_many_there_are_beside() -> None:
    told = compared(without(), BEFORE)
    text = list(lines(told))
    assert "  Báo cáo: chưa báo cáo → đã tổng hợp" in text
    (rest,) = [line for line in text if line.startswith("  … và ")]
    shown = [line for line in text[: text.index(rest)] if "chưa báo cáo →" in line and "Báo cáo" not in line]
    assert shown
    assert f"  … và {len(told.figures) + len(told.items) - len(shown)} số liệu" in rest
    assert not [line for line in text if " 0 →" in line]


def test_no_more_is_printed_than_one_can_read() -> None:
    many = pd.concat([FRAMES["ocop"].assign(product=f"Sản phẩm {n}") for n in range(50)], ignore_index=True)
    text = list(lines(compared(BEFORE, state({"ocop": many}))))
    assert len([line for line in text if line.startswith("  Thêm sản phẩm OCOP")]) == MOST
    assert f"  … và {51 - MOST} số liệu, mục danh mục khác; xem đủ bằng --output TỆP.xlsx" in text


def test_declarations_and_programs_that_changed_are_named() -> None:
    told = list(lines(compared(BEFORE, BEFORE, declared=["danvan.toml"], programs=["danvan 1 (nay 2)"])))
    assert told[2:] == ["Khai báo đã đổi: danvan.toml.", "Chương trình đã đổi: danvan 1 (nay 2)."]


def test_tables_mark_what_was_not_known_and_say_why() -> None:
    figures, items, reports, totals = tables(compared(without(), BEFORE, reasons={"21040-2021.xlsx": "Gửi muộn"}))
    assert [table.id for table in (figures, items, reports, totals)] == ["D1", "D2", "D3", "D4"]
    columns = {column.name: column for column in figures.columns}
    texts = [figures.text(0, columns[name]) for name in ("before", "change", "lack", "why", "file")]
    assert texts == ["…", "…", "Trước: chưa báo cáo", "báo cáo mới được tổng hợp: Gửi muộn", "21040-2021.xlsx"]
    assert set(items.frame["kind"]) == {"Thêm"}
    assert reports.frame["what"].tolist() == ["Báo cáo: chưa báo cáo → đã tổng hợp"]
    assert len(totals.frame) == len(compared(without(), BEFORE).totals)


def test_nothing_makes_empty_tables() -> None:
    assert [len(table.frame) for table in tables(compared(BEFORE, BEFORE))] == [0, 0, 0, 0]


def test_a_script_gets_strict_json() -> None:
    told = to_json(compared(without(), BEFORE))
    assert json.loads(json.dumps(told, allow_nan=False))["reports"][0]["label"] == "Báo cáo: chưa báo cáo → đã tổng hợp"
