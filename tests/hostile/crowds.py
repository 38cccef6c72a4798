"""Workbooks with far too much of something, far too far away, or with numbers that promise more than there is."""

from __future__ import annotations

from collections.abc import Iterator

from hostile import Hostile, good, made

WHOLE = "A1:XFD1048576"
MANY = 300_000


def files() -> Iterator[Hostile]:
    yield from _sheets()
    yield from _shared()
    yield from _books()
    yield from _inert()


def _sheet(name: str, rows: str = good.ROWS, before: str = "", after: str = "", times: int = 1) -> Hostile:
    """A sheet of which one piece, between bars, is repeated."""

    def data() -> bytes:
        return good.xlsx(sheet=good.sheet(*(_repeated(piece, times) for piece in (rows, before, after))))

    return made(f"sheet/{name}", "xlsx", data)


def _repeated(piece: str, times: int) -> str:
    head, bar, rest = piece.partition("|")
    again, _, tail = rest.partition("|")
    return head + again * times + tail if bar else piece


def _sheets() -> Iterator[Hostile]:
    cell = '<c r="{}"><v>1</v></c>'
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{}"><c r="{}"><v>2</v></c></row>'
    for name, row, at in (
        ("corner", 1048576, "XFD1048576"), ("column", 1, "XFD1"), ("row", 1048576, "A1048576"), ("middle", 500000, "ZZ500000"),
        ("beyond-columns", 2, "ZZZ2"), ("beyond-rows", 9999999, "A9999999"), ("beyond-numbers", 2, "A99999999999999999999"),
        ("beyond-letters", 2, "AAAAAAAAAAAAAAAA2"), ("row-0", 0, "A0"), ("no-number", 2, "A"), ("no-letter", 2, "2"),
        ("no-place", 2, ""), ("below-0", 2, "A-2"), ("absolute", 2, "$B$2"), ("small-letters", 2, "b2"), ("other-row", 2, "B9"),
    ):  # fmt: skip
        yield _sheet(f"far/{name}", far.format(row, at))
    full = f'<row r="1">|{cell.format("A1")}|</row><row r="1219"><c r="XFD1219"><v>1</v></c></row>'
    yield _sheet("far/filled-enough", full, times=200_000)
    yield _sheet("cells", f'<row r="1">|{cell.format("A1")}|</row>', times=2_000_000)
    yield _sheet("cells-empty", '<row r="1">|<c/>|</row>', times=3_000_000)
    yield _sheet("cells-unplaced", "<row>|<c><v>1</v></c>|</row>", times=200_000)
    yield _sheet("rows", '|<row r="1"/>|', times=2_000_000)
    yield _sheet("rows-unclosed", '|<row r="1">|', times=100_000)
    yield _sheet("cells-unclosed", '<row r="1">|<c r="A1" t="e">|</row>', times=150_000)
    yield _sheet("formulas-unclosed", '<row r="1">|<c r="A1"><f>|</row>', times=150_000)
    yield _sheet("inline-unclosed", '<row r="1">|<c r="A1" t="inlineStr"><is>|</row>', times=100_000)
    yield _sheet("merges/whole", after=f'<mergeCells><mergeCell ref="{WHOLE}"/></mergeCells>')
    yield _sheet("merges/whole-often", after=f'<mergeCells>|<mergeCell ref="{WHOLE}"/>|</mergeCells>', times=20_000)
    yield _sheet("merges/many", after='<mergeCells>|<mergeCell ref="A1:B2"/>|</mergeCells>', times=MANY)
    yield _sheet(
        "merges/whole-columns",
        after='<mergeCells><mergeCell ref="A1:A1048576"/><mergeCell ref="B1:B1048576"/></mergeCells>',
    )
    yield _sheet(
        "merges/whole-rows", after='<mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A2:XFD2"/></mergeCells>'
    )
    yield _sheet("merges/backwards", after='<mergeCells><mergeCell ref="Z9:A1"/></mergeCells>')
    yield _sheet(
        "merges/wrong", after='<mergeCells><mergeCell ref="A1:"/><mergeCell/><mergeCell ref="?"/></mergeCells>'
    )
    yield _sheet("links/whole", after=f'<hyperlinks><hyperlink ref="{WHOLE}" location="A1"/></hyperlinks>')
    yield _sheet("links/many", after='<hyperlinks>|<hyperlink ref="A1" location="A1"/>|</hyperlinks>', times=MANY)
    yield _sheet(
        "validations/whole",
        after=f'<dataValidations><dataValidation sqref="{WHOLE}" type="list"><formula1>"a"</formula1></dataValidation></dataValidations>',
    )
    yield _sheet(
        "validations/many", after='<dataValidations>|<dataValidation sqref="A1"/>|</dataValidations>', times=MANY
    )
    yield _sheet(
        "conditions/whole",
        after=f'<conditionalFormatting sqref="{WHOLE}"><cfRule type="duplicateValues"/></conditionalFormatting>',
    )
    yield _sheet("dimension/whole", before=f'<dimension ref="{WHOLE}"/>')
    yield _sheet("dimension/one", before='<dimension ref="A1:A1"/>')
    yield _sheet("dimension/beyond", before='<dimension ref="A1:ZZZZZ99999999999"/>')
    yield _sheet("dimension/backwards", before='<dimension ref="XFD1048576:A1"/>')
    yield _sheet("dimension/none", before='<dimension ref=""/>')
    yield _sheet("columns/whole", before='<cols>|<col min="1" max="16384" hidden="1"/>|</cols>', times=500)
    yield _sheet("columns/beyond", before='<cols><col min="1" max="4294967295" hidden="1"/></cols>')
    yield _sheet("columns/wrong", before='<cols><col min="x" hidden="1"/></cols>')
    yield _sheet("string/beyond", '<row r="1"><c r="A1" t="s"><v>4294967295</v></c></row>')
    yield _sheet("string/below-0", '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>')
    yield _sheet("string/no-number", '<row r="1"><c r="A1" t="s"><v>x</v></c></row>')
    yield _sheet("style/beyond", '<row r="1"><c r="A1" s="4294967295"><v>1</v></c></row>')
    yield _sheet("number/huge", f'<row r="1"><c r="A1"><v>{"9" * 400}</v></c><c r="B1"><v>1e400</v></c></row>')
    yield _sheet("number/long", '<row r="1"><c r="A1"><v>|9|</v></c></row>', times=2_000_000)
    yield _sheet("number/none", '<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>inf</v></c></row>')
    yield _sheet("date/beyond", '<row r="1"><c r="A1" t="d"><v>9999-99-99T99:99:99</v></c></row>')
    yield _sheet("text/long", '<row r="1"><c r="A1" t="inlineStr"><is><t>|xã |</t></is></c></row>', times=10_000_000)
    yield _sheet("attributes", '<row r="1"><c r="A1" |x="1" |><v>1</v></c></row>', times=100_000)
    yield _sheet(
        "formula/array-whole", f'<row r="1"><c r="A1"><f t="array" ref="{WHOLE}">[1]A!A1</f><v>1</v></c></row>'
    )
    yield _sheet("formula/nested", '<row r="1"><c r="A1"><f>|ABS(|1</f><v>1</v></c></row>', times=50_000)
    yield _sheet(
        "formula/shared-beyond",
        f'<row r="1"><c r="A1"><f t="shared" ref="{WHOLE}" si="4294967295">A2</f><v>1</v></c></row>',
    )
    yield _sheet("error/odd", '<row r="1"><c r="A1" t="e"><v>#ĐỪNG!</v></c><c r="B1" t="zz"><v>1</v></c></row>')


