"""The command that finds out whether every file is still what it was."""

from __future__ import annotations

import click

from danvan.cli.options import as_json
from danvan.cli.printing import say, say_json
from danvan.cli.words import Command
from danvan.cli.workspaces import named


@click.command(
    cls=Command,
    epilog="Ví dụ: danvan verify · danvan verify --json",
    short_help="Tìm tệp bị hỏng, mất hay lạ trong mọi thứ đã nhận, đã xử lý, đã chốt, đã lập.",
)
@as_json()
@click.pass_context
def verify(ctx: click.Context, as_json: bool) -> None:
    """Đối chiếu từng tệp với mã băm đã ghi: tệp nào khác dù chỉ một byte, mất hay lạ, và phải làm gì. Không ghi gì.

    Mã kết thúc: 0 mọi tệp nguyên vẹn, 3 có tệp phải xem lại, 1 không xong, 2 gọi lệnh sai.
    """
    from danvan.runs.verify import verify

    told = verify(named(ctx.obj))
    if as_json:
        say_json(told.document())
    else:
        say(told.lines())
    ctx.exit(3 if told.wrong else 0)
