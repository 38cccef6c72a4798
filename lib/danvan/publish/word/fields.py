"""The template filled in: head, recipients and signature through its tags, a bookmark where the text goes.

| tag | what |
|---|---|
| `co_quan`, `kinh_gui`, `noi_nhan` | lists of lines: `{%p for dong in co_quan %}`, `{{ dong }}`, `{%p endfor %}` |
| `ky_hieu`, `dia_danh`, `nam`, `ten_loai`, `trich_yeu` | symbol, place, year, kind and subject |
| `thay_mat`, `chuc_vu`, `nguoi_ky` | on whose behalf, the office and the name of who signs; the name may be empty |
| `dau_trang` | what every page says: draft, sample data; may be empty |
| `noi_dung` | `{{p noi_dung }}` in a paragraph of its own: the text |

Does not belong here: what the text says.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from danvan.inert import printable
from danvan.problems import DanvanError
from danvan.publish.document import Document
from danvan.publish.table import SAMPLE
from danvan.publish.word.template import BODY_TAG, template_bytes
from danvan.publish.word.xml import typeset
from danvan.vietnamese.text import fold

PLACE = "noi_dung"
BODY = f'<w:p><w:bookmarkStart w:id="0" w:name="{PLACE}"/><w:bookmarkEnd w:id="0"/></w:p>'
AS_ABOVE = fold("Như trên")  # means those whom the report is addressed to
DRAFT = "DỰ THẢO - LƯU HÀNH NỘI BỘ"


class Xml(str):
    """Text that is XML already, which the template takes as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def filled(document: Document, template: Path | None) -> tuple[Any, Any]:
    """The template with its tags filled, as python-docx opens it, and its paragraph that the text goes in place of.

    DanvanError where the template is no .docx, has a tag that is not known, or no place for the text.
    """
    name = template.name if template else "mẫu gốc"
    source = template.read_bytes() if template else template_bytes()
    made = DocxTemplate(io.BytesIO(source))
    try:
        made.render(values(document), SandboxedEnvironment(undefined=StrictUndefined, autoescape=True))
    except (TemplateError, SyntaxError) as error:
        known = ", ".join(values(document))
        raise DanvanError(f"{name}: {_wrong(error)}; các thẻ dùng được: {known}.") from error
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise DanvanError(
            f"{name}: không mở được như tệp Word .docx; hãy mở bằng Word và lưu lại dạng .docx."
        ) from error
    places = made.docx.element.body.xpath(f'./w:p[w:bookmarkStart[@w:name="{PLACE}"]]')
    if len(places) != 1:
        raise DanvanError(f"{name}: phải có đúng một thẻ {BODY_TAG} đứng riêng trong một đoạn, ngoài mọi bảng.")
    return made.docx, places[0]


def _wrong(error: Exception) -> str:
    """What is wrong with the tags of a template."""
    if isinstance(error, UndefinedError):
        named = re.search(r"'([^']+)'", str(error))
        return f"thẻ của mẫu không có{f': “{named[1]}”' if named else ''}"
    return "thẻ của mẫu viết sai (thiếu ngoặc {{ }} hoặc thiếu {%p endfor %})"


def values(document: Document) -> dict[str, Any]:
    """What stands for each tag."""
    letter = document.letter
    marks = [mark for wanted, mark in ((document.draft, DRAFT), (document.sample, SAMPLE)) if wanted]
    return {
        "co_quan": [printable(line) for line in letter.agency_lines],
        "ky_hieu": printable(letter.symbol),
        "dia_danh": printable(letter.place),
        "nam": str(document.year),
        "ten_loai": printable(document.kind),
        "trich_yeu": typeset(document.subject),
        "kinh_gui": _addressed([printable(line) for line in letter.addressees]),
        "noi_nhan": _listed(
            [printable(line) for line in letter.recipients if letter.addressees or fold(line) != AS_ABOVE]
        ),
        "thay_mat": printable(letter.on_behalf),
        "chuc_vu": printable(letter.signer_title),
        "nguoi_ky": printable(letter.signer),
        "dau_trang": " · ".join(marks),
        PLACE: Xml(BODY),
    }


def _addressed(names: list[str]) -> list[str]:
    """ "Kính gửi: ..." for one, a line each for more, none for none."""
    return [f"Kính gửi: {names[0]}"] if len(names) == 1 else ["Kính gửi:", *_listed(names)] if names else []


def _listed(names: list[str]) -> list[str]:
    """ "- Như trên;" ... "- Lưu: VT." """
    bare = [name.strip(" -;.") for name in names]
    return [f"- {name}{'.' if name is bare[-1] else ';'}" for name in bare]
