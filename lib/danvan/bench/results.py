"""What the bench measured: as lines for people, as JSON for programs.

Does not belong here: measuring (`rounds`), charts (`drawn`).
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from danvan.bench.drawn import costs, curves
from danvan.bench.rounds import Answer, Goal, Most, Reckoned
from danvan.files import write_whole
from danvan.vietnamese.wording import number

RESULT, COSTS, CURVES = "bench.json", "bench.png", "sizes.png"
UNKNOWN = "chưa rõ"


def lines(answer: Answer) -> Iterator[str]:
    """What each way cost, and each goal with what was measured."""
    question = answer.question
    yield f"{question.title} ({question.counted}, trung vị {len(next(iter(answer.spent.values())))} lượt)"
    for name, spent in answer.spent.items():
        each = f"; {_short(1000 * median(spent) / question.each)} ms một {question.of}" if question.of else ""
        yield f"  {name:<24} {_short(median(spent))} ({_short(min(spent))} - {_short(max(spent))}){each}"
    for goal in question.goals:
        value = goal.measured(answer.spent)
        yield f"  {'đạt ' if goal.held(value) else 'CHƯA'}  {goal.text}: {_said(goal, value)}"
        if not goal.held(value):
            yield f"        Nguyên nhân: {goal.cause or UNKNOWN}."
    if answer.differed is not None:
        same = "CHƯA" if answer.differed else "đạt "
        yield f"  {same}  kết quả như lần chạy thường, từng byte{_named(answer.differed)}"
    if question.note:
        yield f"  Ghi chú: {question.note}"


def _named(differed: Sequence[str]) -> str:
    return f": khác ở {len(differed)} tệp, như {differed[0]}" if differed else ""


def _said(goal: Goal | Most | Reckoned, value: float) -> str:
    if isinstance(goal, Most):
        return f"{_short(value)} {goal.unit}, mức cần {_short(goal.most)}"
    limit, unit = (goal.limit, goal.unit) if isinstance(goal, Reckoned) else (goal.times, "lần")
    return f"{_short(value)} {unit}, mức cần {'ít nhất' if goal.less else 'nhiều nhất'} {_short(limit)}"


def _short(value: float) -> str:
    """Three figures."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3
    return number(round(value, digits), digits)


def write(answers: Sequence[Answer], folder: Path) -> list[Path]:
    """Write what was measured into `folder`: all rounds as JSON, the medians as charts; return the paths."""
    written = {RESULT: (json.dumps(document(answers), ensure_ascii=False, indent=1) + "\n").encode()}
    if single := [answer for answer in answers if not answer.question.curve]:
        written[COSTS] = costs(single)
    if points := [answer for answer in answers if answer.question.curve]:
        written[CURVES] = curves(points)
    for name, data in written.items():
        write_whole(folder / name, data)
    return [folder / name for name in written]


def document(answers: Sequence[Answer]) -> dict[str, Any]:
    """All that was measured as plain JSON values, with the machine that it was measured on."""
    return {
        "machine": {"python": platform.python_version(), "system": platform.system(), "cores": os.cpu_count()},
        "questions": [_json(answer) for answer in answers],
    }


def _json(answer: Answer) -> dict[str, Any]:
    question = answer.question
    measured = [(goal, goal.measured(answer.spent)) for goal in question.goals]
    return {
        "name": question.name,
        "title": question.title,
        "clock": question.clock,
        "unit": question.unit,
        "each": question.each,
        "spent": {name: [round(value, 4) for value in spent] for name, spent in answer.spent.items()},
        "goals": [
            {
                "text": g.text,
                "measured": round(v, 3),
                "held": g.held(v),
                "said": _said(g, v),
                "cause": None if g.held(v) else g.cause or UNKNOWN,
            }
            for g, v in measured
        ],
        "differed": None if answer.differed is None else list(answer.differed),
    }
