"""The command that packs what may leave the office."""

from __future__ import annotations

from pathlib import Path

import click

from danvan.cli.options import FILE, span
from danvan.cli.printing import say
from danvan.cli.words import Command
from danvan.cli.workspaces import writing


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan share --year 2022 · danvan share --period 2017-2022 --output so_ket.zip",
    short_help="Lập gói đã rà soát để gửi ra ngoài cơ quan.",
)
@span("Chia sẻ kết quả của năm này; mặc định là năm mới nhất.", "Chia sẻ kết quả của giai đoạn này.")
@click.option("--output", type=FILE, help="Tệp .zip để ghi; mặc định là outputs/chia_se_NĂM.zip.")
@click.pass_obj
def share(folder: Path | None, year: int | None, period: tuple[int, int] | None, output: Path | None) -> None:
    """Lập gói để gửi ra ngoài: trang xem, biểu đồ, bảng, báo cáo, sổ tay; không có thông tin riêng của người.

    Số đếm người 1-2 của một đơn vị ghi “<3”; có tên người, số điện thoại... thì dừng và nêu chỗ. Gói mang dấu DỰ THẢO
    cho đến khi ghi người duyệt và ngày duyệt trong danvan.toml, phần [sharing].
    """
    from danvan.cli.progress import shown
    from danvan.runs.plan import asked, read_runs
    from danvan.runs.share import package, share

    with writing(folder) as workspace, shown() as report:
        wanted = asked(workspace, year, period)
        made = share(workspace, read_runs(workspace.runs), wanted, output or package(workspace, wanted), report)
    draft = "" if made.approval.on else ", mang dấu DỰ THẢO"
    remark = [f"{made.approval.remark}."] if made.approval.remark else []
    said = f"Đã lập {made.path} ({made.files} tệp{draft}); {made.untold} số không nêu."
    say([said, *remark, *(f"{line}." for line in made.left_out)])
