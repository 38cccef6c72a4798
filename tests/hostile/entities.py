"""XML with entities, in odd code pages, or nested so deep that who follows it never comes back."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

import drawn_files
from drawn_submission import WORKS

from hostile import Hostile, good, made

LAUGHS = (
    "<!DOCTYPE a [<!ENTITY l0 'ha'>" + "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
)
OUTSIDE = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
PARAMETER = "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://localhost:9/x'> %p;]>"
QUADRATIC = f"<!DOCTYPE a [<!ENTITY x '{'a' * 50_000}'>]>"
PARTS = ("book", "sheet", "strings", "styles", "links", "types", "root")
DEEP = 200_000


def files() -> Iterator[Hostile]:
    whole = good.parts()
    for name in PARTS:
        xml = str(whole[getattr(good, name.upper())])
        yield made(f"xml/laughs/{name}", "xlsx", lambda n=name, x=xml: good.xlsx(**{n: _declared(x, LAUGHS, "&l9;")}))
        yield made(f"xml/outside/{name}", "xlsx", lambda n=name, x=xml: good.xlsx(**{n: _declared(x, OUTSIDE, "&x;")}))
        yield made(
            f"xml/wide/{name}", "xlsx", lambda n=name, x=xml: good.xlsx(**{n: _wide(_declared(x, LAUGHS, "&l9;"))})
        )
        yield made(f"xml/undeclared/{name}", "xlsx", lambda n=name, x=xml: good.xlsx(**{n: _declared(x, "", "&x;")}))
        yield made(f"xml/unclosed/{name}", "xlsx", lambda n=name, x=xml: good.xlsx(**{n: x[: -len(x) // 4]}))
        yield made(f"xml/no-letters/{name}", "xlsx", lambda n=name: good.xlsx(**{n: b""}))
        yield made(
            f"xml/ebcdic/{name}", "xlsx", lambda n=name, x=xml: good.xlsx(**{n: _ebcdic(_declared(x, LAUGHS, "&l9;"))})
        )
    yield made("xml/parameter/sheet", "xlsx", lambda: good.xlsx(sheet=_declared(good.sheet(), PARAMETER, "")))
    yield made(
        "xml/quadratic/strings", "xlsx", lambda: good.xlsx(strings=_declared(good.strings(), QUADRATIC, "&x;" * 50_000))
    )
    yield made("xml/utf-7/sheet", "xlsx", lambda: good.xlsx(sheet=good.sheet().replace("UTF-8", "UTF-7")))
    yield made(
        "xml/not-utf-8/strings",
        "xlsx",
        lambda: good.xlsx(strings=good.strings("<si><t>\0</t></si>").encode().replace(b"\0", b"\xff\xfe\xfa")),
    )
    yield made("xml/control/strings", "xlsx", lambda: good.xlsx(strings=good.strings("<si><t>a\x01\x08b</t></si>" * 3)))
    yield made(
        "xml/references/strings",
        "xlsx",
        lambda: good.xlsx(strings=good.strings("<si><t>&#0;&#xFFFF;&#x110000;</t></si>" * 3)),
    )
    yield made("xml/deep/sheet", "xlsx", lambda: good.xlsx(sheet=good.sheet(after=_deep("x"))))
    yield made("xml/deep/strings", "xlsx", lambda: good.xlsx(strings=good.strings(f"<si>{_deep('t')}</si>")))
    yield made("xml/deep/styles", "xlsx", lambda: good.xlsx(styles=good.styles(more=f"{_deep('x')}<x><strike/></x>")))
    for kind, data in (("ods", drawn_files.ods([WORKS])), ("xml", drawn_files.spreadsheetml([WORKS]))):
        yield made(f"xml/deep/{kind}", kind, lambda k=kind, d=data: _deeper(k, d))
        yield made(f"xml/laughs/{kind}", kind, lambda k=kind, d=data: _laughing(k, d))


def _declared(xml: str, doctype: str, used: str) -> str:
    """The declaration behind the first line, and its entity in the last text or, where there is none, before the end."""
    head, _, body = xml.partition("?>")
    at = body.rindex("</")
    return f"{head}?>{doctype}{body[:at]}{used}{body[at:]}"


def _wide(xml: str) -> bytes:
    return codecs.BOM_UTF16_LE + xml.replace("UTF-8", "UTF-16").encode("utf-16-le")


def _ebcdic(xml: str) -> bytes:
    """All but the first line in a code page of mainframes, which a parser learns from that line."""
    head, mark, body = xml.replace("UTF-8", "cp037").partition("?>")
    return (head + mark).encode() + body.encode("cp037", "replace")


def _deep(tag: str) -> str:
    return f"<{tag}>" * DEEP + f"</{tag}>" * DEEP


def _deeper(kind: str, data: bytes) -> bytes:
    if kind == "xml":
        return data.replace(b"</Data>", f"{_deep('b')}</Data>".encode(), 1)
    return _content(data, lambda xml: xml.replace("</text:p>", f"{_deep('text:span')}</text:p>", 1))


def _laughing(kind: str, data: bytes) -> bytes:
    if kind == "xml":
        return _declared(data.decode(), LAUGHS, "&l9;").encode()
    return _content(data, lambda xml: f"{LAUGHS}{xml.replace('</text:p>', '&l9;</text:p>', 1)}")


def _content(data: bytes, change) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    return good.zipped({**parts, "content.xml": change(bytes(parts["content.xml"]).decode())})
