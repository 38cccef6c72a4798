"""What several commands are asked in the same way: files and folders, a year or a period, one document of JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import click

from danvan.cli.words import Period, Year
from danvan.problems import UsageError

Body = Callable[..., Any]
FOLDER = click.Path(path_type=Path)
FOLDER.name = "THƯ MỤC"
FILE = click.Path(path_type=Path)
FILE.name = "TỆP"
AS_JSON = "In một tài liệu JSON."


def span(year: str, period: str) -> Callable[[Body], Body]:
    """The options --year and --period, with what they mean to the command; never both."""

    def asked(body: Body) -> Body:
        @wraps(body)
        def one_of(*given: Any, **options: Any) -> Any:
            if options["year"] and options["period"]:
                raise click.UsageError("Chỉ dùng một trong hai: --year hoặc --period.", click.get_current_context())
            return body(*given, **options)

        with_period = click.option("--period", type=Period(), help=period)(one_of)
        return click.option("--year", type=Year(), help=year)(with_period)

    return asked


def as_json(means: str = AS_JSON) -> Callable[[Body], Body]:
    """The option --json: one document on stdout and nothing else."""
    return click.option("--json", "as_json", is_flag=True, help=means)


def from_frozen(means: str) -> Callable[[Body], Body]:
    """The option --frozen: a frozen state in place of the data as they stand."""
    return click.option("--frozen", metavar="TÊN", help=means)


def missing(files: Sequence[Path]) -> UsageError | None:
    """What to say of files that are not there."""
    absent = [f"“{path}”" for path in files if not path.exists()]
    return UsageError(f"Không có tệp {', '.join(absent)}; hãy kiểm tra lại tên tệp.") if absent else None
