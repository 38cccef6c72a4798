"""An executed notebook as it is published: the same bytes for the same inputs, on any day and machine.

Does not belong here: running it (execute), showing it (publish.site).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

ADDRESS = re.compile(r" at 0x[0-9a-f]+")
LANGUAGE = {"name": "python", "file_extension": ".py", "mimetype": "text/x-python", "pygments_lexer": "ipython3"}
PYTHON = {"name": "python3", "display_name": "Python 3", "language": "python"}
Node = dict[str, Any]


def warnings(notebook: Node) -> list[str]:
    """The lines its cells wrote to stderr: for the log, not for readers."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    return [line for o in outputs if o.get("name") == "stderr" for line in "".join(o["text"]).splitlines()]


def tidy(notebook: Node, replaced: Sequence[tuple[str, str]] = ()) -> Node:
    """Return the executed `notebook` without times, warnings, chance ids and addresses; `replaced` said otherwise."""
    cells = [_tidy_cell(cell, f"o-{i:02}") for i, cell in enumerate(notebook["cells"], 1)]
    clean = {
        "cells": cells,
        "metadata": {"kernelspec": PYTHON, "language_info": LANGUAGE},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    said: Node = _said(clean, replaced)
    return said


def _tidy_cell(cell: Node, name: str) -> Node:
    tags = cell["metadata"].get("tags")
    kept = {"cell_type": cell["cell_type"], "source": "".join(cell["source"]), "id": name}
    kept["metadata"] = {"tags": tags} if tags else {}
    if cell["cell_type"] != "code":
        return kept
    shown = [_tidy_output(output) for output in cell["outputs"] if output.get("name") != "stderr"]
    return {**kept, "execution_count": cell["execution_count"], "outputs": shown}


def _tidy_output(output: Node) -> Node:
    """Plain text beside HTML says the same again, at length; any text may name a place in memory."""
    if "data" not in output:
        return {**output, "text": _without_addresses(output["text"])}
    said = {kind: _without_addresses(words) for kind, words in output["data"].items()}
    return {**output, "data": {kind: words for kind, words in said.items() if kind != "text/plain" or len(said) == 1}}


def _without_addresses(said: Any) -> Any:
    """Text, or the lines of one, without places in memory; anything else (JSON) as it is."""
    whole = "".join(said) if isinstance(said, list) else said
    return ADDRESS.sub("", whole) if isinstance(whole, str) else whole


def _said(node: Any, replaced: Sequence[tuple[str, str]]) -> Any:
    """The same tree with every string said otherwise."""
    match node:
        case str():
            for old, new in replaced:
                node = node.replace(old, new)
            return node
        case list():
            return [_said(item, replaced) for item in node]
        case dict():
            return {key: _said(item, replaced) for key, item in node.items()}
    return node
