"""Commands that look at everything at once: the main job, and the models that a person has to confirm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan.cli.options import as_json, span
from danvan.cli.printing import say, say_json
from danvan.cli.states import restated
from danvan.cli.words import Command, Minutes, Period
from danvan.cli.workspaces import named, writing
from danvan.problems import DanvanError, UsageError

if TYPE_CHECKING:
    from danvan.cli.told import Tell
    from danvan.paths import Workspace
    from danvan.runs.standing import Ended


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan run · danvan run --year 2021 · danvan run --period 2017-2022",
    short_help="Đọc báo cáo, chạy sổ tay, lập bảng, biểu đồ và trang xem.",
)
@span("Chỉ lập kết quả của năm này.", "Chỉ lập kết quả của giai đoạn này.")
@click.option("--wait", type=Minutes(), default=0, help="Đợi lệnh khác xong, bao nhiêu phút.")
@click.option("--strict", is_flag=True, help="Mã kết thúc là 3 khi có báo cáo phải trả lại.")
@click.pass_context
def run(ctx: click.Context, year: int | None, period: tuple[int, int] | None, wait: int, strict: bool) -> None:
    """Đọc mọi báo cáo trong data/raw rồi lập kết quả trong outputs/.

    Không có tùy chọn: lập năm mới nhất và cả giai đoạn; năm mới có báo cáo 6 tháng thì lập báo cáo 6 tháng.
    Kết quả trước đó chỉ được thay khi kết quả mới đã xong.
    Mã kết thúc: 0 xong, 1 không xong, 2 gọi lệnh sai. Vài dòng kết quả để gửi thư: outputs/ket_qua.txt.
    """
    from danvan.cli.told import told
    from danvan.runs import standing

    name = str(year) if year else "-".join(map(str, period)) if period else standing.LATEST
    with writing(ctx.obj, wait_minutes=wait) as workspace, told(workspace, "danvan run") as tell:
        seen = standing.look(workspace)
        ended = standing.found(workspace, name, seen)
        if ended:
            tell(ended.lines)
        else:
            ended = _made(workspace, year, period, tell)
            standing.keep(workspace, name, seen, ended)
    ctx.exit(3 if strict and ended.returned else 0)


def _made(workspace: Workspace, year: int | None, period: tuple[int, int] | None, tell: Tell) -> Ended:
    """Do the whole of it, and return how it would end if it were asked again now."""
    from danvan.cli.progress import shown
    from danvan.declared.settings import ANNUAL, HALF_YEAR
    from danvan.intake.ingest import ingest
    from danvan.intake.returned import write_returned
    from danvan.runs.halves import due, write_halves
    from danvan.runs.plan import check_all, possible, read_runs, spans
    from danvan.runs.run import run
    from danvan.runs.standing import Ended

    with shown() as report:
        runs = read_runs(workspace.runs)
        check_all(workspace, runs)
        possible(workspace, [year] if year else period or ())
        summary = ingest(workspace, lambda done, total: report("Đọc báo cáo", done, total))
        try:
            known = summary.years_of(ANNUAL)
            halves = [] if period else due(known, summary.years_of(HALF_YEAR), year)
            wanted = () if halves and (year or not known) else spans(known, year, period)
            for of in [*(asked.years[0] for asked in wanted if not asked.is_period), *halves]:
                write_returned(workspace, summary, of)
            published = run(workspace, runs, wanted, report) if wanted else []
            reports = write_halves(workspace, halves)
        except DanvanError as failure:
            if not isinstance(failure, UsageError):
                tell(summary.lines())
            raise
    years = sorted({*halves, *(year for asked in wanted for year in asked.years)})
    differs = list(restated(workspace, years))
    made = [*(one.line() for one in published), *reports.values()]
    tell([*summary.lines(years), *differs, *made])
    stands = [*(replace(one, standing=True).line() for one in published), *reports.values()]
    again = [*replace(summary, read=0).lines(years), *differs, *stands]
    labels = *(one.span.label for one in published), *reports
    return Ended(labels, tuple(again), bool(summary.returned_in(years)))


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan links · danvan links --years 2019-2022 --json",
    short_help="Nêu các mô hình có thể là một qua các năm, để người có trách nhiệm xác nhận.",
)
@click.option("--years", type=Period(), help="Chỉ nêu các cặp có cả hai năm trong giai đoạn này.")
@as_json()
@click.pass_obj
def links(folder: Path | None, years: tuple[int, int] | None, as_json: bool) -> None:
    """Nêu các cặp mô hình có thể là một nhưng khác tên, khác mã hoặc ở hai bên một lần sắp xếp đơn vị. Không lưu gì.

    Kèm sẵn các dòng để chép vào model_links.csv; số mô hình của giai đoạn chỉ đổi khi có người xác nhận.
    """
    from danvan import load, proposals
    from danvan.analysis.linking import doubled_codes
    from danvan.declared.settings import settings
    from danvan.publish.links import ToDecide

    here = named(folder)
    units = {unit.key: unit for unit in settings(here).places.units}
    told = ToDecide(proposals(workspace=here), doubled_codes(load("models", period=None, workspace=here)), units)
    told = told.within(*years) if years else told
    if as_json:
        say_json(told.document())
    else:
        say(told.lines())
