"""The command that measures what danvan costs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan.cli.options import as_json
from danvan.cli.printing import say, say_json
from danvan.cli.words import Command
from danvan.cli.workspaces import named

if TYPE_CHECKING:
    from danvan.bench.rounds import Answer

SUBJECTS = ("reading", "apart", "again", "notebooks", "starting", "pages", "sizes", "nation", "spread")
NAMED_ONLY = ("nation", "spread")  # take half an hour and some minutes


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan bench · danvan bench reading --rounds 5 · danvan bench nation --files 100",
    short_help="Đo chi phí đọc tệp, chạy sổ tay, khởi động so với cách làm khác.",
)
@click.argument("subjects", nargs=-1, type=click.Choice(SUBJECTS), metavar=f"[{'|'.join(SUBJECTS)}]...")
@click.option("--rounds", type=click.IntRange(1, 99), default=3, show_default=True, metavar="SỐ", help="Số lượt đo.")
@click.option(
    "--files",
    type=click.IntRange(10),
    default=1000,
    show_default=True,
    metavar="SỐ",
    help="Số tệp nhỏ nhất của nation, số tệp của spread.",
)
@as_json()
@click.pass_obj
def bench(folder: Path | None, subjects: tuple[str, ...], rounds: int, files: int, as_json: bool) -> None:
    """Đo trên bộ báo cáo mẫu, trong thư mục tạm, xen kẽ danvan và cách làm khác; lâu, nên chạy khi máy rảnh.

    Riêng nation (quy mô cả nước: gấp 2, 10 và 20 lần số tệp của --files) và spread (chia việc cho các máy làm việc của
    Dask) chỉ đo khi được nêu tên, một lượt.
    Kết quả từng lượt ở outputs/bench/bench.json, biểu đồ ở bench.png và sizes.png cùng thư mục.
    """
    from danvan.bench.measure import measured
    from danvan.bench.results import document, lines, write

    workspace = named(folder)

    def told(words: str) -> None:
        click.echo(words, err=True)

    def done(answer: Answer) -> None:
        if not as_json:
            say([*lines(answer), ""])

    usual = tuple(name for name in SUBJECTS if name not in NAMED_ONLY)
    answers = measured(workspace, subjects or usual, rounds, told, done, files)
    written = write(answers, workspace.outputs / "bench")
    if as_json:
        say_json(document(answers))
    else:
        say([f"Đã ghi {', '.join(path.relative_to(workspace.root).as_posix() for path in written)}."])
