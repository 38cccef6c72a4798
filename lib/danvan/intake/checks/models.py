"""K03, K09, K23, K29, K30: the models, each in itself and one beside the other."""

from __future__ import annotations

from collections.abc import Iterator

from danvan.declared.model_names import same_model
from danvan.intake.checks.facts import Facts, at, conditional
from danvan.intake.submission import Row
from danvan.problems import Problem, problem
from danvan.vietnamese import wording
from danvan.vietnamese.text import fold

RECOGNISED = frozenset({"recognised", "outstanding"})
MOST_PER_PERSON = 3


def models(facts: Facts) -> Iterator[Problem]:
    """K03, K09, K23, K29, K30: what must agree within the rows of the models, and a model listed twice."""
    seen: dict[str, Row] = {}
    coded: dict[str, Row] = {}
    for row in facts.rows("models"):
        name, code = row.values.get("model_name"), row.values.get("model_id")
        if isinstance(name, str) and (first := seen.setdefault(same_model(name), row)) is not row:
            yield problem("K09", at(row, "model_name"), name=name, other=first.row)
        elif isinstance(code, str) and (first := coded.setdefault(fold(code), row)) is not row:
            yield problem("K09-code", at(row, "model_id"), model=code, other=first.row)
        yield from _model(row, facts)
        yield from _crowd(row, facts.value("population"))


def _crowd(row: Row, population: float | None) -> Iterator[Problem]:
    """K23: people may come more than once, but hardly everyone more than three times to one model."""
    came = row.values.get("participants")
    if isinstance(came, int) and population and came > MOST_PER_PERSON * population:
        words = {"left": wording.number(came), "times": MOST_PER_PERSON, "right": wording.number(population)}
        yield problem("K23", at(row, "participants"), **words)


def _model(row: Row, facts: Facts) -> Iterator[Problem]:
    values, year = row.values, facts.submission.year or 0
    first, status, result = values.get("first_year"), values.get("status"), values.get("result")
    if result in RECOGNISED and values.get("implemented") is False:
        yield problem("K03", at(row, "result"))
    if year and isinstance(first, int) and isinstance(status, str) and (status == "new") != (first == year):
        yield _disagree(row, "status", f"Mô hình mới phải đăng ký lần đầu năm {year}, và ngược lại (đang ghi {first}).")
    if isinstance(result, str) and result not in RECOGNISED and values.get("recognised_level"):
        yield _disagree(row, "recognised_level", "Có cấp công nhận nhưng kết quả xét không phải là được công nhận.")
    if status == "replicated" and values.get("replicated_places") == 0:
        yield _disagree(row, "replicated_places", "Mô hình nhân rộng phải có ít nhất 1 nơi nhân rộng.")
    if result in RECOGNISED:
        yield from conditional(row, facts, "models", ("recognised_level", "decision_number"))
    if status == "replicated":
        yield from conditional(row, facts, "models", ("replicated_places",))
    with_ids = facts.form.table("models").column("model_id").valid_in(year)
    if with_ids and status not in ("new", None) and not values.get("model_id"):
        yield problem("K30", at(row, "model_name"))


def _disagree(row: Row, column: str, rule: str) -> Problem:
    return problem("K29", at(row, column), rule=rule)
