"""02: how many models there are, in which field, where, and how many were recognised."""

from __future__ import annotations

import pandas as pd

from danvan.publish.answers.answer import Answer, Asked, capital, without
from danvan.publish.prose import Sentence, join, sentence
from danvan.publish.tables import words

TABLES = ("T2", "T3", "T4", "T17b")
MODEL = "mô hình"
GROUPS = {"commune": "các xã, thị trấn", "agency": "các cơ quan, đơn vị"}


def models(frame: pd.DataFrame, roll: pd.DataFrame) -> Answer:
    """The answer on models, from the store's table of them."""
    asked = Asked({"models": frame}, roll, TABLES)
    if asked.about.value("T2/total/registered") is None:
        return asked.answered([without(MODEL, asked)])
    first = (
        [_distinct(asked), _where(asked), _last(asked)] if asked.about.several else [_registered(asked), _where(asked)]
    )
    return asked.answered([*first, _fields(asked), _recognised(asked)])


def _row(asked: Asked) -> str:
    """The row of the last year."""
    return f"T2/{asked.about.last}" if asked.about.several else "T2/total"


def _registered(asked: Asked) -> Sentence | None:
    about, row = asked.about, _row(asked)
    registered = about.amount(f"{row}/registered", MODEL)
    if registered is None:
        return None
    at_work = about.amount(f"{row}/at_work", MODEL)
    said = sentence(f"{capital(about.now)}, {asked.who} đăng ký {{n}}{{covered}}", n=registered,
                    covered=asked.of_form("models"))  # fmt: skip
    return said + (sentence(", {n} đang hoạt động.", n=at_work) if at_work else ".")


def _distinct(asked: Asked) -> Sentence | None:
    """Over a period each model counts once."""
    about = asked.about
    every, recognised = (about.amount(f"T2/total/{name}", MODEL) for name in ("registered", "recognised"))
    if every is None:
        return None
    said = sentence(f"{capital(about.when)}, {asked.who} có {{n}}{{covered}}, mỗi mô hình chỉ tính một lần", n=every,
                    covered=asked.of_form("models"))  # fmt: skip
    return said + (sentence("; {n} đã từng được công nhận.", n=recognised) if recognised else ".")


def _last(asked: Asked) -> Sentence:
    """The last year of a period."""
    about, row = asked.about, _row(asked)
    registered, at_work = (about.amount(f"{row}/{name}", MODEL) for name in ("registered", "at_work"))
    if registered is None:
        return Sentence((f"Năm {about.last} chưa có số liệu về {MODEL}.",))
    said = sentence(f"Riêng năm {about.last} có {{n}} đăng ký", n=registered)
    said = said + asked.covered(f"T17b/{about.last}.models")
    return said + (sentence(", {n} đang hoạt động.", n=at_work) if at_work else ".")


def _fields(asked: Asked) -> Sentence | None:
    about = asked.about
    labels = words.choices("models", "field")
    parts = [
        sentence(f"{words.lowered(label)} {{n}}", n=n)
        for key, label in labels.items()
        if (n := about.positive(f"T2/{about.last}.{key}/registered"))
    ]
    return sentence(f"Mô hình đăng ký {about.now} theo lĩnh vực: {{parts}}.", parts=join(parts)) if parts else None


def _where(asked: Asked) -> Sentence | None:
    """How many stand in communes and in agencies; units are not ranked, since small counts do not tell them apart."""
    column = "distinct" if asked.about.several else "registered"
    parts = [
        sentence(f"{label} có {{n}}", n=n)
        for key, label in GROUPS.items()
        if (n := asked.about.amount(f"T3/{key}/{column}", MODEL))
    ]
    return sentence("Trong đó {parts}; số của từng đơn vị xem bảng T3.", parts=join(parts)) if parts else None


def _recognised(asked: Asked) -> Sentence | None:
    """How many were recognised of how many considered, and at which level."""
    about, row = asked.about, _row(asked)
    recognised, considered = about.amount(f"{row}/recognised", MODEL), about.amount(f"{row}/considered", MODEL)
    if recognised is None or considered is None:
        return None
    form = f"T17b/{about.last}.models"
    rate = asked.rate(f"{row}/recognition_rate", f"{row}/recognised", f"{row}/considered", form)
    said = sentence(f"{capital(about.now)} công nhận {{n}} trên {{of}} đã xét", n=recognised, of=considered)
    said = said + (sentence(" ({n})", n=rate) if rate else "")
    levels = [
        sentence(f"{words.lowered(label)} {{n}}", n=n)
        for key, label in words.choices("models", "recognised_level").items()
        if (n := about.positive(f"T4/{about.last}/{key}"))
    ]
    return said + (sentence(", theo cấp cao nhất: {parts}.", parts=join(levels)) if levels else ".")
