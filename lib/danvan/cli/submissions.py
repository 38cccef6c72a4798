"""Commands on what the communes send: reading it, judging it, sending it back, the blank form, and the sample."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan.cli.options import FILE, FOLDER, as_json, missing
from danvan.cli.printing import say, say_json
from danvan.cli.states import restated
from danvan.cli.words import Command, Period, Year
from danvan.cli.workspaces import named, named_if_any, writing
from danvan.problems import DanvanError, UsageError

if TYPE_CHECKING:
    from danvan.cli.progress import Report


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan ingest · danvan ingest --year 2022",
    short_help="Chỉ đọc báo cáo vào kho số liệu, in sổ theo dõi.",
)
@click.option("--year", type=Year(), help="In sổ theo dõi báo cáo của năm này.")
@click.option(
    "--accept-new-reading", "accepted_by", default="", metavar="HỌ_TÊN", help="Người đã xem và chấp nhận cách đọc mới."
)
@click.option(
    "--scheduler", metavar="tcp://MÁY:CỔNG", help="Chia việc cho các máy của bộ điều phối Dask này; cần ổ đĩa chung."
)
@click.option("--raw", metavar="ĐỊA_CHỈ", help="Lấy báo cáo từ địa chỉ này (như s3://KHO/raw) vào data/raw trước.")
@click.option("--store", metavar="ĐỊA_CHỈ", help="Lấy kho số liệu từ địa chỉ này trước, ghi trả lại sau khi đọc.")
@click.pass_obj
def ingest(
    folder: Path | None, year: int | None, accepted_by: str, scheduler: str | None, raw: str | None, store: str | None
) -> None:
    """Đọc mọi báo cáo trong data/raw vào kho số liệu data/processed; tệp không đổi thì không đọc lại.

    Khi chương trình bản mới đọc khác dù chỉ một ô của tệp không đổi thì dừng và nêu các ô, cho đến khi có người xem và
    chấp nhận bằng --accept-new-reading; ai chấp nhận ô nào được ghi trong doc_lai.csv.

    Với --scheduler: mọi máy làm việc phải thấy thư mục này ở cùng một đường dẫn và cài cùng một bản danvan[cluster]; có
    cả --raw và --store thì không cần ổ đĩa chung: máy làm việc tự lấy và tự ghi ở hai địa chỉ đó.
    """
    from danvan.cli.progress import shown
    from danvan.intake.away import fetched
    from danvan.intake.ingest import ingest
    from danvan.intake.scheduled import workers
    from danvan.runs.plan import possible, spans

    with writing(folder) as workspace, shown() as report:
        possible(workspace, [year] if year else ())
        with (
            fetched(workspace, raw, store) as away,
            workers(scheduler, workspace.root, away) if scheduler else nullcontext() as helping,
        ):
            told = partial(report, "Đọc báo cáo")
            summary = ingest(workspace, told, accepted_by.strip(), helping)
    if year:
        spans(summary.years, year)
    say([*summary.lines([year] if year else None), *restated(workspace, [year] if year else summary.years)])


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan check bao_cao.xlsx · danvan check *.xlsx --json",
    short_help="Kiểm tra báo cáo của xã; không lưu gì.",
)
@click.argument("files", metavar="TỆP...", nargs=-1, required=True, type=FILE)
@as_json("In một tài liệu JSON, kèm các dòng đã đọc.")
@click.option("--against-store", is_flag=True, help="So thêm với các báo cáo đã nhận: năm trước, lần gửi trước.")
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...], as_json: bool, against_store: bool) -> None:
    """Kiểm tra một hay nhiều tệp báo cáo: ô nào sai, sai gì, sửa thế nào. Không lưu gì.

    Mã kết thúc: 0 không có lỗi, 3 có tệp phải sửa, 1 có tệp không đọc được, 2 gọi lệnh sai.
    """
    from danvan.intake.check import check, document, exit_code, lines, not_begun

    try:
        if error := missing(files):
            raise error
        verdicts = check(named(ctx.obj), files, against_store=against_store)
    except DanvanError as wrong:
        if not as_json:
            raise
        click.echo(str(wrong), err=True)
        say_json(not_begun([path for path in files if not path.exists()], str(wrong)))
        ctx.exit(wrong.exit_code)
    if as_json:
        say_json(document(verdicts))
    else:
        say(line for verdict in verdicts for line in lines(verdict))
    ctx.exit(exit_code(verdicts))


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan look bao_cao.xlsx · danvan look bao_cao.xlsx --json",
    short_help="Cho thấy chương trình đọc được gì trong một tệp Excel bất kỳ.",
)
@click.argument("file", metavar="TỆP", type=FILE)
@as_json()
@click.pass_context
def look(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Cho thấy các bảng, dòng, cột và ô mà chương trình nhận ra trong một tệp, dù tệp có theo biểu mẫu hay không."""
    from danvan.intake.look import document, lines, look

    if error := missing([file]):
        raise error
    seen = look(file, named_if_any(ctx.obj))
    if seen.refused:
        click.echo(f"{file}: {seen.refused.text}", err=True)
    if as_json:
        say_json(document(seen))
    else:
        say(lines(seen))
    ctx.exit(1 if seen.refused else 0)


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan returned --year 2021",
    short_help="Lập tệp trả lại cho các xã: ô sai được tô màu, ghi cách sửa.",
)
@click.option("--year", type=Year(), required=True, help="Năm báo cáo.")
@click.pass_obj
def returned(folder: Path | None, year: int) -> None:
    """Lập trong outputs/NĂM/returned một tệp cho mỗi báo cáo phải sửa: nội dung của xã, ô sai tô màu, cách sửa."""
    from danvan.cli.progress import shown
    from danvan.intake.ingest import ingest
    from danvan.intake.returned import write_returned

    with writing(folder) as workspace, shown() as report:
        summary = ingest(workspace, lambda done, total: report("Đọc báo cáo", done, total))
        written = write_returned(workspace, summary, year)
    place = workspace.returned(str(year)).relative_to(workspace.root)
    say([f"Đã lập {len(written)} tệp trong {place}." if written else f"Năm {year} không có báo cáo nào phải trả lại."])


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan template --year 2023 · danvan template --year 2023 --unit 21085 --period 6T",
    short_help="Lập biểu mẫu trống cho các đơn vị.",
)
@click.option("--year", type=Year(), required=True, help="Năm báo cáo.")
@click.option("--unit", metavar="MÃ", help="Chỉ lập cho đơn vị có mã này; mặc định là mọi đơn vị phải báo cáo.")
@click.option(
    "--period", type=click.Choice(["N", "6T"]), default="N", show_default=True, help="Kỳ: cả năm hay 6 tháng."
)
@click.pass_obj
def template(folder: Path | None, year: int, unit: str | None, period: str) -> None:
    """Lập biểu mẫu Excel trống trong outputs/NĂM/templates, ghi sẵn đơn vị, mô hình và số liệu năm trước."""
    from danvan.intake.blanks import write_blanks

    with writing(folder) as workspace:
        written = write_blanks(workspace, year, unit, period)
    say([f"Đã lập {len(written)} biểu mẫu trong {written[0].parent.relative_to(workspace.root)}."])


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan sample --output data/raw/sample · danvan sample --nation --communes 100 --output ca_nuoc",
    short_help="Lập bộ báo cáo mẫu của huyện Bình Sơn 2017-2022.",
)
@click.option("--output", type=FOLDER, help="Thư mục để ghi; mặc định là data/raw/sample.")
@click.option("--nation", is_flag=True, help="Lập thư mục làm việc của một nước bịa ra, như cả nước: cần --output.")
@click.option("--communes", type=click.IntRange(1, 99_999), metavar="SỐ", help="Số xã của nước đó; mặc định 10599.")
@click.option("--provinces", type=click.IntRange(1, 99), metavar="SỐ", help="Số tỉnh; mặc định theo số xã.")
@click.option("--years", type=Period(), help="Các năm của nước đó; mặc định 2017-2022.")
@click.pass_obj
def sample(
    folder: Path | None,
    output: Path | None,
    nation: bool,
    communes: int | None,
    provinces: int | None,
    years: tuple[int, int] | None,
) -> None:
    """Lập bộ báo cáo mẫu (số liệu minh họa) của huyện Bình Sơn 2017-2022; mỗi lần lập đều giống hệt nhau.

    Với --nation: lập danvan.toml, danh mục đơn vị và báo cáo của các xã theo tỉnh, huyện, để thử ở quy mô cả nước.
    """
    from danvan.cli.progress import shown

    if not nation and (communes or provinces or years):
        raise UsageError("--communes, --provinces và --years chỉ dùng cùng --nation.")
    if output and output.exists() and any(output.iterdir()):  # it would be replaced
        raise UsageError(f"Thư mục {output} đã có tệp; hãy chọn thư mục mới hoặc thư mục trống.")
    with shown() as report:
        said = _nation(output, communes, provinces, years, report) if nation else _district(folder, output, report)
    say([said])


def _district(folder: Path | None, output: Path | None, report: Report) -> str:
    from danvan.sample.write import write_sample

    target = output or named(folder).sample
    written = write_sample(target, lambda done, total: report("Lập báo cáo mẫu", done, total))
    return f"Đã lập {len(written)} tệp trong {target}."


def _nation(
    output: Path | None, communes: int | None, provinces: int | None, years: tuple[int, int] | None, report: Report
) -> str:
    from danvan.sample.country import COMMUNES
    from danvan.sample.nation import Size, write_nation
    from danvan.sample.reporting import YEARS

    if output is None:
        raise UsageError("Hãy ghi --output THƯ_MỤC: thư mục mới cho bộ số liệu của cả nước.")
    asked = tuple(range(years[0], years[1] + 1)) if years else tuple(YEARS)
    size = Size(communes or COMMUNES, provinces, years=asked)
    made = write_nation(output, size, lambda done, total: report("Lập báo cáo mẫu các huyện", done, total))
    return (
        f"Đã lập {made.files} tệp của {made.communes} xã, {made.districts} huyện, {made.provinces} tỉnh trong {output}."
    )
