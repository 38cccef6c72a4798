"""What money is counted in is read from any line near its table, and told where lines differ or leave it in doubt."""

from __future__ import annotations

import pytest
from drawing import sheet
from drawn_submission import errors, grid, submit

from danvan.declared.form import form
from danvan.intake.blocks import find_blocks
from danvan.intake.roles import assign
from danvan.intake.sheet import Value
from danvan.intake.submission import Submission
from danvan.intake.tables import TableReading, read_table

Rows = list[list[Value | None]]
WORKS: Rows = [
    ["TT", "Tên công trình", "Loại công trình", "Tổng kinh phí", "Hoàn thành"],
    [1, "Kênh A", "Kênh mương", 380000, "x"],
]  # fmt: skip
DONATIONS: Rows = [
    ["TT", "Sự kiện", "Hoạt động", "Đối tượng ủng hộ", "Tiền mặt", "Đã tính trong tổng số nêu trên"],
    [1, "Covid-19", "Ủng hộ", "Cá nhân", 5000000, "Không"],
]  # fmt: skip
NOTHING = {"Biểu không phát sinh": "B5, B6, B7, B8"}
THOUSANDS, DONG = "Đơn vị tính: nghìn đồng", "Đơn vị tính: đồng"


def amounts(found: Submission) -> tuple[object, object]:
    return found.rows["resources"][0].values["total_vnd"], found.rows["donations"][0].values["cash_vnd"]


@pytest.mark.parametrize(
    ("first", "between"),
    [([THOUSANDS], [DONG]), (["NGUỒN LỰC", THOUSANDS], ["ỦNG HỘ", DONG]), ([THOUSANDS], ["ỦNG HỘ THEO SỰ KIỆN"])],
)
@pytest.mark.parametrize("gap", [0, 1, 3])
def test_tables_one_below_the_other(first: list[str], between: list[str], gap: int) -> None:
    rows: Rows = [*([line] for line in first), *WORKS, *([[None]] * gap), *([line] for line in between), *DONATIONS]
    found = submit(fields=NOTHING, B2=grid("NL", *rows))
    assert (amounts(found), errors(found)) == ((380_000_000, 5_000_000), [])


@pytest.mark.parametrize("right", [DONG, "ỦNG HỘ THEO SỰ KIỆN"])
def test_tables_side_by_side(right: str) -> None:
    beside = [[*one, None, *other] for one, other in zip(WORKS, DONATIONS, strict=True)]
    found = submit(B2=grid("NL", [THOUSANDS, None, None, None, None, None, right], *beside))
    assert amounts(found) == (380_000_000, 5_000_000)


def test_one_line_over_both_halves_of_a_list() -> None:
    found = submit(B2=sheet("""
        | Đơn vị tính: nghìn đồng |
        | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành | TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |
        | 1 | Kênh A | Kênh mương | 380000 | x | 2 | Kênh B | Kênh mương | 500000 | x |
    """, "NL"))  # fmt: skip
    assert [row.values["total_vnd"] for row in found.rows["resources"]] == [380_000_000, 500_000_000]


HEAD = "| TT | Tên công trình | Loại công trình | Tổng kinh phí | Hoàn thành |"
DONATED = "| TT | Sự kiện | Hoạt động | Đối tượng ủng hộ | Tiền mặt | Đã tính trong tổng số |"


def tables(drawing: str) -> list[TableReading]:
    drawn = sheet(drawing)
    blocks = find_blocks(drawn, form(), 2021)
    roles = assign(drawn, blocks, form())
    return [read_table(drawn, block, roles, n, form(), 2021) for n, block in enumerate(blocks)]


def works(*lines: str, amounts: tuple[object, ...] = (10500, 25000, 38000), below: str = "") -> TableReading:
    rows = "\n".join(f"| {n} | Kênh N{n} | Kênh mương | {amount} | x |" for n, amount in enumerate(amounts, start=1))
    return tables("\n".join([*(f"| {line} |" for line in lines), HEAD, rows, f"| | {below} |" if below else ""]))[0]


