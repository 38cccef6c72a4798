"""Commands on Word reports and their numbers: writing a report, checking an edited one, where a number comes from."""

from __future__ import annotations

from pathlib import Path

import click

from danvan.cli.options import FILE, as_json, from_frozen, missing, span
from danvan.cli.printing import say, say_json
from danvan.cli.words import Command
from danvan.cli.workspaces import reading, writing
from danvan.problems import UsageError

Period = tuple[int, int]


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan report --period 2017-2022 · danvan report check bao_cao.docx · danvan report --frozen so-ket",
    short_help="Lập báo cáo Word; kiểm tra báo cáo đã sửa.",
)
@click.argument("words", metavar="[check TỆP.docx]", nargs=-1)
@span("Báo cáo của năm này; mặc định là năm mới nhất.", "Báo cáo sơ kết của giai đoạn này.")
@click.option("--half", is_flag=True, help="Báo cáo 6 tháng đầu năm, từ các báo cáo kỳ 6T.")
@from_frozen("Lập lại báo cáo, hoặc kiểm tra, theo bản chốt này thay vì số liệu hiện tại.")
@click.option("--output", type=FILE, help="Tệp để ghi; mặc định là outputs/NĂM/report.docx.")
@click.option("--template", is_flag=True, help="Ghi mẫu báo cáo mau_bao_cao.docx cạnh danvan.toml để cơ quan tự sửa.")
@as_json("Với check: in một tài liệu JSON.")
@click.pass_context
def report(
    ctx: click.Context,
    words: tuple[str, ...],
    year: int | None,
    period: Period | None,
    half: bool,
    frozen: str | None,
    output: Path | None,
    template: bool,
    as_json: bool,
) -> None:
    """Lập báo cáo năm hoặc sơ kết giai đoạn dạng Word; mỗi con số giữ mã để lần về ô gốc.

    Với “check TỆP.docx”: liệt kê các con số trong báo cáo đã sửa tay không còn khớp số liệu hoặc đã mất dấu (mã kết
    thúc 3 nếu có), và các đoạn có số gõ tay.
    Với --frozen: lập lại báo cáo của bản chốt, giống từng byte với khi chốt; mã kết thúc 3 nếu không giống.
    """
    if words:
        if len(words) != 2 or words[0] != "check":
            raise UsageError(f"Không hiểu “{' '.join(words)}”; hãy ghi: danvan report check TỆP.docx")
        _check(ctx, Path(words[1]), frozen, as_json)
        return
    if frozen:
        if template or half:
            raise UsageError("Bản chốt giữ báo cáo năm hoặc giai đoạn; hãy bỏ --frozen, hoặc bỏ --template, --half.")
        _remake(ctx, frozen, (year, period), output)
        return
    from danvan.runs.plan import asked
    from danvan.runs.report import write_own_template, write_report

    with writing(ctx.obj) as workspace:
        if template:
            made = write_own_template(workspace)
        else:
            made = write_report(workspace, asked(workspace, year, period, half=half), output, half=half)
    say([f"Đã lập {made}."])


def _remake(ctx: click.Context, frozen: str, asked: tuple[int | None, Period | None], output: Path | None) -> None:
    from danvan.publish.site import REPORT
    from danvan.runs.states import opened, remake

    with writing(ctx.obj) as workspace:
        state = opened(workspace, frozen, *asked)
        remade = remake(state, output or workspace.remade(frozen, state.span.label) / REPORT)
    say([f"Đã lập lại {remade.path} từ bản chốt “{frozen}”.", *remade.lines()])
    ctx.exit(3 if remade.same is False else 0)


def _check(ctx: click.Context, path: Path, frozen: str | None, as_json: bool) -> None:
    from dataclasses import asdict

    from danvan.runs.report import check_report

    if error := missing([path]):
        raise error
    found = check_report(reading(ctx.obj, frozen)[0], path)
    if as_json:
        say_json(asdict(found))
    else:
        say(found.lines())
    ctx.exit(3 if found.wrong else 0)


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan trace T6a/2021/total_vnd --period 2017-2022 · danvan trace T2 --year 2022",
    short_help="Lần một con số về từng đơn vị, tệp, trang, ô.",
)
@click.argument("figure", metavar="SỐ")
@span("Bảng của năm này; mặc định là năm mới nhất.", "Bảng của giai đoạn này.")
@click.option("--half", is_flag=True, help="Bảng của 6 tháng đầu năm, từ các báo cáo kỳ 6T.")
@from_frozen("Lần theo bản chốt này thay vì số liệu hiện tại.")
@as_json()
@click.pass_obj
def trace(
    folder: Path | None,
    figure: str,
    year: int | None,
    period: Period | None,
    half: bool,
    frozen: str | None,
    as_json: bool,
) -> None:
    """Lần một con số của bảng, báo cáo hay trang xem về công thức, từng đơn vị, rồi tệp, trang, ô và chữ gốc.

    SỐ là mã của con số (bảng/dòng/cột); chỉ ghi mã bảng thì liệt kê các số của bảng đó.
    """
    from danvan.declared.settings import ANNUAL, HALF_YEAR
    from danvan.publish.traced import lines
    from danvan.runs.trace import listed, trace

    workspace, asked = reading(folder, frozen, year, period, half=half)
    kind = HALF_YEAR if half else ANNUAL
    if "/" not in figure:
        known = listed(workspace, figure, asked.years, kind)
        if as_json:
            say_json(known)
        else:
            say(f"{number}: {text}" for number, text in known.items())
        return
    found = trace(workspace, figure, asked.years, kind)
    if as_json:
        say_json(found.to_json())
    else:
        say(lines(found))
