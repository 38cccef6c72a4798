"""All subjects of the bench, or those that are named, measured one after another.

Does not belong here: the subjects.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from danvan.bench import again, apart, nation, notebooks, pages, reading, sizes, spread, starting
from danvan.bench.inputs import Inputs
from danvan.bench.rounds import Answer, asked
from danvan.paths import Workspace

SUBJECTS = {
    "reading": reading,
    "apart": apart,
    "again": again,
    "notebooks": notebooks,
    "starting": starting,
    "pages": pages,
    "sizes": sizes,
    "nation": nation,
    "spread": spread,
}


def measured(
    workspace: Workspace,
    subjects: Sequence[str],
    rounds: int,
    told: Callable[[str], None],
    done: Callable[[Answer], None],
    files: int = 1000,
) -> list[Answer]:
    """Measure the subjects on the sample's workbooks, with the settings and notebooks of `workspace`, not its data.

    `told` hears what is being done, `done` each answer; `files` is how many the smallest nation has. DanvanError where
    a way does not succeed.
    """
    answers: list[Answer] = []
    with tempfile.TemporaryDirectory(prefix="danvan-bench-") as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")  # of every process begun from here on
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each would compile all anew, as no installed one does
        inputs = Inputs(Path(folder), workspace, files)
        for name in subjects:
            for question in SUBJECTS[name].questions(inputs):
                answers.append(asked(question, rounds, told))
                done(answers[-1])
    return answers
