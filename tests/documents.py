"""The documents that are made of the code: `.venv/bin/python tests/documents.py` writes them anew.

docs/commands.md      every command with its options and examples, as --help says
docs/dictionary.md    the data dictionary, as `danvan dictionary` prints it
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "lib"))

from danvan.cli.commands import danvan  # noqa: E402 - the path first
from danvan.cli.words import Command, Group  # noqa: E402
from danvan.publish import dictionary  # noqa: E402

HEAD = """# Các lệnh của danvan

Gõ `danvan LỆNH --help` để xem đúng các dòng này. Mã kết thúc: 0 xong, 1 không làm được, 2 gọi lệnh sai trước khi bắt
đầu, 3 làm xong nhưng có điều phải xem (như `danvan check` thấy lỗi phải sửa).
"""


def made() -> dict[Path, str]:
    """The documents by their path."""
    return {ROOT / "docs" / "commands.md": commands(), ROOT / "docs" / "dictionary.md": dictionary.markdown()}


def commands() -> str:
    """Every command in the order of the work."""
    with click.Context(danvan, info_name="danvan") as above:
        parts = [HEAD, *_command(danvan, above)]
        for name, command in danvan.commands.items():
            with click.Context(command, info_name=name, parent=above) as context:
                parts += _command(command, context)
    return "\n".join(parts)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## {context.command_path}\n"
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        yield " ".join(paragraph.split()) + "\n"
    yield f"`{context.command_path} {' '.join(command.collect_usage_pieces(context))}`\n"
    yield "| tùy chọn | nghĩa |\n|---|---|"
    assert isinstance(command, Command | Group)
    yield from (f"| `{option.replace('|', '&#124;')}` | {meaning} |" for option, meaning in command.described(context))
    examples = (command.epilog or "").removeprefix("Ví dụ: ").split(" · ")
    yield "\nVí dụ:\n\n```\n" + "\n".join(examples) + "\n```\n"


if __name__ == "__main__":
    for path, text in made().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
