"""XML is refused for entities, odd code pages and crowds before it is parsed; the usual passes."""

from __future__ import annotations

import pytest

from danvan.intake.formats.crowded import MOST, refuse_crowded, refuse_tricks
from danvan.problems import UnreadableWorkbook


def code(xml: bytes) -> str:
    with pytest.raises(UnreadableWorkbook, match=r"“p\.xml”") as refused:
        refuse_tricks(xml, "p.xml")
    return refused.value.problem.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_doctype_is_refused(encoding: str) -> None:
    assert code('<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode(encoding)) == "X12"


@pytest.mark.parametrize("page", ["cp037", "utf-7", "UTF-32", "x"])
def test_a_code_page_that_hides_what_is_said_is_refused(page: str) -> None:
    assert code(f'<?xml version="1.0" encoding="{page}"?><a/>'.encode()) == "X12"


@pytest.mark.parametrize("page", ["UTF-8", "utf-8", "UTF-16", "us-ascii", "ISO-8859-1", "windows-1258"])
def test_usual_code_pages_pass(page: str) -> None:
    refuse_tricks(b"\xef\xbb\xbf" + f"<?xml version='1.0' encoding='{page}'?><a/>".encode(), "p.xml")


@pytest.mark.parametrize("prefix", ["", "x:"])
@pytest.mark.parametrize("what", ["ô gộp", "trang"])
def test_crowds_are_refused_with_what_and_how_many(what: str, prefix: str) -> None:
    (start, *_), most = MOST[what]
    one = f"<{prefix}".encode() + start + b'a="1"/>'
    refuse_crowded(one * most, "p.xml")
    with pytest.raises(UnreadableWorkbook, match=rf"quá nhiều {what} \({most + 1}, nhiều nhất {most}\)"):
        refuse_crowded(one * (most + 1), "p.xml")


def test_more_strings_promised_than_there_are_letters() -> None:
    refuse_tricks(b'<sst uniqueCount="9"><si><t>a</t></si></sst>', "p.xml")
    assert code(b'<sst count="1" uniqueCount="4294967295"><si><t>a</t></si></sst>') == "X10"
