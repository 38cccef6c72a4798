"""Commands on frozen states: keeping the figures of a report for ever, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan.cli.options import FILE, as_json, span
from danvan.cli.printing import say, say_json
from danvan.cli.words import Command
from danvan.cli.workspaces import named, writing

if TYPE_CHECKING:
    from danvan.paths import Workspace


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan freeze --period 2017-2022 --label so-ket · danvan freeze --year 2022 --label nam-2022",
    short_help="Chốt số liệu dưới một tên, không bao giờ bị thay đổi.",
)
@span("Chốt cho báo cáo của năm này; mặc định là năm mới nhất.", "Chốt cho báo cáo của giai đoạn này.")
@click.option("--label", metavar="TÊN", required=True, help="Tên của bản chốt.")
@click.pass_obj
def freeze(folder: Path | None, year: int | None, period: tuple[int, int] | None, label: str) -> None:
    """Chốt số liệu: giữ nguyên mọi bảng và mọi khai báo lúc này, để lập lại đúng báo cáo đã ký và để so sánh về sau."""
    from datetime import datetime

    from danvan.runs.states import freeze

    with writing(folder) as workspace:
        made = freeze(workspace, label, year, period, datetime.now().astimezone().date())
        place = (workspace.frozen / made.name).relative_to(workspace.root)
    say([f"Đã chốt số liệu “{made.name}” trong {place}, kèm báo cáo lập từ số liệu đó."])


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan compare so-ket nay · danvan compare so-ket so-ket-2 --json",
    short_help="Số liệu nào đã khác so với bản chốt, cũ, mới, vì tệp nào.",
)
@click.argument("before", metavar="BẢN_CŨ")
@click.argument("now", metavar="[BẢN_MỚI]", default="nay")
@click.option("--output", type=FILE, help="Ghi thêm các bảng so sánh ra tệp Excel này.")
@as_json()
@click.pass_obj
def compare(folder: Path | None, before: str, now: str, output: Path | None, as_json: bool) -> None:
    """So hai bản chốt, hoặc một bản chốt với số liệu hiện tại (“nay”), theo đơn vị và chỉ tiêu."""
    from danvan.publish.compared.lines import lines
    from danvan.publish.compared.tables import tables, to_json
    from danvan.publish.workbook import write_tables
    from danvan.runs.since import compare

    told = compare(named(folder), before, now)
    if output:
        write_tables(tables(told), output, title=f"So {told.before} với {told.now}")
        click.echo(f"Đã ghi {output}.", err=True)
    if as_json:
        say_json(to_json(told))
    else:
        say(lines(told))


def restated(workspace: Workspace, years: Iterable[int]) -> Iterator[str]:
    """What changed in these years since their figures were frozen: a sentence a state, with the command to see it."""
    from danvan.runs.since import since

    for about, line in since(workspace, list(years)):
        yield f'{line} Xem: danvan compare "{about.name}"'
