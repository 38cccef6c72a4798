"""Pages that open anywhere: every link inside leads somewhere, nothing loads from outside, text stays text."""

from __future__ import annotations

import json
from base64 import b64encode
from html.parser import HTMLParser
from pathlib import Path

import pytest

from danvan.problems import DanvanError
from danvan.publish.site import Run, write_index, write_site

PNG = b"\x89PNG picture of F1"
INLINE = f"data:image/png;base64,{b64encode(PNG).decode()}"
OTHER = f"data:image/png;base64,{b64encode(b'not saved').decode()}"
FACTS = ("Năm 2022: 25/26 đơn vị có báo cáo được chấp nhận; chưa có: Công an huyện.",)
RUN = Run("2022", "Công tác dân vận năm 2022", "Huyện Bình Sơn", True, FACTS)
NASTY = "Tổ <script>alert(1)</script> & “Ba V”"


def text(source: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def code(source: str, *outputs: dict[str, object]) -> dict[str, object]:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": list(outputs)}


def shows(kind: str, said: str) -> dict[str, object]:
    return {"output_type": "display_data", "metadata": {}, "data": {kind: said}}


CELLS = [
    text("# Mô hình “Dân vận khéo”\n\nNăm nay có **bao nhiêu** mô hình?\n\nĐoạn sau."),
    code("years: list[int] = [2022]"),
    code("import danvan"),
    text("## Theo lĩnh vực\n\nBốn lĩnh vực. [xấu](javascript:alert(1)) ![xấu](http://evil.vn/x.png) <b>thô</b>"),
    code(
        "page.table(models)",
        shows("text/html", '<div class="dv"><table><caption>T2. Mô hình</caption><tr><td>131</td></tr></table></div>'),
    ),
    text("## Theo năm"),
    code(
        "page.chart(by_year)",
        shows("text/html", f'<figure id="F1"><img src="{INLINE}" alt="Cột"><figcaption>F1</figcaption></figure>'),
    ),
    code("1", shows("image/png", b64encode(b"not saved").decode())),
    code("name", shows("text/plain", NASTY), {"output_type": "stream", "name": "stdout", "text": NASTY}),
    code("note", shows("text/markdown", f"**{NASTY}**")),
]


@pytest.fixture
def outputs(tmp_path: Path) -> Path:
    """The outputs of two years, the second with a chart and a workbook of tables."""
    for year in ("2021", "2022"):
        folder = tmp_path / year
        (folder / "notebooks").mkdir(parents=True)
        (folder / "charts").mkdir()
        (folder / "charts" / "F1.png").write_bytes(PNG)
        (folder / "charts" / "F1.svg").write_bytes(b"<svg/>")
        for name in ("tables.xlsx", "report.docx"):
            (folder / name).write_bytes(b"PK")
        for name in ("02_models", "01_submissions"):
            (folder / "notebooks" / f"{name}.ipynb").write_text(json.dumps({"cells": CELLS}), encoding="utf-8")
        ledger = {"title": RUN.title, "office": RUN.office, "sample": year == "2021", "facts": FACTS}
        (folder / "run.json").write_text(json.dumps(ledger), encoding="utf-8")
    write_site(tmp_path / "2021", RUN, {})
    write_site(tmp_path / "2022", RUN, {})
    write_index(tmp_path)
    return tmp_path


@pytest.fixture
def page(outputs: Path) -> str:
    return (outputs / "2022" / "notebooks" / "02_models.html").read_text(encoding="utf-8")


class Links(HTMLParser):
    """All that a page points to, and the names it can be pointed to by."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.to: list[str] = []
        self.names: list[str] = []
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.to += [str(given[name]) for name in ("href", "src") if name in given]
        self.names += [str(given["id"])] if "id" in given else []


def test_every_link_on_every_page_leads_to_something_in_the_folder(outputs):
    pages = list(outputs.rglob("*.html"))
    assert len(pages) == 1 + 2 * 3
    for path in pages:
        links = Links(path.read_text(encoding="utf-8"))
        assert len(set(links.names)) == len(links.names)
        for address in links.to:
            file, _, name = address.partition("#")
            if not address.startswith("data:image/png"):
                assert "://" not in address
                assert (path.parent / file).exists()
                assert not name or name in links.names


def test_a_page_has_title_question_contents_and_folded_code(page):
    assert "<title>Mô hình “Dân vận khéo” – Công tác dân vận năm 2022, Huyện Bình Sơn</title>" in page
    assert page.count("<h1>") == 1
    assert '<li><a href="#muc-1">Theo lĩnh vực</a></li>' in page
    assert '<h2 id="muc-2">Theo năm</h2>' in page
    assert "<strong>bao nhiêu</strong>" in page
    assert page.count("<details>") == 6
    assert "years: list[int] = [2022]\n\nimport danvan" in page  # cells that show nothing are folded together
    assert page.index("<h1>") < page.index("bao nhiêu") < page.index("Mục lục") < page.index('<h2 id="muc-1">')


def test_the_answer_stands_between_the_question_and_its_code_above_the_contents(outputs):
    folder = outputs / "2022"
    answer = code("page.answer(x)", shows("text/html", '<div class="answer"><p>Trả lời</p></div>'))
    cells = [*CELLS[:3], answer, *CELLS[3:]]
    (folder / "notebooks" / "02_models.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    write_site(folder, RUN, {})
    page = (folder / "notebooks" / "02_models.html").read_text(encoding="utf-8")
    places = [page.index(part) for part in ("bao nhiêu", "Trả lời", "import danvan", "Mục lục", "muc-1")]
    assert places == sorted(places)


def test_a_saved_chart_is_linked_with_its_files_and_another_stays_inline(page):
    assert '<img alt="Cột" src="../charts/F1.png">' in page
    assert '<a href="../charts/F1.svg">' in page
    assert INLINE not in page
    assert OTHER in page


def test_a_table_can_be_scrolled_and_had_as_a_workbook(page):
    assert '<div class="wide" role="region" tabindex="0" aria-label="Bảng 1 của trang"><table>' in page
    assert '<a href="../tables.xlsx">các bảng số liệu (Excel)</a>' in page


def test_words_of_a_commune_stay_words(page):
    assert "script" not in Links(page).tags
    assert page.count("Tổ &lt;script&gt;alert(1)&lt;/script&gt; &amp; “Ba V”") == 3
    assert "evil.vn" not in page
    assert "&lt;b&gt;thô" in page


def test_the_stamp_stands_on_every_page_of_sample_figures_only(outputs, tmp_path):
    assert all("SỐ LIỆU MINH HỌA" in path.read_text("utf-8") for path in (outputs / "2022").rglob("*.html"))
    real = Run("2022", "Công tác dân vận năm 2022", "Huyện Bình Sơn", False)
    write_site(outputs / "2022", real, {})
    assert not any("MINH HỌA" in path.read_text("utf-8") for path in (outputs / "2022").rglob("*.html"))


def test_the_index_of_a_run_says_who_reported_and_what_each_page_asks(outputs):
    index = (outputs / "2022" / "index.html").read_text(encoding="utf-8")
    assert FACTS[0] in index
    assert "Năm nay có bao nhiêu mô hình?" in index
    assert index.index("01_submissions.html") < index.index("02_models.html")


def test_the_index_of_runs_has_the_latest_first_and_marks_the_sample(outputs):
    index = (outputs / "index.html").read_text(encoding="utf-8")
    assert index.index("2022/index.html") < index.index("2021/index.html")
    assert index.count("số liệu minh họa") == 1


def test_units_have_sites_of_their_own_within_the_run(outputs):
    part = Run("2022", "Công tác dân vận năm 2022: Xã Bình Minh", "Huyện Bình Sơn", True, above=RUN.title)
    (outputs / "2022" / "21085" / "notebooks").mkdir(parents=True)
    write_site(outputs / "2022" / "21085", part)
    write_site(outputs / "2022", RUN, {"21085": "Xã Bình Minh"})
    assert '<a href="21085/index.html">Xã Bình Minh</a>' in (outputs / "2022" / "index.html").read_text("utf-8")
    inside = (outputs / "2022" / "21085" / "index.html").read_text("utf-8")
    assert '<a href="../index.html">Công tác dân vận năm 2022</a>' in inside
    assert "run.json" not in inside


def test_the_same_run_gives_the_same_bytes(outputs, page):
    before = {path: path.read_bytes() for path in outputs.rglob("*.html")}
    write_site(outputs / "2022", RUN, {})
    assert {path: path.read_bytes() for path in outputs.rglob("*.html")} == before
    assert len(page) < 15_000


def test_a_ledger_that_is_no_ledger_is_told_with_its_place(outputs):
    (outputs / "2021" / "run.json").write_text("{")
    with pytest.raises(DanvanError, match=r"2021/run\.json"):
        write_index(outputs)


# --- many tables, many pages ----------------------------------------------------------------------------------


def big(name: str, size: int) -> dict[str, object]:
    table = f'<table id="{name}"><caption><strong>{name}. Bảng {name}</strong></caption><tr><td>{"x" * size}</td></tr></table>'
    return code(f"page.table({name})", shows("text/html", f'<div class="dv">{table}</div>'))


@pytest.fixture
def many(outputs: Path) -> list[str]:
    """The pages of a notebook of three sections: small, small, and one of two tables that no page holds together."""
    cells = [text("# Sơ kết\n\nHỏi?\n\n## Một"), big("T1", 40_000), text("## Hai"), big("T2", 40_000), text("## Ba")]
    cells += [big("T3", 60_000), big("T4", 60_000)]
    (outputs / "2022" / "notebooks" / "07_review.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    write_site(outputs / "2022", RUN, {})
    files = ("07_review.html", "07_review.2.html", "07_review.3.html")
    return [(outputs / "2022" / "notebooks" / name).read_text(encoding="utf-8") for name in files]


def test_a_notebook_of_many_tables_takes_several_pages_each_of_which_opens_at_once(many):
    assert [[name for name in ("T1", "T2", "T3", "T4") if f'<table id="{name}"' in page] for page in many] == [
        ["T1", "T2"], ["T3"], ["T4"],
    ]  # fmt: skip
    assert all(len(page.encode()) < 100_000 for page in many)
    assert "<h1>Sơ kết (trang 2/3)</h1>" in many[1]
    assert "<h2>Ba (tiếp theo)</h2>" in many[2]


def test_the_contents_lead_to_every_section_from_each_of_the_pages(many):
    for page in many:
        places = [
            (address.partition("#")[0] or "here", address[-5:]) for address in Links(page).to if "#muc" in address
        ]
        assert [name for _, name in places] == ["muc-1", "muc-2", "muc-3"]
    assert '<a href="07_review.2.html#muc-3">Ba</a>' in many[0]
    assert '<a href="07_review.html#muc-1">Một</a>' in many[2]


def test_pages_are_turned_one_after_the_other(many):
    assert '<a href="07_review.2.html">Sơ kết (trang 2/3) →</a>' in many[0]
    assert '<a href="07_review.html">← Sơ kết (trang 1/3)</a>' in many[1]


def test_the_index_of_a_run_lists_the_further_pages(outputs, many):
    index = (outputs / "2022" / "index.html").read_text(encoding="utf-8")
    assert index.count("07_review.ipynb") == 1
    assert '<a href="notebooks/07_review.3.html">trang 3</a>' in index


def test_a_number_leads_to_where_it_is_followed_back(outputs):
    shown = '<div class="dv"><table><tr><td><a id="T2/2022/new">131</a></td></tr></table></div>'
    cells = [*CELLS[:4], code("page.table(x)", shows("text/html", shown))]
    (outputs / "2022" / "notebooks" / "02_models.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    write_site(outputs / "2022", RUN, {}, {"T2/2022/new": "trace/T2.3.html#2022/new"})
    page = (outputs / "2022" / "notebooks" / "02_models.html").read_text(encoding="utf-8")
    assert '<a id="T2/2022/new" href="../trace/T2.3.html#2022/new">131</a>' in page
