"""The command that prints what every column and indicator means."""

from __future__ import annotations

from pathlib import Path

import click

from danvan.cli.options import FILE, as_json
from danvan.cli.printing import say, say_json
from danvan.cli.words import Command


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan dictionary · danvan dictionary --output tu_dien.md",
    short_help="In từ điển số liệu: nghĩa, kiểu, đơn vị tính của từng cột và chỉ tiêu.",
)
@click.option("--output", type=FILE, help="Ghi thành tệp Markdown này; mặc định là in ra.")
@as_json()
def dictionary(output: Path | None, as_json: bool) -> None:
    """In mọi cột của mọi bảng và mọi chỉ tiêu, từ biểu mẫu đã khai báo: nghĩa, kiểu, đơn vị tính, cộng được hay không,
    mức độ công khai, có trong biểu những năm nào.
    """
    from danvan.files import write_whole
    from danvan.publish.dictionary import document, markdown

    if output:
        write_whole(output, markdown().encode())
        say([f"Đã ghi từ điển số liệu vào {output}."])
    elif as_json:
        say_json(document())
    else:
        say(markdown().splitlines())
