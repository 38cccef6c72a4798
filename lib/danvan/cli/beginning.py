"""The command that begins a workspace for another office."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from danvan.cli.options import FILE, missing
from danvan.cli.printing import say
from danvan.cli.words import Command
from danvan.cli.workspaces import named


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan new ../song_tra --unit 530 --units song_tra.csv",
    short_help="Lập thư mục làm việc cho một huyện, tỉnh khác từ danh mục đơn vị.",
)
@click.argument("target", metavar="THƯ_MỤC", type=click.Path(path_type=Path))
@click.option("--unit", required=True, metavar="MÃ", help="Mã của huyện (tỉnh) mà thư mục làm việc dành cho.")
@click.option(
    "--units", "lists", required=True, multiple=True, type=FILE, help="Danh mục đơn vị (CSV); có thể nêu nhiều lần."
)
@click.pass_obj
def new(folder: Path | None, target: Path, unit: str, lists: tuple[Path, ...]) -> None:
    """Lập danvan.toml, danh mục đơn vị, sổ tay và data/raw trống trong một thư mục mới, từ tệp CSV của các đơn vị.

    Tệp CSV có các cột code, name, type, parent_code, valid_from, valid_to, successor_code, successor_from,
    successor_basis: một dòng cho huyện, một dòng cho tỉnh, mỗi xã một dòng; cơ quan ở tệp riêng có các cột code, name,
    block, valid_from, valid_to. Sổ tay chép từ thư mục làm việc hiện tại.
    """
    from danvan.runs.begun import begin

    if error := missing(lists):
        raise error
    today = date.today()  # noqa: DTZ011 - the calendar on the wall of the office
    made = begin(target, unit, lists, named(folder), today)
    say(
        [
            f"Đã lập {target} cho {made.office.called}: {len(made.reporting)} đơn vị phải báo cáo.",
            f"Hãy xem lại {target / 'danvan.toml'} (ngày phát động, hạn gửi, cơ quan phải gửi), rồi lập biểu mẫu: "
            f"danvan --workspace {target} template --year {today.year}",
        ]
    )
