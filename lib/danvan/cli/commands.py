"""What a person can ask for: each command is parsed here, done by its room, and its result printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from danvan import __version__
from danvan.cli.words import Group, Period, Year
from danvan.problems import DanvanError, UsageError

if TYPE_CHECKING:
    from danvan.paths import Workspace

FOLDER = click.Path(path_type=Path)
FOLDER.name = "THƯ MỤC"
FILE = click.Path(path_type=Path)
FILE.name = "TỆP"


@click.group(cls=Group, epilog="Ví dụ: danvan run --year 2022")
@click.option("--workspace", type=FOLDER, help="Thư mục làm việc (có danvan.toml); mặc định là thư mục gần nhất.")
@click.version_option(__version__, message="danvan %(version)s", help="Xem phiên bản rồi thoát.")
@click.pass_context
def danvan(ctx: click.Context, workspace: Path | None) -> None:
    """Từ tệp Excel của các xã đến bảng, biểu đồ, sổ tay và trang xem."""
    ctx.obj = workspace


@danvan.command(
    epilog="Ví dụ: danvan run · danvan run --year 2021 · danvan run --period 2017-2022",
    short_help="Đọc báo cáo, chạy sổ tay, lập bảng, biểu đồ và trang xem.",
)
@click.option("--year", type=Year(), help="Chỉ lập kết quả của năm này.")
@click.option("--period", type=Period(), help="Chỉ lập kết quả của giai đoạn này.")
@click.pass_obj
def run(folder: Path | None, year: int | None, period: tuple[int, int] | None) -> None:
    """Đọc mọi báo cáo trong data/raw rồi lập kết quả trong outputs/.

    Không có tùy chọn: lập năm mới nhất và cả giai đoạn. Kết quả trước đó chỉ được thay khi kết quả mới đã xong.
    """
    _one_of(year, period)
    from danvan.cli.progress import shown
    from danvan.intake.ingest import ingest
    from danvan.intake.returned import write_returned
    from danvan.runs.plan import possible, read_runs, spans
    from danvan.runs.run import run

    with _writing(folder) as workspace, shown() as report:
        runs = read_runs(workspace.runs)
        possible(workspace, [year] if year else period or ())
        summary = ingest(workspace, lambda done, total: report("Đọc báo cáo", done, total))
        try:
            wanted = spans(summary.years, year, period)
            for span in wanted:
                if len(span.years) == 1:
                    write_returned(workspace, summary, span.years[0])
            published = run(workspace, runs, wanted, report)
        except DanvanError as failure:
            if not isinstance(failure, UsageError):
                _say(summary.lines())
            raise
    _say(summary.lines(sorted({year for span in wanted for year in span.years})))
    for made in published:
        place = made.folder.relative_to(workspace.root)
        _say([f"{made.span.label}: {made.pages} trang, {made.charts} biểu đồ, bảng Excel: {place / 'index.html'}"])


@danvan.command(
    epilog="Ví dụ: danvan ingest · danvan ingest --year 2022",
    short_help="Chỉ đọc báo cáo vào kho số liệu, in sổ theo dõi.",
)
@click.option("--year", type=Year(), help="In sổ theo dõi báo cáo của năm này.")
@click.pass_obj
def ingest(folder: Path | None, year: int | None) -> None:
    """Đọc mọi báo cáo trong data/raw vào kho số liệu data/processed; tệp không đổi thì không đọc lại."""
    from danvan.cli.progress import shown
    from danvan.intake.ingest import ingest
    from danvan.runs.plan import possible, spans

    with _writing(folder) as workspace, shown() as report:
        possible(workspace, [year] if year else ())
        summary = ingest(workspace, lambda done, total: report("Đọc báo cáo", done, total))
    if year:
        spans(summary.years, year)
    _say(summary.lines([year] if year else None))


@danvan.command(
    epilog="Ví dụ: danvan check bao_cao.xlsx · danvan check *.xlsx --json",
    short_help="Kiểm tra báo cáo của xã; không lưu gì.",
)
@click.argument("files", metavar="TỆP...", nargs=-1, required=True, type=FILE)
@click.option("--json", "as_json", is_flag=True, help="In một tài liệu JSON, kèm các dòng đã đọc.")
@click.option("--against-store", is_flag=True, help="So thêm với các báo cáo đã nhận: năm trước, lần gửi trước.")
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...], as_json: bool, against_store: bool) -> None:
    """Kiểm tra một hay nhiều tệp báo cáo: ô nào sai, sai gì, sửa thế nào. Không lưu gì.

    Mã kết thúc: 0 không có lỗi, 3 có tệp phải sửa, 1 có tệp không đọc được, 2 gọi lệnh sai.
    """
    from danvan.intake.check import check, document, exit_code, lines, not_begun

    try:
        if error := _missing(files):
            raise error
        verdicts = check(_workspace(ctx.obj), files, against_store=against_store)
    except DanvanError as wrong:
        if not as_json:
            raise
        click.echo(str(wrong), err=True)
        _say([_json(not_begun([path for path in files if not path.exists()], str(wrong)))])
        ctx.exit(wrong.exit_code)
    _say([_json(document(verdicts))] if as_json else [line for v in verdicts for line in lines(v)])
    ctx.exit(exit_code(verdicts))


@danvan.command(
    epilog="Ví dụ: danvan look bao_cao.xlsx · danvan look bao_cao.xlsx --json",
    short_help="Cho thấy chương trình đọc được gì trong một tệp Excel bất kỳ.",
)
@click.argument("file", metavar="TỆP", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="In một tài liệu JSON.")
@click.pass_context
def look(ctx: click.Context, file: Path, as_json: bool) -> None:
    """Cho thấy các bảng, dòng, cột và ô mà chương trình nhận ra trong một tệp, dù tệp có theo biểu mẫu hay không."""
    from danvan.intake.look import document, lines, look

    if error := _missing([file]):
        raise error
    seen = look(file, _workspace_if_any(ctx.obj))
    if seen.refused:
        click.echo(f"{file}: {seen.refused}", err=True)
    _say([_json(document(seen))] if as_json else list(lines(seen)))
    ctx.exit(1 if seen.refused else 0)


@danvan.command(
    epilog="Ví dụ: danvan links · danvan links --years 2019-2022 --json",
    short_help="Nêu các mô hình có thể là một qua các năm, để người có trách nhiệm xác nhận.",
)
@click.option("--years", type=Period(), help="Chỉ nêu các cặp có cả hai năm trong giai đoạn này.")
@click.option("--json", "as_json", is_flag=True, help="In một tài liệu JSON.")
@click.pass_obj
def links(folder: Path | None, years: tuple[int, int] | None, as_json: bool) -> None:
    """Nêu các cặp mô hình có thể là một nhưng khác tên, khác mã hoặc ở hai bên một lần sắp xếp đơn vị. Không lưu gì.

    Kèm sẵn các dòng để chép vào model_links.csv; số mô hình của giai đoạn chỉ đổi khi có người xác nhận.
    """
    from danvan import load, proposals
    from danvan.analysis.linking import doubled_codes
    from danvan.declared.settings import settings
    from danvan.publish.links import ToDecide

    here = _workspace(folder)
    units = {unit.key: unit for unit in settings(here).places.units}
    told = ToDecide(proposals(workspace=here), doubled_codes(load("models", period=None, workspace=here)), units)
    told = told.within(*years) if years else told
    _say([_json(told.document())] if as_json else list(told.lines()))


@danvan.command(
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

    with _writing(folder) as workspace, shown() as report:
        summary = ingest(workspace, lambda done, total: report("Đọc báo cáo", done, total))
        written = write_returned(workspace, summary, year)
    place = workspace.returned(str(year)).relative_to(workspace.root)
    _say([f"Đã lập {len(written)} tệp trong {place}." if written else f"Năm {year} không có báo cáo nào phải trả lại."])


@danvan.command(
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

    with _writing(folder) as workspace:
        written = write_blanks(workspace, year, unit, period)
    _say([f"Đã lập {len(written)} biểu mẫu trong {written[0].parent.relative_to(workspace.root)}."])


@danvan.command(
    epilog="Ví dụ: danvan report --period 2017-2022 · danvan report --year 2022 · danvan report check bao_cao.docx",
    short_help="Lập báo cáo Word; kiểm tra báo cáo đã sửa.",
)
@click.argument("words", metavar="[check TỆP.docx]", nargs=-1)
@click.option("--year", type=Year(), help="Báo cáo của năm này; mặc định là năm mới nhất.")
@click.option("--period", type=Period(), help="Báo cáo sơ kết của giai đoạn này.")
@click.option("--output", type=FILE, help="Tệp để ghi; mặc định là outputs/NĂM/report.docx.")
@click.option("--template", is_flag=True, help="Ghi mẫu báo cáo mau_bao_cao.docx cạnh danvan.toml để cơ quan tự sửa.")
@click.option("--json", "as_json", is_flag=True, help="Với check: in một tài liệu JSON.")
@click.pass_context
def report(
    ctx: click.Context,
    words: tuple[str, ...],
    year: int | None,
    period: tuple[int, int] | None,
    output: Path | None,
    template: bool,
    as_json: bool,
) -> None:
    """Lập báo cáo năm hoặc sơ kết giai đoạn dạng Word; mỗi con số giữ mã để lần về ô gốc.

    Với “check TỆP.docx”: liệt kê các con số trong báo cáo đã sửa tay không còn khớp số liệu; mã kết thúc 3 nếu có.
    """
    _one_of(year, period)
    if words:
        if len(words) != 2 or words[0] != "check":
            raise UsageError(f"Không hiểu “{' '.join(words)}”; hãy ghi: danvan report check TỆP.docx")
        _report_check(ctx, Path(words[1]), as_json)
        return
    from danvan.runs.report import asked, write_own_template, write_report

    with _writing(ctx.obj) as workspace:
        if template:
            made = write_own_template(workspace)
        else:
            made = write_report(workspace, asked(workspace, year, period), output)
    _say([f"Đã lập {made}."])


def _report_check(ctx: click.Context, path: Path, as_json: bool) -> None:
    from dataclasses import asdict

    from danvan.runs.report import check_report

    if missing := _missing([path]):
        raise missing
    found = check_report(_workspace(ctx.obj), path)
    if as_json:
        click.echo(_json([asdict(each) for each in found]))
    else:
        _say(
            [
                *map(str, found),
                f"{len(found)} con số không còn khớp số liệu." if found else "Mọi con số đều khớp số liệu.",
            ]
        )
    ctx.exit(3 if found else 0)


@danvan.command(
    epilog="Ví dụ: danvan trace T6a/2021/total_vnd --period 2017-2022 · danvan trace T2 --year 2022",
    short_help="Lần một con số về từng đơn vị, tệp, trang, ô.",
)
@click.argument("figure", metavar="SỐ")
@click.option("--year", type=Year(), help="Bảng của năm này; mặc định là năm mới nhất.")
@click.option("--period", type=Period(), help="Bảng của giai đoạn này.")
@click.option("--json", "as_json", is_flag=True, help="In một tài liệu JSON.")
@click.pass_obj
def trace(folder: Path | None, figure: str, year: int | None, period: tuple[int, int] | None, as_json: bool) -> None:
    """Lần một con số của bảng, báo cáo hay trang xem về công thức, từng đơn vị, rồi tệp, trang, ô và chữ gốc.

    SỐ là mã của con số (bảng/dòng/cột); chỉ ghi mã bảng thì liệt kê các số của bảng đó.
    """
    _one_of(year, period)
    from danvan.publish.traced import lines
    from danvan.runs.trace import listed, trace

    workspace = _workspace(folder)
    if "/" not in figure:
        known = listed(workspace, figure, year, period)
        click.echo(_json(known) if as_json else "\n".join(f"{number}: {text}" for number, text in known.items()))
        return
    found = trace(workspace, figure, year, period)
    click.echo(_json(found.to_json()) if as_json else "\n".join(lines(found)))


@danvan.command(
    epilog="Ví dụ: danvan freeze --period 2017-2022 --label so-ket · danvan freeze --year 2022 --label nam-2022",
    short_help="Chốt số liệu dưới một tên, không bao giờ bị thay đổi.",
)
@click.option("--year", type=Year(), help="Chốt cho báo cáo của năm này; mặc định là năm mới nhất.")
@click.option("--period", type=Period(), help="Chốt cho báo cáo của giai đoạn này.")
@click.option("--label", metavar="TÊN", required=True, help="Tên của bản chốt.")
@click.pass_obj
def freeze(folder: Path | None, year: int | None, period: tuple[int, int] | None, label: str) -> None:
    """Chốt số liệu: giữ nguyên mọi bảng và mọi khai báo lúc này, để lập lại đúng báo cáo đã ký và để so sánh về sau."""
    _one_of(year, period)
    from datetime import datetime

    from danvan.runs.states import freeze

    with _writing(folder) as workspace:
        made = freeze(workspace, label, year, period, datetime.now().astimezone().date())
        place = (workspace.frozen / made.name).relative_to(workspace.root)
    _say([f"Đã chốt số liệu “{made.name}” trong {place}."])


@danvan.command(
    epilog="Ví dụ: danvan compare so-ket nay · danvan compare so-ket so-ket-2 --json",
    short_help="Số liệu nào đã khác so với bản chốt, cũ, mới, vì tệp nào.",
)
@click.argument("before", metavar="BẢN_CŨ")
@click.argument("now", metavar="[BẢN_MỚI]", default="nay")
@click.option("--json", "as_json", is_flag=True, help="In một tài liệu JSON.")
@click.pass_obj
def compare(folder: Path | None, before: str, now: str, as_json: bool) -> None:
    """So hai bản chốt, hoặc một bản chốt với số liệu hiện tại (“nay”), theo đơn vị và chỉ tiêu."""
    from danvan.publish.compared import lines, to_json
    from danvan.runs.states import compare, names

    workspace = _workspace(folder)
    changed = compare(workspace, before, now)
    click.echo(_json(to_json(changed)) if as_json else "\n".join(lines(changed, names(workspace))))


@danvan.command(
    epilog="Ví dụ: danvan sample --output data/raw/sample",
    short_help="Lập bộ báo cáo mẫu của huyện Bình Sơn 2017-2022.",
)
@click.option("--output", type=FOLDER, help="Thư mục để ghi; mặc định là data/raw/sample.")
@click.pass_obj
def sample(folder: Path | None, output: Path | None) -> None:
    """Lập bộ báo cáo mẫu (số liệu minh họa) của huyện Bình Sơn 2017-2022; mỗi lần lập đều giống hệt nhau."""
    from danvan.cli.progress import shown
    from danvan.sample.write import write_sample

    if output and output.exists() and any(output.iterdir()):  # it would be replaced
        raise UsageError(f"Thư mục {output} đã có tệp; hãy chọn thư mục mới hoặc thư mục trống.")
    target = output or _workspace(folder).sample
    with shown() as report:
        written = write_sample(target, lambda done, total: report("Lập báo cáo mẫu", done, total))
    _say([f"Đã lập {len(written)} tệp trong {target}."])


def _one_of(year: int | None, period: tuple[int, int] | None) -> None:
    if year and period:
        raise click.UsageError("Chỉ dùng một trong hai: --year hoặc --period.", click.get_current_context())


def _missing(files: Sequence[Path]) -> UsageError | None:
    """What to say of files that are not there."""
    absent = [f"“{path}”" for path in files if not path.exists()]
    return UsageError(f"Không có tệp {', '.join(absent)}; hãy kiểm tra lại tên tệp.") if absent else None


def _json(document: object) -> str:
    import json

    return json.dumps(document, ensure_ascii=False, allow_nan=False)


@contextmanager
def _writing(folder: Path | None) -> Iterator[Workspace]:
    """Give the workspace to one command that writes in it, and note in its log what goes wrong."""
    from danvan.cli.log import kept
    from danvan.runs.lock import held

    workspace = _workspace(folder)
    with held(workspace), kept(workspace.log):
        yield workspace


def _workspace(folder: Path | None) -> Workspace:
    from danvan.paths import find_workspace, workspace

    return workspace(folder) if folder else find_workspace()


def _workspace_if_any(folder: Path | None) -> Workspace | None:
    """The workspace that was named, or the nearest; None outside of any."""
    try:
        return _workspace(folder)
    except UsageError:
        if folder:
            raise
        return None


def _say(lines: Sequence[str]) -> None:
    for line in lines:
        click.echo(line)
