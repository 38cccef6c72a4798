"""What a notebook may be asked: its one cell tagged `parameters`, read as syntax and checked before a kernel starts.

The cell is typed assignments of literals, `unit: str = "21085"  # mã đơn vị`; nothing in it is executed here.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from danvan.problems import UsageError

SAID = {
    "int": "số nguyên",
    "float": "số",
    "str": "chuỗi trong dấu ngoặc kép",
    "bool": "True hoặc False",
    "None": "để trống",
}
TAG = "parameters"
LIKELY = 0.6  # of 1: less is no proposal


@dataclass(frozen=True, slots=True)
class Parameter:
    """One line of the cell: its name, its type as written ("list[int]") and its default."""

    name: str
    type: str
    default: object


def declared(notebook: Path) -> dict[str, Parameter]:
    """Return what `notebook` may be asked; UsageError where it has no such cell, two, or one that is not typed."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        tagged = [i for i, cell in enumerate(cells, 1) if TAG in cell["metadata"].get("tags", [])]
    except FileNotFoundError as error:
        raise UsageError(f"Không có sổ tay {notebook}; hãy kiểm tra tên trong runs.toml.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"Tệp {notebook} không phải là sổ tay Jupyter; hãy lấy lại tệp này.") from error
    if len(tagged) != 1:
        found = f"có {len(tagged)} ô ({', '.join(map(str, tagged))})" if tagged else "chưa có ô nào"
        raise UsageError(f"Sổ tay {notebook.stem} phải có đúng một ô gắn thẻ “{TAG}”; hiện {found}.")
    place = f"sổ tay {notebook.stem}, ô {tagged[0]}"
    source = "".join(cells[tagged[0] - 1]["source"])
    return {parameter.name: parameter for parameter in _read(source, place)}


def check(notebook: Path, given: Mapping[str, object]) -> None:
    """Raise UsageError where `given` names a parameter that `notebook` lacks, or gives one of another type."""
    known = declared(notebook)
    for name, value in given.items():
        if name not in known:
            raise UsageError(
                f"Sổ tay {notebook.stem} không có tham số “{name}”{likely(name, known)}"
                f" Các tham số: {', '.join(known)}."
            )
        if not fits(value, known[name].type):
            raise UsageError(_wrong(notebook.stem, known[name], value))


def likely(word: str, known: Mapping[str, object] | list[str]) -> str:
    """Return how a sentence on an unknown word ends: "; ý bạn là “years”?" where a known one resembles it, else "."."""
    found = get_close_matches(word, list(known), 1, LIKELY)
    return f"; ý bạn là “{found[0]}”?" if found else "."


def fits(value: object, type_: str) -> bool:
    """Say whether `value` is of the annotated type; True is no int, an int may stand for a float."""
    return any(_is(value, ast.unparse(part)) for part in _parts(ast.parse(type_, mode="eval").body))


def _is(value: object, type_: str) -> bool:
    if type_.startswith("list["):
        return isinstance(value, list) and all(fits(item, type_[5:-1]) for item in value)
    allowed: dict[str, tuple[type, ...]] = {
        "int": (int,), "float": (float, int), "str": (str,), "bool": (bool,), "None": (type(None),)
    }  # fmt: skip
    return type(value) in allowed[type_]


def _parts(node: ast.expr) -> list[ast.expr]:
    """Split `int | None` into its parts."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return [*_parts(node.left), *_parts(node.right)]
    return [node]


def _read(source: str, place: str) -> list[Parameter]:
    try:
        lines = ast.parse(source).body
    except SyntaxError as error:
        raise UsageError(f"Ô tham số ({place}) sai cú pháp ở dòng {error.lineno}.") from error
    return [_parameter(line, f"{place}, dòng {line.lineno}") for line in lines]


def _parameter(line: ast.stmt, place: str) -> Parameter:
    match line:
        case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation, value=ast.expr() as default):
            type_ = ast.unparse(annotation)
        case _:
            raise UsageError(
                f"Ô tham số ({place}) chỉ được gồm các dòng dạng `years: list[int] = [2022]`:"
                " tên, kiểu và giá trị mặc định."
            )
    if not _known_type(annotation):
        raise UsageError(f"Tham số “{name}” ({place}) có kiểu “{type_}”; chỉ dùng int, float, str, bool, list[...].")
    value = _literal(default)
    if not fits(value, type_):
        raise UsageError(f"Giá trị mặc định của “{name}” ({place}) không phải là {said(type_)}.")
    return Parameter(name, type_, value)


def _known_type(node: ast.expr) -> bool:
    match node:
        case ast.BinOp(op=ast.BitOr(), left=left, right=right):
            return _known_type(left) and _known_type(right)
        case ast.Subscript(value=ast.Name(id="list"), slice=item):
            return _known_type(item)
        case ast.Name(id=name):
            return name in SAID
        case ast.Constant(value=None):
            return True
    return False


def _literal(node: ast.expr) -> Any:
    """The value of a literal; for anything else Ellipsis, which fits no type."""
    try:
        return ast.literal_eval(node)
    except ValueError:
        return ...


def said(type_: str) -> str:
    """Say a type in Vietnamese: "danh sách số nguyên (list[int])", "số hoặc để trống (float | None)"."""
    words = " hoặc ".join(_word(part) for part in type_.split(" | "))
    return f"{words} ({type_})"


def _word(type_: str) -> str:
    inner = type_.removeprefix("list[").removesuffix("]")
    return f"danh sách {_word(inner)}" if inner != type_ else SAID.get(type_, type_)


def _wrong(notebook: str, parameter: Parameter, value: object) -> str:
    zero = " Hãy đặt trong dấu ngoặc kép để mã không mất số 0 ở đầu." if _wants_quotes(parameter, value) else ""
    return (
        f"Tham số “{parameter.name}” của sổ tay {notebook} phải là {said(parameter.type)}, không phải {value!r}.{zero}"
    )


def _wants_quotes(parameter: Parameter, value: object) -> bool:
    return parameter.type == "str" and type(value) is int
