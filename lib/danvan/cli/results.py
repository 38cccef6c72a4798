"""Commands on what is made of the data: the main job, models to confirm, Word reports, where a number comes from."""

from __future__ import annotations

from pathlib import Path

import click

from danvan.cli.options import FILE, as_json, missing, span
from danvan.cli.printing import say, say_json
from danvan.cli.words import Command, Minutes, Period
from danvan.cli.workspaces import named, writing
from danvan.problems import DanvanError, UsageError


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

    Không có tùy chọn: lập năm mới nhất và cả giai đoạn. Kết quả trước đó chỉ được thay khi kết quả mới đã xong.
    Mã kết thúc: 0 xong, 1 không xong, 2 gọi lệnh sai. Vài dòng kết quả để gửi thư: outputs/ket_qua.txt.
    """
    from danvan.cli.progress import shown
    from danvan.cli.told import told
    from danvan.intake.ingest import ingest
    from danvan.intake.returned import write_returned
    from danvan.runs.plan import check_all, possible, read_runs, spans
    from danvan.runs.run import run

    with writing(ctx.obj, wait_minutes=wait) as workspace, told(workspace, "danvan run") as tell:
        with shown() as report:
            runs = read_runs(workspace.runs)
            check_all(workspace, runs)
            possible(workspace, [year] if year else period or ())
            summary = ingest(workspace, lambda done, total: report("Đọc báo cáo", done, total))
            try:
                wanted = spans(summary.years, year, period)
                for asked in wanted:
                    if not asked.is_period:
                        write_returned(workspace, summary, asked.years[0])
                published = run(workspace, runs, wanted, report)
            except DanvanError as failure:
                if not isinstance(failure, UsageError):
                    tell(summary.lines())
                raise
        years = sorted({year for asked in wanted for year in asked.years})
        tell(summary.lines(years))
        tell(made.line() for made in published)
    ctx.exit(3 if strict and summary.returned_in(years) else 0)


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


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan report --period 2017-2022 · danvan report --year 2022 · danvan report check bao_cao.docx",
    short_help="Lập báo cáo Word; kiểm tra báo cáo đã sửa.",
)
@click.argument("words", metavar="[check TỆP.docx]", nargs=-1)
@span("Báo cáo của năm này; mặc định là năm mới nhất.", "Báo cáo sơ kết của giai đoạn này.")
@click.option("--half", is_flag=True, help="Báo cáo 6 tháng đầu năm, từ các báo cáo kỳ 6T.")
@click.option("--output", type=FILE, help="Tệp để ghi; mặc định là outputs/NĂM/report.docx.")
@click.option("--template", is_flag=True, help="Ghi mẫu báo cáo mau_bao_cao.docx cạnh danvan.toml để cơ quan tự sửa.")
@as_json("Với check: in một tài liệu JSON.")
@click.pass_context
def report(
    ctx: click.Context,
    words: tuple[str, ...],
    year: int | None,
    period: tuple[int, int] | None,
    half: bool,
    output: Path | None,
    template: bool,
    as_json: bool,
) -> None:
    """Lập báo cáo năm hoặc sơ kết giai đoạn dạng Word; mỗi con số giữ mã để lần về ô gốc.

    Với “check TỆP.docx”: liệt kê các con số trong báo cáo đã sửa tay không còn khớp số liệu hoặc đã mất dấu (mã kết
    thúc 3 nếu có), và các đoạn có số gõ tay.
    """
    if words:
        if len(words) != 2 or words[0] != "check":
            raise UsageError(f"Không hiểu “{' '.join(words)}”; hãy ghi: danvan report check TỆP.docx")
        _report_check(ctx, Path(words[1]), as_json)
        return
    from danvan.runs.report import asked, write_own_template, write_report

    with writing(ctx.obj) as workspace:
        if template:
            made = write_own_template(workspace)
        else:
            made = write_report(workspace, asked(workspace, year, period), output, half=half)
    say([f"Đã lập {made}."])


def _report_check(ctx: click.Context, path: Path, as_json: bool) -> None:
    from dataclasses import asdict

    from danvan.runs.report import check_report

    if error := missing([path]):
        raise error
    found = check_report(named(ctx.obj), path)
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
@as_json()
@click.pass_obj
def trace(folder: Path | None, figure: str, year: int | None, period: tuple[int, int] | None, as_json: bool) -> None:
    """Lần một con số của bảng, báo cáo hay trang xem về công thức, từng đơn vị, rồi tệp, trang, ô và chữ gốc.

    SỐ là mã của con số (bảng/dòng/cột); chỉ ghi mã bảng thì liệt kê các số của bảng đó.
    """
    from danvan.publish.traced import lines
    from danvan.runs.trace import listed, trace

    workspace = named(folder)
    if "/" not in figure:
        known = listed(workspace, figure, year, period)
        if as_json:
            say_json(known)
        else:
            say(f"{number}: {text}" for number, text in known.items())
        return
    found = trace(workspace, figure, year, period)
    if as_json:
        say_json(found.to_json())
    else:
        say(lines(found))