def _shared() -> Iterator[Hostile]:
    for name, count in (
        ("beyond", "4294967295"),
        ("beyond-64", "18446744073709551615"),
        ("below-0", "-1"),
        ("word", "x"),
        ("none", "0"),
    ):
        yield made(f"strings/count-{name}", "xlsx", lambda c=count: good.xlsx(strings=good.strings(count=c)))
    yield made("strings/many", "xlsx", lambda: good.xlsx(strings=good.strings("<si><t>a</t></si>" * 1_500_000)))
    yield made("strings/unclosed", "xlsx", lambda: good.xlsx(strings=good.strings("<si><t>a" * 150_000)))
    yield made(
        "strings/runs",
        "xlsx",
        lambda: good.xlsx(strings=good.strings(f"<si>{'<r><rPr><strike/></rPr><t>a</t></r>' * 50_000}</si>" * 3)),
    )
    yield made(
        "strings/runs-unclosed",
        "xlsx",
        lambda: good.xlsx(strings=good.strings(f"<si>{'<rPh><r><rPr><strike/>' * 50_000}</si>" * 3)),
    )
    yield made(
        "strings/blank", "xlsx", lambda: good.xlsx(strings=good.strings(f"<si><t>{' ' * 20_000_000}</t></si>" * 3))
    )
    yield made(
        "styles/many", "xlsx", lambda: good.xlsx(styles=good.styles('<xf numFmtId="0" fontId="0"/>' * 1_000_000))
    )
    yield made("styles/64000", "xlsx", lambda: good.xlsx(styles=good.styles('<xf numFmtId="0" fontId="0"/>' * 64_000)))
    yield made(
        "styles/fonts",
        "xlsx",
        lambda: good.xlsx(styles=good.styles(fonts='<font><strike/><name val=".VnTime"/></font>' * MANY)),
    )
    yield made(
        "styles/font-beyond",
        "xlsx",
        lambda: good.xlsx(styles=good.styles('<xf numFmtId="0" fontId="999999"/>', "<font><strike/></font>")),
    )
    yield made(
        "styles/formats",
        "xlsx",
        lambda: good.xlsx(
            styles=good.styles(more="<numFmts>" + '<numFmt numFmtId="4" formatCode="yyyy"/>' * 250_000 + "</numFmts>")
        ),
    )
    yield made(
        "styles/format-long",
        "xlsx",
        lambda: good.xlsx(
            styles=good.styles(more=f'<numFmts><numFmt numFmtId="4" formatCode="{"[h]&quot;" * 500_000}"/></numFmts>')
        ),
    )


