"""How people type a figure as text: each way keeps the figure exactly, so that reading must return it.

Does not belong here: who types so (`faults`), and figures that are wrong.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

Way = Callable[[Any, Mapping[str, Any]], Any]
MILLION, BILLION = 1_000_000, 1_000_000_000


def comma(value: Decimal | float) -> str:
    """Return a number with a decimal comma and nothing superfluous: 0,38."""
    return f"{Decimal(str(value)).normalize():f}".replace(".", ",")


def dots(value: int) -> str:
    """Return a whole number in groups of three with dots: 380.000.000."""
    return f"{value:,}".replace(",", ".")


def _money(shape: str, step: int = 1, unit: int = 1) -> Way:
    """Money as `shape` in units of `unit` đồng; a sum that is no whole number of `step` is written out in đồng."""

    def way(value: int, _: Mapping[str, Any]) -> str:
        if value % step:
            return f"{dots(value)} đồng"
        return shape.format(comma(Decimal(value) / unit) if unit > 1 else dots(value))

    return way


def _billions(value: int, _: Mapping[str, Any]) -> str:
    """1 tỷ 200, 0,38 tỷ."""
    whole, rest = divmod(value, BILLION)
    if whole and rest and rest % (100 * MILLION) == 0:
        return f"{whole} tỷ {rest // MILLION}"
    return f"{comma(Decimal(value) / BILLION)} tỷ" if not whole or not rest else f"{dots(value)} đồng"


def _squeezed_billions(value: int, _: Mapping[str, Any]) -> str:
    """1tỷ2 for one billion and two hundred million."""
    whole, rest = divmod(value, BILLION)
    if whole and rest and rest % (100 * MILLION) == 0:
        return f"{whole}tỷ{rest // (100 * MILLION)}"
    return f"{dots(value)}đ" if whole or value % MILLION else f"{value // MILLION}tr"


def _in_km(value: int, row: Mapping[str, Any]) -> Any:
    return f"{comma(Decimal(value) / 1000)} km" if row["quantity_unit"] == "m" else value


def _zero(word: str) -> Way:
    return lambda value, _: word if value == 0 and not isinstance(value, bool) else value


def _loose(value: str, _: Mapping[str, Any]) -> str:
    """Two spaces, a space that does not break, one at the end."""
    return value.replace(" ", "  ", 1).replace(" ", "\u00a0", 3).replace("\u00a0", " ", 2) + " "


WAYS: dict[str, Way] = {
    "380.000.000": _money("{}"),
    "380.000.000đ": _money("{}đ"),
    "380.000.000 đồng": _money("{} đồng"),
    "380,000,000": lambda v, _: f"{v:,}",
    "380 000 000": lambda v, _: f"{v:,}".replace(",", " "),
    "380.000.000,00": _money("{},00"),
    "380tr": _money("{}tr", 100_000, MILLION),
    "380 tr.đ": _money("{} tr.đ", 100_000, MILLION),
    "380 triệu": _money("{} triệu", 100_000, MILLION),
    "380 triệu đồng": _money("{} triệu đồng", 100_000, MILLION),
    "0,38 tỷ": _billions,
    "1tỷ2": _squeezed_billions,
    "900m": lambda v, row: f"{comma(v)}{row['quantity_unit']}",
    "900 m": lambda v, row: f"{comma(v)} {row['quantity_unit']}",
    "0,9 km": _in_km,
    "1,2 tấn": lambda v, row: f"{comma(v)} {row['goods_unit']}",
    "0,25 ha": lambda v, _: f"{comma(Decimal(v) / 10_000)} ha" if v >= 1000 else f"{v} m2",
    "03": lambda v, _: f"{v:02}" if 0 < v < 1000 else v,
    "45 hộ": lambda v, _: f"{v} hộ",
    "120 công": lambda v, _: f"{comma(v)} công",
    "03 tập thể": lambda v, row: f"{v:02} {'tập thể' if row['recipient_kind'] == 'collective' else 'cá nhân'}",
    "03/4/2017": lambda v, _: f"{v.day:02}/{v.month:02}/{v.year}" if v.month < 3 else f"{v.day:02}/{v.month}/{v.year}",
    "không": _zero("không"),
    "Không": _zero("Không"),
    "ko": _zero("ko"),
    "không có": _zero("không có"),
    "không phát sinh": _zero("không phát sinh"),
    "KPS": _zero("KPS"),
    "NFD": lambda v, _: unicodedata.normalize("NFD", v),
    "  ": _loose,
}
