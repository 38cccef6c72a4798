"""All commands, in the order of the work; each is parsed in its module, done by its room, and its result printed."""

from __future__ import annotations

from pathlib import Path

import click

from danvan import __version__
from danvan.cli.beginning import new
from danvan.cli.dictionary import dictionary
from danvan.cli.measuring import bench
from danvan.cli.options import FOLDER, as_json
from danvan.cli.printing import say, say_json
from danvan.cli.reports import report, trace
from danvan.cli.results import links, run
from danvan.cli.schedules import schedule
from danvan.cli.sharing import share
from danvan.cli.states import compare, freeze
from danvan.cli.submissions import check, ingest, look, returned, sample, template
from danvan.cli.verifying import verify
from danvan.cli.words import Group
from danvan.cli.workspaces import named_if_any


@click.group(cls=Group, invoke_without_command=True, epilog="Ví dụ: danvan · danvan run --year 2022")
@click.option("--workspace", type=FOLDER, help="Thư mục làm việc (có danvan.toml); mặc định là thư mục gần nhất.")
@as_json("Chỉ gọi danvan: in việc cần làm thành một tài liệu JSON.")
@click.version_option(__version__, message="danvan %(version)s", help="Xem phiên bản rồi thoát.")
@click.pass_context
def danvan(ctx: click.Context, workspace: Path | None, as_json: bool) -> None:
    """Từ tệp Excel của các xã đến bảng, biểu đồ, sổ tay và trang xem.

    Không nêu lệnh: nói việc cần làm tiếp trong thư mục làm việc.
    """
    ctx.obj = workspace
    if ctx.invoked_subcommand is None:
        _next(ctx, workspace, as_json)
    elif as_json:
        raise click.UsageError("Tùy chọn --json của một lệnh đứng sau tên lệnh đó.", ctx)


def _next(ctx: click.Context, folder: Path | None, as_json: bool) -> None:
    """Say what to do next; outside of any workspace, what there is to do at all."""
    here = named_if_any(folder)
    if here is None:
        raise click.exceptions.NoArgsIsHelpError(ctx)
    from danvan.runs.pending import pending

    found = pending(here)
    if as_json:
        say_json(found.document())
    else:
        say([*found.lines(), "Mọi lệnh: danvan --help"])


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
    dictionary,
    verify,
    schedule,
    new,
    sample,
    bench,
):
    danvan.add_command(command)
