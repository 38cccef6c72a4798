"""Patterns over a sheet's XML see what a parser would, whatever prefix and quotes it is written with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan.intake.formats.details import NO_RESULT
from danvan.intake.formats.gridxml import Wanted, seen
from danvan.intake.sheet import Fault

CELLS = (
    "<c r='A1' s='2'><v>1</v></c><c r='B1' t='s' s='0'><v>4</v></c><c r='C1' t='s'><v>5</v></c>"
    "<c r='D1' t='e'><v>#N/A</v></c><c r='E1'><f>A1</f></c><c r='F1' s='2'/>"
)


def xml(cells: str, prefix: str = "", head: str = "") -> bytes:
    text = f"<worksheet xmlns='a'>{head}<sheetData><row r='1'>{cells}</row></sheetData></worksheet>"
    if prefix:
        text = (
            text.replace("</", "\0")
            .replace("<", f"<{prefix}:")
            .replace("\0", f"</{prefix}:")
            .replace("xmlns=", f"xmlns:{prefix}=")
        )
    return text.encode()


@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_prefixes_and_quotes(prefix: str, quote: str) -> None:
    found = seen(xml(CELLS, prefix).replace(b"'", quote.encode()), Wanted({5}, {4}, {2}))
    assert found.counted == 4
    assert found.faults == {(1, 4): Fault("#N/A", "error"), (1, 5): NO_RESULT}
    assert found.styles == {(1, 1): 2, (1, 6): 2}
    assert found.strings == {(1, 2): 4}


def test_a_cell_without_an_end_takes_none_from_the_next() -> None:
    found = seen(xml("<c r='A1' t='e'><c r='B1'><f>A1</f><c r='C1' t='e'><v>#REF!</v></c>"), Wanted())
    assert found.faults == {(1, 3): Fault("#REF!", "error")}


def test_hidden_parts() -> None:
    head = "<cols><col min='2' max='3' hidden='1'/><col min='5' max='5' hidden='0'/></cols>"
    found = seen(xml("</row><row r='4' hidden='true'><c r='A4'><v>1</v></c>", head=head), Wanted())
    assert (found.hidden_rows, found.hidden_columns) == ({4}, {2, 3})


def test_utf16_and_an_empty_sheet() -> None:
    wide = "<?xml version='1.0' encoding='utf-16'?>" + xml(CELLS).decode()
    assert seen(wide.encode("utf-16"), Wanted()).counted == 5
    assert seen(b"<worksheet xmlns='a'><sheetData/></worksheet>", Wanted()).counted == 0


@given(
    st.lists(
        st.sampled_from(
            [
                "<c r='A1'/>",
                "<c r='A1' s='1'></c>",
                "<c r='A1'><v/></c>",
                "<c r='A1'><v></v></c>",
                "<c r='A1'><v>7</v></c>",
            ]
        )
    )
)
def test_only_values_count(cells: list[str]) -> None:
    assert seen(xml("".join(cells)), Wanted()).counted == sum("7" in cell for cell in cells)
