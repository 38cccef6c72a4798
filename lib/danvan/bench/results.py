"""What the bench measured: as lines for people, as JSON for programs, as a chart of each cost.

Does not belong here: measuring (`rounds`).
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from danvan.bench.rounds import Answer, Goal, Most
from danvan.files import write_whole
from danvan.vietnamese.wording import number

RESULT, CHART = "bench.json", "bench.png"


def lines(answer: Answer) -> Iterator[str]:
    """What each way cost, and each goal with what was measured."""
    question = answer.question
    clock = "CPU" if question.clock == "cpu" else "đồng hồ"
    yield f"{question.title} (giây {clock}, trung vị {len(next(iter(answer.spent.values())))} lượt)"
    for name, spent in answer.spent.items():
        each = f"; {_short(1000 * median(spent) / question.each)} ms một {question.of}" if question.of else ""
        yield f"  {name:<24} {_short(median(spent))} ({_short(min(spent))} - {_short(max(spent))}){each}"
    for goal in question.goals:
        value = goal.measured(answer.spent)
        yield f"  {'đạt ' if goal.held(value) else 'CHƯA'}  {goal.text}: {_said(goal, value)}"
    if question.note:
        yield f"  Ghi chú: {question.note}"


def _said(goal: Goal | Most, value: float) -> str:
    if isinstance(goal, Most):
        return f"{_short(value)} {goal.unit}, mức cần {_short(goal.most)}"
    return f"{_short(value)} lần, mức cần {'ít nhất' if goal.less else 'nhiều nhất'} {_short(goal.times)}"


def _short(value: float) -> str:
    """Three figures."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3
    return number(round(value, digits), digits)


def write(answers: Sequence[Answer], folder: Path) -> list[Path]:
    """Write what was measured into `folder`: all rounds as JSON, the medians as a chart; return both paths."""
    write_whole(folder / RESULT, (json.dumps(document(answers), ensure_ascii=False, indent=1) + "\n").encode())
    write_whole(folder / CHART, _drawn(answers))
    return [folder / RESULT, folder / CHART]


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
        "each": question.each,
        "seconds": {name: [round(value, 4) for value in spent] for name, spent in answer.spent.items()},
        "goals": [
            {"text": g.text, "measured": round(v, 3), "held": g.held(v), "said": _said(g, v)} for g, v in measured
        ],
    }


def _drawn(answers: Sequence[Answer]) -> bytes:
    """A part for each question: a bar for each way, the fastest and the slowest round as a line."""
    from io import BytesIO

    from matplotlib.figure import Figure

    heights = [len(answer.spent) + 1.2 for answer in answers]
    figure = Figure(figsize=(8, 0.38 * sum(heights)), layout="constrained")
    parts = figure.subplots(len(answers), 1, squeeze=False, height_ratios=heights)
    for (axes,), answer in zip(parts, answers, strict=True):
        names, spent = list(answer.spent), list(answer.spent.values())
        middle = [median(own) for own in spent]
        spread = [[median(own) - min(own) for own in spent], [max(own) - median(own) for own in spent]]
        axes.barh(names, middle, xerr=spread, color=["#1f5f8b" if "danvan" in name else "#b5bcc4" for name in names])
        axes.set_title(answer.question.title, loc="left", fontsize=10)
        axes.set_xlabel("giây CPU" if answer.question.clock == "cpu" else "giây", fontsize=8)
        axes.invert_yaxis()
        axes.spines[["top", "right"]].set_visible(False)
        axes.tick_params(labelsize=8)
    out = BytesIO()
    figure.savefig(out, dpi=130)
    return out.getvalue()
