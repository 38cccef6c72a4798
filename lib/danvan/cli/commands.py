"""All commands, in the order of the work; each is parsed in its module, done by its room, and its result printed."""

from __future__ import annotations

from pathlib import Path

import click

from danvan import __version__
from danvan.cli.measuring import bench
from danvan.cli.options import FOLDER
from danvan.cli.reports import report, trace
from danvan.cli.results import links, run
from danvan.cli.schedules import schedule
from danvan.cli.sharing import share
from danvan.cli.states import compare, freeze
from danvan.cli.submissions import check, ingest, look, returned, sample, template
from danvan.cli.verifying import verify
from danvan.cli.words import Group


@click.group(cls=Group, epilog="Ví dụ: danvan run --year 2022")
@click.option("--workspace", type=FOLDER, help="Thư mục làm việc (có danvan.toml); mặc định là thư mục gần nhất.")
@click.version_option(__version__, message="danvan %(version)s", help="Xem phiên bản rồi thoát.")
@click.pass_context
def danvan(ctx: click.Context, workspace: Path | None) -> None:
    """Từ tệp Excel của các xã đến bảng, biểu đồ, sổ tay và trang xem."""
    ctx.obj = workspace


for command in (
    run,
    ingest,
    check,
    look,
    links,
    returned,
    template,
    report,
    trace,
    freeze,
    compare,
    share,
    verify,
    schedule,
    sample,
    bench,
):
    danvan.add_command(command)
