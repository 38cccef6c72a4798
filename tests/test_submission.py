"""A submission kept as JSON comes back equal, dates and all."""

from __future__ import annotations

import datetime as dt
import json

from danvan.intake.submission import CellRole, Figure, Row, Submission
from danvan.problems import Place, problem


def whole() -> Submission:
    values = {
        "model_name": "Hũ gạo",
        "households": 12,
        "implemented": True,
        "decision_date": dt.date(2021, 4, 3),
        "place": None,
    }
    row = Row("B1", 9, values, {"model_name": "B9"}, {"place": "blank"}, ("households",))
    return Submission(
        file="2021/a.xlsx", sha256="ab", unit_code="21085", unit_from=dt.date(2004, 1, 1), year=2021, period="N",
        revision=1, sample=True, forms_present=("models",), forms_with_nothing=("ocop",), rows={"models": [row]},
        figures=(Figure("mediation_teams", "actual", 6.0, "value", "06 tổ", "B3", 22, "E22"),),
        cells=(CellRole("B1", 9, "B9", "value", "models", "model_name", "Hũ gạo"),),
        problems=(problem("Đ01", Place("B1", 9, "C9", None), label="Lĩnh vực"),),
    )  # fmt: skip


def test_there_and_back_through_json() -> None:
    assert Submission.from_dict(json.loads(json.dumps(whole().to_dict()))) == whole()


def test_an_error_an_unplaced_cell_or_an_unknown_unit_stop_acceptance() -> None:
    assert not whole().clean
    good = Submission("a", "ab", "21085", dt.date(2004, 1, 1), 2021, "N", 1)
    assert good.clean
    assert not Submission("a", "ab", None, None, 2021, "N", 1).clean
    stray = CellRole("B1", 9, "Z9", "unplaced", "models", None, "45")
    assert not Submission("a", "ab", "21085", dt.date(2004, 1, 1), 2021, "N", 1, cells=(stray,)).clean
