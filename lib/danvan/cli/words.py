"""click in Vietnamese: its help pages, its errors, and the values that the commands take."""

from __future__ import annotations

import re
from typing import Any

import click

Resolved = tuple[str | None, click.Command | None, list[str]]
HELP = "Xem hướng dẫn này rồi thoát."


EXTRA = {"[required]": "[bắt buộc]", "[default: ": "[mặc định: "}  # what click adds


def _in_vietnamese(meaning: str) -> str:
    for theirs, ours in EXTRA.items():
        meaning = meaning.replace(theirs, ours)
    return meaning


class _Vietnamese(click.Command):
    """Help pages with Vietnamese headings; errors that know their command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = HELP
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Tùy chọn"):
            formatter.write_dl(self.described(ctx))

    def described(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Each option and what it does."""
        records = (p.get_help_record(ctx) for p in self.get_params(ctx) if isinstance(p, click.Option))
        return [(option, _in_vietnamese(meaning)) for option, meaning in filter(None, records)]


class Command(_Vietnamese):
    """A command of danvan."""

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[TÙY CHỌN]", **words})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse, refusing words that no argument takes."""
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise click.UsageError(f"Thừa “{' '.join(rest)}”; lệnh này chỉ nhận các tùy chọn.", ctx)
        return rest


class Group(_Vietnamese, click.Group):
    """All commands."""

    command_class = Command

    def __init__(self, *args: Any, **words: Any) -> None:
        metavars = {"options_metavar": "[TÙY CHỌN]", "subcommand_metavar": "LỆNH [TÙY CHỌN CỦA LỆNH]"}
        super().__init__(*args, **{**metavars, **words})

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        super().format_options(ctx, formatter)
        known = {name: self.commands[name] for name in self.list_commands(ctx)}
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, command.get_short_help_str(100)) for name, command in known.items()])

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks so
        """In the order of the work, not of the alphabet."""
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Resolved:
        """Find the command, or propose the one that was meant."""
        if args and args[0] not in self.commands:
            from danvan.runs.parameters import likely

            proposal = likely(args[0], list(self.commands))
            raise click.UsageError(f"Không có lệnh “{args[0]}”{proposal} Các lệnh: {', '.join(self.commands)}.", ctx)
        return super().resolve_command(ctx, args)


class Year(click.ParamType):  # type: ignore[type-arg] # not generic in the oldest click we take
    """A year of four digits."""

    name = "NĂM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the year as a number."""
        if not re.fullmatch(r"(19|20|21)\d\d", str(value)):
            self.fail(f"“{value}” không phải là năm; hãy ghi bốn chữ số, ví dụ 2022.", param, ctx)
        return int(value)


class Minutes(click.ParamType):  # type: ignore[type-arg]
    """Whole minutes, none or more."""

    name = "PHÚT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Take a whole number."""
        if not re.fullmatch(r"[0-9]{1,5}", str(value)):
            self.fail(f"“{value}” không phải là số phút; hãy ghi số nguyên, ví dụ 30.", param, ctx)
        return int(value)


class Period(click.ParamType):  # type: ignore[type-arg]
    """A period of years, "2017-2022"."""

    name = "NĂM-NĂM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Return the first and the last year."""
        parts = re.fullmatch(r"((?:19|20|21)\d\d)\s*[-–]\s*((?:19|20|21)\d\d)", str(value).strip())
        if not parts:
            self.fail(f"“{value}” không phải là giai đoạn; hãy ghi hai năm, ví dụ 2017-2022.", param, ctx)
        first, last = int(parts[1]), int(parts[2])
        if first > last:
            self.fail(f"“{value}” ghi ngược; ý bạn là {last}-{first}?", param, ctx)
        if first == last:
            self.fail(f"“{value}” chỉ có một năm; hãy dùng --year {first}.", param, ctx)
        return first, last


def sentence(error: click.ClickException) -> str:
    """Say an error of use in one Vietnamese sentence, with what was probably meant and where the help is."""
    ctx = getattr(error, "ctx", None)
    help_ = f" Xem hướng dẫn: {ctx.command_path} --help" if ctx else ""
    return f"{_said(error, ctx)}{help_}"


def _said(error: click.ClickException, ctx: click.Context | None) -> str:
    match error:
        case click.NoSuchOption() if ctx and error.option_name in _options(ctx.parent):
            return f"Tùy chọn {error.option_name} đứng trước tên lệnh “{ctx.command.name}”."
        case click.NoSuchOption():
            return f"Không có tùy chọn “{error.option_name}”{_meant(error.option_name, _options(ctx))}"
        case click.BadOptionUsage() if error.option_name in _flags(ctx):
            return f"Tùy chọn {error.option_name} không kèm giá trị; hãy bỏ phần sau dấu “=”."
        case click.BadOptionUsage():
            return f"Tùy chọn {error.option_name} thiếu giá trị."
        case click.MissingParameter() if isinstance(error.param, click.Argument):
            return f"Thiếu {error.param.make_metavar(ctx) if ctx else 'tệp'}; hãy ghi tên tệp sau tên lệnh."
        case click.MissingParameter():
            return f"Thiếu tùy chọn {_name(error)}."
        case click.BadParameter():
            return f"{_name(error)}: {error.message}"
    return error.message


def _name(error: click.BadParameter) -> str:
    """The option as it is typed, with the kind of value it takes."""
    option = error.param
    assert isinstance(option, click.Option)
    return f"{option.opts[0]} {option.type.name}" if isinstance(error, click.MissingParameter) else option.opts[0]


def _meant(option: str, known: list[str]) -> str:
    """The likeliest option; "-year" reaches us as "-y"."""
    from danvan.runs.parameters import likely

    beginning = [name for name in known if len(option) == len("-y") and name.startswith(f"-{option}")]
    return likely(beginning[0] if len(beginning) == 1 else option, known)


def _options(ctx: click.Context | None) -> list[str]:
    return [name for option in (ctx.command.get_params(ctx) if ctx else ()) for name in option.opts]


def _flags(ctx: click.Context | None) -> list[str]:
    params = ctx.command.get_params(ctx) if ctx else ()
    return [name for option in params if isinstance(option, click.Option) and option.is_flag for name in option.opts]
