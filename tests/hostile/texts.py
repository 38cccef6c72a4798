"""Tables as text - .csv, web pages, SpreadsheetML, OpenDocument - that are too long, too deep, too wide, or never end."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import drawn_files
from drawn_submission import WORKS

from hostile import Hostile, good, made

BIG = 10**9
MUCH, LAST, STYLED = f'"{BIG}"', ' ss:Index="16384"', ' ss:StyleID="a"'


def files() -> Iterator[Hostile]:
    yield from _delimited()
    yield from _pages()
    yield from _spreadsheetml()
    yield from _open_document()


def _delimited() -> Iterator[Hostile]:
    texts = {
        "wide": lambda: "a;" * 3_000_000 + "b\n1;2\n",
        "long": lambda: "a;b\n" * 1_500_000,
        "quote-unclosed": lambda: 'a;b\n"' + "x;y\n" * 1_000_000,
        "quotes-only": lambda: "a;b\n" + '"' * 5_000_001,
        "quotes-doubled": lambda: 'a;b\n"' + '""' * 2_000_000,
        "field-long": lambda: "a;b\n1;" + "x" * 30_000_000,
        "zeros": lambda: "a;b\n1;\0\0\n",
        "one-line": lambda: "a;b",
        "formula": lambda: "TT;Tên\n1;=cmd|'/c calc'!A0\n2;@SUM(1)\n",
        "spaces": lambda: " ;" * 2_000_000 + "\n;\n",
        "sep": lambda: "sep=x\n1x2\n3x4\n",
    }
    for name, text in texts.items():
        yield made(f"csv/{name}", "csv", lambda t=text: t().encode())
    yield made("csv/utf-16-cut", "csv", lambda: "TT;Tên\n1;Hũ gạo\n".encode("utf-16")[:-1])
    yield made("csv/utf-32", "csv", lambda: "TT;Tên\n1;Hũ gạo\n".encode("utf-32"))
    yield made("csv/not-utf-8", "csv", lambda: b"TT;T\xea\xffn\n1;\xfe\xff\x80\n" * 9)


def _pages() -> Iterator[Hostile]:
    many = 200_000
    pages = {
        "spans": lambda: "<tr>" + '<td rowspan="1000" colspan="1000">1' * 3_000,
        "spans-beyond": lambda: f'<tr><td rowspan="{BIG}" colspan="{BIG}">1<td>2',
        "cells": lambda: "<tr>" + "<td>1" * 1_500_000,
        "tables-deep": lambda: "<table><tr><td>1" * 20_000,
        "styles-unclosed": lambda: "<tr><td>1" + "<style>" * many,
        "comments-unclosed": lambda: "<tr><td>1" + "<!--" * many,
        "declarations-unclosed": lambda: "<tr><td>1" + "<![" * many,
        "tags-unclosed": lambda: "<tr><td>1" + '<a b="' * many,
        "entities": lambda: "<tr><td>" + "&#1114112;&#0;&lt;&x;" * 1_000,
        "columns": lambda: '<col span="1000" style="display:none">' * 5_000 + "<tr><td>1",
        "fonts-deep": lambda: "<tr><td>" + "<font face=.VnTime>a" * 20_000,
        "script": lambda: "<tr><td><script>alert(1)</script>1<td onclick=x()>2<td><iframe src=file:///etc/passwd>",
        "classes": lambda: "<style>" + ".a{font-family:x}" * 200_000 + "</style><tr><td class='a'>1",
    }
    for name, inside in pages.items():
        yield made(f"html/{name}", "xls", lambda i=inside: f"<html><body><table>{i()}</table></body></html>".encode())
    yield made("html/no-table", "xls", lambda: b"<html><body><p>x</p></body></html>")
    yield made("html/charset-lies", "xls", lambda: b'<html><meta charset="utf-99"><table><tr><td>1</table></html>')
    yield made("html/charset-rot13", "xls", lambda: b'<html><meta charset="rot13"><table><tr><td>1</table></html>')
    yield made("html/charset-zlib", "xls", lambda: b'<html><meta charset="zlib"><table><tr><td>1</table></html>')


def _spreadsheetml() -> Iterator[Hostile]:
    cell = _cell("")
    rows = {
        "row-beyond": f'<Row ss:Index="{BIG}">{cell}</Row>',
        "column-beyond": f"<Row>{_cell(f' ss:Index={MUCH}')}</Row>",
        "corner": f'<Row ss:Index="1048576">{_cell(LAST)}</Row><Row>{cell}</Row>',
        "span-beyond": f'<Row ss:Span="{BIG}" ss:Hidden="1">{cell}</Row>',
        "merge-beyond": f"<Row>{_cell(f' ss:MergeAcross={MUCH} ss:MergeDown={MUCH}')}{cell}</Row>",
        "columns-beyond": f'<Column ss:Span="{BIG}" ss:Hidden="1"/><Row>{cell}</Row>',
        "index-0": f'<Row ss:Index="0">{cell}</Row>',
        "index-digits": f'<Row ss:Index="{"9" * 5000}">{cell}</Row>',
        "number-wrong": "<Row><Cell><Data ss:Type='Number'>1e9999</Data></Cell><Cell><Data ss:Type='Number'>x</Data></Cell></Row>",
        "date-wrong": "<Row><Cell><Data ss:Type='DateTime'>99999-99-99T00:00:00</Data></Cell></Row>",
    }
    for name, inside in rows.items():
        yield made(f"spreadsheetml/{name}", "xml", lambda i=inside: _workbook(i))
    yield made("spreadsheetml/cells", "xml", lambda: _workbook(f"<Row>{cell * 1_100_000}</Row>"))
    yield made("spreadsheetml/sheets", "xml", lambda: _workbook(f"<Row>{cell}</Row>", 3_000))
    loop = '<Styles><Style ss:ID="a" ss:Parent="b"/><Style ss:ID="b" ss:Parent="a"/></Styles>'
    styled = f"<Row>{_cell(STYLED)}</Row>"
    yield made("spreadsheetml/styles-loop", "xml", lambda: _workbook(styled, before=loop))


def _cell(given: str) -> str:
    return f'<Cell{given}><Data ss:Type="Number">1</Data></Cell>'


def _workbook(rows: str, sheets: int = 1, before: str = "") -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    pages = "".join(f'<Worksheet ss:Name="T{n}"><Table>{rows}</Table></Worksheet>' for n in range(sheets))
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{before}{pages}</Workbook>'.encode()


def _open_document() -> Iterator[Hostile]:
    value = '<table:table-cell office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'
    rows = {
        "rows-repeated": f'<table:table-row table:number-rows-repeated="{BIG}">{value}</table:table-row>',
        "rows-repeated-some": f'<table:table-row table:number-rows-repeated="150000">{value}</table:table-row>' * 6,
        "rows-empty": f'<table:table-row table:number-rows-repeated="{BIG}" table:visibility="collapse"/><table:table-row>{value}</table:table-row>',
        "cells-repeated": f"<table:table-row>{value.replace('<table:table-cell', f'<table:table-cell table:number-columns-repeated={chr(34)}{BIG}{chr(34)}')}</table:table-row>",
        "cells-empty": f'<table:table-row><table:table-cell table:number-columns-repeated="{BIG}"/>{value}</table:table-row>',
        "spanned": f"<table:table-row>{value.replace('<table:table-cell', f'<table:table-cell table:number-rows-spanned={chr(34)}{BIG}{chr(34)} table:number-columns-spanned={chr(34)}{BIG}{chr(34)}')}</table:table-row>",
        "columns-repeated": f'<table:table-column table:number-columns-repeated="{BIG}" table:visibility="collapse"/><table:table-row>{value}</table:table-row>',
        "spaces": f'<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="{BIG}"/>x</text:p></table:table-cell></table:table-row>',
        "number-wrong": '<table:table-row><table:table-cell office:value-type="float" office:value="x"><text:p>x</text:p></table:table-cell></table:table-row>',
        "repeated-digits": f'<table:table-row table:number-rows-repeated="{"9" * 5000}">{value}</table:table-row>',
    }
    for name, inside in rows.items():
        yield made(f"ods/{name}", "ods", lambda i=inside: _ods(i))
    yield made("ods/cells", "ods", lambda: _ods(f"<table:table-row>{value * 16_385}</table:table-row>"))
    yield made("ods/tables", "ods", lambda: _ods("", tables=3_000))
    yield made(
        "ods/groups-deep", "ods", lambda: _ods("<table:table-row-group>" * 5_000 + "</table:table-row-group>" * 5_000)
    )
    yield made("ods/styles-loop", "ods", _styles_loop)


def _ods(rows: str, tables: int = 1, before: str = "") -> bytes:
    with zipfile.ZipFile(io.BytesIO(drawn_files.ods([WORKS]))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    content = bytes(parts["content.xml"]).decode()
    head, rest = (
        content[: content.index("<table:table ")],
        content[content.rindex("</table:table>") + len("</table:table>") :],
    )
    pages = "".join(f'<table:table table:name="T{n}">{rows}</table:table>' for n in range(tables))
    return good.zipped({**parts, "content.xml": head.replace("<office:body>", f"{before}<office:body>") + pages + rest})


def _styles_loop() -> bytes:
    cell = '<table:table-row><table:table-cell table:style-name="a" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    loop = "".join(
        f'<style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" style:name="{a}" style:parent-style-name="{b}"/>'
        for a, b in ("ab", "ba")
    )
    return _ods(cell, before=f"<office:automatic-styles>{loop}</office:automatic-styles>")
