"""07: what was done, what changed since the year before, and how many units the figures cover; 06: one unit's own."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from danvan.publish.answers.answer import Answer, Asked, Data, capital, listed
from danvan.publish.answers.reports import lacking, reported
from danvan.publish.cited import Figures
from danvan.publish.prose import Sentence, join, sentence
from danvan.publish.sentences.about import About
from danvan.publish.sentences.comparing import Thing, stated
from danvan.publish.table import PublishedTable
from danvan.publish.tables import standing, words

TABLES = ("T17a", "T17b", "T2", "R1", "T6a", "T9a")
COMPARED = ("R3", "R4", "R5")
THINGS = {
    "mô hình được công nhận": Thing("recognised", "mô hình"),
    "kinh phí huy động": Thing("total_vnd", style="money"),
    "hội nghị, buổi tuyên truyền": Thing("propaganda_sessions", "buổi", met=True),
}


def review(data: Data, roll: pd.DataFrame, compared: Data, both: pd.DataFrame) -> Answer:
    """The answer of a review; `compared` and `both` are the frames and roll of the last year and the one before it."""
    asked, beside = Asked(data, roll, TABLES), Asked(compared, both, COMPARED)
    said = [_reports(asked), _models(asked), _resources(asked), _rural(asked), _changed(beside)]
    return asked.answered(said, *beside.tables.values())


def commune(data: Data, own: pd.DataFrame, roll: pd.DataFrame) -> Answer:
    """The answer on one unit; `own` is its roll over its years, `roll` that of all units."""
    asked, place = Asked(data, own, TABLES), standing(data, roll, own["unit_code"].iloc[-1])
    return asked.answered(
        [_reports(asked), _models(asked), _resources(asked), _rural(asked), _placed(asked, place)], place
    )


def _placed(asked: Asked, table: PublishedTable) -> Sentence | None:
    """Where the unit stands among those of its kind, as far as exact intervals tell them apart."""
    about, row = About(Figures({"H5": replace(table, id="H5")}), asked.years), "H5/models_recognised"
    own = about.amount(f"{row}/value", "mô hình")
    ranks = {words.lowered(about.label(each)): str(about.cell(each, "rank") or "") for each in about.rows("H5")}
    apart = [f"{label} {rank}" for label, rank in ranks.items() if rank.startswith("thứ")]
    said = "; ".join(apart) if apart else "không chỉ tiêu nào phân hạng được, do số của một năm nhỏ"
    if own is None:
        return None
    others = f"các đơn vị khác cùng khối có {about.cell(row, 'others')}"
    return sentence(f"Năm {about.last} được công nhận {{n}}, {others}; {said}.", n=own)


def _reports(asked: Asked) -> Sentence | None:
    """Who reported, and who did not, as one line."""
    said = listed([reported(asked), lacking(asked)])
    return join(said, " ", " ") if said else None


def _models(asked: Asked) -> Sentence | None:
    about = asked.about
    every, recognised = (about.amount(f"T2/total/{name}", "mô hình") for name in ("registered", "recognised"))
    if every is None:
        return None
    verb, once = ("có", ", mỗi mô hình chỉ tính một lần") if about.several else ("đăng ký", "")
    said = sentence(f"{capital(asked.who)} {verb} {{n}}{{covered}}{once}", n=every, covered=asked.of_form("models"))
    ever = "đã từng được công nhận" if about.several else "được công nhận"
    return said + (sentence(f"; {{n}} {ever}.", n=recognised) if recognised else ".")


def _resources(asked: Asked) -> Sentence | None:
    about = asked.about
    total = asked.flow("total_vnd", style="money")
    if total is None or not about.value("R1/total_vnd/value"):
        return None
    row = f"T6a/{asked.row}"
    share = asked.rate(f"{row}/people_share", f"{row}/people_vnd", f"{row}/total_vnd", "R1/people_vnd", "R1/total_vnd")
    said = sentence("Huy động {n} làm công trình, phần việc", n=total)
    return said + (sentence(", Nhân dân đóng góp {n}.", n=share) if share else ".")


def _rural(asked: Asked) -> Sentence | None:
    """New rural communes of all that reported, products and areas; of one unit only what it lists."""
    about, row = asked.about, f"T9a/{asked.about.last}"
    met, reported = (about.number(f"{row}/{name}", "number") for name in ("met", "reported"))
    own = {"ocop": "sản phẩm OCOP", "areas": "khu dân cư kiểu mẫu"}
    parts = listed([about.positive(f"{row}/{key}", label) for key, label in own.items()])
    if met and reported and not asked.unit:
        share = about.rate(f"{row}/share", f"{row}/met", f"{row}/reported") if about.enough(row, "communes") else None
        said = sentence("{met}/{of} xã đạt chuẩn nông thôn mới", met=met, of=reported)
        parts = [said + (sentence(" ({n})", n=share) if share else ""), *parts]
    return sentence(f"Đến {about.end} có {{parts}}.", parts=join(parts)) if parts else None


def _changed(asked: Asked) -> Sentence | None:
    """The main figures of the last year beside the one before it, as far as a change may be told."""
    before = asked.about.last - 1
    if not asked.about.several:
        return Sentence((f"Chưa có số liệu năm {before} để so sánh.",))
    if asked.roll["part_year"].any():
        return Sentence((f"Không so sánh với năm {before} do có kỳ báo cáo không đủ cả năm.",))
    parts = [
        sentence(f"{label}: {{it}}", it=it)
        for label, thing in THINGS.items()
        if (it := stated(asked.about, thing, names=False))
    ]
    if not parts:
        return None
    return sentence(f"{capital(asked.about.now)}, {{parts}}.", parts=join(parts, "; ", "; "))
