"""What changed between two states: only what differs, by unit and measure, with the file that made it so."""

from __future__ import annotations

import pandas as pd
import pytest
from drawn_frames import drawn
from drawn_tables import drawn_tables, of_period

from danvan.analysis.restated import differences
from danvan.publish.compared import label, lines, to_json

FRAMES, ROLL = drawn_tables(), of_period().assign(report_sha256="a")
NAMES = {(row.unit_code, row.unit_from): row.unit for row in ROLL.itertuples()}


def changed(now: dict[str, pd.DataFrame], roll: pd.DataFrame = ROLL) -> pd.DataFrame:
    return differences(FRAMES, {**FRAMES, **now}, (ROLL, roll))


def with_value(table: str, column: str, row: int, value: object) -> dict[str, pd.DataFrame]:
    frame = FRAMES[table].copy()
    frame.loc[row, column] = value
    return {table: frame}


def resent(code: str = "21040") -> pd.DataFrame:
    mine = ROLL["unit_code"].eq(code) & ROLL["year"].eq(2021)
    return ROLL.assign(
        report_sha256=ROLL["report_sha256"].where(~mine, "b"),
        report_file=ROLL["report_file"].where(~mine, "2021/21040/BC lần 2.xlsx"),
    )


def test_nothing_differs_from_itself() -> None:
    assert changed({}).empty
    assert list(lines(changed({}), NAMES)) == ["Không có số liệu nào khác nhau."]


def test_a_figure_that_was_sent_anew_tells_old_new_and_the_file() -> None:
    found = changed(with_value("resources", "total_vnd", 0, 390_000_000), resent())
    (row,) = found.to_dict("records")
    assert (row["year"], row["unit_code"], row["measure"], row["before"], row["now"], row["why"]) == (
        2021, "21040", "total_vnd", 380_000_000, 390_000_000, "new_file",
    )  # fmt: skip
    assert list(lines(found, NAMES)) == [
        "1 số liệu khác nhau.",
        "Thị trấn Châu Ổ, năm 2021: báo cáo gửi lại (2021/21040/BC lần 2.xlsx)",
        "  Tổng kinh phí: 380.000.000 → 390.000.000",
    ]


def test_the_same_file_read_otherwise_is_said_so() -> None:
    (row,) = changed(with_value("indicators", "value", 0, 8)).to_dict("records")
    assert (row["why"], row["before"], row["now"]) == ("read_anew", 7, 8)
    assert label(row) == "Tổ An ninh nhân dân (thực hiện trong kỳ)"


def test_a_blank_is_no_zero() -> None:
    found = changed(with_value("resources", "total_vnd", 0, pd.NA))
    (row,) = found.to_dict("records")
    assert pd.isna(row["now"])
    assert list(lines(found, NAMES))[-1] == "  Tổng kinh phí: 380.000.000 → chưa có số liệu"


@pytest.mark.parametrize(("states", "why"), [((0, 1), "withdrawn"), ((1, 0), "received")])
def test_a_report_that_came_or_went(states: tuple[int, int], why: str) -> None:
    mine = ROLL["unit_code"].eq("21040") & ROLL["year"].eq(2021)
    without = ROLL.assign(status=ROLL["status"].where(~mine, "returned"))
    fewer = {**FRAMES, "donations": FRAMES["donations"][FRAMES["donations"]["unit_code"] != "21040"]}
    pair = [(FRAMES, ROLL), (fewer, without)]
    (one, first), (other, second) = (pair[n] for n in states)
    found = differences(one, other, (first, second))
    assert set(found["why"]) == {why}
    assert set(found["unit_code"]) == {"21040"}


def test_choices_are_told_in_words() -> None:
    found = changed({"awards": drawn("""
        unit_code | year | award_year | achievement_year | level    | form        | recipient_kind | count
        CQ-MTTQ   | 2021 | 2021       | 2020             | district | certificate | collective     | 4
        21043     | 2021 | 2021       | 2021             | commune  | merit       | individual     | 4
    """, "awards")})  # fmt: skip
    (row,) = found.to_dict("records")
    assert label(row) == "Số lượng (Cấp huyện, Tập thể)"
    assert to_json(found)[0]["now"] == 4