def _books() -> Iterator[Hostile]:
    one = '<sheet name="{}" sheetId="{}" r:id="rId1"/>'
    named = {
        "many": "".join(one.format(f"T{n}", n) for n in range(1, 5001)),
        "some-of-one-part": "".join(one.format(f"T{n}", n) for n in range(1, 301)),
        "same-name": one.format("Biểu 1", 1) * 2,
        "same-name-other-case": one.format("Biểu 1", 1) + one.format("BIỂU 1", 2),
        "lost-part": '<sheet name="Biểu 1" sheetId="1" r:id="rId9"/>',
        "no-relation": '<sheet name="Biểu 1" sheetId="1"/>',
        "no-name": '<sheet sheetId="1" r:id="rId1"/>',
        "long-name": one.format("x" * 100_000, 1),
        "path-name": one.format("../../../etc/passwd", 1),
        "script-name": one.format("&lt;script&gt;alert(1)&lt;/script&gt;", 1),
        "formula-name": one.format("=cmd|'/c calc'!A0", 1),
        "none": "",
    }
    for name, sheets in named.items():
        yield made(f"book/{name}", "xlsx", lambda s=sheets: good.xlsx(book=good.book(s)))
    yield made(
        "book/names-many",
        "xlsx",
        lambda: good.xlsx(
            book=good.book(more="<definedNames>" + '<definedName name="a">A1</definedName>' * MANY + "</definedNames>")
        ),
    )
    for name, target in {
        "itself": "workbook.xml",
        "strings": "sharedStrings.xml",
        "up": "../../../../../etc/passwd",
        "file": "file:///etc/passwd",
        "web": "http://localhost:9/a.xml",
        "nothing": "",
    }.items():
        yield made(
            f"book/leads-to-{name}", "xlsx", lambda t=target: good.xlsx(links=good.relations(("rId1", "worksheet", t)))
        )
    yield made("book/circle", "xlsx", lambda: good.xlsx(root=good.relations(("rId1", "officeDocument", "_rels/.rels"))))


def _inert() -> Iterator[Hostile]:
    """What is read as it stands and never done: macros, links to elsewhere, DDE, formulas in texts."""
    outside = f'{good.XML}<externalLink xmlns="{good.MAIN}" xmlns:r="{good.OFFICE}">{{}}</externalLink>'
    linked = '<row r="1"><c r="A1"><f>[1]A!B5</f><v>7</v></c><c r="B1"><v>2</v></c></row>'
    for name, inside in {
        "book": '<externalBook r:id="rId1"><sheetNames><sheetName val="A"/></sheetNames></externalBook>',
        "dde": '<ddeLink ddeService="cmd" ddeTopic="/c calc"><ddeItems><ddeItem name="A0"/></ddeItems></ddeLink>',
        "ole": '<oleLink r:id="rId1" progId="Package"/>',
    }.items():
        yield made(f"inert/link-{name}", "xlsx", lambda i=inside: good.zipped(good.parts(
            sheet=good.sheet(linked), links=good.links(("rId9", "externalLink", "externalLinks/externalLink1.xml")),
        ) | {"xl/externalLinks/externalLink1.xml": outside.format(i)}))  # fmt: skip
    yield made(
        "inert/macro",
        "xlsm",
        lambda: good.zipped(
            good.parts(links=good.links(("rId9", "vbaProject", "vbaProject.bin")))
            | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0Sub Auto_Open"}
        ),
    )
    yield made("inert/macro-sheet", "xlsm", lambda: good.zipped(good.parts(
        book=good.book('<sheet name="Biểu 1" sheetId="1" r:id="rId1"/><sheet name="Macro" sheetId="2" r:id="rId9"/>'),
        links=good.links(("rId9", "xlMacrosheet", "macrosheets/sheet1.xml")),
    ) | {"xl/macrosheets/sheet1.xml": good.sheet('<row r="1"><c r="A1"><f>EXEC("calc")</f><v>0</v></c></row>')}))  # fmt: skip
    yield made(
        "inert/embedded",
        "xlsx",
        lambda: good.zipped(good.parts() | {"xl/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + bytes(4096)}),
    )
    for name, text in {
        "formula": "=cmd|'/c calc'!A0",
        "plus": "+1+cmd|'/c calc'!A0",
        "at": "@SUM(1)",
        "minus": "-5 mô hình",
        "link": '=HYPERLINK("http://x","a")',
        "script": "&lt;script&gt;alert(1)&lt;/script&gt;",
    }.items():
        yield made(
            f"inert/text-{name}", "xlsx", lambda t=text: good.xlsx(strings=good.strings(f"<si><t>{t}</t></si>" * 3))
        )
    yield made(
        "inert/web-query",
        "xlsx",
        lambda: good.zipped(
            good.parts()
            | {
                "xl/connections.xml": f'<connections xmlns="{good.MAIN}"><connection id="1"><webPr url="http://localhost:9/"/></connection></connections>'
            }
        ),
    )
