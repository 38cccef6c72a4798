"""The command that prints entries for the machine's own scheduler."""

from __future__ import annotations

from pathlib import Path

import click

from danvan.cli.options import FOLDER
from danvan.cli.printing import say
from danvan.cli.words import Command
from danvan.cli.workspaces import named

CHOICES = ("cron", "systemd", "windows")


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan schedule cron · danvan schedule windows --output lich",
    short_help="Soạn sẵn lịch chạy cho cron, systemd hoặc Windows Task Scheduler.",
)
@click.argument("system", type=click.Choice(CHOICES), metavar=f"[{'|'.join(CHOICES)}]")
@click.option("--output", type=FOLDER, help="Ghi thành tệp trong thư mục này; mặc định là in ra.")
@click.pass_obj
def schedule(folder: Path | None, system: str, output: Path | None) -> None:
    """Soạn lịch của năm: sau kỳ 6 tháng, sau kỳ năm, và khi sơ kết. Chỉ soạn, không tự cài vào máy.

    Mỗi mục gọi cùng một lệnh `danvan run`; không có gì mới thì lệnh kết thúc ngay. Kết quả ngắn ở outputs/ket_qua.txt.
    """
    import sys

    from danvan.declared.settings import settings
    from danvan.files import write_whole
    from danvan.runs import schedule

    workspace = named(folder)
    words = schedule.command(workspace.root, Path(sys.executable))
    files = schedule.SYSTEMS[system](schedule.calendar(settings(workspace)), words)
    if output is None:
        say(line for name, text in files.items() for line in (f"# {name}", text))
        return
    for name, text in files.items():
        write_whole(output / name, schedule.encoded(name, text))
    say([f"Đã ghi {len(files)} tệp vào {output}.", *schedule.HOW[system]])