def money(reading: TableReading) -> list[object]:
    return [row.values["total_vnd"] for row in reading.rows]


def told(reading: TableReading) -> list[str]:
    return [p.code for p in reading.problems if p.severity != "F"]


@pytest.mark.parametrize(("word", "scale"), [("nghìn", 10**3), ("triệu", 10**6)])
@pytest.mark.parametrize(
    "line",
    [
        "Đơn vị: {} đồng",
        "{} đồng",
        "Năm 2021 (ĐVT: {} đồng)",
        "HUY ĐỘNG NGUỒN LỰC (Đơn vị tính: {} đồng)",
        "HUY ĐỘNG NGUỒN LỰC\\nĐVT: {} đồng",
        "Đơn vị tính: | {} đồng",
        "Đơn vị tính: Kinh phí: {} đồng; diện tích: m2; ngày công: công",
        "(Số tiền tính bằng {} đồng)",
    ],
)
def test_lines_over_a_table(line: str, word: str, scale: int) -> None:
    reading = works(line.format(word))
    assert money(reading) == [10500 * scale, 25000 * scale, 38000 * scale]
    assert told(reading) == []


@pytest.mark.parametrize("line", ["Ghi chú: số tiền tính bằng nghìn đồng", "(Số tiền tính bằng nghìn đồng)"])
def test_a_line_under_the_table(line: str) -> None:
    reading = works(below=line)
    assert money(reading) == [10_500_000, 25_000_000, 38_000_000]
    assert told(reading) == []


def test_a_line_over_the_next_table_is_that_tables() -> None:
    first, second = tables(f"""
        {HEAD}
        | 1 | Kênh N1 | Kênh mương | 380000000 | x |
        |
        | ĐVT: triệu đồng |
        {DONATED}
        | 1 | Covid-19 | Ủng hộ | Tập thể | 12 | Có |
    """)
    assert money(first) == [380_000_000]
    assert second.rows[0].values["cash_vnd"] == 12_000_000


def test_lines_that_differ_are_an_error() -> None:
    reading = works("Năm 2021 (ĐVT: triệu đồng)", "Đơn vị tính: đồng", amounts=(380000000,))
    assert told(reading) == ["Đ97"]
    assert money(reading) == [380_000_000]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("ĐVT: 10.000 đồng", "Đ75"),
        ("ĐVT: USD", "Đ75"),
        ("Phong trào nông dân triệu đồng", "Đ98"),
        ("Số liệu tính theo nghìn đồng trừ cột 5", "Đ98"),
    ],
)
def test_lines_in_doubt_are_told(line: str, code: str) -> None:
    assert told(works(line, amounts=(380000000,))) == [code]


@pytest.mark.parametrize("line", ["Tổng kinh phí: 500 triệu đồng", "ĐVT: công trình", "Hội đồng nhân dân xã"])
def test_other_lines_say_nothing_of_money(line: str) -> None:
    assert told(works(line, amounts=(380000000,))) == []


@pytest.mark.parametrize(
    ("lines", "amounts", "codes"),
    [
        ((), (10732, 25000, 6500), ["Đ99"]),
        ((), ("'10.732", "'25.000", "'6.500"), ["Đ99", "Đ03", "Đ03", "Đ03"]),
        (("Đơn vị tính: đồng",), (10732, 25000, 6500), ["Đ99"]),
        (("Đơn vị tính: đồng",), (500000, 650000), []),
        ((), (10732, 25000, 6500000), []),
    ],
)
def test_sums_that_are_all_small_are_doubted(
    lines: tuple[str, ...], amounts: tuple[object, ...], codes: list[str]
) -> None:
    assert told(works(*lines, amounts=amounts)) == codes


def test_dong_among_thousands_is_refused() -> None:
    reading = works("ĐVT: nghìn đồng", amounts=(10500, 25000, 380000, 6250, 10500000))
    assert told(reading) == ["Đ73"]
    assert money(reading)[-1] is None


def test_a_large_work_among_small_ones_is_none() -> None:
    assert told(works("ĐVT: nghìn đồng", amounts=(10500, 25000, 80000, 2500000))) == []
